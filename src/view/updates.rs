//! Letters and meetings.

use std::fmt::Display;

use super::links::item_url;
use super::page::{Fact, Mark, Page, Row};
use super::{Entry, Maker};
use crate::audience::{PublicMeeting, PublicSnapshot, PublicUpdate};
use crate::document::keys::words::MeetingStatus;
use crate::document::keys::{Register, Stage};
use crate::value::Date;

impl Maker<'_> {
    fn newest_updates(&self) -> Vec<&PublicUpdate> {
        let mut updates: Vec<&PublicUpdate> = self.plan.updates.iter().collect();
        updates.sort_by_key(|update| (std::cmp::Reverse(update.date), &update.base.id));
        updates
    }

    pub(super) fn update_title(&self, update: &PublicUpdate) -> String {
        update.date.map_or(update.base.title.clone(), |date| {
            self.words.fill("updates.title", &[("date", &self.words.plain(date))])
        })
    }

    pub(super) fn updates_page(&self) -> Page {
        let mut page = self.nav_page("updates");
        let last = self.latest_update().and_then(|update| update.date);
        page.lead = match (last.map(|last| self.words.full(last)), self.next_update()) {
            (Some(last), Some(next)) => {
                let is_due = next < self.plan.as_of;
                let key = if is_due { "updates.last_and_due" } else { "updates.last_and_next" };
                self.words.fill(key, &[("last", &last), ("next", &self.words.long(next))])
            }
            (Some(last), None) => self.words.fill("updates.last", &[("last", &last)]),
            (None, _) if self.is_judged() => self.say("status.no_update").to_owned(),
            (None, _) => self.comes_in("empty.updates", Stage::Execution),
        };
        let row = |update: &PublicUpdate| {
            let row = Row::new(self.update_title(update))
                .to(Some(item_url(Register::Updates, &update.base.id)))
                .note(update.summary.clone().unwrap_or_default());
            Row { mark: update.date.and_then(|date| self.light_then(date)), ..row }
        };
        page.add(self.rows("updates.all", self.newest_updates().into_iter().map(row).collect()));
        page
    }

    /// The day of the update before a day.
    pub(super) fn update_before(&self, date: Date) -> Option<Date> {
        self.plan.updates.iter().filter_map(|one| one.date).filter(|one| *one < date).max()
    }

    fn snapshot(&self, date: Date) -> Option<&PublicSnapshot> {
        self.plan.figures.snapshots.iter().find(|snapshot| snapshot.date == date)
    }

    /// The colour of the whole as an update kept it.
    pub(super) fn light_then(&self, date: Date) -> Option<Mark> {
        Some(self.light_mark(self.snapshot(date)?.light?))
    }

    /// A row that says that the colour is another one than in the update before.
    pub(super) fn light_row(&self, before: Date, date: Date) -> Option<Row> {
        let (was, now) = (self.light_then(before)?, self.light_then(date)?);
        let values: [(&str, &dyn Display); 2] = [("date", &self.words.day_month(before)), ("word", &was.word)];
        let note = self.words.fill("updates.status_was", &values);
        (was != now).then(|| Row::new(self.say("updates.status")).note(note).mark(now))
    }

    /// Progress, money and milestones as they stood on the day of an update, beside those of the update before.
    pub(super) fn figures_then(&self, date: Date, before: Option<Date>) -> Vec<Fact> {
        let Some(now) = self.snapshot(date) else { return Vec::new() };
        let was = before.and_then(|before| self.snapshot(before));
        let percent = now.percent.map(|percent| {
            let note = was.and_then(|was| Some((self.words.percent(was.percent?), was.date)));
            self.fact("updates.work_done", self.words.percent(percent), self.then("updates.before", "value", note))
        });
        let spent = (!self.plan.budget.is_empty()).then(|| {
            let sum = self.spent_by(date);
            let since = before.map(|before| (self.words.money(sum - self.spent_by(before)), before));
            self.fact("updates.spent", self.words.money(sum), self.then("updates.spent_since", "amount", since))
        });
        let next = self.milestone_then("updates.next_milestone", now, was, false);
        let last = self.milestone_then("updates.last_milestone", now, was, true);
        [percent, spent, next, last].into_iter().flatten().collect()
    }

    fn then(&self, key: &str, name: &str, told: Option<(String, Date)>) -> String {
        let told = told.map(|(value, date)| {
            let values: [(&str, &dyn Display); 2] = [(name, &value), ("date", &self.words.day_month(date))];
            self.words.fill(key, &values)
        });
        told.unwrap_or_default()
    }

    /// One of the milestones that were still to come, and what the update before had foretold of it.
    fn milestone_then(
        &self,
        key: &str,
        now: &PublicSnapshot,
        was: Option<&PublicSnapshot>,
        is_last: bool,
    ) -> Option<Fact> {
        let is_open = |id: &str| {
            let known = self.web.milestone(id);
            known.is_some_and(|one| one.reached.is_none_or(|reached| reached > now.date))
        };
        let open = now.milestones.iter().filter(|(id, _)| is_open(id));
        let days = open.map(|(id, day)| (*day, id.as_str()));
        let (day, id) = if is_last { days.max() } else { days.min() }?;
        let title = self.web.milestone(id).map(|one| one.base.title.clone())?;
        let then = was.and_then(|was| Some((was.milestones.iter().find(|(known, _)| known == id)?.1, was.date)));
        let short = self.words.short(day);
        let note = then.map(|(then, date)| {
            let key = if then == day { "updates.as_before" } else { "updates.moved" };
            let (before, date) = (self.words.day_month(then), self.words.day_month(date));
            self.words.fill(key, &[("day", &short), ("date", &date), ("before", &before)])
        });
        Some(self.fact(key, title, note.unwrap_or(short)))
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        let entry = |update: &PublicUpdate| {
            Some(Entry {
                id: update.base.id.clone(),
                date: update.date?,
                title: self.update_title(update),
                summary: update.summary.clone().unwrap_or_default(),
                path: item_url(Register::Updates, &update.base.id),
            })
        };
        self.newest_updates().into_iter().filter_map(entry).collect()
    }

    pub(super) fn meetings_page(&self) -> Page {
        let mut page = self.nav_page("meetings");
        let mut meetings: Vec<&PublicMeeting> = self.plan.meetings.iter().collect();
        meetings.sort_by_key(|meeting| (day(meeting), &meeting.base.id));
        let is_planned = |meeting: &&PublicMeeting| meeting.status == Some(MeetingStatus::Planned);
        let (planned, rest): (Vec<_>, Vec<_>) = meetings.into_iter().partition(is_planned);
        let is_past = |meeting: &&PublicMeeting| day(meeting).is_some_and(|day| day < self.plan.as_of);
        let (untold, planned): (Vec<_>, Vec<_>) = planned.into_iter().partition(is_past);
        page.lead = match planned.first().and_then(|meeting| day(meeting)) {
            Some(date) => self.words.fill("meetings.next", &[("date", &self.words.full(date))]),
            None => self.say("meetings.none").to_owned(),
        };
        let rows = |meetings: Vec<&PublicMeeting>| -> Vec<Row> {
            meetings.into_iter().map(|meeting| self.meeting_row(meeting)).collect()
        };
        page.add(self.rows("meetings.to_come", rows(planned)));
        page.add(self.rows("meetings.untold", rows(untold)));
        page.add(self.rows("meetings.held", rows(rest.into_iter().rev().collect())));
        page
    }

    fn meeting_row(&self, meeting: &PublicMeeting) -> Row {
        let row = Row::new(&meeting.base.title)
            .to(Some(item_url(Register::Meetings, &meeting.base.id)))
            .note(meeting.summary.clone().unwrap_or_default());
        match meeting.status {
            Some(status @ MeetingStatus::Cancelled) => row.mark(self.meeting_mark(status)),
            _ => row.right(day(meeting).map(|date| self.words.short(date)).unwrap_or_default()),
        }
    }

    pub(super) fn meeting_mark(&self, status: MeetingStatus) -> Mark {
        let word = self.words.name("meeting_status", status.name());
        if status == MeetingStatus::Held { Mark::done(word) } else { Mark::open(word) }
    }
}

/// The day of a meeting.
fn day(meeting: &PublicMeeting) -> Option<Date> {
    meeting.at.map(|at| at.date).or(meeting.date)
}
