//! Earned schedule: the day on which the plan had earned what is earned now.
//!
//! Lipke, "Schedule is Different" (2003). A period is a working day of the project, counted from its start.

use super::Measures;
use crate::schedule::Schedule;
use crate::schedule::calendar::Instant;
use crate::value::{Date, Decimal, Figure, Missing, Money};

/// How far the work is on the plan's own time line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EarnedSchedule {
    /// ES: the working day of the plan at which as much was to be earned.
    pub earned_days: Decimal,
    /// AT: working days since the start.
    pub actual_days: i64,
    /// Working days until all value is planned to be earned.
    pub planned_days: i64,
    /// SPI(t) = ES / AT.
    pub index: Decimal,
    /// Start + planned duration / SPI(t), in whole working days. None while nothing is earned.
    pub finish: Option<Date>,
}

/// Computes the earned schedule; `planned` is the plan's value by a moment.
pub(super) fn earned_schedule(
    plan: &Schedule,
    as_of: Date,
    whole: &Measures,
    planned: impl Fn(Instant) -> Figure<Money>,
) -> Figure<EarnedSchedule> {
    let calendar = &plan.calendar;
    let first = calendar.day_count(plan.start.start_day().add_days(-1));
    let budget = whole.at_completion?;
    let earned = whole.earned.min(budget);
    let actual_days = calendar.day_count(as_of) - first;
    let finish = plan.finish.ok_or(Missing::NoSchedule)?;
    if actual_days <= 0 {
        return Err(Missing::NotYet);
    }
    let value_at = |period: i64| {
        if period <= 0 {
            return Ok(Money::ZERO);
        }
        // Past the last working day there is, all is done.
        calendar.day_of_count(first + period).map_or(Ok(budget), |day| planned(Instant::end_of(day)))
    };
    // One more than the days of the work, for what ends on a day off.
    let last = (calendar.day_count(finish.finish_day()) - first).max(0) + 1;
    let reaches = |value: Money| first_reaching(last, value, &value_at);
    let planned_days = reaches(budget)?;
    let at_or_after = reaches(earned)?;
    let value = value_at(at_or_after)?;
    let earned_days = if value == earned || at_or_after == 0 {
        Decimal::from(at_or_after)
    } else {
        let before = value_at(at_or_after - 1)?;
        let part = (earned - before).0.checked_div((value - before).0).unwrap_or(Decimal::ZERO);
        Decimal::from(at_or_after - 1) + part
    };
    let index = earned_days / Decimal::from(actual_days);
    let length = Decimal::from(planned_days).checked_div(index).map(|days| days.ceil());
    let length = length.and_then(|days| i64::try_from(days).ok());
    let finish = length.and_then(|days| calendar.day_of_count(first + days));
    Ok(EarnedSchedule { earned_days, actual_days, planned_days, index, finish })
}

/// The first period by whose end at least that value is planned; the last one if none.
fn first_reaching(last: i64, value: Money, value_at: &impl Fn(i64) -> Figure<Money>) -> Figure<i64> {
    let (mut low, mut high) = (0, last);
    while low < high {
        let middle = low + (high - low) / 2;
        if value_at(middle)? >= value {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}
