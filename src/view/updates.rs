//! Letters and meetings.

use super::links::item_url;
use super::page::{Mark, Page, Row};
use super::{Entry, Maker};
use crate::audience::{PublicMeeting, PublicUpdate};
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
                self.words.fill("updates.last_and_next", &[("last", &last), ("next", &self.words.long(next))])
            }
            (Some(last), None) => self.words.fill("updates.last", &[("last", &last)]),
            (None, _) => self.comes_in("empty.updates", Stage::Execution),
        };
        let row = |update: &PublicUpdate| {
            Row::new(self.update_title(update))
                .to(Some(item_url(Register::Updates, &update.base.id)))
                .note(update.summary.clone().unwrap_or_default())
        };
        page.add(self.rows("updates.all", self.newest_updates().into_iter().map(row).collect()));
        page
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
        let (planned, rest): (Vec<_>, Vec<_>) =
            meetings.into_iter().partition(|meeting| meeting.status == Some(MeetingStatus::Planned));
        page.lead = match planned.first().and_then(|meeting| day(meeting)) {
            Some(date) => self.words.fill("meetings.next", &[("date", &self.words.full(date))]),
            None => self.say("meetings.none").to_owned(),
        };
        let rows = |meetings: Vec<&PublicMeeting>| -> Vec<Row> {
            meetings.into_iter().map(|meeting| self.meeting_row(meeting)).collect()
        };
        page.add(self.rows("meetings.to_come", rows(planned)));
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
