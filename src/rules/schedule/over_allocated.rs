//! `over-allocated`: somebody is needed in more places at once than there are of them.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::{Item, Target};
use crate::model::kinds::Assigned;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::schedule::load::{DayLoad, PersonLoad};
use crate::value::Decimal;

pub(crate) static RULE: Rule = Rule {
    name: "over-allocated",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "On a day still to come, tasks of all projects together ask for more of a person or team than there is, or for somebody who is away: an error if that is soon.",
    why: "Dates that need one person twice will not be kept, however good each task looks by itself (GAO 3).",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "days",
        default: "10",
        dcma: "10",
        about: "Working days after the status date within which it is an error.",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "two things at once in two weeks",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-06-26}
as_of: 2026-05-01
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
tasks:
  order: {title: Order, duration: 10d}
  paint: {title: Paint, duration: 2d, after: order, who: tom}
  wire: {title: Wire, duration: 3d, after: order, who: «tom»}
---
",
        },
        Example::Fires {
            title: "a night while somebody is away",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-06-26}
as_of: 2026-05-01
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead, away: [{from: 2026-05-08, to: 2026-05-11}]}
windows:
  night: {title: Night, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:00}
tasks:
  swap: {title: Swap it, duration: 2h, who: «tom», window: night}
---
",
        },
        Example::Fires {
            title: "two projects want one person",
            plan: "
//- portfolio.md
---
title: All projects
---
//- elm/project.md
---
title: New Wi-Fi
stage: planning
target: {start: 2026-05-04, finish: 2026-06-26}
as_of: 2026-05-01
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
tasks:
  order: {title: Order, duration: 10d}
  hang: {title: Hang the points, duration: 2d, after: order, who: «tom»}
---
//- lake/project.md
---
title: Phones
stage: planning
target: {start: 2026-05-18, finish: 2026-06-26}
as_of: 2026-05-01
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
tasks:
  port: {title: Port the numbers, duration: 1d, who: «tom»}
---
",
        },
        Example::Quiet {
            title: "one after the other on the same day",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-06-26}
as_of: 2026-05-01
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
  wirers: {name: The wirers, side: vendor, roles: vendor, capacity: 4}
tasks:
  paint: {title: Paint, duration: 4h, who: tom}
  wire: {title: Wire, duration: 4h, after: paint, who: {tom: 1, wirers: 2}}
  label: {title: Label, duration: 4h, after: paint, who: {wirers: 2}}
---
",
        },
    ],
};

/// Days in a row on which the same tasks ask for too much.
struct Stretch<'a> {
    first: &'a DayLoad,
    last: &'a DayLoad,
}

fn check(scene: &Scene, report: &mut Report) {
    if !scene.project.charter.is_active() {
        return;
    }
    for person in scene.load().of_project(scene.project.place) {
        for stretch in stretches(person, scene) {
            tell(scene, person, &stretch, report);
        }
    }
}

fn stretches<'a>(person: &'a PersonLoad, scene: &Scene) -> Vec<Stretch<'a>> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut is_open = false;
    for day in person.days.iter().filter(|day| day.day > scene.as_of) {
        let is_over = day.excess() > Decimal::ZERO && day.tasks.iter().any(|task| task.project == scene.project.place);
        match stretches.last_mut() {
            Some(stretch) if is_over && is_open && is_same(stretch.last, day) => stretch.last = day,
            _ if is_over => stretches.push(Stretch { first: day, last: day }),
            _ => {}
        }
        is_open = is_over;
    }
    stretches
}

fn is_same(one: &DayLoad, other: &DayLoad) -> bool {
    one.tasks == other.tasks && one.units == other.units && one.capacity == other.capacity
}

fn tell(scene: &Scene, person: &PersonLoad, stretch: &Stretch, report: &mut Report) {
    let forecast = &scene.picture().forecast;
    let own = stretch.first.tasks.iter().filter(|task| task.project == scene.project.place);
    // What begins last is told: the others are under way by then.
    let told = own.max_by_key(|task| (forecast.slot(task.item).map(|slot| slot.start), **task));
    let Some((told, assigned)) = told.and_then(|task| Some((*task, assigned(scene, *task, &person.handle)?))) else {
        return;
    };
    let (first, last) = (stretch.first.day, stretch.last.day);
    let when = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
    let (units, capacity) = (stretch.first.units.normalize(), stretch.first.capacity.unwrap_or_default().normalize());
    let handle = &person.handle;
    let message = if capacity.is_zero() {
        format!("`{handle}` is away {when}, and has work")
    } else {
        format!("`{handle}` is booked for the work of {units} {when}, and has {capacity}")
    };
    let limit = report.limit("days");
    let is_soon = scene.portfolio.workdays(scene.project).between(scene.as_of, first) <= limit;
    let finding = report.add(assigned.who.written.span, message);
    finding.level(if is_soon { Severity::Error } else { Severity::Warning });
    for task in stretch.first.tasks.iter().filter(|task| **task != told).take(5) {
        finding.related(scene.portfolio.base(*task).id.span, "this wants them too");
    }
    let help = if capacity.is_zero() {
        "move the work or the absence, or give it to somebody who is there"
    } else {
        "give one of them to somebody else, or let one wait; `planmark schedule --levelled` shows dates that can be kept"
    };
    let id = scene.project.base(told.item).id();
    finding.help(help).measured(format!("{units} at once"), format!("at most {capacity}")).about(id);
}

/// Where a task of this project names a person.
fn assigned<'a>(scene: &Scene<'a>, task: Target, handle: &str) -> Option<&'a Assigned> {
    let who = &scene.project.tasks[task.item.index as usize].who.items;
    who.iter().find(|assigned| scene.project.stakeholder(&assigned.who).is_some_and(|person| person.id() == handle))
}
