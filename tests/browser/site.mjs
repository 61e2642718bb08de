// A built site as the checks see it: its files, its kinds of pages, and a server that gives it under a subfolder.
import { createServer } from "node:http";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

/** All files below a folder, as paths with `/`. */
export function files(folder) {
  const found = [];
  const gather = (at) => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      if (statSync(path).isDirectory()) gather(path);
      else found.push(relative(folder, path).replaceAll("\\", "/"));
    }
  };
  gather(folder);
  return found;
}

/** Every page. */
export const pages = (folder) => files(folder).filter((path) => path.endsWith(".html"));

/** One page of each kind: all that stand at the top, and of each folder the longest and the first. */
export function pageKinds(folder) {
  const size = (path) => statSync(join(folder, path)).size;
  const kinds = new Map();
  for (const path of pages(folder)) {
    const inner = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : null;
    if (inner === null) kinds.set(path, [path]);
    else kinds.set(inner, [...(kinds.get(inner) ?? []), path]);
  }
  return [...kinds.values()].flatMap((paths) => {
    const longest = paths.reduce((best, path) => (size(path) > size(best) ? path : best));
    return [...new Set([longest, paths[0]])];
  });
}

const TYPES = {
  html: "text/html; charset=utf-8",
  css: "text/css",
  js: "text/javascript",
  svg: "image/svg+xml",
  json: "application/json",
  xml: "application/atom+xml",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};

/** Serves a folder below `/a/sub folder/` on a free port, and gives its address. */
export async function serve(folder) {
  const known = new Set(files(folder));
  const prefix = "/a/sub%20folder/";
  const server = createServer((request, response) => {
    const path = request.url.split(/[?#]/)[0];
    const name = path.startsWith(prefix) ? decodeURIComponent(path.slice(prefix.length)) : "";
    if (!known.has(name)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": TYPES[name.split(".").pop()] ?? "application/octet-stream" });
    response.end(readFileSync(join(folder, name)));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { base: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => server.close() };
}
