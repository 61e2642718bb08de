// What every page must hold, whatever the plan says: found by axe-core, by the keyboard, by measuring boxes.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { each, media } from "./browser.mjs";
import { claimLook } from "./look.mjs";
import { pageKinds, pages, serve } from "./site.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [360, 1280];

/** All checks of one built site. */
export async function check(browser, findings, folder, isFirstScreenDue) {
  const name = basename(folder);
  const kinds = pageKinds(folder);
  const file = `file://${encodeURI(folder)}/`;
  const server = await serve(folder);
  const at = (label, base, path) => ({ label: `${name} ${path} (${label})`, base, path });
  const open = async (page, entry, width = 1280, height = 800) => {
    page.label = entry.label;
    page.base = entry.base;
    await page.setViewport({ width, height });
    await page.goto(entry.base + encodeURI(entry.path), { waitUntil: "load" });
  };
  // Every page once, from a subfolder of a server: nothing on the console, nothing asked for elsewhere.
  await each(browser, findings, server.base, pages(folder), (page, path) => open(page, at("served", server.base, path)));
  // Every kind of page from the disk, in both schemes, narrow and wide.
  const looks = kinds.flatMap((path) => WIDTHS.flatMap((width) => ["light", "dark"].map((scheme) => [path, width, scheme])));
  await each(browser, findings, file, looks, async (page, [path, width, scheme]) => {
    const entry = at(`${scheme}, ${width}`, file, path);
    await media(page, { "prefers-color-scheme": scheme });
    await open(page, entry, width);
    await axe(page, entry.label, findings);
    await claimNoSideways(page, entry.label, findings);
    await claimLook(page, entry.label, findings);
  });
  await each(browser, findings, file, kinds, async (page, path) => {
    const entry = (label) => at(label, file, path);
    const told = (label) => entry(label).label;
    await media(page, {});
    await open(page, entry("320 px"), 320, 640);
    await claimNoSideways(page, told("320 px"), findings);
    await withoutScripts(page, () => open(page, entry("no script")), told("no script"), findings);
    for (const width of [1280, 640]) {
      await largeText(page, () => open(page, entry(`text 200 %, ${width}`), width), told(`text 200 %, ${width}`), findings);
    }
    await media(page, { "prefers-reduced-motion": "reduce" });
    await open(page, entry("reduced motion"));
    await claimStill(page, told("reduced motion"), findings);
    for (const scheme of ["light", "dark"]) {
      await media(page, { "forced-colors": "active", "prefers-color-scheme": scheme });
      await open(page, entry(`forced colours, ${scheme}`));
      await claimShapes(page, told(`forced colours, ${scheme}`), findings);
      await claimLook(page, told(`forced colours, ${scheme}`), findings, true);
    }
    // Of no type of its own, or paper would show what a screen does.
    await media(page, {}, "");
    await open(page, entry("print"));
    await print(page, path, told("print"), findings);
  });
  const walked = kinds.filter((path, place) => ["index.html", "timeline.html", "search.html"].includes(path) || place % 5 === 0);
  // One tab, because two cannot have the keyboard at once.
  await each(browser, findings, file, walked.flatMap((path) => WIDTHS.map((width) => [path, width])), async (page, [path, width]) => {
    const entry = at(`keyboard, ${width}`, file, path);
    await page.bringToFront();
    // What is focused is then in sight at once, and not at the end of a movement.
    await media(page, { "prefers-reduced-motion": "reduce" });
    await open(page, entry, width);
    await keyboard(page, entry.label, findings);
  }, 1);
  if (isFirstScreenDue) await each(browser, findings, file, ["index.html"], (page) => firstScreen(page, open, at("first screen", file, "index.html"), findings), 1);
  server.close();
  console.log(`   ${name}: ${pages(folder).length} pages, ${kinds.length} looked at closely`);
}

async function axe(page, label, findings) {
  await page.evaluate(AXE);
  const result = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false }), STANDARDS);
  findings.checked += 1;
  for (const one of result.violations) {
    findings.add(label, `${one.id}: ${one.help}; ${one.nodes.length} times, first ${one.nodes[0].html.slice(0, 160)}`);
  }
}

async function claimNoSideways(page, label, findings) {
  const [inner, outer] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.documentElement.clientWidth]);
  findings.claim(label, inner <= outer, `scrolls sideways: ${inner} px of content on ${outer} px`);
}

/** With scripts off, everything that scripts do not add themselves is there. */
async function withoutScripts(page, open, label, findings) {
  const words = () =>
    page.evaluate(() => {
      const copy = document.body.cloneNode(true);
      copy.querySelectorAll("form, search, [role=search], [data-search], .find, label, [role=status], output, script, noscript").forEach((one) => one.remove());
      // A head that sorts is the head that stands there without scripts.
      copy.querySelectorAll("button:not(th button)").forEach((one) => one.remove());
      return copy.textContent.split(/\s+/).filter(Boolean);
    });
  await open();
  const scripted = await words();
  await page.setJavaScriptEnabled(false);
  await open();
  const plain = new Set(await words());
  const hidden = await page.evaluate(() => {
    const main = document.querySelector("main");
    return [...main.querySelectorAll("h1, h2, p, li, td, dd")].filter((one) => one.textContent.trim() && one.closest("[hidden]")).length;
  });
  await page.setJavaScriptEnabled(true);
  const missing = scripted.filter((word) => !plain.has(word));
  findings.claim(label, missing.length === 0, `lacks without scripts: ${missing.slice(0, 8).join(" ")}`);
  findings.claim(label, hidden === 0, `${hidden} parts are hidden without scripts`);
}

/** Text at twice its size: no sideways scrolling, and no text is cut off by its own box. */
async function largeText(page, open, label, findings) {
  await page.setBypassCSP(true);
  await open();
  await page.addStyleTag({ content: "html { font-size: 200% }" });
  await claimNoSideways(page, label, findings);
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll("main *:not(svg *)")]
      .filter((one) => {
        const style = getComputedStyle(one);
        const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
        const isShown = one.clientWidth > 1 && one.clientHeight > 1;
        return hides && isShown && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
      })
      .map((one) => `${one.tagName.toLowerCase()}.${one.className}`),
  );
  findings.claim(label, cut.length === 0, `cuts text off in ${cut.slice(0, 4).join(", ")}`);
  await page.setBypassCSP(false);
}

async function claimStill(page, label, findings) {
  const moving = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      const lasts = (text) => text.split(",").some((part) => parseFloat(part) > 0);
      return style.scrollBehavior === "smooth" || lasts(style.transitionDuration) || lasts(style.animationDuration);
    }).length,
  );
  findings.claim(label, moving === 0, `${moving} elements still move`);
}

/** With the system's colours every shape that means something still differs from its ground. */
async function claimShapes(page, label, findings) {
  const lost = await page.evaluate(() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    const isSeen = (one) => {
      const style = getComputedStyle(one);
      const shows = (colour) => colour !== "none" && colour !== ground && !/^rgba\(.*, 0\)$/.test(colour);
      return shows(style.fill) || (shows(style.stroke) && parseFloat(style.strokeWidth) > 0);
    };
    return [...document.querySelectorAll(".mark svg > *, svg.mark > *, .checks svg > path, .checks svg > circle")].filter((one) => !isSeen(one)).length;
  });
  findings.claim(label, lost === 0, `${lost} shapes cannot be seen`);
}

/** How many sheets the pages have that are made for paper. */
const SHEETS = { "report.html": 1, "process.html": 2 };

async function print(page, path, label, findings) {
  const pdf = Buffer.from(await page.pdf({ format: "A4", preferCSSPageSize: true, tagged: true }));
  const count = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
  findings.claim(label, count > 0, "prints no page");
  findings.claim(label, count <= (SHEETS[path] ?? count), `prints on ${count} sheets`);
  await page.emulateMediaType("print");
  const shown = await page.evaluate(() => {
    const isShown = (one) => one && getComputedStyle(one).display !== "none" && one.getBoundingClientRect().height > 0;
    return [isShown(document.querySelector("main")), isShown(document.querySelector("nav.pages"))];
  });
  findings.claim(label, shown[0], "prints without its content");
  findings.claim(label, !shown[1], "prints its navigation");
  await page.emulateMediaType(null);
}

/** Tab from the top to the end: the skip link first, every stop seen, ringed, in the order of the page. */
async function keyboard(page, label, findings) {
  const expected = await page.evaluate(() => {
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]");
    return [...all].filter((one) => one.tabIndex >= 0 && !one.disabled && one.type !== "hidden" && one.getClientRects().length > 0).length;
  });
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => {
    const box = document.activeElement.getBoundingClientRect();
    return { href: document.activeElement.getAttribute("href"), isSeen: box.top >= 0 && box.left >= 0 && box.height > 8 };
  });
  findings.claim(label, first.href === "#main" && first.isSeen, "the first stop is no skip link that can be seen");
  let stops = 1;
  let previous = null;
  while (stops < expected + 5) {
    const stop = await page.evaluateHandle((before) => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      window.stop = one;
      return {
        name: one.outerHTML.slice(0, 90),
        isBody: one === document.body,
        isRinged: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isSeen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        isAfter: !window.before || !!(window.before.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING),
        before: (window.before = one) && null,
      };
    }, previous);
    const told = await stop.jsonValue();
    if (told.isBody) break;
    findings.claim(label, told.isRinged, `no ring of focus at ${told.name}`);
    findings.claim(label, told.isSeen, `out of sight at ${told.name}`);
    findings.claim(label, told.isAfter, `out of order at ${told.name}`);
    await page.keyboard.press("Tab");
    const next = await page.evaluate(() => document.activeElement === document.body || document.activeElement === window.stop);
    if (next) break;
    stops += 1;
  }
  findings.claim(label, stops === expected, `${stops} stops for ${expected} things that take the keyboard`);
  await page.evaluate(() => document.querySelector("a[href='#main']").focus());
  await page.keyboard.press("Enter");
  findings.claim(label, (await page.evaluate(() => location.hash)) === "#main", "the skip link does not lead to the content");
}

/** The first screen of a phone, in the widest font of a bare Debian, holds what a client asks first. */
async function firstScreen(page, open, entry, findings) {
  await page.setBypassCSP(true);
  await open(page, entry, 360, 800);
  await page.addStyleTag({ content: `* { font-family: "DejaVu Sans", sans-serif !important }` });
  const boxes = await page.evaluate(() => {
    const bottom = (one) => (one ? Math.round(one.getBoundingClientRect().bottom) : null);
    const asks = [...document.querySelectorAll("section[aria-labelledby=need] li")].slice(0, 2);
    const after = (name) => bottom(document.querySelector(`section[aria-labelledby=${name}]`));
    return {
      "light and reason": bottom(document.querySelector("section.status")),
      "four facts": bottom(document.querySelector("dl.facts")),
      "first ask": bottom(asks[0]),
      "second ask": bottom(asks[1]),
      "next outage": after("outage"),
      contact: after("contact"),
    };
  });
  for (const [what, bottom] of Object.entries(boxes)) {
    findings.claim(entry.label, bottom !== null && bottom <= 800, `${what} ends at ${bottom ?? "nothing"} of 800 px`);
  }
  console.log(`   first screen, lower ends in px: ${Object.entries(boxes).map(([what, bottom]) => `${what} ${bottom}`).join(", ")}`);
  await page.setBypassCSP(false);
}
