//! Items as the client may see them.

use super::plan::{Linked, PublicBase, PublicSignature};
use crate::document::keys::words::{
    ActionKind, Basis, Better, Category, ChangeStatus, Colour, DecisionStatus, DeliverableKind, Gate, Impact,
    IssueSeverity, IssueStatus, KpiKind, KpiSource, LessonKind, MeetingKind, MeetingStatus, Per, Response, RiskStatus,
    Role, Side, WindowKind, WindowResult,
};
use crate::value::{Date, DateTime, Decimal, Duration, Every, Money};

/// A person, with what the other side needs to know of them.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicPerson {
    pub base: PublicBase,
    pub position: Option<String>,
    pub side: Option<Side>,
    pub roles: Vec<Role>,
    pub org: Option<String>,
    pub channel: Option<String>,
    pub deputy: Option<String>,
}

/// A criterion of acceptance.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicCriterion {
    pub text: String,
    pub met: Option<PublicSignature>,
    pub evidence: Option<String>,
}

/// What the client gets.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicDeliverable {
    pub base: PublicBase,
    pub kind: Option<DeliverableKind>,
    pub acceptance: Vec<PublicCriterion>,
    pub acceptor: Option<String>,
    pub accountable: Option<String>,
    pub responsible: Vec<String>,
    pub due: Option<Date>,
    pub due_with: Option<Linked>,
    pub link: Option<String>,
    pub verified: Option<PublicSignature>,
    pub accepted: Option<PublicSignature>,
}

/// A marker on the way.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicMilestone {
    pub base: PublicBase,
    pub target: Option<Date>,
    pub after: Vec<Linked>,
    pub gate: Option<Gate>,
    pub payment: Option<Money>,
    pub reached: Option<Date>,
}

/// Work; of those who do it the names.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicTask {
    pub base: PublicBase,
    pub duration: Option<Duration>,
    pub after: Vec<(Linked, String)>,
    pub who: Vec<String>,
    pub deliverables: Vec<Linked>,
    pub windows: Vec<Linked>,
    pub parent: Option<Linked>,
    pub not_before: Option<Date>,
    pub deadline: Option<Date>,
    pub confirmed: Option<PublicSignature>,
    pub started: Option<Date>,
    pub finished: Option<Date>,
    pub progress: Option<Decimal>,
    pub cancelled: Option<Date>,
    pub is_summary: bool,
}

/// An outage or a freeze.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicWindow {
    pub base: PublicBase,
    pub kind: WindowKind,
    pub start: Option<DateTime>,
    pub end: Option<DateTime>,
    pub affects: Vec<String>,
    pub impact: Option<Impact>,
    pub backout: Option<String>,
    pub backout_takes: Option<Duration>,
    pub decide_by: Option<DateTime>,
    pub verify: Vec<String>,
    pub approved: Option<PublicSignature>,
    pub notice: Option<(Vec<String>, Option<Date>)>,
    pub actual_start: Option<DateTime>,
    pub actual_end: Option<DateTime>,
    pub result: Option<WindowResult>,
    /// Whether any work, visible or not, is still to be done in it.
    pub is_wanted: bool,
    pub tasks: Vec<Linked>,
}

/// Something that was charged.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicSpent {
    pub date: Option<Date>,
    pub amount: Money,
}

/// A line of the budget, the client's price alone.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicCost {
    pub base: PublicBase,
    pub category: Option<Category>,
    pub amount: Option<Money>,
    pub basis: Option<Basis>,
    pub tasks: Vec<Linked>,
    pub deliverable: Option<Linked>,
    pub spent: Vec<PublicSpent>,
    pub recurring: Option<(Money, Per, Option<Date>, Option<Date>)>,
}

/// A figure that says how it goes.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicKpi {
    pub base: PublicBase,
    pub kind: Option<KpiKind>,
    pub unit: Option<String>,
    pub initial: Option<Decimal>,
    pub target: Option<Decimal>,
    pub better: Option<Better>,
    pub every: Option<Every>,
    pub source: Option<KpiSource>,
    pub readings: Vec<(Date, Decimal, Option<String>)>,
}

/// A risk that is shared with the client.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicRisk {
    pub base: PublicBase,
    pub cause: Option<String>,
    pub event: Option<String>,
    pub effect: Option<String>,
    pub probability: Option<i64>,
    pub impact: Option<i64>,
    pub response: Option<Response>,
    pub plan: Vec<Linked>,
    pub due: Option<Date>,
    pub reviewed: Option<Date>,
    pub affects: Vec<Linked>,
    pub status: RiskStatus,
}

/// An issue that is shared with the client.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicIssue {
    pub base: PublicBase,
    pub severity: Option<IssueSeverity>,
    pub raised: Option<PublicSignature>,
    pub due: Option<Date>,
    pub blocks: Vec<Linked>,
    pub from: Option<Linked>,
    pub status: IssueStatus,
    pub resolution: Option<String>,
}

/// A thing that somebody must do.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicAction {
    pub base: PublicBase,
    pub due: Option<Date>,
    pub kind: Option<ActionKind>,
    pub waiting: Vec<Linked>,
    pub from: Option<Linked>,
    pub done: Option<Date>,
    /// Whether the client has to do it.
    pub is_clients: bool,
}

/// A thing to decide, or decided.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicDecision {
    pub base: PublicBase,
    pub status: DecisionStatus,
    pub needed_by: Option<Date>,
    pub options: Vec<String>,
    pub choice: Option<String>,
    pub made: Option<PublicSignature>,
    pub affects: Vec<Linked>,
    /// Whether the client has to decide it.
    pub is_clients: bool,
}

/// A wish to change what was agreed.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicChange {
    pub base: PublicBase,
    pub raised: Option<PublicSignature>,
    pub reason: Option<String>,
    pub schedule: Option<Duration>,
    pub budget: Option<Money>,
    pub scope: Option<String>,
    pub risk: Option<String>,
    pub downtime: Option<Duration>,
    pub adds: Vec<Linked>,
    pub modifies: Vec<Linked>,
    pub removes: Vec<String>,
    pub options: Vec<String>,
    pub needed_by: Option<Date>,
    pub status: ChangeStatus,
    pub decided: Option<PublicSignature>,
    pub implemented: Option<Date>,
}

/// People came together.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicMeeting {
    pub base: PublicBase,
    pub kind: Option<MeetingKind>,
    pub date: Option<Date>,
    pub at: Option<DateTime>,
    pub status: Option<MeetingStatus>,
    pub invited: Vec<String>,
    pub attended: Vec<String>,
    pub summary: Option<String>,
}

/// A text, or another item.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum PublicNote {
    Text(String),
    Item(Linked),
}

/// A letter to the client.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicUpdate {
    pub base: PublicBase,
    pub date: Option<Date>,
    pub by: Option<String>,
    pub summary: Option<String>,
    pub needs: Vec<PublicNote>,
    pub done: Vec<PublicNote>,
    pub next: Vec<PublicNote>,
    /// Colours by judgement: of what, which, why, until when.
    pub judgements: Vec<(&'static str, Colour, String, Option<Date>)>,
}

/// What was learnt, where it is shared with the client.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicLesson {
    pub base: PublicBase,
    pub kind: Option<LessonKind>,
    pub area: Option<String>,
    pub action: Option<String>,
}

impl PublicCost {
    /// Whether it is contingency.
    #[must_use]
    pub fn is_contingency(&self) -> bool {
        self.category == Some(Category::Contingency)
    }
}
