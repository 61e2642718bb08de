//! Findings as a GitLab code quality report.

use serde_json::{Value, json};

use super::json::write;
use super::places::Places;
use super::sarif::fingerprints;
use super::sink::clean;
use super::{Told, summary};
use crate::finding::{Finding, Severity};

/// An array of findings, each with a fingerprint of its own: of two with the same one GitLab shows only the first.
#[must_use]
pub fn gitlab(told: &Told) -> String {
    let places = Places::new(told);
    let sorted = summary::worst_first(told);
    let fingerprints = fingerprints(&sorted, &places);
    let entry = |(finding, fingerprint): (&&Finding, &String)| {
        let (start, end) = (places.start(finding.span), places.end(finding.span));
        json!({
            "description": clean(&finding.message),
            "check_name": finding.rule,
            "fingerprint": fingerprint,
            "severity": level(finding.severity),
            "location": {
                "path": places.path(finding.span.file),
                "lines": {"begin": start.line_number, "end": end.line_number},
            },
        })
    };
    write(&Value::Array(sorted.iter().zip(&fingerprints).map(entry).collect()))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::Hostile;
    use std::collections::BTreeSet;

    #[test]
    fn every_entry_is_whole_and_the_only_one() {
        let hostile = Hostile::new();
        let report: Vec<Value> = serde_json::from_str(&gitlab(&hostile.told())).expect("JSON");
        let names: BTreeSet<&str> = report.iter().filter_map(|entry| entry["fingerprint"].as_str()).collect();
        assert_eq!(names.len(), hostile.findings.len());
        for entry in &report {
            assert!(["major", "minor", "info"].contains(&entry["severity"].as_str().expect("a severity")));
            assert!(entry["location"]["lines"]["begin"].as_u64() >= Some(1));
            assert_eq!(entry["location"]["path"], "plan/tasks.md");
            let description = entry["description"].as_str().expect("a description");
            assert_eq!(description, clean(description), "nothing in it that a page could act on");
        }
    }
}
