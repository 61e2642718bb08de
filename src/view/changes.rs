//! What was asked to be changed, what it costs, who decided.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Fact, Mark, Page, Row, Section};
use super::words;
use crate::audience::PublicChange;
use crate::document::keys::Register;
use crate::document::keys::words::ChangeStatus;
use crate::value::Money;

impl Maker<'_> {
    pub(super) fn changes_page(&self) -> Page {
        let mut page = Page::new("changes.html", "changes", "Changes");
        let changes = &self.plan.changes;
        if changes.is_empty() {
            page.lead = "Nothing was asked to be changed.".to_owned();
            return page;
        }
        let with = |status: ChangeStatus| changes.iter().filter(move |change| change.status == status);
        let approved: Money = with(ChangeStatus::Approved).filter_map(|change| change.budget).sum();
        let waiting: Money = with(ChangeStatus::Proposed).filter_map(|change| change.budget).sum();
        let (yes, open) = (with(ChangeStatus::Approved).count(), with(ChangeStatus::Proposed).count());
        page.lead = format!(
            "{} approved, {open} waiting for a decision.",
            words::plural(yes as i64, "change is", "changes are")
        );
        page.facts = vec![
            Fact::new("Approved", yes.to_string(), ""),
            Fact::new("Their effect", self.words.money(approved), "on the budget"),
            Fact::new("Waiting", open.to_string(), ""),
            Fact::new("Their effect", self.words.money(waiting), "if they are approved"),
        ];
        let mut sorted: Vec<&PublicChange> = changes.iter().collect();
        sorted.sort_by_key(|change| {
            let raised = change.raised.as_ref().and_then(|signature| signature.date);
            (change.status != ChangeStatus::Proposed, std::cmp::Reverse(raised), &change.base.id)
        });
        for change in sorted {
            page.add(self.change_section(change));
        }
        page
    }

    fn change_section(&self, change: &PublicChange) -> Section {
        let url = Some(item_url(Register::Changes, &change.base.id));
        let mut rows = vec![Row::new("State").mark(change_mark(change.status)).to(url).note(self.change_state(change))];
        rows.extend(self.change_rows(change));
        let raised = change.raised.as_ref().map(|signature| format!("Asked for by {}.", self.signed(signature)));
        Section::new(&change.base.title, raised.unwrap_or_default(), vec![Block::Rows { rows }])
    }

    pub(super) fn change_state(&self, change: &PublicChange) -> String {
        match (&change.decided, change.needed_by) {
            (Some(signature), _) => format!("Decided by {}", self.signed(signature)),
            (None, Some(date)) => format!("Needed by {}", self.words.long(date)),
            (None, None) => String::new(),
        }
    }

    /// Why, and what follows.
    pub(super) fn change_rows(&self, change: &PublicChange) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut add = |title: &str, text: Option<String>| {
            rows.extend(text.filter(|text| !text.is_empty()).map(|text| Row::new(title).note(text)));
        };
        add("Why", change.reason.clone());
        add("Money", change.budget.map(|amount| self.more(amount)));
        add(
            "Time",
            change.schedule.map(|length| {
                if length.is_zero() { "The finish stays.".to_owned() } else { self.words.duration(length) }
            }),
        );
        add("Scope", change.scope.clone());
        add("Risk", change.risk.clone());
        add("Outage", change.downtime.filter(|length| !length.is_zero()).map(|length| self.words.duration(length)));
        add("Choices", Some(self.words.list(&change.options)));
        add("Removes", Some(self.words.list(&change.removes)));
        for (title, linked) in [("Adds", &change.adds), ("Changes", &change.modifies)] {
            rows.extend(
                linked.iter().map(|one| Row::new(&one.title).to(Some(super::links::linked_url(one))).right(title)),
            );
        }
        rows
    }

    fn more(&self, amount: Money) -> String {
        match amount.cmp(&Money::ZERO) {
            std::cmp::Ordering::Equal => "No change of the budget.".to_owned(),
            std::cmp::Ordering::Greater => format!("{} more", self.words.money(amount)),
            std::cmp::Ordering::Less => format!("{} less", self.words.money(-amount)),
        }
    }
}

/// The mark of a change.
pub(super) fn change_mark(status: ChangeStatus) -> Mark {
    match status {
        ChangeStatus::Proposed => Mark::open("Waits for a decision"),
        ChangeStatus::Approved => Mark::done("Approved"),
        ChangeStatus::Rejected => Mark::open("Rejected"),
        ChangeStatus::Postponed => Mark::open("Postponed"),
        ChangeStatus::Merged => Mark::open("Merged into another"),
    }
}
