//! The calendars that an exchanged plan needs: the project's, those of people who are away at times, and the clock.

use std::collections::BTreeMap;

use super::{Maker, Person, WorkingTime};
use crate::document::keys::Register;
use crate::model::control::Stakeholder;
use crate::model::kinds::Task;
use crate::model::{Portfolio, Project};
use crate::schedule::Schedule;
use crate::schedule::calendar::{Calendar, DAY_MINUTES};
use crate::value::Decimal;

/// Calendars by those whose days they count.
pub(super) struct Calendars<'a> {
    project: &'a Project,
    own: Calendar,
    shared: BTreeMap<Vec<usize>, usize>,
    clock: Option<usize>,
    all: Vec<WorkingTime>,
}

impl<'a> Calendars<'a> {
    pub(super) fn new(portfolio: &Portfolio, project: &'a Project, _: &Schedule) -> Self {
        let own = Calendar::of(portfolio, project);
        let all = vec![working_time("Project", &own)];
        Self { project, own, shared: BTreeMap::new(), clock: None, all }
    }

    pub(super) fn finish(self) -> Vec<WorkingTime> {
        self.all
    }

    /// The place and the days of a calendar that these people share; the project's if none of them is ever away.
    pub(super) fn of_people(&mut self, mut people: Vec<usize>) -> (Option<usize>, Calendar) {
        people.retain(|place| !self.project.stakeholders[*place].away.items.is_empty());
        people.sort_unstable();
        people.dedup();
        if people.is_empty() {
            return (None, self.own.clone());
        }
        let away: Vec<&Stakeholder> = people.iter().map(|place| &self.project.stakeholders[*place]).collect();
        let calendar = self.own.shared_by(&away);
        let names: Vec<&str> = away.iter().map(|person| person.base.id()).collect();
        let next = self.all.len();
        let place = *self.shared.entry(people).or_insert(next);
        if place == next {
            self.all.push(working_time(&format!("Days of {}", names.join(", ")), &calendar));
        }
        (Some(place), calendar)
    }

    /// The place of the calendar without nights and weekends.
    pub(super) fn clock(&mut self) -> usize {
        let next = self.all.len();
        let place = *self.clock.get_or_insert(next);
        if place == next {
            let hours = (0, DAY_MINUTES);
            self.all.push(WorkingTime {
                name: "Around the clock".to_owned(),
                weekdays: [true; 7],
                hours,
                days_off: Vec::new(),
            });
        }
        place
    }
}

fn working_time(name: &str, calendar: &Calendar) -> WorkingTime {
    WorkingTime {
        name: name.to_owned(),
        weekdays: calendar.weekdays(),
        hours: calendar.hours(),
        days_off: calendar.days_off().collect(),
    }
}

impl Maker<'_> {
    /// Everybody who works on something, by handle.
    pub(super) fn people(&mut self) -> Vec<Person> {
        let mut places: Vec<usize> = self.project.tasks.iter().flat_map(|task| self.places_of(task)).collect();
        places.sort_unstable();
        places.dedup();
        let mut people = Vec::new();
        for place in places {
            let person = &self.project.stakeholders[place];
            people.push(Person {
                handle: person.base.id().to_owned(),
                name: person.base.name().to_owned(),
                org: person.org.as_ref().map(|org| org.value.clone()),
                capacity: person.capacity.as_ref().map_or(Decimal::ONE, |capacity| capacity.value),
                calendar: self.calendars.of_people(vec![place]).0,
            });
        }
        people
    }

    /// The people of a task, by their place in the register.
    pub(super) fn places_of(&self, task: &Task) -> Vec<usize> {
        let place = self.project.place;
        let assigned = task.who.items.iter();
        assigned.filter_map(|assigned| assigned.who.index_in(place, Register::Stakeholders)).collect()
    }
}
