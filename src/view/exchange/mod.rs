//! A plan as other planning programs know it: an outline of work with calendars, links, people and dates.
//!
//! For the provider's own use: it is made of the plan itself, not of what the client may see. What has no place in
//! such programs is named, so that nobody takes the copy for the whole.

mod calendars;
mod links;
mod work;

use crate::document::fields::LinkKind;
use crate::model::item::ItemIndex;
use crate::model::{Portfolio, Project};
use crate::schedule::Schedule;
use crate::schedule::calendar::Instant;
use crate::value::{Date, DateTime, Decimal, Money};
use calendars::Calendars;

/// A plan for another planning program.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Exchange {
    pub title: String,
    pub client: Option<String>,
    pub manager: Option<String>,
    pub currency: String,
    pub start: DateTime,
    pub finish: Option<DateTime>,
    /// The end of the working hours of the status date.
    pub status: DateTime,
    pub minutes_per_day: i64,
    pub days_per_week: i64,
    /// When the working hours begin and end, in minutes since midnight.
    pub hours: (i64, i64),
    /// Calendars; the first is the project's.
    pub calendars: Vec<WorkingTime>,
    /// People who work, each at most once.
    pub people: Vec<Person>,
    /// Work in the order of an outline: each summary before its parts.
    pub nodes: Vec<Node>,
    /// What could not be carried over, in sentences.
    pub left_out: Vec<String>,
}

/// A calendar.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct WorkingTime {
    pub name: String,
    /// Monday first.
    pub weekdays: [bool; 7],
    /// In minutes since midnight.
    pub hours: (i64, i64),
    /// First and last day of each range.
    pub days_off: Vec<(Date, Date)>,
}

/// Somebody who works.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Person {
    pub handle: String,
    pub name: String,
    pub org: Option<String>,
    /// How many people they are.
    pub capacity: Decimal,
    /// The place of their own calendar, where they are away at times.
    pub calendar: Option<usize>,
}

/// What something in the outline is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub enum NodeKind {
    Task,
    Summary,
    Milestone,
}

/// What a date is held to, beside links.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Hold {
    /// It starts exactly then: a pin, or a window.
    StartsOn(DateTime),
    /// It starts then or later.
    StartsAfter(DateTime),
}

/// Minutes of work, or by the clock.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub struct Length {
    pub minutes: i64,
    pub is_elapsed: bool,
}

/// A task, a summary, a milestone, or a request that something waits for.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Node {
    /// Its number, from 1: the same for the same plan.
    pub number: usize,
    /// Its address in the plan, such as `tasks/survey`.
    pub address: String,
    pub title: String,
    pub kind: NodeKind,
    /// Its depth in the outline, from 1.
    pub level: usize,
    pub start: DateTime,
    pub finish: DateTime,
    /// What was worked and what is left.
    pub done: Length,
    pub left: Length,
    /// Where the rest begins, of running work.
    pub resume: Option<DateTime>,
    /// In per cent, as the plan says it.
    pub progress: Option<Decimal>,
    pub actual_start: Option<DateTime>,
    pub actual_finish: Option<DateTime>,
    /// The place of its calendar, if that is not the project's.
    pub calendar: Option<usize>,
    pub hold: Option<Hold>,
    pub deadline: Option<DateTime>,
    /// What was agreed, where the plan has a baseline.
    pub agreed: Option<Agreed>,
    /// Late start and late finish.
    pub late: Option<(DateTime, DateTime)>,
    /// In working minutes.
    pub total_float: Option<i64>,
    pub free_float: Option<i64>,
    pub is_critical: bool,
    pub waits: Vec<Wait>,
    /// People by their place in [`Exchange::people`], with how many of them.
    pub who: Vec<(usize, Decimal)>,
}

/// Dates, length and money as they were agreed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub struct Agreed {
    pub start: DateTime,
    pub finish: DateTime,
    pub length: Length,
    pub value: Option<Money>,
}

/// What a node waits for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub struct Wait {
    /// The number of the other node.
    pub on: usize,
    pub kind: LinkKind,
    pub lag: Length,
}

/// A project and its schedule for another program.
#[must_use]
pub fn exchange(portfolio: &Portfolio, project: &Project, schedule: &Schedule) -> Exchange {
    Maker::new(portfolio, project, schedule).whole()
}

struct Maker<'a> {
    project: &'a Project,
    schedule: &'a Schedule,
    calendars: Calendars<'a>,
    left_out: Vec<String>,
}

impl<'a> Maker<'a> {
    fn new(portfolio: &'a Portfolio, project: &'a Project, schedule: &'a Schedule) -> Self {
        let calendars = Calendars::new(portfolio, project, schedule);
        Self { project, schedule, calendars, left_out: Vec::new() }
    }

    fn whole(mut self) -> Exchange {
        let charter = &self.project.charter;
        let text = |told: &crate::model::item::Told<String>| told.as_ref().map(|told| told.value.clone());
        let links = links::Links::of(self.project, self.schedule);
        let people = self.people();
        let nodes = self.nodes(&links, &people);
        self.tell_left_out(&links);
        let calendar = &self.schedule.calendar;
        Exchange {
            title: text(&charter.title).unwrap_or_else(|| self.project.id.clone()),
            client: text(&charter.client),
            manager: charter
                .pm
                .as_ref()
                .and_then(|pm| self.project.stakeholder(pm))
                .map(|pm| pm.base.name().to_owned()),
            currency: text(&charter.currency).unwrap_or_default(),
            start: self.schedule.start.time(),
            finish: self.schedule.finish.map(Instant::time),
            status: calendar.closing(self.schedule.as_of).time(),
            minutes_per_day: calendar.minutes_per_day(),
            days_per_week: calendar.days_per_week(),
            hours: calendar.hours(),
            people,
            nodes,
            calendars: self.calendars.finish(),
            left_out: self.left_out,
        }
    }

    fn tell_left_out(&mut self, links: &links::Links) {
        let ids = |items: &mut dyn Iterator<Item = ItemIndex>| {
            let ids: Vec<&str> = items.map(|item| self.project.base(item).id()).collect();
            ids.join(", ")
        };
        let undated = ids(&mut self.schedule.unscheduled.iter().map(|(item, _)| *item));
        if !undated.is_empty() {
            self.left_out.push(format!("no dates can be computed for {undated}: left out"));
        }
        if links.foreign > 0 {
            let count = links.foreign;
            self.left_out.push(format!("links to other projects: {count} left out, the dates count them"));
        }
        let bound = ids(&mut self.schedule.slots.iter().filter(|slot| slot.window.is_some()).map(|slot| slot.item));
        if !bound.is_empty() {
            self.left_out.push(format!("windows became fixed starts of {bound}: a delay will not move them"));
        }
        let is_range = |task: &&crate::model::kinds::Task| {
            task.duration.as_ref().is_some_and(|estimate| !estimate.value.is_fixed())
        };
        let ranges = self.project.tasks.iter().filter(is_range).count();
        if ranges > 0 {
            self.left_out.push(format!("estimates of three points: the likely one of {ranges} was taken"));
        }
    }
}
