//! `no-deliverables`: nobody wrote down what the client gets.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-deliverables",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The plan has no deliverables.",
    why: "The client pays for results. What they will hold in their hands is agreed first; the work follows from it (PRINCE2 product focus).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing is delivered",
            plan: "
---
title: New Wi-Fi
stage: «identification»
---
",
        },
        Example::Quiet {
            title: "a deliverable",
            plan: "
---
title: New Wi-Fi
stage: identification
deliverables:
  coverage: {title: Wi-Fi in every room, kind: service}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    if scene.project.is_silent(Register::Deliverables) {
        report
            .absent(scene.project.charter.stage_place, "the plan does not say what the client gets")
            .help("write it down: `planmark add deliverable --title \"Wi-Fi in every room\"`");
    }
}
