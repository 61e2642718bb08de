//! `no-lead-technician`: nobody answers for the technical work.

use crate::document::keys::words::Role;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-lead-technician",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "No stakeholder has the role lead.",
    why: "The technicians need one of them who answers for the technical work, and the project manager needs one to ask.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no lead",
            plan: "
---
title: New Wi-Fi
stage: identification
«stakeholders»:
  tom: {name: Tom Berg, side: provider, roles: [pm]}
---
",
        },
        Example::Quiet {
            title: "pm and lead in one",
            plan: "
---
title: New Wi-Fi
stage: identification
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm, lead]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let facts = &project.registers[&Register::Stakeholders];
    let spoiled = project.stakeholders.iter().any(|person| person.base.record.spoiled.contains(&"roles"));
    if !project.stakeholders.iter().any(|person| person.has(Role::Lead)) && !facts.is_uncertain && !spoiled {
        report
            .absent(facts.place.unwrap_or(project.charter.stage_place), "nobody leads the technical work")
            .help("give one of the technicians the role `lead`");
    }
}
