//! `no-accountable`: nobody answers for a deliverable, or nobody works on it.

use crate::document::fields::Record;
use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-accountable",
    group: Group::People,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A deliverable has no A or no R.",
    why: "RACI is short: exactly one answers for it, at least one works on it. With two nobody does.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  «guest»: {title: Guest network, kind: service}
---
",
        },
        Example::Fires {
            title: "nobody works on it",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
deliverables:
  guest: {title: Guest network, kind: service, raci: «{A: tom}»}
---
",
        },
        Example::Quiet {
            title: "one and one",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
deliverables:
  guest: {title: Guest network, kind: service, raci: {A: tom, R: tom}}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for deliverable in &scene.project.deliverables {
        let base = &deliverable.base;
        match &deliverable.raci {
            None if !base.says("raci") => {
                report
                    .absent(base.id.span, format!("nobody answers for `{}`", base.id()))
                    .help("write `raci: {A: one person, R: [who works on it]}`")
                    .about(base.id());
            }
            Some(raci) => {
                if !raci.says_accountable {
                    report
                        .absent(raci.span, format!("nobody answers for `{}`", base.id()))
                        .help("name one person: `A: sam`")
                        .about(base.id());
                }
                let is_spoiled = base.record.get::<Record>("raci").is_some_and(|told| told.value.says("R"));
                if raci.responsible.is_empty() && !is_spoiled {
                    report
                        .absent(raci.span, format!("nobody works on `{}`", base.id()))
                        .help("name those who do: `R: [sam, noor]`")
                        .about(base.id());
                }
            }
            None => {}
        }
    }
}
