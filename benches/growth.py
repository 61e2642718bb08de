#!/usr/bin/env python3
"""How the time of `check` and `build` grows with a plan that is large in one way: headings, links, tasks that wait for
each other, windows at once. A line a shape: seconds at two sizes and their ratio. The larger plan is four times as large,
so a ratio far above 4 (with times well over a tenth of a second) says that something grows faster than it should.

usage: benches/growth.py [SHAPE...]       needs `cargo build --release`; speed is looked at, not tested
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLANMARK = Path(__file__).resolve().parent.parent / "target" / "release" / "planmark"
SIZES = (4_000, 16_000)
LIMIT = 60

HEAD = """---
title: Big
stage: planning
type: minimal
client: {name: Client}
provider: {name: Provider}
pm: ann
contact: ann
sites: [{id: hq, title: Headquarters}]
target: {start: 2026-03-02, finish: 2027-06-01}
currency: USD
stakeholders:
  ann: {name: Ann, side: provider, roles: [pm, technician], email: ann@example.com}
"""

# Prose: what is repeated, `%` standing for its number.
PROSE = {
    "headings": "# Part %\n\n",
    "same-headings": "# Part\n\n",
    "numbered-headings": "# a-%\n\n# a\n\n",
    "dangling-ids": "[[nothing-%]] ",
    "known-ids": "[[ann]] ",
    "missing-files": "[a](file-%.pdf) ",
    "missing-anchors": "# a %\n\n[a](#b-%)\n\n",
    "open-brackets": "[",
    "open-links": "[a](",
    "emphasis": "*a_",
    "tags": "<",
    "open-comments": "<!-- ",
    "comments": "<!-- a -->\n\n",
    "footnotes": "[^%]\n\n[^%]: x\n\n",
    "link-definitions": "[a%]: https://example.com/%\n\n[a%]\n\n",
    "quotes": "> ",
    "boxes": "- [ ] a\n",
    "alerts": "> [!NOTE]\n> a\n\n",
    "entities": "&amp;",
}

# Registers: what each entry says, `%` standing for its number and `@` for the one before.
REGISTERS = {
    "tasks": ("tasks", "duration: 2d, who: ann"),
    "task-chain": ("tasks", "duration: 1d, after: i@"),
    "estimates": ("tasks", "duration: [1d, 2d, 4d], after: i@"),
    "dangling-tasks": ("tasks", "duration: 1d, after: nothing-%"),
    "misspelt-keys": ("tasks", "durration: 1d, effrt: 2h"),
    "tags-of-tasks": ("tasks", "duration: 1d, tags: [a, b, t%]"),
    "milestones": ("milestones", "target: 2026-06-01"),
    "risks": ("risks", "probability: 3, impact: 3, owner: ann, response: reduce"),
    "budget": ("budget", "category: labour, amount: 100"),
    "people": ("stakeholders", "side: client, roles: [approver], email: a@example.com"),
    "technicians": ("stakeholders", "side: provider, roles: [technician], units: 1"),
    "decisions": ("decisions", "status: open, needed_by: 2026-05-01, owner: ann"),
    "actions": ("actions", "owner: ann, due: 2026-05-01"),
    "issues": ("issues", "owner: ann, due: 2026-05-01"),
    "outages": ("windows", "kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:00"),
    "changes": ("changes", "status: proposed, why: x"),
    "deliverables": ("deliverables", "acceptance: [a, b, c], accountable: ann"),
    "kpis": ("kpis", "unit: h, target: 1"),
    "meetings": ("meetings", "date: 2026-03-04, kind: checkin, attendees: [ann]"),
    "lessons": ("lessons", "owner: ann"),
}



def numbered(text, number):
    return text.replace("%", str(number)).replace("@", str(max(number - 1, 0)))


def of_prose(piece, count):
    return HEAD + "---\n" + "".join(numbered(piece, number) for number in range(count))


def of_register(register, fields, count):
    head = "" if register == "stakeholders" else f"{register}:\n"
    title = "name" if register == "stakeholders" else "title"
    lines = (f"  i{number}: {{{title}: Item {number}, {numbered(fields, number)}}}\n" for number in range(count))
    # The first of a chain waits for nothing.
    return HEAD + head + "".join(lines).replace(", after: i0}", "}", 1) + "---\n"


SHAPES = {name: lambda count, piece=piece: of_prose(piece, count) for name, piece in PROSE.items()}
SHAPES |= {name: lambda count, about=about: of_register(*about, count) for name, about in REGISTERS.items()}


def seconds(*arguments):
    """How long planmark took; None where it failed or did not end. Findings are no failure."""
    start = time.monotonic()
    try:
        done = subprocess.run([PLANMARK, *arguments], capture_output=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None
    return time.monotonic() - start if done.returncode in (0, 1) else None


def told(times):
    if None in times:
        return "failed, or took too long".rjust(25)
    return f"{times[0]:7.2f} {times[1]:7.2f} {times[1] / max(times[0], 0.01):7.1f}  "


def main():
    unknown = [name for name in sys.argv[1:] if name not in SHAPES]
    if unknown or not PLANMARK.exists():
        sys.exit(f"no shape {unknown}; there are {', '.join(SHAPES)}" if unknown else f"{PLANMARK} is not built")
    print(f"{'':20} {'check':>8} {SIZES[0]} and {SIZES[1]}, ratio    build, the same")
    for name in sys.argv[1:] or SHAPES:
        checks, builds = [], []
        for size in SIZES:
            work = Path(tempfile.mkdtemp(prefix="planmark-growth-"))
            try:
                plan, site = work / "plan", work / "site"
                plan.mkdir()
                (plan / "project.md").write_text(SHAPES[name](size))
                checks.append(seconds("check", plan, "--today", "2026-04-24"))
                builds.append(seconds("build", plan, "-o", site, "--audience", "internal", "--today", "2026-04-24"))
            finally:
                shutil.rmtree(work)
        print(f"{name:20} {told(checks)} {told(builds)}", flush=True)


main()
