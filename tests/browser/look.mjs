// What can be measured of the look of a page, in any browser: contrast of pictures, names that meet, names beside bars.

/** Everything below, for a page as it stands; `isForced` where the system's colours are in force. */
export async function claimLook(page, label, findings, isForced = false) {
  const found = await page.evaluate(measure, isForced);
  for (const [what, places] of Object.entries(found)) {
    findings.claim(label, places.length === 0, `${what}: ${places.length} times, first ${places[0]}`);
  }
}

/** Runs in the page. Colours that mean nothing (grid, weekends, the empty part of a bar) need no contrast. */
function measure(isForced) {
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = parts(colour).map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const isColour = (colour) => /^rgb/.test(colour) && (parts(colour)[3] ?? 1) > 0.9;
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (isColour(colour)) return colour;
    }
    return getComputedStyle(document.body).backgroundColor;
  };
  const isShown = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility !== "hidden";
  const name = (one) => `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""} ${one.textContent.trim().slice(0, 40)}`;
  const all = (selector) => [...document.querySelectorAll(selector)].filter(isShown);

  const faint = all("main svg :is(rect, circle, path, line, polyline, use)")
    .filter((one) => !one.closest("defs, pattern") && !one.matches(".rule, .off-day, .base, [opacity], [fill^=url], #grid *"))
    .filter((one) => {
      const style = getComputedStyle(one);
      const seen = [style.fill, parseFloat(style.strokeWidth) > 0 ? style.stroke : "none"].filter(isColour);
      const best = Math.max(...seen.map((colour) => contrast(colour, ground(one.closest("svg").parentElement))));
      return seen.length > 0 && best < 3;
    });
  const pale = all("main svg text").filter((one) => {
    // What stands in a disc has the disc for its ground.
    const disc = one.matches(".open-name") && one.previousElementSibling;
    const behind = disc ? getComputedStyle(disc).fill : ground(one.closest("svg").parentElement);
    return contrast(getComputedStyle(one).fill, behind) < 4.5;
  });

  // The letters without their halo, which Firefox counts as a part of the box.
  const letters = (text) => {
    const [box, to] = [text.getBBox(), text.getScreenCTM()];
    const [left, top] = [box.x * to.a + to.e, box.y * to.d + to.f];
    return { left, top, right: left + box.width * to.a, bottom: top + box.height * to.d, width: box.width };
  };
  const meeting = [];
  for (const picture of all("main svg.pic")) {
    const texts = [...picture.querySelectorAll("text")].filter(isShown).map((text) => [text, letters(text)]).filter(([, box]) => box.width > 0);
    texts.forEach(([text, box], place) => {
      for (const [other, against] of texts.slice(place + 1)) {
        const across = Math.min(box.right, against.right) - Math.max(box.left, against.left);
        // The boxes of lines of text are higher than their letters.
        const down = Math.min(box.bottom, against.bottom) - Math.max(box.top, against.top);
        if (across > 1 && down > 5) meeting.push(`${text.textContent} / ${other.textContent}`);
      }
    });
  }

  const far = [];
  if (innerWidth < 768) {
    for (const group of all(".gantt .group")) {
      const bars = [...group.querySelectorAll(".hang > svg")];
      [...group.querySelectorAll("li")].forEach((item, place) => {
        const drawn = [...bars[place].querySelectorAll("rect, use")].map((one) => one.getBoundingClientRect());
        if (drawn.length === 0) return;
        const range = document.createRange();
        range.selectNodeContents(item);
        const words = range.getBoundingClientRect();
        const [left, right] = [Math.min(...drawn.map((box) => box.left)), Math.max(...drawn.map((box) => box.right))];
        const gap = Math.max(left - words.right, words.left - right);
        if (gap > 48) far.push(`${item.textContent}, ${Math.round(gap)} px`);
      });
    }
  }

  const broken = all("td[data-value]").filter((cell) => {
    const range = document.createRange();
    const text = [...cell.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!text) return false;
    range.selectNodeContents(text);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;
  });

  const found = {
    "names in a picture meet": meeting,
    "a name is far from its bar": far,
    "a date or a figure is broken over lines": broken.map(name),
    "a shape is too faint": faint.map(name),
  };
  // The system's own colours are the reader's choice; that shapes do not vanish is what matters.
  if (!isForced) found["letters in a picture are too pale"] = pale.map(name);
  return found;
}
