//! `objective-not-measurable`: an objective that nobody can tell whether it was reached.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "objective-not-measurable",
    group: Group::Identification,
    severity: Severity::Warning,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "An objective has no number, no date and no KPI.",
    why: "An objective that cannot be measured is a wish. A number, a date or a KPI makes it one that can be reached (SMART; PM² asks for measurable benefits).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a wish",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  objectives: [«Better Wi-Fi»]
---
",
        },
        Example::Quiet {
            title: "a figure",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  objectives: [-65 dBm or better in 14 rooms]
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for objective in &scene.project.scope.objectives.items {
        let Some(text) = &objective.text else { continue };
        let has_figure = text.value.chars().any(|letter| letter.is_ascii_digit());
        if !has_figure && !has_number_word(&text.value) && objective.kpi.is_none() {
            report
                .add(text.span, "nobody can measure this objective")
                .help("add a number or a date, or name the KPI: `{text: …, kpi: …}`");
        }
    }
}

/// Numbers that people write as words.
fn has_number_word(text: &str) -> bool {
    const WORDS: [&str; 18] = [
        "all", "both", "every", "no", "none", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten", "half", "twice",
    ];
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| WORDS.contains(&word.to_lowercase().as_str()))
}
