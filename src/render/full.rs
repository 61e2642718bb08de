//! Findings for people: what is wrong, the lines with the span underlined, why it matters, what to do.

use std::collections::BTreeSet;

use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

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

/// So many findings are drawn side by side, so that a report of many thousands is not held twice.
const DRAWN_AT_ONCE: usize = 2048;

/// All findings in full, then what the present stage still lacks as a checklist, then the summary.
#[must_use]
pub fn full(told: &Told, look: &Look) -> String {
    let places = Places::new(told);
    let mut out = String::new();
    // The reason stands once a rule: a plan with twenty findings of one rule is not read twenty times.
    let mut explained = BTreeSet::new();
    let is_serious = |finding: &&Finding| finding.severity != Severity::Info && !summary::is_to_do(finding);
    let serious: Vec<(&Finding, bool)> =
        told.findings.iter().filter(is_serious).map(|finding| (finding, explained.insert(finding.rule))).collect();
    for many in serious.chunks(DRAWN_AT_ONCE) {
        let drawn: Vec<String> =
            many.par_iter().with_min_len(16).map(|(finding, is_new)| one(finding, *is_new, &places, look)).collect();
        out.extend(drawn);
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

/// One finding with everything that belongs to it, and an empty line.
fn one(finding: &Finding, is_new: bool, places: &Places, look: &Look) -> String {
    let mut text = String::new();
    let out = &mut text;
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
    out.push('\n');
    text
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
            for line in finding.help.iter().flat_map(|help| wrap(&clean(help), look.columns() - indent.len())) {
                out.push_str(&format!("{indent}{}\n", look.paint(Tone::Dim, &line)));
            }
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

#[cfg(test)]
mod tests {
    use snapbox::{IntoData, str};

    use super::*;
    use crate::render::tests::{PLAIN, many};
    use crate::text::{Edit, SourceSet};

    /// The place of a text in a file.
    fn span(sources: &SourceSet, path: &str, text: &str) -> Span {
        let (file, source) = sources.find(path).expect("the file is there");
        let start = source.text().find(text).expect("the text is there");
        Span::new(file, start, start + text.len())
    }

    fn sources() -> SourceSet {
        SourceSet::of_texts(&[
            ("one/project.md", "---\ntitle: One\nstage: planning\nreporting: {every: 1w}\n---\n"),
            ("one/tasks.md", "---\ntasks:\n  a: {after: b}\n  b: {after: a}\n  c: {after: c}\n---\n"),
            ("two/project.md", "---\ntitle: Two\n---\n"),
        ])
    }

    fn findings(sources: &SourceSet) -> Vec<Finding> {
        let mut first = Finding::new(
            "cycle",
            Severity::Error,
            span(sources, "one/tasks.md", "b}"),
            "the work waits for itself: `a` after `b` after `a`, and so on, until somebody takes one of them out",
        );
        first.related(span(sources, "one/project.md", "1w"), "agreed here").help("take one of the links out");
        first.fix("take it out", vec![Edit { span: first.span, text: String::new() }]);
        let mut again =
            Finding::new("cycle", Severity::Error, span(sources, "one/tasks.md", "c}"), "`c` waits for `c`");
        again.measured("0.9", "at least 0.95");
        let info = Finding::new("lag", Severity::Info, span(sources, "one/tasks.md", "a:"), "`a` starts later");
        let place = span(sources, "one/project.md", "planning");
        let mut budget = Finding::new("no-budget", Severity::Warning, place, "there is no budget");
        budget.absent().help("write `budget:`");
        let place = span(sources, "two/project.md", "Two");
        let mut objective = Finding::new("no-objective", Severity::Warning, place, "there is no objective");
        objective.absent();
        vec![budget, first, again, info, objective]
    }

    #[test]
    fn a_report_reads_from_the_worst_to_what_is_left_to_do() {
        let sources = sources();
        let findings = findings(&sources);
        let told =
            Told { sources: &sources, findings: &findings, prefix: "p/", files_read: 3, waived: 2, failures: &[] };
        snapbox::assert_data_eq!(
            full(&told, &PLAIN),
            str![[r#"
error: the work waits for itself: `a` after `b` after `a`, and so on, until
       somebody takes one of them out [cycle]
   ╭─[p/one/tasks.md:3:14]
 2 │ tasks:
 3 │   a: {after: b}
   ·              ──
 4 │   b: {after: a}
   ╰────
   ╭─[p/one/project.md:4:20]
 3 │ stage: planning
 4 │ reporting: {every: 1w}
   ·                    ─┬
   ·                     ╰── agreed here
 5 │ ---
   ╰────
   why   No date can be computed for work that waits for itself, and none of
         what comes after it.
   help  take one of the links out
   fix   take it out (--fix does it)

error: `c` waits for `c` [cycle]
   ╭─[p/one/tasks.md:5:14]
 4 │   b: {after: a}
 5 │   c: {after: c}
   ·              ─┬
   ·               ╰── 0.9, asked for is at least 0.95
 6 │ ---
   ╰────

info: `a` starts later [lag] p/one/tasks.md:3:3

Still to do in planning (p/one):
  ☐ there is no budget
    write `budget:`
    p/one/project.md:3:8 [no-budget]

Still to do in identification (p/two):
  ☐ there is no objective
    p/two/project.md:2:8 [no-objective]

2 errors, 2 warnings, 1 info in 3 files; 1 can be fixed with --fix; 2 waived

"#]]
            .raw()
        );
    }

    #[test]
    fn a_clean_plan_says_so_in_colour_too() {
        let sources = sources();
        let told = Told { sources: &sources, findings: &[], prefix: "", files_read: 38, waived: 0, failures: &[] };
        assert_eq!(full(&told, &PLAIN), "✔ no findings in 38 files\n");
        let colour = Look { colour: true, unicode: false, ..PLAIN };
        assert_eq!(full(&told, &colour), "\u{1b}[1m\u{1b}[32mok: no findings in 38 files\u{1b}[0m\n");
    }

    #[test]
    fn colours_change_no_words() {
        let sources = sources();
        let findings = findings(&sources);
        let told = Told { sources: &sources, findings: &findings, prefix: "", files_read: 3, waived: 0, failures: &[] };
        let coloured = full(&told, &Look { colour: true, ..PLAIN });
        let mut plain = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            plain.push_str(before);
            rest = after.split_once('m').map_or("", |(_, rest)| rest);
        }
        plain.push_str(rest);
        assert_eq!(plain, full(&told, &PLAIN));
    }

    #[test]
    fn many_findings_are_all_told() {
        let text = full(&many(300).told(), &PLAIN);
        assert_eq!(text.matches("\nerror: ").count() + usize::from(text.starts_with("error: ")), 100);
        assert_eq!(text.matches("   why   ").count(), 1, "the reason stands once a rule");
        assert!(text.ends_with("100 errors, 100 warnings, 100 infos in 2 files; 1 waived\n"), "{text}");
    }
}
