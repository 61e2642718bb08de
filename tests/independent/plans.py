"""Plans made from a seed: calendars, absences, links of all kinds with lags, milestones, constraints, progress."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKS = [[0, 1, 2, 3, 4]] * 4 + [[0, 1, 2, 3, 4, 5], [6, 0, 1, 2, 3], [0, 1, 2, 3]]
HOURS = [(9, 17), (9, 17), (8, 16), (7, 13), (10, 20)]


@dataclass
class Calendar:
    """One span of hours on some days of the week, and days off."""

    days: list
    hours: tuple
    off: set = field(default_factory=set)

    def works(self, day):
        return day.weekday() in self.days and day not in self.off

    def without(self, days):
        return Calendar(self.days, self.hours, self.off | set(days))

    def next_start(self, moment):
        """The first working minute at a moment or after it."""
        while True:
            opens = datetime.combine(moment.date(), time(self.hours[0]))
            closes = opens + timedelta(hours=self.hours[1] - self.hours[0])
            if self.works(moment.date()) and moment < closes:
                return max(moment, opens)
            moment = datetime.combine(moment.date() + timedelta(days=1), time(0))


@dataclass
class Link:
    on: str
    kind: str
    lag: str  # "", "+2d", "-1d", "+3ed", "+4h"


@dataclass
class Work:
    id: str
    duration: str  # "" of a milestone
    links: list
    who: list = field(default_factory=list)
    parent: str = ""
    not_before: date = None
    started: date = None
    finished: date = None
    progress: int = 0

    @property
    def is_milestone(self):
        return not self.duration


@dataclass
class Plan:
    name: str
    start: date
    calendar: Calendar
    away: dict  # handle -> [(first, last)]
    work: list
    summaries: list
    as_of: date = None

    def absent(self, handles):
        days = set()
        for handle in handles:
            for first, last in self.away.get(handle, []):
                days |= {first + timedelta(days=step) for step in range((last - first).days + 1)}
        return days

    def calendar_of(self, work):
        return self.calendar.without(self.absent(work.who))

    def markdown(self):
        """The plan as planmark reads it: one file."""
        days = ", ".join(DAYS[day] for day in self.calendar.days)
        hours = "{:02}:00-{:02}:00".format(*self.calendar.hours)
        lines = ["---", f"title: {self.name}", "stage: execution", f"target: {{start: {self.start}}}"]
        if self.as_of:
            lines.append(f"as_of: {self.as_of}")
        lines += ["calendar:", f"  days: [{days}]", f'  hours: "{hours}"']
        lines.append("  holidays: [{}]".format(", ".join(map(str, sorted(self.calendar.off)))))
        lines.append("stakeholders:")
        for handle, ranges in self.away.items():
            away = ", ".join(f"{{from: {first}, to: {last}}}" for first, last in ranges)
            lines.append(f"  {handle}: {{name: {handle.title()}, side: provider, roles: technician, away: [{away}]}}")
        lines.append("tasks:")
        for summary in self.summaries:
            lines.append(f"  {summary}: {{title: {summary}}}")
        lines += [self.item(one) for one in self.work if not one.is_milestone]
        lines.append("milestones:")
        lines += [self.item(one) for one in self.work if one.is_milestone]
        return "\n".join(lines + ["---", ""])

    @staticmethod
    def item(one):
        fields = [f"title: {one.id}"]
        if one.links:
            words = []
            for link in one.links:
                kind = "" if link.kind == "FS" and not link.lag else f" {link.kind}{link.lag}"
                words.append(f"{link.on}{kind}")
            fields.append("after: [{}]".format(", ".join(words)))
        if one.is_milestone:
            fields.append(f"reached: {one.finished}" if one.finished else "")
            return "  {}: {{{}}}".format(one.id, ", ".join(filter(None, fields)))
        fields.append(f"duration: {one.duration}")
        if one.who:
            fields.append("who: [{}]".format(", ".join(one.who)))
        for name in ["parent", "not_before", "started", "finished"]:
            if getattr(one, name):
                fields.append(f"{name}: {getattr(one, name)}")
        if one.progress:
            fields.append(f"progress: {one.progress}")
        return "  {}: {{{}}}".format(one.id, ", ".join(fields))


KINDS = {"all": ["FS"] * 6 + ["SS", "SS", "FF", "FF", "SF"], "starts": ["FS"] * 4 + ["SS"]}
LAGS = {"all": [""] * 6 + ["+1d", "+2d", "-1d", "+2ed", "+4h"], "starts": [""] * 5 + ["+1d", "+3d", "+2ed", "+4h"]}


def make(seed, family, scope="all"):
    """A plan of a family. `scope` says which links: all four, or those that tie a start."""
    dice = random.Random(f"{family}-{scope}-{seed}")
    start = date(2026, 1, 5) + timedelta(days=dice.randrange(300))
    calendar = Calendar(dice.choice(WEEKS), dice.choice(HOURS))
    while not calendar.works(start):
        start += timedelta(days=1)
    calendar.off = {start + timedelta(days=dice.randrange(1, 90)) for _ in range(dice.randrange(7))}
    away = {handle: [] for handle in ["ada", "bob", "cai", "dee"]}
    if family in ["absences", "everything"]:
        for handle in away:
            for _ in range(dice.randrange(3)):
                first = start + timedelta(days=dice.randrange(60))
                away[handle].append((first, first + timedelta(days=dice.randrange(6))))
    plan = Plan(f"plan {family} {seed}", start, calendar, away, [], [])
    if dice.random() < 0.5 and family != "simple":
        plan.summaries = ["phase-a", "phase-b"]
    for number in range(dice.randrange(8, 26)):
        plan.work.append(work(dice, plan, number, family, scope))
    return plan


def work(dice, plan, number, family, scope):
    known = [one.id for one in plan.work]
    picked = dice.sample(known, min(len(known), dice.choice([0, 1, 1, 1, 2, 2, 3])))
    is_milestone = number > 3 and dice.random() < 0.15
    links = [link(dice, plan, on, scope) for on in sorted(picked)]
    if family == "simple":
        links = [Link(link.on, "FS", "") for link in links]
    if is_milestone:
        plain = [Link(link.on, "FS", "") for link in links] or [Link(known[-1], "FS", "")]
        return Work(f"m{number}", "", plain)
    length = dice.choice(["1d", "2d", "3d", "5d", "8d", "0.5d", "4h", "6h", "1w"])
    if family in ["elapsed", "everything"] and dice.random() < 0.2:
        length = dice.choice(["1ed", "3ed", "7ed"])
    one = Work(f"t{number}", length, links)
    one.who = sorted(dice.sample(sorted(plan.away), dice.choice([0, 1, 1, 2])))
    if plan.summaries and dice.random() < 0.4:
        one.parent = dice.choice(plan.summaries)
    if family in ["constraints", "everything"] and dice.random() < 0.2:
        one.not_before = plan.start + timedelta(days=dice.randrange(40))
    return one


def link(dice, plan, on, scope):
    """A link; for TaskJuggler none from the start of work whose start depends on absences or is read in days off."""
    made = Link(on, dice.choice(KINDS[scope]), dice.choice(LAGS[scope]))
    if scope == "starts" and made.kind == "SS":
        others = {one.id: one for one in plan.work}
        if plan.absent(others[on].who) or "ed" in made.lag or others[on].is_milestone:
            made.kind = "FS"
    return made


def add_progress(dice_seed, plan, dates):
    """Says of work that lies before a day in the middle how far it is; `dates` are those of the plan alone."""
    dice = random.Random(f"progress-{dice_seed}")
    last = max(finish for _, finish in dates.values())
    plan.as_of = plan.start + timedelta(days=max(3, (last - plan.start).days // 3))
    done = set()
    for one in plan.work:
        first, end = dates[one.id]
        if any(link.on not in done for link in one.links):
            continue
        if end <= plan.as_of and dice.random() < 0.9:
            one.finished = min(plan.as_of, end + timedelta(days=dice.choice([0, 0, 0, 1])))
            if not one.is_milestone:
                one.started = min(first, one.finished)
            done.add(one.id)
        elif first <= plan.as_of and not one.is_milestone:
            one.started = first
            one.progress = dice.choice([0, 25, 50, 75])
    return plan
