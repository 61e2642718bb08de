//! `not-verified`: a deliverable that the provider has not checked.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "not-verified",
    group: Group::Closing,
    severity: Severity::Error,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "A deliverable is not verified, or one of its criteria is not met.",
    why: "Client and provider go through the list together at the end. What the provider has not checked itself is not ready for that.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "not checked",
            plan: "
---
title: New Wi-Fi
stage: closing
deliverables:
  «guest»: {title: Guest network, kind: service}
---
",
        },
        Example::Quiet {
            title: "checked and accepted",
            plan: "
---
title: New Wi-Fi
stage: closing
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
  tom: {name: Tom Berg, side: provider, roles: lead}
deliverables:
  guest:
    title: Guest network
    kind: service
    acceptor: ana
    acceptance: [all 14 rooms]
    verified: {by: tom, date: 2026-04-20}
    accepted: {by: ana, date: 2026-04-21}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for deliverable in &scene.project.deliverables {
        let base = &deliverable.base;
        if deliverable.verified.is_none() && !base.says("verified") {
            report
                .absent(base.id.span, format!("`{}` is not verified", base.id()))
                .help(format!("let the lead check it and sign: `planmark sign {}.verified --by …`", base.id()))
                .about(base.id());
        }
        // The acceptor's signature covers every criterion that has none of its own.
        if deliverable.accepted.is_some() {
            continue;
        }
        for criterion in deliverable.acceptance.items.iter().filter(|criterion| criterion.met.is_none()) {
            report
                .absent(criterion.span, format!("nobody saw that this is true of `{}`", base.id()))
                .help("write `{text: …, met: {by: …, date: …}}`")
                .level(Severity::Warning)
                .about(base.id());
        }
    }
}
