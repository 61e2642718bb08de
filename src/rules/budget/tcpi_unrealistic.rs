//! `tcpi-unrealistic`: the rest would have to be much cheaper than the work so far.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::Missing;

pub(crate) static RULE: Rule = Rule {
    name: "tcpi-unrealistic",
    group: Group::Budget,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "From 20 % complete on, the cost efficiency that the rest needs is more than 0.10 above the efficiency so far.",
    why: "Cost efficiency hardly ever recovers once a fifth of the work is done. A forecast that rests on it is a wish.",
    fixes: Fixes::Never,
    thresholds: &[
        Threshold { name: "percent", default: "20", dcma: "20", about: "Per cent complete from which on it counts." },
        Threshold {
            name: "margin",
            default: "0.10",
            dcma: "0.10",
            about: "By how much the rest may be more efficient.",
        },
    ],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "half of the work for most of the money",
            plan: "
---
title: Two rooms
stage: execution
currency: EUR
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-05-04, progress: 50%}
«budget»:
  work: {title: Work, amount: 1000, tasks: paint, spent: [{date: 2026-05-08, amount: 700}]}
---
",
        },
        Example::Quiet {
            title: "a little dearer than planned",
            plan: "
---
title: Two rooms
stage: execution
currency: EUR
target: {start: 2026-05-04, finish: 2026-06-30}
as_of: 2026-05-15
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-05-04, progress: 50%}
budget:
  work: {title: Work, amount: 1000, tasks: paint, spent: [{date: 2026-05-08, amount: 510}]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let whole = &scene.picture().money.whole;
    let Some(complete) = report.known(whole.percent_complete()) else { return };
    if complete < report.threshold("percent") {
        return report.not_run(format!("only {} % are complete", complete.round_dp(0).normalize()));
    }
    let Some(so_far) = report.known(whole.cost_index()) else { return };
    let limit = so_far + report.threshold("margin");
    let (needed, shown) = match whole.needed_index() {
        Ok(needed) if needed <= limit => return,
        Ok(needed) => (format!("needs an efficiency of {}", needed.round_dp(3)), needed.round_dp(3).to_string()),
        Err(Missing::CannotFinishInBudget) => ("cannot end within the budget".to_owned(), "none".to_owned()),
        // All work is done: nothing is left to be cheaper.
        Err(Missing::Done) => return,
        Err(missing) => return report.not_run(missing.to_string()),
    };
    let message = format!("the rest of the work {needed}, and it was {} so far", so_far.round_dp(3));
    report
        .add(scene.register_place(Register::Budget), message)
        .help("tell who agreed the budget what it will come to, and agree on less work or more money")
        .measured(shown, format!("at most {}", limit.round_dp(3)));
}
