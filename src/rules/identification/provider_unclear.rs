//! `provider-unclear`: it is not clear who does the work on what terms.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "provider-unclear",
    group: Group::Identification,
    severity: Severity::Info,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The provider's kind, contract or whether project management is included is missing.",
    why: "A managed service provider and a reseller sell different things under the same name. Ask whether project management is part of the price.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no terms",
            plan: "
---
title: New Wi-Fi
stage: identification
provider: «{name: Example IT Partners}»
---
",
        },
        Example::Quiet {
            title: "clear terms",
            plan: "
---
title: New Wi-Fi
stage: identification
provider: {name: Example IT Partners, kind: msp, contract: SOW-1, pm_included: true}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let charter = &scene.project.charter;
    let Some(provider) = &charter.provider else {
        if !charter.says("provider") {
            report
                .absent(charter.opening, "the plan does not say who does the work on what terms")
                .help("write `provider: {name: …, kind: msp, contract: …, pm_included: true}`");
        }
        return;
    };
    let missing: Vec<&str> = [
        ("kind", provider.kind.is_some()),
        ("contract", provider.contract.is_some()),
        ("pm_included", provider.pm_included.is_some()),
    ]
    .into_iter()
    .filter(|(_, is_there)| !is_there)
    .map(|(key, _)| key)
    .collect();
    if !missing.is_empty() {
        report
            .absent(provider.span, format!("`provider` does not say {}", missing.join(", ")))
            .help("add what is known");
    }
}
