//! `kpi-missing-or-weak`: nobody measures how it goes, or what it brought.

use crate::document::keys::words::KpiKind;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "kpi-missing-or-weak",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "There is no KPI, none for progress or none for the outcome, or one without unit, target, direction or cadence.",
    why: "What is not measured is argued about. One figure for the way and one for the result, each with a target, are enough.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no figures at all",
            plan: "
---
title: New Wi-Fi
stage: «planning»
---
",
        },
        Example::Fires {
            title: "a figure without a target",
            plan: r#"
---
title: New Wi-Fi
stage: planning
kpis:
  done: {title: Percent complete, kind: progress, unit: "%", target: 100, better: higher, every: 1w}
  «users»: {title: Users on the new network, kind: outcome, unit: users, better: higher, every: 1w}
---
"#,
        },
        Example::Quiet {
            title: "one for the way, one for the result",
            plan: r#"
---
title: New Wi-Fi
stage: planning
kpis:
  done: {title: Percent complete, kind: progress, unit: "%", target: 100, better: higher, every: 1w}
  users: {title: Users on the new network, kind: outcome, unit: users, target: 40, better: higher, every: 1w}
---
"#,
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let facts = &project.registers[&Register::Kpis];
    if project.is_silent(Register::Kpis) {
        report
            .absent(project.charter.stage_place, "nobody measures anything: the plan has no KPIs")
            .help("write one for progress (`source: percent-complete`) and one for the outcome");
        return;
    }
    if project.kpis.is_empty() || facts.is_uncertain {
        return;
    }
    let place = facts.place.unwrap_or(project.charter.stage_place);
    for kind in [KpiKind::Progress, KpiKind::Outcome] {
        if !project.kpis.iter().any(|kpi| kpi.kind.as_ref().is_none_or(|told| told.value == kind)) {
            report
                .absent(place, format!("no KPI is of the kind `{}`", kind.name()))
                .help("one figure says how the work goes, another what it brought")
                .level(Severity::Warning);
        }
    }
    for kpi in &project.kpis {
        let missing: Vec<&str> =
            ["unit", "target", "better", "every"].into_iter().filter(|key| !kpi.base.says(key)).collect();
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|key| format!("`{key}`")).collect();
            report
                .absent(kpi.base.id.span, format!("`{}` does not say its {}", kpi.id(), names.join(", ")))
                .help("a figure needs a unit, a target, a direction (`better: higher`) and a cadence (`every: 1w`)")
                .level(Severity::Warning)
                .about(kpi.id());
        }
    }
}
