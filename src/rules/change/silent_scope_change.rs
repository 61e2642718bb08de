//! `silent-scope-change`: something that was promised is another thing now, and nobody agreed to it.

use super::defect_words;
use crate::agreed::{Cover, Difference};
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::address::Subject;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Span;

pub(crate) static RULE: Rule = Rule {
    name: "silent-scope-change",
    group: Group::Change,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A scope line, deliverable, criterion, agreed date or budget line differs from the baseline, and no approved change names it.",
    why: "Scope grows one small favour at a time. What differs from what was agreed has a change request that somebody signed (GAO 10).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "one more thing, and one fewer",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
scope:
  in: {walls: Paint the walls, ceiling: «Paint the ceiling»}
deliverables:
  walls: {title: Painted walls, kind: service, acceptance: [«No drips»]}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
scope:
  in: {walls: Paint the walls}
deliverables:
  walls: {title: Painted walls, kind: service}
",
        },
        Example::Fires {
            title: "the change is not approved",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
scope:
  in: {walls: Paint the walls, ceiling: «Paint the ceiling»}
changes:
  ceiling: {title: The ceiling too, status: proposed, adds: scope.in.ceiling}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
scope:
  in: {walls: Paint the walls}
",
        },
        Example::Quiet {
            title: "the sponsor approved a change that names it",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
scope:
  in: {walls: Paint the walls, ceiling: Paint the ceiling}
changes:
  ceiling:
    title: The ceiling too
    status: approved
    adds: scope.in.ceiling
    decided: {by: ana, date: 2026-05-04}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
scope:
  in: {walls: Paint the walls}
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.agreed().is_none() {
        return report.not_run(scene.no_baseline());
    }
    for judged in scene.picture().drift.iter().filter(|judged| judged.cover.is_open()) {
        let difference = &judged.difference;
        let spot = difference.spot.to_string();
        let finding = report.add(
            place(project, difference),
            format!("`{spot}` {}{}", super::difference_words(difference), flaw(&judged.cover)),
        );
        finding.help("put it back, or let the client approve a change that names it, and write the baseline anew");
        if let Some(agreed) = &difference.agreed {
            finding.related(agreed.span, "this was agreed");
        }
        if let Subject::Item(_, id) = &difference.spot.subject {
            finding.about(id);
        }
    }
}

/// Why a change that names it does not help.
fn flaw(cover: &Cover) -> String {
    let Cover::Flawed(id, defect) = cover else { return String::new() };
    format!("; the change `{id}` names it, and {}", defect_words(defect))
}

/// Where the plan says it; of what is gone, where it would stand.
fn place(project: &Project, difference: &Difference) -> Span {
    if let Some(now) = &difference.now {
        return now.span;
    }
    let stage = project.charter.stage_place;
    let key = difference.spot.path.split('.').next().unwrap_or_default();
    match &difference.spot.subject {
        Subject::Project => project.charter.record.field(key).map_or(stage, |field| field.key_span),
        Subject::Scope => {
            let field = project.scope.record.field(key).map(|field| field.key_span);
            field.or(project.scope.place).unwrap_or(stage)
        }
        Subject::Item(register, id) => match project.find(*register, id) {
            Some(item) => project.base(item).place(key),
            None => register_place(project, *register),
        },
    }
}

fn register_place(project: &Project, register: Register) -> Span {
    project.registers[&register].place.unwrap_or(project.charter.stage_place)
}
