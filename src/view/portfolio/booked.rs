//! Who is needed twice: people in two outages at once, and days on which somebody is asked for more than there is.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{Maker, Member};
use crate::model::Portfolio;
use crate::model::published::OutageStatus;
use crate::schedule::load::{DayLoad, Load, PersonLoad};
use crate::value::{Date, DateTime, Decimal};
use crate::view::page::{Block, Mark, Row};
use crate::view::{LoadOfWeek, load};

/// Days that are at most this far apart are told together.
const LONGEST_GAP: i32 = 3;
/// How many tasks of a day are named.
const TASKS_NAMED: usize = 4;
/// How many entries of a person are told; the picture below shows all.
const ENTRIES_TOLD: usize = 3;
/// How many people the picture shows.
const PEOPLE_DRAWN: usize = 12;

/// Days after each other on which the same work asks for more of somebody than there is.
#[derive(Clone, Debug)]
pub struct BookedDays {
    /// The first and the last day.
    pub days: (Date, Date),
    /// How many they are.
    pub count: i64,
    /// People asked for, and people there are.
    pub units: (Decimal, Decimal),
    /// What asks for them: task and project.
    pub tasks: Vec<(String, String)>,
}

/// Somebody who is needed more than they can give.
#[derive(Clone, Debug)]
pub struct Booked {
    /// Their name.
    pub name: String,
    /// The days, in order.
    pub days: Vec<BookedDays>,
}

impl Booked {
    fn day_count(&self) -> i64 {
        self.days.iter().map(|day| day.count).sum()
    }
}

/// What people call somebody.
#[must_use]
pub fn name_of(portfolio: &Portfolio, person: &PersonLoad) -> String {
    let known = person.known_as.first();
    known.map_or(person.handle.clone(), |target| portfolio.base(*target).name().to_owned())
}

/// People with days beyond their capacity from a day on, over all projects; those with the most of them first.
#[must_use]
pub fn booked(portfolio: &Portfolio, load: &Load, from: Date) -> Vec<Booked> {
    let person = |one: &PersonLoad| {
        let over = one.days.iter().filter(|day| day.day >= from && day.excess() > Decimal::ZERO);
        let days = runs(over.map(|day| booked_day(portfolio, day)));
        (!days.is_empty()).then(|| Booked { name: name_of(portfolio, one), days })
    };
    let mut booked: Vec<Booked> = load.people.iter().filter_map(person).collect();
    booked.sort_by_key(|one| Reverse(one.day_count()));
    booked
}

/// Days with the same work become one entry; a weekend between them does not part them.
fn runs(days: impl Iterator<Item = BookedDays>) -> Vec<BookedDays> {
    let mut runs: Vec<BookedDays> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(last)
                if last.tasks == day.tasks
                    && last.units == day.units
                    && last.days.1.days_until(day.days.0) <= LONGEST_GAP =>
            {
                last.days.1 = day.days.1;
                last.count += 1;
            }
            _ => runs.push(day),
        }
    }
    runs
}

fn booked_day(portfolio: &Portfolio, day: &DayLoad) -> BookedDays {
    let task = |target: &crate::model::item::Target| {
        let project = &portfolio.projects[target.project as usize];
        let title = project.charter.title.as_ref().map_or(project.id.clone(), |title| title.value.clone());
        (portfolio.base(*target).name().to_owned(), title)
    };
    BookedDays {
        days: (day.day, day.day),
        count: 1,
        units: (day.units, day.capacity.unwrap_or_default()),
        tasks: day.tasks.iter().map(task).collect(),
    }
}

impl Maker<'_> {
    pub(super) fn booked(&self) -> Vec<Block> {
        let mut rows = self.clashes();
        rows.extend(self.facts.booked.iter().map(|one| self.booked_row(one)));
        let mut blocks = match rows.is_empty() {
            true => vec![Block::empty(self.words.say("portfolio.nobody_twice"))],
            false => vec![Block::Rows { rows }],
        };
        let people: Vec<(&str, &[LoadOfWeek])> =
            self.facts.load.iter().map(|(name, weeks)| (name.as_str(), weeks.as_slice())).take(PEOPLE_DRAWN).collect();
        if !people.is_empty() {
            blocks.push(Block::chart(load::chart(&self.words, &people)));
            blocks.push(Block::Table { table: load::table(&self.words, &people) });
        }
        let more = self.facts.load.len() - people.len();
        if more > 0 {
            blocks.push(Block::empty(self.words.count("portfolio.more_people", more as i64)));
        }
        blocks
    }

    fn booked_row(&self, one: &Booked) -> Row {
        let (told, rest) = one.days.split_at(one.days.len().min(ENTRIES_TOLD));
        let mut days: Vec<String> = told.iter().map(|day| self.booked_words(day)).collect();
        let more = rest.iter().map(|day| day.count).sum();
        days.extend((more > 0).then(|| self.words.count("portfolio.more_days", more)));
        let count = self.words.count("portfolio.days_over", one.day_count());
        Row::new(&one.name).note(days.join(" ")).mark(Mark::risk(&count))
    }

    /// `Mon 11 May to Wed 13 May, 2 of 1: Build, Pilot (Firewall).`
    fn booked_words(&self, day: &BookedDays) -> String {
        let mut by_project: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (task, project) in day.tasks.iter().take(TASKS_NAMED) {
            by_project.entry(project).or_default().push(self.apart(task));
        }
        let named: Vec<String> = by_project
            .into_iter()
            .map(|(project, tasks)| format!("{} ({})", tasks.join(", "), self.apart(project)))
            .collect();
        let (asked, there) = day.units;
        let (first, last) = (self.words.short(day.days.0), self.words.short(day.days.1));
        let date = match day.count {
            1 => first,
            _ => self.words.fill("portfolio.span", &[("from", &first), ("to", &last)]),
        };
        self.words.fill(
            "portfolio.booked_day",
            &[
                ("date", &date),
                ("asked", &self.words.number(asked)),
                ("there", &self.words.number(there)),
                ("tasks", &named.join(", ")),
            ],
        )
    }

    /// People who would have to be in two outages of different projects at once.
    fn clashes(&self) -> Vec<Row> {
        let mut all: Vec<(&Member, &OutageStatus, DateTime, DateTime)> = Vec::new();
        for member in self.members.iter().filter(|member| member.status.stage.is_active()) {
            for outage in &member.status.outages {
                let Some((start, end)) = outage.start.zip(outage.end) else { continue };
                all.push((member, outage, start, end));
            }
        }
        all.sort_by_key(|(member, outage, start, _)| (*start, &member.status.id, &outage.id));
        let mut rows = Vec::new();
        for (index, (member, outage, start, end)) in all.iter().enumerate() {
            // Sorted by start: what begins after this one ends cannot meet it.
            for (other, second, begins, ends) in all[index + 1..].iter().take_while(|(_, _, begins, _)| begins < end) {
                if other.status.id == member.status.id {
                    continue;
                }
                let both = outage.people.iter().filter(|person| second.people.contains(person));
                let from = *begins.max(start);
                let hours = self.words.hours(from, Some(*ends.min(end)));
                rows.extend(both.map(|person| self.clash(person, &hours, [(member, outage), (other, second)])));
            }
        }
        rows
    }

    fn clash(&self, person: &str, hours: &str, outages: [(&Member, &OutageStatus); 2]) -> Row {
        let named = outages
            .map(|(member, outage)| format!("{} ({})", self.apart(&outage.title), self.apart(&member.status.title)));
        let note = self.words.fill("portfolio.clash", &[("hours", &hours), ("outages", &self.words.list(&named))]);
        Row::new(person).note(note).mark(Mark::off(self.words.say("portfolio.twice_at_once")))
    }
}
