//! Reads deliverables, milestones, tasks, windows, cost lines and KPIs.

use crate::document::fields::{Assignee, Record, Value, Wait, registers_of};
use crate::document::keys::Register;
use crate::model::item::{Base, Listed, Told};
use crate::model::kinds::{
    Actual, Assigned, Backout, Cost, Criterion, Deliverable, Due, Kpi, Milestone, Notice, Order, Payment, Pin, Quote,
    Raci, Reading, Recurring, Spent, Task, WaitsFor, Window,
};
use crate::model::resolve::{Resolver, inner, texts};
use crate::text::Spanned;

pub(super) fn deliverable(base: Base, resolver: &mut Resolver) -> Deliverable {
    let record = &base.record;
    Deliverable {
        kind: record.get("kind"),
        acceptance: resolver.listed(record, "acceptance", criterion),
        acceptor: resolver.one(record, "acceptor"),
        raci: inner(record, "raci").map(|raci| self::raci(&raci, resolver)),
        due: due(record, resolver),
        link: record.get("link"),
        verified: resolver.signature(record, "verified"),
        accepted: resolver.signature(record, "accepted"),
        base,
    }
}

fn criterion(resolver: &mut Resolver, value: &Spanned<Value>) -> Option<Criterion> {
    let Value::Record(record) = &value.value else { return None };
    Some(Criterion {
        text: record.get("text"),
        met: resolver.signature(record, "met"),
        evidence: record.get("evidence"),
        span: value.span,
    })
}

fn raci(raci: &Spanned<Record>, resolver: &mut Resolver) -> Raci {
    Raci {
        accountable: resolver.one(&raci.value, "A"),
        says_accountable: raci.value.says("A"),
        responsible: resolver.many(&raci.value, "R").items,
        consulted: resolver.many(&raci.value, "C").items,
        informed: resolver.many(&raci.value, "I").items,
        span: raci.span,
    }
}

fn due(record: &Record, resolver: &mut Resolver) -> Option<Due> {
    match record.get("due") {
        Some(date) => Some(Due::Date(date)),
        None => resolver.one(record, "due").map(Due::Milestone),
    }
}

fn waits(record: &Record, resolver: &mut Resolver) -> Listed<WaitsFor> {
    let registers = record.field("after").map_or(&[][..], |field| registers_of(&field.key.kind));
    resolver.listed(record, "after", |resolver, value| {
        let Value::Wait(Wait { id, kind, lag }) = &value.value else { return None };
        let on = resolver.reference(&id.value, id.span, registers);
        Some(WaitsFor { on, kind: *kind, lag: *lag, span: value.span })
    })
}

pub(super) fn milestone(base: Base, resolver: &mut Resolver) -> Milestone {
    let record = &base.record;
    let payment = |payment: Spanned<Record>| Payment {
        amount: payment.value.get("amount"),
        invoiced: payment.value.get("invoiced"),
        paid: payment.value.get("paid"),
    };
    Milestone {
        target: record.get("target"),
        after: waits(record, resolver),
        gate: record.get("gate"),
        payment: inner(record, "payment").map(payment),
        reached: record.get("reached"),
        base,
    }
}

fn assignees(record: &Record, resolver: &mut Resolver) -> Listed<Assigned> {
    let written: Told<Vec<Assignee>> = record.get("who");
    let span = written.as_ref().map(|written| written.span);
    let assigned = |assignee: Assignee| Assigned {
        who: resolver.reference(&assignee.id.value, assignee.id.span, &[Register::Stakeholders]),
        units: assignee.units,
    };
    let items = written.map_or(Vec::new(), |written| written.value.into_iter().map(assigned).collect());
    Listed { items, none: record.none("who"), span }
}

pub(super) fn task(base: Base, resolver: &mut Resolver) -> Task {
    let record = &base.record;
    let pin =
        |pin: Spanned<Record>| Pin { date: pin.value.get("date"), reason: pin.value.get("reason"), span: pin.span };
    Task {
        duration: record.get("duration"),
        after: waits(record, resolver),
        who: assignees(record, resolver),
        deliverables: resolver.many(record, "deliverable"),
        effort: record.get("effort"),
        skills: record.list("skills"),
        windows: resolver.many(record, "window"),
        not_before: record.get("not_before"),
        deadline: record.get("deadline"),
        pin: inner(record, "pin").map(pin),
        parent: resolver.one(record, "parent"),
        earn: record.get("earn"),
        confirmed: resolver.signature(record, "confirmed"),
        started: record.get("started"),
        finished: record.get("finished"),
        progress: record.get("progress"),
        remaining: record.get("remaining"),
        cancelled: record.get("cancelled"),
        is_summary: false,
        base,
    }
}

pub(super) fn window(base: Base, resolver: &mut Resolver) -> Window {
    let record = &base.record;
    let backout = |backout: Spanned<Record>| Backout {
        text: backout.value.get("text"),
        takes: backout.value.get("takes"),
        decide_by: backout.value.get("decide_by"),
        span: backout.span,
    };
    let notice = |notice: Spanned<Record>| Notice {
        to: notice.value.list("to"),
        date: notice.value.get("date"),
        days: notice.value.get("days"),
        span: notice.span,
    };
    let actual = |actual: Spanned<Record>| Actual {
        start: actual.value.get("start"),
        end: actual.value.get("end"),
        result: actual.value.get("result"),
        span: actual.span,
    };
    Window {
        kind: record.get("kind"),
        start: record.get("start"),
        end: record.get("end"),
        affects: texts(record, "affects"),
        impact: record.get("impact"),
        change_type: record.get("change_type"),
        backout: inner(record, "backout").map(backout),
        verify: texts(record, "verify"),
        approved: resolver.signature(record, "approved"),
        notice: inner(record, "notice").map(notice),
        actual: inner(record, "actual").map(actual),
        base,
    }
}

pub(super) fn cost(base: Base, resolver: &mut Resolver) -> Cost {
    let record = &base.record;
    let quote = |quote: Spanned<Record>| Quote {
        reference: quote.value.get("ref"),
        valid_until: quote.value.get("valid_until"),
    };
    let order = |order: Spanned<Record>| Order {
        date: order.value.get("date"),
        expected: order.value.get("expected"),
        received: order.value.get("received"),
    };
    Cost {
        category: record.get("category"),
        amount: record.get("amount"),
        qty: record.get("qty"),
        price: record.get("price"),
        basis: record.get("basis"),
        tasks: resolver.many(record, "tasks"),
        deliverable: resolver.one(record, "deliverable"),
        vendor: resolver.one(record, "vendor"),
        quote: inner(record, "quote").map(quote),
        order: inner(record, "order").map(order),
        spent: resolver.listed(record, "spent", |_, value| spent(value)),
        recurring: inner(record, "recurring").map(|value| recurring(&value)),
        cost: record.get("cost"),
        margin: record.get("margin"),
        base,
    }
}

fn spent(value: &Spanned<Value>) -> Option<Spent> {
    let Value::Record(record) = &value.value else { return None };
    Some(Spent {
        date: record.get("date"),
        amount: record.get("amount"),
        reference: record.get("ref"),
        span: value.span,
    })
}

fn recurring(recurring: &Spanned<Record>) -> Recurring {
    let record = &recurring.value;
    Recurring {
        amount: record.get("amount"),
        per: record.get("per"),
        from: record.get("from"),
        until: record.get("until"),
        span: recurring.span,
    }
}

pub(super) fn kpi(base: Base, resolver: &mut Resolver) -> Kpi {
    let record = &base.record;
    let reading = |_: &mut Resolver, value: &Spanned<Value>| {
        let Value::Record(record) = &value.value else { return None };
        Some(Reading { date: record.get("date"), value: record.get("value"), note: record.get("note") })
    };
    Kpi {
        kind: record.get("kind"),
        unit: record.get("unit"),
        initial: record.get("initial"),
        target: record.get("target"),
        better: record.get("better"),
        every: record.get("every"),
        source: record.get("source"),
        readings: resolver.listed(record, "readings", reading),
        base,
    }
}
