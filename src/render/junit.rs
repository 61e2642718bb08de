//! Findings as a JUnit report: a suite a file, a case a rule. Errors fail; the rest is shown as skipped.

use std::collections::BTreeMap;

use super::places::Places;
use super::sink::clean;
use super::{Told, xml};
use crate::finding::{Finding, Severity};

/// The report as XML 1.0, without a time or a host name.
#[must_use]
pub fn junit(told: &Told) -> String {
    let places = Places::new(told);
    let mut suites: BTreeMap<String, BTreeMap<&str, Vec<&Finding>>> = BTreeMap::new();
    for finding in told.findings {
        let suite = suites.entry(places.path(finding.span.file)).or_default();
        suite.entry(finding.rule).or_default().push(finding);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"planmark\">\n");
    if told.failures.is_empty() && suites.is_empty() {
        out.push_str("  <testsuite name=\"planmark\" tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">\n");
        out.push_str("    <testcase classname=\"planmark\" name=\"no findings\"/>\n  </testsuite>\n");
    }
    if !told.failures.is_empty() {
        let number = told.failures.len();
        out.push_str(&format!(
            "  <testsuite name=\"planmark\" tests=\"{number}\" failures=\"0\" errors=\"{number}\" skipped=\"0\">\n"
        ));
        for failure in told.failures {
            out.push_str("    <testcase classname=\"planmark\" name=\"the plan can be read\">\n");
            out.push_str(&format!("      <error message=\"{}\"/>\n    </testcase>\n", escape(failure)));
        }
        out.push_str("  </testsuite>\n");
    }
    for (path, cases) in &suites {
        suite(&mut out, path, cases, &places);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(out: &mut String, path: &str, cases: &BTreeMap<&str, Vec<&Finding>>, places: &Places) {
    let failed = cases.values().filter(|findings| is_failed(findings)).count();
    let (path, number) = (escape(path), cases.len());
    out.push_str(&format!(
        "  <testsuite name=\"{path}\" tests=\"{number}\" failures=\"{failed}\" errors=\"0\" skipped=\"{}\">\n",
        number - failed
    ));
    for (rule, findings) in cases {
        let tag = if is_failed(findings) { "failure" } else { "skipped" };
        let lines: Vec<String> = findings
            .iter()
            .map(|finding| {
                let spot = escape(&places.spot(finding.span));
                format!("{spot}: {} {}", finding.severity.word(), escape(&finding.message))
            })
            .collect();
        let first = findings.first().map(|finding| escape(&finding.message)).unwrap_or_default();
        out.push_str(&format!("    <testcase classname=\"{path}\" name=\"{}\">\n", escape(rule)));
        out.push_str(&format!("      <{tag} message=\"{first}\">{}</{tag}>\n    </testcase>\n", lines.join("\n")));
    }
    out.push_str("  </testsuite>\n");
}

fn is_failed(findings: &[&Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Text for an element or an attribute. Characters that XML does not allow have become visible escapes.
fn escape(text: &str) -> String {
    xml::escape(&clean(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::Hostile;

    #[test]
    fn tags_are_ours_alone() {
        let hostile = Hostile::new();
        let text = junit(&hostile.told());
        let known = ["<?xml ", "<testsuite ", "<testsuites ", "<testcase ", "<failure ", "<error ", "</"];
        for (at, _) in text.match_indices('<') {
            assert!(known.iter().any(|tag| text[at..].starts_with(tag)), "{}", &text[at..at + 30]);
        }
        for tag in ["testsuites", "testsuite", "testcase", "failure"] {
            let opened = text.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, text.matches(&format!("</{tag}>")).count(), "{tag}");
        }
        assert!(!text.contains(['\u{0}', '\u{b}', '\u{fffe}']));
    }
}
