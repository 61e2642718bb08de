//! `vendor-as-date`: a delivery that is only a date.

use crate::document::keys::Stage;
use crate::document::keys::words::Side;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "vendor-as-date",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A task has `not_before` and waits for nothing.",
    why: "A delivery written as a date has no owner and no way to slip. Write it as a task of the vendor with its lead time, so that a late order moves what follows (GAO 2).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a delivery as a date",
            plan: "
---
title: New firewall
stage: planning
stakeholders:
  boxhouse: {name: Boxhouse, side: vendor, roles: vendor}
tasks:
  stage: {title: Bench-stage the pair, duration: 2d, not_before: «2026-04-17»}
---
",
        },
        Example::Quiet {
            title: "a delivery as a task",
            plan: "
---
title: New firewall
stage: planning
stakeholders:
  boxhouse: {name: Boxhouse, side: vendor, roles: vendor}
tasks:
  delivery: {title: Hardware delivery, duration: 20d, who: boxhouse}
  stage: {title: Bench-stage the pair, duration: 2d, after: delivery}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let vendors = project.stakeholders.iter().any(|person| person.is_on(Side::Vendor));
    for task in project.tasks.iter().filter(|task| task.is_open() && task.started.is_none()) {
        let Some(date) = &task.not_before else { continue };
        if vendors && task.after.items.is_empty() && !task.is_summary {
            report
                .add(date.span, format!("`{}` waits for a day, not for work", task.id()))
                .help("if it waits for a vendor, write the wait as a task: `{duration: 20d, who: boxhouse}`")
                .about(task.id());
        }
    }
}
