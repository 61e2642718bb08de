//! A file that is JSON: held against the JSON library first, then read like all facts, with places.

use serde::de::IgnoredAny;

use super::yaml;
use crate::finding::{Finding, Severity};
use crate::text::{FileId, Span};

/// What is wrong with a text that is no JSON, at its place. YAML holds all of JSON and more, so that nothing but this
/// tells a text that other programs cannot read.
pub(super) fn slip(file: FileId, text: &str, start: usize) -> Option<Finding> {
    let error = serde_json::from_str::<IgnoredAny>(&text[start..]).err()?;
    let line_start = match error.line() {
        0 | 1 => start,
        line => start + text[start..].match_indices('\n').nth(line - 2).map_or(0, |(place, _)| place + 1),
    };
    // The library counts bytes from 1, and may stand behind the last one.
    let place = (line_start + error.column().saturating_sub(1)).min(text.len());
    let place = (0..=place).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0);
    let told = error.to_string();
    let reason = told.split(" at line ").next().unwrap_or_default();
    let mut finding =
        Finding::new(yaml::RULE, Severity::Error, Span::new(file, place, place), format!("this is no JSON: {reason}"));
    finding.help("take the file as `planmark build` wrote it");
    Some(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(usize, &str)>) {
        let found = slip(FileId(0), text, 0).map(|finding| (finding.span.start as usize, finding.message));
        let expected = expected.map(|(place, reason)| (place, format!("this is no JSON: {reason}")));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn what_is_no_json_is_told_at_its_place() {
        check("{\"a\": [1, \"\u{1f600}\"]}\n", None);
        check("", Some((0, "EOF while parsing a value")));
        check("a: 1", Some((0, "expected value")));
        check("{\"a\": 1,\n \"\u{e9}\" 2}", Some((15, "expected `:`")));
        check("{\"a\": 1,\n}", Some((9, "key must be a string")));
        check("{\"a\": \"\u{e9}", Some((7, "EOF while parsing a string")));
        check("{\"a\": 1} # more", Some((9, "trailing characters")));
        assert!(slip(FileId(0), &"[".repeat(1_000_000), 0).is_some(), "depth costs no stack");
    }
}
