//! `scope-growth`: so much was added that the plan is another one.

use crate::agreed::Judge;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::address::{Known, Naming, Subject};
use crate::model::control::Change;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::{Decimal, Money};

/// From how many tasks on a share of them says something.
const ENOUGH: usize = 20;

pub(crate) static RULE: Rule = Rule {
    name: "scope-growth",
    group: Group::Change,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "Approved changes since the first agreement add more than 15 % of its money or of its tasks.",
    why: "Each change was right, and together they are another project. Plan it as one before the next is added.",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "percent",
        default: "15",
        dcma: "15",
        about: "Per cent by which approved changes may let the project grow.",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a third more money",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
«changes»:
  ceiling:
    title: The ceiling too
    status: approved
    impact: {schedule: 1d, budget: 300, scope: the ceiling, risk: none}
    decided: {by: ana, date: 2026-05-04}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
original: {date: 2026-05-01, total: 1000}
total: 1000
",
        },
        Example::Quiet {
            title: "a little more",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
changes:
  ceiling:
    title: The ceiling too
    status: approved
    impact: {schedule: 1d, budget: 100, scope: the ceiling, risk: none}
    decided: {by: ana, date: 2026-05-04}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
original: {date: 2026-05-01, total: 1000}
total: 1000
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let Some(agreed) = project.agreed() else { return report.not_run(scene.no_baseline()) };
    let Some(original) = &agreed.original else { return report.not_run("the baseline keeps no original") };
    let first = original.date;
    let is_later = |change: &&Change| {
        let decided = change.decided.as_ref().and_then(|decided| decided.date);
        decided.is_none_or(|decided| first.is_none_or(|first| decided.value > first.value))
    };
    let judge = Judge::itself(project);
    let approved = project.changes.iter().filter(|change| judge.defect(change).is_none());
    let later: Vec<&Change> = approved.filter(is_later).collect();
    let limit = report.threshold("percent");
    let place = scene.register_place(Register::Changes);
    let help = "plan the project anew as a whole, and let the client agree to that plan";
    let added: Money = later.iter().filter_map(|change| change.impact.as_ref()?.budget).map(|money| money.value).sum();
    if let Some(total) = original.total.filter(|total| total.value > Money::ZERO) {
        let grown = (added.0 * Decimal::ONE_HUNDRED).checked_div(total.value.0).unwrap_or_default();
        if grown > limit {
            let shown = grown.round_dp(1).normalize();
            report
                .add(place, format!("approved changes add {} to {}: {shown} %", added.grouped(), total.value.grouped()))
                .related(total.span, "the budget that was first agreed")
                .help(help)
                .measured(format!("{shown} %"), format!("at most {} %", limit.normalize()));
        }
    }
    let new = later.iter().map(|change| tasks_added(scene, change)).sum::<usize>();
    let before = agreed.tasks.len().saturating_sub(new);
    if before > 0 && Decimal::from(new * 100) > limit * Decimal::from(before) {
        let severity = if before >= ENOUGH { Severity::Warning } else { Severity::Info };
        report
            .add(place, format!("approved changes add {new} tasks to {before}"))
            .help(help)
            .level(severity)
            .measured(format!("{new} of {before}"), format!("at most {} %", limit.normalize()));
    }
}

/// How many tasks a change adds by its own word.
fn tasks_added(scene: &Scene, change: &Change) -> usize {
    let known = Known::of(&[scene.project]);
    let names = change.names();
    let added = names.iter().filter(|(naming, _)| *naming == Naming::Adds);
    let subjects = added.filter_map(|(_, written)| known.spot(&written.value)).map(|spot| spot.subject);
    subjects.filter(|subject| matches!(subject, Subject::Item(Register::Tasks, _))).count()
}
