//! `unlinked-money`: money that pays for nothing in the plan.

use crate::document::keys::words::DeliverableKind;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "unlinked-money",
    group: Group::Budget,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A cost line names neither tasks nor a deliverable, or bought goods and vendors' work have no line.",
    why: "Money that is tied to work can be planned over time and compared with what was done; money that is not can only be spent.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a line for nothing",
            plan: "
---
title: New Wi-Fi
stage: planning
budget:
  «points»: {title: Access points, category: hardware, amount: 700, basis: quote}
---
",
        },
        Example::Fires {
            title: "hardware that nobody pays for",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  «access»: {title: Access points, kind: hardware}
budget:
  labour: {title: Labour, category: labour, amount: 700, basis: quote, tasks: survey}
tasks:
  survey: {title: Survey, duration: 1d}
---
",
        },
        Example::Quiet {
            title: "tied to work",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  access: {title: Access points, kind: hardware}
tasks:
  mount: {title: Mount, duration: 1d, deliverable: access}
budget:
  points: {title: Access points, category: hardware, amount: 700, basis: quote, tasks: mount}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let mut has_line = vec![false; project.deliverables.len()];
    let mut pays = vec![false; project.tasks.len()];
    for cost in &project.budget {
        let base = &cost.base;
        for reference in &cost.tasks.items {
            if let Some(index) = reference.index_in(project.place, Register::Tasks) {
                pays[index] = true;
            }
        }
        let direct = cost.deliverable.as_ref().and_then(|one| one.index_in(project.place, Register::Deliverables));
        if let Some(index) = direct {
            has_line[index] = true;
        }
        let is_linked = base.says("tasks") || base.says("deliverable");
        if !is_linked && !cost.is_contingency() && cost.recurring.is_none() {
            report
                .add(base.id.span, format!("`{}` pays for nothing in the plan", base.id()))
                .help("name the `tasks` or the `deliverable` that it pays for")
                .about(base.id());
        }
    }
    for (task, _) in project.tasks.iter().zip(&pays).filter(|(_, pays)| **pays) {
        for reference in &task.deliverables.items {
            if let Some(index) = reference.index_in(project.place, Register::Deliverables) {
                has_line[index] = true;
            }
        }
    }
    if project.budget.is_empty() || project.registers[&Register::Budget].is_uncertain {
        return;
    }
    for (deliverable, _) in project.deliverables.iter().zip(has_line).filter(|(_, has)| !has) {
        let is_bought = |kind: &DeliverableKind| matches!(kind, DeliverableKind::Hardware | DeliverableKind::Software);
        if deliverable.kind.as_ref().is_some_and(|kind| is_bought(&kind.value)) {
            report
                .add(deliverable.base.id.span, format!("no cost line pays for `{}`", deliverable.id()))
                .help("name it in the line that buys it, or a task of it")
                .about(deliverable.id());
        }
    }
}
