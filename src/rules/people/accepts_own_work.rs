//! `accepts-own-work`: the provider accepts its own work.

use crate::document::keys::Stage;
use crate::document::keys::words::Side;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "accepts-own-work",
    group: Group::People,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The acceptor of a deliverable is not on the client's side, or the verifier is the only one who worked on it.",
    why: "Acceptance is worth something because somebody else looks. PM² keeps those who build and those who accept apart.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "the provider accepts",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
deliverables:
  guest: {title: Guest network, kind: service, acceptor: «tom»}
---
",
        },
        Example::Quiet {
            title: "the client accepts",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
deliverables:
  guest: {title: Guest network, kind: service, acceptor: ana}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for deliverable in &project.deliverables {
        let acceptor = deliverable.acceptor.as_ref().and_then(|one| Some((one, project.stakeholder(one)?)));
        if let Some((reference, person)) = acceptor
            && person.side.as_ref().is_some_and(|side| side.value != Side::Client)
        {
            report
                .add(
                    reference.written.span,
                    format!("`{}` accepts `{}` and is not the client", person.id(), deliverable.id()),
                )
                .help("name somebody on the client's side")
                .about(deliverable.id());
        }
        let verifier = deliverable.verified.as_ref().and_then(|signature| signature.by.as_ref());
        let (Some(by), Some(raci)) = (verifier, &deliverable.raci) else { continue };
        if let [only] = raci.responsible.as_slice()
            && let (Some(verifier), Some(worker)) = (project.stakeholder(by), project.stakeholder(only))
            && verifier.id() == worker.id()
        {
            report
                .add(by.written.span, format!("`{}` verified work that only they did", worker.id()))
                .help("let a second pair of eyes verify it")
                .level(Severity::Warning)
                .about(deliverable.id());
        }
    }
}
