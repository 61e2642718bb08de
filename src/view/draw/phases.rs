//! Work in groups: by the task that it belongs to, or else by the milestone that it leads to.

use std::collections::BTreeMap;

use crate::audience::{Linked, PublicDates, PublicMilestone, PublicPlan, PublicTask};
use crate::document::keys::Register;
use crate::value::Date;

/// How deep work may lie below other work; what is deeper counts as just as deep.
const DEEPEST: usize = 16;

/// From so many rows on a picture shows phases rather than all work, and each phase has a page.
pub(in crate::view) const MOST_ROWS: usize = 150;

/// A task or a milestone with its dates.
#[derive(Clone, Copy)]
pub(in crate::view) enum Entry<'a> {
    /// Work.
    Task(&'a PublicTask, &'a PublicDates),
    /// A marker.
    Milestone(&'a PublicMilestone, &'a PublicDates),
}

impl<'a> Entry<'a> {
    pub(in crate::view) fn dates(&self) -> &'a PublicDates {
        match self {
            Self::Task(_, dates) | Self::Milestone(_, dates) => dates,
        }
    }

    pub(in crate::view) fn title(&self) -> &'a str {
        match self {
            Self::Task(task, _) => &task.base.title,
            Self::Milestone(milestone, _) => &milestone.base.title,
        }
    }

    pub(in crate::view) fn id(&self) -> (Register, &'a str) {
        match self {
            Self::Task(task, _) => (Register::Tasks, &task.base.id),
            Self::Milestone(milestone, _) => (Register::Milestones, &milestone.base.id),
        }
    }
}

/// Work that belongs together, in the order in which it is shown.
pub(in crate::view) struct Phase<'a> {
    /// What it is named after: a task or a milestone. None of what leads to nothing.
    pub(in crate::view) of: Option<Entry<'a>>,
    /// The month of its start, where a larger phase was cut into months.
    pub(in crate::view) month: Option<Date>,
    /// What is in it, with that item itself.
    pub(in crate::view) entries: Vec<Entry<'a>>,
}

impl<'a> Phase<'a> {
    /// From its first day to its last one, as expected and as agreed; None of nothing.
    pub(in crate::view) fn dates(&self) -> Option<PublicDates> {
        let all = || self.entries.iter().map(Entry::dates);
        let last = all().max_by_key(|dates| dates.finish)?;
        let agreed_start = all().filter_map(|dates| dates.agreed).map(|(start, _)| start).min();
        let agreed_finish = all().filter_map(|dates| dates.agreed).map(|(_, finish)| finish).max();
        Some(PublicDates {
            start: all().map(|dates| dates.start).min()?,
            finish: last.finish,
            decides: all().any(|dates| dates.decides),
            // The day of a milestone alone says nothing of when the work was to begin and end.
            agreed: agreed_start.zip(agreed_finish).filter(|_| self.is_agreed()),
            // What ends last need not be what was to end last: only a phase that ends after all of it is late.
            late_days: last
                .late_days
                .filter(|late| self.is_agreed() && (*late <= 0 || agreed_finish < Some(last.finish))),
        })
    }

    fn is_agreed(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry, Entry::Task(_, dates) if dates.agreed.is_some()))
    }

    /// Its work.
    pub(in crate::view) fn tasks(&self) -> impl Iterator<Item = &'a PublicTask> {
        self.entries.iter().filter_map(|entry| match entry {
            Entry::Task(task, _) => Some(*task),
            Entry::Milestone(..) => None,
        })
    }
}

/// The phases of a plan, in the order of time. What was cancelled or has no dates is in none.
pub(in crate::view) fn phases(plan: &PublicPlan) -> Vec<Phase<'_>> {
    let finder = Finder::new(plan);
    let mut groups: BTreeMap<Group, Vec<Entry>> = BTreeMap::new();
    let led = finder.led_to_milestones();
    for task in plan.tasks.iter().filter(|task| task.cancelled.is_none()) {
        let Some(dates) = finder.dates(Register::Tasks, &task.base.id) else { continue };
        groups.entry(finder.group(task, &led)).or_default().push(Entry::Task(task, dates));
    }
    for milestone in &plan.milestones {
        let Some(dates) = finder.dates(Register::Milestones, &milestone.base.id) else { continue };
        let own = Group::Milestone(&milestone.base.id);
        let group = if groups.contains_key(&own) { own } else { finder.group_of_milestone(milestone, &led) };
        groups.entry(group).or_default().push(Entry::Milestone(milestone, dates));
    }
    let phases = groups.into_iter().map(|(group, entries)| finder.phase(group, entries));
    let mut phases: Vec<Phase> = phases.flat_map(by_month).collect();
    let end = |phase: &Phase| phase.entries.iter().map(|entry| entry.dates().finish).max();
    let start = |phase: &Phase| phase.entries.iter().map(|entry| entry.dates().start).min();
    phases.sort_by_key(|phase| (end(phase), start(phase)));
    phases
}

/// A phase that is too large for a page becomes one a month, by the start of its work.
fn by_month(phase: Phase<'_>) -> Vec<Phase<'_>> {
    if phase.entries.len() < MOST_ROWS {
        return vec![phase];
    }
    let of = phase.of;
    let mut months: BTreeMap<Option<Date>, Vec<Entry>> = BTreeMap::new();
    for entry in phase.entries {
        let start = entry.dates().start;
        months.entry(Date::new(start.year(), start.month(), 1)).or_default().push(entry);
    }
    months.into_iter().map(|(month, entries)| Phase { of, month, entries }).collect()
}

/// What makes a group.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
enum Group<'a> {
    Task(&'a str),
    Milestone(&'a str),
    Rest,
}

struct Finder<'a> {
    plan: &'a PublicPlan,
    tasks: BTreeMap<&'a str, &'a PublicTask>,
}

impl<'a> Finder<'a> {
    fn new(plan: &'a PublicPlan) -> Self {
        Self { plan, tasks: plan.tasks.iter().map(|task| (task.base.id.as_str(), task)).collect() }
    }

    fn dates(&self, register: Register, id: &str) -> Option<&'a PublicDates> {
        self.plan.figures.dates.get(&(register, id.to_owned()))
    }

    /// A task and what it lies below, the topmost first.
    fn line(&self, task: &'a PublicTask) -> Vec<&'a PublicTask> {
        let mut line = vec![task];
        while let Some(parent) = line.last().and_then(|last| last.parent.as_ref())
            && let Some(parent) = self.tasks.get(parent.id.as_str())
            && line.len() < DEEPEST
        {
            line.push(parent);
        }
        line.reverse();
        line
    }

    fn group(&self, task: &'a PublicTask, led: &BTreeMap<&'a str, &'a str>) -> Group<'a> {
        let top = self.line(task)[0];
        if top.is_summary {
            return Group::Task(&top.base.id);
        }
        led.get(task.base.id.as_str()).map_or(Group::Rest, |milestone| Group::Milestone(milestone))
    }

    /// A milestone that no other work leads to closes the group of what it waits for last, else stands alone.
    fn group_of_milestone(&self, milestone: &'a PublicMilestone, led: &BTreeMap<&'a str, &'a str>) -> Group<'a> {
        let awaited = milestone.after.iter().filter(|linked| linked.register == Register::Tasks);
        let tasks = awaited.filter_map(|linked| self.tasks.get(linked.id.as_str()));
        let last = tasks.max_by_key(|task| self.dates(Register::Tasks, &task.base.id).map(|dates| dates.finish));
        last.map_or(Group::Milestone(&milestone.base.id), |task| match self.group(task, led) {
            // Another milestone's group is that one's.
            Group::Task(id) => Group::Task(id),
            _ => Group::Milestone(&milestone.base.id),
        })
    }

    /// Each task with the first milestone, in the order of time, that waits for it.
    fn led_to_milestones(&self) -> BTreeMap<&'a str, &'a str> {
        let mut children: BTreeMap<&str, Vec<&'a PublicTask>> = BTreeMap::new();
        for task in &self.plan.tasks {
            if let Some(parent) = &task.parent {
                children.entry(&parent.id).or_default().push(task);
            }
        }
        let mut milestones: Vec<(Option<Date>, &PublicMilestone)> = self
            .plan
            .milestones
            .iter()
            .map(|one| (self.dates(Register::Milestones, &one.base.id).map(|dates| dates.finish), one))
            .collect();
        milestones.sort_by_key(|(day, milestone)| (day.is_none(), *day, &milestone.base.id));
        let mut led: BTreeMap<&str, &str> = BTreeMap::new();
        for (_, milestone) in milestones {
            let mut pending: Vec<&str> = tasks_of(milestone.after.iter()).collect();
            while let Some(id) = pending.pop() {
                let Some(task) = self.tasks.get(id) else { continue };
                if led.contains_key(task.base.id.as_str()) {
                    continue;
                }
                led.insert(&task.base.id, &milestone.base.id);
                pending.extend(tasks_of(task.after.iter().map(|(linked, _)| linked)));
                pending.extend(children.get(id).into_iter().flatten().map(|child| child.base.id.as_str()));
            }
        }
        led
    }

    fn phase(&self, group: Group<'a>, mut entries: Vec<Entry<'a>>) -> Phase<'a> {
        let is_it = |entry: &Entry| match (group, entry.id()) {
            (Group::Task(id), (Register::Tasks, own)) | (Group::Milestone(id), (Register::Milestones, own)) => {
                id == own
            }
            _ => false,
        };
        let of = entries.iter().copied().find(is_it);
        entries.sort_by_cached_key(|entry| self.place(entry));
        Phase { of, month: None, entries }
    }

    /// By the start of what it lies below, of that what is below it, and so on; milestones by their day.
    fn place(&self, entry: &Entry<'a>) -> Vec<(Date, bool, Date, &'a str)> {
        let dates = entry.dates();
        match entry {
            Entry::Task(task, _) => {
                let line = self.line(task).into_iter();
                let place = |task: &'a PublicTask| {
                    let own = self.dates(Register::Tasks, &task.base.id).unwrap_or(dates);
                    (own.start, false, own.finish, task.base.id.as_str())
                };
                line.map(place).collect()
            }
            // After all that goes on until its day.
            Entry::Milestone(milestone, _) => vec![(dates.finish, true, dates.finish, milestone.base.id.as_str())],
        }
    }
}

fn tasks_of<'a>(linked: impl Iterator<Item = &'a Linked>) -> impl Iterator<Item = &'a str> {
    linked.filter(|linked| linked.register == Register::Tasks).map(|linked| linked.id.as_str())
}
