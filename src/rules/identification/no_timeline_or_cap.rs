//! `no-timeline-or-cap`: nobody said until when, or for how much.

use crate::document::fields::Value;
use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-timeline-or-cap",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The target dates or the budget cap are missing.",
    why: "Time and money limit everything else. Rough figures now are better than exact ones too late.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no cap",
            plan: "
«---»
title: New Wi-Fi
stage: identification
target: {start: 2026-03-02, finish: 2026-05-29}
---
",
        },
        Example::Fires {
            title: "no end",
            plan: "
---
title: New Wi-Fi
stage: identification
target: «{start: 2026-03-02}»
budget_cap: 1000
---
",
        },
        Example::Quiet {
            title: "both",
            plan: "
---
title: New Wi-Fi
stage: identification
target: {start: 2026-03-02, finish: 2026-05-29}
budget_cap: 1000
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let charter = &scene.project.charter;
    let target = charter.record.field("target");
    if !charter.says("target") {
        report
            .absent(charter.opening, "the project has no target dates")
            .help("write them, rough at first: `target: {start: 2026-03-02, finish: 2026-05-29}`");
    } else if let Some(target) = target {
        for (key, date) in [("start", &charter.start), ("finish", &charter.finish)] {
            let is_spoiled = matches!(&target.value.value, Value::Record(record) if record.spoiled.contains(&key));
            if date.is_none() && !is_spoiled {
                report.absent(target.value.span, format!("the target has no `{key}`")).help(format!("add `{key}: …`"));
            }
        }
    }
    if !charter.says("budget_cap") {
        report
            .absent(charter.opening, "the project has no budget cap")
            .help("write what it may cost at most: `budget_cap: 34000`");
    }
}
