//! `no-assumptions-or-constraints`: nobody wrote down what the plan takes for granted.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-assumptions-or-constraints",
    group: Group::Identification,
    severity: Severity::Warning,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The scope has no assumptions or no constraints, and does not say that there are none.",
    why: "What is taken for granted is what goes wrong. Statements of work list both, and a cost estimate begins with its ground rules (GAO).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no constraints",
            plan: "
---
title: New Wi-Fi
stage: identification
«scope»:
  assumptions: [the ceiling carries the points]
---
",
        },
        Example::Quiet {
            title: "asked and answered",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  assumptions: [the ceiling carries the points]
  constraints: {none: the building is empty}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let scope = &scene.project.scope;
    let place = scope.place.unwrap_or(scene.project.charter.stage_place);
    for (key, is_silent) in
        [("assumptions", scope.assumptions.is_silent()), ("constraints", scope.constraints.is_silent())]
    {
        if is_silent && !scope.says(key) {
            report
                .absent(place, format!("the scope has no {key}"))
                .help(format!("list them, or say that there are none: `{key}: {{none: \"…\"}}`"));
        }
    }
}
