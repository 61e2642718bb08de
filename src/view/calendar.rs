//! What goes into the client's calendar.

use super::Maker;
use super::links::item_url;
use super::words;
use crate::audience::{PublicBase, PublicMilestone, PublicWindow};
use crate::document::keys::Stage;
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
    /// Where it is.
    pub place: Option<String>,
    /// Whether it is certain.
    pub certainty: Certainty,
    /// When.
    pub when: When,
    /// Its page.
    pub path: String,
}

/// How certain an entry of the calendar is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Certainty {
    /// It is as good as the plan says.
    Planned,
    /// It was agreed to.
    Agreed,
    /// Nobody has agreed to it yet.
    Open,
    /// It will not be. It stays in the calendar, so that those who have it learn that.
    Off,
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
        let mut events: Vec<Event> = self.plan.milestones.iter().filter_map(|one| self.milestone_event(one)).collect();
        events.extend(self.plan.windows.iter().filter_map(|window| self.outage_event(window)));
        if !self.plan.project.stage.is_active() {
            return events;
        }
        for action in self.plan.actions.iter().filter(|action| action.is_clients && action.done.is_none()) {
            events.extend(self.ask_event(&action.base, action.due, "asks.need"));
        }
        for decision in self.plan.decisions.iter().filter(|one| one.is_clients && one.made.is_none()) {
            events.extend(self.ask_event(&decision.base, decision.needed_by, "asks.need_decision"));
        }
        for change in self.plan.changes.iter().filter(|change| change.status == ChangeStatus::Proposed) {
            let ask = self.ask_event(&change.base, change.needed_by, "asks.need_decision");
            let title = self.words.fill("asks.change", &[("title", &change.base.title)]);
            events.extend(ask.map(|ask| Event { title, ..ask }));
        }
        events
    }

    fn milestone_event(&self, milestone: &PublicMilestone) -> Option<Event> {
        let day = milestone.reached.or_else(|| self.expected(milestone)).or(milestone.target)?;
        let is_off = milestone.reached.is_none() && self.plan.project.stage == Stage::Cancelled;
        Some(Event {
            description: words::capital(self.words.name("register", "milestones")),
            certainty: if is_off { Certainty::Off } else { Certainty::Planned },
            ..self.event_of(&milestone.base, When::Day(day))
        })
    }

    fn outage_event(&self, window: &PublicWindow) -> Option<Event> {
        let (start, end) = window.start.zip(window.end).filter(|_| window.kind == WindowKind::Outage)?;
        let zone = self.plan.project.timezone.as_deref().unwrap_or_default();
        let utc = start.to_utc_second(zone).zip(end.to_utc_second(zone));
        let is_off = window.result.is_none() && !self.plan.project.stage.is_active();
        let (certainty, note) = match &window.approved {
            _ if is_off || self.is_needless(window) => (Certainty::Off, Some(self.say("outage.off"))),
            Some(_) => (Certainty::Agreed, None),
            None => (Certainty::Open, Some(self.say("outage.not_approved"))),
        };
        let what = self.outage_words(window);
        Some(Event {
            description: [what.as_str()].into_iter().chain(note).collect::<Vec<_>>().join(" "),
            place: window.base.site.clone(),
            certainty,
            ..self.event_of(&window.base, When::Span(utc, start, end))
        })
    }

    /// The day by which something is needed of the client.
    fn ask_event(&self, base: &PublicBase, due: Option<Date>, key: &str) -> Option<Event> {
        Some(Event { description: self.say(key).to_owned(), ..self.event_of(base, When::Day(due?)) })
    }

    fn event_of(&self, base: &PublicBase, when: When) -> Event {
        Event {
            id: format!("{}/{}", base.register.name(), base.id),
            title: base.title.clone(),
            description: String::new(),
            place: None,
            certainty: Certainty::Planned,
            when,
            path: item_url(base.register, &base.id),
        }
    }
}
