//! `no-final-signoff`: nobody signed that the project is over.

use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::finding::Severity;
use crate::model::signing::Act;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-final-signoff",
    group: Group::Closing,
    severity: Severity::Error,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "The closing gate is not signed by somebody who may decide for the client, or was signed before the last acceptance.",
    why: "The last signature is the clear end that everybody was promised. It comes after the last deliverable was accepted, not before.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody signed",
            plan: "
---
title: New Wi-Fi
stage: «closed»
---
",
        },
        Example::Fires {
            title: "signed too early",
            plan: "
---
title: New Wi-Fi
stage: closed
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
signoffs: [{gate: closing, by: ana, date: «2026-04-20»}]
deliverables:
  guest: {title: Guest network, kind: service, acceptor: ana, accepted: {by: ana, date: 2026-04-21}}
---
",
        },
        Example::Quiet {
            title: "signed after all",
            plan: "
---
title: New Wi-Fi
stage: closed
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
signoffs: [{gate: closing, by: ana, date: 2026-04-22}]
deliverables:
  guest: {title: Guest network, kind: service, acceptor: ana, accepted: {by: ana, date: 2026-04-21}}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let signed = project
        .charter
        .signoffs
        .iter()
        .find(|signoff| signoff.gate.as_ref().is_some_and(|gate| gate.value == Gate::Closing));
    let Some(signoff) = signed else {
        report
            .absent(project.charter.stage_place, "nobody signed that the project is over")
            .help("when all is accepted: `planmark sign closing --by …`");
        return;
    };
    let signature = &signoff.signature;
    if let Some(by) = signature.by.as_ref().filter(|by| project.is_known_person(by))
        && !project.may_sign(Act::Gate(Gate::Closing), by)
    {
        report
            .add(by.written.span, format!("`{}` may not sign for the client", by.written.value))
            .help("a sponsor or decision-maker on the client's side signs, or their deputy");
    }
    let accepted = project.deliverables.iter().filter_map(|one| one.accepted.as_ref()?.date.as_ref());
    if let (Some(last), Some(date)) = (accepted.max_by_key(|date| date.value), &signature.date)
        && last.value > date.value
    {
        report
            .add(date.span, "the project was signed off before the last deliverable was accepted")
            .related(last.span, "accepted here")
            .help("sign again, after the last acceptance");
    }
}
