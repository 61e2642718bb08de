//! Why is something when it is: which absences moved it, and which single changes would bring it forward.
//!
//! Every answer is tried: the change is made in the network, all dates are computed again, and what moves nothing is
//! not told. So two paths that end together are never blamed one by one.

use super::Schedule;
use super::calendar::{Calendar, DAY_MINUTES, Instant};
use super::forward::{Placed, forward, place};
use super::network::{Length, Network, Node};
use super::order::Order;
use super::{Driver, Unscheduled, build, order};
use crate::document::keys::Register;
use crate::model::control::{Away, Stakeholder};
use crate::model::item::{ItemIndex, Target};
use crate::model::{Portfolio, Project};
use crate::value::Date;

/// How many dates may be computed for one answer, all trials together.
const WORK: usize = 2_000_000;
/// How many days earlier the project begins in the trial of its start.
const EARLIER_START: i32 = 7;

/// Somebody is not there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Absence {
    /// Who, in the register of people.
    pub who: ItemIndex,
    /// The first day.
    pub from: Date,
    /// The last day; None without an end.
    pub to: Option<Date>,
}

/// One change of the plan.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Change {
    /// A day less of this work.
    LessWork(ItemIndex),
    /// Half of this work, which is a day or less.
    HalfWork(ItemIndex),
    /// Without the `not_before` or the `pin` of this task.
    NoDate(ItemIndex),
    /// Somebody is there after all.
    NoAbsence(Absence),
    /// An action or a decision is there at once.
    EarlierAnswer(Target),
    /// The window begins when the work for it is ready.
    EarlierWindow(ItemIndex),
    /// The project begins a week earlier.
    EarlierStart,
}

/// A change that brings an item forward, and what then.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Gain {
    /// The change.
    pub change: Change,
    /// When the item would be done.
    pub finish: Instant,
}

/// What is behind the dates of an item.
#[derive(Clone, Debug, Default)]
pub struct Why {
    /// Absences of its own people without which its dates would be others.
    pub absences: Vec<Absence>,
    /// Changes that bring it forward, each alone, the most helpful first.
    pub gains: Vec<Gain>,
}

/// What is behind the dates of the first item of a chain, in which each is driven by the one after it.
#[must_use]
pub fn why(portfolio: &Portfolio, project: &Project, schedule: &Schedule, chain: &[ItemIndex]) -> Why {
    let network = build::build(portfolio, project, schedule.as_of, schedule.mode);
    let order = order::order(&network);
    let placed = forward(&network, &order);
    let target = |item: &ItemIndex| Target { project: project.place, item: *item };
    let mut places: Vec<Option<usize>> = Vec::new();
    for item in chain.iter().take((WORK / network.nodes.len().max(1)).max(8)) {
        places.push(network.nodes.iter().position(|node| node.item == target(item)));
    }
    let chain: Vec<usize> = places.into_iter().flatten().collect();
    let Some(finish) = chain.first().and_then(|node| placed[*node].as_ref().ok()).map(|placed| placed.finish) else {
        return Why::default();
    };
    let mut trial = Trial { network, order, placed, chain, finish };
    let absences = trial.absences();
    let absences: Vec<Absence> = absences.into_iter().filter(|absence| trial.moves(absence)).collect();
    let mut gains = trial.gains();
    gains.sort_by_key(|gain| gain.finish);
    Why { absences, gains }
}

struct Trial<'a> {
    network: Network<'a>,
    order: Order,
    placed: Vec<Result<Placed, Unscheduled>>,
    /// Nodes, each driven by the next; the first is asked about.
    chain: Vec<usize>,
    /// When that one is done.
    finish: Instant,
}

impl<'a> Trial<'a> {
    fn project(&self) -> &'a Project {
        self.network.members[0].project
    }

    /// The absences of the people of a node.
    fn absences_of(&self, node: usize) -> Vec<Absence> {
        let who = self.network.nodes[node].task.map_or(&[][..], |task| &task.who.items);
        let places = who.iter().filter_map(|one| one.who.index_in(self.project().place, Register::Stakeholders));
        let away = |place: usize| self.project().stakeholders[place].away.items.iter().map(move |away| (place, away));
        places.flat_map(away).filter_map(|(place, away)| absence(place, away)).collect()
    }

    fn absences(&self) -> Vec<Absence> {
        self.absences_of(self.chain[0])
    }

    /// Whether an absence changes the dates of the item itself, all else as it is.
    fn moves(&mut self, absence: &Absence) -> bool {
        let node = self.chain[0];
        let Ok(was) = self.placed[node].as_ref().map(|placed| (placed.resume, placed.finish)) else { return false };
        let saved = self.network.nodes[node].calendar;
        self.let_be_there(node, absence);
        let found = place(&self.network, node, &self.placed, &mut |_, key| Some(key));
        self.network.nodes[node].calendar = saved;
        found.is_ok_and(|found| (found.resume, found.finish) != was)
    }

    /// Gives a node the calendar of its people without one of their absences.
    fn let_be_there(&mut self, node: usize, absence: &Absence) {
        let others = self.absences_of(node).into_iter().filter(|other| other != absence);
        let own: &Calendar = self.network.own_calendar(&self.network.nodes[node]);
        let calendar = own.without(others.map(|other| (other.from, other.to)).collect());
        self.network.nodes[node].calendar = self.network.calendars.len();
        self.network.calendars.push(calendar);
    }

    /// When the item is done in the network as it is now, if that is earlier.
    fn finish(&self) -> Option<Instant> {
        let placed = forward(&self.network, &self.order);
        let finish = placed[self.chain[0]].as_ref().ok()?.finish;
        (finish < self.finish).then_some(finish)
    }

    /// The finish with one node changed.
    fn with(&mut self, node: usize, change: impl FnOnce(&mut Node)) -> Option<Instant> {
        let saved = self.network.nodes[node].clone();
        change(&mut self.network.nodes[node]);
        let finish = self.finish();
        self.network.nodes[node] = saved;
        finish
    }

    fn gains(&mut self) -> Vec<Gain> {
        let mut gains = Vec::new();
        let mut seen: Vec<Absence> = Vec::new();
        for node in self.chain.clone() {
            let found = self.gain_of(node).map(|(change, finish)| Gain { change, finish });
            gains.extend(found);
            let work = self.less_work(node).map(|(change, finish)| Gain { change, finish });
            gains.extend(work);
            for absence in self.absences_of(node) {
                if !seen.contains(&absence) {
                    seen.push(absence);
                    let finish = self.without_absence(&absence);
                    gains.extend(finish.map(|finish| Gain { change: Change::NoAbsence(absence), finish }));
                }
            }
        }
        gains
    }

    /// What holds a node from outside of its work.
    fn gain_of(&mut self, node: usize) -> Option<(Change, Instant)> {
        let item = self.network.nodes[node].item;
        match self.placed[node].as_ref().ok()?.driver {
            Driver::NotBefore(_) | Driver::Pin(_) => {
                Some((Change::NoDate(item.item), self.with(node, |node| node.task = None)?))
            }
            Driver::Due => {
                let finish = self.with(node, |node| node.due = Some(Instant::MIN))?;
                Some((Change::EarlierAnswer(item), finish))
            }
            Driver::Window(window) => {
                let asked = &self.placed[node].as_ref().ok()?.asked;
                let ready = asked.iter().find(|asked| asked.window == window)?.ready;
                let finish = self.with(node, |node| {
                    for opening in node.windows.iter_mut().filter(|opening| opening.window == window) {
                        opening.start = opening.start.min(ready);
                    }
                })?;
                Some((Change::EarlierWindow(window), finish))
            }
            Driver::ProjectStart => {
                let start = self.network.members[0].start;
                self.network.members[0].start = start.add_days(-EARLIER_START);
                let finish = self.finish();
                self.network.members[0].start = start;
                Some((Change::EarlierStart, finish?))
            }
            Driver::Actual | Driver::StatusDate | Driver::Waits(_) | Driver::Children => None,
        }
    }

    /// A day less of a node's work.
    fn less_work(&mut self, node: usize) -> Option<(Change, Instant)> {
        let subject = &self.network.nodes[node];
        let is_fact = self.placed[node].as_ref().ok()?.driver == Driver::Actual;
        let day = self.network.own_calendar(subject).minutes_per_day();
        let less = |minutes: i64, day: i64| if minutes > day { minutes - day } else { minutes / 2 };
        let (length, is_long) = match subject.length {
            Length::Working(minutes) => (Length::Working(less(minutes, day)), minutes > day),
            Length::Elapsed(minutes) => (Length::Elapsed(less(minutes, DAY_MINUTES)), minutes > DAY_MINUTES),
        };
        if is_fact || subject.item.item.register != Register::Tasks || length == subject.length {
            return None;
        }
        let item = subject.item.item;
        let change = if is_long { Change::LessWork(item) } else { Change::HalfWork(item) };
        Some((change, self.with(node, |node| node.length = length)?))
    }

    /// The finish if somebody were there for all of the chain.
    fn without_absence(&mut self, absence: &Absence) -> Option<Instant> {
        let concerned: Vec<usize> =
            self.chain.iter().copied().filter(|node| self.absences_of(*node).contains(absence)).collect();
        let saved: Vec<usize> = concerned.iter().map(|node| self.network.nodes[*node].calendar).collect();
        for node in &concerned {
            self.let_be_there(*node, absence);
        }
        let finish = self.finish();
        for (node, calendar) in concerned.iter().zip(saved) {
            self.network.nodes[*node].calendar = calendar;
        }
        finish
    }
}

fn absence(place: usize, away: &Away) -> Option<Absence> {
    let who = ItemIndex { register: Register::Stakeholders, index: place as u32 };
    Some(Absence { who, from: away.from.as_ref()?.value, to: away.to.as_ref().map(|to| to.value) })
}

impl Absence {
    /// Whose it is.
    #[must_use]
    pub fn person(self, project: &Project) -> &Stakeholder {
        &project.stakeholders[self.who.index as usize]
    }
}
