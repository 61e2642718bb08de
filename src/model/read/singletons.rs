//! Reads the charter, the scope and the portfolio's own file.

use super::elsewhere::ClientFiles;
use super::fill::waivers;
use super::raw::RawSingleton;
use crate::document::Document;
use crate::document::fields::{Line, Reader, Record, Value};
use crate::document::keys::words::Gate;
use crate::document::keys::{Kind, Stage};
use crate::finding::Finding;
use crate::model::PortfolioCharter;
use crate::model::charter::{
    Assumption, CalendarFacts, Charter, Constraint, Freeze, Hold, Needs, Objective, Provider, Reporting, Satisfaction,
    Scope, ScopeLine, Signoff, Site, Support, Tolerance,
};
use crate::model::item::{Listed, Told};
use crate::model::resolve::{Resolver, inner, texts};
use crate::text::{FileId, SourceSet, Spanned};

pub(super) fn charter(raw: RawSingleton, resolver: &mut Resolver) -> Charter {
    let record = raw.record;
    let opening = raw.place.unwrap_or_default();
    let target = inner(&record, "target").map(|target| target.value).unwrap_or_default();
    let stage: Told<&'static str> = record.get("stage");
    let stage = stage.and_then(|told| Stage::from_name(told.value).map(|stage| Spanned::new(stage, told.span)));
    Charter {
        title: record.get("title"),
        kind: record.get("type"),
        stage_place: record.field("stage").map_or(opening, |field| field.value.span),
        stage,
        hold: inner(&record, "hold").map(|value| hold(&value)),
        client: inner(&record, "client").and_then(|client| client.value.get("name")),
        provider: inner(&record, "provider").map(|value| provider(&value)),
        pm: resolver.one(&record, "pm"),
        contact: resolver.one(&record, "contact"),
        sites: record.list::<Record>("sites").iter().map(site).collect(),
        start: target.get("start"),
        finish: target.get("finish"),
        currency: record.get("currency"),
        budget_cap: record.get("budget_cap"),
        calendar: calendar(&record),
        reporting: inner(&record, "reporting").map(|value| reporting(value, resolver)),
        tolerance: tolerance(&record),
        as_of: record.get("as_of"),
        signoffs: signoffs(&record, resolver),
        satisfaction: inner(&record, "satisfaction").map(|value| satisfaction(&value, resolver)),
        support: inner(&record, "support")
            .map(|value| Support { contact: value.value.get("contact"), until: value.value.get("until") }),
        waivers: waivers(&record),
        body: raw.body,
        opening,
        is_uncertain: raw.is_uncertain,
        record,
    }
}

fn hold(hold: &Spanned<Record>) -> Hold {
    Hold {
        since: hold.value.get("since"),
        reason: hold.value.get("reason"),
        until: hold.value.get("until"),
        span: hold.span,
    }
}

fn provider(provider: &Spanned<Record>) -> Provider {
    let record = &provider.value;
    Provider {
        name: record.get("name"),
        kind: record.get("kind"),
        contract: record.get("contract"),
        pm_included: record.get("pm_included"),
        span: provider.span,
    }
}

fn site(site: &Spanned<Record>) -> Site {
    Site { id: site.value.get("id"), title: site.value.get("title") }
}

fn calendar(record: &Record) -> CalendarFacts {
    let Some(calendar) = inner(record, "calendar").map(|calendar| calendar.value) else {
        return CalendarFacts::default();
    };
    let business = inner(&calendar, "business_hours").map(|business| business.value).unwrap_or_default();
    CalendarFacts {
        timezone: calendar.get("timezone"),
        days: calendar.get("days"),
        hours: calendar.get("hours"),
        holidays: calendar.list("holidays"),
        business_days: business.get("days"),
        business_hours: business.get("hours"),
    }
}

fn reporting(reporting: Spanned<Record>, resolver: &mut Resolver) -> Reporting {
    let record = reporting.value;
    Reporting {
        every: record.get("every"),
        day: record.get("day"),
        by: resolver.one(&record, "by"),
        channels: record.list("channels"),
        to: resolver.many(&record, "to").items,
        checkin: record.get("checkin"),
        escalation: resolver.many(&record, "escalation").items,
        span: reporting.span,
        record,
    }
}

fn tolerance(record: &Record) -> Tolerance {
    let tolerance = inner(record, "tolerance").map(|tolerance| tolerance.value).unwrap_or_default();
    Tolerance { schedule: tolerance.get("schedule"), budget: tolerance.get("budget"), amber: tolerance.get("amber") }
}

fn signoffs(record: &Record, resolver: &mut Resolver) -> Vec<Signoff> {
    let signoff = |told: Spanned<Record>| Signoff {
        gate: told.value.get::<Gate>("gate"),
        signature: resolver.signature_of(&told.value, told.span),
    };
    record.list::<Record>("signoffs").into_iter().map(signoff).collect()
}

fn satisfaction(told: &Spanned<Record>, resolver: &mut Resolver) -> Satisfaction {
    let record = &told.value;
    Satisfaction {
        score: record.get("score"),
        by: resolver.one(record, "by"),
        date: record.get("date"),
        note: record.get("note"),
        span: told.span,
    }
}

pub(super) fn scope(raw: RawSingleton, resolver: &mut Resolver) -> Scope {
    let record = raw.record;
    Scope {
        why: texts(&record, "why"),
        objectives: resolver.listed(&record, "objectives", objective),
        done_when: texts(&record, "done_when"),
        included: lines(&record, "in", resolver),
        excluded: lines(&record, "out", resolver),
        assumptions: resolver.listed(&record, "assumptions", assumption),
        constraints: resolver.listed(&record, "constraints", constraint),
        needs: inner(&record, "needs").map(needs),
        order: record.get("order"),
        waivers: waivers(&record),
        body: raw.body,
        place: raw.place,
        is_uncertain: raw.is_uncertain,
        record,
    }
}

fn lines(record: &Record, key: &str, resolver: &mut Resolver) -> Listed<ScopeLine> {
    let written: Told<Vec<Line>> = record.get(key);
    let span = record.field(key).map(|field| field.value.span);
    let line = |line: Line| ScopeLine {
        deliverable: resolver.one(&line.record, "deliverable"),
        text: line.record.get("text"),
        id: line.id,
    };
    let items = written.map_or(Vec::new(), |written| written.value.into_iter().map(line).collect());
    Listed { items, none: record.none(key), span }
}

fn objective(resolver: &mut Resolver, value: &Spanned<Value>) -> Option<Objective> {
    let Value::Record(record) = &value.value else { return None };
    Some(Objective { text: record.get("text"), kpi: resolver.one(record, "kpi"), span: value.span })
}

fn assumption(resolver: &mut Resolver, value: &Spanned<Value>) -> Option<Assumption> {
    let Value::Record(record) = &value.value else { return None };
    Some(Assumption {
        text: record.get("text"),
        checked: resolver.signature(record, "checked"),
        if_false: record.get("if_false"),
        span: value.span,
    })
}

fn constraint(_: &mut Resolver, value: &Spanned<Value>) -> Option<Constraint> {
    let Value::Record(record) = &value.value else { return None };
    Some(Constraint { kind: record.get("kind"), text: record.get("text"), span: value.span })
}

fn needs(needs: Spanned<Record>) -> Needs {
    let record = needs.value;
    Needs {
        skills: texts(&record, "skills"),
        technicians: record.get("technicians"),
        hardware: texts(&record, "hardware"),
        software: texts(&record, "software"),
        client: texts(&record, "client"),
        span: needs.span,
        record,
    }
}

/// Reads `portfolio.md`.
pub(super) fn portfolio(
    _: &SourceSet,
    file: FileId,
    document: Document,
    findings: &mut Vec<Finding>,
) -> Option<PortfolioCharter> {
    let front = document.front?;
    let mut reader = Reader { currency_decimals: 2, findings };
    let record = reader.record(&front.entries, Kind::portfolio().all_keys(), &[], "a portfolio");
    let freeze = |told: Spanned<Record>| Freeze {
        title: told.value.get("title"),
        start: told.value.get("start"),
        end: told.value.get("end"),
        span: told.span,
    };
    let provider = inner(&record, "provider").map(|provider| provider.value).unwrap_or_default();
    Some(PortfolioCharter {
        file,
        title: record.get("title"),
        provider: provider.get("name"),
        projects: record.list("projects"),
        clients: record.list::<Record>("clients").into_iter().map(|told| client(&told.value)).collect(),
        calendar: calendar(&record),
        freezes: record.list::<Record>("freezes").into_iter().map(freeze).collect(),
        contact: record.get("contact"),
        waivers: waivers(&record),
        body: document.body,
        record,
    })
}

fn client(record: &Record) -> ClientFiles {
    ClientFiles { name: record.get("name"), status: record.list("status") }
}
