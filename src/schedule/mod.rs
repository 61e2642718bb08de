//! When can everything happen? Pure maths from a project to its schedule: the critical path method with working
//! calendars, four kinds of links, outage windows and progress.
//!
//! Moments are minutes of local time; days are for display. Every node of the plan has either a [`Slot`] or a reason
//! why it has none, and no slot starts before those it needs (unless its start is pinned, or a fact).
//! The rules are those of Kelley and Walker's critical path method with the PDM links of Fondahl; the longest path
//! and retained logic follow the GAO Schedule Assessment Guide.

mod backward;
mod build;
pub mod calendar;
mod chance;
mod clock;
mod dated;
pub mod forecast;
mod forward;
pub mod level;
pub mod load;
mod network;
mod order;
mod passes;
mod path;
pub mod performance;
mod probe;
mod uncertain;
mod unestimated;
pub mod why;
mod window;

pub use probe::finish_if_longer;
pub use unestimated::unestimated;

use std::collections::BTreeMap;

use crate::document::keys::Register;
use crate::model::item::{ItemIndex, Target};
use crate::model::{Portfolio, Project};
use crate::value::{Date, Decimal};
use backward::Slack;
use calendar::{Calendar, Instant, WorkTime};
use forward::Placed;
use network::{Kind, Network, State};

/// What a schedule is computed from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Mode {
    /// The plan alone, without actual dates and without a status date: what a baseline holds.
    Plan,
    /// With actual dates; open work goes on after the status date.
    Forecast,
}

/// How far something is on the status date.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub enum Progress {
    Open,
    Running,
    Finished,
}

/// Why something has no dates.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unscheduled {
    /// It waits for itself, by way of others.
    InCycle,
    /// It waits for something that has no dates.
    Behind,
    /// Nobody ever works long enough: a calendar without working days, an absence without end, a year past 9999.
    NoWorkingTime,
    /// A summary of which every child was cancelled.
    Empty,
}

/// What sets the start of a node (of running work: the moment at which the rest begins).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Driver {
    /// Nothing else: it can begin with the project.
    ProjectStart,
    /// It has finished; its dates are facts.
    Actual,
    /// Open work goes on after the status date.
    StatusDate,
    /// Its `not_before`.
    NotBefore(Date),
    /// Its `pin`.
    Pin(Date),
    /// The date of an action or a decision itself.
    Due,
    /// The other one must come first (the first in the plan, if several come at the same moment).
    Waits(Target),
    /// The window begins.
    Window(ItemIndex),
    /// A summary lasts as long as its children.
    Children,
}

/// What the latest dates of something are measured to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Limit {
    /// The computed finish.
    Finish,
    /// The agreed finish, which is earlier.
    Target,
    /// Its own `deadline`.
    Deadline(Date),
    /// The start of the window that it takes.
    Window(ItemIndex),
    /// Its `pin`.
    Pin(Date),
    /// The latest dates of the one that comes after it.
    Next(Target),
}

/// The latest dates that keep the finish (or the agreed finish, if that is earlier).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Late {
    /// The latest start; of running work that of its rest.
    pub start: Instant,
    /// The latest finish.
    pub finish: Instant,
}

/// The dates of a task, milestone, action or decision.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What it is.
    pub item: ItemIndex,
    /// How far it is.
    pub progress: Progress,
    /// Whether it is a moment: it takes no time.
    pub is_moment: bool,
    /// Whether it is a summary of other tasks.
    pub is_summary: bool,
    /// The earliest start, or the actual one.
    pub start: Instant,
    /// Where the rest of running work begins; else the start.
    pub resume: Instant,
    /// The earliest finish, or the actual one.
    pub finish: Instant,
    /// None of what is finished.
    pub late: Option<Late>,
    /// What those are measured to. None of what is finished.
    pub limit: Option<Limit>,
    /// Late start minus early start (of running work late finish minus early finish). None of what is finished.
    pub total_float: Option<WorkTime>,
    /// How far it can move while all others stay. None of what is finished.
    pub free_float: Option<WorkTime>,
    /// Whether it is on the longest path.
    pub is_on_longest_path: bool,
    /// What sets its start.
    pub driver: Driver,
    /// The window that it takes.
    pub window: Option<ItemIndex>,
}

impl Slot {
    /// The day of the start.
    #[must_use]
    pub fn start_day(&self) -> Date {
        let takes_no_time = self.is_moment || self.start >= self.finish;
        if takes_no_time { self.finish_day() } else { self.start.start_day() }
    }

    /// The day of the finish.
    #[must_use]
    pub fn finish_day(&self) -> Date {
        self.finish.finish_day()
    }

    /// The days of the late dates.
    #[must_use]
    pub fn late_days(&self) -> Option<(Date, Date)> {
        let late = self.late?;
        let finish = late.finish.finish_day();
        Some((if self.is_moment { finish } else { late.start.start_day() }, finish))
    }

    /// The float in working days.
    #[must_use]
    pub fn float_days(&self) -> Option<Decimal> {
        self.total_float.map(WorkTime::days)
    }

    /// Whether it is critical by float: no day can be lost.
    #[must_use]
    pub fn is_critical(&self) -> bool {
        self.total_float.is_some_and(|float| float.minutes <= 0)
    }
}

/// How much time lies before a window: what a slip uses up while the finish still looks fine.
#[derive(Clone, Copy, Debug)]
pub struct Buffer {
    /// The window.
    pub window: ItemIndex,
    /// The task that is bound to it.
    pub task: ItemIndex,
    /// When the window begins.
    pub start: Instant,
    /// When everything is there that the task waits for.
    pub ready: Instant,
    /// Working time from `ready` to `start`; negative if the window is missed.
    pub length: WorkTime,
    /// Whether `ready` comes too late.
    pub is_missed: bool,
    /// Whether the task takes this window.
    pub is_taken: bool,
}

/// When everything happens.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// What it was computed from.
    pub mode: Mode,
    /// The status date.
    pub as_of: Date,
    /// The working time of the project.
    pub calendar: Calendar,
    /// The project's start.
    pub start: Instant,
    /// When the last task or milestone finishes; None if nothing is planned.
    pub finish: Option<Instant>,
    /// The end of the day that was agreed.
    pub target: Option<Instant>,
    /// All dates: tasks, milestones, actions, decisions.
    pub slots: Vec<Slot>,
    /// What has no dates, and why.
    pub unscheduled: Vec<(ItemIndex, Unscheduled)>,
    /// Circles, each as a chain in which every one waits for the next, and the last for the first.
    pub cycles: Vec<Vec<Target>>,
    /// The windows that open work is bound to, in the order of tasks and their lists.
    pub buffers: Vec<Buffer>,
    places: [Vec<Option<u32>>; 4],
}

impl Schedule {
    /// The dates of an item, if it is a task, milestone, action or decision that has some.
    #[must_use]
    pub fn slot(&self, item: ItemIndex) -> Option<&Slot> {
        let place = self.places[table(item.register)?].get(item.index as usize)?;
        self.slots.get((*place)? as usize)
    }

    /// The dates of a task.
    #[must_use]
    pub fn task(&self, index: usize) -> Option<&Slot> {
        self.slot(ItemIndex { register: Register::Tasks, index: index as u32 })
    }

    /// The dates of a milestone. Of one that waits for nothing they say nothing: [`Self::milestone_day`].
    #[must_use]
    pub fn milestone(&self, index: usize) -> Option<&Slot> {
        self.slot(ItemIndex { register: Register::Milestones, index: index as u32 })
    }

    /// The day of a milestone: reached, else computed from what it waits for, else what the plan says.
    #[must_use]
    pub fn milestone_day(&self, project: &Project, index: usize) -> Option<Date> {
        let slot = self.milestone(index)?;
        let is_tied = !project.milestones[index].after.items.is_empty() || matches!(slot.driver, Driver::Waits(_));
        if slot.progress == Progress::Finished || is_tied {
            return Some(slot.finish_day());
        }
        project.milestones[index].target.as_ref().map(|target| target.value)
    }

    /// Whether everything has dates.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.unscheduled.iter().all(|(_, reason)| *reason == Unscheduled::Empty)
    }

    /// Working time from the finish to the agreed finish; negative if that is missed.
    #[must_use]
    pub fn margin(&self) -> Option<WorkTime> {
        Some(self.calendar.between(self.finish?, self.target?))
    }

    /// The smallest buffer before a window that open work wants.
    #[must_use]
    pub fn buffer(&self, window: ItemIndex) -> Option<&Buffer> {
        let of_window = self.buffers.iter().filter(|buffer| buffer.window == window);
        of_window.min_by_key(|buffer| (!buffer.is_missed, buffer.length.minutes))
    }

    /// The smallest buffer of every window that open work wants.
    #[must_use]
    pub fn buffers_by_window(&self) -> BTreeMap<ItemIndex, &Buffer> {
        let mut smallest: BTreeMap<ItemIndex, &Buffer> = BTreeMap::new();
        let tightness = |buffer: &Buffer| (!buffer.is_missed, buffer.length.minutes);
        for buffer in &self.buffers {
            let known = smallest.entry(buffer.window).or_insert(buffer);
            if tightness(buffer) < tightness(known) {
                *known = buffer;
            }
        }
        smallest
    }

    /// What is on the longest path, in the order of time.
    #[must_use]
    pub fn longest_path(&self) -> Vec<&Slot> {
        let mut path: Vec<&Slot> = self.slots.iter().filter(|slot| slot.is_on_longest_path).collect();
        path.sort_by_key(|slot| (slot.finish, slot.start, slot.is_moment, slot.item));
        path
    }
}

fn table(register: Register) -> Option<usize> {
    match register {
        Register::Tasks => Some(0),
        Register::Milestones => Some(1),
        Register::Actions => Some(2),
        Register::Decisions => Some(3),
        _ => None,
    }
}

/// Computes when everything of a project happens, as of the end of a day.
///
/// Links to other projects of the portfolio count with the dates that those projects have. Time and memory grow with
/// the number of tasks and links.
#[must_use]
pub fn schedule(portfolio: &Portfolio, project: &Project, as_of: Date, mode: Mode) -> Schedule {
    let network = build::build(portfolio, project, as_of, mode);
    let order = order::order(&network);
    let placed = forward::forward(&network, &order);
    let ends = backward::ends(&network, &placed);
    let slacks = backward::backward(&network, &order, &placed, &ends);
    let is_on_path = path::longest_path(&network, &placed, ends[0].finish);
    let cycles = order.cycles.iter();
    let cycles = cycles.map(|cycle| cycle.iter().map(|node| network.nodes[*node as usize].item).collect()).collect();
    let member = &network.members[0];
    let calendar = network.calendars[member.calendar].clone();
    let mut whole = Schedule {
        mode,
        as_of,
        start: calendar.opening(member.start),
        calendar,
        finish: ends[0].finish,
        target: ends[0].target,
        slots: Vec::new(),
        unscheduled: Vec::new(),
        cycles,
        buffers: Vec::new(),
        places: [&project.tasks.len(), &project.milestones.len(), &project.actions.len(), &project.decisions.len()]
            .map(|count| vec![None; *count]),
    };
    for (index, outcome) in placed.iter().enumerate().filter(|(index, _)| network.nodes[*index].member == 0) {
        match outcome {
            Ok(early) => whole.add(&network, index, early, slacks[index], is_on_path[index]),
            Err(reason) => whole.unscheduled.push((network.nodes[index].item.item, *reason)),
        }
    }
    whole
}

impl Schedule {
    fn add(&mut self, network: &Network, index: usize, early: &Placed, slack: Option<Slack>, is_on_path: bool) {
        let node = &network.nodes[index];
        let item = node.item.item;
        for asked in &early.asked {
            self.buffers.push(Buffer {
                window: asked.window,
                task: item,
                start: asked.start,
                ready: asked.ready,
                length: self.calendar.between(asked.ready, asked.start),
                is_missed: asked.ready > asked.start,
                is_taken: asked.is_taken,
            });
        }
        let place = table(item.register).expect("only what has a table becomes a node");
        self.places[place][item.index as usize] = Some(self.slots.len() as u32);
        self.slots.push(Slot {
            item,
            progress: match node.state {
                State::Open => Progress::Open,
                State::Running { .. } => Progress::Running,
                State::Finished { .. } => Progress::Finished,
            },
            is_moment: matches!(node.kind, Kind::Milestone | Kind::Ask),
            is_summary: node.kind == Kind::Summary,
            start: early.start,
            resume: early.resume,
            finish: early.finish,
            late: slack.map(|slack| slack.late),
            limit: slack.map(|slack| slack.limit),
            total_float: slack.map(|slack| slack.total),
            free_float: slack.map(|slack| slack.free),
            is_on_longest_path: is_on_path,
            driver: early.driver,
            window: early.window,
        });
    }
}
