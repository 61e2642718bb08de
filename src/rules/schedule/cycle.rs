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
        let path = path(&cycle.nodes);
        report
            .add(cycle.span, format!("the work waits for itself: {path}"))
            .help("take one of the links out")
            .about(cycle.nodes.first().cloned().unwrap_or_default());
    }
}

/// How many of a circle are named at its beginning and at its end.
const NAMED: (usize, usize) = (12, 3);

/// The whole circle, back to where it began; of a very long one both ends.
fn path(nodes: &[String]) -> String {
    let (first, last) = NAMED;
    let left_out = nodes.len().saturating_sub(first + last);
    let mut names: Vec<String> = nodes.iter().map(|id| format!("`{id}`")).collect();
    names.extend(nodes.first().map(|id| format!("`{id}`")));
    if left_out > 1 {
        names.splice(first..first + left_out, [format!("{left_out} more")]);
    }
    names.join(" after ")
}

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn a_long_circle_is_told_by_its_ends() {
        let nodes = |count: usize| (0..count).map(|node| format!("t{node}")).collect::<Vec<_>>();
        assert_eq!(path(&nodes(3)), "`t0` after `t1` after `t2` after `t0`");
        assert_eq!(path(&nodes(16)).matches("after").count(), 16);
        let long = path(&nodes(100_000));
        assert!(
            long.contains("`t11` after 99985 more after `t99997`") && long.ends_with("`t99999` after `t0`"),
            "{long}"
        );
    }
}
