//! `risk-stale`: a risk that nobody looked at for a while.

use crate::document::keys::words::RiskStatus;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "risk-stale",
    group: Group::Risk,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "An open risk was not reviewed in two reporting periods, its day has passed, or it occurred and no issue says so.",
    why: "Risks change every week. A register that nobody reads is a drawer.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "long ago",
            plan: "
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
risks:
  late: {title: Points come late, reviewed: «2026-03-01»}
---
",
        },
        Example::Fires {
            title: "it happened, and then",
            plan: "
---
title: New Wi-Fi
stage: execution
risks:
  late: {title: Points come late, status: «occurred»}
---
",
        },
        Example::Quiet {
            title: "looked at last week",
            plan: "
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
risks:
  late: {title: Points come late, reviewed: 2026-04-17}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let every = project.charter.reporting.as_ref().and_then(|reporting| reporting.every.as_ref());
    for (index, risk) in project.risks.iter().enumerate() {
        let base = &risk.base;
        if risk.is_open() && !scene.is_on_hold() {
            let last = risk.reviewed.as_ref().map(|reviewed| reviewed.value);
            let is_stale =
                every.is_some_and(|every| last.is_none_or(|last| every.value.times_after(last, 2) < scene.today));
            if is_stale && (last.is_some() || !base.says("reviewed")) {
                let since = last.map_or("never".to_owned(), |last| format!("last on {last}"));
                report
                    .add(base.value_place("reviewed"), format!("the risk `{}` was looked at {since}", base.id()))
                    .help("look at it, and write the day: `reviewed: …`")
                    .about(base.id());
            }
            if let Some(due) = risk.due.as_ref().filter(|due| due.value < scene.as_of) {
                report
                    .add(due.span, format!("the day of the risk `{}` has passed, and it is still open", base.id()))
                    .help("close it, or say that it occurred")
                    .about(base.id());
            }
        }
        let occurred = risk.status.as_ref().filter(|status| status.value == RiskStatus::Occurred);
        let has_issue = project.issues.iter().any(|issue| {
            issue.from.as_ref().and_then(|from| from.index_in(project.place, Register::Risks)) == Some(index)
        });
        if let Some(status) = occurred.filter(|_| !has_issue && !project.registers[&Register::Issues].is_uncertain) {
            report
                .add(status.span, format!("the risk `{}` occurred, and no issue comes from it", base.id()))
                .help(format!("write the issue, with `from: {}`", base.id()))
                .about(base.id());
        }
    }
}
