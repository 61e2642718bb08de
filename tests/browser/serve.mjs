// `planmark serve` before a real browser: a change is shown in place, an error as an overlay, and nobody else is answered.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { files } from "./site.mjs";

/** Long enough for a busy machine; what takes longer is a finding. */
const PATIENCE = 60_000;
/** A tab behind another one draws nothing, so that waiting for its next picture would never end. */
const WAIT = { timeout: PATIENCE, polling: 100 };
/** What a plan says so that a page might run it. */
const HOSTILE = "<img src=x onerror=window.hits=1>";

/** All checks, with notices of the system and with polling. */
export async function check(browser, findings, programs, work, example, portfolio) {
  for (const [name, options] of [["told", []], ["polling", ["--poll=100"]]]) {
    const folder = join(work, "serve", name);
    cpSync(example, folder, { recursive: true });
    mkdirSync(join(folder, "site"));
    writeFileSync(join(folder, "site/keep.txt"), "somebody's own");
    const before = print(join(folder, "site"));
    const server = await start(programs, folder, options);
    try {
      await edits(browser, findings, server, folder, name, name === "told" ? join(work, "overlay.png") : null);
      if (name === "told") await strangers(browser, findings, server);
    } finally {
      await server.stop();
    }
    findings.claim(`serve, ${name}`, print(join(folder, "site")) === before, "touches a built site");
  }
  await several(browser, findings, programs, portfolio, join(work, "serve/portfolio"));
}

/** Names, bytes and times of all files. */
function print(folder) {
  const hash = createHash("sha256");
  for (const path of files(folder)) hash.update(`${path} ${statSync(join(folder, path)).mtimeMs} `).update(readFileSync(join(folder, path)));
  return hash.digest("hex");
}

async function start(programs, folder, options, today = "2026-04-24") {
  const child = spawn(join(programs, "planmark"), ["serve", folder, "--port", "0", "--today", today, ...options]);
  let said = "";
  const port = await new Promise((found, failed) => {
    child.stderr.on("data", (data) => {
      said += data;
      const address = /http:\/\/localhost:(\d+)\//.exec(said);
      if (address) found(Number(address[1]));
    });
    child.on("exit", (code) => failed(new Error(`serve ended with ${code}: ${said}`)));
  });
  const stop = () => new Promise((ended) => (child.on("exit", ended), child.kill("SIGINT")));
  return { port, base: `http://localhost:${port}/`, stop, said: () => said };
}

/** A tab that tells what goes wrong in it; streams of events end when a page is loaded again. */
async function tab(browser, findings, label) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 500 });
  await page.evaluateOnNewDocument(() => (window.hits = 0));
  // That a page has vanished is told as an error by the browser, and meant.
  page.on("console", (message) => message.text().includes("404") || findings.add(label, `console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => findings.add(label, `script error: ${error.message}`));
  return page;
}

/** Closes tabs; one that does not answer goes with its browser. */
const shut = (...pages) => Promise.race([Promise.all(pages.map((page) => page.close())), new Promise((ended) => setTimeout(ended, 5_000))]);

const shows = (page, text) => page.waitForFunction((text) => document.querySelector("main")?.textContent.includes(text), WAIT, text);

/** Whether a page comes to stand at a place: it is put there again once it was loaded. */
const stands = (page, top) => page.waitForFunction((top) => Math.abs(scrollY - top) <= 2, WAIT, top).then(() => true, () => false);

/** Goes to a page; one that loads itself again at that moment breaks the first attempt off. */
async function visit(page, address) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await page.goto(address, { waitUntil: "load" });
    } catch (error) {
      if (attempt === 5 || !error.message.includes("ERR_ABORTED")) throw error;
    }
  }
}

/** The overlay as somebody sees it: whether it blocks and is open, what it says, whether it has an element of a plan. */
const overlay = (page) =>
  page.evaluate(() => {
    const root = [...document.body.children].map((one) => one.shadowRoot).find(Boolean);
    const box = root?.querySelector("details");
    if (!box) return null;
    const place = box.getBoundingClientRect();
    return {
      isOpen: box.open,
      isBlocking: root.querySelector("summary").classList.contains("blocked"),
      isInSight: place.height > 20 && place.bottom <= innerHeight + 1 && place.top >= 0,
      names: [...new Set([...root.querySelectorAll("*")].map((one) => one.localName))].sort().join(" "),
      notes: [...root.querySelectorAll("li")].map((one) => ({
        severity: one.querySelector("b").textContent,
        place: one.querySelector("code").textContent,
        text: one.textContent,
      })),
    };
  });

/** Waits until the overlay blocks, or does not, with its style sheet read. */
const blocks = (page, isBlocking) =>
  page.waitForFunction(
    (wanted) => {
      const root = [...document.body.children].map((one) => one.shadowRoot).find(Boolean);
      return root && root.querySelector("link").sheet !== null && (root.querySelector("summary.blocked") !== null) === wanted;
    },
    WAIT,
    isBlocking,
  );

async function edits(browser, findings, server, folder, name, picture) {
  const label = `serve, ${name}`;
  const page = await tab(browser, findings, label);
  const path = join(folder, "tasks.md");
  const good = readFileSync(path, "utf8");
  // Moved into its place, as most editors do it: written in place, the file is empty for a moment, and may be read then.
  const put = (text) => (writeFileSync(`${path}~new`, text), renameSync(`${path}~new`, path));
  const edit = (from, to) => {
    if (!good.includes(from)) throw new Error(`the example has no ${from}`);
    put(good.replace(from, to));
  };
  await page.goto(`${server.base}timeline.html`, { waitUntil: "load" });
  await shows(page, "Survey both sites");
  await page.evaluate(() => scrollTo({ top: 640, behavior: "instant" }));
  edit("title: Survey both sites", "title: Survey every room");
  await shows(page, "Survey every room");
  findings.claim(label, await stands(page, 640), "a change moves the page");
  await blocks(page, false);
  const calm = await overlay(page);
  findings.claim(label, calm && !calm.isOpen && !calm.isBlocking, "findings that keep nothing stand in the way");

  edit("after: survey\n", `after: "${HOSTILE}"\n`);
  await blocks(page, true);
  const told = await overlay(page);
  const line = good.slice(0, good.indexOf("after: survey\n")).split("\n").length;
  const first = told.notes[0];
  findings.claim(label, told.isOpen && told.isInSight, "the overlay is not in sight");
  findings.claim(label, first.severity === "error" && first.place === `tasks.md:${line}`, `the overlay names ${first.place}, not tasks.md:${line}`);
  findings.claim(label, first.text.includes(HOSTILE), `the overlay does not say what was written: ${first.text}`);
  findings.claim(label, told.names === "b code details li link p summary ul", `elements in the overlay: ${told.names}`);
  findings.claim(label, (await page.evaluate(() => window.hits)) === 0, "a text of the plan ran");
  await shows(page, "Survey every room");
  findings.claim(label, await stands(page, 640), "an error moves the page");
  if (picture) await page.screenshot({ path: picture });

  // Somebody who loads the page, or another one, while the plan is broken is told too.
  await page.reload({ waitUntil: "load" });
  await blocks(page, true);
  edit("title: Survey both sites", "title: Survey twice");
  await shows(page, "Survey twice");
  await blocks(page, false);
  findings.claim(label, !(await overlay(page)).isOpen, "the overlay stays when the plan is mended");

  // A page that vanishes says so, and comes back by itself.
  edit("tasks:\n", "tasks:\n  look-around: {title: Look around}\n");
  const isThere = async () => (await ask(server.port, "/tasks/look-around.html", { Host: `localhost:${server.port}` })).status === 200;
  while (!(await isThere())) await new Promise((later) => setTimeout(later, 50));
  await visit(page, `${server.base}tasks/look-around.html`);
  put(good);
  await page.waitForFunction(() => document.title === "There is no such page", WAIT);
  edit("tasks:\n", "tasks:\n  look-around: {title: Look around again}\n");
  await page.waitForFunction(() => document.title.startsWith("Look around again"), WAIT);
  await visit(page, `${server.base}tasks/survey.html`);

  // And one that is written in place.
  writeFileSync(path, good.replace("title: Survey both sites", "title: Survey in place"));
  await shows(page, "Survey in place");
  writeFileSync(path, good);
  await shows(page, "Survey both sites");
  await shut(page);
}

const ask = (port, path, headers = {}) =>
  new Promise((answered, failed) => {
    const asked = request({ host: "127.0.0.1", port, path, headers, setHost: !("Host" in headers) }, (response) => {
      let body = "";
      response.on("data", (data) => (body += data)).on("end", () => answered({ status: response.statusCode, body }));
    });
    asked.on("error", failed).end();
  });

/** Other sites, other names, other machines and other paths get nothing. */
async function strangers(browser, findings, server) {
  const label = "serve, strangers";
  const own = { Host: `localhost:${server.port}` };
  const holds = (body) => body.includes("Firewall") || body.includes("root:");
  findings.claim(label, holds((await ask(server.port, "/", own)).body), "its own host is not answered");
  for (const Host of ["evil.example", `evil.example:${server.port}`, `localhost.evil.example:${server.port}`, `0.0.0.0:${server.port}`]) {
    const { status, body } = await ask(server.port, "/", { Host });
    findings.claim(label, status === 421 && !holds(body), `answers to ${Host} with ${status}`);
  }
  for (const path of ["/../../../../etc/passwd", "/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/..%5c..%5cetc/passwd", "/site/keep.txt", "/tasks.md", "/planmark.toml"]) {
    const { status, body } = await ask(server.port, path, own);
    findings.claim(label, [400, 404].includes(status) && !body.includes("root:") && !body.includes("somebody's own"), `gives ${path} with ${status}`);
  }
  const outer = Object.values(networkInterfaces()).flat().filter((one) => !one.internal && one.family === "IPv4");
  for (const { address } of outer) {
    const isOpen = await new Promise((told) => {
      const socket = connect({ host: address, port: server.port });
      socket.on("connect", () => (socket.destroy(), told(true))).on("error", () => told(false));
    });
    findings.claim(label, !isOpen, `listens on ${address}`);
  }
  await fromAnotherSite(browser, findings, server, label);
}

/** A page of another origin in the same browser reads neither pages nor events, and shows them in no frame. */
async function fromAnotherSite(browser, findings, server, label) {
  const evil = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>x</title>"));
  await new Promise((ready) => evil.listen(0, "127.0.0.1", ready));
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${evil.address().port}/`);
  const read = await page.evaluate(async (base) => {
    const text = (promise) => promise.then((answer) => answer.text()).catch(() => "");
    const frame = document.createElement("iframe");
    frame.src = base;
    document.body.append(frame);
    const events = new Promise((told) => {
      const stream = new EventSource(`${base}.planmark/events`);
      stream.onmessage = () => told("events");
      stream.onerror = () => (stream.close(), told(""));
    });
    await new Promise((loaded) => (frame.onload = loaded));
    return {
      cors: await text(fetch(base)),
      opaque: await text(fetch(base, { mode: "no-cors" })),
      data: await text(fetch(`${base}status.json`)),
      events: await events,
    };
  }, server.base);
  for (const [what, got] of Object.entries(read)) findings.claim(label, got === "", `another site reads ${what}`);
  const framed = page.frames().find((frame) => frame !== page.mainFrame());
  const shown = framed ? await framed.evaluate(() => document.body?.textContent ?? "").catch(() => "") : "";
  findings.claim(label, !shown.includes("Firewall"), "another site shows a page in a frame");
  await shut(page);
  evil.close();
}

/** The provider sees all projects, a client its own, and a change of one is shown. */
async function several(browser, findings, programs, portfolio, folder) {
  cpSync(portfolio, folder, { recursive: true });
  const label = "serve, portfolio";
  const internal = await start(programs, folder, ["--audience", "internal"], "2026-05-18");
  const client = await start(programs, folder, ["--client", "Elm Street Surgery"], "2026-05-18");
  try {
    const [page, other] = [await tab(browser, findings, label), await tab(browser, findings, label)];
    await page.goto(internal.base, { waitUntil: "load" });
    await other.goto(client.base, { waitUntil: "load" });
    const titles = async (page) => page.evaluate(() => document.querySelector("main").textContent);
    const [all, own] = [await titles(page), await titles(other)];
    findings.claim(label, all.includes("Elm Street") && all.includes("Lake"), "the provider's page lacks a project");
    findings.claim(label, own.includes("Wi-Fi") && !own.includes("Lake"), "the client's page has another client's project");
    const path = join(folder, "elm-wifi/project.md");
    const text = readFileSync(path, "utf8");
    const title = /^title: .*$/m.exec(text)[0];
    writeFileSync(path, text.replace(title, "title: Faster radio"));
    await Promise.all([shows(page, "Faster radio"), shows(other, "Faster radio")]);
    rmSync(path);
    await blocks(other, true).catch(() => findings.add(label, "a project that is gone is not told"));
    writeFileSync(path, text);
    await shows(other, title.slice("title: ".length));
    await shut(page, other);
  } finally {
    await Promise.all([internal.stop(), client.stop()]);
  }
}
