//! `unassigned`: work that nobody does.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Unit;

pub(crate) static RULE: Rule = Rule {
    name: "unassigned",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A task with a duration has nobody in `who`.",
    why: "Work without a name is done by nobody, and nobody sees that one person has three things on the same day (DCMA 10; GAO 3).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  «paint»: {title: Paint, duration: 2d}
---
",
        },
        Example::Quiet {
            title: "somebody",
            plan: "
---
title: Two rooms
stage: planning
stakeholders:
  ana: {name: Ana Ruiz, side: provider, roles: technician}
tasks:
  paint: {title: Paint, duration: 2d, who: ana}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for task in scene.project.tasks.iter().filter(|task| task.is_open() && !task.is_summary) {
        let takes_time = task.duration.as_ref().is_some_and(|duration| !duration.value.likely.is_zero());
        let is_wait = task.duration.as_ref().is_some_and(|duration| duration.value.likely.unit == Unit::ElapsedDays);
        if takes_time && !is_wait && task.who.is_silent() && !task.base.says("who") {
            report
                .absent(task.base.id.span, format!("nobody works on `{}`", task.id()))
                .help("write who: `who: sam`, or `who: {riggers: 2}` of a team")
                .about(task.id());
        }
    }
}
