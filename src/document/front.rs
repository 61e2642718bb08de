//! Where the facts of a file end and its prose begins.

use std::sync::Arc;

use super::tree::FrontMatter;
use super::{Document, Prose, json, limits, yaml};
use crate::finding::{Finding, Severity};
use crate::text::{Edit, FileId, Span};

/// Reads a Markdown file with front matter. Never fails: what is wrong becomes findings.
#[must_use]
pub fn parse(file: FileId, text: &str) -> (Document, Vec<Finding>) {
    parse_shared(file, &Arc::from(text))
}

/// The same without a copy of the prose: it stays a part of the text.
#[must_use]
pub fn parse_shared(file: FileId, text: &Arc<str>) -> (Document, Vec<Finding>) {
    let mut findings = Vec::new();
    let conflicts = conflicts(file, text, &mut findings);
    let Some(split) = split(file, text, &mut findings) else {
        let body = Prose::of_body(file, text, bom(text)..text.len());
        return (Document { file, front: None, body }, findings);
    };
    let mut front = FrontMatter {
        span: Span::new(file, split.opening.start, split.whole_end),
        opening: Span::new(file, split.opening.start, split.opening.end),
        ..FrontMatter::default()
    };
    findings.extend(facts(file, text, split.yaml.clone(), &conflicts, &mut front));
    if !split.is_closed {
        front.lost_lines.push(front.span);
    }
    let body = Prose::of_body(file, text, split.body..text.len());
    (Document { file, front: Some(front), body }, findings)
}

/// Reads a file that is all YAML, such as `baseline.yml`: facts without prose.
#[must_use]
pub fn parse_yaml(file: FileId, text: &str) -> (Document, Vec<Finding>) {
    let mut findings = Vec::new();
    let start = bom(text);
    let mut front = FrontMatter {
        span: Span::new(file, start, text.len()),
        opening: Span::new(file, start, start),
        ..FrontMatter::default()
    };
    let conflicts = conflicts(file, text, &mut findings);
    findings.extend(facts(file, text, start..text.len(), &conflicts, &mut front));
    (Document { file, front: Some(front), body: Prose::default() }, findings)
}

/// Reads a file that is JSON, such as `status.json`: facts without prose, and none of a text that is no JSON.
#[must_use]
pub fn parse_json(file: FileId, text: &str) -> (Document, Vec<Finding>) {
    match json::slip(file, text, bom(text)) {
        Some(slip) => (Document { file, front: None, body: Prose::default() }, vec![slip]),
        None => parse_yaml(file, text),
    }
}

/// Reads facts; lines of an unfinished merge are left out, and what they held is unknown.
fn facts(
    file: FileId,
    text: &str,
    range: std::ops::Range<usize>,
    conflicts: &[std::ops::Range<usize>],
    front: &mut FrontMatter,
) -> Vec<Finding> {
    if conflicts.is_empty() {
        return yaml::read(file, text, range, front);
    }
    let findings = yaml::read(file, &settle(text, conflicts), range, front);
    front.lost_lines.extend(conflicts.iter().map(|range| Span::new(file, range.start, range.end)));
    findings
}

fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The parts of a file, in bytes.
struct Split {
    opening: std::ops::Range<usize>,
    yaml: std::ops::Range<usize>,
    whole_end: usize,
    body: usize,
    is_closed: bool,
}

/// Lines with their places, without line ends.
fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut start = from;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let rest = &text[start..];
        let (line, next) = match rest.find(['\n', '\r']) {
            Some(end) if rest[end..].starts_with("\r\n") => (&rest[..end], start + end + 2),
            Some(end) => (&rest[..end], start + end + 1),
            None => (rest, text.len()),
        };
        let place = start;
        start = next;
        Some((place, line))
    })
}

fn split(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Option<Split> {
    let first = lines(text, bom(text)).find(|(_, line)| !line.trim().is_empty());
    let Some((start, line)) = first else {
        let span = Span::new(file, 0, 0);
        let mut finding = Finding::new(yaml::RULE, Severity::Error, span, "the file is empty");
        finding.help("a file of a plan starts with `---`, facts, and a second `---`");
        findings.push(finding);
        return None;
    };
    if line.trim_end() != "---" {
        return without_opening(file, text, start, line, findings);
    }
    let opening = start..start + 3;
    let after = lines(text, start).nth(1).map_or(text.len(), |(place, _)| place);
    let closing = lines(text, after).find(|(_, line)| line.trim_end() == "---");
    match closing {
        Some((place, line)) => {
            let body = lines(text, place).nth(1).map_or(text.len(), |(place, _)| place);
            Some(Split { opening, yaml: after..place, whole_end: place + line.trim_end().len(), body, is_closed: true })
        }
        None => {
            let span = Span::new(file, opening.start, opening.end);
            let mut finding = Finding::new(yaml::RULE, Severity::Error, span, "the facts that start here have no end");
            finding.help("put a line `---` behind the last fact");
            findings.push(finding);
            // What follows a blank line and looks like prose is taken for the body.
            let end = lines(text, after)
                .skip_while(|(_, line)| !line.trim().is_empty())
                .find(|(_, line)| !line.trim().is_empty())
                .map_or(text.len(), |(place, _)| place);
            Some(Split { opening, yaml: after..end, whole_end: end, body: end, is_closed: false })
        }
    }
}

/// Facts without the first `---`: read them all the same where a second one shows what was meant.
fn without_opening(file: FileId, text: &str, start: usize, line: &str, findings: &mut Vec<Finding>) -> Option<Split> {
    let key = line.split(':').next().unwrap_or_default();
    let is_fact = line.contains(':') && !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    let closing = lines(text, start).find(|(_, line)| line.trim_end() == "---");
    let span = Span::new(file, start, start + line.trim_end().len());
    if let (true, Some((place, end))) = (is_fact, closing) {
        let mut finding = Finding::new(yaml::RULE, Severity::Error, span, "the line `---` before the facts is missing");
        finding.help("start the file with `---`");
        let newline = if text.contains("\r\n") { "---\r\n" } else { "---\n" };
        let place_of_fix = Span::new(file, start, start);
        finding.fix("start with `---`", vec![Edit { span: place_of_fix, text: newline.to_owned() }]);
        findings.push(finding);
        let body = lines(text, place).nth(1).map_or(text.len(), |(place, _)| place);
        return Some(Split {
            opening: start..start,
            yaml: start..place,
            whole_end: place + end.len(),
            body,
            is_closed: true,
        });
    }
    let mut finding = Finding::new(yaml::RULE, Severity::Error, span, "the file has no front matter");
    finding.help("start it with `---`, the facts, and a second `---`; prose follows behind");
    findings.push(finding);
    None
}

/// Lines of an unfinished merge: the markers and the second side, to be left out. One finding a conflict.
fn conflicts(file: FileId, text: &str, findings: &mut Vec<Finding>) -> Vec<std::ops::Range<usize>> {
    let mut lost = Vec::new();
    if !text.contains("<<<<<<<") {
        return lost;
    }
    let mut open: Option<(usize, usize, Option<usize>)> = None;
    for (place, line) in lines(text, bom(text)) {
        let end = place + line.len();
        match open {
            None if line.starts_with("<<<<<<<") && !line.starts_with("<<<<<<<<") => open = Some((place, end, None)),
            Some((start, first_end, None)) if line.trim_end() == "=======" => {
                open = Some((start, first_end, Some(place)))
            }
            Some((start, first_end, Some(middle))) if line.starts_with(">>>>>>>") => {
                let span = Span::new(file, start, first_end);
                let message = "two versions stand here, a merge was not finished";
                let mut finding = Finding::new("conflict-markers", Severity::Error, span, message);
                finding.related(Span::new(file, place, end), "it ends here");
                finding.help("keep what is right of both and take the three marker lines out");
                findings.push(finding);
                lost.push(start..first_end);
                lost.push(middle..end);
                open = None;
            }
            _ => {}
        }
    }
    lost
}

/// The text with the lost lines blanked, places kept.
fn settle(text: &str, lost: &[std::ops::Range<usize>]) -> String {
    let mut settled = text.to_owned();
    for range in lost {
        let blank: String = text[range.clone()]
            .bytes()
            .map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' })
            .collect();
        settled.replace_range(range.clone(), &blank);
    }
    debug_assert!(settled.len() == text.len() && settled.len() <= limits::FILE_BYTES.max(text.len()), "places stay");
    settled
}
