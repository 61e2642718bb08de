//! What is in, what is out, and what it rests on.

use super::Maker;
use super::links::linked_url;
use super::page::{Block, Check, Fact, Page, Row, Section};
use super::words;
use crate::document::keys::Stage;

impl Maker<'_> {
    pub(super) fn scope_page(&self) -> Page {
        let scope = &self.plan.scope;
        let mut page = Page::new("scope.html", "scope", "Scope");
        if !scope.is_written {
            page.lead = self.comes_in("The scope comes", Stage::Identification);
            return page;
        }
        page.lead = format!(
            "{} included, {} not included.",
            words::plural(scope.included.len() as i64, "thing is", "things are"),
            words::plural(scope.excluded.len() as i64, "thing is", "things are"),
        );
        page.add(list("Why", "What the business gains.", &scope.why));
        page.add(list("Objectives", "What will be true.", &scope.objectives));
        page.add(list("Done when", "The clear end.", &scope.done_when));
        page.add(self.included());
        page.add(list("Not included", "Agreed to be left out.", &scope.excluded));
        page.add(self.assumptions());
        page.add(self.constraints());
        page.add(self.needs());
        if let Some(order) = &scope.order {
            page.add(Section::new("How to ask for a change", "", vec![Block::text(order)]));
        }
        if !scope.body.is_empty() {
            page.add(Section::new("In words", "", vec![Block::Prose { body: self.markdown(&scope.body, "") }]));
        }
        page
    }

    fn included(&self) -> Section {
        let row = |(text, linked): &(String, Option<crate::audience::Linked>)| {
            let row = Row::new(text);
            match linked {
                Some(linked) => row.to(Some(linked_url(linked))).note(linked.title.clone()),
                None => row,
            }
        };
        let rows: Vec<Row> = self.plan.scope.included.iter().map(row).collect();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        Section::new("Included", "Each leads to what brings it.", blocks)
    }

    fn assumptions(&self) -> Section {
        let check =
            |(text, checked, if_false): &(String, Option<crate::audience::PublicSignature>, Option<String>)| Check {
                text: text.clone(),
                is_done: checked.is_some(),
                note: match (checked, if_false) {
                    (Some(signature), _) => format!("checked by {}", self.signed(signature)),
                    (None, Some(otherwise)) => format!("not checked yet; if it is not so: {otherwise}"),
                    (None, None) => "not checked yet".to_owned(),
                },
            };
        let checks: Vec<Check> = self.plan.scope.assumptions.iter().map(check).collect();
        let blocks = if checks.is_empty() { Vec::new() } else { vec![Block::Checks { checks }] };
        Section::new("Assumptions", "What the plan takes to be true.", blocks)
    }

    fn constraints(&self) -> Section {
        let rows: Vec<Row> = self
            .plan
            .scope
            .constraints
            .iter()
            .map(|(kind, text)| Row::new(text).right(kind.map(words::capital).unwrap_or_default()))
            .collect();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        Section::new("Constraints", "Limits that the work respects.", blocks)
    }

    fn needs(&self) -> Section {
        let scope = &self.plan.scope;
        let mut facts = Vec::new();
        let mut add = |label: &str, items: &[String]| {
            if !items.is_empty() {
                facts.push(Fact::new(label, words::capital(&self.words.list(items)), ""));
            }
        };
        add("Skills", &scope.skills);
        add("Hardware", &scope.hardware);
        add("Software", &scope.software);
        add("From you", &scope.client_needs);
        if let Some(count) = scope.technicians {
            facts.push(Fact::new("Technicians", count.to_string(), ""));
        }
        let rows = facts.into_iter().map(|fact| Row::new(fact.label).note(fact.value)).collect::<Vec<_>>();
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        Section::new("What it takes", "", blocks)
    }
}

fn list(title: &str, note: &str, items: &[String]) -> Section {
    let blocks = if items.is_empty() { Vec::new() } else { vec![Block::List { items: items.to_vec() }] };
    Section::new(title, note, blocks)
}
