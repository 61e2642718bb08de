//! The key figures of a project: those that people read, and those that planmark computes.

use super::{Facts, colour};
use crate::document::keys::Register;
use crate::document::keys::words::{Impact, KpiSource};
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::model::kinds::{Kpi, Window};
use crate::schedule::Schedule;
use crate::schedule::calendar::{Calendar, Instant};
use crate::value::{Date, Decimal, Figure, Missing};

/// The present value of a key figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KpiNow {
    /// Which one.
    pub kpi: ItemIndex,
    /// The value.
    pub value: Figure<Decimal>,
    /// The day of the reading; of a computed figure the status date. None if nobody read it yet.
    pub date: Option<Date>,
}

/// How many milestones were reached in time, of those whose target is past.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub struct OnTime {
    pub on_time: usize,
    pub due: usize,
}

/// The present values of all key figures, in the order of the register.
#[must_use]
pub fn kpis(facts: &Facts) -> Vec<KpiNow> {
    let now = |(index, kpi): (usize, &Kpi)| {
        let (value, date) = value(facts, kpi);
        KpiNow { kpi: ItemIndex { register: Register::Kpis, index: index as u32 }, value, date }
    };
    facts.project.kpis.iter().enumerate().map(now).collect()
}

fn value(facts: &Facts, kpi: &Kpi) -> (Figure<Decimal>, Option<Date>) {
    let as_of = facts.forecast.as_of;
    match computed(facts, kpi.source.as_ref().map_or(KpiSource::Manual, |source| source.value)) {
        Err(Missing::Manual) => last_reading(kpi, as_of),
        value => (value, Some(as_of)),
    }
}

fn last_reading(kpi: &Kpi, as_of: Date) -> (Figure<Decimal>, Option<Date>) {
    let readings = kpi.readings.items.iter().filter_map(|reading| {
        Some((reading.date.as_ref()?.value, reading.value.as_ref()?.value)).filter(|(date, _)| *date <= as_of)
    });
    match readings.max_by_key(|(date, _)| *date) {
        Some((date, value)) => (Ok(value), Some(date)),
        None => (Err(Missing::NotYet), None),
    }
}

/// The value of a source that planmark reads itself.
fn computed(facts: &Facts, source: KpiSource) -> Figure<Decimal> {
    let Facts { project, forecast, money, .. } = *facts;
    match source {
        KpiSource::Manual => Err(Missing::Manual),
        KpiSource::PercentComplete => money.whole.percent_complete(),
        KpiSource::Spi => money.whole.schedule_index(),
        KpiSource::SpiTime => money.earned_schedule.map(|earned| earned.index),
        KpiSource::Cpi => money.whole.cost_index(),
        KpiSource::MilestonesOnTime => {
            let OnTime { on_time, due } = milestones_on_time(project, forecast.as_of);
            let share = (Decimal::from(on_time) * Decimal::ONE_HUNDRED).checked_div(Decimal::from(due));
            share.ok_or(Missing::NotYet)
        }
        KpiSource::OutageMinutes => Ok(Decimal::from(outage_minutes(project, forecast, None))),
        KpiSource::BusinessOutageMinutes => {
            let business = business(project).ok_or(Missing::NoBusinessHours)?;
            Ok(Decimal::from(outage_minutes(project, forecast, Some(&business))))
        }
        KpiSource::AsksOverdue => Ok(Decimal::from(colour::overdue_asks(project, forecast.as_of).len())),
    }
}

/// Milestones reached by their targets, of those with a target up to a day.
#[must_use]
pub fn milestones_on_time(project: &Project, as_of: Date) -> OnTime {
    let targets = project.milestones.iter().filter_map(|milestone| Some((milestone, milestone.target.as_ref()?.value)));
    let due: Vec<_> = targets.filter(|(_, target)| *target <= as_of).collect();
    let on_time = due.iter().filter(|(milestone, target)| super::by(&milestone.reached, *target).is_some()).count();
    OnTime { on_time, due: due.len() }
}

/// The hours in which the client's business runs.
fn business(project: &Project) -> Option<Calendar> {
    let facts = &project.charter.calendar;
    let hours = facts.business_hours.as_ref()?.value;
    let days = facts.business_days.as_ref().map_or([true, true, true, true, true, false, false], |days| days.value);
    Some(Calendar::new(days, hours))
}

/// Minutes in which something is down: planned, or as it was. With a calendar, only those within it. A later window of
/// a task's list counts once it is taken, and one that work comes too late for no longer.
#[must_use]
pub fn outage_minutes(project: &Project, forecast: &Schedule, within: Option<&Calendar>) -> i64 {
    let wanted = wanted(project, forecast);
    let minutes = |(index, window): (usize, &Window)| {
        let actual = window.actual.as_ref();
        let start = actual.and_then(|actual| actual.start.as_ref()).or(window.start.as_ref());
        let end = actual.and_then(|actual| actual.end.as_ref()).or(window.end.as_ref());
        let (Some(start), Some(end)) = (start, end) else { return 0 };
        let is_down = window.is_outage() && window.impact.as_ref().is_some_and(|impact| impact.value == Impact::Down);
        if !is_down || (actual.is_none() && !wanted[index]) {
            return 0;
        }
        let (start, end) = (Instant::at(start.value), Instant::at(end.value));
        let minutes = within.map_or(end.0 - start.0, |calendar| calendar.between(start, end).minutes);
        minutes.max(0)
    };
    project.windows.iter().enumerate().map(minutes).sum()
}

/// Whether each window is to be used: no task names it, one takes it, or it is the first choice and not missed.
fn wanted(project: &Project, forecast: &Schedule) -> Vec<bool> {
    let mut is_named = vec![false; project.windows.len()];
    let mut is_first = is_named.clone();
    for task in &project.tasks {
        let windows = task.windows.items.iter().map(|window| window.index_in(project.place, Register::Windows));
        for (place, window) in windows.enumerate() {
            if let Some(window) = window {
                is_named[window] = true;
                is_first[window] |= place == 0;
            }
        }
    }
    let mut wanted: Vec<bool> = is_named.iter().zip(&is_first).map(|(named, first)| !named || *first).collect();
    for (window, buffer) in forecast.buffers_by_window() {
        wanted[window.index as usize] = buffer.is_taken || !buffer.is_missed;
    }
    wanted
}
