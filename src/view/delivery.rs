//! What the client gets.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Fact, Page, Row, Section};
use super::words;
use crate::audience::PublicDeliverable;
use crate::document::keys::{Register, Stage};

impl Maker<'_> {
    pub(super) fn deliverables_page(&self) -> Page {
        let mut page = Page::new("deliverables.html", "deliverables", "Deliverables");
        let all = &self.plan.deliverables;
        if all.is_empty() {
            page.lead = self.comes_in("The deliverables come", Stage::Identification);
            return page;
        }
        let accepted = self.accepted_count();
        page.lead = format!(
            "{accepted} of {} accepted.",
            words::plural(all.len() as i64, "deliverable is", "deliverables are")
        );
        let (done, open): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.accepted.is_some());
        page.add(self.deliverable_section("To come", &open));
        page.add(self.deliverable_section("Accepted", &done));
        page
    }

    fn deliverable_section(&self, title: &str, deliverables: &[&PublicDeliverable]) -> Section {
        let rows: Vec<Row> = deliverables.iter().map(|one| self.deliverable_row(one)).collect();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        Section::new(title, words::plural(deliverables.len() as i64, "deliverable", "deliverables"), blocks)
    }

    pub(super) fn deliverable_row(&self, deliverable: &PublicDeliverable) -> Row {
        Row::new(&deliverable.base.title)
            .to(Some(item_url(Register::Deliverables, &deliverable.base.id)))
            .note(self.deliverable_note(deliverable))
            .mark(self.deliverable_mark(deliverable))
    }

    fn deliverable_note(&self, deliverable: &PublicDeliverable) -> String {
        let kind = deliverable.kind.map(|kind| words::capital(kind.name()));
        let due = self.due_words(deliverable);
        let acceptor = deliverable.acceptor.as_deref().map(|name| format!("{name} accepts"));
        kind.into_iter().chain(due).chain(acceptor).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn due_words(&self, deliverable: &PublicDeliverable) -> Option<String> {
        match (&deliverable.due_with, deliverable.due) {
            (Some(milestone), Some(date)) => {
                Some(format!("due {} with \u{201c}{}\u{201d}", self.words.short(date), milestone.title))
            }
            (Some(milestone), None) => Some(format!("due with \u{201c}{}\u{201d}", milestone.title)),
            (None, Some(date)) => Some(format!("due {}", self.words.short(date))),
            (None, None) => None,
        }
    }

    pub(super) fn deliverable_facts(&self, deliverable: &PublicDeliverable) -> Vec<Fact> {
        let (done, all) = self.task_counts(deliverable);
        let met =
            deliverable.acceptance.iter().filter(|one| one.met.is_some() || deliverable.accepted.is_some()).count();
        vec![
            Fact::new("Tasks done", format!("{done} of {all}"), ""),
            Fact::new("Criteria met", format!("{met} of {}", deliverable.acceptance.len()), ""),
            Fact::new("Accepted by", deliverable.acceptor.clone().unwrap_or_else(|| "\u{2013}".to_owned()), ""),
            Fact::new("Site", deliverable.base.site.clone().unwrap_or_else(|| "\u{2013}".to_owned()), ""),
        ]
    }
}
