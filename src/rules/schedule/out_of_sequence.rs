//! `out-of-sequence`: work began before what it waits for was done.

use crate::document::fields::LinkKind;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::item::{Item, Reference, Told};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Date;

pub(crate) static RULE: Rule = Rule {
    name: "out-of-sequence",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A task began before what it waits for had finished.",
    why: "Then the link is wrong, or the work rests on something that is not there. What is left of it waits all the same, so that the dates stay honest (retained logic).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "painted before the plaster was done",
            plan: "
---
title: Two rooms
stage: execution
as_of: 2026-05-15
tasks:
  plaster: {title: Plaster it, duration: 5d, started: 2026-05-04, progress: 50%}
  paint: {title: Paint it, duration: 2d, after: plaster, started: «2026-05-11», progress: 10%}
---
",
        },
        Example::Quiet {
            title: "on the day on which the plaster was done",
            plan: "
---
title: Two rooms
stage: execution
as_of: 2026-05-15
tasks:
  plaster: {title: Plaster it, duration: 5d, started: 2026-05-04, finished: 2026-05-11}
  paint: {title: Paint it, duration: 2d, after: plaster, started: 2026-05-11, progress: 10%}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for task in project.tasks.iter().filter(|task| task.cancelled.is_none() && !task.is_summary) {
        let Some(started) = task.started.filter(|started| started.value <= scene.as_of) else { continue };
        // A lead says that the work may begin before.
        let waits = task.after.items.iter().filter(|wait| wait.lag.hundredths >= 0);
        for wait in waits {
            let Some((what, done)) = needed(project, &wait.on, wait.kind) else { continue };
            if done.is_some_and(|done| done.value <= started.value) {
                continue;
            }
            report
                .add(
                    started.span,
                    format!("`{}` began on {} before `{}` {what}", task.id(), started.value, wait.on.written.value),
                )
                .related(wait.span, "it waits for this")
                .help("correct the link or the dates; what is left of it waits all the same")
                .about(task.id());
        }
    }
}

/// What must have happened to the other one before a start, in words, and when it did; None if this link asks nothing
/// of a start, or of another project.
fn needed(project: &Project, on: &Reference, kind: LinkKind) -> Option<(&'static str, Told<Date>)> {
    if let Some(task) = project.task(on).filter(|task| task.cancelled.is_none()) {
        return match kind {
            LinkKind::FinishStart => Some(("had finished", task.finished)),
            LinkKind::StartStart => Some(("had begun", task.started)),
            LinkKind::FinishFinish | LinkKind::StartFinish => None,
        };
    }
    if kind != LinkKind::FinishStart {
        return None;
    }
    if let Some(milestone) = project.milestone(on) {
        return Some(("was reached", milestone.reached));
    }
    if let Some(index) = on.index_in(project.place, Register::Actions) {
        return Some(("was done", project.actions[index].done));
    }
    let decision = &project.decisions[on.index_in(project.place, Register::Decisions)?];
    let made = decision.made.as_ref().and_then(|made| made.date);
    (made.is_some() || decision.is_open()).then_some(("was made", made))
}
