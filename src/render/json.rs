//! Findings for programs. The shape is stable: `schema findings` prints its schema.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::places::Places;
use super::{Told, sink, summary};
use crate::finding::{Finding, Fix, Label, Measure, NotRun};
use crate::lint::counts;
use crate::rules;
use crate::text::{Edit, Span};

/// The version of the shape; it grows only when something is taken away or changes its meaning.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// All findings with their places in lines, columns (characters, from 1) and bytes (from 0).
#[must_use]
pub fn json(told: &Told, not_run: &[NotRun]) -> String {
    let places = Places::new(told);
    let (errors, warnings, infos) = counts(told.findings);
    let findings: Vec<Value> = told.findings.iter().map(|found| finding(found, &places)).collect();
    write(&json!({
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "planmark", "version": env!("CARGO_PKG_VERSION")},
        "summary": {
            "errors": errors,
            "warnings": warnings,
            "infos": infos,
            "fixable": summary::fixable(told),
            "waived": told.waived,
            "files": told.files_read,
            "complete": told.failures.is_empty(),
        },
        "findings": findings,
        "not_run": not_run.iter().map(unmeasured).collect::<Vec<_>>(),
        "failures": told.failures,
    }))
}

/// A rule that did not pass, because it could not measure.
fn unmeasured(not_run: &NotRun) -> Value {
    json!({"rule": not_run.rule, "project": not_run.project, "reason": not_run.reason})
}

fn finding(finding: &Finding, places: &Places) -> Value {
    let rule = rules::find(finding.rule);
    json!({
        "rule": finding.rule,
        "group": rule.map(|rule| rule.group.name()),
        "severity": finding.severity.word(),
        "message": finding.message,
        "place": place(finding.span, places),
        "why": rule.map(|rule| rule.why),
        "help": finding.help,
        "labels": finding.labels.iter().map(|found| label(found, places)).collect::<Vec<_>>(),
        "fix": finding.fix.as_ref().map(|found| fix(found, places)),
        "items": finding.items,
        "absence": finding.is_absence,
        "measure": finding.measure.as_ref().map(measure),
    })
}

fn place(span: Span, places: &Places) -> Value {
    let (start, end) = (places.start(span), places.end(span));
    json!({
        "path": places.path(span.file),
        "start": {"line": start.line_number, "column": start.column_number, "offset": span.start},
        "end": {"line": end.line_number, "column": end.column_number, "offset": span.end},
    })
}

fn label(label: &Label, places: &Places) -> Value {
    json!({"place": place(label.span, places), "text": label.text})
}

fn fix(fix: &Fix, places: &Places) -> Value {
    let edit = |edit: &Edit| json!({"place": place(edit.span, places), "text": edit.text});
    json!({"title": fix.title, "safe": fix.is_safe, "edits": fix.edits.iter().map(edit).collect::<Vec<_>>()})
}

fn measure(measure: &Measure) -> Value {
    json!({"value": measure.value, "threshold": measure.threshold})
}

/// JSON as text. What must not reach a terminal is written as an escape, which means the same to every reader.
pub(super) fn write(value: &Value) -> String {
    // `{:#}` of a JSON value cannot fail, and a value has no map key that is not a text.
    let text = format!("{value:#}");
    let mut out = String::with_capacity(text.len() + 1);
    for (index, letter) in text.char_indices() {
        let is_command = letter == '#' && sink::is_command(&text, index);
        if letter == '\n' || !(is_command || sink::is_unsafe(letter)) {
            out.push(letter);
            continue;
        }
        let mut units = [0; 2];
        for unit in letter.encode_utf16(&mut units) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out.push('\n');
    out
}
