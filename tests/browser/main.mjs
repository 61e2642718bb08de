// The checks in a browser: `main.mjs pages|weight|firefox SITES`, `main.mjs folder SITES WORK`, `main.mjs look SITE`,
// `main.mjs serve PROGRAMS WORK EXAMPLE PORTFOLIO`, `main.mjs hostile PROGRAMS WORK`.
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { Findings, launch } from "./browser.mjs";
import * as firefox from "./firefox.mjs";
import * as folder from "./folder.mjs";
import * as hostile from "./hostile.mjs";
import * as look from "./pages.mjs";
import * as serve from "./serve.mjs";
import { files } from "./site.mjs";

const [part, ...rest] = process.argv.slice(2);
const findings = new Findings();

/** Weights before compression, in bytes, held against their limits. */
function weigh(sites) {
  const size = (path) => statSync(join(sites, path)).size;
  const limit = (what, bytes, most) => {
    findings.claim(what, bytes < most, `${bytes} bytes, the limit is ${most}`);
    console.log(`   ${what}: ${bytes} of ${most} bytes`);
  };
  limit("style sheet", size("client/style.css"), 14_000);
  const pictures = files(join(sites, "client")).filter((path) => path === "icon.svg");
  const icon = pictures.reduce((sum, path) => sum + size(`client/${path}`), 0);
  limit("overview with style sheet and pictures", size("client/index.html") + size("client/style.css") + icon, 30_000);
  limit("timeline of 200 tasks", size("large/timeline.html"), 150_000);
}

const started = Date.now();
if (part === "weight") {
  weigh(rest[0]);
} else if (part === "firefox") {
  await firefox.check(findings, rest[0]);
} else {
  const browser = await launch();
  try {
    if (part === "folder") await folder.check(browser, findings, ...rest);
    if (part === "serve") await serve.check(browser, findings, ...rest);
    if (part === "hostile") await hostile.check(browser, findings, ...rest);
    if (part === "look") await look.check(browser, findings, resolve(rest[0]), false);
    if (part === "pages") {
      // The example is the one whose first screen is promised; the others say more, or less.
      for (const name of readdirSync(rest[0])) await look.check(browser, findings, join(rest[0], name), name === "client");
    }
  } finally {
    await browser.close();
  }
}
console.log(`   ${findings.checked} checks, ${findings.count} findings, ${Math.round((Date.now() - started) / 1000)} s`);
process.exitCode = findings.count > 0 ? 1 : 0;
