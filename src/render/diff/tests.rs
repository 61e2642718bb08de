//! Comparisons as hostile as two plans can make them, in every output.

use super::*;
use crate::analysis::{Reading, read};
use crate::config::Config;
use crate::diff::{Revision, review};
use crate::render::tests::NASTY;
use crate::render::{Look, sink};
use crate::value::Date;

const HEAD: &str = "title: Plan\nstage: execution\nsignoffs: [{gate: planning, by: ana, date: 2026-04-01}]\n\
                    stakeholders: {ana: {name: Ana, side: client, roles: [sponsor]}}\n";

/// A revision with all that it owns.
struct Plan {
    sources: SourceSet,
    config: Config,
    reading: Reading,
}

impl Plan {
    fn of(deliverables: &str) -> Self {
        let text = format!("---\n{HEAD}deliverables:\n{deliverables}---\n");
        let sources = SourceSet::of_texts(&[("project.md", &text)]);
        Self { reading: read(&sources, &[]), config: Config::default(), sources }
    }

    fn revision(&self) -> Revision<'_> {
        Revision { sources: &self.sources, config: Some(&self.config), portfolio: &self.reading.portfolio }
    }
}

/// All outputs over the difference of two plans, by name.
fn outputs(before: &Plan, after: &Plan) -> Vec<(&'static str, String)> {
    let today = Date::parse("2026-04-24").expect("a date");
    let review = review(before.revision(), after.revision(), today, &Default::default());
    let side = |plan: &'static str, sources| Side { sources, prefix: "", name: plan };
    let compared = Compared {
        review: &review,
        base: side("`a` @dana <b>", &before.sources),
        head: side("b|c", &after.sources),
        failures: &[],
    };
    let look = Look { colour: false, unicode: true, width: 80 };
    vec![
        ("text", review_text(&compared, &look)),
        ("markdown", review_markdown(&compared)),
        ("json", review_json(&compared)),
        ("github", review_github(&compared)),
        ("gitlab", review_gitlab(&compared)),
        ("junit", review_junit(&compared)),
    ]
}

/// The text in double quotes, as YAML reads it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string is always valid JSON")
}

fn hostile(suffix: &str) -> Plan {
    let item = |(index, text): (usize, &&str)| {
        let text = quoted(&format!("{text}{suffix}"));
        format!("  item-{index}: {{title: {text}, acceptance: [{text}], kind: service}}\n")
    };
    Plan::of(&NASTY.iter().enumerate().map(item).collect::<String>())
}

#[test]
fn nothing_hostile_reaches_a_terminal_a_log_or_a_comment() {
    for (name, text) in outputs(&hostile(""), &hostile(" changed")) {
        assert!(!text.is_empty(), "{name}");
        for line in text.split('\n') {
            let found = line.chars().find(|letter| sink::is_unsafe(*letter));
            assert_eq!(found, None, "{name}: {line:?}");
            assert!(!line.trim_start().starts_with("::") || name == "github", "{name}: {line:?}");
            assert!(!line.char_indices().any(|(index, _)| sink::is_command(line, index)), "{name}: {line:?}");
        }
    }
}

/// A line of Markdown without its code spans.
fn without_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        out.push_str(&rest[..start]);
        let fence = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        let inner = &rest[start + fence..];
        let ends = |at: &usize| {
            let run = inner[*at..].len() - inner[*at..].trim_start_matches('`').len();
            run == fence && !inner[..*at].ends_with('`')
        };
        let end = inner.match_indices('`').map(|(at, _)| at).find(ends).expect("every code span ends");
        rest = &inner[end + fence..];
    }
    out.push_str(rest);
    out
}

#[test]
fn text_of_the_plan_never_comes_to_life_in_a_comment() {
    let all = outputs(&hostile(""), &hostile(" changed"));
    let (_, text) = all.iter().find(|(name, _)| *name == "markdown").expect("it is there");
    for line in text.lines().skip(1) {
        let plain = without_code(line);
        for ours in ["<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>"] {
            assert!(!plain.replace(ours, "").contains(ours), "{line}");
        }
        let known = ["<details>", "</details>", "<summary>", "</summary>", "<sub>", "</sub>"];
        let bare = known.iter().fold(plain, |text, tag| text.replace(tag, ""));
        for bad in ["<", "@", "![", "](", "https://"] {
            assert!(!bare.contains(bad), "{bad}: {line}");
        }
        if line.starts_with("| ~") || line.starts_with("| `") {
            assert_eq!(line.replace("\\|", "").matches('|').count(), 5, "{line}");
        }
    }
}

#[test]
fn a_long_comment_is_cut_at_a_row_and_says_so() {
    let many = |amount: u32| {
        let item = |index: u32| {
            format!(
                "  item-{index}: {{title: Deliverable number {index}, kind: service, acceptance: [{amount} of 10]}}\n"
            )
        };
        Plan::of(&(0..2000).map(item).collect::<String>())
    };
    let all = outputs(&many(9), &many(8));
    let (_, text) = all.iter().find(|(name, _)| *name == "markdown").expect("it is there");
    assert!(text.len() < 60_000, "{}", text.len());
    assert!(text.contains("2000 uncovered") && text.contains("more rows, not shown here"), "{text}");
    let cut = text.lines().rfind(|line| line.starts_with("| ")).expect("a row");
    assert!(cut.ends_with(" |"), "{cut}");
    assert_eq!(text.matches("<details>").count(), text.matches("</details>").count());
}

#[test]
fn no_change_in_meaning_is_one_line() {
    let (before, after) = (Plan::of("  a: {title: A, kind: service}\n"), Plan::of("  a: {kind: service, title: A}\n"));
    for (name, text) in outputs(&before, &after) {
        match name {
            "text" => assert_eq!(text, "Plan\nno change in meaning (1 file differs)\n"),
            "markdown" => {
                assert!(text.contains("**planmark**: no change in meaning") && text.lines().count() < 7, "{text}")
            }
            "github" => assert_eq!(text, ""),
            _ => {}
        }
    }
}

#[test]
fn the_report_keeps_its_schema() {
    let schema: serde_json::Value = serde_json::from_str(&crate::render::schema::diff()).expect("JSON");
    let same = Plan::of("  a: {title: A}\n");
    for (before, after) in [(hostile(""), hostile(" changed")), (hostile(""), same)] {
        let all = outputs(&before, &after);
        let (_, text) = all.iter().find(|(name, _)| *name == "json").expect("it is there");
        let report: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let problems = crate::render::schema::tests::problems(&schema, &schema, &report, "");
        assert_eq!(problems, Vec::<String>::new());
    }
}
