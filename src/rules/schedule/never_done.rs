//! `never-done`: work for which there is never enough time, so that it and all behind it have no dates.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::model::kinds::Task;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::schedule::Unscheduled;
use crate::text::Span;

pub(crate) static RULE: Rule = Rule {
    name: "never-done",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "Work can never be done: the calendar has no working days, its people are away without an end, or it would last beyond the year 9999.",
    why: "It has no dates, and neither has anything that waits for it: the finish that is shown is that of the rest.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody comes back",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04}
stakeholders:
  ann: {name: Ann, side: provider, roles: technician, away: [{from: 2026-05-06}]}
tasks:
  «paint»: {title: Paint, duration: 5d, who: ann}
---
",
        },
        Example::Fires {
            title: "a calendar without working days",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04}
calendar: {days: «[]», hours: 09:00-17:00}
tasks:
  paint: {title: Paint, duration: 5d}
---
",
        },
        Example::Quiet {
            title: "an absence that ends",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04}
stakeholders:
  ann: {name: Ann, side: provider, roles: technician, away: [{from: 2026-05-06, to: 2026-05-08}]}
tasks:
  paint: {title: Paint, duration: 5d, who: ann}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let forecast = &scene.picture().forecast;
    let never = || forecast.unscheduled.iter().filter(|(_, reason)| *reason == Unscheduled::NoWorkingTime);
    if never().next().is_some() && forecast.calendar.minutes_per_day() * forecast.calendar.days_per_week() == 0 {
        let days = project.charter.calendar.days.as_ref().map(|days| days.span);
        report
            .add(
                days.unwrap_or(project.charter.stage_place),
                "the calendar has no working days, so that no work has dates",
            )
            .help("write the days on which people work, such as `days: mon-fri`");
        return;
    }
    for (item, _) in never() {
        let base = project.base(*item);
        let finding = report.add(base.id.span, format!("`{}` can never be done", base.id()));
        finding.about(base.id());
        let task = (item.register == Register::Tasks).then(|| &project.tasks[item.index as usize]);
        match task.and_then(|task| cause(scene, task)) {
            Some((span, what)) => finding.related(span, what).help("change that, or give the work to somebody else"),
            None => finding.help("it would last beyond the year 9999: look at its duration and at what it waits for"),
        };
    }
}

/// What keeps a task from ever being done, and where it stands.
fn cause(scene: &Scene, task: &Task) -> Option<(Span, String)> {
    let people = task.who.items.iter().filter_map(|one| scene.project.stakeholder(&one.who));
    let endless = people.flat_map(|person| person.away.items.iter().map(move |away| (person, away)));
    let away = endless.filter_map(|(person, away)| Some((person, away.from.as_ref()?.value, away)));
    let mut endless = away.filter(|(_, _, away)| away.to.is_none());
    if let Some((person, from, away)) = endless.next() {
        return Some((away.span, format!("`{}` is away from {from} without an end", person.id())));
    }
    let start = task.pin.as_ref().and_then(|pin| pin.date).or(task.not_before);
    start.map(|start| (start.span, "it cannot start earlier".to_owned()))
}
