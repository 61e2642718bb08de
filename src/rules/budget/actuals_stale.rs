//! `actuals-stale`: work is done and nobody wrote down what it cost.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Money;

pub(crate) static RULE: Rule = Rule {
    name: "actuals-stale",
    group: Group::Budget,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "Finished work with value has had no `spent` for two reporting periods.",
    why: "A forecast is only as good as its actuals. Money that is written down late makes the project look cheap until it is not.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires { title: "nothing written down", plan: "
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
tasks:
  mount: {title: Mount, duration: 1d, finished: 2026-04-01}
budget:
  «labour»: {title: Labour, category: labour, amount: 700, basis: quote, tasks: mount}
---
" },
Example::Quiet { title: "charged since", plan: "
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
tasks:
  mount: {title: Mount, duration: 1d, finished: 2026-04-01}
budget:
  labour: {title: Labour, category: labour, amount: 700, basis: quote, tasks: mount, spent: [{date: 2026-04-03, amount: 300}]}
---
" },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let Some(every) = project.charter.reporting.as_ref().and_then(|reporting| reporting.every.as_ref()) else { return };
    if scene.is_on_hold() {
        return;
    }
    for cost in project.budget.iter().filter(|cost| !cost.is_contingency() && cost.recurring.is_none()) {
        let finished = cost
            .tasks
            .items
            .iter()
            .filter_map(|reference| project.task(reference)?.finished.as_ref().map(|finished| finished.value))
            .max();
        let last = cost.spent.items.iter().filter_map(|spent| spent.date.as_ref().map(|date| date.value)).max();
        let Some(finished) = finished.filter(|_| cost.total().is_some_and(|total| total > Money::ZERO)) else {
            continue;
        };
        let is_behind = last.is_none_or(|last| last < finished);
        if is_behind && every.value.times_after(finished, 2) < scene.as_of && !cost.base.is_uncertain {
            report
                .add(
                    cost.base.place("spent"),
                    format!("work of `{}` was done by {finished}, and nothing was charged since", cost.id()),
                )
                .help("write what was charged: `spent: [{date: …, amount: …}]`, 0 where nothing was")
                .about(cost.id());
        }
    }
}
