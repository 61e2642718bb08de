//! `satisfaction-unknown`: nobody asked whether the client is satisfied.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};

pub(crate) static RULE: Rule = Rule {
    name: "satisfaction-unknown",
    group: Group::Closing,
    severity: Severity::Warning,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "`satisfaction` is missing, or low without an action that follows, or nobody is named for afterwards.",
    why: "A project is complete to the client's satisfaction when the client says so. Ask, and say whom to call from now on.",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "score",
        default: "4",
        dcma: "4",
        about: "score below which an action must follow",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody asked",
            plan: "
«---»
title: New Wi-Fi
stage: closing
support: {contact: support@example.com}
---
",
        },
        Example::Quiet {
            title: "asked and answered",
            plan: "
---
title: New Wi-Fi
stage: closing
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
satisfaction: {score: 5, by: ana, date: 2026-04-22}
support: {contact: support@example.com}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let charter = &project.charter;
    match &charter.satisfaction {
        None if !charter.says("satisfaction") => {
            report
                .absent(charter.opening, "nobody asked how satisfied the client is")
                .help("ask, and write `satisfaction: {score: 5, by: …, date: …}`");
        }
        Some(told) => {
            let low = told.score.as_ref().filter(|score| score.value < report.limit("score"));
            let date = told.date.as_ref().map(|date| date.value);
            let follows = project
                .actions
                .iter()
                .any(|action| action.done.is_none_or(|done| date.is_none_or(|date| done.value >= date)));
            if let Some(score) = low.filter(|_| !follows) {
                let value = score.value;
                report
                    .absent(score.span, format!("the client gives {value} of 5, and nothing follows from it"))
                    .help("write an action that says what you do about it");
            }
        }
        None => {}
    }
    if charter.support.is_none() && !charter.says("support") {
        report
            .absent(charter.opening, "nobody is named for the time after the project")
            .help("write `support: {contact: support@example.com, until: …}`");
    }
}
