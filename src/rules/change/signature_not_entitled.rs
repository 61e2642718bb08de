//! `signature-not-entitled`: signed by somebody who may not.

use crate::finding::Severity;
use crate::model::signing::Act;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "signature-not-entitled",
    group: Group::Change,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A signature is by somebody who is not entitled to it, where no other rule says so.",
    why: "Each signature has somebody who may give it: the lead verifies, the acceptor accepts, a decision-maker decides, the vendor confirms.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a user verifies",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: user}
deliverables:
  guest: {title: Guest network, kind: service, verified: {by: «ana», date: 2026-04-21}}
---
",
        },
        Example::Quiet {
            title: "the lead verifies",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
deliverables:
  guest: {title: Guest network, kind: service, verified: {by: tom, date: 2026-04-21}}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for signed in project.signatures() {
        let Some(by) = signed.signature.by.as_ref().filter(|by| project.is_known_person(by)) else { continue };
        // Gates, windows, changes and acceptance have rules of their own.
        let told_elsewhere =
            matches!(signed.act, Act::Gate(_) | Act::Approved | Act::Decided | Act::Accepted(_) | Act::Said);
        if !told_elsewhere && !project.may_sign(signed.act, by) {
            let finding = report.add(by.written.span, format!("`{}` may not sign {}", by.written.value, signed.what));
            finding.help("see who may: `planmark explain signature-not-entitled`");
            finding.items.extend(signed.item.map(|base| base.id().to_owned()));
        }
    }
}
