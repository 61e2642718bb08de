//! People, and what keeps a project under control: risks, issues, actions, decisions, changes, meetings, updates.

use super::item::{Base, Listed, Reference, Signature, Target, Told};
use crate::document::keys::words::{
    ActionKind, ChangeStatus, Colour, DecisionStatus, IssueSeverity, IssueStatus, LessonKind, MeetingKind,
    MeetingStatus, Response, RiskStatus, Role, Side,
};
use crate::document::tree::Node;
use crate::text::{Span, Spanned};
use crate::value::{Date, DateTime, Decimal, Duration, Money};

/// Days on which somebody is not there.
#[derive(Debug)]
pub struct Away {
    /// The first day.
    pub from: Told<Date>,
    /// The last day; None if the absence has no end.
    pub to: Told<Date>,
    /// The whole entry.
    pub span: Span,
}

/// A person, a team or an organisation.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Stakeholder {
    pub base: Base,
    pub side: Told<Side>,
    pub roles: Listed<Spanned<Role>>,
    pub org: Told<String>,
    pub channel: Told<String>,
    pub deputy: Option<Reference>,
    pub email: Told<String>,
    pub phone: Told<String>,
    pub rate: Told<Money>,
    pub skills: Listed<Spanned<String>>,
    pub capacity: Told<Decimal>,
    pub away: Listed<Away>,
    pub influence: Told<i64>,
    pub interest: Told<i64>,
}

impl Stakeholder {
    /// Whether they have a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.items.iter().any(|told| told.value == role)
    }

    /// Whether they are on a side.
    #[must_use]
    pub fn is_on(&self, side: Side) -> bool {
        self.side.as_ref().is_some_and(|told| told.value == side)
    }

    /// Whether they may decide for the client: a sponsor or decision-maker on the client's side.
    #[must_use]
    pub fn decides_for_client(&self) -> bool {
        self.is_on(Side::Client) && (self.has(Role::Sponsor) || self.has(Role::DecisionMaker))
    }

    /// How many people it is: 1 if nothing is said.
    #[must_use]
    pub fn units(&self) -> Decimal {
        self.capacity.as_ref().map_or(Decimal::ONE, |capacity| capacity.value)
    }

    /// Whether they are away on a day.
    #[must_use]
    pub fn is_away(&self, day: Date) -> bool {
        self.away.items.iter().any(|away| {
            let starts = away.from.as_ref().is_some_and(|from| from.value <= day);
            starts && away.to.as_ref().is_none_or(|to| day <= to.value)
        })
    }
}

/// What may happen.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Risk {
    pub base: Base,
    pub cause: Told<String>,
    pub event: Told<String>,
    pub effect: Told<String>,
    pub probability: Told<i64>,
    pub impact: Told<i64>,
    pub response: Told<Response>,
    pub plan: Listed<Reference>,
    pub due: Told<Date>,
    pub reviewed: Told<Date>,
    pub days: Told<Duration>,
    pub money: Told<Money>,
    pub residual: Option<(Told<i64>, Told<i64>)>,
    pub affects: Listed<Reference>,
    pub status: Told<RiskStatus>,
    pub approved: Option<Signature>,
}

impl Risk {
    /// Probability times impact, 1 to 25; None while one is not known.
    #[must_use]
    pub fn score(&self) -> Option<i64> {
        Some(self.probability.as_ref()?.value * self.impact.as_ref()?.value)
    }

    /// Whether it may still happen.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.as_ref().is_none_or(|status| status.value == RiskStatus::Open)
    }

    /// Whether it would be welcome: somebody means to bring it about.
    #[must_use]
    pub fn is_chance(&self) -> bool {
        matches!(self.response.as_ref().map(|response| response.value), Some(Response::Exploit | Response::Enhance))
    }

    /// How likely it is, in per cent: levels 1 to 5 count as 10, 30, 50, 70 and 90. None while it is not known.
    #[must_use]
    pub fn likelihood_percent(&self) -> Option<u8> {
        Some(self.probability.as_ref()?.value.clamp(1, 5) as u8 * 20 - 10)
    }

    /// What it costs on average: its money times its likelihood. None while one is not known.
    #[must_use]
    pub fn expected_cost(&self) -> Option<Money> {
        let share = Decimal::from(self.likelihood_percent()?) / Decimal::ONE_HUNDRED;
        Some(self.money.as_ref()?.value * share)
    }
}

/// What did happen.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Issue {
    pub base: Base,
    pub severity: Told<IssueSeverity>,
    pub raised: Option<Signature>,
    pub due: Told<Date>,
    pub blocks: Listed<Reference>,
    pub from: Option<Reference>,
    pub escalated: Option<Signature>,
    pub status: Told<IssueStatus>,
    pub resolution: Told<String>,
}

impl Issue {
    /// Whether it is still to be dealt with.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.as_ref().is_none_or(|status| status.value == IssueStatus::Open)
    }
}

/// A thing to do.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Action {
    pub base: Base,
    pub due: Told<Date>,
    pub kind: Told<ActionKind>,
    pub waiting: Listed<Reference>,
    pub from: Option<Reference>,
    pub done: Told<Date>,
}

/// A thing to decide.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Decision {
    pub base: Base,
    pub status: Told<DecisionStatus>,
    pub needed_by: Told<Date>,
    pub options: Listed<Spanned<String>>,
    pub choice: Told<String>,
    pub made: Option<Signature>,
    pub from: Option<Reference>,
    pub affects: Listed<Reference>,
}

impl Decision {
    /// Whether it is still to be decided.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.status.as_ref().is_none_or(|status| status.value == DecisionStatus::Open)
    }
}

/// What an address means.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// A field of `project.md`, such as `budget_cap`.
    Project(String),
    /// A field of the scope, and a line of it: `in`, `wifi`.
    Scope(String, Option<String>),
    /// An item, or a field of it.
    Item(Target, Option<String>),
}

/// An id or the address of a field, as written, and what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// Such as `scope.in.wifi` or `hq-firewall`.
    pub written: Spanned<String>,
    /// None if nothing has that address (a change may add it).
    pub place: Option<Place>,
}

/// What a change costs in days, money, scope and risk.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct ChangeImpact {
    pub schedule: Told<Duration>,
    pub budget: Told<Money>,
    pub scope: Told<String>,
    pub risk: Told<String>,
    pub downtime: Told<Duration>,
    pub span: Span,
    /// The keys that were written, if only badly.
    pub spoiled: Vec<&'static str>,
}

/// A wish to change what was agreed.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Change {
    pub base: Base,
    pub raised: Option<Signature>,
    pub reason: Told<String>,
    pub impact: Option<ChangeImpact>,
    pub adds: Listed<Address>,
    pub modifies: Listed<Address>,
    pub removes: Listed<Address>,
    pub delta: Told<Node>,
    pub options: Listed<Spanned<String>>,
    pub needed_by: Told<Date>,
    pub status: Told<ChangeStatus>,
    pub decided: Option<Signature>,
    pub implemented: Told<Date>,
}

impl Change {
    /// What became of it; a change that does not say is proposed.
    #[must_use]
    pub fn state(&self) -> ChangeStatus {
        self.status.as_ref().map_or(ChangeStatus::Proposed, |status| status.value)
    }
}

/// People came together.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Meeting {
    pub base: Base,
    pub kind: Told<MeetingKind>,
    pub at: Told<DateTime>,
    pub status: Told<MeetingStatus>,
    pub invited: Listed<Reference>,
    pub attended: Listed<Reference>,
    pub summary: Told<String>,
    /// The day, by its id.
    pub date: Option<Date>,
}

impl Meeting {
    /// Whether it took place.
    #[must_use]
    pub fn is_held(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.value == MeetingStatus::Held)
    }

    /// Whether it is of a kind.
    #[must_use]
    pub fn is_of(&self, kind: MeetingKind) -> bool {
        self.kind.as_ref().is_some_and(|told| told.value == kind)
    }
}

/// A text, or an item of the plan.
#[derive(Debug)]
pub enum Note {
    /// Words.
    Text(Spanned<String>),
    /// An item.
    Item(Reference),
}

/// A colour by judgement.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Judgement {
    pub colour: Told<Colour>,
    pub reason: Told<String>,
    pub until: Told<Date>,
    pub span: Span,
}

/// The figures of the day of an update.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Snapshot {
    pub milestones: Vec<(Reference, Told<Date>)>,
    pub buffers: Vec<(Reference, Told<Decimal>)>,
    pub planned_value: Told<Money>,
    pub earned_value: Told<Money>,
    pub actual_cost: Told<Money>,
    pub percent: Told<Decimal>,
    pub progress: Vec<(Reference, Told<Decimal>)>,
    /// The colour of the whole.
    pub light: Told<Colour>,
    /// When the finish was expected.
    pub finish: Told<Date>,
    /// By when it had to finish.
    pub target: Told<Date>,
    pub span: Span,
}

/// A letter to the client.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Update {
    pub base: Base,
    pub by: Option<Reference>,
    pub summary: Told<String>,
    pub needs: Listed<Note>,
    pub done: Listed<Note>,
    pub next: Listed<Note>,
    pub schedule_judgement: Option<Judgement>,
    pub budget_judgement: Option<Judgement>,
    pub scope_judgement: Option<Judgement>,
    pub snapshot: Option<Snapshot>,
    /// The day, by its id.
    pub date: Option<Date>,
}

/// What to do differently.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Lesson {
    pub base: Base,
    pub kind: Told<LessonKind>,
    pub area: Told<String>,
    pub action: Told<String>,
}
