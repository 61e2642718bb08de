//! `exception-unreported`: the forecast is beyond the tolerance, and nobody has been told.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::status::Picture;
use crate::value::working_days;

pub(crate) static RULE: Rule = Rule {
    name: "exception-unreported",
    group: Group::Execution,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The forecast of dates or money is beyond the tolerance, and no open issue, change or decision speaks of it.",
    why: "Beyond the tolerance it is no longer the project manager's to decide: who agreed the plan must be asked (PRINCE2 exception report).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "two weeks late without a word",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-04-06, finish: «2026-04-17»}
tolerance: {schedule: 2d}
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-04-20}
---
",
        },
        Example::Quiet {
            title: "an issue says what holds it up",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-04-06, finish: 2026-04-17}
tolerance: {schedule: 2d}
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-04-20}
issues:
  no-paint: {title: The paint is sold out, severity: high, blocks: paint}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let picture = scene.picture();
    dates(scene, report, picture);
    money(scene, report, picture);
}

fn dates(scene: &Scene, report: &mut Report, picture: &Picture) {
    let project = scene.project;
    let charter = &project.charter;
    let (Some(tolerance), Some(target)) = (&charter.tolerance.schedule, &charter.finish) else { return };
    let Some(margin) = picture.forecast.margin() else { return };
    let allowed = tolerance.value.minutes(project.minutes_per_day(), project.days_per_week());
    if -margin.minutes <= allowed || is_late_spoken_of(project, picture) {
        return;
    }
    let days = working_days(-margin.days());
    report
        .add(
            target.span,
            format!("the forecast is {days} late, {} tolerated, and nothing speaks of it", tolerance.value),
        )
        .help("write an issue, a decision or a change that names what holds it up, and ask who agreed the plan")
        .measured(format!("{days} late"), format!("at most {}", tolerance.value));
}

/// Whether an issue, decision or change speaks of the finish or of open work on the longest path.
fn is_late_spoken_of(project: &Project, picture: &Picture) -> bool {
    let path = picture.forecast.longest_path();
    let mut items: Vec<ItemIndex> = path.iter().filter(|slot| slot.late.is_some()).map(|slot| slot.item).collect();
    let milestones = 0..project.milestones.len() as u32;
    items.extend(milestones.map(|index| ItemIndex { register: Register::Milestones, index }));
    let asks = |change: &&crate::model::control::Change| {
        let delay = change.impact.as_ref().and_then(|impact| impact.schedule);
        delay.is_some_and(|delay| !delay.value.is_zero()) || names(change, "project.target")
    };
    super::is_spoken_of(project, &items) || super::live_changes(project).any(|change| asks(&change))
}

fn money(scene: &Scene, report: &mut Report, picture: &Picture) {
    let project = scene.project;
    let Some(tolerance) = project.charter.tolerance.budget.map(|told| told.value) else { return };
    let Ok(percent) = picture.money.whole.overrun_percent() else { return };
    if percent <= tolerance || is_cost_spoken_of(project) {
        return;
    }
    let (shown, limit) = (percent.round_dp(1).normalize(), tolerance.normalize());
    report
        .add(
            scene.register_place(Register::Budget),
            format!("the forecast cost is {shown} % over the budget, {limit} % tolerated, and nothing speaks of it"),
        )
        .help("write an issue, a decision or a change that names the lines, and ask who agreed the budget")
        .measured(format!("{shown} %"), format!("at most {limit} %"));
}

fn is_cost_spoken_of(project: &Project) -> bool {
    let lines = 0..project.budget.len() as u32;
    let items: Vec<ItemIndex> = lines.map(|index| ItemIndex { register: Register::Budget, index }).collect();
    let asks = |change: &&crate::model::control::Change| {
        let cost = change.impact.as_ref().and_then(|impact| impact.budget);
        cost.is_some_and(|cost| !cost.value.0.is_zero()) || names(change, "project.budget_cap")
    };
    super::is_spoken_of(project, &items) || super::live_changes(project).any(|change| asks(&change))
}

fn names(change: &crate::model::control::Change, address: &str) -> bool {
    change.names().iter().any(|(_, written)| {
        written.value == address || written.value.strip_prefix(address).is_some_and(|rest| rest.starts_with('.'))
    })
}
