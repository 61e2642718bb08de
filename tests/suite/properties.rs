//! Laws that hold for any text and any plan, not for chosen cases.

use planmark::analysis::analyze;
use planmark::config::Config;
use planmark::document;
use planmark::document::tree::{Node, NodeValue};
use planmark::finding::Finding;
use planmark::text::{Content, FileId, SourceFile, SourceSet, apply};
use planmark::value::Date;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use proptest::{prop_assert, prop_assert_eq};

use crate::folder::sources;

fn today() -> Date {
    Date::parse("2026-04-24").expect("a date")
}

/// Text that looks like front matter, with what readers stumble over.
fn any_document() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("---\n".to_owned()),
        Just("title: Two rooms\n".to_owned()),
        Just("tasks:\n  a: {title: A, duration: 2d, after: b}\n".to_owned()),
        Just("  b: {title: B, half a title}\n".to_owned()),
        Just("target: {start: 03/04/26, finish: 2026-6-1}\n".to_owned()),
        Just("budget_cap: €1.000,00\r\n".to_owned()),
        Just("pm: @tom\n".to_owned()),
        Just("\tstage:\u{a0}planing\n".to_owned()),
        "[a-z]{1,8}: [ -~]{0,20}\n",
        "[ -~äß日本\u{202e}\u{feff}\"'{}\\[\\]:#&*!|>%@`\n\r\t-]{0,40}",
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// All scalars of a tree in order.
fn scalars(node: &Node, out: &mut Vec<String>) {
    match &node.value {
        NodeValue::Null => out.push(String::new()),
        NodeValue::Scalar { text, .. } => out.push(text.clone()),
        NodeValue::Sequence { items, .. } => items.iter().for_each(|item| scalars(item, out)),
        NodeValue::Mapping { entries, .. } => entries.iter().for_each(|entry| {
            out.push(entry.key.value.clone());
            scalars(&entry.value, out);
        }),
    }
}

fn oracle_scalars(value: &yaml_serde::Value, out: &mut Vec<String>) {
    match value {
        yaml_serde::Value::Null => out.push(String::new()),
        yaml_serde::Value::Bool(truth) => out.push(truth.to_string()),
        yaml_serde::Value::Number(number) => out.push(number.to_string()),
        yaml_serde::Value::String(text) => out.push(text.clone()),
        yaml_serde::Value::Sequence(items) => items.iter().for_each(|item| oracle_scalars(item, out)),
        yaml_serde::Value::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            oracle_scalars(key, out);
            oracle_scalars(value, out);
        }),
        yaml_serde::Value::Tagged(tagged) => oracle_scalars(&tagged.value, out),
    }
}

fn is_same(a: &Finding, b: &Finding) -> bool {
    a.rule == b.rule && a.message == b.message
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_read_and_every_place_lies_on_characters(text in any_document()) {
        let (_, findings) = document::parse(FileId(0), &text);
        for finding in findings {
            prop_assert!(text.get(finding.span.range()).is_some(), "{finding:?}");
            for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
                prop_assert!(text.get(edit.span.range()).is_some(), "{finding:?}");
            }
        }
    }

    #[test]
    fn a_safe_fix_ends_its_finding_and_keeps_line_ends(text in any_document(), windows in any::<bool>()) {
        let text = if windows { text.replace('\r', "").replace('\n', "\r\n") } else { text.replace('\r', "") };
        let (_, before) = document::parse(FileId(0), &text);
        for finding in &before {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.is_safe) else { continue };
            let after = apply(&text, &fix.edits);
            let (_, left) = document::parse(FileId(0), &after);
            // A line that was hidden behind the mistake may hold the same one again, at another place.
            let stays = |other: &Finding| is_same(other, finding) && other.span.start == finding.span.start;
            prop_assert!(!left.iter().any(stays), "{} stays: {text:?} becomes {after:?}", finding.message);
            if windows {
                prop_assert!(!after.replace("\r\n", "").contains('\n'), "a bare line end in {after:?}");
            }
        }
    }

    #[test]
    fn simple_plans_read_as_another_reader_reads_them(
        entries in prop::collection::btree_map("[a-z]{2,8}", "[A-Za-z][A-Za-z0-9 .,()/_-]{0,20}[a-z]", 1..6),
    ) {
        let words = ["true", "false", "yes", "no", "on", "off", "null"];
        let is_plain = |text: &String| !words.contains(&text.to_lowercase().as_str());
        let lines: String =
            entries.iter().filter(|(_, text)| is_plain(text)).map(|(key, text)| format!("{key}: {text}\n")).collect();
        proptest::prop_assume!(!lines.is_empty());
        let (document, _) = document::parse_yaml(FileId(0), &lines);
        let front = document.front.expect("a file of facts alone has facts");
        let mut ours = Vec::new();
        for entry in &front.entries {
            ours.push(entry.key.value.clone());
            scalars(&entry.value, &mut ours);
        }
        let mut theirs = Vec::new();
        if let Ok(value) = yaml_serde::from_str::<yaml_serde::Value>(&lines) {
            oracle_scalars(&value, &mut theirs);
            prop_assert_eq!(ours, theirs);
        }
    }
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(12))]

    #[test]
    fn the_order_of_files_never_matters(seed in any::<u64>()) {
        let all = sources("example-project");
        let mut files: Vec<SourceFile> = all.files().map(|(_, file)| file.clone()).collect();
        let mut state = seed | 1;
        for index in (1..files.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            files.swap(index, (state % (index as u64 + 1)) as usize);
        }
        let shuffled = SourceSet::new(files);
        let first = analyze(&all, &Config::default(), today());
        let second = analyze(&shuffled, &Config::default(), today());
        prop_assert_eq!(first.findings, second.findings);
    }

    #[test]
    fn what_is_internal_changes_no_byte_of_the_clients_site(words in "[a-z]{9,20} [a-z]{9,20}", amount in 1001u32..9999) {
        let all = sources("example-project");
        let changed: Vec<SourceFile> = all
            .files()
            .map(|(_, file)| {
                let mut file = file.clone();
                let text = file.text().to_owned();
                let edited = match file.path.as_str() {
                    // Titles of internal items, own costs, rates.
                    "issues/freight-over-quote.md" | "lessons.md" => text.replace("title: ", &format!("title: {words} ")),
                    "budget.md" => replace_values(&text, "cost:", &amount.to_string()),
                    "stakeholders.md" => replace_values(&text, "rate:", &amount.to_string()),
                    _ => text,
                };
                if matches!(file.content, Content::Text(_)) {
                    file.content = Content::Text(edited.into());
                }
                file
            })
            .collect();
        let changed = SourceSet::new(changed);
        prop_assert!(all.files().zip(changed.files()).any(|((_, a), (_, b))| a.text() != b.text()), "something changed");
        let (before, after) = (crate::site::client_site(&all, "2026-04-24"), crate::site::client_site(&changed, "2026-04-24"));
        for (path, bytes) in &before {
            prop_assert!(after.get(path) == Some(bytes), "{path} differs");
        }
        prop_assert_eq!(before.len(), after.len());
    }
}

/// Other figures behind a key, on lines of their own or in braces.
fn replace_values(text: &str, key: &str, value: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(place) = rest.find(&format!(" {key} ")) {
        let start = place + key.len() + 2;
        let end = start + rest[start..].bytes().take_while(u8::is_ascii_digit).count();
        out.push_str(&rest[..start]);
        out.push_str(value);
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}
