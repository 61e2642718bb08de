//! `change-waiting`: a change that nobody decides.

use crate::document::keys::Stage;
use crate::document::keys::words::ChangeStatus;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};

pub(crate) static RULE: Rule = Rule {
    name: "change-waiting",
    group: Group::Change,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A change has been proposed for more than 10 working days, or is past the day by which it was needed.",
    why: "A change that waits is neither in nor out, and the work goes on around it.",
    fixes: Fixes::Never,
    thresholds: &[Threshold { name: "days", default: "10", dcma: "10", about: "working days that a change may wait" }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a month",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
raised: {by: ana, date: 2026-03-20}
status: «proposed»
---
",
        },
        Example::Quiet {
            title: "two days",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
raised: {by: ana, date: 2026-04-22}
status: proposed
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let workdays = scene.portfolio.workdays(scene.project);
    for change in scene.project.changes.iter().filter(|change| change.state() == ChangeStatus::Proposed) {
        let status = change.status.as_ref().map_or(change.base.id.span, |status| status.span);
        let raised = change.raised.as_ref().and_then(|raised| raised.date.as_ref());
        if let Some(needed) = change.needed_by.as_ref().filter(|needed| needed.value < scene.today) {
            report
                .add(needed.span, format!("`{}` was to be decided by {}", change.id(), needed.value))
                .help("ask for the decision, or postpone it")
                .about(change.id());
        } else if let Some(raised) =
            raised.filter(|raised| workdays.between(raised.value, scene.today) > report.limit("days"))
        {
            report
                .add(status, format!("`{}` waits for a decision since {}", change.id(), raised.value))
                .related(raised.span, "raised here")
                .help("ask for the decision, or postpone it")
                .about(change.id());
        }
    }
}
