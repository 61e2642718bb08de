//! `missed-tasks`: too much of the work comes later than it was agreed.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::schedule::performance::Missed;
use crate::value::Decimal;

pub(crate) static RULE: Rule = Rule {
    name: "missed-tasks",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "More than 20 % of the tasks that were due finished, or will finish, more than a working day after the agreed day.",
    why: "One late task is an accident; many are how the work goes, and the rest of the plan is as hopeful as they were (DCMA 11).",
    fixes: Fixes::Never,
    thresholds: &[
        Threshold { name: "percent", default: "20", dcma: "5", about: "Per cent of the tasks that may be late." },
        Threshold { name: "days", default: "1", dcma: "0", about: "Working days by which a task may be late." },
    ],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "half of the work is late",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
«tasks»:
  plaster: {title: Plaster it, duration: 2d, started: 2026-05-04, finished: 2026-05-11}
  paint: {title: Paint it, duration: 2d, after: plaster}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
tasks:
  plaster: {start: 2026-05-04, finish: 2026-05-05}
  paint: {start: 2026-05-18, finish: 2026-05-19}
",
        },
        Example::Quiet {
            title: "a day late is no slip",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tasks:
  plaster: {title: Plaster it, duration: 2d, started: 2026-05-04, finished: 2026-05-06}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
tasks:
  plaster: {start: 2026-05-04, finish: 2026-05-05}
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let Some(found) = report.known(scene.performance()) else { return };
    if found.due == 0 {
        return report.not_run("no task was due yet");
    }
    let days = report.threshold("days");
    let late: Vec<&Missed> = found.missed.iter().filter(|missed| missed.late_by.days() > days).collect();
    let limit = report.threshold("percent");
    if Decimal::from(late.len() * 100) <= limit * Decimal::from(found.due) {
        return;
    }
    let project = scene.project;
    let (count, due) = (late.len(), found.due);
    let names: Vec<String> = late.iter().map(|missed| format!("`{}`", project.base(missed.task).id())).collect();
    let severity = if due >= super::ENOUGH { Severity::Warning } else { Severity::Info };
    let message = format!(
        "{count} of {due} tasks that were due finished, or will finish, more than {} late: {}",
        if days == Decimal::ONE { "a working day".to_owned() } else { format!("{} working days", days.normalize()) },
        names.join(", ")
    );
    let finding = report.add(scene.register_place(crate::document::keys::Register::Tasks), message);
    finding
        .help("look for what they have in common, and plan the rest by it")
        .level(severity)
        .measured(format!("{count} of {due}"), format!("at most {} %", limit.normalize()));
    for missed in late {
        finding.about(project.base(missed.task).id());
    }
}
