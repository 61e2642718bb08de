// Search, filter and sort. The site is whole without this file; it writes texts alone, never HTML.
(() => {
  "use strict";
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const node = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const field = (label, hint) => {
    const box = node("p", "", "find");
    const input = node("input");
    const name = node("label", label);
    input.type = "search";
    input.id = "find-" + document.querySelectorAll(".find").length;
    input.autocomplete = "off";
    name.htmlFor = input.id;
    const told = node("span", hint, "soft");
    told.setAttribute("role", "status");
    box.append(name, input, told);
    return { box, input, told };
  };
  const says = (element, name) => element.dataset[name] || "";
  const counted = (element, count) => says(element, "count").replace("#", String(count));

  // Every word of the question must begin a word of the item, or stand in it.
  const matches = (folded, question) => question.every((word) => folded.includes(word));
  const words = (text) => fold(text).split(/\s+/).filter(Boolean);

  const search = (place) => {
    const index = JSON.parse(document.getElementById("index").textContent);
    const items = index.map((item) => ({ ...item, folded: fold(item.title + " " + item.kind + " " + item.text) }));
    const { box, input, told } = field(says(place, "label"), "");
    const list = node("ul", "", "rows");
    place.replaceChildren(box, list);
    const show = () => {
      const question = words(input.value);
      const found = question.length ? items.filter((item) => matches(item.folded, question)) : [];
      found.sort((a, b) => matches(fold(b.title), question) - matches(fold(a.title), question));
      told.textContent = question.length ? counted(place, found.length) : "";
      list.replaceChildren(...found.slice(0, 100).map((item) => {
        const row = node("li");
        const line = node("div", "", "line");
        const what = node("span", "", "what");
        const link = node("a", item.title);
        link.href = item.url;
        what.append(link);
        line.append(what, node("span", item.kind, "right"));
        row.append(line);
        if (item.text) row.append(node("p", item.text.slice(0, 160)));
        return row;
      }));
    };
    input.addEventListener("input", show);
    const asked = new URLSearchParams(location.search).get("q") || "";
    input.value = asked;
    show();
  };

  // The rows of a picture go with the rows of the tables that lead to the same page.
  const pictured = (place) => {
    const names = [...place.querySelectorAll(".gantt .group li")];
    const bars = [...place.querySelectorAll(".gantt .group .hang > svg")];
    const page = (one) => one.querySelector("a")?.href;
    return (rows, question) => {
      const told = new Set(rows.map(page));
      const shown = new Set(rows.filter((row) => !row.hidden).map(page));
      names.forEach((name, index) => {
        const own = page(name);
        const isIn = own && told.has(own) ? shown.has(own) : matches(fold(name.textContent), question);
        for (const one of [name, bars[index]]) one.classList.toggle("out", !isIn);
      });
      for (const group of place.querySelectorAll(".gantt .group")) group.hidden = !group.querySelector("li:not(.out)");
    };
  };

  const filter = (place) => {
    // Beside pictures the longest list of items alone is searched, from a field above it; elsewhere all that is listed.
    const lists = [...place.querySelectorAll(".rows, .scroll")];
    const rowsOf = (list) => [...list.querySelectorAll(":scope > li, tbody > tr")];
    const hasOwn = lists.length && place.querySelector(".chart") && !place.querySelector(".gantt");
    const items = (list) => rowsOf(list).filter((row) => row.querySelector("a")).length;
    const longest = hasOwn ? lists.reduce((best, list) => (items(list) > items(best) ? list : best)) : null;
    const rows = (longest ? [longest] : lists).flatMap(rowsOf);
    if (rows.length < 8) return;
    const texts = rows.map((row) => fold(row.textContent));
    const picture = pictured(place);
    const { box, input, told } = field(says(place, "label"), "");
    input.addEventListener("input", () => {
      const question = words(input.value);
      let count = 0;
      rows.forEach((row, index) => {
        row.hidden = !matches(texts[index], question);
        if (!row.hidden) count += 1;
      });
      picture(rows, question);
      told.textContent = question.length ? counted(place, count) : "";
    });
    if (longest) longest.before(box);
    else place.prepend(box);
  };

  const sort = (table) => {
    const body = table.tBodies[0];
    const lines = [...body.rows];
    if (lines.length < 5 || lines.some((line) => line.className.includes("sum"))) return;
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const value = (line, column) => {
      const cell = line.cells[column];
      return cell.dataset.value !== undefined ? cell.dataset.value : cell.textContent.trim();
    };
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = node("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const sorted = [...lines].sort((a, b) => {
          const [left, right] = [value(a, column), value(b, column)];
          // What has no value stands last in either direction.
          if (!left || !right) return (left ? 0 : 1) - (right ? 0 : 1);
          const [x, y] = [Number(left), Number(right)];
          const by = Number.isNaN(x) || Number.isNaN(y) ? order.compare(left, right) : x - y;
          return down ? -by : by;
        });
        body.replaceChildren(...sorted);
      });
    });
  };

  document.querySelectorAll("[data-search]").forEach(search);
  document.querySelectorAll("[data-filter]").forEach(filter);
  document.querySelectorAll("[data-sort] table").forEach(sort);
})();
