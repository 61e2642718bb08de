//! What has no dates that mean something: work that nobody has estimated yet, and all that comes after it.
//!
//! The network counts a task without a duration as taking no time, so that a plan can be checked while it is
//! written. A date that rests on such a task is no forecast.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::{ItemIndex, Reference};
use crate::model::kinds::Task;

/// Open tasks without a duration, with all tasks and milestones whose dates rest on one of them.
#[must_use]
pub fn unestimated(project: &Project) -> BTreeSet<ItemIndex> {
    let item = |register, index: usize| ItemIndex { register, index: index as u32 };
    let is_unknown =
        |task: &Task| task.is_open() && !task.is_summary && task.duration.is_none() && task.remaining.is_none();
    let tasks = project.tasks.iter().enumerate();
    let mut open: Vec<ItemIndex> =
        tasks.filter(|(_, task)| is_unknown(task)).map(|(index, _)| item(Register::Tasks, index)).collect();
    if open.is_empty() {
        return BTreeSet::new();
    }
    let mut resting: BTreeMap<ItemIndex, Vec<ItemIndex>> = BTreeMap::new();
    let own = |other: &Reference| other.target.filter(|target| target.project == project.place).map(|one| one.item);
    for (index, task) in project.tasks.iter().enumerate().filter(|(_, task)| task.is_open()) {
        let one = item(Register::Tasks, index);
        for other in task.after.items.iter().filter_map(|wait| own(&wait.on)) {
            resting.entry(other).or_default().push(one);
        }
        // A summary lasts as long as its children.
        resting.entry(one).or_default().extend(task.parent.as_ref().and_then(own));
    }
    for (index, milestone) in project.milestones.iter().enumerate().filter(|(_, one)| one.reached.is_none()) {
        for other in milestone.after.items.iter().filter_map(|wait| own(&wait.on)) {
            resting.entry(other).or_default().push(item(Register::Milestones, index));
        }
    }
    let mut found = BTreeSet::new();
    while let Some(one) = open.pop() {
        if found.insert(one) {
            open.extend(resting.get(&one).into_iter().flatten());
        }
    }
    found
}
