//! `handover-not-planned`: nothing is left in writing for those who run it afterwards.

use crate::document::keys::words::DeliverableKind;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Told;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "handover-not-planned",
    group: Group::Planning,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "No deliverable is a document.",
    why: "Those who run it after the project need it in writing. A hand-over that is not planned is written in the last week, or never.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "only a service is delivered",
            plan: "
---
title: New Wi-Fi
stage: «planning»
deliverables:
  guest: {title: Guest network, kind: service}
---
",
        },
        Example::Quiet {
            title: "documents are part of it",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  guest: {title: Guest network, kind: service}
  handbook: {title: Documentation set, kind: document}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let is_uncertain = project.registers[&Register::Deliverables].is_uncertain;
    let is_document =
        |told: &Told<DeliverableKind>| told.as_ref().is_none_or(|kind| kind.value == DeliverableKind::Document);
    if project.deliverables.is_empty()
        || is_uncertain
        || project.deliverables.iter().any(|deliverable| is_document(&deliverable.kind))
    {
        return;
    }
    report
        .absent(project.charter.stage_place, "no deliverable is a document")
        .help("add one, such as `handbook: {title: Documentation set, kind: document}`")
        .level(Severity::Warning);
}
