//! `budget-drift`: the budget is another one than was agreed.

use crate::agreed::{Judge, Judged, expected_total};
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::address::{Known, Subject};
use crate::model::baseline::Baseline;
use crate::model::item::{Item, ItemIndex};
use crate::model::kinds::Cost;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Money;

pub(crate) static RULE: Rule = Rule {
    name: "budget-drift",
    group: Group::Budget,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The budget is not the agreed total with what approved changes add, or contingency was spent without a decision.",
    why: "A budget that moves without a signature cannot be kept, because nobody can say any more what it was (GAO 10).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "more than the client approved",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
currency: EUR
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
«budget»:
  work: {title: Work, amount: 1500}
changes:
  ceiling:
    title: Paint the ceiling too
    impact: {schedule: 0d, budget: 300, scope: the ceiling, risk: none}
    modifies: [budget/work]
    status: approved
    decided: {by: ana, date: 2026-05-04}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
budget: {work: 1000}
total: 1000
",
        },
        Example::Fires {
            title: "the reserve is gone, and nobody decided it",
            plan: "
---
title: Two rooms
stage: execution
currency: EUR
budget:
  reserve: {title: Reserve, category: contingency, amount: 300, spent: «[{date: 2026-04-08, amount: 200}]»}
---
",
        },
        Example::Quiet {
            title: "an approved change says as much",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
currency: EUR
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
budget:
  work: {title: Work, amount: 1300}
changes:
  ceiling:
    title: Paint the ceiling too
    impact: {schedule: 0d, budget: 300, scope: the ceiling, risk: none}
    modifies: [budget/work]
    status: approved
    decided: {by: ana, date: 2026-05-04}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
budget: {work: 1000}
total: 1000
",
        },
        Example::Quiet {
            title: "a line that nobody approved is a silent change, and told as that",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
currency: EUR
budget:
  work: {title: Work, amount: 1300}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
budget: {work: 1000}
total: 1000
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    contingency(scene, report);
    let project = scene.project;
    let Some(agreed) = project.agreed() else { return report.not_run(scene.no_baseline()) };
    let Some(expected) = expected_total(project, agreed) else {
        return report.not_run("the baseline has no total");
    };
    let lines = project.budget.iter().filter(|cost| cost.base.is_for_client());
    let total: Money = lines.filter_map(|cost| cost.total()).sum();
    if total == expected + silent(scene, agreed) {
        return;
    }
    let message =
        format!("the budget comes to {}, and {} was agreed and approved", total.grouped(), expected.grouped());
    let finding = report.add(scene.register_place(Register::Budget), message);
    finding
        .help("`planmark baseline` shows which lines differ; agree on a change, or put them back")
        .measured(total.to_string(), expected.to_string());
    if let Some(told) = agreed.total {
        finding.related(told.span, "the agreed total");
    }
}

/// What lines that no approved change names add or take away: each is told as a silent change.
fn silent(scene: &Scene, agreed: &Baseline) -> Money {
    let open = scene.picture().drift.iter().filter(|judged| judged.cover.is_open());
    let growth = |judged: &Judged| {
        let Subject::Item(Register::Budget, id) = &judged.difference.spot.subject else { return Money::ZERO };
        if !matches!(judged.difference.spot.path.as_str(), "" | "amount") {
            return Money::ZERO;
        }
        let before = agreed.cost(id).map_or(Money::ZERO, |cost| cost.amount.value);
        let now = scene.project.budget.iter().find(|cost| cost.id() == id && cost.base.is_for_client());
        now.and_then(Cost::total).unwrap_or(Money::ZERO) - before
    };
    open.map(growth).sum()
}

/// Contingency belongs to the client: what is taken from it was decided by somebody.
fn contingency(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for (index, cost) in project.budget.iter().enumerate().filter(|(_, cost)| cost.is_contingency()) {
        let is_spent = cost.spent.items.iter().any(|spent| spent.amount.is_some_and(|spent| spent.value > Money::ZERO));
        if is_spent && !is_decided(project, index) {
            let place = cost.base.value_place("spent");
            report
                .add(place, format!("`{}` was spent, and no decision or approved change says so", cost.id()))
                .help("write the decision that `affects` it, or let a change that names it be approved")
                .about(cost.id());
        }
    }
}

fn is_decided(project: &Project, index: usize) -> bool {
    let item = ItemIndex { register: Register::Budget, index: index as u32 };
    let affects = |reference: &crate::model::item::Reference| {
        reference.target.is_some_and(|target| target.project == project.place && target.item == item)
    };
    let decisions = project.decisions.iter().filter(|decision| !decision.is_open());
    if decisions.into_iter().any(|decision| decision.affects.items.iter().any(affects)) {
        return true;
    }
    let known = Known::of(&[project]);
    let subject = Subject::Item(Register::Budget, project.base(item).id().to_owned());
    let names = |change: &crate::model::control::Change| {
        let names = change.names();
        names.iter().filter_map(|(_, written)| known.spot(&written.value)).any(|spot| spot.subject == subject)
    };
    let judge = Judge::itself(project);
    project.changes.iter().filter(|change| judge.defect(change).is_none()).any(names)
}
