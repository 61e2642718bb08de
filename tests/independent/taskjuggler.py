"""TaskJuggler: the same plan as a project of its own language, scheduled by tj3, read back from a CSV report."""

import csv
import subprocess
from datetime import datetime, time, timedelta

HEADER = """project p "{name}" {start} - {end} {{
  timezone "UTC"
  timeformat "%Y-%m-%dT%H:%M"
  timingresolution 30min
  dailyworkinghours {hours}
  now {start}
  workinghours {days} {opens}:00 - {closes}:00
  workinghours {others} off
}}
"""


def minutes(text, calendar):
    """A length in minutes, and whether it counts by the clock."""
    day = (calendar.hours[1] - calendar.hours[0]) * 60
    units = {"ed": 1440, "d": day, "w": day * len(calendar.days), "h": 60, "m": 1}
    for unit in ["ed", "d", "w", "h", "m"]:
        if text.endswith(unit):
            return int(float(text[: -len(unit)]) * units[unit]), unit == "ed"
    raise ValueError(text)


def name(identifier):
    return identifier.replace("-", "_")


def text(plan):
    """The plan in TaskJuggler's language. A task with people has one resource of its own: who shares all their days."""
    calendar = plan.calendar
    days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    others = [day for place, day in enumerate(days) if place not in calendar.days]
    lines = [HEADER.format(
        name=plan.name, start=plan.start, end=plan.start + timedelta(days=1200),
        hours=calendar.hours[1] - calendar.hours[0], opens=calendar.hours[0], closes=calendar.hours[1],
        days=", ".join(days[day] for day in calendar.days), others=", ".join(others))]
    lines += [f'leaves holiday "off" {day}' for day in sorted(calendar.off)]
    for one in plan.work:
        absent = plan.absent(one.who)
        if absent:
            leaves = "".join(f" leaves annual {day}" for day in sorted(absent))
            lines.append(f'resource r_{name(one.id)} "{one.id}" {{{leaves} }}')
    for one in plan.work:
        lines += task(plan, one)
    lines.append('taskreport out "out" { formats csv columns id, start, end sorttasks id.up timeformat "%Y-%m-%dT%H:%M" }')
    return "\n".join(lines) + "\n"


def task(plan, one):
    started = {other.id for other in plan.work if other.started and not other.finished}
    waits = []
    for link in one.links:
        # Of running work the beginning is a fact, which a task of its own holds.
        on = name(link.on) + ("_begun" if link.kind == "SS" and link.on in started else "")
        gap = ""
        if link.lag:
            length, is_elapsed = minutes(link.lag.lstrip("+"), plan.calendar)
            gap = f" gap{'duration' if is_elapsed else 'length'} {length}min"
        waits.append(f"!{on} {{ {'onstart' if link.kind == 'SS' else 'onend'}{gap} }}")
    body = [f"depends {', '.join(waits)}"] if waits and not one.finished else []
    after = plan.as_of + timedelta(days=1) if plan.as_of else None
    begun = []
    if one.finished:
        opens, closes = (datetime.combine(day, time(hour)) for day, hour in
                         zip([one.started or one.finished, one.finished], plan.calendar.hours))
        body = [f"start {stamp(closes if one.is_milestone else opens)}"]
        body += [] if one.is_milestone else [f"end {stamp(closes)}"]
    else:
        # A start of its own is a fact to TaskJuggler, so that the earliest one is a milestone that the task waits for.
        floors = [day for day in [plan.start, after, one.not_before if not one.started else None] if day]
        # A wait begins on a working day of the project, whoever is away.
        calendar = plan.calendar if one.duration.endswith("ed") else plan.calendar_of(one)
        floor = stamp(calendar.next_start(datetime.combine(max(floors), time(0))))
        begun = [f'task {name(one.id)}_floor "{one.id}" {{ start {floor} milestone }}']
        body = [", ".join([*(body or ["depends"]), f"!{name(one.id)}_floor"]).replace("depends, ", "depends ")]
        if one.started:
            opens = datetime.combine(one.started, time(plan.calendar.hours[0]))
            begun.append(f'task {name(one.id)}_begun "{one.id}" {{ start {stamp(opens)} milestone }}')
    if one.is_milestone:
        body.append("milestone")
    elif not one.finished:
        length, is_elapsed = minutes(one.duration, plan.calendar)
        length = length * (100 - one.progress) // 100
        if is_elapsed:
            body.append(f"duration {length}min")
        elif plan.absent(one.who):
            body += [f"effort {length}min", f"allocate r_{name(one.id)}"]
        else:
            body.append(f"length {length}min")
    return begun + [f'task {name(one.id)} "{one.id}" {{ {" ".join(body)} }}']


def stamp(moment):
    return moment.strftime("%Y-%m-%d-%H:%M")


def dates(plan, folder):
    """Start and end of every item by its id."""
    source = folder / "plan.tjp"
    source.write_text(text(plan))
    command = ["tj3", "--silent", "--no-color", "-o", str(folder), str(source)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if not (folder / "out.csv").exists():
        raise RuntimeError(f"tj3 refused {source}:\n{run.stdout}{run.stderr}")
    with open(folder / "out.csv", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    known = {name(one.id): one.id for one in plan.work}
    found = {}
    for row in rows:
        if row["Id"].strip() in known:
            begin, end = (datetime.strptime(row[column], "%Y-%m-%dT%H:%M") for column in ["Start", "End"])
            found[known[row["Id"].strip()]] = (begin, end)
    for one in plan.work:
        # Of running work TaskJuggler was given the rest; its beginning is a fact.
        if one.started and not one.finished:
            opens = datetime.combine(one.started, time(plan.calendar.hours[0]))
            found[one.id] = (opens, found[one.id][1])
    return found



def explain(plan, one, mine, theirs):
    """TaskJuggler starts a wait by the clock the moment that it may, at night and on days off too."""
    if one.duration.endswith("ed") and plan.calendar.next_start(theirs[0]) == mine[0]:
        return "a wait begins outside of working hours"
    return ""
