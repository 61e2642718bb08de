//! What was asked to be changed, what it adds up to, who decided.

use std::cmp::{Ordering, Reverse};

use super::Maker;
use super::links::{item_url, linked_url};
use super::page::{Block, Mark, NOTHING, Page, Section, Term};
use super::table::{Cell, Line, Table};
use super::words;
use crate::audience::{Linked, PublicChange};
use crate::document::keys::Register;
use crate::document::keys::words::{ChangeStatus, Gate, Role, Side};
use crate::status::Light;
use crate::value::{Date, Money};

impl Maker<'_> {
    pub(super) fn changes_page(&self) -> Page {
        let mut page = self.nav_page("changes");
        if self.plan.changes.is_empty() {
            page.lead = match self.plan.none_reason(Register::Changes) {
                Some(reason) => self.words.fill("changes.none_because", &[("reason", &reason)]),
                None => self.say("changes.none").to_owned(),
            };
            return page;
        }
        page.lead = self.changes_lead();
        let chart = self.money_chart().map(Block::chart);
        let blocks = chart.into_iter().chain([Block::Table { table: self.running_table() }]).collect();
        let note = self.agreed_or("changes.sum_note", "changes.sum_planned");
        page.add(self.section("changes.sum", blocks).note(self.say(note)));
        let mut sorted: Vec<&PublicChange> = self.plan.changes.iter().collect();
        sorted.sort_by_key(|change| {
            let raised = change.raised.as_ref().and_then(|signature| signature.date);
            (change.status != ChangeStatus::Proposed, Reverse(raised), &change.base.id)
        });
        for change in sorted {
            page.add(self.change_section(change));
        }
        page
    }

    fn with_status(&self, status: ChangeStatus) -> Vec<&PublicChange> {
        let mut changes: Vec<&PublicChange> =
            self.plan.changes.iter().filter(|change| change.status == status).collect();
        changes.sort_by_key(|change| (decided_on(change), &change.base.id));
        changes
    }

    fn changes_lead(&self) -> String {
        let approved = self.with_status(ChangeStatus::Approved);
        let waiting = self.with_status(ChangeStatus::Proposed).len();
        let mut parts = Vec::new();
        if !approved.is_empty() {
            parts.push(self.words.count("changes.approved", approved.len() as i64));
        }
        parts.push(match waiting {
            0 => self.say("changes.none_waiting").to_owned(),
            waiting => self.words.count("changes.waiting", waiting as i64),
        });
        let moves = approved.iter().any(|change| change.schedule.is_some_and(|length| !length.is_zero()));
        if !approved.is_empty() {
            parts.push(self.say(if moves { "changes.moved" } else { "changes.not_moved" }).to_owned());
        }
        parts.join(" ")
    }

    /// The day on which the plan was agreed.
    pub(super) fn agreed_on(&self) -> Option<Date> {
        let signed = self.plan.project.signoffs.iter().find(|(gate, _)| *gate == Gate::Planning);
        signed.and_then(|(_, signature)| signature.date)
    }

    /// The budget as it was agreed at first, before any change.
    pub(super) fn first_total(&self) -> Money {
        let added: Money = self.with_status(ChangeStatus::Approved).iter().filter_map(|change| change.budget).sum();
        self.totals().0 - added
    }

    /// From the agreed plan, one line a change, to what it would be if all that waits were approved.
    fn running_table(&self) -> Table {
        let heads = ["changes.step", "changes.decided", "#changes.cost", "#changes.total", "changes.time"];
        let mut table = self.table(self.money_caption("changes.caption"), &heads);
        table.csv = Some("changes.csv".to_owned());
        let mut sum = self.first_total();
        table.rows.push(Line::new(vec![
            Cell::text(self.say(self.agreed_or("changes.as_agreed", "changes.as_planned"))),
            self.date_cell(self.agreed_on().filter(|_| self.is_agreed())),
            Cell::nothing(),
            self.money_cell(Some(sum)),
            Cell::nothing(),
        ]));
        let steps = [ChangeStatus::Approved, ChangeStatus::Proposed].map(|status| self.with_status(status));
        for change in steps.into_iter().flatten() {
            let is_open = change.status == ChangeStatus::Proposed;
            sum += change.budget.unwrap_or(Money::ZERO);
            let cost = change.budget.map_or_else(Cell::nothing, |cost| Cell::of(self.words.signed_figure(cost), cost));
            let decided =
                if is_open { Cell::text(self.say("changes.if_approved")) } else { self.date_cell(decided_on(change)) };
            let mut line = Line::new(vec![
                Cell::link(&change.base.title, Some(item_url(Register::Changes, &change.base.id))),
                decided,
                cost,
                self.money_cell(Some(sum)),
                Cell::text(change.schedule.map_or(NOTHING.to_owned(), |length| self.words.duration(length))),
            ]);
            line.is_soft = is_open;
            table.rows.push(line);
        }
        table
    }

    fn change_section(&self, change: &PublicChange) -> Section {
        let terms = self.change_terms(change);
        let mut section =
            Section::new(format!("change-{}", change.base.id), &change.base.title, vec![Block::Terms { terms }]);
        section.url = Some(item_url(Register::Changes, &change.base.id));
        section.mark = Some(self.change_mark(change.status));
        section
    }

    /// Why, what follows, what one may choose, who decides.
    pub(super) fn change_terms(&self, change: &PublicChange) -> Vec<Term> {
        let mut terms = Vec::new();
        let mut add = |key: &str, text: Option<String>| {
            terms.extend(text.filter(|text| !text.is_empty()).map(|text| Term::new(self.say(key), text)));
        };
        add("changes.why", change.reason.clone());
        add("changes.effect", Some(self.effect(change)));
        add("changes.scope", change.scope.as_deref().map(words::capital));
        add("changes.risk", change.risk.as_deref().map(words::capital));
        let downtime = change.downtime.filter(|length| !length.is_zero());
        add("changes.downtime", downtime.map(|length| self.words.duration(length)));
        add("changes.choices", Some(words::capital(&change.options.join("; "))));
        add("changes.removes", Some(self.words.list(&change.removes)));
        terms.extend(self.linked_term("changes.adds", &change.adds));
        terms.extend(self.linked_term("changes.modifies", &change.modifies));
        terms.extend(self.what_if_term(change));
        terms.push(self.decision_term(change));
        terms
    }

    /// What would follow if it were approved, computed from what it would write.
    fn what_if_term(&self, change: &PublicChange) -> Option<Term> {
        let what_if = self.plan.figures.what_ifs.get(&change.base.id)?;
        let day = |date: &Date| self.words.long(*date);
        let mut parts = Vec::new();
        if let Some((now, then)) = &what_if.finish {
            parts.push(match now == then {
                true => self.words.fill("changes.finish_stays", &[("date", &day(now))]),
                false => self.words.fill("changes.finish_moves", &[("before", &day(now)), ("after", &day(then))]),
            });
        }
        for (milestone, now, then) in &what_if.milestones {
            let (title, now, then) = (&milestone.title, day(now), day(then));
            let said = [("title", title as _), ("before", &now as _), ("after", &then as _)];
            parts.push(self.words.fill("changes.milestone_moves", &said));
        }
        for (window, now, then) in &what_if.buffers {
            let (now, then) = (self.words.number(now.round_dp(1)), self.words.number(then.round_dp(1)));
            let said = [("title", &window.title as _), ("before", &now as _), ("after", &then as _)];
            parts.push(self.words.fill("changes.buffer_moves", &said));
        }
        let (now, then) = what_if.overall;
        if now != then {
            let colour = |light: Light| self.words.name("light", light.name());
            let said = [("before", &colour(now) as _), ("after", &colour(then) as _)];
            parts.push(self.words.fill("changes.colour_moves", &said));
        }
        Some(Term::new(self.say("changes.what_if"), parts.join(" ")))
    }

    fn linked_term(&self, key: &str, linked: &[Linked]) -> Option<Term> {
        let link = |one: &Linked| {
            let kind = self.words.name("register", one.register.name()).to_owned();
            (one.title.clone(), linked_url(one), kind)
        };
        let links: Vec<_> = linked.iter().map(link).collect();
        (!links.is_empty()).then(|| Term { links, ..Term::new(self.say(key), "") })
    }

    /// Money and time, and what the sum is then.
    pub(super) fn effect(&self, change: &PublicChange) -> String {
        let money = change.budget.map(|amount| match amount.cmp(&Money::ZERO) {
            Ordering::Equal => self.say("changes.no_money").to_owned(),
            Ordering::Greater => self.words.fill("changes.more_money", &[("amount", &self.words.money(amount))]),
            Ordering::Less => self.words.fill("changes.less_money", &[("amount", &self.words.money(-amount))]),
        });
        let time = change.schedule.map(|length| match length.is_zero() {
            true => self.say("changes.no_time").to_owned(),
            false => self.words.fill("changes.more_time", &[("time", &self.words.duration(length))]),
        });
        let mut parts: Vec<String> = money.into_iter().chain(time).collect();
        if change.status == ChangeStatus::Proposed
            && let Some(amount) = change.budget
        {
            let sum = self.totals().0 + amount;
            parts.push(self.words.fill("changes.would_be", &[("amount", &self.words.money(sum))]));
            parts.extend(self.plan.project.budget_cap.filter(|cap| sum > *cap).map(|cap| {
                let (over, cap) = (self.words.figure(sum - cap), self.words.figure(cap));
                self.words.fill("changes.over_cap", &[("amount", &over), ("cap", &cap)])
            }));
        }
        parts.join(" ")
    }

    fn decision_term(&self, change: &PublicChange) -> Term {
        let raised = change.raised.as_ref().map(|one| self.words.fill("changes.raised", &[("who", &self.signed(one))]));
        let (key, first) = match &change.decided {
            Some(signature) => ("changes.decided", format!("{}.", self.signed(signature))),
            None => {
                let by =
                    change.needed_by.map(|date| self.words.fill("changes.by", &[("date", &self.words.long(date))]));
                let who = self.deciders();
                let who = if who.is_empty() { String::new() } else { format!("{who}.") };
                ("changes.who_decides", [who].into_iter().chain(by).collect::<Vec<_>>().join(" "))
            }
        };
        let done = change.implemented.map(|date| self.words.fill("changes.done", &[("date", &self.words.long(date))]));
        let parts: Vec<String> = [first].into_iter().chain(raised).chain(done).collect();
        Term::new(self.say(key), parts.join(" ").trim())
    }

    /// Who may decide for the client.
    fn deciders(&self) -> String {
        let decides = |role: &Role| matches!(role, Role::Sponsor | Role::DecisionMaker);
        let people = self.plan.people.iter().filter(|person| person.side == Some(Side::Client));
        let names: Vec<&str> =
            people.filter(|person| person.roles.iter().any(decides)).map(|one| one.base.title.as_str()).collect();
        self.words.list(&names)
    }

    /// In one sentence: who decided, or until when.
    pub(super) fn change_state(&self, change: &PublicChange) -> String {
        match (&change.decided, change.needed_by) {
            (Some(signature), _) => self.words.fill("changes.decided_by", &[("who", &self.signed(signature))]),
            (None, Some(date)) => self.words.fill("changes.by", &[("date", &self.words.long(date))]),
            (None, None) => String::new(),
        }
    }

    /// The mark of a change.
    pub(super) fn change_mark(&self, status: ChangeStatus) -> Mark {
        let word = self.words.name("change_status", status.name());
        if status == ChangeStatus::Approved { Mark::done(word) } else { Mark::open(word) }
    }
}

/// When a change was decided.
fn decided_on(change: &PublicChange) -> Option<Date> {
    change.decided.as_ref().and_then(|signature| signature.date)
}
