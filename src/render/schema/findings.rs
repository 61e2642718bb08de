//! The schema of what `check --output-format json` prints.

use serde_json::{Map, Value, json};

use super::{DRAFT, reference};
use crate::render::json::{SCHEMA_VERSION, write};

/// The report of findings. Keys are only ever added while `schema_version` stays the same.
#[must_use]
pub fn findings() -> String {
    let mut root = record(&[
        ("schema_version", json!({"const": SCHEMA_VERSION})),
        ("tool", record(&[("name", json!({"const": "planmark"})), ("version", text("The version of planmark."))])),
        ("summary", summary()),
        ("findings", list(reference("finding"), "What is open, in the order of files and places.")),
        ("not_run", list(reference("not_run"), "Rules that could not measure: they did not pass.")),
        ("failures", list(text("One failure."), "What planmark could not do; never clean.")),
    ]);
    root["$schema"] = json!(DRAFT);
    root["title"] = json!("Findings of planmark check");
    root["$defs"] = json!({
        "finding": finding(),
        "place": place(),
        "position": position(),
        "label": record(&[("place", reference("place")), ("text", text("What is there."))]),
        "fix": fix(),
        "not_run": record(&[
            ("rule", text("Its name.")),
            ("project", text("The folder of the project, empty for the root itself.")),
            ("reason", text("Why it could not measure.")),
        ]),
    });
    write(&root)
}

pub(super) fn record(entries: &[(&str, Value)]) -> Value {
    let properties: Map<String, Value> =
        entries.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    let names: Vec<&str> = entries.iter().map(|(name, _)| *name).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}

pub(super) fn text(about: &str) -> Value {
    json!({"type": "string", "description": about})
}

pub(super) fn text_or_null(about: &str) -> Value {
    json!({"type": ["string", "null"], "description": about})
}

pub(super) fn number(about: &str) -> Value {
    json!({"type": "integer", "minimum": 0, "description": about})
}

pub(super) fn truth(about: &str) -> Value {
    json!({"type": "boolean", "description": about})
}

pub(super) fn list(item: Value, about: &str) -> Value {
    json!({"type": "array", "items": item, "description": about})
}

pub(super) fn or_null(schema: Value) -> Value {
    json!({"anyOf": [schema, {"type": "null"}]})
}

fn summary() -> Value {
    record(&[
        ("errors", number("How many errors there are.")),
        ("warnings", number("How many warnings there are.")),
        ("infos", number("How many infos there are.")),
        ("fixable", number("How many findings --fix ends.")),
        ("waived", number("How many findings were waived with a reason.")),
        ("files", number("How many files of the plan were read.")),
        ("complete", truth("Whether everything could be checked.")),
    ])
}

fn finding() -> Value {
    record(&[
        ("rule", text("The rule's name.")),
        ("group", text_or_null("The group of the rule.")),
        ("severity", json!({"enum": ["error", "warning", "info"]})),
        ("message", text("What is wrong.")),
        ("place", reference("place")),
        ("why", text_or_null("Why it matters.")),
        ("help", text_or_null("What to do.")),
        ("labels", list(reference("label"), "Other places that matter.")),
        ("fix", or_null(reference("fix"))),
        ("items", list(text("An id."), "The ids of the items concerned.")),
        ("absence", truth("Whether something is not there yet.")),
        ("measure", or_null(record(&[("value", text("What was found.")), ("threshold", text("What was asked."))]))),
    ])
}

fn place() -> Value {
    record(&[
        ("path", text("The path, with / between its parts.")),
        ("start", reference("position")),
        ("end", reference("position")),
    ])
}

fn position() -> Value {
    record(&[
        ("line", json!({"type": "integer", "minimum": 1, "description": "The line, from 1."})),
        ("column", json!({"type": "integer", "minimum": 1, "description": "The character in the line, from 1."})),
        ("offset", number("The byte in the file, from 0.")),
    ])
}

fn fix() -> Value {
    let edit = record(&[("place", reference("place")), ("text", text("What stands there afterwards."))]);
    record(&[
        ("title", text("What it does.")),
        ("safe", truth("Whether --fix applies it without asking.")),
        ("edits", list(edit, "The edits, none overlapping, all in one file.")),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::json;
    use crate::render::schema::tests::problems;
    use crate::render::tests::{Hostile, many};

    #[test]
    fn the_report_keeps_its_schema() {
        let schema: Value = serde_json::from_str(&findings()).expect("JSON");
        for hostile in [Hostile::new(), many(7)] {
            let report: Value = serde_json::from_str(&json(&hostile.told(), &[])).expect("JSON");
            assert_eq!(problems(&schema, &schema, &report, ""), Vec::<String>::new());
            assert_eq!(report["findings"].as_array().map(Vec::len), Some(hostile.findings.len()));
            assert_eq!(report["findings"][0]["message"], hostile.findings[0].message, "escapes mean the same");
        }
    }
}
