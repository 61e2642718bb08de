//! What is delivered, when and for how much: deliverables, milestones, tasks, windows, cost lines, KPIs.

use super::item::{Base, Listed, Reference, Signature, Told};
use crate::document::fields::LinkKind;
use crate::document::keys::words::{
    Basis, Better, Category, ChangeType, DeliverableKind, Earn, Gate, Impact, KpiKind, KpiSource, Per, WindowKind,
    WindowResult,
};
use crate::text::Span;
use crate::text::Spanned;
use crate::value::{Date, DateTime, Decimal, Duration, Estimate, Every, Money};

/// What must be true for a deliverable to be accepted.
#[derive(Debug)]
pub struct Criterion {
    /// The words.
    pub text: Told<String>,
    /// Who saw that it is true.
    pub met: Option<Signature>,
    /// Where the proof is.
    pub evidence: Told<String>,
    /// The whole criterion.
    pub span: Span,
}

/// Who answers for a deliverable, works on it, is asked, is told.
#[derive(Debug)]
pub struct Raci {
    /// The one who answers for it.
    pub accountable: Option<Reference>,
    /// Whether A was written, if only badly.
    pub says_accountable: bool,
    /// Who does the work.
    pub responsible: Vec<Reference>,
    /// Who is asked before.
    pub consulted: Vec<Reference>,
    /// Who is told after.
    pub informed: Vec<Reference>,
    /// The whole of it.
    pub span: Span,
}

/// When a deliverable is due.
#[derive(Debug)]
pub enum Due {
    /// On a day.
    Date(Spanned<Date>),
    /// With a milestone.
    Milestone(Reference),
}

/// What the client gets.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Deliverable {
    pub base: Base,
    pub kind: Told<DeliverableKind>,
    pub acceptance: Listed<Criterion>,
    pub acceptor: Option<Reference>,
    pub raci: Option<Raci>,
    pub due: Option<Due>,
    pub link: Told<String>,
    pub verified: Option<Signature>,
    pub accepted: Option<Signature>,
}

/// What work waits for.
#[derive(Clone, Debug)]
pub struct WaitsFor {
    /// The other one.
    pub on: Reference,
    /// Which ends are tied.
    pub kind: LinkKind,
    /// Time between the two ends; negative for a lead.
    pub lag: Duration,
    /// The whole entry.
    pub span: Span,
}

/// What is paid when a milestone is reached.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Payment {
    pub amount: Told<Money>,
    pub invoiced: Told<Date>,
    pub paid: Told<Date>,
}

/// A marker that everybody understands.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Milestone {
    pub base: Base,
    pub target: Told<Date>,
    pub after: Listed<WaitsFor>,
    pub gate: Told<Gate>,
    pub payment: Option<Payment>,
    pub reached: Told<Date>,
}

/// Somebody on a task, with how many people of it.
#[derive(Debug)]
pub struct Assigned {
    /// Who.
    pub who: Reference,
    /// How many people; None: one, or what they have if that is less.
    pub units: Told<Decimal>,
}

/// A start that cannot move.
#[derive(Debug)]
pub struct Pin {
    /// The day.
    pub date: Told<Date>,
    /// Why.
    pub reason: Told<String>,
    /// The whole of it.
    pub span: Span,
}

/// Work.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Task {
    pub base: Base,
    pub duration: Told<Estimate>,
    pub after: Listed<WaitsFor>,
    pub who: Listed<Assigned>,
    pub deliverables: Listed<Reference>,
    pub effort: Told<Duration>,
    pub skills: Vec<Spanned<String>>,
    pub windows: Listed<Reference>,
    pub not_before: Told<Date>,
    pub deadline: Told<Date>,
    pub pin: Option<Pin>,
    pub parent: Option<Reference>,
    pub earn: Told<Earn>,
    pub confirmed: Option<Signature>,
    pub started: Told<Date>,
    pub finished: Told<Date>,
    pub progress: Told<Decimal>,
    pub remaining: Told<Duration>,
    pub cancelled: Told<Date>,
    /// Whether other tasks name it as their parent.
    pub is_summary: bool,
}

impl Task {
    /// Whether it is still to be done: neither finished nor cancelled.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.finished.is_none() && self.cancelled.is_none()
    }
}

/// The way back.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Backout {
    pub text: Told<String>,
    pub takes: Told<Duration>,
    pub decide_by: Told<DateTime>,
    pub span: Span,
}

/// Who is told of an outage, and when.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Notice {
    pub to: Vec<Spanned<String>>,
    pub date: Told<Date>,
    /// Working days ahead that were agreed.
    pub days: Told<i64>,
    pub span: Span,
}

/// How an outage went.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Actual {
    pub start: Told<DateTime>,
    pub end: Told<DateTime>,
    pub result: Told<WindowResult>,
    pub span: Span,
}

/// When something is down, or must not be touched.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Window {
    pub base: Base,
    pub kind: Told<WindowKind>,
    pub start: Told<DateTime>,
    pub end: Told<DateTime>,
    pub affects: Listed<Spanned<String>>,
    pub impact: Told<Impact>,
    pub change_type: Told<ChangeType>,
    pub backout: Option<Backout>,
    pub verify: Listed<Spanned<String>>,
    pub approved: Option<Signature>,
    pub notice: Option<Notice>,
    pub actual: Option<Actual>,
}

impl Window {
    /// Whether something is down in it; a window that does not say counts as an outage.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        self.kind.as_ref().is_none_or(|kind| kind.value == WindowKind::Outage)
    }
}

/// A vendor's offer.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Quote {
    pub reference: Told<String>,
    pub valid_until: Told<Date>,
}

/// A purchase.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Order {
    pub date: Told<Date>,
    pub expected: Told<Date>,
    pub received: Told<Date>,
}

/// Something that was charged.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Spent {
    pub date: Told<Date>,
    pub amount: Told<Money>,
    pub reference: Told<String>,
    pub span: Span,
}

/// What is paid again and again.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Recurring {
    pub amount: Told<Money>,
    pub per: Told<Per>,
    pub from: Told<Date>,
    pub until: Told<Date>,
    pub span: Span,
}

/// A line of the budget.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Cost {
    pub base: Base,
    pub category: Told<Category>,
    pub amount: Told<Money>,
    pub qty: Told<Decimal>,
    pub price: Told<Money>,
    pub basis: Told<Basis>,
    pub tasks: Listed<Reference>,
    pub deliverable: Option<Reference>,
    pub vendor: Option<Reference>,
    pub quote: Option<Quote>,
    pub order: Option<Order>,
    pub spent: Listed<Spent>,
    pub recurring: Option<Recurring>,
    pub cost: Told<Money>,
    pub margin: Told<Decimal>,
}

impl Cost {
    /// What the line comes to for the client: its amount, else quantity times price.
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        let product = || Some(self.price.as_ref()?.value * self.qty.as_ref()?.value);
        self.amount.as_ref().map(|amount| amount.value).or_else(product)
    }

    /// Whether it is contingency.
    #[must_use]
    pub fn is_contingency(&self) -> bool {
        self.category.as_ref().is_some_and(|category| category.value == Category::Contingency)
    }
}

/// What was read of a KPI.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Reading {
    pub date: Told<Date>,
    pub value: Told<Decimal>,
    pub note: Told<String>,
}

/// A figure that says how it goes.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Kpi {
    pub base: Base,
    pub kind: Told<KpiKind>,
    pub unit: Told<String>,
    pub initial: Told<Decimal>,
    pub target: Told<Decimal>,
    pub better: Told<Better>,
    pub every: Told<Every>,
    pub source: Told<KpiSource>,
    pub readings: Listed<Reading>,
}
