//! What the provider's people need: each one's next two weeks, and the load of all.

use super::Maker;
use super::internal::{Internal, LoadOfPerson, LoadOfWeek};
use super::links::item_url;
use super::load;
use super::page::{Block, Page, Row, Section};
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
            let people: Vec<(&str, &[LoadOfWeek])> =
                internal.load.iter().map(|person| (self.name_of(person), person.weeks.as_slice())).collect();
            let table = Block::Table { table: load::table(&self.words, &people) };
            let blocks = Block::told_chart(load::chart(&self.words, &people)).into_iter().chain([table]);
            page.add(self.section("team.load", blocks.collect()));
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
    fn name_of<'a>(&'a self, person: &'a LoadOfPerson) -> &'a str {
        let known = self.plan.people.iter().find(|one| one.base.id == person.handle);
        known.map_or(&person.handle, |one| &one.base.title)
    }
}
