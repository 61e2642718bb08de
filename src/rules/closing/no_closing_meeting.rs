//! `no-closing-meeting`: nobody sat together at the end.

use crate::document::keys::words::{Gate, MeetingKind};
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::model::signing::Act;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-closing-meeting",
    group: Group::Closing,
    severity: Severity::Error,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "No closing meeting was held with somebody who may decide for the client.",
    why: "The review at the end is where client and provider go through the list together, and where what was learnt is said aloud (PM² project-end review).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "none was held",
            plan: "
---
title: New Wi-Fi
stage: «closing»
---
",
        },
        Example::Quiet {
            title: "held with the sponsor",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: closing
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
---
//- meetings/2026-04-22-closing.md
---
kind: closing
status: held
attended: ana
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.registers[&Register::Meetings].is_uncertain {
        return;
    }
    let held = project.meetings.iter().find(|meeting| meeting.is_of(MeetingKind::Closing) && meeting.is_held());
    let Some(meeting) = held else {
        report
            .absent(project.charter.stage_place, "no closing meeting was held")
            .help("hold one with those who decide: `planmark add meeting --title \"Closing review\"`");
        return;
    };
    let has_decider = meeting.attended.items.iter().any(|one| project.may_sign(Act::Gate(Gate::Closing), one));
    if !has_decider && !meeting.base.record.spoiled.contains(&"attended") {
        report
            .absent(meeting.base.place("attended"), "nobody who may decide for the client was at the closing meeting")
            .help("repeat it with them, or write down that they were there")
            .about(meeting.id());
    }
}
