// The pages in Firefox: as wide as their window, their pictures as legible as in Chromium, nothing on the console.
import { join, resolve } from "node:path";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";
import { claimLook } from "./look.mjs";
import { pageKinds } from "./site.mjs";

/** Sites that together have every picture, a table of projects and long words. */
const SITES = ["client", "large", "portfolio"];

/** Looks at one page of each kind of some sites; `sites` may be a single site. */
export async function check(findings, sites) {
  const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr" });
  try {
    const folders = SITES.map((name) => join(resolve(sites), name)).filter(existsSync);
    for (const folder of folders.length > 0 ? folders : [resolve(sites)]) await look(browser, findings, folder);
  } finally {
    await browser.close();
  }
}

async function look(browser, findings, folder) {
  const page = await browser.newPage();
  let label = folder;
  page.on("console", (message) => findings.add(label, `console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => findings.add(label, `script error: ${error.message}`));
  const kinds = pageKinds(folder);
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 });
    for (const path of kinds) {
      label = `${path} (Firefox, ${width})`;
      await page.goto(`file://${encodeURI(join(folder, path))}`, { waitUntil: "load" });
      const [inner, outer] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.documentElement.clientWidth]);
      findings.claim(label, inner <= outer, `scrolls sideways: ${inner} px of content on ${outer} px`);
      await claimLook(page, label, findings);
    }
  }
  await page.close();
  console.log(`   ${folder.split("/").pop()}: ${kinds.length} pages in Firefox`);
}
