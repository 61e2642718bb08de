//! The rule book and the fields of each kind, for a terminal.

use serde_json::{Value, json};

use super::Look;
use super::json::write;
use super::paint::{Tone, tone, wrap};
use super::reference::{example_lines, type_words};
use crate::document::keys::{Audience, Key, Kind, Register, Type};
use crate::rule::{Example, Fixes, Group, Rule};
use crate::rules::RULES;

/// All rules by group: name, severity, the stage from which it counts, what it finds.
#[must_use]
pub fn rule_list(look: &Look) -> String {
    let width = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut out = String::new();
    for group in Group::ALL {
        let rules: Vec<&Rule> = RULES.iter().copied().filter(|rule| rule.group == group).collect();
        if rules.is_empty() {
            continue;
        }
        out.push_str(&format!("{}\n", look.paint(Tone::Bold, group.name())));
        for rule in rules {
            list_entry(&mut out, rule, width, look);
        }
        out.push('\n');
    }
    out.push_str(&format!("{} rules; `planmark explain RULE` says more.\n", RULES.len()));
    out
}

fn list_entry(out: &mut String, rule: &Rule, width: usize, look: &Look) {
    let from = rule.from.map_or("always", |stage| stage.name());
    let indent = 2 + width + 2 + 9 + 16;
    let is_wide = look.columns() >= indent + 30;
    let summary = wrap(rule.summary, if is_wide { look.columns() - indent } else { look.columns() - 4 });
    let severity = look.paint(tone(rule.severity), &format!("{:<9}", rule.severity.word()));
    out.push_str(&format!("  {:<width$}{severity}", rule.name, width = width + 2));
    out.push_str(&look.paint(Tone::Dim, &format!("{from:<16}")));
    let (before, indent) = if is_wide { ("", indent) } else { ("\n    ", 4) };
    out.push_str(before);
    out.push_str(&summary.join(&format!("\n{}", " ".repeat(indent))));
    out.push('\n');
}

/// All rules for programs.
#[must_use]
pub fn rule_list_json() -> String {
    let rule = |rule: &&Rule| {
        let thresholds: Vec<Value> = rule
            .thresholds
            .iter()
            .map(
                |known| json!({"name": known.name, "default": known.default, "dcma": known.dcma, "about": known.about}),
            )
            .collect();
        json!({
            "name": rule.name,
            "group": rule.group.name(),
            "severity": rule.severity.word(),
            "from": rule.from.map(|stage| stage.name()),
            "since": rule.since,
            "summary": rule.summary,
            "why": rule.why,
            "fix": fixes(rule.fixes),
            "thresholds": thresholds,
        })
    };
    write(&Value::Array(RULES.iter().map(rule).collect()))
}

/// `none`, `suggested` or `safe`.
fn fixes(fixes: Fixes) -> &'static str {
    match fixes {
        Fixes::Never => "none",
        Fixes::Suggested => "suggested",
        Fixes::Safe => "safe",
    }
}

/// What `--fix` does about a rule, in words.
pub(super) fn fix_words(fixes: Fixes) -> &'static str {
    match fixes {
        Fixes::Never => "a person must decide",
        Fixes::Suggested => "a change is suggested; look at it first",
        Fixes::Safe => "--fix applies it where it has one reading",
    }
}

/// Everything about one rule: what, why, thresholds, examples, and how to set it aside.
#[must_use]
pub fn explain_rule(rule: &Rule, look: &Look) -> String {
    let mut out = format!("{}\n", look.paint(Tone::Bold, rule.name));
    paragraph(&mut out, rule.summary, look);
    out.push('\n');
    let from = rule.from.map_or("always".to_owned(), |stage| format!("from the stage of {stage}"));
    for (name, text) in [
        ("group", rule.group.name()),
        ("severity", rule.severity.word()),
        ("counts", from.as_str()),
        ("fix", fix_words(rule.fixes)),
        ("since", rule.since),
    ] {
        out.push_str(&format!("  {} {text}\n", look.paint(Tone::Dim, &format!("{name:<9}"))));
    }
    heading(&mut out, "Why", look);
    paragraph(&mut out, rule.why, look);
    if !rule.thresholds.is_empty() {
        heading(&mut out, "Thresholds", look);
        let width = rule.thresholds.iter().map(|known| known.name.len()).max().unwrap_or(0);
        for known in rule.thresholds {
            let values = format!("{:<width$}  default {}, dcma {}", known.name, known.default, known.dcma);
            out.push_str(&format!("  {values}\n"));
            for line in wrap(known.about, look.columns().saturating_sub(4)) {
                out.push_str(&format!("    {}\n", look.paint(Tone::Dim, &line)));
            }
        }
    }
    for example in rule.examples {
        let (word, tone, title, plan) = match example {
            Example::Fires { title, plan } => ("Wrong", Tone::Bad, title, plan),
            Example::Quiet { title, plan } => ("Right", Tone::Good, title, plan),
        };
        out.push_str(&format!("\n{}: {title}\n", look.paint(tone, word)));
        for line in example_lines(plan) {
            let text = if line.is_mark || line.is_head { look.paint(tone, &line.text) } else { line.text };
            out.push_str(format!("  {} {text}", look.paint(Tone::Dim, look.either("│", "|"))).trim_end());
            out.push('\n');
        }
    }
    set_aside(&mut out, rule, look);
    out
}

/// How to waive and how to level a rule.
fn set_aside(out: &mut String, rule: &Rule, look: &Look) {
    heading(out, "Where it does not count", look);
    out.push_str("  beside an item, a register or the scope, with the reason:\n");
    out.push_str(&format!("    waive: {{{}: \"why it does not count here\"}}\n", rule.name));
    out.push_str("  everywhere, in planmark.toml (error, warning, info or off; the name of the group works too):\n");
    out.push_str(&format!("    [rules]\n    {} = \"off\"\n", rule.name));
    if let Some(known) = rule.thresholds.first() {
        out.push_str(&format!("    [thresholds]\n    {} = {{ {} = {} }}\n", rule.name, known.name, known.default));
    }
}

fn heading(out: &mut String, title: &str, look: &Look) {
    out.push_str(&format!("\n{}\n", look.paint(Tone::Bold, title)));
}

fn paragraph(out: &mut String, text: &str, look: &Look) {
    for line in wrap(text, look.columns().saturating_sub(2)) {
        out.push_str(&format!("  {line}\n"));
    }
}

/// All keys of a kind: what they take, from which stage, who sees them, what for, and an example.
#[must_use]
pub fn explain_kind(kind: &Kind, look: &Look) -> String {
    let mut out = format!("{}\n", look.paint(Tone::Bold, kind.name));
    paragraph(&mut out, kind.about, look);
    out.push('\n');
    let audience = match kind.audience {
        Audience::Client => "the client sees it, unless an item says `audience: internal`",
        Audience::Internal => "the client does not see it, unless an item says `audience: client`",
    };
    for (name, text) in [("written", place_of(kind)), ("audience", audience.to_owned())] {
        out.push_str(&format!("  {} {text}\n", look.paint(Tone::Dim, &format!("{name:<9}"))));
    }
    out.push('\n');
    for key in kind.all_keys() {
        explain_key(&mut out, key, 1, look);
    }
    out
}

/// Where items of a kind stand.
fn place_of(kind: &Kind) -> String {
    let register = kind.register;
    match Register::from_name(register) {
        Some(_) => format!("under `{register}:` in project.md, in {register}.md, or a file each in {register}/"),
        None if register == "scope" => "under `scope:` in project.md, or in scope.md".to_owned(),
        None => format!("in {register}.md"),
    }
}

fn explain_key(out: &mut String, key: &Key, depth: usize, look: &Look) {
    let indent = "  ".repeat(depth);
    let mut facts = vec![type_words(&key.kind)];
    if let Some(stage) = key.required {
        facts.push(format!("needed from {stage}"));
    }
    if key.audience == Audience::Internal {
        facts.push("internal".to_owned());
    }
    let facts = look.paint(Tone::Dim, &facts.join("; "));
    out.push_str(&format!("{indent}{}  {facts}\n", look.paint(Tone::Bold, key.name)));
    for line in wrap(key.about, look.columns().saturating_sub(2 * depth + 2)) {
        out.push_str(&format!("{indent}  {line}\n"));
    }
    let example = look.paint(Tone::Path, &format!("{}: {}", key.name, key.example));
    out.push_str(&format!("{indent}  {example}\n"));
    for inner in inner_keys(&key.kind) {
        explain_key(out, inner, depth + 1, look);
    }
}

/// The keys inside of a value.
pub(super) fn inner_keys(kind: &Type) -> &'static [Key] {
    match kind {
        Type::Record(keys) | Type::TextOr(keys) | Type::Lines(keys) => keys,
        Type::List(inner) => inner_keys(inner),
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::PLAIN;

    #[test]
    fn every_rule_and_kind_can_be_explained() {
        for rule in RULES.iter() {
            let text = explain_rule(rule, &PLAIN);
            assert!(text.contains("^") && text.contains("\nRight: ") && !text.contains(['«', '»']), "{text}");
        }
        for kind in Kind::all() {
            let text = explain_kind(kind, &PLAIN);
            for key in kind.all_keys() {
                assert!(text.contains(&format!("\n  {}  ", key.name)), "{}: {}", kind.name, key.name);
            }
        }
    }

    #[test]
    fn the_list_names_every_rule_and_fits_its_width() {
        for width in [40, 80, 160] {
            let text = rule_list(&Look { width, ..PLAIN });
            assert!(RULES.iter().all(|rule| text.contains(rule.name)));
            let longest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(longest <= width.max(70), "{longest} is more than {width}");
        }
        let rules: Vec<Value> = serde_json::from_str(&rule_list_json()).expect("JSON");
        assert_eq!(rules.len(), RULES.len());
    }
}
