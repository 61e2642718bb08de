//! From a project to its network: every task, milestone, action and decision as a node, every wait as a link.

use std::collections::BTreeMap;

use super::Mode;
use super::calendar::{Calendar, Instant};
use super::network::{Kind, Length, Link, Member, Network, Node, Opening, State, Tie};
use crate::document::fields::LinkKind;
use crate::document::keys::Register;
use crate::document::keys::words::WindowResult;
use crate::model::control::Stakeholder;
use crate::model::item::{ItemIndex, Reference, Target};
use crate::model::kinds::{Task, WaitsFor};
use crate::model::{Portfolio, Project};
use crate::value::{Date, Decimal, Duration, Unit};

/// No node.
const NONE: u32 = u32::MAX;

/// The network of a project and of every project that it waits for.
pub(super) fn build<'a>(portfolio: &'a Portfolio, project: &'a Project, as_of: Date, mode: Mode) -> Network<'a> {
    let mut builder = Builder::new(portfolio, project, as_of, mode);
    builder.add_nodes();
    let links = builder.links();
    Network::new(mode, builder.members, builder.calendars, builder.nodes, links)
}

/// Places of nodes by register and index.
type Table = [Vec<u32>; 4];

struct Builder<'a> {
    mode: Mode,
    members: Vec<Member<'a>>,
    calendars: Vec<Calendar>,
    /// Calendars of people who are away, by project and people.
    shared: BTreeMap<(usize, Vec<usize>), usize>,
    nodes: Vec<Node<'a>>,
    tables: Vec<Table>,
    /// Places in `members` by place in the portfolio.
    member_of: BTreeMap<u32, usize>,
}

fn table_place(register: Register) -> Option<usize> {
    match register {
        Register::Tasks => Some(0),
        Register::Milestones => Some(1),
        Register::Actions => Some(2),
        Register::Decisions => Some(3),
        _ => None,
    }
}

impl<'a> Builder<'a> {
    fn new(portfolio: &'a Portfolio, project: &'a Project, as_of: Date, mode: Mode) -> Self {
        let mut builder = Self {
            mode,
            members: Vec::new(),
            calendars: Vec::new(),
            shared: BTreeMap::new(),
            nodes: Vec::new(),
            tables: Vec::new(),
            member_of: BTreeMap::new(),
        };
        builder.add_member(portfolio, project, as_of);
        let mut next = 0;
        while let Some(member) = builder.members.get(next) {
            let others = waited_for_elsewhere(member.project);
            for other in others {
                if let Some(other) = portfolio.projects.get(other as usize)
                    && !builder.member_of.contains_key(&other.place)
                {
                    builder.add_member(portfolio, other, other.status_date(as_of));
                }
            }
            next += 1;
        }
        builder
    }

    fn add_member(&mut self, portfolio: &Portfolio, project: &'a Project, as_of: Date) {
        let calendar = self.calendars.len();
        self.calendars.push(Calendar::of(portfolio, project));
        let first_actual =
            || project.tasks.iter().filter_map(|task| task.started.as_ref()).map(|date| date.value).min();
        let start = project.charter.start.as_ref().map(|date| date.value).or_else(first_actual).unwrap_or(as_of);
        self.member_of.insert(project.place, self.members.len());
        self.members.push(Member { project, calendar, as_of, start });
    }

    fn add_nodes(&mut self) {
        for member in 0..self.members.len() {
            let project = self.members[member].project;
            let table = |count: usize| vec![NONE; count];
            self.tables.push([
                table(project.tasks.len()),
                table(project.milestones.len()),
                table(project.actions.len()),
                table(project.decisions.len()),
            ]);
            for (index, task) in project.tasks.iter().enumerate() {
                if task.cancelled.is_none() {
                    self.add_task(member, index, task);
                }
            }
            for (index, milestone) in project.milestones.iter().enumerate() {
                let reached = milestone.reached.as_ref().map(|date| date.value);
                let state = self.marker_state(member, reached);
                self.add_marker(member, (Register::Milestones, index), Kind::Milestone, state, None);
            }
            self.add_asks(member);
        }
    }

    /// Only what somebody waits for becomes part of the network, but what that is shows later: all are added.
    fn add_asks(&mut self, member: usize) {
        let project = self.members[member].project;
        for (index, action) in project.actions.iter().enumerate() {
            let done = action.done.as_ref().map(|date| date.value);
            let state = self.marker_state(member, done);
            let due = action.due.as_ref().map(|date| date.value);
            self.add_marker(member, (Register::Actions, index), Kind::Ask, state, due);
        }
        for (index, decision) in project.decisions.iter().enumerate() {
            let made = decision.made.as_ref().and_then(|made| made.date.as_ref()).map(|date| date.value);
            let settled = made.or_else(|| (!decision.is_open()).then_some(self.members[member].start));
            let state = self.marker_state(member, settled);
            let due = decision.needed_by.as_ref().map(|date| date.value);
            self.add_marker(member, (Register::Decisions, index), Kind::Ask, state, due);
        }
    }

    fn add_marker(
        &mut self,
        member: usize,
        (register, index): (Register, usize),
        kind: Kind,
        state: State,
        due: Option<Date>,
    ) {
        let calendar = self.members[member].calendar;
        let due = due.map(|day| self.calendars[calendar].closing(day));
        let item = self.target(member, register, index);
        let length = Length::Working(0);
        self.push(Node { item, member, kind, calendar, length, state, windows: Vec::new(), task: None, due });
    }

    fn add_task(&mut self, member: usize, index: usize, task: &'a Task) {
        let kind = if task.is_summary { Kind::Summary } else { Kind::Task };
        let calendar = self.calendar_of(member, task);
        let length = self.length(member, task);
        let state = if kind == Kind::Summary { State::Open } else { self.state(member, calendar, task, length) };
        let windows = if kind == Kind::Summary { Vec::new() } else { self.windows(member, task) };
        let item = self.target(member, Register::Tasks, index);
        self.push(Node { item, member, kind, calendar, length, state, windows, task: Some(task), due: None });
    }

    fn push(&mut self, node: Node<'a>) {
        let place = table_place(node.item.item.register).expect("only what has a table becomes a node");
        self.tables[node.member][place][node.item.item.index as usize] = self.nodes.len() as u32;
        self.nodes.push(node);
    }

    fn target(&self, member: usize, register: Register, index: usize) -> Target {
        let item = ItemIndex { register, index: index as u32 };
        Target { project: self.members[member].project.place, item }
    }

    fn calendar_of(&mut self, member: usize, task: &Task) -> usize {
        let Member { project, calendar, .. } = self.members[member];
        let places = |assigned: &Reference| assigned.index_in(project.place, Register::Stakeholders);
        let is_away = |place: &usize| !project.stakeholders[*place].away.items.is_empty();
        let mut people: Vec<usize> =
            task.who.items.iter().filter_map(|assigned| places(&assigned.who)).filter(is_away).collect();
        if people.is_empty() {
            return calendar;
        }
        people.sort_unstable();
        people.dedup();
        let next = self.calendars.len();
        let place = *self.shared.entry((member, people.clone())).or_insert(next);
        if place == next {
            let people: Vec<&Stakeholder> = people.iter().map(|place| &project.stakeholders[*place]).collect();
            let shared = self.calendars[calendar].shared_by(&people);
            self.calendars.push(shared);
        }
        place
    }

    /// What is left of a task: `remaining`, else its duration without what is done.
    fn length(&self, member: usize, task: &Task) -> Length {
        let whole = task.duration.as_ref().map_or(Duration::ZERO, |estimate| estimate.value.likely);
        let calendar = &self.calendars[self.members[member].calendar];
        let forecast = self.mode == Mode::Forecast;
        if let Some(remaining) = task.remaining.as_ref().filter(|_| forecast) {
            return work(remaining.value, calendar);
        }
        let done = task.progress.as_ref().filter(|_| forecast).map_or(Decimal::ZERO, |progress| progress.value);
        let left = (Decimal::ONE_HUNDRED - done).clamp(Decimal::ZERO, Decimal::ONE_HUNDRED);
        let part = |minutes: i64| {
            let exact = Decimal::from(minutes) * left / Decimal::ONE_HUNDRED;
            i64::try_from(exact.ceil()).unwrap_or(minutes)
        };
        match work(whole, calendar) {
            Length::Working(minutes) => Length::Working(part(minutes)),
            Length::Elapsed(minutes) => Length::Elapsed(part(minutes)),
        }
    }

    /// Actual dates after the status date do not count yet.
    fn known(&self, member: usize, date: Option<Date>) -> Option<Date> {
        date.filter(|day| self.mode == Mode::Forecast && *day <= self.members[member].as_of)
    }

    fn marker_state(&self, member: usize, date: Option<Date>) -> State {
        let calendar = &self.calendars[self.members[member].calendar];
        self.known(member, date).map_or(State::Open, |day| {
            let moment = calendar.closing(day);
            State::Finished { start: moment, finish: moment }
        })
    }

    fn state(&self, member: usize, calendar: usize, task: &Task, length: Length) -> State {
        let calendar = &self.calendars[calendar];
        let started = self.known(member, task.started.as_ref().map(|date| date.value));
        let finished = self.known(member, task.finished.as_ref().map(|date| date.value));
        match (started, finished) {
            (start, Some(day)) => {
                let finish = calendar.closing(day);
                let counted = || calendar.start_at(calendar.offset(finish) - length.minutes());
                let start = start.map(|day| calendar.opening(day)).or_else(counted).unwrap_or(finish);
                State::Finished { start: start.min(finish), finish }
            }
            (Some(day), None) => State::Running { start: calendar.opening(day) },
            (None, None) => State::Open,
        }
    }

    fn windows(&self, member: usize, task: &Task) -> Vec<Opening> {
        let project = self.members[member].project;
        let opening = |reference: &Reference| {
            let window = project.window(reference)?;
            let result = window.actual.as_ref().and_then(|actual| actual.result.as_ref()).map(|result| result.value);
            Some(Opening {
                window: reference.target?.item,
                start: Instant::at(window.start.as_ref()?.value),
                end: window.end.as_ref().map(|end| Instant::at(end.value)),
                was_backed_out: self.mode == Mode::Forecast && result == Some(WindowResult::BackedOut),
            })
        };
        task.windows.items.iter().filter_map(opening).collect()
    }

    fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for member in 0..self.members.len() {
            let project = self.members[member].project;
            for (index, task) in project.tasks.iter().enumerate() {
                let node = self.tables[member][0][index];
                if node == NONE {
                    continue;
                }
                if !task.is_summary {
                    self.add_links(member, node, &task.after.items, &mut links);
                }
                if let Some(parent) = task.parent.as_ref().and_then(|parent| self.place(parent))
                    && self.nodes[parent as usize].kind == Kind::Summary
                {
                    links.push(Link { from: node, to: parent, tie: Tie::Child, lag: Length::Working(0) });
                }
            }
            for (index, milestone) in project.milestones.iter().enumerate() {
                self.add_links(member, self.tables[member][1][index], &milestone.after.items, &mut links);
            }
            self.add_asked(member, &mut links);
        }
        links
    }

    fn add_links(&self, member: usize, to: u32, waits: &[WaitsFor], links: &mut Vec<Link>) {
        // What is finished waits for nothing any more.
        if self.is_finished(to) {
            return;
        }
        let calendar = &self.calendars[self.members[member].calendar];
        let link = |wait: &WaitsFor| {
            let from = self.place(&wait.on)?;
            Some(Link { from, to, tie: Tie::Link(wait.kind), lag: length(wait.lag, calendar) })
        };
        links.extend(waits.iter().filter_map(link));
    }

    /// What an action is for waits for it; for a window those tasks that want it first.
    fn add_asked(&self, member: usize, links: &mut Vec<Link>) {
        let project = self.members[member].project;
        let mut bound: BTreeMap<Target, Vec<u32>> = BTreeMap::new();
        for (index, task) in project.tasks.iter().enumerate() {
            if let Some(window) = task.windows.items.first().and_then(|window| window.target) {
                bound.entry(window).or_default().push(self.tables[member][0][index]);
            }
        }
        for (index, action) in project.actions.iter().enumerate() {
            let from = self.tables[member][2][index];
            for target in action.waiting.items.iter().filter_map(|reference| reference.target) {
                let one = self.place_of(target);
                let waiting = one.as_slice().iter().chain(bound.get(&target).into_iter().flatten());
                for to in waiting.copied().filter(|to| *to != NONE) {
                    if self.nodes[to as usize].kind != Kind::Summary && !self.is_finished(to) {
                        let tie = Tie::Link(LinkKind::FinishStart);
                        links.push(Link { from, to, tie, lag: Length::Working(0) });
                    }
                }
            }
        }
    }

    fn is_finished(&self, node: u32) -> bool {
        matches!(self.nodes[node as usize].state, State::Finished { .. })
    }

    fn place(&self, reference: &Reference) -> Option<u32> {
        self.place_of(reference.target?)
    }

    fn place_of(&self, target: Target) -> Option<u32> {
        let table = &self.tables[*self.member_of.get(&target.project)?][table_place(target.item.register)?];
        table.get(target.item.index as usize).copied().filter(|place| *place != NONE)
    }
}

/// Other projects that tasks and milestones of this one wait for.
fn waited_for_elsewhere(project: &Project) -> Vec<u32> {
    let mut places: Vec<u32> = project
        .links()
        .filter_map(|(_, wait)| wait.on.target)
        .map(|target| target.project)
        .filter(|place| *place != project.place)
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

/// How long work takes: never less than no time, whatever was written.
fn work(whole: Duration, calendar: &Calendar) -> Length {
    match length(whole, calendar) {
        Length::Working(minutes) => Length::Working(minutes.max(0)),
        Length::Elapsed(minutes) => Length::Elapsed(minutes.max(0)),
    }
}

/// A length in minutes of a calendar.
pub(super) fn length(length: Duration, calendar: &Calendar) -> Length {
    let minutes = length.minutes(calendar.minutes_per_day(), calendar.days_per_week());
    if length.unit == Unit::ElapsedDays { Length::Elapsed(minutes) } else { Length::Working(minutes) }
}
