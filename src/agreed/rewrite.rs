//! Writing a baseline anew: what it takes from the plan, what it keeps, and when it must not be written.

use std::collections::BTreeSet;

use super::approval::{Cover, Requests};
use super::compute::baseline;
use super::difference::{Difference, differences};
use crate::document::keys::Register;
use crate::document::keys::words::Gate;
use crate::model::Project;
use crate::model::baseline::Baseline;
use crate::model::item::{Item, Reference, Told};
use crate::schedule::Schedule;
use crate::schedule::calendar::{Calendar, Instant};
use crate::text::Spanned;
use crate::value::{Date, Money};

/// A difference and what stands behind it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Judged {
    /// The difference.
    pub difference: Difference,
    /// What stands behind it.
    pub cover: Cover,
}

/// Everything that differs between what was agreed and the plan.
#[must_use]
pub fn drift(project: &Project, plan: &Schedule, agreed: &Baseline, today: Date) -> Vec<Judged> {
    judged(&Requests::of(project, agreed), &baseline(project, plan, today))
}

fn judged(requests: &Requests, now: &Baseline) -> Vec<Judged> {
    let judge = |difference: Difference| Judged { cover: requests.cover(&difference), difference };
    differences(requests.agreed(), now).into_iter().map(judge).collect()
}

/// Why a baseline must not be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Refusal {
    /// What was agreed cannot be read, or is of another project.
    Unreadable,
    /// The file was edited by hand, or has lost its checksum: what was agreed is not known.
    NotGenuine,
    /// The file is gone from the plan, and was signed: the revision that still has it.
    Gone(String),
    /// The plan has no dates for something.
    NoDates,
    /// Something promised is different, and no approved change names it.
    Open(Vec<Judged>),
}

/// What writing a baseline comes to.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing that is agreed would change.
    Unchanged,
    /// It would be this.
    New(Box<Baseline>),
    /// It must not be written.
    Refused(Refusal),
}

/// The baseline to write. Until the planning gate is signed it is the plan as it is; after that it keeps what no
/// approved change touches.
#[must_use]
pub fn rewritten(project: &Project, plan: &Schedule, today: Date) -> Outcome {
    let now = baseline(project, plan, today);
    if now.is_uncertain {
        return Outcome::Refused(Refusal::NoDates);
    }
    let is_free = !project.is_signed(Gate::Planning);
    let agreed = match (&project.baseline, project.agreed()) {
        (None, _) => return Outcome::New(Box::new(first(project, now))),
        (Some(_), None) if is_free => return Outcome::New(Box::new(first(project, now))),
        (Some(_), None) => return Outcome::Refused(Refusal::Unreadable),
        (Some(_), Some(agreed)) => agreed,
    };
    if is_free {
        let is_same = differences(agreed, &now).is_empty() && agreed.is_genuine() == Some(true);
        return if is_same { Outcome::Unchanged } else { Outcome::New(Box::new(first(project, now))) };
    }
    if agreed.is_genuine() != Some(true) {
        return Outcome::Refused(Refusal::NotGenuine);
    }
    let requests = Requests::of(project, agreed);
    let (open, closed): (Vec<Judged>, Vec<Judged>) =
        judged(&requests, &now).into_iter().partition(|judged| judged.cover.is_open());
    if !open.is_empty() {
        return Outcome::Refused(Refusal::Open(open));
    }
    let by = |judged: &Judged| match &judged.cover {
        Cover::Change(id) => Some(id.clone()),
        _ => None,
    };
    let applied: BTreeSet<String> = closed.iter().filter_map(by).collect();
    if applied.is_empty() {
        return Outcome::Unchanged;
    }
    Outcome::New(Box::new(next(project, plan, &requests, now, &applied)))
}

/// A baseline before anything is agreed: the plan as it is, with the changes that it shows.
fn first(project: &Project, mut now: Baseline) -> Baseline {
    let shown = Requests::of(project, &now).shown(project);
    let because: Vec<Reference> = shown.into_iter().map(|change| reference(change.id(), &now)).collect();
    now.because = because;
    now
}

fn reference(id: &str, whole: &Baseline) -> Reference {
    Reference { written: Spanned::new(id.to_owned(), whole.place), target: None }
}

/// A baseline after approved changes.
fn next(
    project: &Project,
    plan: &Schedule,
    requests: &Requests,
    mut now: Baseline,
    applied: &BTreeSet<String>,
) -> Baseline {
    let agreed = requests.agreed();
    let is_touched = |register: Register, id: &str| applied.iter().any(|one| requests.touches(one, register, id));
    let is_money_touched = agreed.budget.iter().map(|cost| &cost.id.value).any(|id| is_touched(Register::Budget, id))
        || now.budget.iter().any(|cost| is_touched(Register::Budget, &cost.id.value));
    let keeper = Keeper { calendar: &plan.calendar, allowed: allowed(project, plan, applied) };
    for task in &mut now.tasks {
        let Some(before) = agreed.task(&task.id.value).filter(|one| !is_touched(Register::Tasks, &one.id.value)) else {
            continue;
        };
        task.start = keeper.kept(before.start, task.start);
        task.finish = keeper.kept(before.finish, task.finish);
        task.duration = before.duration;
        if !is_money_touched {
            task.value = before.value;
        }
    }
    for milestone in &mut now.milestones {
        let untouched = |id: &str| !is_touched(Register::Milestones, id);
        if let Some(before) = agreed.milestone(&milestone.id.value).filter(|one| untouched(&one.id.value)) {
            milestone.date = keeper.kept(before.date, milestone.date);
        }
    }
    let old = agreed.because.iter().map(|change| change.written.value.clone());
    let because: BTreeSet<String> = old.chain(applied.iter().cloned()).collect();
    now.because = because.iter().map(|id| reference(id, &now)).collect();
    now.original = agreed.original.clone().or(now.original);
    now
}

/// Working minutes by which approved changes let dates move later.
fn allowed(project: &Project, plan: &Schedule, applied: &BTreeSet<String>) -> i64 {
    let (per_day, per_week) = (plan.calendar.minutes_per_day(), plan.calendar.days_per_week());
    let impacts = project.changes.iter().filter(|change| applied.contains(change.id()));
    let delays = impacts.filter_map(|change| change.impact.as_ref()?.schedule.as_ref());
    delays.map(|delay| delay.value.minutes(per_day, per_week).max(0)).fold(0, i64::saturating_add)
}

/// Keeps dates that no change names, so that a new baseline hides no slip.
struct Keeper<'a> {
    calendar: &'a Calendar,
    allowed: i64,
}

impl Keeper<'_> {
    /// The agreed day; later by no more than the approved changes allow, where the plan is later.
    fn kept(&self, agreed: Told<Date>, now: Told<Date>) -> Told<Date> {
        let (Some(before), Some(after)) = (agreed, now) else { return agreed.or(now) };
        if after.value <= before.value || self.allowed == 0 {
            return agreed;
        }
        let limit = self.calendar.offset(Instant::end_of(before.value)).saturating_add(self.allowed);
        let last = self.calendar.finish_at(limit).map_or(before.value, Instant::finish_day);
        Some(Spanned::new(after.value.min(last.max(before.value)), after.span))
    }
}

/// How many promises differ from what was agreed without an approved change: none before the planning gate is signed.
#[must_use]
pub fn open_promises(project: &Project, drift: &[Judged]) -> usize {
    if !project.is_signed(Gate::Planning) {
        return 0;
    }
    drift.iter().filter(|judged| judged.cover.is_open()).count()
}

/// What the budget should come to: the agreed total, and what approved changes that it does not hold yet add.
#[must_use]
pub fn expected_total(project: &Project, agreed: &Baseline) -> Option<Money> {
    let requests = Requests::of(project, agreed);
    let more: Money =
        requests.pending().filter_map(|change| change.impact.as_ref()?.budget.as_ref()).map(|told| told.value).sum();
    Some(agreed.total?.value + more)
}
