//! The rule book as Markdown, and the words that all pages of reference share.

use super::rulebook::fix_words;
use crate::document::keys::{Register, Type};
use crate::rule::{Example, Group, Rule};
use crate::rules::RULES;

/// The whole rule book: every rule with its reason, its thresholds and its examples.
#[must_use]
pub fn reference_markdown() -> String {
    let mut out = String::from(
        "# The rules of planmark\n\nThis page is generated from the rules themselves. `planmark explain RULE` prints \
         a rule offline; `planmark.toml` gives rules and groups another level.\n",
    );
    for (group, rules) in groups() {
        out.push_str(&format!("\n## {}\n", capital(group.name())));
        for rule in rules {
            chapter(&mut out, rule);
        }
    }
    out
}

/// A table of all rules by group: what each finds, how bad it is, from which stage.
#[must_use]
pub fn rules_table_markdown() -> String {
    let mut out = String::new();
    for (group, rules) in groups() {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("**{}**\n\n| rule | finds | severity | from |\n", capital(group.name())));
        out.push_str("| --- | --- | --- | --- |\n");
        for rule in rules {
            let from = rule.from.map_or("always", |stage| stage.name());
            let severity = rule.severity.word();
            out.push_str(&format!("| `{}` | {} | {severity} | {from} |\n", rule.name, cell(rule.summary)));
        }
    }
    out
}

fn groups() -> Vec<(Group, Vec<&'static Rule>)> {
    let of = |group: Group| RULES.iter().copied().filter(|rule| rule.group == group).collect::<Vec<_>>();
    Group::ALL.into_iter().map(|group| (group, of(group))).filter(|(_, rules)| !rules.is_empty()).collect()
}

fn chapter(out: &mut String, rule: &Rule) {
    let from = rule.from.map_or("always".to_owned(), |stage| format!("from {stage}"));
    out.push_str(&format!("\n### {}\n\n{}\n\n{}\n\n", rule.name, text(rule.summary), text(rule.why)));
    let facts = [rule.severity.word(), from.as_str(), fix_words(rule.fixes)].join("; ");
    out.push_str(&format!("*{}; since {}.*\n", capital(&facts), rule.since));
    if !rule.thresholds.is_empty() {
        out.push_str("\n| threshold | default | dcma | decides |\n| --- | --- | --- | --- |\n");
        for known in rule.thresholds {
            let about = cell(known.about);
            out.push_str(&format!("| `{}` | {} | {} | {about} |\n", known.name, known.default, known.dcma));
        }
    }
    for example in rule.examples {
        let (word, title, plan) = match example {
            Example::Fires { title, plan } => ("Wrong", title, plan),
            Example::Quiet { title, plan } => ("Right", title, plan),
        };
        let lines: Vec<String> = example_lines(plan).into_iter().map(|line| line.text).collect();
        let shown = lines.join("\n");
        let longest = shown.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat(longest.max(2) + 1);
        out.push_str(&format!("\n{word}: {}\n\n{fence}text\n{shown}\n{fence}\n", text(title)));
    }
}

/// Words of a rule outside of a table: a tag in them would not be seen.
fn text(words: &str) -> String {
    words.replace('<', "&lt;")
}

fn cell(words: &str) -> String {
    text(words).replace('|', "\\|")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A line of an example as it is shown.
pub(super) struct ExampleLine {
    /// The line, or the marks below it.
    pub(super) text: String,
    /// Whether it only points at the line above.
    pub(super) is_mark: bool,
    /// Whether it names a file or the day.
    pub(super) is_head: bool,
}

/// An example with `^^^^` below every marked place, and lines that name the files and the day.
pub(super) fn example_lines(plan: &str) -> Vec<ExampleLine> {
    let mut lines = Vec::new();
    let mut depth = 0;
    for written in plan.trim_matches('\n').lines() {
        let head = written
            .strip_prefix("//- ")
            .map(|path| format!("# {path}"))
            .or_else(|| written.strip_prefix("//= today ").map(|day| format!("# on {day}")));
        if let Some(text) = head {
            lines.push(ExampleLine { text, is_mark: false, is_head: true });
            continue;
        }
        let (text, marks) = unmarked(written, &mut depth);
        lines.push(ExampleLine { text, is_mark: false, is_head: false });
        if let Some(text) = marks {
            lines.push(ExampleLine { text, is_mark: true, is_head: false });
        }
    }
    lines
}

/// A line without its marks, and the line that points at what was marked. `depth` goes on from the line before.
fn unmarked(line: &str, depth: &mut usize) -> (String, Option<String>) {
    let (mut text, mut marks) = (String::new(), String::new());
    for letter in line.chars() {
        match letter {
            '«' => *depth += 1,
            '»' => {
                *depth = depth.saturating_sub(1);
                // A place between two characters is shown at the one after it.
                if marks.len() <= text.chars().count() && !marks.ends_with('^') {
                    marks.push('^');
                }
            }
            _ => {
                if marks.chars().count() <= text.chars().count() {
                    marks.push(if *depth > 0 && (letter != ' ' || !text.trim().is_empty()) { '^' } else { ' ' });
                }
                text.push(letter);
            }
        }
    }
    let marks = marks.trim_end().to_owned();
    (text, (!marks.is_empty()).then_some(marks))
}

/// What a value may be, in words.
pub(super) fn type_words(kind: &Type) -> String {
    match kind {
        Type::Text => "text".to_owned(),
        Type::Prose => "Markdown".to_owned(),
        Type::Slug => "an id of a-z, 0-9 and hyphens".to_owned(),
        Type::Bool => "true or false".to_owned(),
        Type::Integer(from, to) => format!("a whole number, {from} to {to}"),
        Type::Number => "a number".to_owned(),
        Type::Percent => "a percentage".to_owned(),
        Type::Money => "an amount in the project's currency".to_owned(),
        Type::Units => "how many people, such as 1 or 0.5".to_owned(),
        Type::Date => "a date".to_owned(),
        Type::DateTime => "a date with a time".to_owned(),
        Type::Duration => "a duration, such as 3d, 4h or 2w".to_owned(),
        Type::Estimate => "a duration, or [best, likely, worst]".to_owned(),
        Type::Every => "an interval, such as 1w".to_owned(),
        Type::Weekdays => "days of the week, such as mon-fri".to_owned(),
        Type::Hours => "hours of the day, such as 09:00-17:00".to_owned(),
        Type::Choice(words) => format!("one of {}", words.join(", ")),
        Type::Reference(registers) => format!("the id of an item in {}", names(registers)),
        Type::AnyReference => "the id of any item".to_owned(),
        Type::TextOrReference => "text, or the id of any item".to_owned(),
        Type::Wait(registers) => format!("an id in {}, perhaps with a link such as FF+2d", names(registers)),
        Type::DateOr(registers) => format!("a date, or the id of an item in {}", names(registers)),
        Type::Address => "an id, or the address of a field such as scope.in".to_owned(),
        Type::Path => "a file beside this one, or a web address".to_owned(),
        Type::List(inner) => format!("several: {}", type_words(inner)),
        Type::Record(_) => "keys with values".to_owned(),
        Type::TextOr(_) => "text, or keys with values".to_owned(),
        Type::Lines(_) => "lines: a list, or ids with texts".to_owned(),
        Type::Assignees(_) => "people by id, or ids with the units of each".to_owned(),
        Type::ById(inner) => format!("ids with {} each", type_words(inner)),
        Type::Waivers => "rule names with reasons".to_owned(),
        Type::Delta => "fields of items as they would be written".to_owned(),
    }
}

fn names(registers: &[Register]) -> String {
    registers.iter().map(|register| register.name()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(plan: &str) -> String {
        example_lines(plan).into_iter().map(|line| line.text + "\n").collect()
    }

    #[test]
    fn marks_point_at_what_they_marked() {
        assert_eq!(
            shown("\n//= today 2026-04-24\n//- a.md\nafter: «plastr», «b»\nx\n"),
            "# on 2026-04-24\n# a.md\nafter: plastr, b\n       ^^^^^^  ^\nx\n"
        );
        assert_eq!(shown("a «»b"), "a b\n  ^\n");
        assert_eq!(shown("«»"), "\n^\n");
        assert_eq!(shown("x: «{a:\n    b}» c"), "x: {a:\n   ^^^\n    b} c\n    ^^\n");
    }

    #[test]
    fn the_rule_book_has_every_rule() {
        let (book, table) = (reference_markdown(), rules_table_markdown());
        for rule in RULES.iter() {
            assert!(book.contains(&format!("\n### {}\n", rule.name)), "{}", rule.name);
            assert!(table.contains(&format!("\n| `{}` | ", rule.name)), "{}", rule.name);
        }
        assert!(!book.contains(['«', '»']));
    }
}
