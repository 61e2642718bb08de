"""MPXJ's scheduler in the manner of Microsoft Project: reads planmark's export, forgets its dates, computes its own."""

from datetime import datetime, time

import jpype
import mpxj  # noqa: F401  (puts MPXJ on the path of Java)


def begin():
    jpype.startJVM("-Djava.awt.headless=true", "--enable-native-access=ALL-UNNAMED", ignoreUnrecognized=True)


def moment(value):
    return datetime.fromisoformat(str(value)) if value is not None else None


def dates(path):
    """Start and finish of every item by its address: those in the file, and those computed anew."""
    from org.mpxj import TaskField
    from org.mpxj.cpm import MicrosoftScheduler
    from org.mpxj.reader import UniversalProjectReader

    project = UniversalProjectReader().read(str(path))
    tasks = [task for task in project.getTasks() if task.getText(1) is not None]
    told = {str(task.getText(1)): (moment(task.getStart()), moment(task.getFinish())) for task in tasks}
    forgotten = ["START", "FINISH", "EARLY_START", "EARLY_FINISH", "LATE_START", "LATE_FINISH", "TOTAL_SLACK",
                 "FREE_SLACK", "RESUME", "STOP"]
    for task in tasks:
        for name in forgotten:
            task.set(getattr(TaskField, name), None)
    MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate())
    return told, {str(task.getText(1)): (moment(task.getStart()), moment(task.getFinish())) for task in tasks}


def explain(plan, one, mine, theirs):
    """Where Microsoft Project's rules differ. Each reason only where its own pattern is there."""
    is_away = bool(plan.absent(one.who))
    begin = plan.calendar_of(one).next_start(datetime.combine(plan.start, time.min))
    leads = any(link.kind in ["FF", "SF"] or link.lag.startswith("-") for link in one.links)
    if leads and mine[0] == begin and theirs[0] < begin:
        return "a link that leads before the project begins"
    ends = [link for link in one.links if link.kind in ["FF", "SF"]]
    if one.duration.endswith("ed") and is_away:
        return "a wait of people who are away"
    if any("ed" in link.lag for link in ends):
        return "a lag by the clock at a finish"
    if is_away and any(link.lag and "ed" not in link.lag for link in one.links):
        return "a lag across an absence"
    if is_away and ends and theirs[1] < mine[1]:
        return "a finish due in an absence"
    if one.is_milestone and not plan.calendar.works(mine[1].date()) and plan.calendar.next_start(mine[1]) == theirs[1]:
        return "a milestone on a day off"
    return ""
