//! `no-pm`: nobody manages the project.

use crate::document::keys::words::Role;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-pm",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The project names no project manager.",
    why: "One person holds the whole picture from the goal to the sign-off. Without them everybody has a part of it, and nobody the whole.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody",
            plan: "
«---»
title: New Wi-Fi
stage: identification
---
",
        },
        Example::Quiet {
            title: "somebody",
            plan: "
---
title: New Wi-Fi
stage: identification
pm: tom
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let charter = &scene.project.charter;
    if charter.pm.is_none() && !charter.says("pm") {
        let finding = report.absent(charter.opening, "nobody manages the project");
        let facts = &scene.project.registers[&Register::Stakeholders];
        let mut managers = scene.project.stakeholders.iter().filter(|person| person.has(Role::Pm));
        match managers.next().filter(|_| !facts.is_uncertain) {
            Some(person) => finding.help(format!("name them: `pm: {}`", person.id())),
            None => finding.help("name somebody from `stakeholders`: `pm: priya`"),
        };
    }
}
