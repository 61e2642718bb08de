//! `placeholder`: a text that is still to be written.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "placeholder",
    group: Group::Document,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A text is a place that nobody has filled in yet: TBD, TODO, `<name>`, lorem ipsum, `a | b | c`.",
    why: "It looks done and is not; at a gate it would be signed.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "what a template left",
            plan: "
---
title: Two rooms
client: {name: «<client name>»}
scope:
  why: «TBD»
---
",
        },
        Example::Fires {
            title: "in a title",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: «'TODO: find a name'»}
---
",
        },
        Example::Quiet {
            title: "words that only look like it",
            plan: "
---
title: Two rooms
scope:
  why: The to-do list of the caretaker has grown
  out: [HTML <b> tags, A todo app]
---
",
        },
    ],
};

/// Texts that stand for another one, whole and in lower case.
const WHOLE: &[&str] = &[
    "tbd",
    "tba",
    "tbc",
    "todo",
    "n/a",
    "na",
    "?",
    "??",
    "???",
    "...",
    "\u{2026}",
    "xxx",
    "xx",
    "fixme",
    "placeholder",
    "offen",
];
/// How such texts begin.
const BEGINNINGS: &[&str] = &["tbd ", "tbd:", "tbd,", "todo:", "todo ", "fixme:", "lorem ipsum"];

fn check(scene: &Scene, report: &mut Report) {
    for said in scene.said() {
        if matches!(said.key, "id" | "waive" | "tags" | "body" | "none") {
            continue;
        }
        if is_placeholder(said.text().trim()) {
            let finding = report.add(said.span, format!("`{}` is still to be filled in", said.text().trim()));
            finding.help("write what is known, or take the line out until it is");
            if let Some(item) = said.item {
                finding.about(item.id());
            }
        }
    }
}

fn is_placeholder(text: &str) -> bool {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    let in_brackets = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let is_bracketed = in_brackets.is_some_and(|inner| !inner.is_empty() && !inner.contains(['<', '>', '/', '=']));
    let is_choice = text.contains(" | ") && text.split(" | ").all(|choice| !choice.is_empty() && !choice.contains(' '));
    WHOLE.iter().any(|whole| text.eq_ignore_ascii_case(whole))
        || BEGINNINGS.iter().any(|start| begins(start))
        || is_bracketed
        || is_choice
}
