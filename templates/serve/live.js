// Added by `planmark serve` alone: loads the page again after a change, and shows what planmark says of the plan.
"use strict";
(() => {
  const script = document.currentScript;
  const state = Number(script.dataset.state);
  const place = "planmark " + location.pathname;

  // After a reload the reader stands where they stood.
  const kept = sessionStorage.getItem(place);
  if (kept !== null) {
    sessionStorage.removeItem(place);
    const [left, top] = JSON.parse(kept);
    scrollTo({ left, top, behavior: "instant" });
  }

  const element = (name, text, kind) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };

  const host = element("div");
  const root = host.attachShadow({ mode: "open" });
  const style = element("link");
  style.rel = "stylesheet";
  style.href = "/.planmark/live.css";
  root.append(style);

  const counted = (notes) => {
    const count = (severity) => notes.filter((note) => note.severity === severity).length;
    const words = (number, word) => (number ? `${number} ${word}${number === 1 ? "" : "s"}` : null);
    return [words(count("error"), "error"), words(count("warning"), "warning"), words(count("info"), "info")]
      .filter(Boolean)
      .join(", ");
  };

  let wasOpen = false;
  const show = (notes) => {
    const isBlocked = notes.some((note) => note.is_blocking);
    const box = element("details");
    box.open = isBlocked || wasOpen;
    box.addEventListener("toggle", () => (wasOpen = box.open && !isBlocked));
    const title = isBlocked ? "The last good pages: the plan cannot be shown as it is" : "planmark";
    box.append(element("summary", `${title}: ${counted(notes)}`, isBlocked ? "blocked" : ""));
    const list = element("ul");
    for (const note of notes) {
      const item = element("li", "", note.severity);
      item.append(element("b", note.severity), element("code", note.place), element("p", note.message));
      if (note.help) item.append(element("p", note.help, "help"));
      list.append(item);
    }
    box.append(list);
    // The style sheet stays where it is: put in again it would load again, and the overlay stand bare meanwhile.
    root.querySelector("details")?.remove();
    if (notes.length) root.append(box);
    if (!host.isConnected) document.body.append(host);
  };

  const events = new EventSource("/.planmark/events");
  events.addEventListener("message", (event) => {
    const told = JSON.parse(event.data);
    if (told.state !== state) {
      sessionStorage.setItem(place, JSON.stringify([scrollX, scrollY]));
      events.close();
      location.reload();
      return;
    }
    show(told.notes);
  });
  addEventListener("pagehide", () => events.close());
})();
