//! Who is asked for how much on which day, over all projects of a portfolio.
//!
//! A person is known by the handle, so the same handle in two projects is the same person. A task takes its people on
//! the days on which all of them work, in a window at its hours, and not at all while it only waits for elapsed days.
//! Window days count like working days: people work on them.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::calendar::{Calendar, Instant};
use super::{Progress, Schedule, Slot};
use crate::document::keys::Register;
use crate::document::keys::words::Side;
use crate::model::control::Stakeholder;
use crate::model::item::{ItemIndex, Target};
use crate::model::kinds::{Assigned, Task};
use crate::model::{Portfolio, Project};
use crate::value::{Date, Decimal, Unit};

/// How many days of one person on one task are looked at in all, so that no plan takes all memory.
const ENTRIES: usize = 1_000_000;

/// What a person is asked for on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayLoad {
    /// The day.
    pub day: Date,
    /// People asked for at the busiest moment of the day: 2 for two whole tasks at once, 1 for one after the other.
    pub units: Decimal,
    /// People there are: 0 while away. None of an organisation that does not say how many it has.
    pub capacity: Option<Decimal>,
    /// What asks for them, in the order of projects and tasks.
    pub tasks: Vec<Target>,
}

impl DayLoad {
    /// How many people are missing at the busiest moment; 0 if all is well.
    #[must_use]
    pub fn excess(&self) -> Decimal {
        self.capacity.map_or(Decimal::ZERO, |capacity| (self.units - capacity).max(Decimal::ZERO))
    }
}

/// A person with the days on which somebody asks for them.
#[derive(Clone, Debug)]
pub struct PersonLoad {
    /// The handle.
    pub handle: String,
    /// The person in each project that knows them.
    pub known_as: Vec<Target>,
    /// The days, in order; days without load are left out.
    pub days: Vec<DayLoad>,
}

impl PersonLoad {
    /// The load of a day; None if nobody asks for them.
    #[must_use]
    pub fn on(&self, day: Date) -> Option<&DayLoad> {
        self.days.binary_search_by_key(&day, |load| load.day).ok().map(|place| &self.days[place])
    }
}

/// The load of all people, by handle.
#[derive(Clone, Debug, Default)]
pub struct Load {
    /// Everybody who is on a task, by handle.
    pub people: Vec<PersonLoad>,
    /// Those whom a project knows, by its place.
    by_project: BTreeMap<u32, Vec<usize>>,
}

impl Load {
    /// The load of a person.
    #[must_use]
    pub fn person(&self, handle: &str) -> Option<&PersonLoad> {
        let place = self.people.binary_search_by(|person| person.handle.as_str().cmp(handle)).ok()?;
        Some(&self.people[place])
    }

    /// Those whom the project at a place knows, by handle.
    pub fn of_project(&self, place: u32) -> impl Iterator<Item = &PersonLoad> {
        self.by_project.get(&place).into_iter().flatten().map(|person| &self.people[*person])
    }
}

/// How many people a task takes of somebody: as written, else one, or all they have if that is less.
#[must_use]
pub fn units(assigned: &Assigned, person: &Stakeholder) -> Decimal {
    assigned.units.as_ref().map_or_else(|| person.units().min(Decimal::ONE), |units| units.value)
}

/// How many people there are at most; None of an organisation outside that does not say.
#[must_use]
pub fn capacity(person: &Stakeholder) -> Option<Decimal> {
    let is_open = person.is_on(Side::Vendor) && person.capacity.is_none();
    (!is_open).then(|| person.units())
}

/// Whether a task only waits: what it takes is elapsed days, so that nobody works on it.
#[must_use]
pub fn is_wait(task: &Task) -> bool {
    let whole = task.duration.as_ref().map(|duration| duration.value.likely.unit);
    task.remaining.as_ref().map(|remaining| remaining.value.unit).or(whole) == Some(Unit::ElapsedDays)
}

/// The load from one day to another, both included, of projects with their schedules.
///
/// Work counts on its computed days, finished work on its actual ones. The first 1,000,000 days of one person on one
/// task are looked at.
#[must_use]
pub fn load(portfolio: &Portfolio, schedules: &[(&Project, &Schedule)], from: Date, to: Date) -> Load {
    let people = gather(schedules, from, to);
    let mut known: BTreeMap<&str, Vec<Target>> = BTreeMap::new();
    for (project, _) in schedules {
        for (index, person) in (0..).zip(&project.stakeholders) {
            let item = ItemIndex { register: Register::Stakeholders, index };
            known.entry(person.base.id()).or_default().push(Target { project: project.place, item });
        }
    }
    let people: Vec<PersonLoad> = people
        .into_par_iter()
        .map(|(handle, entries)| {
            let known_as = known.get(handle.as_str()).cloned().unwrap_or_default();
            person(portfolio, handle, known_as, entries)
        })
        .collect();
    let mut by_project: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, person) in people.iter().enumerate() {
        for target in &person.known_as {
            by_project.entry(target.project).or_default().push(place);
        }
    }
    Load { people, by_project }
}

/// What is asked of each person on each day.
type Asked = BTreeMap<String, BTreeMap<Date, Vec<Entry>>>;

/// What all projects ask for, in their order: gathered side by side, and again by itself where the limit falls.
fn gather(schedules: &[(&Project, &Schedule)], from: Date, to: Date) -> Asked {
    let shares: Vec<Gathered> =
        schedules.par_iter().map(|(project, schedule)| Gathered::of(project, schedule, (from, to), ENTRIES)).collect();
    let mut left = ENTRIES;
    let mut all = Asked::new();
    for ((project, schedule), mut share) in schedules.iter().zip(shares) {
        if ENTRIES - share.left > left {
            share = Gathered::of(project, schedule, (from, to), left);
            left = 0;
        } else {
            left -= ENTRIES - share.left;
        }
        for (handle, days) in share.people {
            let known = all.entry(handle).or_default();
            if known.is_empty() {
                *known = days;
            } else {
                days.into_iter().for_each(|(day, entries)| known.entry(day).or_default().extend(entries));
            }
        }
        if left == 0 {
            break;
        }
    }
    all
}

/// Some hours of a day, in minutes, that a task takes of somebody.
struct Entry {
    from: i64,
    to: i64,
    units: Decimal,
    task: Target,
}

/// What one project asks for.
struct Gathered {
    from: Date,
    to: Date,
    /// How many entries may still be looked at.
    left: usize,
    people: Asked,
}

impl Gathered {
    fn of(project: &Project, schedule: &Schedule, (from, to): (Date, Date), left: usize) -> Self {
        let mut gathered = Self { from, to, left, people: Asked::new() };
        let mut slots: Vec<&Slot> =
            schedule.slots.iter().filter(|slot| slot.item.register == Register::Tasks).collect();
        slots.sort_by_key(|slot| (slot.start, slot.item));
        for slot in slots.into_iter().filter(|slot| !slot.is_summary && !slot.is_moment) {
            gathered.add(project, schedule, slot);
        }
        gathered
    }

    fn add(&mut self, project: &Project, schedule: &Schedule, slot: &Slot) {
        let task = &project.tasks[slot.item.index as usize];
        if is_wait(task) {
            return;
        }
        let people: Vec<(&Stakeholder, Decimal)> = task
            .who
            .items
            .iter()
            .filter_map(|assigned| project.stakeholder(&assigned.who).map(|person| (person, units(assigned, person))))
            .collect();
        let persons: Vec<&Stakeholder> = people.iter().map(|(person, _)| *person).collect();
        let calendar = schedule.calendar.shared_by(&persons);
        let start = if slot.progress == Progress::Running { slot.resume.min(slot.finish) } else { slot.start };
        let target = Target { project: project.place, item: slot.item };
        for (day, from, to) in self.hours(&calendar, slot, start) {
            for (person, units) in &people {
                if self.left == 0 {
                    return;
                }
                self.left -= 1;
                let days = self.people.entry(person.base.id().to_owned()).or_default();
                days.entry(day).or_default().push(Entry { from, to, units: *units, task: target });
            }
        }
    }

    /// The days of a piece of work with the minutes of the day at which it begins and ends.
    fn hours(&self, calendar: &Calendar, slot: &Slot, start: Instant) -> Vec<(Date, i64, i64)> {
        let (first, last) = (start.start_day().max(self.from), slot.finish_day().min(self.to));
        let length = if first <= last { first.days_until(last) } else { -1 };
        let hours = |day: Date| {
            let by_clock = slot.window.is_some();
            if !by_clock && !calendar.is_working(day) {
                return None;
            }
            let opens = if by_clock { Instant::start_of(day) } else { calendar.opening(day) };
            let closes = if by_clock { Instant::end_of(day) } else { calendar.closing(day) };
            let (from, to) = (opens.max(start).0, closes.min(slot.finish).0);
            (from < to).then_some((day, from, to))
        };
        (0..=length).filter_map(|step| hours(first.add_days(step))).collect()
    }
}

fn person(
    portfolio: &Portfolio,
    handle: String,
    known_as: Vec<Target>,
    entries: BTreeMap<Date, Vec<Entry>>,
) -> PersonLoad {
    let records: Vec<&Stakeholder> = known_as
        .iter()
        .map(|target| &portfolio.projects[target.project as usize].stakeholders[target.item.index as usize])
        .collect();
    let whole = records.iter().map(|record| capacity(record)).collect::<Option<Vec<Decimal>>>();
    let whole = whole.and_then(|all| all.into_iter().max());
    let day_load = |(day, entries): (Date, Vec<Entry>)| {
        let is_away = records.iter().any(|record| record.is_away(day));
        let capacity = whole.map(|whole| if is_away { Decimal::ZERO } else { whole });
        let units = busiest(&entries);
        let mut tasks: Vec<Target> = entries.into_iter().map(|entry| entry.task).collect();
        tasks.sort_unstable();
        tasks.dedup();
        DayLoad { day, units, capacity, tasks }
    };
    PersonLoad { days: entries.into_iter().map(day_load).collect(), handle, known_as }
}

/// The most people that are asked for at one moment.
fn busiest(entries: &[Entry]) -> Decimal {
    let begins = entries.iter().map(|entry| (entry.from, entry.units));
    let mut changes: Vec<(i64, Decimal)> = begins.chain(entries.iter().map(|entry| (entry.to, -entry.units))).collect();
    // At one moment what ends goes before what begins.
    changes.sort();
    let mut now = Decimal::ZERO;
    changes.into_iter().fold(Decimal::ZERO, |most, (_, change)| {
        now += change;
        most.max(now)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(from: i64, to: i64, units: i64) -> Entry {
        let item = ItemIndex { register: Register::Tasks, index: 0 };
        Entry { from, to, units: Decimal::from(units), task: Target { project: 0, item } }
    }

    #[test]
    fn what_follows_each_other_on_a_day_does_not_add_up() {
        let busiest = |entries: &[Entry]| busiest(entries).to_string();
        assert_eq!(busiest(&[entry(0, 60, 1), entry(60, 120, 1)]), "1");
        assert_eq!(busiest(&[entry(0, 61, 1), entry(60, 120, 1)]), "2");
        assert_eq!(busiest(&[entry(0, 10, 2), entry(20, 30, 3), entry(0, 30, 1)]), "4");
        assert_eq!(busiest(&[]), "0");
    }
}
