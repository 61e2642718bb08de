//! Everything that is computed of a project on a day, computed once: dates, money, colours.

use super::{Facts, KpiNow, Status, kpis, status};
use crate::agreed::{Judged, agreed_dates, drift, open_promises};
use crate::model::{Portfolio, Project};
use crate::money::{EarnedValue, Ledger, earned_value};
use crate::schedule::{Mode, Schedule, schedule};
use crate::value::Date;

/// What is computed of a project.
#[derive(Debug)]
pub struct Picture {
    /// The plan alone, without actual dates.
    pub plan: Schedule,
    /// The plan with the dates that were agreed, where there is a baseline that can be read whole.
    pub agreed: Option<Schedule>,
    /// What differs from what was agreed.
    pub drift: Vec<Judged>,
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
    let baseline = project.agreed();
    let agreed = baseline.map(|baseline| agreed_dates(project, &plan, baseline));
    let drift = baseline.map_or(Vec::new(), |baseline| drift(project, &plan, baseline, today));
    let promised = agreed.as_ref().unwrap_or(&plan);
    let money = earned_value(project, promised, as_of, Ledger::Client);
    let silent_changes = open_promises(project, &drift);
    let facts = Facts { project, plan: promised, forecast: &forecast, money: &money, today, silent_changes };
    let (status, kpis) = (status(&facts), kpis(&facts));
    Picture { plan, agreed, drift, forecast, money, status, kpis }
}

impl Picture {
    /// The dates that work is held against: those agreed, else those of the plan.
    #[must_use]
    pub fn promised(&self) -> &Schedule {
        self.agreed.as_ref().unwrap_or(&self.plan)
    }
}
