//! `no-decision-maker`: nobody on the client's side may decide.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-decision-maker",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "No stakeholder on the client's side is a sponsor or decision-maker.",
    why: "Every gate, outage and change waits for somebody who may say yes. PM² has a project owner on the client's side for that.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "only users",
            plan: "
---
title: New Wi-Fi
stage: identification
«stakeholders»:
  ana: {name: Ana Ruiz, side: client, roles: [user]}
---
",
        },
        Example::Quiet {
            title: "a sponsor",
            plan: "
---
title: New Wi-Fi
stage: identification
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: [sponsor]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let facts = &project.registers[&Register::Stakeholders];
    let may_be_hidden = project.stakeholders.iter().any(|person| {
        let base = &person.base;
        base.is_uncertain || base.record.spoiled.contains(&"roles") || base.record.spoiled.contains(&"side")
    });
    if project.deciders().next().is_none() && !facts.is_uncertain && !may_be_hidden {
        let place = facts.place.unwrap_or(project.charter.stage_place);
        report
            .absent(place, "nobody may decide for the client")
            .help("give somebody on the client's side the role `sponsor` or `decision-maker`");
    }
}
