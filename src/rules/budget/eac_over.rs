//! `eac-over`: the forecast cost is over the budget.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::{Decimal, Money};

pub(crate) static RULE: Rule = Rule {
    name: "eac-over",
    group: Group::Budget,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The estimate at completion is over the budget by more than the amber share of the tolerance: a warning; by more than the tolerance: an error.",
    why: "PRINCE2 calls a forecast beyond the tolerance an exception: whoever agreed the budget must hear of it before the money is gone.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "half of the work for all of the money",
            plan: "
---
title: Two rooms
stage: execution
currency: EUR
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tolerance: {budget: 5%}
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-05-04, progress: 50%}
«budget»:
  work: {title: Work, amount: 1000, tasks: paint, spent: [{date: 2026-05-08, amount: 900}]}
---
",
        },
        Example::Quiet {
            title: "as planned",
            plan: "
---
title: Two rooms
stage: execution
currency: EUR
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tolerance: {budget: 5%}
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-05-04, progress: 50%}
budget:
  work: {title: Work, amount: 1000, tasks: paint, spent: [{date: 2026-05-08, amount: 500}]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let whole = &scene.picture().money.whole;
    let Some(percent) = report.known(whole.overrun_percent()) else { return };
    let Some(estimate) = report.known(whole.estimate()) else { return };
    let tolerance = &scene.project.charter.tolerance;
    let Some(allowed) = tolerance.budget.as_ref().map(|told| told.value) else {
        return report.not_run("no tolerance was agreed");
    };
    let amber = tolerance.amber.as_ref().map_or(Decimal::from(50), |told| told.value);
    if percent * Decimal::ONE_HUNDRED <= allowed * amber {
        return;
    }
    let (shown, limit) = (percent.round_dp(1).normalize(), allowed.normalize());
    let message = format!("the forecast cost {} is {shown} % over the budget", Money(estimate.0.round_dp(0)).grouped());
    report
        .add(scene.register_place(Register::Budget), message)
        .help(format!("up to {limit} % are tolerated; look at what is left to do, or agree on a change"))
        .level(if percent > allowed { Severity::Error } else { Severity::Warning })
        .measured(format!("{shown} %"), format!("at most {limit} %"));
}
