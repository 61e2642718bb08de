//! From cost lines to tasks: which part of a line each task is worth, and how much of it is planned or earned.

use std::collections::BTreeMap;

use crate::document::keys::Register;
use crate::document::keys::words::Earn;
use crate::model::Project;
use crate::model::control::Stakeholder;
use crate::model::item::ItemIndex;
use crate::model::kinds::{Cost, Task};
use crate::schedule::calendar::{Calendar, Instant};
use crate::schedule::{Schedule, Slot};
use crate::value::{Date, Decimal, Duration, Money};

/// The part of a line that a task is worth.
pub(super) struct Piece<'a> {
    pub(super) task: &'a Task,
    pub(super) value: Money,
    item: ItemIndex,
    /// The days of its people, where these differ from those of the project.
    calendar: Option<Calendar>,
}

/// Spreads lines over tasks.
pub(super) struct Spreader<'a> {
    project: &'a Project,
    plan: &'a Schedule,
    /// Children by summary.
    children: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Spreader<'a> {
    pub(super) fn new(project: &'a Project, plan: &'a Schedule) -> Self {
        let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, task) in project.tasks.iter().enumerate() {
            if let Some(parent) = &task.parent
                && let Some(parent) = parent.index_in(project.place, Register::Tasks)
            {
                children.entry(parent).or_default().push(index);
            }
        }
        Self { project, plan, children }
    }

    /// A line's amount by task: in proportion to effort, where all its tasks tell one, else to duration, else in
    /// equal parts. The parts add up to the amount.
    pub(super) fn pieces(&self, cost: &Cost, amount: Money) -> Vec<Piece<'a>> {
        let tasks = self.tasks(cost);
        let weights = self.weights(&tasks);
        let whole: Decimal = weights.iter().sum();
        let mut left = amount;
        let mut pieces = Vec::with_capacity(tasks.len());
        for (place, (index, weight)) in tasks.iter().zip(&weights).enumerate() {
            let share = weight.checked_div(whole).unwrap_or(Decimal::ZERO);
            let exact = amount.0.checked_mul(*weight).and_then(|product| product.checked_div(whole)).map(Money);
            let is_last = place + 1 == tasks.len();
            let value = if is_last { left } else { exact.unwrap_or_else(|| amount * share) };
            left = left - value;
            pieces.push(self.piece(*index, value));
        }
        pieces
    }

    fn piece(&self, index: usize, value: Money) -> Piece<'a> {
        let task = &self.project.tasks[index];
        let people = task.who.items.iter().filter_map(|assigned| self.project.stakeholder(&assigned.who));
        let away: Vec<&Stakeholder> = people.filter(|person| !person.away.items.is_empty()).collect();
        let calendar = (!away.is_empty()).then(|| self.plan.calendar.shared_by(&away));
        let item = ItemIndex { register: Register::Tasks, index: index as u32 };
        Piece { task, value, item, calendar }
    }

    /// The tasks of a line, else those of its deliverable; of a summary those below it. Each once, none cancelled.
    fn tasks(&self, cost: &Cost) -> Vec<usize> {
        let place = self.project.place;
        let mut pending: Vec<usize> =
            cost.tasks.items.iter().filter_map(|task| task.index_in(place, Register::Tasks)).collect();
        let wanted = cost.deliverable.as_ref().and_then(|wanted| wanted.target);
        if pending.is_empty() && wanted.is_some() {
            let brings = |task: &Task| task.deliverables.items.iter().any(|deliverable| deliverable.target == wanted);
            pending = (0..self.project.tasks.len()).filter(|index| brings(&self.project.tasks[*index])).collect();
        }
        let mut seen = std::collections::BTreeSet::new();
        while let Some(index) = pending.pop() {
            if seen.insert(index) {
                pending.extend(self.children.get(&index).into_iter().flatten());
            }
        }
        seen.retain(|index| {
            let task = &self.project.tasks[*index];
            task.cancelled.is_none() && !task.is_summary
        });
        seen.into_iter().collect()
    }

    fn weights(&self, tasks: &[usize]) -> Vec<Decimal> {
        let calendar = &self.plan.calendar;
        let minutes = |length: Duration| {
            Decimal::from(length.minutes(calendar.minutes_per_day(), calendar.days_per_week()).max(0))
        };
        let of = |length: &dyn Fn(&Task) -> Option<Duration>| -> Option<Vec<Decimal>> {
            let lengths: Option<Vec<Decimal>> =
                tasks.iter().map(|index| length(&self.project.tasks[*index]).map(minutes)).collect();
            lengths.filter(|lengths| lengths.iter().any(|length| !length.is_zero()))
        };
        let effort = |task: &Task| task.effort.as_ref().map(|effort| effort.value);
        let duration = |task: &Task| Some(task.duration.as_ref().map_or(Duration::ZERO, |told| told.value.likely));
        of(&effort).or_else(|| of(&duration)).unwrap_or_else(|| vec![Decimal::ONE; tasks.len()])
    }
}

impl Piece<'_> {
    /// The day on which it is planned to begin. None if the plan has no dates for it.
    pub(super) fn start_day(&self, plan: &Schedule) -> Option<Date> {
        plan.slot(self.item).map(Slot::start_day)
    }

    /// The place of its task in the register.
    pub(super) fn place(&self) -> usize {
        self.item.index as usize
    }

    /// The share that is planned to be done by a moment: linear over the task's working time; at the finish for work
    /// that earns there and for work in a window. None if the plan has no dates for it.
    pub(super) fn planned_share(&self, plan: &Schedule, at: Instant) -> Option<Decimal> {
        let slot = plan.slot(self.item)?;
        if slot.finish <= at {
            return Some(Decimal::ONE);
        }
        let earn = self.task.earn.as_ref().map(|earn| earn.value);
        if slot.window.is_some() || earn == Some(Earn::AtFinish) || slot.start >= at {
            return Some(Decimal::ZERO);
        }
        if earn == Some(Earn::Halves) {
            return Some(Decimal::new(5, 1));
        }
        let calendar = self.calendar.as_ref().unwrap_or(&plan.calendar);
        let done = Decimal::from(calendar.between(slot.start, at).minutes);
        let whole = Decimal::from(calendar.between(slot.start, slot.finish).minutes);
        Some(done.checked_div(whole).unwrap_or(Decimal::ZERO))
    }
}

/// The share that is earned by the end of a day, by the task's way of earning.
pub(super) fn earned_share(task: &Task, as_of: Date) -> Decimal {
    let is_past = |date: &crate::model::item::Told<Date>| date.as_ref().is_some_and(|date| date.value <= as_of);
    if is_past(&task.finished) {
        return Decimal::ONE;
    }
    match task.earn.as_ref().map_or(Earn::ByPercent, |earn| earn.value) {
        Earn::AtFinish => Decimal::ZERO,
        Earn::Halves if is_past(&task.started) => Decimal::new(5, 1),
        Earn::Halves => Decimal::ZERO,
        Earn::ByPercent if task.started.is_some() && !is_past(&task.started) => Decimal::ZERO,
        Earn::ByPercent => {
            let percent = task.progress.as_ref().map_or(Decimal::ZERO, |progress| progress.value);
            percent.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED) / Decimal::ONE_HUNDRED
        }
    }
}
