// A site that somebody unpacked from a zip and opens from the disk: all links lead somewhere, search, filter and sort work.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { each } from "./browser.mjs";
import { pages } from "./site.mjs";

/** A folder as people name them. */
const UNPACKED = "From Müller & Söhne, 100 % (2) #3";

/** The same pages as the client's, in other words or more of them. */
const ALIKE = ["german", "large"];

/** Packs every site, unpacks it elsewhere, and opens all its pages from there. */
export async function check(browser, findings, sites, work) {
  for (const name of readdirSync(sites).filter((name) => !ALIKE.includes(name))) {
    const zip = join(work, `${name}.zip`);
    const folder = join(work, "unpacked", UNPACKED, name);
    mkdirSync(folder, { recursive: true });
    const python = (...rest) => execFileSync("python3", ["-m", "zipfile", ...rest]);
    python("-c", zip, ...readdirSync(join(sites, name)).map((inner) => join(sites, name, inner)));
    python("-e", zip, folder);
    const base = `${pathToFileURL(folder)}/`;
    const anchors = new Map();
    const links = [];
    await each(browser, findings, base, pages(folder), async (page, path) => {
      page.label = `${name} ${path}`;
      await page.goto(base + encodeURI(path), { waitUntil: "load" });
      const found = await page.evaluate(() => ({
        ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
        links: [...document.querySelectorAll("[href], [src]")].map((one) => new URL(one.getAttribute("href") ?? one.getAttribute("src"), document.baseURI).href),
      }));
      anchors.set(decodeURI(page.url()), new Set(found.ids));
      links.push(...found.links.map((link) => [path, link]));
    });
    for (const [path, link] of links) lead(findings, folder, base, anchors, `${name} ${path}`, link);
    await tools(browser, findings, base, folder, name);
    console.log(`   ${name}: ${anchors.size} pages, ${links.length} links from an unpacked zip`);
  }
}

/** A link leads to the web, to a person, or to a file of the site and a place in it. */
function lead(findings, folder, base, anchors, where, link) {
  const url = new URL(link);
  if (["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) return;
  const isInside = link.startsWith(base);
  findings.claim(where, isInside, `${link} leads out of the site`);
  if (!isInside) return;
  const hash = decodeURIComponent(url.hash.slice(1));
  url.hash = "";
  const path = fileURLToPath(url);
  findings.claim(where, existsSync(path) && statSync(path).isFile(), `${link} leads to no file`);
  const known = anchors.get(decodeURI(url.href));
  if (hash && known) findings.claim(where, known.has(hash), `${link} leads to no place on its page`);
}

/** What the script adds works from the disk as well. */
async function tools(browser, findings, base, folder, name) {
  const has = (path) => existsSync(join(folder, path));
  if (has("search.html")) {
    await each(browser, findings, base, ["search.html"], async (page, path) => {
      page.label = `${name} ${path}`;
      await page.goto(base + path, { waitUntil: "load" });
      const title = await page.evaluate(() => JSON.parse(document.querySelector("#index").textContent).at(-1).title);
      await page.type("input[type=search]", title);
      const first = await page.$eval("[data-search] .rows a", (link) => link.textContent).catch(() => "nothing");
      findings.claim(page.label, first === title, `a search for ${title} finds ${first}`);
      await Promise.all([page.waitForNavigation(), page.click("[data-search] .rows a")]);
      findings.claim(page.label, page.url().startsWith(base), `a result leads to ${page.url()}`);
    }, 1);
  }
  if (has("timeline.html")) await each(browser, findings, base, ["timeline.html"], (page, path) => timeline(page, findings, base, path, name), 1);
}

/** The filter leaves what was asked for, in the tables and in the picture; a head sorts. */
async function timeline(page, findings, base, path, name) {
  page.label = `${name} ${path}`;
  await page.goto(base + path, { waitUntil: "load" });
  if (!(await page.$("[data-filter] input[type=search]"))) return;
  const wanted = await page.evaluate(() => [...document.querySelectorAll("table")].at(-1).tBodies[0].rows[3].cells[0].textContent.trim());
  await page.type("[data-filter] input[type=search]", wanted);
  const found = await page.evaluate((wanted) => {
    const words = wanted.toLowerCase().split(" ");
    const isShown = (one) => getComputedStyle(one).visibility !== "hidden" && one.getClientRects().length > 0;
    const names = [...document.querySelectorAll(".gantt .group li")];
    const bars = [...document.querySelectorAll(".gantt .group .hang > svg")];
    const rows = [...document.querySelectorAll("tbody > tr")].filter(isShown);
    return {
      isPictured: names.length > 0,
      rows: rows.every((row) => words.every((word) => row.textContent.toLowerCase().includes(word))) && rows.length > 0,
      names: names.filter(isShown).map((one) => one.textContent.trim()),
      pairs: names.every((one, index) => isShown(one) === (getComputedStyle(bars[index]).visibility !== "hidden")),
      asked: rows.map((row) => row.cells[0].textContent.trim()),
    };
  }, wanted);
  findings.claim(page.label, found.rows, `the filter for ${wanted} leaves other rows`);
  findings.claim(page.label, found.pairs, "names and bars of the picture differ");
  findings.claim(page.label, !found.isPictured || found.names.includes(wanted), `the picture lacks ${wanted}`);
  findings.claim(page.label, found.names.every((one) => found.asked.includes(one)), `the picture shows ${found.names.join(", ")}`);
}
