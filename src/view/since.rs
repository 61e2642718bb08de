//! What happened between two days, by the dates that the plan gives: work, signatures, decisions, changes, money.

use super::Maker;
use super::links::item_url;
use super::page::Row;
use crate::audience::{PublicBase, PublicSignature};
use crate::document::keys::words::ChangeStatus;
use crate::value::{Date, Money};

/// Something that happened, on its day.
struct Event {
    date: Date,
    row: Row,
}

/// The days after the first, up to the second.
#[derive(Clone, Copy)]
struct Span {
    after: Option<Date>,
    until: Date,
}

impl Span {
    fn has(self, date: Option<Date>) -> Option<Date> {
        date.filter(|date| *date <= self.until && self.after.is_none_or(|after| *date > after))
    }
}

impl Maker<'_> {
    /// What happened after a day, up to another: the newest first.
    pub(super) fn happened(&self, after: Option<Date>, until: Date) -> Vec<Row> {
        let span = Span { after, until };
        let mut events = self.work_events(span);
        events.extend(self.control_events(span));
        events.extend(self.money_event(span));
        events.sort_by(|a, b| (b.date, &a.row.title).cmp(&(a.date, &b.row.title)));
        events.into_iter().map(|event| event.row.right(self.words.short(event.date))).collect()
    }

    fn event(&self, base: &PublicBase, date: Option<Date>, note: impl Into<String>) -> Option<Event> {
        let row = Row::new(&base.title).to(Some(item_url(base.register, &base.id))).note(note);
        Some(Event { date: date?, row })
    }

    fn signed_event(
        &self,
        base: &PublicBase,
        span: Span,
        signed: Option<&PublicSignature>,
        key: &str,
    ) -> Option<Event> {
        let signature = signed?;
        self.event(base, span.has(signature.date), self.words.fill(key, &[("name", &self.signer(signature))]))
    }

    fn work_events(&self, span: Span) -> Vec<Event> {
        let mut events = Vec::new();
        for task in self.plan.tasks.iter().filter(|task| !task.is_summary) {
            events.extend(self.event(&task.base, span.has(task.finished), self.say("since.finished")));
            if task.finished.is_none() {
                let expected = self.dates(task.base.register, &task.base.id);
                let note = expected.map_or(self.say("since.started").to_owned(), |dates| {
                    self.words.fill("since.started_expected", &[("date", &self.words.long(dates.finish))])
                });
                events.extend(self.event(&task.base, span.has(task.started), note));
            }
        }
        for milestone in &self.plan.milestones {
            let agreed = self.agreed_day(milestone).filter(|_| self.is_agreed());
            let note = match agreed.filter(|agreed| milestone.reached.is_some_and(|day| day > *agreed)) {
                Some(agreed) => self.words.fill("since.reached_late", &[("date", &self.words.long(agreed))]),
                None if agreed.is_some() => self.say("since.reached").to_owned(),
                None => self.say("since.reached_first").to_owned(),
            };
            events.extend(self.event(&milestone.base, span.has(milestone.reached), note));
        }
        for window in &self.plan.windows {
            events.extend(self.signed_event(&window.base, span, window.approved.as_ref(), "since.approved"));
            let held = window.actual_start.map(|start| start.date).filter(|_| window.result.is_some());
            events.extend(self.event(&window.base, span.has(held), self.result_words(window)));
        }
        for one in &self.plan.deliverables {
            events.extend(self.signed_event(&one.base, span, one.verified.as_ref(), "since.verified"));
            events.extend(self.signed_event(&one.base, span, one.accepted.as_ref(), "since.accepted"));
        }
        events
    }

    fn control_events(&self, span: Span) -> Vec<Event> {
        let mut events = Vec::new();
        for change in &self.plan.changes {
            let raised = change.raised.as_ref().and_then(|signature| signature.date);
            let note = self.words.fill("since.proposed", &[("effect", &self.effect(change))]);
            events.extend(self.event(&change.base, span.has(raised), note.trim()));
            let decided = change.decided.as_ref().and_then(|signature| signature.date);
            let note = match (change.status, &change.decided) {
                (ChangeStatus::Approved, Some(signature)) => {
                    self.words.fill("since.approved", &[("name", &self.signer(signature))])
                }
                _ => format!("{}.", self.change_mark(change.status).word),
            };
            events.extend(self.event(&change.base, span.has(decided), note));
        }
        for decision in &self.plan.decisions {
            events.extend(self.signed_event(&decision.base, span, decision.made.as_ref(), "since.decided"));
        }
        for action in &self.plan.actions {
            events.extend(self.event(&action.base, span.has(action.done), self.say("since.finished")));
        }
        for issue in &self.plan.issues {
            let raised = issue.raised.as_ref().and_then(|signature| signature.date);
            events.extend(self.event(&issue.base, span.has(raised), self.say("since.issue")));
        }
        events
    }

    /// What was charged, as one row on its last day.
    fn money_event(&self, span: Span) -> Option<Event> {
        let mut sum = Money::ZERO;
        let mut last = None;
        let mut parts = Vec::new();
        for line in &self.plan.budget {
            let charged = line.spent.iter().filter(|spent| span.has(spent.date).is_some());
            let amount: Money = charged.clone().map(|spent| spent.amount).sum();
            last = last.max(charged.filter_map(|spent| spent.date).max());
            if amount != Money::ZERO {
                sum += amount;
                parts.push(format!("{} {}", line.base.title, self.words.figure(amount)));
            }
        }
        let title = self.words.fill("since.spent", &[("amount", &self.words.money(sum))]);
        let row = Row::new(title).to(Some("budget.html".to_owned())).note(parts.join("; "));
        Some(Event { date: last?, row })
    }
}
