//! How the schedule performs against the plan: baseline execution, critical path length, missed tasks.
//!
//! Formulae: DCMA 14-point assessment, points 11, 13 and 14. Ratios are exact decimals, to be rounded for display.

use super::calendar::{Instant, WorkTime};
use super::{Progress, Schedule, Slot};
use crate::document::keys::Register;
use crate::model::item::ItemIndex;
use crate::value::{Decimal, Figure, Missing};

/// A task that finished or will finish after its planned date.
#[derive(Clone, Copy, Debug)]
pub struct Missed {
    /// The task.
    pub task: ItemIndex,
    /// How much later it is.
    pub late_by: WorkTime,
}

/// How work went against the plan up to the status date.
#[derive(Clone, Debug)]
pub struct Performance {
    /// Tasks whose planned finish is past.
    pub due: usize,
    /// Tasks that are finished.
    pub finished: usize,
    /// Of the tasks that are due, those that finished or will finish late.
    pub missed: Vec<Missed>,
    /// Tasks finished / tasks due (baseline execution index).
    pub execution_index: Figure<Decimal>,
    /// (Remaining critical path + margin to the agreed finish) / remaining critical path, in working days.
    pub path_index: Figure<Decimal>,
}

/// Compares the forecast with the plan. Milestones and summaries do not count.
#[must_use]
pub fn performance(plan: &Schedule, forecast: &Schedule) -> Performance {
    let status = Instant::end_of(forecast.as_of);
    let is_task = |slot: &&Slot| slot.item.register == Register::Tasks && !slot.is_summary;
    let due: Vec<&Slot> = plan.slots.iter().filter(is_task).filter(|slot| slot.finish <= status).collect();
    let is_finished = |slot: &&Slot| slot.progress == Progress::Finished;
    let finished = forecast.slots.iter().filter(is_task).filter(is_finished).count();
    let missed = due.iter().filter_map(|planned| {
        let slot = forecast.slot(planned.item)?;
        let late_by = forecast.calendar.between(planned.finish, slot.finish);
        (late_by.minutes > 0 || slot.finish_day() > planned.finish_day())
            .then_some(Missed { task: planned.item, late_by })
    });
    let ratio =
        |part: usize, whole: usize| Decimal::from(part).checked_div(Decimal::from(whole)).ok_or(Missing::NotYet);
    Performance {
        due: due.len(),
        finished,
        missed: missed.collect(),
        execution_index: ratio(finished, due.len()),
        path_index: path_index(forecast),
    }
}

/// CPLI: 1 means that the agreed finish is just kept; 0.95 and more passes.
///
/// # Errors
/// Why it cannot be computed.
pub fn path_index(forecast: &Schedule) -> Figure<Decimal> {
    let finish = forecast.finish.filter(|_| forecast.is_complete()).ok_or(Missing::NoSchedule)?;
    let margin = forecast.margin().ok_or(Missing::NoTarget)?.minutes;
    let remaining = forecast.calendar.between(Instant::end_of(forecast.as_of), finish).minutes;
    if remaining <= 0 {
        return Err(Missing::Done);
    }
    Ok(Decimal::from(remaining + margin) / Decimal::from(remaining))
}
