//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use super::paint::count;
use super::places::Places;
use super::sink::clean;
use super::{Told, summary};
use crate::finding::{Finding, Severity};

/// GitHub shows this many annotations of each severity for a step and drops the rest without a word.
const LIMIT: usize = 10;

/// `::error file=…::…`, a line each, the worst first. What GitHub would drop is counted in the last line.
#[must_use]
pub fn github(told: &Told) -> String {
    let places = Places::new(told);
    let sorted = summary::worst_first(told);
    let of = |severity: Severity| sorted.iter().filter(move |finding| finding.severity == severity);
    let is_over = |severity: Severity| of(severity).count() > LIMIT;
    let is_cut = [Severity::Error, Severity::Warning, Severity::Info].into_iter().any(is_over);
    let mut out = String::new();
    for failure in told.failures {
        out.push_str(&format!("::error title=planmark failed::{}\n", data(failure)));
    }
    let mut shown = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        // The last line and the failures need their places too.
        let taken = match severity {
            Severity::Error => told.failures.len().min(LIMIT),
            Severity::Warning => 0,
            Severity::Info => usize::from(is_cut),
        };
        for finding in of(severity).take(LIMIT - taken) {
            out.push_str(&command(finding, &places));
            shown += 1;
        }
    }
    if shown < sorted.len() {
        let more = count(sorted.len() - shown, "more finding");
        out.push_str(&format!("::notice title=planmark::… and {more}, not shown here; {}\n", summary::line(told)));
    }
    out
}

fn command(finding: &Finding, places: &Places) -> String {
    let word = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (places.start(finding.span), places.end(finding.span));
    // Columns are only allowed where both lines are the same.
    let columns = if start.line_number == end.line_number {
        format!(",col={},endColumn={}", start.column_number, end.column_number)
    } else {
        String::new()
    };
    let help = finding.help.as_ref().map(|help| format!("%0A{}", data(help))).unwrap_or_default();
    format!(
        "::{word} file={},line={},endLine={}{columns},title={}::{}{help}\n",
        property(&places.path(finding.span.file)),
        start.line_number,
        end.line_number,
        property(finding.rule),
        data(&finding.message),
    )
}

/// Text after the `::`. Control characters are visible escapes already, so that no line ends early.
fn data(text: &str) -> String {
    clean(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, which a colon or a comma would end.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::{Hostile, NASTY, many};
    use crate::text::{FileId, SourceSet, Span};

    #[test]
    fn every_line_is_one_command_of_ours() {
        let hostile = Hostile::new();
        let text = github(&hostile.told());
        assert_eq!(text.lines().count(), NASTY.len() + 1);
        for line in text.lines() {
            assert!(["::error ", "::warning ", "::notice "].iter().any(|word| line.starts_with(word)), "{line}");
            assert!(!line.contains('\r'), "{line}");
        }
    }

    #[test]
    fn properties_and_data_are_escaped() {
        let sources = SourceSet::of_texts(&[("a,b:c.md", "x\n")]);
        let findings = [Finding::new("cycle", Severity::Error, Span::new(FileId(0), 0, 1), "100%, a:b\r\n::error::x")];
        let told =
            Told { sources: &sources, findings: &findings, prefix: "p/", files_read: 1, waived: 0, failures: &[] };
        assert_eq!(
            github(&told),
            "::error file=p/a%2Cb%3Ac.md,line=1,endLine=1,col=1,endColumn=2,title=cycle::100%25, a:b\\r\\n::error::x\n"
        );
    }

    #[test]
    fn no_more_than_github_shows_and_the_rest_is_counted() {
        let text = github(&many(100).told());
        let number = |word: &str| text.lines().filter(|line| line.starts_with(word)).count();
        assert_eq!([number("::error"), number("::warning"), number("::notice")], [10, 10, 10]);
        assert!(text.starts_with("::error"));
        assert!(
            text.lines().last().is_some_and(|line| line.contains("… and 71 more findings, not shown here")),
            "{text}"
        );
    }
}
