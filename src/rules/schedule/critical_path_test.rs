//! `critical-path-test`: work on the longest path that could slip without moving the finish.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::schedule::{Driver, Progress, Schedule, Slot, finish_if_longer};
use crate::value::{Decimal, working_days};

pub(crate) static RULE: Rule = Rule {
    name: "critical-path-test",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A task on the longest path could take 600 working days longer, and the project would not finish about as much later.",
    why: "Then something other than the work holds the finish, such as a pin, and the dates do not tell when it slips (DCMA 12; GAO 6).",
    fixes: Fixes::Never,
    thresholds: &[
        Threshold { name: "days", default: "600", dcma: "600", about: "Working days that are added to a task." },
        Threshold { name: "percent", default: "90", dcma: "90", about: "Share of them by which the finish must move." },
    ],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a pin holds the last work",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
tasks:
  «plaster»: {title: Plaster it, duration: 5d}
  paint: {title: Paint it, duration: 2d, after: plaster, pin: {date: 2026-05-11, reason: the painter comes then}}
---
",
        },
        Example::Quiet {
            title: "links alone move the work",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
tasks:
  plaster: {title: Plaster it, duration: 5d}
  paint: {title: Paint it, duration: 2d, after: plaster}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let forecast = &scene.picture().forecast;
    let project = scene.project;
    let path = forecast.longest_path();
    // Work in a window runs by the clock, nights included, so that its days say nothing.
    let first = path.iter().find(|slot| is_open_work(slot) && slot.window.is_none());
    let (Some(first), Some(last)) = (first, path.last()) else { return report.not_run("no open work has dates") };
    let task = behind_dates(project, forecast, first);
    let days = report.limit("days");
    let Some(later) = finish_if_longer(scene.portfolio, project, scene.as_of, (task.item, days), last.item) else {
        return report.not_run("the dates cannot be computed");
    };
    let moved = forecast.calendar.between(last.finish, later).days();
    if moved * Decimal::ONE_HUNDRED >= Decimal::from(days) * report.threshold("percent") {
        return;
    }
    let id = project.base(task.item).id();
    let shown = working_days(moved.round_dp(0));
    let severity = report.by_profile(Severity::Warning, Severity::Error);
    report
        .add(
            project.base(task.item).id.span,
            format!("`{id}` could take {days} working days longer, and the finish would move by {shown}"),
        )
        .help("`planmark schedule --explain` says what holds the finish; tie work by links instead of dates")
        .level(severity)
        .measured(shown.clone(), format!("about {days}"))
        .about(id);
}

fn is_open_work(slot: &Slot) -> bool {
    slot.item.register == Register::Tasks && !slot.is_summary && slot.progress != Progress::Finished
}

/// Where the path begins with a written date, the open work that comes before it all the same.
fn behind_dates<'a>(project: &Project, forecast: &'a Schedule, first: &'a Slot) -> &'a Slot {
    let mut task = first;
    // Each step goes to a task before; a chain cannot be longer than there are tasks.
    for _ in 0..forecast.slots.len() {
        if !matches!(task.driver, Driver::Pin(_) | Driver::NotBefore(_)) {
            break;
        }
        let waits = project.tasks[task.item.index as usize].after.items.iter();
        let before = waits.filter_map(|wait| wait.on.index_in(project.place, Register::Tasks));
        let open = before.filter_map(|index| forecast.task(index)).filter(|slot| is_open_work(slot));
        let Some(last) = open.max_by_key(|slot| slot.finish) else { break };
        task = last;
    }
    task
}
