//! Findings, gates and the rule book as text: for terminals, CI, editors and other programs.
//!
//! Everything here is a pure function to a `String`. Whatever comes out of a plan is made safe for the place that it
//! goes to: terminal text by [`sink`], everything else by its own writer.

mod agreement;
mod concise;
mod csv;
mod diff;
mod excerpt;
mod full;
mod gate;
mod github;
mod gitlab;
pub mod html;
mod json;
mod junit;
mod markdown;
mod mspdi;
mod paint;
mod places;
mod portfolio;
mod reference;
mod registers;
mod rulebook;
mod sarif;
mod schedule;
pub mod schema;
pub mod sink;
mod standing;
mod status;
mod summary;
mod trend;
mod unified;
mod xml;

pub use agreement::{agreement, refusal};
pub use concise::{concise, statistics};
pub use diff::{
    Compared, Side, gate_words, review_github, review_gitlab, review_json, review_junit, review_markdown, review_text,
};
pub use full::full;
pub use gate::gate;
pub use github::github;
pub use gitlab::gitlab;
pub use json::json;
pub use junit::junit;
pub use markdown::markdown;
pub use mspdi::mspdi;
pub use portfolio::{portfolio_markdown, portfolio_table};
pub use reference::{reference_markdown, rules_table_markdown};
pub use registers::{plan_json, register_csv};
pub use rulebook::{explain_kind, explain_rule, rule_list, rule_list_json};
pub use sarif::sarif;
pub use schedule::{
    explain_dates, forecast_csv, forecast_json, forecast_table, gantt, gantt_levelled, levelled_csv, levelled_json,
    levelled_table, schedule_csv, schedule_json, schedule_table,
};
pub use standing::{standing, standing_markdown};
pub use status::{status_json, statuses_json};
pub use trend::{TrendTold, trend_drawing, trend_json};
pub use unified::unified_diff;

use crate::finding::Finding;
use crate::text::SourceSet;

/// How text may look where it goes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Look {
    /// Whether ANSI colours are understood.
    pub colour: bool,
    /// Whether lines and marks may be drawn with characters beyond ASCII.
    pub unicode: bool,
    /// The width in characters; 0 where it is not known.
    pub width: usize,
}

impl Look {
    /// The width that text is wrapped at.
    pub(super) fn columns(&self) -> usize {
        if self.width == 0 { 100 } else { self.width.clamp(40, 160) }
    }
}

/// What a check has to tell.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// The files that the findings lie in.
    pub sources: &'a SourceSet,
    /// What is open, in the order of files and places.
    pub findings: &'a [Finding],
    /// What stands before each path, such as `example-project/`; may be empty.
    pub prefix: &'a str,
    /// How many files of the plan were read.
    pub files_read: usize,
    /// How many findings were waived.
    pub waived: usize,
    /// What planmark could not do; never clean.
    pub failures: &'a [String],
}

#[cfg(test)]
pub(crate) mod tests {
    //! Findings as hostile as a plan can make them, and every output over them.

    use super::*;
    use crate::finding::Severity;
    use crate::text::{Edit, FileId, Span};

    /// A plan with findings, owned.
    pub(crate) struct Hostile {
        pub(crate) sources: SourceSet,
        pub(crate) findings: Vec<Finding>,
        failures: Vec<String>,
    }

    pub(crate) const NASTY: [&str; 14] = [
        "\r::error::forged",
        "\n::stop-commands::x",
        "::error file=a::x",
        "##[error]x ##vso[task.complete]",
        "\u{1b}[2J\u{1b}]8;;http://evil\u{7}x",
        "\u{9b}31m c1",
        "\u{202e}txt.exe\u{2066}",
        "zero\u{200b}width\u{feff}\u{e0041}",
        "a|b\\|c",
        "back``tick` `",
        "@dana ping #1 https://evil.example www.evil.example",
        "<script>alert(1)</script>&]]>",
        "%0A::error::x,:%",
        "\u{0}\u{b}\u{fffe}\u{2028}日本🙂",
    ];

    impl Hostile {
        pub(crate) fn new() -> Self {
            let text = NASTY.join(" é\t");
            let sources =
                SourceSet::of_texts(&[("plan/project.md", "---\nstage: planning\n---\n"), ("plan/tasks.md", &text)]);
            let mut findings = Vec::new();
            for (index, message) in NASTY.into_iter().enumerate() {
                let start = text.find(message).expect("it is there");
                let span = Span::new(FileId(1), start, start + message.len());
                let mut finding = Finding::new("cycle", Severity::Error, span, message);
                finding.level([Severity::Error, Severity::Warning, Severity::Info][index % 3]);
                finding.help(message).about(message).measured(message, message);
                finding.related(span, message).related(Span::new(FileId(0), 4, 9), message);
                finding.fix(message, vec![Edit { span, text: message.to_owned() }]);
                findings.push(finding);
            }
            Self { sources, findings, failures: vec![NASTY.join(" ")] }
        }

        pub(crate) fn told(&self) -> Told<'_> {
            Told {
                sources: &self.sources,
                findings: &self.findings,
                prefix: "",
                files_read: 2,
                waived: 1,
                failures: &self.failures,
            }
        }
    }

    /// A plan with many findings of all severities.
    pub(crate) fn many(number: usize) -> Hostile {
        let sources = SourceSet::of_texts(&[("tasks.md", &"- a task\n".repeat(number))]);
        let finding = |index: usize| {
            let severity = [Severity::Info, Severity::Warning, Severity::Error][index % 3];
            Finding::new("cycle", severity, Span::new(FileId(0), index * 9, index * 9 + 8), format!("finding {index}"))
        };
        Hostile { sources, findings: (0..number).map(finding).collect(), failures: Vec::new() }
    }

    pub(crate) const PLAIN: Look = Look { colour: false, unicode: true, width: 80 };

    /// All outputs over the same findings, by name.
    pub(crate) fn all(told: &Told) -> Vec<(&'static str, String)> {
        vec![
            ("full", full(told, &PLAIN)),
            ("full in ASCII", full(told, &Look { unicode: false, ..PLAIN })),
            ("concise", concise(told, &PLAIN)),
            ("statistics", statistics(told, &[], &PLAIN)),
            ("json", json(told, &[])),
            ("sarif", sarif(told)),
            ("gitlab", gitlab(told)),
            ("junit", junit(told)),
            ("markdown", markdown(told)),
            ("github", github(told)),
        ]
    }

    #[test]
    fn nothing_hostile_reaches_a_terminal_or_a_log() {
        let hostile = Hostile::new();
        for (name, text) in all(&hostile.told()) {
            for line in text.split('\n') {
                // An excerpt may hold the tab that a line of the plan has, made wide already.
                let found = line.chars().find(|letter| sink::is_unsafe(*letter));
                assert_eq!(found, None, "{name}: {line:?}");
                let forged = line.trim_start().starts_with("::");
                assert!(!forged || name == "github", "{name}: {line:?}");
                let has_command = line.char_indices().any(|(index, _)| sink::is_command(line, index));
                assert!(!has_command, "{name}: {line:?}");
            }
        }
    }

    #[test]
    fn no_findings_are_told_in_every_format() {
        let sources = SourceSet::of_texts(&[]);
        let told = Told { sources: &sources, findings: &[], prefix: "", files_read: 0, waived: 0, failures: &[] };
        for (name, text) in all(&told) {
            assert!(name == "github" || !text.is_empty(), "{name}");
        }
    }

    #[test]
    fn a_failure_is_never_clean() {
        let sources = SourceSet::of_texts(&[]);
        let failures = ["cannot read `a.md`".to_owned()];
        let told = Told { sources: &sources, findings: &[], prefix: "", files_read: 0, waived: 0, failures: &failures };
        for (name, text) in all(&told) {
            assert!(name == "gitlab" || name == "statistics" || text.contains("cannot read `a.md`"), "{name}: {text}");
        }
    }
}
