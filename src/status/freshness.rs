//! Whether the last report is recent enough for its figures to mean something.

use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::model::Project;
use crate::model::control::Update;
use crate::value::Date;

/// How recent the last report is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Freshness {
    /// Not older than two periods.
    Fresh,
    /// Older, or never made.
    Stale,
    /// Nobody has to report: before the work, after it, on hold, or without an agreed cadence.
    NotAsked,
}

/// Holds the newest update against twice the agreed cadence. Before the first one, time runs from the planning gate,
/// else from the agreed start.
#[must_use]
pub fn freshness(project: &Project, today: Date) -> Freshness {
    let charter = &project.charter;
    let every = charter.reporting.as_ref().and_then(|reporting| reporting.every.as_ref());
    let is_asked = matches!(project.stage(), Stage::Execution | Stage::Closing) && charter.hold.is_none();
    let (Some(every), true) = (every, is_asked) else { return Freshness::NotAsked };
    let newest = newest_update(project, today).and_then(|update| update.date);
    let Some(last) = newest.or_else(|| work_began(project)) else { return Freshness::Stale };
    if every.value.times_after(last, 2) < today { Freshness::Stale } else { Freshness::Fresh }
}

/// The newest update that is not of the future.
pub(super) fn newest_update(project: &Project, today: Date) -> Option<&Update> {
    let past = project.updates.iter().filter(|update| update.date.is_some_and(|date| date <= today));
    past.max_by_key(|update| update.date)
}

fn work_began(project: &Project) -> Option<Date> {
    let of_planning = |gate: Option<Gate>| gate == Some(Gate::Planning);
    let signed = project
        .charter
        .signoffs
        .iter()
        .filter(|signoff| of_planning(signoff.gate.as_ref().map(|gate| gate.value)))
        .filter_map(|signoff| signoff.signature.date.as_ref());
    let signed = signed.map(|date| date.value).max();
    signed.or_else(|| project.charter.start.as_ref().map(|date| date.value))
}
