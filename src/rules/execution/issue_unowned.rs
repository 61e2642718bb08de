//! `issue-unowned`: a problem that is nobody's.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "issue-unowned",
    group: Group::Execution,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "An open issue has no owner or no day, or its day has passed.",
    why: "A problem with a name and a day is being solved; one without is being discussed.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
---
//- issues/noise.md
«---»
title: The points hum
severity: low
---
",
        },
        Example::Quiet {
            title: "somebody, by a day",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
issues:
  noise: {title: The points hum, severity: low, owner: tom, due: 2026-05-01}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for issue in scene.project.issues.iter().filter(|issue| issue.is_open()) {
        let base = &issue.base;
        let missing: Vec<&str> = ["owner", "due"].into_iter().filter(|key| !base.says(key)).collect();
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|key| format!("`{key}`")).collect();
            report
                .add(base.id.span, format!("the issue `{}` has no {}", base.id(), names.join(" and no ")))
                .help("say who deals with it, and by when")
                .about(base.id());
        }
        if let Some(due) = issue.due.as_ref().filter(|due| due.value < scene.today) {
            report
                .add(due.span, format!("the issue `{}` was due on {}", base.id(), due.value))
                .help("resolve it, or agree on a new day")
                .level(Severity::Warning)
                .about(base.id());
        }
    }
}
