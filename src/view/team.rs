//! What the provider's people need: each one's next two weeks, and the load of all.

use super::Maker;
use super::chart::{Chart, Key, Picture, load as chart};
use super::internal::{Internal, LoadOfPerson, LoadOfWeek};
use super::links::item_url;
use super::page::{Block, Page, Row, Section};
use super::table::{Cell, Head, Line, Table};
use crate::audience::PublicTask;
use crate::document::keys::Register;
use crate::value::Date;

/// How far each person's list looks ahead, in days.
const AHEAD: i32 = 14;

impl Maker<'_> {
    pub(super) fn team_page(&self, internal: &Internal) -> Page {
        let mut page = self.nav_page("team");
        let (from, until) = (self.plan.as_of.add_days(1), self.plan.as_of.add_days(AHEAD));
        let (first, last) = (self.words.full(from), self.words.full(until));
        page.lead = self.words.fill("team.lead", &[("from", &first), ("until", &last)]);
        for person in &self.plan.people {
            let rows = self.next_tasks(&person.base.title, from, until);
            if rows.is_empty() {
                continue;
            }
            let roles = self.person_roles(person).unwrap_or_default();
            let section =
                Section::new(format!("person-{}", person.base.id), &person.base.title, vec![Block::Rows { rows }]);
            page.add(Section { url: Some(item_url(Register::Stakeholders, &person.base.id)), ..section.note(roles) });
        }
        if !internal.load.is_empty() {
            let blocks = vec![
                Block::chart(self.load_chart(&internal.load)),
                Block::Table { table: self.load_table(&internal.load) },
            ];
            page.add(self.section("team.load", blocks));
        }
        page
    }

    /// Open tasks of a person that touch these days, in the order of time.
    fn next_tasks(&self, name: &str, from: Date, until: Date) -> Vec<Row> {
        let mut rows = Vec::new();
        for task in self.web.tasks_in_order().iter().copied() {
            let is_open = task.finished.is_none() && task.cancelled.is_none() && !task.is_summary;
            let Some(dates) = self.dates(Register::Tasks, &task.base.id) else { continue };
            if !is_open || !task.who.iter().any(|who| who == name) || dates.start > until || dates.finish < from {
                continue;
            }
            let (start, finish) = (self.words.short(dates.start), self.words.short(dates.finish));
            let days = match dates.start == dates.finish {
                true => start,
                false => self.words.fill("team.days", &[("from", &start), ("to", &finish)]),
            };
            let url = item_url(Register::Tasks, &task.base.id);
            rows.push(Row::new(&task.base.title).to(Some(url)).note(self.task_context(task)).right(days));
        }
        rows
    }

    /// What a technician has to know at once: the hours of an outage, with whom, what it brings.
    fn task_context(&self, task: &PublicTask) -> String {
        let window = task.windows.first().and_then(|linked| {
            let window = self.web.window(&linked.id)?;
            Some(self.words.hours(window.start?, window.end))
        });
        let who = (task.who.len() > 1).then(|| self.words.list(&task.who));
        let brings = task.deliverables.first().map(|linked| linked.title.clone());
        window.into_iter().chain(who).chain(brings).collect::<Vec<_>>().join("; ")
    }

    /// What people call somebody.
    fn name_of(&self, person: &LoadOfPerson) -> String {
        let known = self.plan.people.iter().find(|one| one.base.id == person.handle);
        known.map_or(&person.handle, |one| &one.base.title).clone()
    }

    fn load_chart(&self, load: &[LoadOfPerson]) -> Chart {
        let mondays = load.first().map(|person| person.weeks.as_slice()).unwrap_or_default();
        let weeks: Vec<String> = mondays.iter().map(|week| self.words.day_short_month(week.monday)).collect();
        let week = |week: &LoadOfWeek| chart::Week {
            booked: week.days,
            over: week.over,
            has: week.has.unwrap_or_default(),
            text: self.words.number(week.days.round_dp(1)),
        };
        let people: Vec<(String, Vec<chart::Week>)> =
            load.iter().map(|person| (self.name_of(person), person.weeks.iter().map(week).collect())).collect();
        let is_over = |person: &&LoadOfPerson| person.weeks.iter().any(LoadOfWeek::is_over);
        let names: Vec<String> = load.iter().filter(is_over).map(|person| self.name_of(person)).collect();
        let title = match names.is_empty() {
            true => self.say("team.fits").to_owned(),
            false => self.words.fill("team.too_much", &[("names", &self.words.list(&names))]),
        };
        let too_much = (!names.is_empty()).then(|| Key::bar("must", self.say("team.beyond")));
        let has = load.iter().flat_map(|person| &person.weeks).any(|week| week.has.is_some_and(|has| !has.is_zero()));
        let there = has.then(|| Key::line("deadline", self.say("team.there")));
        Chart {
            id: "load",
            title,
            description: self.say("team.load_text").to_owned(),
            key: [Key::bar("done", self.say("team.asked"))].into_iter().chain(too_much).chain(there).collect(),
            picture: Picture::Load(chart::load(&weeks, &people)),
        }
    }

    /// The same figures as text: days asked for, of those that there are.
    fn load_table(&self, load: &[LoadOfPerson]) -> Table {
        let mut heads = vec![Head { text: self.say("team.person").to_owned(), is_number: false }];
        let weeks = load.first().map(|person| person.weeks.as_slice()).unwrap_or_default();
        heads.extend(weeks.iter().map(|week| Head { text: self.words.day_month(week.monday), is_number: true }));
        let mut table = Table::new(self.year_caption("team.load_caption"), heads);
        table.csv = Some("load.csv".to_owned());
        for person in load {
            let mut cells = vec![Cell::text(self.name_of(person))];
            cells.extend(person.weeks.iter().map(|week| {
                let days = self.words.number(week.days.round_dp(1));
                let text = week.has.map_or_else(
                    || days.clone(),
                    |has| {
                        let has = self.words.number(has.round_dp(1));
                        self.words.fill("number.of", &[("some", &days), ("all", &has)])
                    },
                );
                let mut cell = Cell::of(text, week.days);
                if week.is_over() {
                    self.say("team.over").clone_into(&mut cell.extra);
                }
                cell
            }));
            table.rows.push(Line::new(cells));
        }
        table
    }
}
