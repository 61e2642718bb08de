//! What the client gets.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Fact, NOTHING, Page, Row, Section};
use crate::audience::PublicDeliverable;
use crate::document::keys::{Register, Stage};

impl Maker<'_> {
    pub(super) fn deliverables_page(&self) -> Page {
        let mut page = self.nav_page("deliverables");
        let all = &self.plan.deliverables;
        if all.is_empty() {
            page.lead = match self.plan.none_reason(Register::Deliverables) {
                Some(reason) => self.words.fill("deliverables.none", &[("reason", &reason)]),
                None => self.comes_in("empty.deliverables", Stage::Identification),
            };
            return page;
        }
        let count = self.of(self.accepted_count(), all.len());
        page.lead = self.words.fill("deliverables.lead", &[("count", &count)]);
        let (done, mut open): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.accepted.is_some());
        open.sort_by_key(|one| (one.due.is_none(), one.due));
        page.add(self.deliverable_section("deliverables.to_come", &open));
        page.add(self.deliverable_section("deliverables.accepted", &done));
        let documents = all.iter().flat_map(|one| {
            self.documents(one).into_iter().map(|row| Row {
                title: one.base.title.clone(),
                note: row.title.clone(),
                ..row
            })
        });
        page.add(self.rows("items.documents", documents.collect()));
        page
    }

    fn deliverable_section(&self, key: &str, deliverables: &[&PublicDeliverable]) -> Section {
        let rows: Vec<Row> = deliverables.iter().map(|one| self.deliverable_row(one)).collect();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        self.section(key, blocks).note(self.words.count("deliverables.count", deliverables.len() as i64))
    }

    pub(super) fn deliverable_row(&self, deliverable: &PublicDeliverable) -> Row {
        Row::new(&deliverable.base.title)
            .to(Some(item_url(Register::Deliverables, &deliverable.base.id)))
            .note(self.deliverable_note(deliverable))
            .mark(self.deliverable_mark(deliverable))
    }

    fn deliverable_note(&self, deliverable: &PublicDeliverable) -> String {
        let kind = deliverable.kind.map(|kind| self.words.name("deliverable_kind", kind.name()).to_owned());
        if let Some(signature) = &deliverable.accepted {
            let accepted = self.words.fill("deliverables.was_accepted", &[("who", &self.signed_by(signature))]);
            return kind.into_iter().chain([accepted]).collect::<Vec<_>>().join("; ");
        }
        let due = self.due_words(deliverable);
        let acceptor = deliverable.acceptor.as_deref();
        let acceptor = acceptor.map(|name| self.words.fill("deliverables.accepts", &[("name", &name)]));
        kind.into_iter().chain(due).chain(acceptor).collect::<Vec<_>>().join("; ")
    }

    pub(super) fn due_words(&self, deliverable: &PublicDeliverable) -> Option<String> {
        let date = deliverable.due.map(|date| self.words.short(date)).unwrap_or_default();
        let title = deliverable.due_with.as_ref().map(|milestone| milestone.title.as_str()).unwrap_or_default();
        match (title.is_empty(), date.is_empty()) {
            (false, false) => {
                Some(self.words.fill("deliverables.due_on_with", &[("date", &date), ("milestone", &title)]))
            }
            (false, true) => Some(self.words.fill("deliverables.due_with", &[("milestone", &title)])),
            (true, false) => Some(self.words.fill("deliverables.due_on", &[("date", &date)])),
            (true, true) => None,
        }
    }

    pub(super) fn deliverable_facts(&self, deliverable: &PublicDeliverable) -> Vec<Fact> {
        let (done, all) = self.task_counts(deliverable);
        let is_met = |met: bool| met || deliverable.accepted.is_some();
        let met = deliverable.acceptance.iter().filter(|one| is_met(one.met.is_some())).count();
        let accepted = deliverable.accepted.as_ref().and_then(|signature| signature.date);
        let is_known = deliverable.acceptor.is_some();
        let accepted = match accepted {
            Some(date) => self.words.short(date),
            None if is_known => self.say("deliverables.not_yet").to_owned(),
            None => String::new(),
        };
        let kind = deliverable.kind.map(|kind| self.words.name("deliverable_kind", kind.name()).to_owned());
        let counted = |label: &str, some: usize, all: usize, empty: &str| match all {
            0 if self.plan.project.stage.is_active() => {
                self.fact(label, NOTHING, self.comes_in(empty, Stage::Planning))
            }
            0 => self.fact(label, NOTHING, ""),
            all => self.fact(label, self.of(some, all), ""),
        };
        vec![
            counted("deliverables.tasks_done", done, all, "empty.work"),
            counted("deliverables.criteria_met", met, deliverable.acceptance.len(), "empty.criteria"),
            self.fact("deliverables.accepted_by", self.or_nothing(deliverable.acceptor.clone()), accepted),
            self.fact("deliverables.site", self.or_nothing(deliverable.base.site.clone()), kind.unwrap_or_default()),
        ]
    }
}
