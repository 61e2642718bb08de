//! What goes into the client's calendar.

use super::Maker;
use super::links::item_url;
use super::words;
use crate::document::keys::Register;
use crate::document::keys::words::{ChangeStatus, WindowKind};
use crate::value::{Date, DateTime};

/// An entry of the calendar.
#[derive(Clone, Debug)]
pub struct Event {
    /// Unique in the project: `windows/hq-night`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// More words.
    pub description: String,
    /// When.
    pub when: When,
    /// Its page.
    pub path: String,
}

/// When an entry of the calendar is.
#[derive(Clone, Debug)]
pub enum When {
    /// All day.
    Day(Date),
    /// From and to, in seconds since the epoch in UTC, where the zone is known; else local times.
    Span(Option<(i64, i64)>, DateTime, DateTime),
}

impl Maker<'_> {
    pub(super) fn events(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for milestone in &self.plan.milestones {
            let expected = milestone.reached.or_else(|| self.expected(milestone)).or(milestone.target);
            let Some(date) = expected else { continue };
            events.push(Event {
                id: format!("milestones/{}", milestone.base.id),
                title: milestone.base.title.clone(),
                description: words::capital(self.words.name("register", "milestones")),
                when: When::Day(date),
                path: item_url(Register::Milestones, &milestone.base.id),
            });
        }
        let zone = self.plan.project.timezone.as_deref().unwrap_or_default();
        for window in self.plan.windows.iter().filter(|window| window.kind == WindowKind::Outage) {
            let Some((start, end)) = window.start.zip(window.end) else { continue };
            let utc = start.to_utc_second(zone).zip(end.to_utc_second(zone));
            events.push(Event {
                id: format!("windows/{}", window.base.id),
                title: window.base.title.clone(),
                description: match window.approved {
                    Some(_) => self.outage_words(window),
                    None => format!("{} {}", self.outage_words(window), self.say("outage.not_approved")),
                },
                when: When::Span(utc, start, end),
                path: item_url(Register::Windows, &window.base.id),
            });
        }
        for action in self.plan.actions.iter().filter(|action| action.is_clients && action.done.is_none()) {
            let Some(due) = action.due else { continue };
            events.push(Event {
                id: format!("actions/{}", action.base.id),
                title: action.base.title.clone(),
                description: self.say("asks.need").to_owned(),
                when: When::Day(due),
                path: item_url(Register::Actions, &action.base.id),
            });
        }
        for decision in self.plan.decisions.iter().filter(|one| one.is_clients && one.made.is_none()) {
            let Some(due) = decision.needed_by else { continue };
            events.push(Event {
                id: format!("decisions/{}", decision.base.id),
                title: decision.base.title.clone(),
                description: self.say("asks.need_decision").to_owned(),
                when: When::Day(due),
                path: item_url(Register::Decisions, &decision.base.id),
            });
        }
        for change in self.plan.changes.iter().filter(|change| change.status == ChangeStatus::Proposed) {
            let Some(due) = change.needed_by else { continue };
            events.push(Event {
                id: format!("changes/{}", change.base.id),
                title: self.words.fill("asks.change", &[("title", &change.base.title)]),
                description: self.say("asks.need_decision").to_owned(),
                when: When::Day(due),
                path: item_url(Register::Changes, &change.base.id),
            });
        }
        events
    }
}
