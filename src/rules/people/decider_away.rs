//! `decider-away`: nobody can decide on the day that counts.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::control::Stakeholder;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "decider-away",
    group: Group::People,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "Those who may decide for the client are away at a window or a gate, and have no deputy.",
    why: "A cutover that goes wrong needs a decision within the hour. If nobody may make it, the night is lost.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody is there",
            plan: "
---
title: New firewall
stage: planning
stakeholders:
  dana: {name: Dana Okafor, side: client, roles: sponsor, away: [{from: 2026-05-04, to: 2026-05-15}]}
windows:
  night: {title: Cut over, kind: outage, start: «2026-05-09T19:00», end: 2026-05-09T22:00}
---
",
        },
        Example::Quiet {
            title: "a deputy is there",
            plan: "
---
title: New firewall
stage: planning
stakeholders:
  dana: {name: Dana Okafor, side: client, roles: sponsor, deputy: luis, away: [{from: 2026-05-04, to: 2026-05-15}]}
  luis: {name: Luis Ortega, side: client, roles: user}
windows:
  night: {title: Cut over, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T22:00}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let deciders: Vec<&Stakeholder> = project.deciders().collect();
    if deciders.is_empty() {
        return;
    }
    let windows = project
        .windows
        .iter()
        .filter(|window| window.is_outage() && window.actual.is_none())
        .filter_map(|window| Some((window.id(), window.start.as_ref()?.value.date, window.start.as_ref()?.span)));
    let gates = project
        .milestones
        .iter()
        .filter(|milestone| milestone.gate.is_some() && milestone.reached.is_none())
        .filter_map(|milestone| {
            Some((milestone.id(), milestone.target.as_ref()?.value, milestone.target.as_ref()?.span))
        });
    for (id, day, span) in windows.chain(gates).filter(|(_, day, _)| *day >= scene.as_of) {
        let is_covered = |person: &&Stakeholder| {
            let deputy = person.deputy.as_ref().and_then(|deputy| project.stakeholder(deputy));
            !person.is_away(day) || deputy.is_some_and(|deputy| !deputy.is_away(day))
        };
        if !deciders.iter().any(is_covered) {
            let finding = report.add(span, format!("on {day} nobody can decide for the client (`{id}`)"));
            if let Some(away) = deciders[0].away.items.first() {
                finding.related(away.span, format!("`{}` is away", deciders[0].id()));
            }
            finding.help("name a `deputy` who is there, or move the day").about(id);
        }
    }
}
