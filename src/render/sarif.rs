//! Findings as SARIF 2.1.0, within what GitHub's code scanning takes. Also the fingerprints that GitLab needs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::write;
use super::places::Places;
use super::{Told, summary};
use crate::finding::{Finding, Fix, Label, Severity};
use crate::rule::Rule;
use crate::rules::RULES;
use crate::text::Span;
use crate::value::sha256_hex;

/// GitHub stores this many results of a run, so that ours choose which.
const MAX_RESULTS: usize = 5_000;
/// Second places of one result.
const MAX_RELATED: usize = 100;
/// The folder that paths are told from.
const ROOT: &str = "%SRCROOT%";

/// One run with the whole rule book and the findings, the worst first.
#[must_use]
pub fn sarif(told: &Told) -> String {
    let places = Places::new(told);
    let sorted = summary::worst_first(told);
    let left_out = sorted.len().saturating_sub(MAX_RESULTS);
    let fingerprints = fingerprints(&sorted, &places);
    let results: Vec<Value> = sorted
        .iter()
        .zip(&fingerprints)
        .take(MAX_RESULTS)
        .map(|(finding, fingerprint)| result(finding, fingerprint, &places))
        .collect();
    let mut notes: Vec<Value> = told.failures.iter().map(|failure| note("error", failure)).collect();
    if left_out > 0 {
        notes.push(note("warning", &format!("{left_out} more findings are left out; the worst are here")));
    }
    write(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "planmark",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that planmark was started in."}}},
            "invocations": [{
                "executionSuccessful": told.failures.is_empty(),
                "toolExecutionNotifications": notes,
            }],
            "results": results,
        }],
    }))
}

fn note(level: &str, text: &str) -> Value {
    json!({"level": level, "message": {"text": text}})
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {
            "text": format!("{} {} `planmark explain {}` shows examples.", rule.summary, rule.why, rule.name),
            "markdown": format!("{}\n\n{}\n\n`planmark explain {}` shows examples.", rule.summary, rule.why, rule.name),
        },
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": ["project-plan", rule.group.name()]},
    })
}

fn result(finding: &Finding, fingerprint: &str, places: &Places) -> Value {
    let message = match &finding.help {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    };
    let related = |(id, label): (usize, &Label)| {
        let mut location = location(label.span, places);
        location["id"] = json!(id);
        location["message"] = json!({"text": words(&label.text)});
        location
    };
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": {"text": words(&message)},
        "locations": [location(finding.span, places)],
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    });
    if let Some(index) = RULES.iter().position(|rule| rule.name == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    if !finding.labels.is_empty() {
        let labels = finding.labels.iter().take(MAX_RELATED).enumerate();
        result["relatedLocations"] = labels.map(related).collect();
    }
    if let Some(fix) = &finding.fix {
        result["fixes"] = json!([self::fix(fix, places)]);
    }
    result
}

/// Readers of SARIF make links of `[text](target)`; text of the plan makes none.
fn words(text: &str) -> String {
    text.replace("](", "] (")
}

fn location(span: Span, places: &Places) -> Value {
    json!({"physicalLocation": {"artifactLocation": artifact(span, places), "region": region(span, places)}})
}

fn artifact(span: Span, places: &Places) -> Value {
    json!({"uri": uri(&places.path(span.file)), "uriBaseId": ROOT})
}

fn region(span: Span, places: &Places) -> Value {
    let (start, end) = (places.start(span), places.end(span));
    json!({
        "startLine": start.line_number,
        "startColumn": start.column_number,
        "endLine": end.line_number,
        "endColumn": end.column_number,
        "byteOffset": span.start,
        "byteLength": span.end - span.start,
    })
}

/// All edits of a fix lie in one file.
fn fix(fix: &Fix, places: &Places) -> Value {
    let replacements: Vec<Value> = fix
        .edits
        .iter()
        .map(|edit| json!({"deletedRegion": region(edit.span, places), "insertedContent": {"text": edit.text}}))
        .collect();
    let changes: Vec<Value> = fix
        .edits
        .first()
        .map(|edit| json!({"artifactLocation": artifact(edit.span, places), "replacements": replacements}))
        .into_iter()
        .collect();
    json!({"description": {"text": fix.title}, "artifactChanges": changes})
}

/// A path as a relative URI: everything but plain characters is percent-encoded.
pub(super) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// A name for each finding that stays when its line moves: of the rule, the file, the items and the line's words, and
/// of how many such findings stand before it. All are different.
pub(super) fn fingerprints(findings: &[&Finding], places: &Places) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    findings
        .iter()
        .map(|finding| {
            let hash = hash(finding, places);
            let number = seen.entry(hash.clone()).or_default();
            *number += 1;
            format!("{hash}:{number}")
        })
        .collect()
}

/// The characters of a line that count for its fingerprint; a longer line is told by its start.
const MAX_LINE: usize = 1_000;

fn hash(finding: &Finding, places: &Places) -> String {
    let span = finding.span;
    let text = places.text(span.file);
    let lines = places.lines(span.file);
    let line = &text[lines.line_range(lines.line_index(span.start as usize), text)];
    let start: String = line.chars().take(MAX_LINE).collect();
    let words: Vec<&str> = start.split_whitespace().collect();
    // Each part begins with its length, so that no two lists of parts are the same bytes.
    let parts = [finding.rule, &places.path(span.file), &finding.items.join(" "), &words.join(" ")];
    let bytes: String = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    let mut hash = sha256_hex(bytes.as_bytes());
    hash.truncate(16);
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{Hostile, many};
    use crate::text::{FileId, SourceSet};
    use std::collections::BTreeSet;

    fn read(told: &Told) -> Value {
        serde_json::from_str(&sarif(told)).expect("SARIF is JSON")
    }

    #[test]
    fn the_required_shape_is_there() {
        let hostile = Hostile::new();
        let log = read(&hostile.told());
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["name"], "planmark");
        let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
        assert!(rules.len() > 50 && rules.iter().all(|rule| rule["help"]["markdown"].is_string()));
        assert_eq!(run["invocations"][0]["executionSuccessful"], false);
        let results = run["results"].as_array().expect("results");
        assert_eq!(results.len(), hostile.findings.len());
        for result in results {
            let index = result["ruleIndex"].as_u64().expect("an index") as usize;
            assert_eq!(rules[index]["id"], result["ruleId"]);
            assert!(["error", "warning", "note"].contains(&result["level"].as_str().expect("a level")));
            assert!(result["message"]["text"].is_string());
            let place = &result["locations"][0]["physicalLocation"];
            assert_eq!(place["artifactLocation"]["uriBaseId"], ROOT);
            assert!(place["region"]["startLine"].as_u64() >= Some(1));
            assert!(place["region"]["startColumn"].as_u64() >= Some(1));
            assert!(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"].is_object());
        }
    }

    #[test]
    fn what_is_too_much_is_left_out_and_the_worst_stay() {
        let log = read(&many(9_000).told());
        let results = log["runs"][0]["results"].as_array().expect("results");
        assert_eq!(results.len(), 5_000);
        assert!(results.iter().take(3_000).all(|result| result["level"] == "error"));
        let note = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
        assert_eq!(note, "4000 more findings are left out; the worst are here");
    }

    fn marks(text: &str) -> Vec<String> {
        let sources = SourceSet::of_texts(&[("a.md", text)]);
        let findings: Vec<Finding> = text
            .match_indices("x:")
            .map(|(at, _)| Finding::new("cycle", Severity::Error, Span::new(FileId(0), at, at + 1), format!("at {at}")))
            .collect();
        let told = Told { sources: &sources, findings: &findings, prefix: "", files_read: 1, waived: 0, failures: &[] };
        fingerprints(&findings.iter().collect::<Vec<_>>(), &Places::new(&told))
    }

    #[test]
    fn a_fingerprint_stays_when_its_line_moves_and_is_the_only_one() {
        assert_eq!(marks("a\n  x: 1\n"), marks("a\nb\nc\n    x:  1\nd\n"));
        assert_ne!(marks("x: 1\n"), marks("x: 2\n"));
        let all = marks(&"x: 1\n".repeat(9));
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 9);
    }

    #[test]
    fn text_of_the_plan_makes_no_link() {
        let mut hostile = many(1);
        hostile.findings[0].message = "[click](https://evil.example)".to_owned();
        let log = read(&hostile.told());
        assert_eq!(log["runs"][0]["results"][0]["message"]["text"], "[click] (https://evil.example)");
    }

    #[test]
    fn a_path_is_a_uri() {
        assert_eq!(uri("a b/ü#?%.md"), "a%20b/%C3%BC%23%3F%25.md");
    }
}
