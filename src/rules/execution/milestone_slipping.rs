//! `milestone-slipping`: a milestone moves away as time passes.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::item::{Item, ItemIndex};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::schedule::calendar::Instant;
use crate::status::trend;
use crate::value::{Date, Decimal, working_days};

pub(crate) static RULE: Rule = Rule {
    name: "milestone-slipping",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The forecast of a milestone moved later in three updates in a row, or by half a day a day or more; or beyond the tolerance since the last update, and nothing speaks of it.",
    why: "A milestone that moves a week every two weeks is not nearly reached, whatever its date says (milestone trend analysis).",
    fixes: Fixes::Never,
    thresholds: &[
        Threshold { name: "moves", default: "3", dcma: "3", about: "Updates in a row in which it moved later." },
        Threshold { name: "slope", default: "0.5", dcma: "0.5", about: "Days by which it moves in a day." },
    ],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a week later every week",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
milestones:
  «dry»: {title: Walls dry, target: 2026-05-08}
---
//- updates/2026-04-03.md
---
by: tom
snapshot: {milestones: [{milestone: dry, date: 2026-04-17}]}
---
//- updates/2026-04-10.md
---
by: tom
snapshot: {milestones: [{milestone: dry, date: 2026-04-24}]}
---
//- updates/2026-04-17.md
---
by: tom
snapshot: {milestones: [{milestone: dry, date: 2026-05-01}]}
---
",
        },
        Example::Quiet {
            title: "it moved once",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
milestones:
  dry: {title: Walls dry, target: 2026-05-08}
---
//- updates/2026-04-03.md
---
by: tom
snapshot: {milestones: [{milestone: dry, date: 2026-05-07}]}
---
//- updates/2026-04-10.md
---
by: tom
snapshot: {milestones: [{milestone: dry, date: 2026-05-08}]}
---
//- updates/2026-04-17.md
---
by: tom
snapshot: {milestones: [{milestone: dry, date: 2026-05-08}]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let mut reports = trend::of_updates(project);
    reports.retain(|day, _| *day <= scene.today);
    if reports.is_empty() {
        return report.not_run("no update keeps the figures of its day");
    }
    let lines = trend::lines(project, &reports);
    for line in lines.iter().filter(|line| line.is_planned && line.reached.is_none()) {
        let Some(item) = project.find(Register::Milestones, &line.id) else { continue };
        let place = project.base(item).id.span;
        let later = line.points.windows(2).rev().take_while(|pair| pair[1].foretold > pair[0].foretold).count();
        let slope = line.slope().map(|slope: Decimal| slope.normalize());
        let limit = report.threshold("slope");
        let what = match slope {
            Some(slope) if slope >= limit => format!("moves later by {slope} days a day"),
            _ if later as i64 >= report.limit("moves") => format!("moved later in {later} updates in a row"),
            _ => String::new(),
        };
        if !what.is_empty() {
            report
                .add(place, format!("`{}` {what}", line.id))
                .help("say what holds it up and what is done about it; plan the rest again")
                .measured(
                    slope.map_or("unknown".to_owned(), |slope| format!("{slope} days a day")),
                    format!("below {} days a day", limit.normalize()),
                )
                .about(&line.id);
        }
        if let Some(last) = line.points.last() {
            leap(scene, report, item.index as usize, last.foretold);
        }
    }
}

/// It moved beyond the tolerance since the last update, and no issue, change or decision speaks of it.
fn leap(scene: &Scene, report: &mut Report, index: usize, last: Date) {
    let project = scene.project;
    let forecast = &scene.picture().forecast;
    let Some(now) = forecast.milestone_day(project, index) else { return };
    let Some(tolerance) = &project.charter.tolerance.schedule else { return };
    let allowed = tolerance.value.minutes(project.minutes_per_day(), project.days_per_week());
    let moved = forecast.calendar.between(Instant::end_of(last), Instant::end_of(now));
    if moved.minutes <= allowed || is_spoken_of(project, index) {
        return;
    }
    let milestone = &project.milestones[index];
    let days = working_days(moved.days());
    report
        .add(
            milestone.base.id.span,
            format!("`{}` moved by {days} since the last update, and nothing speaks of it", milestone.id()),
        )
        .help("write an issue or a change that names it, and tell the client")
        .level(Severity::Error)
        .measured(days.clone(), format!("at most {}", tolerance.value))
        .about(milestone.id());
}

/// Whether an issue, a change or a decision names the milestone or what it waits for.
fn is_spoken_of(project: &Project, index: usize) -> bool {
    let mut items = vec![ItemIndex { register: Register::Milestones, index: index as u32 }];
    let waits = project.milestones[index].after.items.iter().filter_map(|wait| wait.on.target);
    items.extend(waits.filter(|target| target.project == project.place).map(|target| target.item));
    super::is_spoken_of(project, &items)
}
