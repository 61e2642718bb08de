// Chromium, and pages in it that tell everything they do: what they ask for, what they say on the console.
import puppeteer from "puppeteer-core";

/** Starts the browser. */
export const launch = () =>
  puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    // The pages are the tests' own; as root Chromium starts without its sandbox alone.
    args: ["--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--font-render-hinting=none", "--lang=en"],
  });

/** What was found wrong, said at once and counted; of the same thing the first places alone. */
export class Findings {
  count = 0;
  checked = 0;
  #said = new Map();
  add(where, what) {
    this.count += 1;
    const sort = what.replace(/<.*|[0-9].*/s, "");
    const times = (this.#said.get(sort) ?? 0) + 1;
    this.#said.set(sort, times);
    if (times <= 5) console.log(`   ${where}: ${what}`);
    if (times === 6) console.log(`   ${where}: ${what}, and further such findings`);
  }
  /** A claim about a place: false is a finding. */
  claim(where, holds, what) {
    this.checked += 1;
    if (!holds) this.add(where, what);
  }
}

/** A tab that reports to `findings` whatever leaves `base` or appears on the console. */
export async function tab(browser, findings, base) {
  const page = await browser.newPage();
  const where = () => page.label ?? page.url();
  page.on("console", (message) => findings.add(where(), `console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => findings.add(where(), `script error: ${error.message}`));
  page.on("requestfailed", (request) => findings.add(where(), `request failed: ${request.url()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(page.base ?? base)) findings.add(where(), `asks for ${request.url()}`);
  });
  page.on("dialog", async (dialog) => {
    findings.add(where(), `opens a dialog: ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.base = base;
  return page;
}

/** Media features beyond those that the driver knows by name. */
export async function media(page, features, type = "screen") {
  const session = (page.session ??= await page.createCDPSession());
  const list = Object.entries(features).map(([name, value]) => ({ name, value }));
  await session.send("Emulation.setEmulatedMedia", { media: type, features: list });
}

/** Does `work` for every entry, a few side by side, each with a tab of its own. */
export async function each(browser, findings, base, entries, work, tabs = 2) {
  const waiting = [...entries];
  const worker = async () => {
    const page = await tab(browser, findings, base);
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) await work(page, entry);
    await page.close();
  };
  await Promise.all(Array.from({ length: tabs }, worker));
}
