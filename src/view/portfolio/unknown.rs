//! Projects elsewhere of which nothing can be shown: that they are there, and why nobody knows how they stand.

use super::{Maker, ProjectRow};
use crate::model::published::{STATUS_VERSION, Unknown, Why};
use crate::view::page::{Mark, Row};

impl Maker<'_> {
    pub(super) fn unknown_row(&self, one: &Unknown) -> ProjectRow {
        let is_internal = self.facts.client.is_none();
        ProjectRow {
            title: one.name().to_owned(),
            client: one.client.clone().filter(|_| is_internal).unwrap_or_default(),
            url: None,
            is_external: false,
            mark: Mark::stale(self.words.say("portfolio.not_known")),
            cells: Vec::new(),
            reason: self.reason(one),
        }
    }

    pub(super) fn unknown_source(&self, one: &Unknown) -> Row {
        Row::new(one.name()).note(self.reason(one))
    }

    /// What is wrong with the file; a client learns that something is, and not where the provider keeps files.
    fn reason(&self, one: &Unknown) -> String {
        if self.facts.client.is_some() {
            return self.words.say("portfolio.why_client_site").to_owned();
        }
        let fill = |key: &str| self.words.fill(key, &[("path", &one.path)]);
        match &one.why {
            Why::Absent => fill("portfolio.why_absent"),
            Why::Unreadable => fill("portfolio.why_unreadable"),
            Why::Broken => fill("portfolio.why_broken"),
            Why::OtherForm(form) => self
                .words
                .fill("portfolio.why_form", &[("path", &one.path), ("form", form), ("known", &STATUS_VERSION)]),
            Why::Lacks(keys) => {
                self.words.fill("portfolio.why_lacks", &[("path", &one.path), ("keys", &keys.join(", "))])
            }
            Why::SameId => fill("portfolio.why_same_id"),
            Why::OtherClient => fill("portfolio.why_client"),
            Why::Ahead(day) => {
                self.words.fill("portfolio.why_ahead", &[("path", &one.path), ("date", &self.words.full(*day))])
            }
        }
    }
}
