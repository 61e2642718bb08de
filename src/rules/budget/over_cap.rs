//! `over-cap`: the budget is more than was agreed.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::kinds::Cost;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Money;

pub(crate) static RULE: Rule = Rule {
    name: "over-cap",
    group: Group::Budget,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The lines of the budget, contingency included, come to more than `budget_cap`.",
    why: "The cap is what the client said they have. A plan above it is not one that they agreed to.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "over by 100",
            plan: "
---
title: New Wi-Fi
stage: planning
currency: EUR
budget_cap: «1000»
budget:
  points: {title: Access points, category: hardware, amount: 700, basis: quote}
  labour: {title: Labour, category: labour, qty: 4, price: 100, basis: estimate}
---
",
        },
        Example::Quiet {
            title: "just the cap",
            plan: "
---
title: New Wi-Fi
stage: planning
currency: EUR
budget_cap: 1100
budget:
  points: {title: Access points, category: hardware, amount: 700, basis: quote}
  labour: {title: Labour, category: labour, qty: 4, price: 100, basis: estimate}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let Some(cap) = &scene.project.charter.budget_cap else { return };
    let total: Money = scene.project.budget.iter().filter_map(Cost::total).sum();
    if total > cap.value {
        let over = (total - cap.value).grouped();
        report
            .add(cap.span, format!("the budget comes to {}, {over} over the cap", total.grouped()))
            .help("cut lines, or agree on a higher cap by a change request")
            .measured(total.to_string(), format!("at most {}", cap.value));
    }
}
