//! What a project publishes of itself, typed: written beside its site, read by a portfolio from files.

use crate::document::keys::words::ProjectLight;
use crate::document::keys::{Register, Stage};
use crate::text::FileId;
use crate::value::{Date, DateTime, Every, Money};

/// The version of the form that planmark writes and reads.
pub const STATUS_VERSION: i64 = 1;

/// A project elsewhere, with the file that told it.
#[derive(Debug)]
pub struct Published {
    /// The file.
    pub file: FileId,
    /// What it says.
    pub status: ProjectStatus,
}

/// Where a project stands, as anybody may know who may see its site.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct ProjectStatus {
    pub id: String,
    pub title: String,
    pub client: String,
    /// Where its site is.
    pub url: Option<String>,
    pub stage: Stage,
    pub is_on_hold: bool,
    pub as_of: Date,
    pub light: ProjectLight,
    pub sentence: String,
    pub next_milestone: Option<NextMilestone>,
    pub finish: Option<Date>,
    pub target_finish: Option<Date>,
    /// Working days from the expected finish to the agreed one.
    pub margin_days: Option<i64>,
    pub currency: String,
    pub budget_agreed: Option<Money>,
    pub budget_forecast: Option<Money>,
    pub budget_spent: Option<Money>,
    pub budget_cap: Option<Money>,
    pub deliverables: i64,
    pub deliverables_accepted: i64,
    pub asks_open: i64,
    pub last_update: Option<Date>,
    pub update_every: Option<Every>,
    pub outages: Vec<OutageStatus>,
    pub overdue: Vec<Overdue>,
}

/// The milestone that comes next.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct NextMilestone {
    pub id: String,
    pub title: String,
    pub date: Option<Date>,
    pub target: Option<Date>,
}

/// An outage to come.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct OutageStatus {
    pub id: String,
    pub title: String,
    pub start: Option<DateTime>,
    pub end: Option<DateTime>,
    pub site: Option<String>,
    pub affects: Vec<String>,
    pub people: Vec<String>,
    pub is_approved: bool,
}

/// Something that should be over by now.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Overdue {
    pub register: Register,
    pub id: String,
    pub title: String,
    pub owner: Option<String>,
    pub due: Option<Date>,
}

impl ProjectStatus {
    /// How it stands on a day: grey when the last update is older than two periods then.
    #[must_use]
    pub fn light_on(&self, today: Date) -> ProjectLight {
        let is_over = !self.stage.is_active() || self.is_on_hold;
        let is_old =
            self.update_every.zip(self.last_update).is_some_and(|(every, last)| every.times_after(last, 2) < today);
        if is_old && !is_over { ProjectLight::Grey } else { self.light }
    }
}
