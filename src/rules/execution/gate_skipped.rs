//! `gate-skipped`: the project went on without a signature.

use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "gate-skipped",
    group: Group::Execution,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The stage is beyond a gate that nobody entitled has signed.",
    why: "A gate is the client's chance to say stop. A project that walks through it unsigned has taken that away (PM² gates).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody signed",
            plan: "
---
title: New Wi-Fi
stage: «planning»
---
",
        },
        Example::Fires {
            title: "signed by the wrong side",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
signoffs: [«{gate: identification, by: tom, date: 2026-03-06}»]
---
",
        },
        Example::Quiet {
            title: "signed by the sponsor",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
signoffs: [{gate: identification, by: ana, date: 2026-03-06}]
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let charter = &project.charter;
    let gates = [Gate::Identification, Gate::Planning, Gate::Execution, Gate::Closing];
    let ends = [Stage::Identification, Stage::Planning, Stage::Execution, Stage::Closing];
    for (gate, end) in gates.into_iter().zip(ends) {
        if project.stage() <= end || project.stage() == Stage::Cancelled || charter.record.spoiled.contains(&"signoffs")
        {
            continue;
        }
        if !project.is_signed(gate) {
            let unknown =
                charter.signoffs.iter().find(|signoff| signoff.gate.as_ref().is_some_and(|told| told.value == gate));
            let place = unknown.map_or(charter.stage_place, |signoff| signoff.signature.span);
            let message = match unknown {
                Some(_) => format!("the gate of {} is signed by nobody who may", gate.name()),
                None => format!("the project left {} and nobody signed the gate", gate.name()),
            };
            report
                .add(place, message)
                .help(format!("let those who decide sign: `planmark sign {} --by …`", gate.name()));
        }
    }
    lagging(scene, report);
}

/// The stage says planning, and work of execution goes on.
fn lagging(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.stage() == Stage::Planning && project.is_signed(Gate::Planning) {
        report
            .add(project.charter.stage_place, "the planning gate is signed, and the stage is still planning")
            .help("write `stage: execution`")
            .level(Severity::Info);
    }
}
