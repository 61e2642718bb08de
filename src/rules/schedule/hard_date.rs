//! `hard-date`: dates that do not move when the work does.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::Decimal;

pub(crate) static RULE: Rule = Rule {
    name: "hard-date",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A `pin` has no reason, or more than 5 % of the tasks are pinned.",
    why: "A pinned date stays where it is while the work slips, and the plan looks healthy. Each one needs a reason that holds (DCMA 5).",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "percent",
        default: "5",
        dcma: "5",
        about: "share of pinned tasks, in per cent, that is still fine",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no reason",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: 2d, pin: «{date: 2026-05-04}»}
---
",
        },
        Example::Quiet {
            title: "the vendor comes on that day",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: 2d, pin: {date: 2026-05-04, reason: the vendor comes on that day}}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let tasks: Vec<_> = scene.project.tasks.iter().filter(|task| !task.is_summary && task.is_open()).collect();
    let pinned: Vec<_> = tasks.iter().filter_map(|task| Some((task, task.pin.as_ref()?))).collect();
    for (task, pin) in &pinned {
        if pin.reason.as_ref().is_none_or(|reason| reason.value.trim().is_empty()) {
            report
                .add(pin.span, format!("`{}` is pinned without a reason", task.id()))
                .help("write why it cannot move: `pin: {date: …, reason: …}`")
                .about(task.id());
        }
    }
    let is_many = Decimal::from(pinned.len() * 100) > report.threshold("percent") * Decimal::from(tasks.len());
    if let Some((_, pin)) = pinned.first().filter(|_| tasks.len() >= 20 && is_many) {
        report
            .add(pin.span, format!("{} of {} open tasks are pinned", pinned.len(), tasks.len()))
            .help("let links move the work, and keep pins for what really cannot move")
            .measured(format!("{} of {}", pinned.len(), tasks.len()), "at most 5 %");
    }
}
