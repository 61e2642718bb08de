//! `no-budget`: nobody wrote down what it costs.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-budget",
    group: Group::Budget,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The budget has no lines.",
    why: "A plan without money is half a plan: what it costs is the first question, and it must be answered before the work is approved.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no lines",
            plan: "
---
title: New Wi-Fi
stage: «planning»
---
",
        },
        Example::Quiet {
            title: "a line",
            plan: "
---
title: New Wi-Fi
stage: planning
budget:
  points: {title: Access points, category: hardware, amount: 1400, basis: quote}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    if scene.project.is_silent(Register::Budget) {
        report
            .absent(scene.project.charter.stage_place, "the plan does not say what it costs")
            .help("write the lines under `budget`: hardware, licences, labour, contingency");
    }
}
