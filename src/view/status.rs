//! The first page for programs: `status.json`.

use serde::Serialize;

use super::Maker;
use super::page::Page;
use crate::value::sha256_hex;

/// What other programs, and a provider's portfolio, read of a project.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Status {
    /// The version of this form.
    pub planmark: u32,
    pub id: String,
    pub title: String,
    pub client: String,
    pub stage: String,
    pub as_of: String,
    pub status: String,
    pub sentence: String,
    pub next_milestone: Option<NextMilestone>,
    pub target_finish: Option<String>,
    pub currency: String,
    pub budget_agreed: String,
    pub budget_spent: String,
    pub budget_cap: Option<String>,
    pub deliverables: usize,
    pub deliverables_accepted: usize,
    pub asks_open: usize,
    pub last_update: Option<String>,
    pub outages: Vec<OutageStatus>,
}

/// The milestone that comes next.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct NextMilestone {
    pub id: String,
    pub title: String,
    pub date: Option<String>,
}

/// An outage to come.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct OutageStatus {
    pub id: String,
    pub title: String,
    pub start: Option<String>,
    pub end: Option<String>,
    pub site: Option<String>,
    pub is_approved: bool,
}

impl Maker<'_> {
    pub(super) fn status(&self) -> Status {
        let (mark, sentence) = self.standing();
        let project = &self.plan.project;
        let to_come = self.plan.windows.iter().filter(|window| {
            window.kind.name() == "outage"
                && window.result.is_none()
                && window.end.is_none_or(|end| end.date >= self.plan.as_of)
        });
        Status {
            planmark: 1,
            id: project.id.clone(),
            title: project.title.clone(),
            client: project.client.clone(),
            stage: project.stage.name().to_owned(),
            as_of: self.plan.as_of.to_string(),
            status: mark.word,
            sentence,
            next_milestone: self.next_milestone().map(|milestone| NextMilestone {
                id: milestone.base.id.clone(),
                title: milestone.base.title.clone(),
                date: milestone.target.map(|date| date.to_string()),
            }),
            target_finish: project.finish.map(|date| date.to_string()),
            currency: project.currency.clone(),
            budget_agreed: self.totals().0.to_string(),
            budget_spent: self.spent().to_string(),
            budget_cap: project.budget_cap.map(|cap| cap.to_string()),
            deliverables: self.plan.deliverables.len(),
            deliverables_accepted: self.accepted_count(),
            asks_open: self.asks().len(),
            last_update: self.latest_update().and_then(|update| update.date).map(|date| date.to_string()),
            outages: to_come
                .map(|window| OutageStatus {
                    id: window.base.id.clone(),
                    title: window.base.title.clone(),
                    start: window.start.map(|start| start.to_string()),
                    end: window.end.map(|end| end.to_string()),
                    site: window.base.site.clone(),
                    is_approved: window.approved.is_some(),
                })
                .collect(),
        }
    }
}

/// A hash of everything that the site shows: the same pages give the same hash, what is internal changes nothing.
pub(super) fn content_hash(pages: &[Page]) -> String {
    let text = serde_json::to_string(pages).expect("pages hold texts and truth values alone, which JSON can say");
    let mut hash = sha256_hex(text.as_bytes());
    hash.truncate(16);
    hash
}
