"""Compares planmark's dates with those of two independent schedulers on generated plans, to the minute."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import microsoft
import plans
import taskjuggler

UNEXPLAINED = "WITHOUT EXPLANATION"


def planmark(binary, *arguments):
    run = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(f"planmark {arguments}: {run.stdout}{run.stderr}")
    return run.stdout


def days_of_the_plan(binary, folder):
    told = json.loads(planmark(binary, "schedule", folder, "--plan", "--output-format", "json", "--today", "2026-01-01"))
    return {item["id"]: tuple(map(date.fromisoformat, [item["start"], item["finish"]])) for item in told["items"]}


def prepared(binary, family, seed, scope, folder):
    """A plan on disk; of the family `progress` half of it done."""
    base = "everything" if family == "progress" else family
    plan = plans.make(seed, base, scope)
    folder.mkdir(parents=True)
    write = lambda: (folder / "project.md").write_text(plan.markdown())
    write()
    if family == "progress":
        plans.add_progress(f"{family}-{seed}", plan, days_of_the_plan(binary, folder))
        write()
    return plan


def exported(binary, plan, folder):
    path = folder / "plan.xml"
    planmark(binary, "export", "mspdi", folder, "-o", path, "--today", plan.as_of or plan.start - timedelta(days=1))
    return path


def compare(plan, mine, theirs, explain, counts, told):
    """Work in the order in which it can wait for each other, so that what follows from a difference is told apart."""
    different = set()
    for one in plan.work:
        counts["items"] += 1
        calendar = plan.calendar_of(one)
        is_same = mine[one.id][1] == theirs[one.id][1] and (
            one.is_milestone or calendar.next_start(mine[one.id][0]) == calendar.next_start(theirs[one.id][0]))
        if is_same:
            counts["same"] += 1
            continue
        follows = any(link.on in different for link in one.links)
        reason = explain(plan, one, mine[one.id], theirs[one.id]) or ("it waits for one of these" if follows else "")
        different.add(one.id)
        counts[reason or UNEXPLAINED] += 1
        if not reason or told["all"]:
            told["lines"].append(f"{plan.name}: {one.id}: planmark {words(mine[one.id])}, other "
                                 f"{words(theirs[one.id])}: {reason or UNEXPLAINED}")


def words(pair):
    return " to ".join(moment.strftime("%Y-%m-%d %H:%M") for moment in pair)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("planmark")
    parser.add_argument("--plans", type=int, default=12, help="plans a family")
    parser.add_argument("--all", action="store_true", help="show explained differences too")
    parser.add_argument("--keep", type=Path, help="a folder to keep the plans in")
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp())
    microsoft.begin()
    total = Counter()
    told = {"all": arguments.all, "lines": []}
    for other, scope, work in [("microsoft", "all", by_microsoft), ("taskjuggler", "starts", by_taskjuggler)]:
        for family in ["simple", "links", "elapsed", "absences", "constraints", "everything", "progress"]:
            counts, began = Counter(), time.monotonic()
            for seed in range(arguments.plans):
                place = folder / other / family / str(seed)
                plan = prepared(arguments.planmark, family, seed, scope, place)
                work(arguments.planmark, plan, place, counts, told)
            seconds = time.monotonic() - began
            rest = ", ".join(f"{name}: {count}" for name, count in sorted(counts.items()) if name not in ["items", "same"])
            print(f"{other:12} {family:12} {arguments.plans:3} plans {counts['items']:5} items "
                  f"{counts['same']:5} the same  {rest}  ({seconds:.1f} s)", flush=True)
            total.update(counts)
    print("\n".join(told["lines"]))
    print(f"{total['items']} dates compared, {total['same']} the same, {total[UNEXPLAINED]} without explanation")
    sys.exit(1 if total[UNEXPLAINED] else 0)


def by_microsoft(binary, plan, place, counts, told):
    mine, theirs = microsoft.dates(exported(binary, plan, place))
    by_id = lambda dates: {address.split("/")[1]: pair for address, pair in dates.items()}
    compare(plan, by_id(mine), by_id(theirs), microsoft.explain, counts, told)


def by_taskjuggler(binary, plan, place, counts, told):
    mine, _ = microsoft.dates(exported(binary, plan, place))
    mine = {address.split("/")[1]: pair for address, pair in mine.items()}
    compare(plan, mine, taskjuggler.dates(plan, place), taskjuggler.explain, counts, told)


if __name__ == "__main__":
    main()
