//! What leads to what in the plan, gathered once: the page of every item asks for it.

use std::collections::BTreeMap;

use crate::audience::{
    Linked, PublicBase, PublicChange, PublicDeliverable, PublicIssue, PublicMilestone, PublicPlan, PublicTask,
    PublicWindow,
};
use crate::document::keys::Register;

/// Things by the item that they lead to, in the order of the plan.
type Leading<'a, T> = BTreeMap<Register, BTreeMap<&'a str, Vec<T>>>;

/// The plan from all sides. Items are found by id, what leads to them by register and id.
pub(super) struct Web<'a> {
    tasks: BTreeMap<&'a str, &'a PublicTask>,
    milestones: BTreeMap<&'a str, &'a PublicMilestone>,
    windows: BTreeMap<&'a str, &'a PublicWindow>,
    deliverables: BTreeMap<&'a str, &'a PublicDeliverable>,
    following_tasks: Leading<'a, &'a PublicTask>,
    following_milestones: Leading<'a, &'a PublicMilestone>,
    changes: Leading<'a, &'a PublicChange>,
    /// Issues, by their places in the plan.
    holding: Leading<'a, usize>,
    due: Leading<'a, &'a PublicDeliverable>,
    in_order: Vec<&'a PublicTask>,
    places: BTreeMap<&'a str, usize>,
    bringing: BTreeMap<&'a str, Vec<&'a PublicTask>>,
    by_person: BTreeMap<&'a str, Vec<&'a PublicTask>>,
    by_site: BTreeMap<&'a str, Vec<&'a PublicBase>>,
    issues: &'a [PublicIssue],
}

/// What a list says of each id, each thing once.
fn gathered<'a, T>(
    pairs: impl Iterator<Item = (&'a str, T)>,
    is_same: fn(&T, &T) -> bool,
) -> BTreeMap<&'a str, Vec<T>> {
    let mut gathered: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for (id, thing) in pairs {
        let there = gathered.entry(id).or_default();
        if !there.last().is_some_and(|last| is_same(last, &thing)) {
            there.push(thing);
        }
    }
    gathered
}

/// As [`gathered`], for things that stand in the plan.
fn things<'a, T>(pairs: impl Iterator<Item = (&'a str, &'a T)>) -> BTreeMap<&'a str, Vec<&'a T>> {
    gathered(pairs, |one, other| std::ptr::eq(*one, *other))
}

/// As [`gathered`], for items of all registers.
fn leading<'a, T: Copy>(pairs: impl Iterator<Item = (&'a Linked, T)>, is_same: fn(&T, &T) -> bool) -> Leading<'a, T> {
    let mut by_register: BTreeMap<Register, Vec<(&str, T)>> = BTreeMap::new();
    for (linked, thing) in pairs {
        by_register.entry(linked.register).or_default().push((linked.id.as_str(), thing));
    }
    by_register.into_iter().map(|(register, pairs)| (register, gathered(pairs.into_iter(), is_same))).collect()
}

/// As [`leading`], for things that stand in the plan.
fn leading_things<'a, T>(pairs: impl Iterator<Item = (&'a Linked, &'a T)>) -> Leading<'a, &'a T> {
    leading(pairs, |one, other| std::ptr::eq(*one, *other))
}

fn under<'s, T>(leading: &'s Leading<'_, T>, register: Register, id: &str) -> &'s [T] {
    leading.get(&register).and_then(|ids| ids.get(id)).map_or(&[], Vec::as_slice)
}

impl<'a> Web<'a> {
    pub(super) fn of(plan: &'a PublicPlan) -> Self {
        let in_order = tasks_in_order(plan);
        let after = |task: &'a PublicTask| task.after.iter().map(move |(linked, _)| (linked, task));
        let touched = |one: &'a PublicChange| one.adds.iter().chain(&one.modifies).map(move |linked| (linked, one));
        let held = |(place, one): (usize, &'a PublicIssue)| one.blocks.iter().map(move |linked| (linked, place));
        let before = |one: &'a PublicMilestone| one.after.iter().map(move |linked| (linked, one));
        let due = |one: &'a PublicDeliverable| one.due_with.iter().map(move |linked| (linked, one));
        let brings = |task: &&'a PublicTask| {
            let task: &'a PublicTask = task;
            task.deliverables.iter().map(move |one| (one.id.as_str(), task))
        };
        Self {
            tasks: plan.tasks.iter().map(|one| (one.base.id.as_str(), one)).collect(),
            milestones: plan.milestones.iter().map(|one| (one.base.id.as_str(), one)).collect(),
            windows: plan.windows.iter().map(|one| (one.base.id.as_str(), one)).collect(),
            deliverables: plan.deliverables.iter().map(|one| (one.base.id.as_str(), one)).collect(),
            following_tasks: leading_things(plan.tasks.iter().flat_map(after)),
            following_milestones: leading_things(plan.milestones.iter().flat_map(before)),
            changes: leading_things(plan.changes.iter().flat_map(touched)),
            holding: leading(plan.issues.iter().enumerate().flat_map(held), usize::eq),
            due: leading_things(plan.deliverables.iter().flat_map(due)),
            bringing: things(in_order.iter().flat_map(brings)),
            by_person: things(plan.tasks.iter().flat_map(|task| task.who.iter().map(move |who| (who.as_str(), task)))),
            by_site: things(plan.bases().filter_map(|base| Some((base.site.as_deref()?, base)))),
            places: (0..).zip(&in_order).map(|(place, task)| (task.base.id.as_str(), place)).collect(),
            in_order,
            issues: &plan.issues,
        }
    }

    pub(super) fn task(&self, id: &str) -> Option<&'a PublicTask> {
        self.tasks.get(id).copied()
    }

    pub(super) fn milestone(&self, id: &str) -> Option<&'a PublicMilestone> {
        self.milestones.get(id).copied()
    }

    pub(super) fn window(&self, id: &str) -> Option<&'a PublicWindow> {
        self.windows.get(id).copied()
    }

    pub(super) fn deliverable(&self, id: &str) -> Option<&'a PublicDeliverable> {
        self.deliverables.get(id).copied()
    }

    /// All tasks in the order of their dates, those without any by what they wait for.
    pub(super) fn tasks_in_order(&self) -> &[&'a PublicTask] {
        &self.in_order
    }

    /// Where a task stands among them.
    pub(super) fn place_in_order(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Tasks and milestones that wait for an item.
    pub(super) fn followers(&self, base: &PublicBase) -> (&[&'a PublicTask], &[&'a PublicMilestone]) {
        let (register, id) = (base.register, base.id.as_str());
        (under(&self.following_tasks, register, id), under(&self.following_milestones, register, id))
    }

    /// Changes that name an item.
    pub(super) fn changes_of(&self, base: &PublicBase) -> &[&'a PublicChange] {
        under(&self.changes, base.register, &base.id)
    }

    /// Issues that hold up one of these tasks.
    pub(super) fn issues_holding(&self, tasks: &[&str]) -> Vec<&'a PublicIssue> {
        let of_task = |id: &&str| under(&self.holding, Register::Tasks, id).iter();
        let mut places: Vec<usize> = tasks.iter().flat_map(of_task).copied().collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| &self.issues[place]).collect()
    }

    /// Deliverables that are due with a milestone.
    pub(super) fn due_with(&self, milestone: &PublicBase) -> &[&'a PublicDeliverable] {
        under(&self.due, milestone.register, &milestone.id)
    }

    /// Tasks that bring a deliverable, in the order of their dates.
    pub(super) fn work_for(&self, deliverable: &str) -> &[&'a PublicTask] {
        self.bringing.get(deliverable).map_or(&[], Vec::as_slice)
    }

    /// Tasks of a person, by what people call them.
    pub(super) fn work_of(&self, name: &str) -> &[&'a PublicTask] {
        self.by_person.get(name).map_or(&[], Vec::as_slice)
    }

    /// Everything that belongs to a site, by what people call it.
    pub(super) fn at_site(&self, name: &str) -> &[&'a PublicBase] {
        self.by_site.get(name).map_or(&[], Vec::as_slice)
    }
}

fn tasks_in_order(plan: &PublicPlan) -> Vec<&PublicTask> {
    let mut tasks: Vec<&PublicTask> = plan.tasks.iter().collect();
    let depths = depths(plan);
    tasks.sort_by_cached_key(|task| {
        let dates = plan.figures.dates.get(&(Register::Tasks, task.base.id.clone()));
        let dates = dates.map(|dates| (dates.start, dates.finish));
        (dates.is_none(), dates, depths.get(task.base.id.as_str()).copied(), task.base.id.clone())
    });
    tasks
}

/// How many steps of visible work come before a task, where some work has no dates to be sorted by.
fn depths(plan: &PublicPlan) -> BTreeMap<&str, usize> {
    let undated = |task: &&PublicTask| !plan.figures.dates.contains_key(&(Register::Tasks, task.base.id.clone()));
    let tasks: Vec<&PublicTask> = plan.tasks.iter().filter(undated).collect();
    let place: BTreeMap<&str, usize> = (0..).zip(&tasks).map(|(place, task)| (task.base.id.as_str(), place)).collect();
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); tasks.len()];
    let mut waits = vec![0_usize; tasks.len()];
    for (index, task) in tasks.iter().enumerate() {
        let before = task.after.iter().filter(|(linked, _)| linked.register == Register::Tasks);
        for other in before.filter_map(|(linked, _)| place.get(linked.id.as_str())) {
            followers[*other].push(index);
            waits[index] += 1;
        }
    }
    let mut depths: Vec<usize> = vec![0; tasks.len()];
    let mut ready: Vec<usize> = (0..tasks.len()).filter(|index| waits[*index] == 0).collect();
    while let Some(index) = ready.pop() {
        for follower in &followers[index] {
            depths[*follower] = depths[*follower].max(depths[index] + 1);
            waits[*follower] -= 1;
            if waits[*follower] == 0 {
                ready.push(*follower);
            }
        }
    }
    place.into_iter().map(|(id, index)| (id, depths[index])).collect()
}
