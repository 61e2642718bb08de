//! Findings for people: what is wrong, the lines with the span underlined, why it matters, what to do.

use std::collections::BTreeSet;

use super::excerpt::{Mark, draw};
use super::paint::{Tone, named, tone, wrap};
use super::places::Places;
use super::sink::clean;
use super::{Look, Told, summary};
use crate::finding::{Finding, Severity};
use crate::rules;
use crate::text::{FileId, Span};

/// More second places than this are not shown for one finding.
const MAX_LABELS: usize = 8;

/// All findings in full, then what the present stage still lacks as a checklist, then the summary.
#[must_use]
pub fn full(told: &Told, look: &Look) -> String {
    let places = Places::new(told);
    let mut out = String::new();
    // The reason stands once a rule: a plan with twenty findings of one rule is not read twenty times.
    let mut explained = BTreeSet::new();
    let serious = |finding: &&Finding| finding.severity != Severity::Info && !summary::is_to_do(finding);
    for finding in told.findings.iter().filter(serious) {
        let is_new = explained.insert(finding.rule);
        one(&mut out, finding, is_new, &places, look);
        out.push('\n');
    }
    let mut infos = told.findings.iter().filter(|finding| finding.severity == Severity::Info).peekable();
    let has_infos = infos.peek().is_some();
    for finding in infos {
        info(&mut out, finding, &places, look);
    }
    if has_infos {
        out.push('\n');
    }
    to_do(&mut out, told, &places, look);
    summary::failures(&mut out, told, look);
    last_line(&mut out, told, look);
    out
}

/// One finding with everything that belongs to it.
fn one(out: &mut String, finding: &Finding, is_new: bool, places: &Places, look: &Look) {
    headline(out, finding, look);
    let mut files: Vec<FileId> = vec![finding.span.file];
    let labels = &finding.labels[..finding.labels.len().min(MAX_LABELS)];
    for label in labels {
        if !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    for file in files {
        let mut marks = Vec::new();
        if finding.span.file == file && is_shown(finding.span, places) {
            marks.push(Mark { span: finding.span, text: measured(finding), is_primary: true });
        } else if finding.span.file == file {
            out.push_str(&format!("   in {}\n", look.paint(Tone::Path, &clean(&places.path(file)))));
        }
        for label in labels.iter().filter(|label| label.span.file == file) {
            marks.push(Mark { span: label.span, text: label.text.clone(), is_primary: false });
        }
        out.push_str(&draw(places, &marks, finding.severity, look));
    }
    if finding.labels.len() > MAX_LABELS {
        named(out, look, "   ", "and", &format!("{} more places", finding.labels.len() - MAX_LABELS));
    }
    advice(out, finding, is_new, look);
}

/// Why it matters and what to do.
fn advice(out: &mut String, finding: &Finding, is_new: bool, look: &Look) {
    if is_new && let Some(rule) = rules::find(finding.rule) {
        named(out, look, "   ", "why", rule.why);
    }
    if let Some(help) = &finding.help {
        named(out, look, "   ", "help", &clean(help));
    }
    if let Some(fix) = &finding.fix {
        let how = if fix.is_safe { "--fix does it" } else { "a suggestion: look at it first" };
        named(out, look, "   ", "fix", &format!("{} ({how})", clean(&fix.title)));
    }
}

/// A place at the very start without a width says only which file is meant.
fn is_shown(span: Span, places: &Places) -> bool {
    !places.text(span.file).is_empty() && (span.end > 0)
}

fn measured(finding: &Finding) -> String {
    match &finding.measure {
        Some(measure) => format!("{}, asked for is {}", measure.value, measure.threshold),
        None => String::new(),
    }
}

/// `error: the work waits for itself [cycle]`, wrapped.
fn headline(out: &mut String, finding: &Finding, look: &Look) {
    let word = finding.severity.word();
    let rule = format!("[{}]", finding.rule);
    let indent = " ".repeat(word.len() + 2);
    let lines = wrap(&format!("{} {rule}", clean(&finding.message)), look.columns() - indent.len());
    let last = lines.len() - 1;
    for (index, line) in lines.iter().enumerate() {
        if index == 0 {
            out.push_str(&look.paint(tone(finding.severity), word));
            out.push_str(": ");
        } else {
            out.push_str(&indent);
        }
        match line.strip_suffix(rule.as_str()).filter(|_| index == last) {
            Some(words) => {
                out.push_str(&look.paint(Tone::Bold, words.trim_end()));
                out.push_str(if words.is_empty() { "" } else { " " });
                out.push_str(&look.paint(Tone::Dim, &rule));
            }
            None => out.push_str(&look.paint(Tone::Bold, line)),
        }
        out.push('\n');
    }
}

/// What is only worth knowing takes a line.
fn info(out: &mut String, finding: &Finding, places: &Places, look: &Look) {
    out.push_str(&format!(
        "{}: {} {} {}\n",
        look.paint(Tone::Note, "info"),
        clean(&finding.message),
        look.paint(Tone::Dim, &format!("[{}]", finding.rule)),
        look.paint(Tone::Path, &places.spot(finding.span)),
    ));
}

/// What the present stage of each project still lacks.
fn to_do(out: &mut String, told: &Told, places: &Places, look: &Look) {
    let lists = summary::checklists(told);
    let indent = " ".repeat(if look.unicode { 4 } else { 6 });
    for list in &lists {
        out.push_str(&look.paint(Tone::Bold, &format!("{}:", clean(&list.title(lists.len() > 1)))));
        out.push('\n');
        for finding in &list.findings {
            let lines = wrap(&clean(&finding.message), look.columns().saturating_sub(indent.len()));
            out.push_str(&format!("  {} ", look.paint(Tone::Doubtful, look.either("☐", "[ ]"))));
            out.push_str(&lines.join(&format!("\n{indent}")));
            out.push('\n');
            let place = look.paint(Tone::Path, &places.spot(finding.span));
            out.push_str(&format!("{indent}{place} {}\n", look.paint(Tone::Dim, &format!("[{}]", finding.rule))));
        }
        out.push('\n');
    }
}

fn last_line(out: &mut String, told: &Told, look: &Look) {
    let line = summary::line(told);
    if summary::is_clean(told) {
        out.push_str(&look.paint(Tone::Good, &format!("{} {line}", look.either("✔", "ok:"))));
    } else {
        out.push_str(&look.paint(Tone::Bold, &line));
    }
    out.push('\n');
}
