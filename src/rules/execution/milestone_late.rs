//! `milestone-late`: a milestone comes after its target.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::schedule::calendar::Instant;
use crate::value::working_days;

pub(crate) static RULE: Rule = Rule {
    name: "milestone-late",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The forecast of a milestone lies after its target: a warning within the tolerance, an error beyond it.",
    why: "Milestones are what the client remembers; a late one is told before it is missed, with what is done about it.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "three days late",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-01
tolerance: {schedule: 5d}
tasks:
  paint: {title: Paint it, duration: 8d}
milestones:
  «dry»: {title: Walls dry, target: 2026-05-08, after: paint}
---
",
        },
        Example::Quiet {
            title: "in time",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-01
tasks:
  paint: {title: Paint it, duration: 3d}
milestones:
  dry: {title: Walls dry, target: 2026-05-08, after: paint}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let forecast = &scene.picture().forecast;
    let tolerance = project
        .charter
        .tolerance
        .schedule
        .as_ref()
        .map_or(0, |tolerance| tolerance.value.minutes(project.minutes_per_day(), project.days_per_week()));
    for (index, milestone) in project.milestones.iter().enumerate() {
        let Some(target) = milestone.target.as_ref().filter(|_| milestone.reached.is_none()) else { continue };
        let Some(expected) = forecast.milestone_day(project, index).filter(|day| *day > target.value) else { continue };
        let late = forecast.calendar.between(Instant::end_of(target.value), Instant::end_of(expected));
        let days = working_days(late.days());
        report
            .add(milestone.base.id.span, format!("`{}` is expected on {expected}, {days} late", milestone.base.id()))
            .related(target.span, "the agreed day")
            .help("`planmark schedule --explain` says what it waits for; tell the client in the next update")
            .level(if late.minutes > tolerance { Severity::Error } else { Severity::Warning })
            .measured(format!("{days} late"), "0")
            .about(milestone.base.id());
    }
}
