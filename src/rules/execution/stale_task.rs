//! `stale-task`: a task that does not move.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::control::Update;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Decimal;

pub(crate) static RULE: Rule = Rule {
    name: "stale-task",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A running task has had the same progress in the last two updates, or has been nearly done for longer than a period.",
    why: "Work that is 90 % done stays 90 % done until somebody asks. Ask.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "two updates long",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
tasks:
  mount: {title: Mount, duration: 5d, started: 2026-04-06, progress: «40%»}
---
//- updates/2026-04-10.md
---
by: tom
snapshot: {tasks: [{task: mount, progress: 40%}]}
---
//- updates/2026-04-17.md
---
by: tom
snapshot: {tasks: [{task: mount, progress: 40%}]}
---
",
        },
        Example::Quiet {
            title: "it moves",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
tasks:
  mount: {title: Mount, duration: 5d, started: 2026-04-06, progress: 60%}
---
//- updates/2026-04-10.md
---
by: tom
snapshot: {tasks: [{task: mount, progress: 40%}]}
---
//- updates/2026-04-17.md
---
by: tom
snapshot: {tasks: [{task: mount, progress: 40%}]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if scene.is_on_hold() {
        return;
    }
    let mut snapshots: Vec<&Update> = project.updates.iter().filter(|update| update.snapshot.is_some()).collect();
    snapshots.sort_by_key(|update| update.date);
    for (index, task) in project.tasks.iter().enumerate() {
        let (Some(progress), true) = (&task.progress, task.started.is_some() && task.is_open()) else { continue };
        let then: Vec<Decimal> =
            snapshots.iter().rev().take(2).filter_map(|update| progress_in(project, update, index)).collect();
        let [one, two] = then[..] else { continue };
        if one == progress.value && two == progress.value {
            let nearly = progress.value >= Decimal::from(90);
            let what = if nearly { "is nearly done for weeks" } else { "has not moved in the last two updates" };
            report
                .add(progress.span, format!("`{}` {what}: {} %", task.id(), progress.value))
                .help("ask what holds it up; write what is left (`remaining`), or an issue")
                .about(task.id());
        }
    }
}

/// The progress of a task in the snapshot of an update.
fn progress_in(project: &Project, update: &Update, task: usize) -> Option<Decimal> {
    let snapshot = update.snapshot.as_ref()?;
    let (_, progress) = snapshot
        .progress
        .iter()
        .find(|(reference, _)| reference.index_in(project.place, Register::Tasks) == Some(task))?;
    progress.as_ref().map(|progress| progress.value)
}
