//! `deliverable-without-work`: nobody works on something that the client was promised.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "deliverable-without-work",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "No task works on a deliverable, or only cancelled ones do.",
    why: "A promise without work behind it is the classic oversight: everybody thinks somebody else has it. A plan should capture all activities that its deliverables need (GAO 1).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a promise that nobody works on",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  «coverage»: {title: Wi-Fi in every room, kind: service}
  guest: {title: Guest network, kind: service}
tasks:
  set-up: {title: Set up the guest network, duration: 1d, deliverable: guest}
---
",
        },
        Example::Fires {
            title: "the only task was cancelled",
            plan: "
---
title: New Wi-Fi
stage: execution
deliverables:
  «guest»: {title: Guest network, kind: service}
tasks:
  set-up: {title: Set up the guest network, duration: 1d, deliverable: guest, cancelled: 2026-04-01}
---
",
        },
        Example::Quiet {
            title: "a task brings it",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  guest: {title: Guest network, kind: service}
tasks:
  set-up: {title: Set up the guest network, duration: 1d, deliverable: guest}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.registers[&Register::Tasks].is_uncertain {
        return;
    }
    let mut works = vec![false; project.deliverables.len()];
    for task in project.tasks.iter().filter(|task| task.cancelled.is_none()) {
        for reference in &task.deliverables.items {
            if let Some(index) = reference.index_in(project.place, Register::Deliverables) {
                works[index] = true;
            }
        }
    }
    for (deliverable, _) in project.deliverables.iter().zip(works).filter(|(_, works)| !works) {
        report
            .absent(deliverable.base.id.span, format!("no task works on `{}`", deliverable.id()))
            .help(format!("write the tasks that bring it, each with `deliverable: {}`", deliverable.id()))
            .about(deliverable.id());
    }
}
