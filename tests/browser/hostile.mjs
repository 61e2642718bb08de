// A plan that is all attack, in every key: opened without a content security policy, nothing of it runs.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { each } from "./browser.mjs";
import { pages } from "./site.mjs";

const VECTORS = JSON.parse(readFileSync(new URL("vectors.json", import.meta.url), "utf8"));

/** Builds a site for each vector and opens all its pages; types the vectors into the search. */
export async function check(browser, findings, programs, work) {
  const folder = join(work, "hostile");
  let opened = 0;
  // The first with everything in one text, then one by one: what closes one trap may open another.
  for (const [place, vector] of [VECTORS.join(" "), ...VECTORS].entries()) {
    const site = build(programs, folder, vector, place);
    const base = `file://${encodeURI(site)}/`;
    const isTop = (path) => !path.replace(/^all\//, "").includes("/");
    const some = pages(site).filter((path, index) => place === 0 || index % 6 === place % 6 || isTop(path));
    await each(browser, findings, base, some, async (page, path) => {
      if (!page.isArmed) {
        page.isArmed = true;
        await page.setBypassCSP(true);
        await page.evaluateOnNewDocument(() => {
          window.hits = 0;
          window.ran = () => (window.hits += 1);
          addEventListener("click", (event) => event.preventDefault());
        });
      }
      page.label = `vector ${place} ${JSON.stringify(vector).slice(0, 60)} on ${path}`;
      await page.goto(base + encodeURI(path), { waitUntil: "load" });
      await harmless(page, findings);
      opened += 1;
    });
  }
  const searched = await search(browser, findings, folder);
  console.log(`   ${VECTORS.length} vectors in every key, ${opened} pages opened, ${searched} typed into the search`);
}

function build(programs, folder, vector, place) {
  const run = (program, args, input) => {
    const done = spawnSync(join(programs, program), args, { input, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`${program} ${args.join(" ")} with ${JSON.stringify(vector).slice(0, 200)}: ${done.error ?? ""}${done.stdout}${done.stderr}`);
  };
  const plan = join(folder, String(place));
  run("examples/every-key", [plan], vector);
  dress(join(plan, "plan"), vector);
  run("planmark", ["build", join(plan, "plan"), "-o", join(folder, `${place}-site`), "--today", "2026-04-24"], "");
  const site = join(folder, `${place}-site`);
  const all = join(folder, `${place}-all`);
  published(all, vector);
  run("planmark", ["build", all, "-o", join(site, "all"), "--audience", "internal", "--today", "2026-04-24"], "");
  return site;
}

/** The settings and the words of the site say it too; a word cannot have braces that nobody fills. */
function dress(plan, vector) {
  writeFileSync(join(plan, "planmark.toml"), `[site]\nfooter = ${toml(vector)}\n`);
  if (/[{}]/.test(vector)) return;
  mkdirSync(join(plan, "theme/lang"), { recursive: true });
  const words = (table, names) => `[${table}]\n${names.map((name) => `${name} = ${toml(vector)}\n`).join("")}`;
  writeFileSync(join(plan, "theme/lang/en.toml"), words("nav", ["timeline", "people"]) + words("search", ["label", "filter", "lead"]) + words("frame", ["skip", "asks"]));
}

/** A text as TOML writes it. */
const toml = (text) => JSON.stringify(text).replaceAll("\u007f", "\\u007f");

/** A portfolio of a project elsewhere, whose status says it everywhere. */
function published(folder, vector) {
  const day = { start: "2026-05-09T19:00", end: "2026-05-09T23:00" };
  const status = {
    planmark: 1, id: "elsewhere", title: vector, client: vector, url: vector, stage: "execution", as_of: "2026-04-24", light: "red", sentence: vector,
    next_milestone: { id: "next", title: vector, date: "2026-05-13" }, currency: vector, last_update: "2026-04-20",
    // What has no proper id is left out.
    outages: ["out", vector].map((id) => ({ id, title: vector, ...day, site: vector, affects: [vector], people: [vector], is_approved: true })),
    overdue: ["late", vector].map((id) => ({ register: "actions", id, title: vector, owner: vector, due: "2026-04-01" })),
  };
  mkdirSync(join(folder, "in"), { recursive: true });
  writeFileSync(join(folder, "in/status.json"), JSON.stringify(status));
  writeFileSync(join(folder, "in/broken.status.json"), JSON.stringify({ ...status, id: vector, client: vector }));
  writeFileSync(join(folder, "portfolio.md"), `---\ntitle: ${JSON.stringify(vector)}\nprojects: "in/*.json"\nclients: [{name: ${JSON.stringify(vector)}, status: "in/broken.*"}]\ncontact: ${JSON.stringify(vector)}\n---\n`);
}

/** Nothing ran, and nothing stands there that would run at a click, a hover or a touch. */
async function harmless(page, findings) {
  const found = await page.evaluate(() => {
    const bad = [];
    if (window.hits) bad.push("a script of the plan ran");
    const own = (one) => one.src && new URL(one.src).href.startsWith(document.baseURI.replace(/[^/]*$/, "").replace(/[^/]+\/$/, ""));
    for (const one of document.querySelectorAll("script")) if (!own(one) && one.type !== "application/json") bad.push(`script ${one.outerHTML.slice(0, 60)}`);
    for (const one of document.querySelectorAll("*")) {
      for (const { name, value } of one.attributes) {
        if (name.startsWith("on") || name === "srcdoc" || name === "style") bad.push(`attribute ${name}=${value.slice(0, 40)}`);
        const isAddress = ["href", "src", "action", "data", "formaction", "xlink:href"].includes(name);
        const scheme = /^[\u0000-\u0020]*([a-z][a-z0-9+.-]*):/i.exec(value)?.[1].toLowerCase();
        if (isAddress && scheme && !["http", "https", "mailto", "tel", "file"].includes(scheme)) bad.push(`address ${value.slice(0, 40)}`);
      }
    }
    for (const name of ["base", "iframe", "object", "embed", "form[action]", "math", "style", "meta[http-equiv=refresh]", "link[href*=evil]"]) {
      if (document.querySelector(name)) bad.push(`element ${name}`);
    }
    if (document.title.length === 0) bad.push("no title");
    return bad;
  });
  findings.checked += 1;
  for (const what of new Set(found)) findings.add(page.label, what);
}

/** Types every vector into the search, if the site has one, with the hostile index behind it. */
async function search(browser, findings, folder) {
  const base = `file://${encodeURI(join(folder, "0-site"))}/`;
  let typed = 0;
  const entry = pages(join(folder, "0-site")).includes("search.html") ? ["search.html"] : [];
  await each(browser, findings, base, entry, async (page, path) => {
    await page.setBypassCSP(true);
    await page.evaluateOnNewDocument(() => {
      window.hits = 0;
      window.ran = () => (window.hits += 1);
    });
    await page.goto(base + path, { waitUntil: "load" });
    const box = await page.$("input[type=search]");
    findings.claim(path, box !== null, "the search page has no field");
    for (const vector of box === null ? [] : VECTORS) {
      page.label = `${path}, typed ${JSON.stringify(vector)}`;
      await box.evaluate((field, text) => {
        field.value = text;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }, vector);
      await harmless(page, findings);
      typed += 1;
    }
  }, 1);
  return typed;
}
