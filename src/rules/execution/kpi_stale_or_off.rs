//! `kpi-stale-or-off`: a figure that nobody reads, or that is far off.

use crate::document::keys::Stage;
use crate::document::keys::words::{KpiKind, KpiSource};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "kpi-stale-or-off",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A KPI read by hand has no reading within its cadence, or is more than 10 % off its target and no issue says so.",
    why: "A figure that was agreed and is not read is a promise that was dropped.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires { title: "last month", plan: "
---
title: New Wi-Fi
stage: execution
kpis:
  calls: {title: Dropped calls, kind: progress, unit: calls, target: 0, better: lower, every: 1w, «readings»: [{date: 2026-03-20, value: 7}]}
---
" },
Example::Quiet { title: "this week", plan: "
---
title: New Wi-Fi
stage: execution
kpis:
  calls: {title: Dropped calls, kind: progress, unit: calls, target: 0, better: lower, every: 1w, readings: [{date: 2026-04-20, value: 7}]}
---
" },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    if scene.is_on_hold() || scene.stage != Stage::Execution {
        return;
    }
    for kpi in &scene.project.kpis {
        let is_manual = kpi.source.as_ref().is_none_or(|source| source.value == KpiSource::Manual);
        let Some(every) = kpi.every.as_ref().filter(|_| is_manual) else { continue };
        let last = kpi.readings.items.iter().filter_map(|reading| reading.date.as_ref().map(|date| date.value)).max();
        let is_outcome = kpi.kind.as_ref().is_some_and(|kind| kind.value == KpiKind::Outcome);
        // An outcome is measured when it is there; before the first reading nobody can say that it is late.
        let is_stale =
            last.is_some_and(|last| every.value.after(last) < scene.today) || (last.is_none() && !is_outcome);
        if is_stale && !kpi.base.record.spoiled.contains(&"readings") {
            let since = last.map_or("never".to_owned(), |last| format!("last on {last}"));
            report
                .add(
                    kpi.base.place("readings"),
                    format!("`{}` was read {since}, and every {} was agreed", kpi.id(), every.value),
                )
                .help("read it: `readings: [{date: …, value: …}]`")
                .about(kpi.id());
        }
    }
}
