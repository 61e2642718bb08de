//! The two singletons: the charter in `project.md`, and the scope.

use super::item::{Listed, Reference, Signature, Told, Waiver};
use crate::document::Prose;
use crate::document::fields::Record;
use crate::document::keys::Stage;
use crate::document::keys::words::{ConstraintKind, Gate, ProviderKind};
use crate::text::{Span, Spanned};
use crate::value::{Date, DateTime, Decimal, Duration, Every, Money};

/// Work is on hold.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Hold {
    pub since: Told<Date>,
    pub reason: Told<String>,
    pub until: Told<Date>,
    pub span: Span,
}

/// Who does the work, under which contract.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Provider {
    pub name: Told<String>,
    pub kind: Told<ProviderKind>,
    pub contract: Told<String>,
    pub pm_included: Told<bool>,
    pub span: Span,
}

/// A place where work is done.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Site {
    pub id: Told<String>,
    pub title: Told<String>,
}

/// When people work.
#[derive(Clone, Debug, Default)]
pub struct CalendarFacts {
    /// The zone of all times.
    pub timezone: Told<String>,
    /// The working days, Monday first.
    pub days: Told<[bool; 7]>,
    /// From and to, in minutes since midnight.
    pub hours: Told<(u16, u16)>,
    /// Days on which nobody works.
    pub holidays: Vec<Spanned<Date>>,
    /// The days on which the client's business runs.
    pub business_days: Told<[bool; 7]>,
    /// The hours in which the client's business runs.
    pub business_hours: Told<(u16, u16)>,
}

/// How and how often the client hears from the provider.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Reporting {
    pub every: Told<Every>,
    pub day: Told<[bool; 7]>,
    pub by: Option<Reference>,
    pub channels: Vec<Spanned<String>>,
    pub to: Vec<Reference>,
    pub checkin: Told<Every>,
    pub escalation: Vec<Reference>,
    pub span: Span,
    /// What was written, if only badly.
    pub record: Record,
}

/// How far off is still fine.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Tolerance {
    pub schedule: Told<Duration>,
    /// In per cent.
    pub budget: Told<Decimal>,
    /// The share of a tolerance, in per cent, after which the colour is amber.
    pub amber: Told<Decimal>,
}

/// Somebody agreed that a stage is over.
#[derive(Debug)]
pub struct Signoff {
    /// The stage that ended.
    pub gate: Told<Gate>,
    /// Who, when, of what.
    pub signature: Signature,
}

/// What the client said at the end.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Satisfaction {
    pub score: Told<i64>,
    pub by: Option<Reference>,
    pub date: Told<Date>,
    pub note: Told<String>,
    pub span: Span,
}

/// What happens after the project.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Support {
    pub contact: Told<String>,
    pub until: Told<Date>,
}

/// The charter.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Charter {
    pub title: Told<String>,
    pub kind: Told<String>,
    pub stage: Told<Stage>,
    pub hold: Option<Hold>,
    pub client: Told<String>,
    pub provider: Option<Provider>,
    pub pm: Option<Reference>,
    pub contact: Option<Reference>,
    pub sites: Vec<Site>,
    pub start: Told<Date>,
    pub finish: Told<Date>,
    pub currency: Told<String>,
    pub budget_cap: Told<Money>,
    pub calendar: CalendarFacts,
    pub reporting: Option<Reporting>,
    pub tolerance: Tolerance,
    pub as_of: Told<Date>,
    pub signoffs: Vec<Signoff>,
    pub satisfaction: Option<Satisfaction>,
    pub support: Option<Support>,
    pub waivers: Vec<Waiver>,
    pub body: Prose,
    /// All fields as they were read.
    pub record: Record,
    /// The opening `---` of `project.md`: where a fact that it lacks is reported.
    pub opening: Span,
    /// The value of `stage`, else the opening: where a missing file or register is reported.
    pub stage_place: Span,
    /// Whether a syntax error hides part of `project.md`.
    pub is_uncertain: bool,
}

impl Charter {
    /// Whether a field was written at all, if only badly, or may have been.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.is_uncertain || self.record.says(key)
    }

    /// The present stage; a project that does not say is at its beginning.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.stage.as_ref().map_or(Stage::Identification, |stage| stage.value)
    }

    /// Whether the project still goes on.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.stage().is_active()
    }
}

/// A line of what is in or out.
#[derive(Debug)]
pub struct ScopeLine {
    /// Its id, written or made of the text.
    pub id: Spanned<String>,
    /// The words.
    pub text: Told<String>,
    /// The deliverable that brings it.
    pub deliverable: Option<Reference>,
}

/// What will be true at the end.
#[derive(Debug)]
pub struct Objective {
    /// The words.
    pub text: Told<String>,
    /// The KPI that measures it.
    pub kpi: Option<Reference>,
    /// The whole of it.
    pub span: Span,
}

/// What is taken to be true.
#[derive(Debug)]
pub struct Assumption {
    /// The words.
    pub text: Told<String>,
    /// Who found out.
    pub checked: Option<Signature>,
    /// What happens if it is not true.
    pub if_false: Told<String>,
    /// The whole of it.
    pub span: Span,
}

/// A limit that the business sets.
#[derive(Debug)]
pub struct Constraint {
    /// What kind of limit.
    pub kind: Told<ConstraintKind>,
    /// The words.
    pub text: Told<String>,
    /// The whole of it.
    pub span: Span,
}

/// What the work takes.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Needs {
    pub skills: Listed<Spanned<String>>,
    pub technicians: Told<i64>,
    pub hardware: Listed<Spanned<String>>,
    pub software: Listed<Spanned<String>>,
    pub client: Listed<Spanned<String>>,
    pub span: Span,
    /// What was written, if only badly.
    pub record: Record,
}

/// The scope.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Scope {
    pub why: Listed<Spanned<String>>,
    pub objectives: Listed<Objective>,
    pub done_when: Listed<Spanned<String>>,
    pub included: Listed<ScopeLine>,
    pub excluded: Listed<ScopeLine>,
    pub assumptions: Listed<Assumption>,
    pub constraints: Listed<Constraint>,
    pub needs: Option<Needs>,
    pub order: Told<String>,
    pub waivers: Vec<Waiver>,
    pub body: Prose,
    /// All fields as they were read.
    pub record: Record,
    /// Where a fact that it lacks is reported: `scope:` or the opening `---` of `scope.md`; None if there is no scope.
    pub place: Option<Span>,
    /// Whether a syntax error hides part of it.
    pub is_uncertain: bool,
}

impl Scope {
    /// Whether a field was written at all, if only badly, or may have been.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.is_uncertain || self.record.says(key)
    }
}

/// When nothing may change anywhere.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Freeze {
    pub title: Told<String>,
    pub start: Told<DateTime>,
    pub end: Told<DateTime>,
    pub span: Span,
}
