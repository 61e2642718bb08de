// Writes a plan of many tasks: `large_plan.mjs FOLDER TASKS`. Tasks come in groups of ten, each group under a parent.
import { mkdirSync, writeFileSync } from "node:fs";

const [folder, count] = process.argv.slice(2);
const groups = Math.ceil(Number(count) / 10);
let tasks = "";
for (let group = 0; group < groups; group++) {
  tasks += `  phase-${group}: {title: "Phase ${group + 1}: floor ${group + 1} of the new building"}\n`;
  for (let place = 0; place < 9; place++) {
    const waits = place > 0 ? `after: step-${group}-${place - 1}, ` : group > 0 ? `after: step-${group - 1}-0, ` : "";
    tasks += `  step-${group}-${place}: {title: "Move and connect room ${group + 1}.${place + 1}", duration: 2d, ${waits}`;
    tasks += `who: sam, deliverable: rooms, parent: phase-${group}}\n`;
  }
}
mkdirSync(folder, { recursive: true });
writeFileSync(
  `${folder}/project.md`,
  `---
title: Move of an office with many rooms
type: office-relocation
stage: planning
client: {name: Harbour Insurance}
target: {start: 2026-04-01, finish: 2027-03-31}
currency: EUR
budget_cap: 90000
pm: sam
scope: {why: The lease ends., in: [All rooms], out: [Furniture]}
stakeholders:
  sam: {name: Sam Okafor, side: provider, roles: [pm, lead], channel: projects@example.com}
  ana: {name: Ana Ruiz, side: client, roles: [sponsor]}
deliverables:
  rooms: {title: All rooms in use, kind: service, acceptance: [Every desk has two ports that work]}
milestones:
${Array.from({ length: 8 }, (_, place) => `  floors-${place}: {title: Floors ${place + 1} done, target: 2026-${String(place + 5).padStart(2, "0")}-20, after: step-${place * 2}-8}`).join("\n")}
  moved: {title: Everybody moved, target: 2027-03-20, after: step-${groups - 1}-8}
tasks:
${tasks}---

A plan for measuring.
`,
);
