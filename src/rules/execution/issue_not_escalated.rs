//! `issue-not-escalated`: a serious problem that nobody above has heard of.

use crate::document::keys::Stage;
use crate::document::keys::words::IssueSeverity;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "issue-not-escalated",
    group: Group::Execution,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A critical or high issue has been open for more than a reporting period without escalation or decision.",
    why: "A serious problem that stays at the desk where it was found gets worse there. PM² names the way up beforehand; use it.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "three weeks",
            plan: "
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
issues:
  fire: {title: A point caught fire, severity: «critical», raised: {by: tom, date: 2026-04-01}}
---
",
        },
        Example::Quiet {
            title: "taken up",
            plan: "
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
issues:
  fire:
    title: A point caught fire
    severity: critical
    raised: {by: tom, date: 2026-04-01}
    escalated: {by: tom, date: 2026-04-02}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let every = project.charter.reporting.as_ref().and_then(|reporting| reporting.every.as_ref());
    for issue in project.issues.iter().filter(|issue| issue.is_open() && issue.escalated.is_none()) {
        let Some(severity) = issue.severity.as_ref().filter(|told| told.value >= IssueSeverity::High) else { continue };
        let raised = issue.raised.as_ref().and_then(|raised| raised.date.as_ref());
        let (Some(raised), Some(every)) = (raised, every) else { continue };
        let decided = project
            .decisions
            .iter()
            .any(|decision| decision.from.as_ref().is_some_and(|from| from.written.value.ends_with(issue.id())));
        if every.value.after(raised.value) < scene.today && !decided && !issue.base.says("escalated") {
            report
                .add(
                    severity.span,
                    format!("the issue `{}` is {} and open since {}", issue.id(), severity.value.name(), raised.value),
                )
                .help("take it up: `escalated: {by: …, date: …}`, or write the decision")
                .about(issue.id());
        }
    }
}
