//! `downtime-undeclared`: nobody asked what will be down.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "downtime-undeclared",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The plan has no windows and does not say that nothing goes down.",
    why: "The client plans a day around your outage. If nothing goes down, say so; silence means that nobody asked.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody asked",
            plan: "
---
title: New Wi-Fi
stage: «planning»
---
",
        },
        Example::Quiet {
            title: "nothing goes down",
            plan: "
---
title: New Wi-Fi
stage: planning
windows: {none: the old network stays on until the end}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    if scene.project.is_silent(Register::Windows) {
        report
            .absent(scene.project.charter.stage_place, "the plan does not say what will be down")
            .help("write the outages under `windows`, or `windows: {none: \"nothing goes down\"}`");
    }
}
