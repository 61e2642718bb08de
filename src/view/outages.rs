//! Outages in words: which comes next, which is not needed, what one means, how one went.

use std::cmp::Ordering;

use super::Maker;
use super::words;
use crate::audience::{PublicTask, PublicWindow};
use crate::document::keys::words::{Impact, WindowKind, WindowResult};

impl Maker<'_> {
    /// The next outage that is not over.
    pub(super) fn next_outage(&self) -> Option<&PublicWindow> {
        let open = self.plan.windows.iter().filter(|window| {
            let is_unwanted = self.is_needless(window) || self.is_in_reserve(window);
            window.kind == WindowKind::Outage && window.result.is_none() && !is_unwanted
        });
        let open = open.filter(|_| self.plan.project.stage.is_active());
        let to_come = open.filter(|window| window.end.or(window.start).is_some_and(|end| end.date >= self.plan.as_of));
        to_come.min_by_key(|window| (window.start, window.base.id.clone()))
    }

    /// Whether an outage is needed only if another one fails, and that one has not failed.
    fn is_in_reserve(&self, window: &PublicWindow) -> bool {
        let is_second = |task: &PublicTask| {
            let first = task.windows.first().filter(|first| first.id != window.base.id);
            let first = self.plan.windows.iter().find(|one| first.is_some_and(|first| first.id == one.base.id));
            first.is_some_and(|first| matches!(first.result, None | Some(WindowResult::Done)))
        };
        let mut bound = self.plan.tasks.iter().filter(|task| task.windows.iter().any(|one| one.id == window.base.id));
        !window.tasks.is_empty() && bound.all(is_second)
    }

    /// Whether a window is not needed any more: all that was to be done in it is done before it, or will not be done.
    pub(super) fn is_needless(&self, window: &PublicWindow) -> bool {
        let is_over = |task: &PublicTask| {
            let is_done = task.finished.is_some_and(|day| window.start.is_some_and(|start| day < start.date));
            task.cancelled.is_some() || is_done
        };
        let mut tasks = window.tasks.iter().filter_map(|one| self.web.task(&one.id));
        window.result.is_none() && !window.is_wanted && !window.tasks.is_empty() && tasks.all(is_over)
    }

    /// When a window is.
    pub(super) fn window_hours(&self, window: &PublicWindow) -> Option<String> {
        window.start.map(|start| self.words.hours(start, window.end))
    }

    /// What an outage means: `Headquarters: internet, VPN and phones down for 4 hours.`
    pub(super) fn outage_words(&self, window: &PublicWindow) -> String {
        if window.affects.is_empty() {
            let is_nothing = window.impact == Some(Impact::Nothing);
            return self.say(if is_nothing { "outage.works_all" } else { "outage.unknown" }).to_owned();
        }
        let what = self.words.list(&window.affects);
        let length = window.start.zip(window.end).map(|(start, end)| end.minute_number() - start.minute_number());
        let length = length.filter(|length| *length > 0).map(|length| self.words.minutes(length));
        let (plain, timed) = match window.impact {
            Some(Impact::Nothing) => ("outage.works", "outage.works"),
            Some(Impact::Degraded) => ("outage.limited", "outage.limited_for"),
            Some(Impact::Down) | None => ("outage.down", "outage.down_for"),
        };
        let state = match length {
            Some(length) if timed != "outage.works" => self.words.fill(timed, &[("what", &what), ("time", &length)]),
            _ => self.words.fill(plain, &[("what", &what)]),
        };
        match &window.base.site {
            Some(site) => self.words.fill("outage.at", &[("site", site), ("what", &state)]),
            None => words::capital(&state),
        }
    }

    /// A time zone as people say it: `New York time`.
    pub(super) fn zone_words(&self) -> String {
        self.words.zone(self.plan.project.timezone.as_deref().unwrap_or_default())
    }

    /// How an outage went: `Done. Everything was back at 21:40, 80 minutes early.`
    pub(super) fn result_words(&self, window: &PublicWindow) -> String {
        let word = format!("{}.", self.window_mark(window).word);
        [word].into_iter().chain(self.back_words(window)).collect::<Vec<_>>().join(" ")
    }

    /// When everything worked again, of an outage that is over.
    pub(super) fn back_words(&self, window: &PublicWindow) -> Option<String> {
        let (back, end) = window.actual_end.filter(|_| window.result.is_some()).zip(window.end)?;
        let apart = back.minute_number() - end.minute_number();
        let (time, length) = (back.clock(), self.words.minutes(apart.abs()));
        (back.date == end.date).then(|| match apart.cmp(&0) {
            Ordering::Less => self.words.fill("outage.back_early", &[("time", &time), ("length", &length)]),
            Ordering::Greater => self.words.fill("outage.back_late", &[("time", &time), ("length", &length)]),
            Ordering::Equal => self.words.fill("outage.back", &[("time", &time)]),
        })
    }
}
