//! What the first screen is made of: where the project stands, what is asked, what goes down next.

use serde::Serialize;

use super::page::{Fact, Mark, Row};

/// A stage in the tracker.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// `was`, `now` or `next`.
    pub state: &'static str,
}

/// The first screen.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Overview {
    pub steps: Vec<Step>,
    /// The stage in words: `Execution and monitoring`.
    pub stage: String,
    /// Which of the five it is: `stages 3 and 4 of 5`.
    pub stage_place: String,
    pub status: Mark,
    pub sentence: String,
    pub as_of: String,
    pub facts: Vec<Fact>,
    pub asks: Vec<Row>,
    /// Said where nothing is asked, or how many more there are.
    pub asks_more: String,
    pub outage: Outage,
}

/// The next outage.
#[derive(Clone, Debug, Default, Serialize)]
#[allow(missing_docs)]
pub struct Outage {
    pub when: String,
    pub what: String,
    /// What people should do about it.
    pub advice: String,
    pub zone: String,
    pub approval: String,
    pub is_approved: bool,
    pub url: Option<String>,
}
