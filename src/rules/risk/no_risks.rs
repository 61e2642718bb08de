//! `no-risks`: nobody thought about what may go wrong.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-risks",
    group: Group::Risk,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The plan has no risks and does not say that there are none.",
    why: "Every project has risks; a plan without any has not been thought through. The PM² risk log starts with the project.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no risks",
            plan: "
---
title: New Wi-Fi
stage: «identification»
---
",
        },
        Example::Quiet {
            title: "one risk",
            plan: "
---
title: New Wi-Fi
stage: identification
risks:
  late: {title: Points come late}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    if scene.project.is_silent(Register::Risks) {
        report
            .absent(scene.project.charter.stage_place, "nobody wrote down what may go wrong")
            .help("write three: what may come late, what may break, who may be missing; or `risks: {none: \"…\"}`");
    }
}
