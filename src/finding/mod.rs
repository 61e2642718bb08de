//! What is wrong, where, and what to do. Knows no rule and no output.

use crate::text::{Edit, Span};

/// How bad it is; the worst first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// The plan is wrong: exit code 1.
    Error,
    /// The plan is likely wrong, or lacks what its stage asks for.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word that people read: `error`, `warning`, `info`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// A second place that matters to a finding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there, such as `the first one is here`.
    pub text: String,
}

/// A change that would end the finding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fix {
    /// What it does, in the imperative: `use the nearest name`.
    pub title: String,
    /// The edits, none overlapping, all in one file.
    pub edits: Vec<Edit>,
    /// Whether `--fix` may apply it without asking: it has one reading and loses nothing.
    pub is_safe: bool,
}

/// The figure a rule measured, against its threshold.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Measure {
    /// What was found, such as `0.917`.
    pub value: String,
    /// What was asked, such as `at least 0.95`.
    pub threshold: String,
}

/// A rule that could not measure, and why. That is never a pass.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotRun {
    /// The rule's name.
    pub rule: &'static str,
    /// The folder of the project, empty for the root itself.
    pub project: String,
    /// Why, to follow "not run:".
    pub reason: String,
}

/// One thing that is wrong or worth knowing, at its exact place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// The rule's name, such as `dangling-reference`.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The place to change.
    pub span: Span,
    /// What is wrong: names the thing and the fact, lower case, no full stop.
    pub message: String,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    /// A change that would end it.
    pub fix: Option<Fix>,
    /// The ids of the items concerned.
    pub items: Vec<String>,
    /// Whether the finding says that something is not there yet, so that the present stage softens it to a warning.
    pub is_absence: bool,
    /// The figure behind it, where a rule measures.
    pub measure: Option<Measure>,
}

impl Finding {
    /// A finding with its place and its message; the rest is added to it.
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            span,
            message: message.into(),
            labels: Vec::new(),
            help: None,
            fix: None,
            items: Vec::new(),
            is_absence: false,
            measure: None,
        }
    }

    /// Adds a second place.
    pub fn related(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help = Some(text.into());
        self
    }

    /// Gives a change that `--fix` may apply.
    pub fn fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fix = Some(Fix { title: title.into(), edits, is_safe: true });
        self
    }

    /// Gives a change that a person should look at first.
    pub fn suggest(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fix = Some(Fix { title: title.into(), edits, is_safe: false });
        self
    }

    /// Names an item concerned.
    pub fn about(&mut self, id: impl Into<String>) -> &mut Self {
        self.items.push(id.into());
        self
    }

    /// Gives the finding a severity of its own, where a rule has several.
    pub fn level(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Says that this is about something that is not there yet.
    pub fn absent(&mut self) -> &mut Self {
        self.is_absence = true;
        self
    }

    /// Gives the figure behind it.
    pub fn measured(&mut self, value: impl Into<String>, threshold: impl Into<String>) -> &mut Self {
        self.measure = Some(Measure { value: value.into(), threshold: threshold.into() });
        self
    }
}
