//! `outside-window`: work that takes things down was done outside its window.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Date;

pub(crate) static RULE: Rule = Rule {
    name: "outside-window",
    group: Group::Execution,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A task bound to a window was done on another day, or a window is past and nobody wrote how it went.",
    why: "What was approved is a night, not the work. A review of what happened is the last step of every change (change enablement).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a day late",
            plan: "
---
title: New firewall
stage: execution
windows:
  night: {title: Cut over, kind: outage, start: 2026-04-18T19:00, end: 2026-04-18T22:00, actual: {result: done}}
tasks:
  cutover: {title: Cut over, duration: 3h, window: night, started: «2026-04-19», finished: 2026-04-19}
---
",
        },
        Example::Fires {
            title: "and how did it go?",
            plan: "
---
title: New firewall
stage: execution
windows:
  «night»: {title: Cut over, kind: outage, start: 2026-04-18T19:00, end: 2026-04-18T22:00}
tasks:
  cutover: {title: Cut over, duration: 3h, window: night, started: 2026-04-18, finished: 2026-04-18}
---
",
        },
        Example::Quiet {
            title: "as approved",
            plan: "
---
title: New firewall
stage: execution
windows:
  night: {title: Cut over, kind: outage, start: 2026-04-18T19:00, end: 2026-04-18T22:00, actual: {result: done}}
tasks:
  cutover: {title: Cut over, duration: 3h, window: night, started: 2026-04-18, finished: 2026-04-18}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for window in project.windows.iter().filter(|window| window.is_outage()) {
        let Some(end) = window.end.as_ref().filter(|end| end.value.date < scene.as_of) else { continue };
        let used = project.tasks.iter().any(|task| {
            task.finished.is_some()
                && task
                    .windows
                    .items
                    .iter()
                    .any(|one| project.window(one).is_some_and(|other| other.id() == window.id()))
        });
        let result = window.actual.as_ref().and_then(|actual| actual.result.as_ref());
        if result.is_none() && used && !window.base.record.spoiled.contains(&"actual") {
            report
                .add(
                    window.base.place("actual"),
                    format!("`{}` was over on {}, and nobody wrote how it went", window.id(), end.value.date),
                )
                .help("write `actual: {start: …, end: …, result: done}`")
                .level(Severity::Warning)
                .about(window.id());
        }
    }
    for task in project.tasks.iter().filter(|task| !task.windows.items.is_empty()) {
        let days: Vec<(Date, Date)> = task
            .windows
            .items
            .iter()
            .filter_map(|one| project.window(one))
            .filter_map(|window| Some((window.start.as_ref()?.value.date, window.end.as_ref()?.value.date)))
            .collect();
        for date in [&task.started, &task.finished].into_iter().flatten() {
            if !days.is_empty() && !days.iter().any(|(from, to)| *from <= date.value && date.value <= *to) {
                report
                    .add(date.span, format!("`{}` was done on {}, outside of its window", task.id(), date.value))
                    .help("correct the date, or write down who agreed to it")
                    .about(task.id());
                break;
            }
        }
    }
}
