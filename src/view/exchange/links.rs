//! What waits for what in an exchanged plan, requests included.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::fields::LinkKind;
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::model::kinds::WaitsFor;
use crate::schedule::Schedule;
use crate::value::Duration;

/// A link to another item of the project.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) from: ItemIndex,
    pub(super) kind: LinkKind,
    pub(super) lag: Duration,
}

/// All links by the one that waits.
pub(super) struct Links {
    by_item: BTreeMap<ItemIndex, Vec<Link>>,
    awaited: BTreeSet<ItemIndex>,
    /// How many lead to other projects.
    pub(super) foreign: usize,
}

impl Links {
    pub(super) fn of(project: &Project, schedule: &Schedule) -> Self {
        let mut links = Self { by_item: BTreeMap::new(), awaited: BTreeSet::new(), foreign: 0 };
        for (index, task) in project.tasks.iter().enumerate().filter(|(_, task)| !task.is_summary) {
            links.add(project, schedule, item(Register::Tasks, index), &task.after.items);
        }
        for (index, milestone) in project.milestones.iter().enumerate() {
            links.add(project, schedule, item(Register::Milestones, index), &milestone.after.items);
        }
        links.add_requests(project, schedule);
        links
    }

    /// What an item waits for.
    pub(super) fn before(&self, item: ItemIndex) -> &[Link] {
        self.by_item.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Whether something waits for an item.
    pub(super) fn is_awaited(&self, item: ItemIndex) -> bool {
        self.awaited.contains(&item)
    }

    fn add(&mut self, project: &Project, schedule: &Schedule, to: ItemIndex, waits: &[WaitsFor]) {
        for wait in waits {
            let Some(target) = wait.on.target else { continue };
            if target.project != project.place {
                self.foreign += 1;
            } else if schedule.slot(target.item).is_some() {
                self.push(to, Link { from: target.item, kind: wait.kind, lag: wait.lag });
            }
        }
    }

    fn push(&mut self, to: ItemIndex, link: Link) {
        self.awaited.insert(link.from);
        self.by_item.entry(to).or_default().push(link);
    }

    /// What an action is for waits for it; for a window those tasks that want it first.
    fn add_requests(&mut self, project: &Project, schedule: &Schedule) {
        for (index, action) in project.actions.iter().enumerate() {
            let from = item(Register::Actions, index);
            for target in action.waiting.items.iter().filter_map(|reference| reference.target) {
                if target.project != project.place || schedule.slot(from).is_none() {
                    continue;
                }
                for to in waiting(project, target.item) {
                    self.push(to, Link { from, kind: LinkKind::FinishStart, lag: Duration::ZERO });
                }
            }
        }
    }
}

fn waiting(project: &Project, target: ItemIndex) -> Vec<ItemIndex> {
    let wants = |task: &crate::model::kinds::Task| {
        task.windows.items.first().and_then(|window| window.target).is_some_and(|window| window.item == target)
    };
    match target.register {
        Register::Windows => {
            let bound = project.tasks.iter().enumerate().filter(|(_, task)| wants(task));
            bound.map(|(index, _)| item(Register::Tasks, index)).collect()
        }
        Register::Tasks if project.tasks[target.index as usize].is_summary => Vec::new(),
        _ => vec![target],
    }
}

fn item(register: Register, index: usize) -> ItemIndex {
    ItemIndex { register, index: index as u32 }
}
