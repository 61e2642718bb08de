//! `no-lessons`: nothing was learnt, as far as anybody can read.

use crate::document::keys::words::{KpiKind, KpiSource};
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-lessons",
    group: Group::Closing,
    severity: Severity::Warning,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "The plan has no lessons, an outcome KPI has no reading, or the budget was not reconciled.",
    why: "The next project of this type starts from what this one writes down (PM² project-end report).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no lessons",
            plan: "
---
title: New Wi-Fi
stage: «closing»
---
",
        },
        Example::Quiet {
            title: "a lesson",
            plan: "
---
title: New Wi-Fi
stage: closing
lessons:
  order-early: {title: Order before the kick-off, kind: change}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.is_silent(Register::Lessons) {
        report
            .absent(project.charter.stage_place, "no lesson was written down")
            .help("ask everybody for one thing to keep and one to change: `planmark add lesson`");
    }
    for kpi in &project.kpis {
        let is_outcome = kpi.kind.as_ref().is_some_and(|kind| kind.value == KpiKind::Outcome);
        let is_manual = kpi.source.as_ref().is_none_or(|source| source.value == KpiSource::Manual);
        if is_outcome && is_manual && kpi.readings.items.is_empty() && !kpi.base.says("readings") {
            report
                .absent(kpi.base.id.span, format!("the outcome `{}` was never measured", kpi.id()))
                .help("read it once at the end: `readings: [{date: …, value: …}]`")
                .about(kpi.id());
        }
    }
    for cost in project.budget.iter().filter(|cost| !cost.is_contingency() && cost.recurring.is_none()) {
        if cost.spent.items.is_empty() && !cost.base.says("spent") {
            report
                .absent(cost.base.id.span, format!("nobody wrote down what `{}` cost in the end", cost.id()))
                .help("write what was charged, 0 where nothing was: `spent: [{date: …, amount: …}]`")
                .about(cost.id());
        }
    }
}
