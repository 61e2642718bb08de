//! Who is needed when over all projects that were read together: computed once, however many pages ask for it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::analysis::Analysis;
use crate::model::{Portfolio, Project};
use crate::schedule::Schedule;
use crate::schedule::load::{Load, load};
use crate::value::Date;

/// The forecasts of all projects, and the load of their people by the first day and the last one.
pub(super) struct Outlook<'a> {
    portfolio: &'a Portfolio,
    forecasts: Vec<(&'a Project, &'a Schedule)>,
    loads: Mutex<BTreeMap<(Date, Date), Arc<Load>>>,
}

impl<'a> Outlook<'a> {
    /// Takes the forecasts of an analysis.
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let forecast = |project: &'a Project| (project, &analysis.picture(project).forecast);
        let forecasts = analysis.portfolio.projects.iter().map(forecast).collect();
        Self { portfolio: &analysis.portfolio, forecasts, loads: Mutex::new(BTreeMap::new()) }
    }

    /// Every project with its forecast.
    pub(super) fn forecasts(&self) -> Vec<(&'a Project, &'a Schedule)> {
        self.forecasts.clone()
    }

    /// The forecast of a project that was read.
    pub(super) fn forecast(&self, project: &Project) -> Option<&'a Schedule> {
        // Projects stand in the order of their places.
        self.forecasts.get(project.place as usize).map(|(_, schedule)| *schedule)
    }

    /// The load of everybody from one day to another.
    pub(super) fn load(&self, from: Date, to: Date) -> Arc<Load> {
        // A panic elsewhere leaves nothing half done: an entry is put in whole.
        let loads = || self.loads.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = loads().get(&(from, to)) {
            return Arc::clone(known);
        }
        // Not while the lock is held: it is computed side by side, and a thread that waits for its parts may be given
        // work that asks for a load itself.
        let computed = Arc::new(load(self.portfolio, &self.forecasts, from, to));
        Arc::clone(loads().entry((from, to)).or_insert(computed))
    }
}
