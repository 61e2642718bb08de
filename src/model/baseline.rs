//! What was agreed, in words and figures: the generated `baseline.yml`, and the same of a plan as it is now.

use super::Project;
use super::charter::Tolerance;
use super::item::{Reference, Told};
use crate::document::keys::words::DeliverableKind;
use crate::text::{Span, Spanned};
use crate::value::{Date, Duration, Money};

/// What was first agreed; it stays for ever.
#[derive(Clone, Debug, Default)]
pub struct Original {
    /// The day on which it was written.
    pub date: Told<Date>,
    /// The planned finish.
    pub finish: Told<Date>,
    /// The planned days of milestones, by id.
    pub milestones: Vec<(Spanned<String>, Spanned<Date>)>,
    /// All lines of the client's budget, contingency included.
    pub total: Told<Money>,
}

/// Dates, cap and tolerances of the charter.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct AgreedProject {
    pub start: Told<Date>,
    pub finish: Told<Date>,
    pub budget_cap: Told<Money>,
    pub tolerance: Tolerance,
}

/// A line with its id.
pub type AgreedLine = (Spanned<String>, Spanned<String>);

/// What is in and out, and when it is done.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct AgreedScope {
    pub included: Vec<AgreedLine>,
    pub excluded: Vec<AgreedLine>,
    pub done_when: Vec<Spanned<String>>,
    pub objectives: Vec<Spanned<String>>,
    pub constraints: Vec<Spanned<String>>,
}

/// A deliverable.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct AgreedDeliverable {
    pub id: Spanned<String>,
    pub title: Told<String>,
    pub kind: Told<DeliverableKind>,
    pub acceptance: Vec<Spanned<String>>,
    /// A date, or the id of a milestone.
    pub due: Told<String>,
    pub acceptor: Told<String>,
}

/// A task.
#[derive(Clone, Debug)]
pub struct AgreedTask {
    /// Its id.
    pub id: Spanned<String>,
    /// The planned start.
    pub start: Told<Date>,
    /// The planned finish.
    pub finish: Told<Date>,
    /// The likely length.
    pub duration: Told<Duration>,
    /// Its part of the client's budget; None if no line is tied to it.
    pub value: Told<Money>,
}

/// A milestone.
#[derive(Clone, Debug)]
pub struct AgreedMilestone {
    /// Its id.
    pub id: Spanned<String>,
    /// The day on which it was planned to be reached.
    pub date: Told<Date>,
    /// The day that was promised.
    pub target: Told<Date>,
}

/// A line of the client's budget.
#[derive(Clone, Debug)]
pub struct AgreedCost {
    /// Its id.
    pub id: Spanned<String>,
    /// What it comes to.
    pub amount: Spanned<Money>,
}

/// What was agreed. Items are sorted by id. In one that is computed from a plan, places are those in the plan.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// Where something that it lacks is reported: the start of the file.
    pub place: Span,
    /// The id of the project.
    pub of: Told<String>,
    /// The day on which it was written.
    pub date: Told<Date>,
    /// The approved changes that it holds beyond what was first agreed.
    pub because: Vec<Reference>,
    /// What was first agreed.
    pub original: Option<Original>,
    /// Dates, cap and tolerances.
    pub project: AgreedProject,
    /// What is in and out.
    pub scope: AgreedScope,
    /// What the client gets.
    pub deliverables: Vec<AgreedDeliverable>,
    /// The planned work.
    pub tasks: Vec<AgreedTask>,
    /// The markers on the way.
    pub milestones: Vec<AgreedMilestone>,
    /// The lines of the client's budget.
    pub budget: Vec<AgreedCost>,
    /// All lines, contingency included.
    pub total: Told<Money>,
    /// The checksum as written.
    pub checksum: Told<String>,
    /// The checksum that its content has.
    pub content_hash: String,
    /// Whether a syntax error hides part of it: then what it does not say is unknown.
    pub is_uncertain: bool,
}

/// The entry of an id, of entries sorted by id.
fn find<'a, T>(entries: &'a [T], id: &str, id_of: fn(&T) -> &str) -> Option<&'a T> {
    entries.binary_search_by(|entry| id_of(entry).cmp(id)).ok().map(|place| &entries[place])
}

impl Baseline {
    /// The agreed dates of a task.
    #[must_use]
    pub fn task(&self, id: &str) -> Option<&AgreedTask> {
        find(&self.tasks, id, |task| &task.id.value)
    }

    /// The agreed day of a milestone.
    #[must_use]
    pub fn milestone(&self, id: &str) -> Option<&AgreedMilestone> {
        find(&self.milestones, id, |milestone| &milestone.id.value)
    }

    /// An agreed deliverable.
    #[must_use]
    pub fn deliverable(&self, id: &str) -> Option<&AgreedDeliverable> {
        find(&self.deliverables, id, |deliverable| &deliverable.id.value)
    }

    /// An agreed line of the budget.
    #[must_use]
    pub fn cost(&self, id: &str) -> Option<&AgreedCost> {
        find(&self.budget, id, |cost| &cost.id.value)
    }

    /// The last planned finish of a task or milestone.
    #[must_use]
    pub fn finish(&self) -> Option<Date> {
        let tasks = self.tasks.iter().filter_map(|task| task.finish.as_ref());
        let milestones = self.milestones.iter().filter_map(|milestone| milestone.date.as_ref());
        tasks.chain(milestones).map(|date| date.value).max()
    }

    /// Whether it says of itself that it is of another project.
    #[must_use]
    pub fn is_foreign(&self, project: &Project) -> bool {
        self.of.as_ref().is_some_and(|of| of.value != project.id)
    }

    /// Whether its words are those that planmark wrote: false after an edit by hand, None without a checksum.
    #[must_use]
    pub fn is_genuine(&self) -> Option<bool> {
        self.checksum.as_ref().map(|checksum| checksum.value == self.content_hash)
    }
}

impl Project {
    /// What was agreed, if that can be read whole and is of this project: nothing may be held against less.
    #[must_use]
    pub fn agreed(&self) -> Option<&Baseline> {
        self.baseline.as_ref().filter(|baseline| !baseline.is_uncertain && !baseline.is_foreign(self))
    }
}
