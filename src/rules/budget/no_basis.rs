//! `no-basis`: nobody knows where a figure comes from.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::model::kinds::Cost;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Edit;

pub(crate) static RULE: Rule = Rule {
    name: "no-basis",
    group: Group::Budget,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A cost line has no amount or no basis, its quote has run out, or quantity times price is not its amount.",
    why: "A figure without its source cannot be defended or updated. GAO asks for a documented estimate behind every cost.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires { title: "no source", plan: "
---
title: New Wi-Fi
stage: planning
budget:
  «points»: {title: Access points, category: hardware, amount: 700}
---
" },
Example::Fires { title: "the sum is wrong", plan: "
---
title: New Wi-Fi
stage: planning
budget:
  labour: {title: Labour, category: labour, qty: 4, price: 100, amount: «450», basis: estimate}
---
" },
Example::Fires { title: "the quote ran out", plan: "
---
title: New Wi-Fi
stage: planning
budget:
  points: {title: Access points, category: hardware, amount: 700, basis: quote, quote: {ref: Q-1, valid_until: «2026-04-01»}}
---
" },
Example::Quiet { title: "a fixed price", plan: "
---
title: New Wi-Fi
stage: planning
budget:
  points: {title: Access points, category: hardware, amount: 700, basis: fixed}
---
" },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for cost in &scene.project.budget {
        let base = &cost.base;
        if cost.total().is_none()
            && cost.recurring.is_none()
            && !["amount", "qty", "price"].iter().any(|key| base.says(key))
        {
            report
                .add(base.id.span, format!("`{}` has no amount", base.id()))
                .help("write `amount`, or `qty` and `price`")
                .about(base.id());
        }
        if !base.says("basis") && !cost.is_contingency() {
            report
                .add(base.id.span, format!("`{}` does not say where its figure comes from", base.id()))
                .help("write `basis: quote`, `estimate` or `fixed`")
                .about(base.id());
        }
        quote(scene, report, cost);
        arithmetic(report, cost);
    }
}

fn quote(scene: &Scene, report: &mut Report, cost: &Cost) {
    let until = cost.quote.as_ref().and_then(|quote| quote.valid_until.as_ref());
    let is_ordered = cost.order.as_ref().is_some_and(|order| order.date.is_some()) || !cost.spent.items.is_empty();
    if let Some(until) = until
        && until.value < scene.today
        && !is_ordered
    {
        report
            .add(until.span, format!("the quote for `{}` ran out on {}", cost.id(), until.value))
            .help("ask for a new one, or order")
            .about(cost.id());
    }
}

fn arithmetic(report: &mut Report, cost: &Cost) {
    let (Some(amount), Some(qty), Some(price)) = (&cost.amount, &cost.qty, &cost.price) else { return };
    let product = price.value * qty.value;
    if product != amount.value {
        report
            .add(amount.span, format!("{} times {} is {product}, not {}", qty.value, price.value, amount.value))
            .related(qty.span, "the quantity")
            .help(format!("write `{product}`, or leave `amount` out"))
            .level(Severity::Error)
            .about(cost.id())
            .fix(format!("write `{product}`"), vec![Edit { span: amount.span, text: product.to_string() }]);
    }
}
