//! `bei`: less work is finished than was agreed to be by now.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};

pub(crate) static RULE: Rule = Rule {
    name: "bei",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The baseline execution index, tasks finished by tasks that were agreed to be finished, is below 0.95.",
    why: "It counts work, not money, so that one large purchase hides nothing (DCMA 14).",
    fixes: Fixes::Never,
    thresholds: &[Threshold { name: "index", default: "0.95", dcma: "0.95", about: "The index that passes." }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "one of two",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
«tasks»:
  plaster: {title: Plaster it, duration: 2d, started: 2026-05-04, finished: 2026-05-05}
  paint: {title: Paint it, duration: 2d, after: plaster}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
tasks:
  plaster: {start: 2026-05-04, finish: 2026-05-05}
  paint: {start: 2026-05-06, finish: 2026-05-07}
",
        },
        Example::Quiet {
            title: "all that was due",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tasks:
  plaster: {title: Plaster it, duration: 2d, started: 2026-05-04, finished: 2026-05-05}
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
    let Ok(index) = found.execution_index else { return report.not_run("no task was due yet") };
    let limit = report.threshold("index");
    if index >= limit {
        return;
    }
    let shown = index.round_dp(3).normalize();
    let message = format!("{} of {} tasks that were due are finished: an index of {shown}", found.finished, found.due);
    let severity = if found.due >= super::ENOUGH { Severity::Warning } else { Severity::Info };
    report
        .add(scene.register_place(Register::Tasks), message)
        .help("`planmark schedule` shows what is late and how much float it has")
        .level(severity)
        .measured(shown.to_string(), format!("at least {}", limit.normalize()));
}
