//! `long-task`: a task so long that nobody sees how it goes.

use crate::document::keys::Stage;
use crate::document::keys::words::Side;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::Unit;

pub(crate) static RULE: Rule = Rule {
    name: "long-task",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A task takes more than 10 working days and is not a wait for a vendor.",
    why: "A task longer than two reporting periods is \"nearly done\" for weeks. Cut it where something can be seen (DCMA 8; GAO 4).",
    fixes: Fixes::Never,
    thresholds: &[Threshold { name: "days", default: "10", dcma: "44", about: "working days that a task may take" }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "three weeks",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint the house, duration: «3w»}
---
",
        },
        Example::Quiet {
            title: "a vendor delivers",
            plan: "
---
title: Two rooms
stage: planning
stakeholders:
  boxhouse: {name: Boxhouse, side: vendor, roles: vendor}
tasks:
  delivery: {title: Delivery, duration: 20d, who: boxhouse}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let per_day = project.minutes_per_day();
    for task in project.tasks.iter().filter(|task| task.is_open() && !task.is_summary) {
        let Some(duration) = &task.duration else { continue };
        let is_elapsed = duration.value.likely.unit == Unit::ElapsedDays;
        let minutes = duration.value.likely.minutes(per_day, project.days_per_week());
        let is_vendors = task
            .who
            .items
            .iter()
            .any(|one| project.stakeholder(&one.who).is_some_and(|person| person.is_on(Side::Vendor)));
        if minutes > report.limit("days") * per_day && !is_vendors && !is_elapsed {
            report
                .add(duration.span, format!("`{}` takes {}", task.id(), duration.value.likely))
                .help("cut it where something can be seen or shown")
                .about(task.id());
        }
    }
}
