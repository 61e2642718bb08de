//! Who is needed when over all projects that were read together: computed once, however many pages ask for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::model::{Portfolio, Project};
use crate::schedule::load::{Load, load};
use crate::schedule::{Mode, Schedule, schedule};
use crate::value::Date;

/// The forecasts of all projects, and the load of their people by the first day and the last one.
pub(super) struct Outlook<'a> {
    portfolio: &'a Portfolio,
    forecasts: Vec<(&'a Project, Schedule)>,
    loads: Mutex<BTreeMap<(Date, Date), Arc<Load>>>,
}

impl<'a> Outlook<'a> {
    /// Computes the forecasts side by side.
    pub(super) fn new(portfolio: &'a Portfolio, today: Date) -> Self {
        let forecast =
            |project: &'a Project| (project, schedule(portfolio, project, project.status_date(today), Mode::Forecast));
        let forecasts = portfolio.projects.par_iter().map(forecast).collect();
        Self { portfolio, forecasts, loads: Mutex::new(BTreeMap::new()) }
    }

    /// Every project with its forecast.
    pub(super) fn forecasts(&self) -> Vec<(&'a Project, &Schedule)> {
        self.forecasts.iter().map(|(project, schedule)| (*project, schedule)).collect()
    }

    /// The forecast of a project that was read.
    pub(super) fn forecast(&self, project: &Project) -> Option<&Schedule> {
        let found = self.forecasts.iter().find(|(other, _)| other.place == project.place)?;
        Some(&found.1)
    }

    /// The load of everybody from one day to another.
    pub(super) fn load(&self, from: Date, to: Date) -> Arc<Load> {
        // A panic elsewhere leaves nothing half done: an entry is put in whole.
        let mut loads = self.loads.lock().unwrap_or_else(PoisonError::into_inner);
        let compute = || Arc::new(load(self.portfolio, &self.forecasts(), from, to));
        Arc::clone(loads.entry((from, to)).or_insert_with(compute))
    }
}
