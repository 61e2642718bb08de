//! `update-overdue-or-thin`: the client has not heard from you.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::control::Update;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "update-overdue-or-thin",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The newest update is older than the agreed cadence, or says nothing about what comes next.",
    why: "Silence is the complaint that clients have most. An update says where things stand, what comes next and what you need from them (PRINCE2 highlight report).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "three weeks of silence",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
---
//- updates/2026-04-03.md
«---»
summary: All goes well.
next: [mount]
by: tom
---
",
        },
        Example::Quiet {
            title: "last Friday",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
---
//- updates/2026-04-17.md
---
summary: All goes well.
next: [the points are mounted]
by: tom
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if scene.stage != Stage::Execution || scene.is_on_hold() || project.registers[&Register::Updates].is_uncertain {
        return;
    }
    let every = project.charter.reporting.as_ref().and_then(|reporting| reporting.every.as_ref());
    let newest = project.updates.iter().filter(|update| update.date.is_some()).max_by_key(|update| update.date);
    let (Some(every), Some(newest)) = (every, newest) else {
        if every.is_some() {
            report
                .add(project.charter.stage_place, "the client has had no update")
                .help("write the first one: `planmark add update`");
        }
        return;
    };
    let Some(date) = newest.date else { return };
    let workdays = scene.portfolio.workdays(project);
    let due = workdays.add(every.value.after(date), 1);
    if scene.today > due {
        let is_late = scene.today > every.value.times_after(date, 2);
        report
            .add(
                newest.base.id.span,
                format!("the newest update is of {date}, and one was agreed every {}", every.value),
            )
            .related(every.span, "agreed here")
            .help("write the next one: `planmark add update`")
            .level(if is_late { Severity::Error } else { Severity::Warning })
            .about(newest.id());
    }
    thin(scene, report, newest);
}

/// What the newest update does not say.
fn thin(scene: &Scene, report: &mut Report, update: &Update) {
    let base = &update.base;
    let asks = scene.project.actions.iter().any(|action| {
        action.done.is_none() && action.base.owner.as_ref().is_some_and(|owner| scene.project.is_clients(owner))
    });
    let mut missing = Vec::new();
    if !base.says("summary") && base.body.is_empty() {
        missing.push("where things stand (`summary`)");
    }
    if !base.says("next") && scene.project.tasks.is_empty() {
        missing.push("what comes next (`next`)");
    }
    if asks && !base.says("needs") {
        missing.push("what you need from the client (`needs`)");
    }
    if !missing.is_empty() {
        report
            .add(base.id.span, format!("the newest update does not say {}", missing.join(", nor ")))
            .help("add it")
            .about(base.id());
    }
}
