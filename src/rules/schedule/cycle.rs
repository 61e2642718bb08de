//! `cycle`: work that waits for itself.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::network::Network;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "cycle",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "Tasks and milestones wait for each other in a circle.",
    why: "No date can be computed for work that waits for itself, and none of what comes after it.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "two tasks in a circle",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: 2d, after: «plaster»}
  plaster: {title: Plaster, duration: 5d, after: paint}
---
",
        },
        Example::Fires {
            title: "a task after itself",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: 2d, after: «paint»}
---
",
        },
        Example::Quiet {
            title: "one after the other",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: 2d, after: plaster}
  plaster: {title: Plaster, duration: 5d}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for cycle in Network::of(scene.project).cycles() {
        let names: Vec<String> = cycle.nodes.iter().map(|id| format!("`{id}`")).collect();
        let first = names.first().cloned().unwrap_or_default();
        let path = format!("{} after {first}", names.join(" after "));
        report
            .add(cycle.span, format!("the work waits for itself: {path}"))
            .help("take one of the links out")
            .about(cycle.nodes.first().cloned().unwrap_or_default());
    }
}
