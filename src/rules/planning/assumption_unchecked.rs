//! `assumption-unchecked`: work rests on something that nobody looked at.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "assumption-unchecked",
    group: Group::Planning,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "Execution has begun and an assumption was not checked.",
    why: "A false assumption becomes a change order. Each one needs somebody who looked, before the work rests on it.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "work goes on, nobody looked",
            plan: "
---
title: New firewall
stage: execution
scope:
  assumptions: [«the rack has two free units»]
---
",
        },
        Example::Quiet {
            title: "somebody looked",
            plan: "
---
title: New firewall
stage: execution
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead}
scope:
  assumptions: [{text: the rack has two free units, checked: {by: sam, date: 2026-03-12}}]
---
",
        },
        Example::Quiet {
            title: "there is time until the work begins",
            plan: "
---
title: New firewall
stage: planning
scope:
  assumptions: [the rack has two free units]
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for assumption in &scene.project.scope.assumptions.items {
        if assumption.checked.is_some() {
            continue;
        }
        let Some(text) = &assumption.text else { continue };
        report
            .add(text.span, "nobody has checked this assumption")
            .help("look, then write `{text: …, checked: {by: …, date: …}}`");
    }
}
