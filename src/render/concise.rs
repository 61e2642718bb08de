//! One line a finding, and how often each rule found something.

use std::collections::BTreeMap;

use super::paint::{Tone, count, tone};
use super::places::Places;
use super::sink::clean;
use super::{Look, Told, summary};
use crate::finding::{NotRun, Severity};

/// `path:line:col: severity message [rule]`, a line each, and the summary.
#[must_use]
pub fn concise(told: &Told, look: &Look) -> String {
    let places = Places::new(told);
    let mut out = String::new();
    for finding in told.findings {
        out.push_str(&format!(
            "{}: {} {} {}\n",
            look.paint(Tone::Path, &places.spot(finding.span)),
            look.paint(tone(finding.severity), finding.severity.word()),
            clean(&finding.message),
            look.paint(Tone::Dim, &format!("[{}]", finding.rule)),
        ));
    }
    summary::failures(&mut out, told, look);
    out.push_str(&summary::line(told));
    out.push('\n');
    out
}

/// How many findings each rule has, the most first; then the rules that could not measure, and why.
#[must_use]
pub fn statistics(told: &Told, not_run: &[NotRun], look: &Look) -> String {
    let mut by_rule: BTreeMap<&str, (usize, Severity, usize)> = BTreeMap::new();
    for finding in told.findings {
        let entry = by_rule.entry(finding.rule).or_insert((0, finding.severity, 0));
        entry.0 += 1;
        entry.1 = entry.1.min(finding.severity);
        entry.2 += usize::from(finding.fix.as_ref().is_some_and(|fix| fix.is_safe));
    }
    let mut rows: Vec<_> = by_rule.into_iter().collect();
    rows.sort_by_key(|(rule, (number, severity, _))| (usize::MAX - number, *severity, *rule));
    let width = rows.first().map_or(1, |(_, (number, ..))| number.to_string().len());
    let mut out = String::new();
    for (rule, (number, severity, fixable)) in rows {
        let word = look.paint(tone(severity), &format!("{:<7}", severity.word()));
        let fixable = if fixable > 0 { format!("  {fixable} with --fix") } else { String::new() };
        out.push_str(&format!("{number:>width$}  {word}  {rule}{}\n", look.paint(Tone::Dim, &fixable)));
    }
    out.push_str(&format!("{}\n", count(told.findings.len(), "finding")));
    for one in not_run {
        let project = if one.project.is_empty() { String::new() } else { format!(" ({})", clean(&one.project)) };
        out.push_str(&format!("not run  {}{project}: {}\n", one.rule, clean(&one.reason)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{PLAIN, many};

    #[test]
    fn a_finding_is_a_line() {
        let text = concise(&many(2).told(), &PLAIN);
        assert_eq!(
            text,
            "tasks.md:1:1: info finding 0 [cycle]\ntasks.md:2:1: warning finding 1 [cycle]\n\
             1 warning, 1 info in 2 files; 1 waived\n"
        );
    }

    #[test]
    fn rules_are_counted_the_most_first() {
        let mut hostile = many(4);
        hostile.findings[2].rule = "lag";
        assert_eq!(statistics(&hostile.told(), &[], &PLAIN), "3  warning  cycle\n1  error    lag\n4 findings\n");
        let not_run =
            [NotRun { rule: "bei", project: "a\u{1b}".to_owned(), reason: "there is no baseline".to_owned() }];
        let text = statistics(&hostile.told(), &not_run, &PLAIN);
        assert!(text.ends_with("4 findings\nnot run  bei (a\\u{1b}): there is no baseline\n"), "{text}");
    }
}
