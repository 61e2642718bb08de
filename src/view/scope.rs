//! What is in, what is out, and what it rests on.

use super::Maker;
use super::links::linked_url;
use super::page::{Block, Check, Page, Row, Section};
use super::words;
use crate::audience::{Linked, PublicSignature};
use crate::document::keys::Stage;
use crate::document::keys::words::Gate;

impl Maker<'_> {
    pub(super) fn scope_page(&self) -> Page {
        let scope = &self.plan.scope;
        let mut page = self.nav_page("scope");
        if !scope.is_written {
            page.lead = self.comes_in("empty.scope", Stage::Identification);
            return page;
        }
        let included = self.words.count("scope.included_count", scope.included.len() as i64);
        let excluded = self.words.count("scope.excluded_count", scope.excluded.len() as i64);
        page.lead = match (scope.included.len(), scope.excluded.len()) {
            (0, 0) => String::new(),
            (_, 0) => format!("{included}."),
            _ => self.words.fill("scope.lead", &[("included", &included), ("excluded", &excluded)]),
        };
        page.add(self.list_section("scope.why", &scope.why));
        page.add(self.list_section("scope.objectives", &scope.objectives));
        page.add(self.list_section("scope.done_when", &scope.done_when));
        page.add(self.included());
        let excluded = self.list_section("scope.excluded", &scope.excluded);
        // The gate of identification is what agrees to it.
        let signed = self.plan.project.signoffs.iter().any(|(gate, _)| *gate <= Gate::Planning);
        page.add(if signed { excluded } else { excluded.note(self.say("scope.left_out")) });
        page.add(self.assumptions());
        let limits = scope.constraints.iter().map(|(kind, text)| {
            Row::new(text).right(kind.map(|kind| self.words.name("constraint", kind)).unwrap_or_default())
        });
        page.add(self.rows("scope.constraints", limits.collect()));
        page.add(self.needs());
        if let Some(order) = &scope.order {
            page.add(self.section("scope.order", vec![Block::text(order)]));
        }
        if !scope.body.is_empty() {
            page.add(self.section("items.words", vec![Block::Prose { body: self.markdown(&scope.body, "") }]));
        }
        page
    }

    fn list_section(&self, key: &str, items: &[String]) -> Section {
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::List { items: items.to_vec() }] };
        self.section(key, blocks)
    }

    fn included(&self) -> Section {
        let row = |(text, linked): &(String, Option<Linked>)| {
            let row = Row::new(text);
            match linked {
                Some(linked) => row.to(Some(linked_url(linked))).note(linked.title.clone()),
                None => row,
            }
        };
        let included = &self.plan.scope.included;
        let section = self.rows("scope.included", included.iter().map(row).collect());
        if included.iter().any(|(_, linked)| linked.is_some()) { section } else { section.note("") }
    }

    fn assumptions(&self) -> Section {
        let check = |(text, checked, if_false): &(String, Option<PublicSignature>, Option<String>)| Check {
            text: text.clone(),
            is_done: checked.is_some(),
            note: match (checked, if_false) {
                (Some(signature), _) => self.words.fill("scope.checked", &[("who", &self.signed(signature))]),
                (None, Some(otherwise)) => self.words.fill("scope.if_false", &[("then", otherwise)]),
                (None, None) => self.say("scope.not_checked").to_owned(),
            },
        };
        let checks: Vec<Check> = self.plan.scope.assumptions.iter().map(check).collect();
        let blocks = if checks.is_empty() { Vec::new() } else { vec![Block::Checks { checks }] };
        self.section("scope.assumptions", blocks)
    }

    fn needs(&self) -> Section {
        let scope = &self.plan.scope;
        let mut terms = Vec::new();
        let mut add = |key: &str, items: &[String]| {
            if !items.is_empty() {
                terms.push(self.term(key, words::capital(&self.words.list(items))));
            }
        };
        add("scope.skills", &scope.skills);
        add("scope.hardware", &scope.hardware);
        add("scope.software", &scope.software);
        add("scope.from_you", &scope.client_needs);
        terms.extend(scope.technicians.map(|count| self.term("scope.technicians", count.to_string())));
        self.terms("scope.needs", terms)
    }
}
