//! `client-ask-overdue`: the client has not brought what the work waits for.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Base;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Spanned;
use crate::value::{Date, working_days};

pub(crate) static RULE: Rule = Rule {
    name: "client-ask-overdue",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "An action or decision on the client's side is past its day.",
    why: "Waiting for the client is the most common cause of delay. The date and what waits for it make the ask a friendly one.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a week late",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
actions:
  list: {title: Send the list of users, kind: info, owner: ana, due: «2026-04-17»}
---
",
        },
        Example::Quiet {
            title: "there is time",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
actions:
  list: {title: Send the list of users, kind: info, owner: ana, due: 2026-04-24}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let is_clients = |base: &Base| base.owner.as_ref().is_some_and(|owner| project.is_clients(owner));
    for action in project.actions.iter().filter(|action| action.done.is_none() && is_clients(&action.base)) {
        let waiting: Vec<&str> = action.waiting.items.iter().map(|one| one.written.value.as_str()).collect();
        overdue(scene, report, &action.base, action.due.as_ref(), &waiting);
    }
    for decision in project.decisions.iter().filter(|decision| decision.is_open()) {
        let waiting: Vec<&str> = decision.affects.items.iter().map(|one| one.written.value.as_str()).collect();
        overdue(scene, report, &decision.base, decision.needed_by.as_ref(), &waiting);
    }
}

fn overdue(scene: &Scene, report: &mut Report, base: &Base, due: Option<&Spanned<Date>>, waiting: &[&str]) {
    let Some(due) = due.filter(|due| due.value < scene.today) else { return };
    let days = scene.portfolio.workdays(scene.project).between(due.value, scene.today);
    let waits = if waiting.is_empty() { String::new() } else { format!("; {} waits for it", waiting.join(", ")) };
    report
        .add(due.span, format!("`{}` is {} late{waits}", base.id(), working_days(days.into())))
        .help("ask again, and say in the next update what waits for it")
        .about(base.id());
}
