//! Every rule keeps its promise: its examples fire exactly where they are marked, and stay quiet where they should.

use planmark::analysis::{analyze, news};
use planmark::config::Config;
use planmark::rule::{Example, Rule};
use planmark::rules::RULES;
use planmark::text::{Content, ReadProblem, SourceFile, SourceSet};
use planmark::value::Date;

/// A plan in the notation of examples: files, marks and the day.
pub(crate) struct Marked {
    pub(crate) sources: SourceSet,
    /// An older state of the plan; the same, if no file is given as it was before.
    pub(crate) base: SourceSet,
    pub(crate) today: Date,
    /// `path:start-end` of every mark.
    pub(crate) marks: Vec<String>,
}

/// Reads `//- path` (a file starts), `//= today 2026-04-24`, and `«…»` (a place).
pub(crate) fn marked(plan: &str) -> Marked {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut today = "2026-04-24".to_owned();
    for line in plan.strip_prefix('\n').unwrap_or(plan).split_inclusive('\n') {
        if let Some(path) = line.strip_prefix("//- ") {
            files.push((path.trim().to_owned(), String::new()));
        } else if let Some(day) = line.strip_prefix("//= today ") {
            today = day.trim().to_owned();
        } else {
            if files.is_empty() {
                files.push(("project.md".to_owned(), String::new()));
            }
            files.last_mut().expect("a file was pushed").1.push_str(line);
        }
    }
    let mut marks = Vec::new();
    let (mut sources, mut before) = (Vec::new(), Vec::new());
    for (path, text) in files {
        let mut plain = String::new();
        let mut starts = Vec::new();
        for letter in text.chars() {
            match letter {
                '«' => starts.push(plain.len()),
                '»' => {
                    let start = starts.pop().expect("a mark is opened before it is closed");
                    let path = path.trim_end_matches(" (a link)");
                    marks.push(format!("{path}:{start}-{}", plain.len()));
                }
                _ => plain.push(letter),
            }
        }
        let (path, is_link) = match path.strip_suffix(" (a link)") {
            Some(path) => (path.to_owned(), true),
            None => (path, false),
        };
        let content = if is_link {
            Content::Unreadable(ReadProblem::Link)
        } else if path.ends_with(".jpg") {
            Content::Bytes(from_hex(&plain).into())
        } else {
            Content::Text(plain.into())
        };
        match path.strip_suffix(" (before)") {
            Some(path) => before.push(SourceFile { path: path.to_owned(), content }),
            None => sources.push(SourceFile { path, content }),
        }
    }
    let is_same = |file: &&SourceFile| !before.iter().any(|old: &SourceFile| old.path == file.path);
    let same: Vec<SourceFile> = sources.iter().filter(is_same).cloned().collect();
    before.extend(same);
    marks.sort();
    Marked {
        sources: SourceSet::new(sources),
        base: SourceSet::new(before),
        today: Date::parse(&today).expect("a date"),
        marks,
    }
}

/// The bytes of a picture, which examples write as hexadecimal digits.
fn from_hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).expect("digits"), 16).expect("two digits");
    digits.chunks(2).map(byte).collect()
}

fn check(rule: &'static Rule, title: &str, plan: &str, fires: bool) {
    let Marked { sources, base, today, marks } = marked(plan);
    assert_eq!(!marks.is_empty(), fires, "{}: `{title}` has marks exactly if it fires", rule.name);
    let config = Config::read(&sources).expect("settings of examples are right");
    let mut analysis = analyze(&sources, &config, today);
    if plan.contains(" (before)\n") {
        let base_config = Config::read(&base).expect("settings of examples are right");
        let before = analyze(&base, &base_config, today);
        let old = before.state(&base, Some(&base_config));
        analysis.findings = news(old, analysis.state(&sources, Some(&config)), &base_config);
    }
    let mut found: Vec<String> = analysis
        .findings
        .iter()
        .filter(|finding| finding.rule == rule.name)
        .map(|finding| {
            let span = finding.span;
            format!("{}:{}-{}", sources.file(span.file).path, span.start, span.end)
        })
        .collect();
    found.sort();
    let all: Vec<String> = analysis
        .findings
        .iter()
        .map(|finding| format!("{} {:?} {}", finding.rule, sources.text(finding.span), finding.message))
        .collect();
    assert_eq!(found, marks, "{}: `{title}`\nall findings:\n{}", rule.name, all.join("\n"));
    assert_eq!(analysis.failures, Vec::<String>::new(), "{}: `{title}`", rule.name);
}

#[test]
fn every_example_fires_or_stays_quiet() {
    let mut failures = Vec::new();
    for rule in RULES.iter() {
        for example in rule.examples {
            let (title, plan, fires) = match example {
                Example::Fires { title, plan } => (title, plan, true),
                Example::Quiet { title, plan } => (title, plan, false),
            };
            let outcome = std::panic::catch_unwind(|| check(rule, title, plan, fires));
            if let Err(panic) = outcome {
                let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                failures.push(text);
            }
        }
    }
    assert!(failures.is_empty(), "{} examples fail:\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn every_rule_has_examples_of_both_kinds_and_whole_sentences() {
    for rule in RULES.iter() {
        let fires = rule.examples.iter().any(|example| matches!(example, Example::Fires { .. }));
        let quiet = rule.examples.iter().any(|example| matches!(example, Example::Quiet { .. }));
        assert!(fires && quiet, "{}: give an example that fires and one that stays quiet", rule.name);
        for text in [rule.summary, rule.why] {
            assert!(text.ends_with('.') && !text.contains("  "), "{}: `{text}` is a whole sentence", rule.name);
        }
        for threshold in rule.thresholds {
            for value in [threshold.default, threshold.dcma] {
                assert!(value.parse::<planmark::value::Decimal>().is_ok(), "{}: `{value}` is a number", rule.name);
            }
        }
    }
}

#[test]
fn every_rule_file_is_on_the_shelf() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files: Vec<String> = Vec::new();
    for group in std::fs::read_dir(root).expect("src/rules is there") {
        let group = group.expect("an entry").path();
        if !group.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&group).expect("a group") {
            let file = file.expect("an entry").path();
            let stem = file.file_stem().expect("a name").to_string_lossy().into_owned();
            if stem != "mod" {
                let group = group.file_name().expect("a name").to_string_lossy().into_owned();
                files.push(format!("{group}/{}", stem.replace('_', "-")));
            }
        }
    }
    files.sort();
    let mut shelf: Vec<String> = RULES.iter().map(|rule| format!("{}/{}", rule.group.name(), rule.name)).collect();
    shelf.sort();
    assert_eq!(files, shelf, "add the missing `mod` and `&…::RULE` lines");
}
