//! Everything that is computed of a project on a day, computed once: dates, money, colours.

use super::{Facts, KpiNow, Status, kpis, status};
use crate::model::{Portfolio, Project};
use crate::money::{EarnedValue, Ledger, earned_value};
use crate::schedule::{Mode, Schedule, schedule};
use crate::value::Date;

/// What is computed of a project.
#[derive(Debug)]
pub struct Picture {
    /// The plan alone, without actual dates.
    pub plan: Schedule,
    /// With actual dates, as of the status date.
    pub forecast: Schedule,
    /// The client's ledger.
    pub money: EarnedValue,
    /// The colours.
    pub status: Status,
    /// The measures that planmark reads itself.
    pub kpis: Vec<KpiNow>,
}

/// Computes the picture of a project for a day.
#[must_use]
pub fn picture(portfolio: &Portfolio, project: &Project, today: Date) -> Picture {
    let as_of = project.status_date(today);
    let plan = schedule(portfolio, project, as_of, Mode::Plan);
    let forecast = schedule(portfolio, project, as_of, Mode::Forecast);
    let money = earned_value(project, &plan, as_of, Ledger::Client);
    let facts = Facts { project, plan: &plan, forecast: &forecast, money: &money, today, silent_changes: 0 };
    let (status, kpis) = (status(&facts), kpis(&facts));
    Picture { plan, forecast, money, status, kpis }
}
