//! From the network of a project to the problem of levelling: minutes of its own working time, pools of people.

use super::super::calendar::{Calendar, Instant};
use super::super::forward::{Bounds, Placed, later, latest, pinned};
use super::super::load;
use super::super::network::{Kind, Length, Link, Network, Node, State, Tie as Ends};
use super::super::order::Order;
use super::super::{Progress, Unscheduled, schedule};
use super::generate::NEVER;
use super::problem::{Activity, Need, Pool, Problem, Tie};
use crate::document::fields::LinkKind;
use crate::document::keys::Register;
use crate::model::control::Stakeholder;
use crate::model::item::{Item, ItemIndex};
use crate::model::kinds::Task;
use crate::model::{Portfolio, Project};
use crate::value::Decimal;

type Outcomes = [Result<Placed, Unscheduled>];

/// Who takes what, and how nodes of the network are numbered in the problem.
pub(super) struct Setup {
    /// Working minutes before the problem's time begins.
    pub(super) base: i64,
    /// The node of each activity.
    nodes: Vec<u32>,
    /// The activity of each node.
    activities: Vec<Option<u32>>,
    /// What each node takes.
    needs: Vec<Vec<Need>>,
    /// Whose pool it is.
    pub(super) handles: Vec<String>,
    pools: Vec<Pool>,
    /// Tasks that ask for more of somebody than there is.
    pub(super) beyond: Vec<(ItemIndex, String)>,
}

impl Setup {
    pub(super) fn new(portfolio: &Portfolio, network: &Network, order: &Order, placed: &Outcomes) -> Self {
        let own = own(network);
        let begin = placed.iter().flatten().map(|placed| placed.resume).min().unwrap_or(Instant::MIN);
        let mut setup = Self {
            base: own.offset(begin),
            nodes: order.nodes.iter().copied().filter(|node| moves(network, placed, *node)).collect(),
            activities: vec![None; network.nodes.len()],
            needs: vec![Vec::new(); network.nodes.len()],
            handles: Vec::new(),
            pools: Vec::new(),
            beyond: Vec::new(),
        };
        for (activity, node) in setup.nodes.iter().enumerate() {
            setup.activities[*node as usize] = Some(activity as u32);
        }
        for place in 0..setup.nodes.len() {
            setup.add_needs(network, setup.nodes[place]);
        }
        setup.take_elsewhere(portfolio, network);
        setup.take_windows(network, placed);
        setup
    }

    /// What a node takes.
    pub(super) fn needs(&self, node: u32) -> &[Need] {
        &self.needs[node as usize]
    }

    /// Whether a node keeps its place.
    pub(super) fn is_fixed(&self, network: &Network, node: u32) -> bool {
        let subject = &network.nodes[node as usize];
        let is_constant = |link: &Link| self.activities[link.from as usize].is_none();
        match subject.state {
            State::Running { .. } => network.before(node as usize).iter().all(is_constant),
            State::Open => pinned(subject).is_some(),
            State::Finished { .. } => true,
        }
    }

    /// All nodes that have dates: facts first, then activities by their starts.
    pub(super) fn order(&self, order: &Order, problem: &Problem, starts: &[i64]) -> Vec<u32> {
        let mut sorted = Vec::new();
        problem.order_by(starts, &mut sorted);
        let facts = order.nodes.iter().copied().filter(|node| self.activities[*node as usize].is_none());
        facts.chain(sorted.into_iter().map(|activity| self.nodes[activity as usize])).collect()
    }

    fn add_needs(&mut self, network: &Network, node: u32) {
        let subject = &network.nodes[node as usize];
        let Some(task) = subject.task.filter(|task| subject.member == 0 && !load::is_wait(task)) else { return };
        if subject.kind != Kind::Task || subject.length.minutes() == 0 {
            return;
        }
        let project = network.members[0].project;
        for assigned in &task.who.items {
            let Some(person) = project.stakeholder(&assigned.who) else { continue };
            let Some(capacity) = load::capacity(person) else { continue };
            let (capacity, asked) = (thousandths(capacity), thousandths(load::units(assigned, person)));
            let pool = self.pool(person.id(), capacity);
            if asked > capacity {
                self.beyond.push((subject.item.item, person.id().to_owned()));
            }
            let units = asked.min(capacity);
            if units > 0 && !self.needs[node as usize].iter().any(|need| need.pool == pool) {
                self.needs[node as usize].push(Need { pool, units });
            }
        }
    }

    fn pool(&mut self, handle: &str, units: i64) -> u32 {
        let known = self.handles.iter().position(|known| known == handle);
        known.unwrap_or_else(|| {
            self.handles.push(handle.to_owned());
            self.pools.push(Pool { units, taken: Vec::new() });
            self.pools.len() - 1
        }) as u32
    }

    /// Other projects keep their dates: what they take is gone.
    fn take_elsewhere(&mut self, portfolio: &Portfolio, network: &Network) {
        let first = &network.members[0];
        let others = portfolio.projects.iter().filter(|other| other.place != first.project.place);
        for other in others.filter(|other| other.charter.is_active()) {
            let who = |task: &Task| {
                task.who
                    .items
                    .iter()
                    .filter_map(|one| other.stakeholder(&one.who))
                    .any(|person| self.handles.iter().any(|handle| handle == person.id()))
            };
            if !other.tasks.iter().any(|task| task.is_open() && who(task)) {
                continue;
            }
            let dates = schedule(portfolio, other, other.status_date(first.as_of), network.mode);
            for slot in dates
                .slots
                .iter()
                .filter(|slot| slot.item.register == Register::Tasks && slot.progress != Progress::Finished)
            {
                self.take(network, other, &other.tasks[slot.item.index as usize], (slot.resume, slot.finish));
            }
        }
    }

    fn take(&mut self, network: &Network, other: &Project, task: &Task, (from, to): (Instant, Instant)) {
        if task.is_summary || load::is_wait(task) {
            return;
        }
        let (from, to) = (own(network).offset(from) - self.base, own(network).offset(to) - self.base);
        for assigned in &task.who.items {
            let Some(person) = other.stakeholder(&assigned.who) else { continue };
            if let Some(pool) = self.handles.iter().position(|handle| handle == person.id()) {
                let units = thousandths(load::units(assigned, person)).min(self.pools[pool].units);
                self.pools[pool].taken.push((from, to, units));
            }
        }
    }

    /// Work in windows within working hours is set first.
    fn take_windows(&mut self, network: &Network, placed: &Outcomes) {
        for node in &self.nodes {
            if let Some((from, to)) = in_window(network, self.base, &placed[*node as usize]) {
                for need in &self.needs[*node as usize] {
                    self.pools[need.pool as usize].taken.push((from, to, need.units));
                }
            }
        }
    }

    /// The problem in whole numbers.
    pub(super) fn problem(&self, network: &Network, placed: &Outcomes) -> Problem {
        let mut ties = Vec::new();
        let mut needs = Vec::new();
        let mut activities = Vec::with_capacity(self.nodes.len());
        for (activity, node) in self.nodes.iter().enumerate() {
            let found = self.activity(network, placed, *node);
            let links = network.before(*node as usize).iter();
            ties.extend(links.filter_map(|link| self.tie(network, placed, link, found.length)));
            if found.windows.is_empty() {
                needs.extend(self.needs[*node as usize].iter().map(|need| (activity as u32, *need)));
            }
            activities.push(found);
        }
        Problem::new(activities, self.pools.clone(), needs, &ties)
    }

    fn activity(&self, network: &Network, placed: &Outcomes, node: u32) -> Activity {
        let subject = &network.nodes[node as usize];
        let dates = placed[node as usize].as_ref().expect("only what has dates becomes an activity");
        let at = |moment: Instant| own(network).offset(moment) - self.base;
        let is_plain =
            subject.member == 0 && matches!(subject.length, Length::Working(_)) && subject.kind == Kind::Task;
        let length = if is_plain { subject.length.minutes() } else { at(dates.finish) - at(dates.resume) };
        let usable = subject.windows.iter().filter(|opening| !opening.was_backed_out);
        let is_fixed = self.is_fixed(network, node);
        let is_tied = subject.kind == Kind::Milestone && !network.before(node as usize).is_empty();
        Activity {
            length: if subject.kind == Kind::Summary { 0 } else { length },
            release: self.release(network, placed, node),
            fixed: is_fixed.then(|| at(dates.resume)),
            windows: if is_fixed { Vec::new() } else { usable.map(|opening| at(opening.start)).collect() },
            away: if is_fixed { Vec::new() } else { away(network, subject, self.base) },
            is_end: subject.member == 0 && (subject.kind == Kind::Task || is_tied),
        }
    }

    /// The first start that facts and the calendar allow.
    fn release(&self, network: &Network, placed: &Outcomes, node: u32) -> i64 {
        let subject = &network.nodes[node as usize];
        if subject.kind == Kind::Summary {
            return 0;
        }
        let bounds =
            if subject.windows.is_empty() { Bounds::of(network, subject) } else { Bounds::by_clock(network, subject) };
        let counts = |link: &Link| self.activities[link.from as usize].is_none() || is_of_fact(network, link);
        let start =
            latest(network, node as usize, placed, &bounds, counts).ok().and_then(|latest| bounds.place(latest.key));
        start.map_or(0, |(start, _)| (own(network).offset(start) - self.base).max(0))
    }

    fn tie(&self, network: &Network, placed: &Outcomes, link: &Link, length: i64) -> Option<Tie> {
        let (from, to) = (self.activities[link.from as usize]?, self.activities[link.to as usize]?);
        let before = placed[link.from as usize].as_ref().ok()?;
        let Ends::Link(kind) = link.tie else { return Some(Tie { from, to, lag: 0, is_of_finish: true }) };
        let is_of_finish = matches!(kind, LinkKind::FinishStart | LinkKind::FinishFinish);
        let is_summary = network.nodes[link.from as usize].kind == Kind::Summary;
        if !is_of_finish && (is_summary || is_of_fact(network, link)) {
            return None;
        }
        let moment = if is_of_finish { before.finish } else { before.start };
        let lag = match link.lag {
            Length::Working(minutes) => minutes,
            Length::Elapsed(_) => {
                own(network).offset(later(moment, link.lag, own(network))?) - own(network).offset(moment)
            }
        };
        let is_to_finish = matches!(kind, LinkKind::FinishFinish | LinkKind::StartFinish);
        Some(Tie { from, to, lag: if is_to_finish { lag - length } else { lag }, is_of_finish })
    }
}

/// The calendar in whose minutes the problem is told.
pub(super) fn own<'a>(network: &'a Network) -> &'a Calendar {
    &network.calendars[network.members[0].calendar]
}

/// When work in a window takes working time, in the problem's minutes.
pub(super) fn in_window(network: &Network, base: i64, outcome: &Result<Placed, Unscheduled>) -> Option<(i64, i64)> {
    let placed = outcome.as_ref().ok().filter(|placed| placed.window.is_some())?;
    let (from, to) = (own(network).offset(placed.resume) - base, own(network).offset(placed.finish) - base);
    (from < to).then_some((from, to))
}

/// Whether a node can be moved at all.
fn moves(network: &Network, placed: &Outcomes, node: u32) -> bool {
    let subject = &network.nodes[node as usize];
    placed[node as usize].is_ok() && subject.kind != Kind::Ask && !matches!(subject.state, State::Finished { .. })
}

/// Whether a link counts from a start that has been.
fn is_of_fact(network: &Network, link: &Link) -> bool {
    let is_running = matches!(network.nodes[link.from as usize].state, State::Running { .. });
    is_running && matches!(link.tie, Ends::Link(LinkKind::StartStart | LinkKind::StartFinish))
}

/// When the people of a task are away, in the problem's minutes, sorted and apart.
fn away(network: &Network, node: &Node, base: i64) -> Vec<(i64, i64)> {
    let Some(task) = node.task.filter(|_| matches!(node.length, Length::Working(_))) else { return Vec::new() };
    let project = network.members[node.member].project;
    let people = task.who.items.iter().filter_map(|assigned| project.stakeholder(&assigned.who));
    let range = |away: &crate::model::control::Away| {
        let from = own(network).offset(Instant::start_of(away.from.as_ref()?.value)) - base;
        let to = away.to.as_ref().map_or(NEVER, |to| own(network).offset(Instant::end_of(to.value)) - base);
        (from < to).then_some((from, to))
    };
    let mut ranges: Vec<(i64, i64)> =
        people.flat_map(|person: &Stakeholder| &person.away.items).filter_map(range).collect();
    ranges.sort_unstable();
    let mut apart: Vec<(i64, i64)> = Vec::with_capacity(ranges.len());
    for (from, to) in ranges {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    apart
}

/// People in thousandths, so that half a person is a whole number.
fn thousandths(units: Decimal) -> i64 {
    i64::try_from((units * Decimal::ONE_THOUSAND).round()).unwrap_or(i64::from(u32::MAX)).clamp(0, i64::from(u32::MAX))
}
