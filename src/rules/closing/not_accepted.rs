//! `not-accepted`: a deliverable that the client has not accepted.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::signing::Act;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "not-accepted",
    group: Group::Closing,
    severity: Severity::Error,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "A deliverable is not accepted by its acceptor.",
    why: "Acceptance is the client's word that the promise was kept. Without it the project is not over, however long ago the work ended (PM² acceptance).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "not yet",
            plan: "
---
title: New Wi-Fi
stage: closing
deliverables:
  «guest»: {title: Guest network, kind: service}
---
",
        },
        Example::Fires {
            title: "by somebody else",
            plan: "
---
title: New Wi-Fi
stage: closing
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
  tom: {name: Tom Berg, side: provider, roles: lead}
deliverables:
  guest: {title: Guest network, kind: service, acceptor: ana, accepted: {by: «tom», date: 2026-04-21}}
---
",
        },
        Example::Quiet {
            title: "by the acceptor",
            plan: "
---
title: New Wi-Fi
stage: closing
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
deliverables:
  guest: {title: Guest network, kind: service, acceptor: ana, accepted: {by: ana, date: 2026-04-21}}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for deliverable in &project.deliverables {
        let base = &deliverable.base;
        match &deliverable.accepted {
            None if !base.says("accepted") => {
                let who =
                    deliverable.acceptor.as_ref().map_or("the client", |acceptor| acceptor.written.value.as_str());
                report
                    .absent(base.id.span, format!("`{}` is not accepted by {who}", base.id()))
                    .help(format!("ask for it: `planmark sign {}.accepted --by …`", base.id()))
                    .about(base.id());
            }
            Some(signature) => {
                let Some(by) = signature.by.as_ref().filter(|by| project.is_known_person(by)) else { continue };
                if deliverable.acceptor.is_some() && !project.may_sign(Act::Accepted(deliverable.acceptor.as_ref()), by)
                {
                    report
                        .add(by.written.span, format!("`{}` is not the acceptor of `{}`", by.written.value, base.id()))
                        .help("the acceptor signs, or their deputy")
                        .about(base.id());
                }
            }
            None => {}
        }
    }
}
