//! `late-task`: work that should have begun or ended has no dates.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "late-task",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A task should have started or finished by the status date, by the plan, and says neither.",
    why: "Either the work is late, or nobody wrote down that it was done; both make every forecast wrong.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody wrote down that it began",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tasks:
  «paint»: {title: Paint it, duration: 3d}
---
",
        },
        Example::Quiet {
            title: "it is done",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tasks:
  paint: {title: Paint it, duration: 3d, started: 2026-05-04, finished: 2026-05-06}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let plan = scene.picture().promised();
    for (index, task) in scene.project.tasks.iter().enumerate() {
        if !task.is_open() || task.is_summary || task.base.says("finished") {
            continue;
        }
        let Some(slot) = plan.task(index) else { continue };
        let (should, day) = if task.started.is_none() && slot.start_day() <= scene.as_of {
            ("started", slot.start_day())
        // Running work that says how far it is has been looked at.
        } else if slot.finish_day() <= scene.as_of && task.progress.is_none() && task.remaining.is_none() {
            ("finished", slot.finish_day())
        } else {
            continue;
        };
        report
            .add(
                task.base.id.span,
                format!("`{}` should have {should} on {day}, and does not say that it has", task.base.id()),
            )
            .help("write `started:` or `finished:` with the day, or `remaining:` with what is left")
            .about(task.base.id());
    }
}
