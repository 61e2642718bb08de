//! `no-objective`: nobody wrote down what the project is for.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-objective",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The scope has no objectives, or no reason why.",
    why: "Without a goal people jump into work, and nobody can say afterwards whether it was worth it. The PM² charter starts with the objectives; PRINCE2 asks for a justification that holds until the end.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no objectives",
            plan: "
---
title: New Wi-Fi
stage: identification
«scope»:
  why: Calls drop in half of the rooms.
---
",
        },
        Example::Quiet {
            title: "why, and to what end",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  why: Calls drop in half of the rooms.
  objectives: [No dropped call in 14 rooms]
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let scope = &scene.project.scope;
    let place = scope.place.unwrap_or(scene.project.charter.stage_place);
    if scope.objectives.is_silent() && !scope.says("objectives") {
        report
            .absent(place, "the scope has no objectives")
            .help("write what will be true at the end: `objectives: [\"20 of 20 users work from home\"]`");
    }
    if scope.why.is_silent() && !scope.says("why") {
        report
            .absent(place, "the scope does not say why")
            .help("write the business reason: security, efficiency, growth, cost, compliance, end of life");
    }
}
