//! `no-scope-in`: nobody wrote down what is part of the project.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-scope-in",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The scope does not say what is in.",
    why: "What is in scope is the heart of the agreement: everything else, work, money and time, follows from it (PMBOK).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing is in",
            plan: "
---
title: New Wi-Fi
stage: identification
«scope»:
  why: Calls drop.
---
",
        },
        Example::Quiet {
            title: "something is in",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  in: [Access points]
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let scope = &scene.project.scope;
    if scope.included.is_silent() && !scope.says("in") {
        let place = scope.place.unwrap_or(scene.project.charter.stage_place);
        report
            .absent(place, "the scope does not say what is part of the project")
            .help("list it: `in: [Access points on both floors, Guest network]`");
    }
}
