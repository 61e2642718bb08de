//! `no-contingency`: nothing is set aside for what nobody foresees.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::kinds::Cost;
use crate::money;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Money;

pub(crate) static RULE: Rule = Rule {
    name: "no-contingency",
    group: Group::Budget,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The budget has no line of the category contingency, or it is less than the open risks may cost.",
    why: "Something always happens. Money that is set aside is spent by decision; money that is not set aside is found by argument (GAO cost guide).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing set aside",
            plan: "
---
title: New Wi-Fi
stage: planning
«budget»:
  points: {title: Access points, category: hardware, amount: 700, basis: quote}
---
",
        },
        Example::Fires {
            title: "less than the risks may cost",
            plan: "
---
title: New Wi-Fi
stage: planning
budget:
  points: {title: Access points, category: hardware, amount: 700, basis: quote}
  «reserve»: {title: Contingency, category: contingency, amount: 100, basis: estimate}
risks:
  late: {title: Points come late, probability: 3, impact: 4, money: 1000}
---
",
        },
        Example::Quiet {
            title: "enough is set aside",
            plan: "
---
title: New Wi-Fi
stage: planning
budget:
  points: {title: Access points, category: hardware, amount: 700, basis: quote}
  reserve: {title: Contingency, category: contingency, amount: 100, basis: estimate}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let facts = &project.registers[&Register::Budget];
    if project.budget.is_empty() || facts.is_uncertain {
        return;
    }
    let lines: Vec<&Cost> = project.budget.iter().filter(|cost| cost.is_contingency()).collect();
    let Some(first) = lines.first() else {
        let place = facts.place.unwrap_or(project.charter.stage_place);
        report
            .add(place, "no line of the budget is contingency")
            .help("set 5 to 15 % aside: `reserve: {title: Contingency, category: contingency, amount: …}`");
        return;
    };
    let reserve: Money = lines.iter().filter_map(|cost| cost.total()).sum();
    let exposure = money::exposure(project);
    if exposure > reserve {
        report
            .add(
                first.base.id.span,
                format!("the open risks may cost {}, contingency is {}", exposure.grouped(), reserve.grouped()),
            )
            .help("set more aside, or do more against the risks")
            .level(Severity::Info);
    }
}
