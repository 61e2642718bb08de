//! `impact-missing`: nobody knows what a change costs.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "impact-missing",
    group: Group::Change,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A change does not say its impact on schedule, budget, scope or risk.",
    why: "Who approves a change approves its price. Zero is an answer; silence is not (PM² change request; PMBOK).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "half an answer",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: planning
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
impact: «{budget: 300}»
status: proposed
---
",
        },
        Example::Quiet {
            title: "a whole answer",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: planning
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
impact: {schedule: 0d, budget: 300, scope: one more point, risk: none}
status: proposed
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for change in &scene.project.changes {
        let base = &change.base;
        match &change.impact {
            None if !base.says("impact") => {
                report
                    .add(base.id.span, format!("the change `{}` does not say what it costs", base.id()))
                    .help("write `impact: {schedule: 0d, budget: 0, scope: …, risk: …}`")
                    .about(base.id());
            }
            Some(impact) => {
                let told = [
                    ("schedule", impact.schedule.is_some()),
                    ("budget", impact.budget.is_some()),
                    ("scope", impact.scope.is_some()),
                    ("risk", impact.risk.is_some()),
                ];
                let missing: Vec<String> = told
                    .into_iter()
                    .filter(|(key, is_told)| !is_told && !impact.spoiled.contains(key))
                    .map(|(key, _)| format!("`{key}`"))
                    .collect();
                if !missing.is_empty() {
                    report
                        .add(impact.span, format!("the impact of `{}` lacks {}", base.id(), missing.join(", ")))
                        .help("0 and `none` are answers")
                        .about(base.id());
                }
            }
            None => {}
        }
    }
}
