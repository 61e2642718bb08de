//! `near-duplicate`: two items that may be one.

use std::collections::BTreeMap;

use crate::document::keys::Register;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "near-duplicate",
    group: Group::Document,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "Two tasks or two deliverables have nearly the same title.",
    why: "Work that is written twice is planned, paid and done twice, or left to the other one.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "the same work in other words",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls of the hall}
  painting: {title: «Paint walls of the hall.»}
---
",
        },
        Example::Quiet {
            title: "the same work at two sites",
            plan: "
---
title: Two rooms
tasks:
  paint-a: {title: Paint the walls in room A}
  paint-b: {title: Paint the walls in room B}
  look-1: {title: Look at headquarters}
  look-2: {title: Look at the branch}
---
",
        },
    ],
};

/// Words that make no difference.
const FILLERS: &[&str] =
    &["the", "a", "an", "of", "for", "and", "to", "in", "on", "at", "der", "die", "das", "und", "im"];

fn check(scene: &Scene, report: &mut Report) {
    for register in [Register::Tasks, Register::Deliverables] {
        let mut seen: BTreeMap<String, (&str, crate::text::Span)> = BTreeMap::new();
        for base in scene.project.bases(register) {
            let Some(title) = &base.title else { continue };
            let words = words(&title.value);
            if words.split(' ').count() < 2 {
                continue;
            }
            // Two sites may have the same work; their items say which one it is.
            let site = base.site.as_ref().map_or("", |site| site.value.as_str());
            match seen.get(&format!("{site}: {words}")) {
                Some((id, span)) => {
                    report
                        .add(title.span, format!("`{}` and `{id}` have nearly the same title", base.id()))
                        .related(*span, "the other one")
                        .help("take one out, or say in the titles how they differ")
                        .about(base.id())
                        .about(*id);
                }
                None => {
                    seen.insert(format!("{site}: {words}"), (base.id(), title.span));
                }
            }
        }
    }
}

/// The words of a title that tell it from others, in order, without case and punctuation.
fn words(title: &str) -> String {
    let lower = title.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !FILLERS.contains(word)).collect::<Vec<_>>().join(" ")
}
