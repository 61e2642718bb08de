//! The planned value over time: what was to be worth how much by which day.

use super::{Book, Ledger, spread::Piece};
use crate::model::Project;
use crate::schedule::Schedule;
use crate::schedule::calendar::Instant;
use crate::value::{Date, Decimal, Figure, Missing, Money};

/// Days of the curve at most; of a longer plan every so many are taken.
const MOST_DAYS: i32 = 400;

/// PV by the end of days from the first to the last one of the plan. `plan` is the schedule of
/// [`crate::schedule::Mode::Plan`]. Time grows with the pieces of work and the days that each takes.
///
/// # Errors
/// No schedule, where work with money has no dates.
pub fn planned_curve(project: &Project, plan: &Schedule, ledger: Ledger) -> Figure<Vec<(Date, Money)>> {
    let book = Book::new(project, plan, plan.as_of, ledger);
    let (first, last) = (plan.start.start_day(), plan.finish.ok_or(Missing::NoSchedule)?.finish_day());
    let step = first.days_until(last).max(0) / MOST_DAYS + 1;
    let before_last = (0..).map(|count| first.add_days(count * step)).take_while(|day| *day < last);
    let days: Vec<Date> = before_last.chain([last]).collect();
    let mut rises = vec![Money::ZERO; days.len()];
    for piece in book.lines.iter().flat_map(|line| &line.pieces) {
        rise(piece, plan, &days, &mut rises)?;
    }
    let mut sum = Money::ZERO;
    Ok(days
        .into_iter()
        .zip(rises)
        .map(|(day, rise)| {
            (day, {
                sum += rise;
                sum
            })
        })
        .collect())
}

/// Adds what a piece of work is planned to earn from one day to the next.
fn rise(piece: &Piece, plan: &Schedule, days: &[Date], rises: &mut [Money]) -> Figure<()> {
    let start = piece.start_day(plan).ok_or(Missing::NoSchedule)?;
    let mut before = Decimal::ZERO;
    for place in days.partition_point(|day| *day < start)..days.len() {
        let share = piece.planned_share(plan, Instant::end_of(days[place])).ok_or(Missing::NoSchedule)?;
        rises[place] += piece.value * (share - before);
        before = share;
        if share == Decimal::ONE {
            break;
        }
    }
    Ok(())
}
