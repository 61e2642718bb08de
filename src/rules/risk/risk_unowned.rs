//! `risk-unowned`: a risk that nobody watches, or nobody has weighed.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "risk-unowned",
    group: Group::Risk,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "An open risk has no owner, or no probability or impact.",
    why: "A risk without a name happens to everybody. PM² gives each one an owner and a score.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody watches",
            plan: "
---
title: New Wi-Fi
stage: planning
risks:
  «late»: {title: Points come late, probability: 3, impact: 3}
---
",
        },
        Example::Quiet {
            title: "watched and weighed",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
risks:
  late: {title: Points come late, owner: tom, probability: 3, impact: 3}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for risk in scene.project.risks.iter().filter(|risk| risk.is_open()) {
        let base = &risk.base;
        let missing: Vec<String> = ["owner", "probability", "impact"]
            .into_iter()
            .filter(|key| !base.says(key))
            .map(|key| format!("`{key}`"))
            .collect();
        if !missing.is_empty() {
            report
                .absent(base.id.span, format!("the risk `{}` has no {}", base.id(), missing.join(", ")))
                .help("name who watches it, and score it: `probability` and `impact` from 1 to 5")
                .about(base.id());
        }
    }
}
