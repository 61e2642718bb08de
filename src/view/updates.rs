//! Letters and meetings.

use super::links::item_url;
use super::page::{Block, Mark, Page, Row, Section};
use super::{Entry, Maker};
use crate::audience::{PublicMeeting, PublicUpdate};
use crate::document::keys::Register;
use crate::document::keys::words::MeetingStatus;

impl Maker<'_> {
    fn newest_updates(&self) -> Vec<&PublicUpdate> {
        let mut updates: Vec<&PublicUpdate> = self.plan.updates.iter().collect();
        updates.sort_by_key(|update| (std::cmp::Reverse(update.date), &update.base.id));
        updates
    }

    pub(super) fn update_title(&self, update: &PublicUpdate) -> String {
        update.date.map_or(update.base.title.clone(), |date| format!("Update of {}", self.words.plain(date)))
    }

    pub(super) fn updates_page(&self) -> Page {
        let mut page = Page::new("updates.html", "updates", "Updates");
        page.lead = match (self.latest_update().and_then(|update| update.date), self.next_update()) {
            (Some(last), Some(next)) => {
                format!(
                    "The last one is of {}, the next one comes on {}.",
                    self.words.full(last),
                    self.words.long(next)
                )
            }
            (Some(last), None) => format!("The last one is of {}.", self.words.full(last)),
            (None, _) => "Updates come in execution.".to_owned(),
        };
        let rows: Vec<Row> = self
            .newest_updates()
            .into_iter()
            .map(|update| {
                Row::new(self.update_title(update))
                    .to(Some(item_url(Register::Updates, &update.base.id)))
                    .note(update.summary.clone().unwrap_or_default())
            })
            .collect();
        if !rows.is_empty() {
            page.add(Section::new("All updates", "Newest first.", vec![Block::Rows { rows }]));
        }
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
        let mut page = Page::new("meetings.html", "meetings", "Meetings");
        let day = |meeting: &PublicMeeting| meeting.at.map(|at| at.date).or(meeting.date);
        let mut meetings: Vec<&PublicMeeting> = self.plan.meetings.iter().collect();
        meetings.sort_by_key(|meeting| (day(meeting), &meeting.base.id));
        let (planned, rest): (Vec<_>, Vec<_>) =
            meetings.into_iter().partition(|meeting| meeting.status == Some(MeetingStatus::Planned));
        page.lead = match planned.first().and_then(|meeting| day(meeting)) {
            Some(date) => format!("The next meeting is on {}.", self.words.full(date)),
            None => "No meeting is planned.".to_owned(),
        };
        let rows = |meetings: Vec<&PublicMeeting>| -> Vec<Row> {
            meetings.into_iter().map(|meeting| self.meeting_row(meeting)).collect()
        };
        for (title, rows) in [("To come", rows(planned)), ("Held", rows(rest.into_iter().rev().collect()))] {
            if !rows.is_empty() {
                page.add(Section::new(title, "", vec![Block::Rows { rows }]));
            }
        }
        page
    }

    fn meeting_row(&self, meeting: &PublicMeeting) -> Row {
        let row = Row::new(&meeting.base.title)
            .to(Some(item_url(Register::Meetings, &meeting.base.id)))
            .note(meeting.summary.clone().unwrap_or_default());
        let date = meeting.at.map(|at| at.date).or(meeting.date).map(|date| self.words.short(date));
        match meeting.status {
            Some(MeetingStatus::Cancelled) => row.mark(Mark::open("Cancelled")),
            _ => row.right(date.unwrap_or_default()),
        }
    }
}
