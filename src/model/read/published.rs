//! Reads the `status.json` of a project elsewhere: hostile text like all the rest, with a finding for each slip.

use crate::document::Document;
use crate::document::fields::{Reader, Record, Value};
use crate::document::html::is_web;
use crate::document::keys::words::AudienceWord;
use crate::document::keys::{Kind, Register, Stage};
use crate::finding::{Finding, Severity};
use crate::model::published::{
    HistoryDay, LIST_ENTRIES, NextMilestone, OutageStatus, Overdue, ProjectStatus, Published, STATUS_VERSION,
    TEXT_LETTERS, Why,
};
use crate::model::resolve::{inner, texts};
use crate::text::{FileId, Span, Spanned};
use crate::value::Date;

/// A larger status file is not read: a project says less of itself.
const BYTES: u32 = 1_000_000;
/// What a status file must say, for a portfolio to show a row.
const NEEDED: [&str; 6] = ["planmark", "id", "title", "stage", "as_of", "light"];
/// Amounts of any currency are read as they are.
const DECIMALS: u32 = 4;
/// How a file comes right again.
const AS_WRITTEN: &str = "take the file as `planmark build` wrote it";

/// A status file, and the client to whom the portfolio gives it.
pub(super) struct Place<'a> {
    pub(super) file: FileId,
    pub(super) path: &'a str,
    pub(super) client: Option<&'a str>,
}

/// What a status file says.
///
/// # Errors
/// Why nothing of it can be shown; that has become a finding.
pub(super) fn read(place: &Place, document: Option<Document>, findings: &mut Vec<Finding>) -> Result<Published, Why> {
    // What is not there, and what is no JSON, has been told.
    let Some(document) = document else { return Err(Why::Unreadable) };
    let Some(front) = document.front else { return Err(Why::Broken) };
    let opening = Span::new(place.file, 0, 0);
    if front.span.end - front.span.start > BYTES {
        findings.push(told("unreadable-file", opening, "a status file of more than 1 MB is not read", AS_WRITTEN));
        return Err(Why::Unreadable);
    }
    if let Some(duplicate) = front.duplicates.first() {
        let message = format!("`{}` stands twice", duplicate.second.value);
        findings.push(told("bad-front-matter", duplicate.second.span, message, AS_WRITTEN));
        return Err(Why::Broken);
    }
    if front.is_lossy() {
        return Err(Why::Broken);
    }
    let mut more = Vec::new();
    let mut reader = Reader { currency_decimals: DECIMALS, findings: &mut more };
    let record = reader.record(&front.entries, Kind::status().all_keys(), &[], "a status");
    if let Some(version) = record.get::<i64>("planmark").filter(|version| version.value != STATUS_VERSION) {
        // What a later form means is not guessed, nor what else there is wrong in it.
        let message = format!("this status has the form {}, planmark reads {STATUS_VERSION}", version.value);
        findings.push(told("bad-value", version.span, message, "build both sites with the same version of planmark"));
        return Err(Why::OtherForm(version.value));
    }
    findings.append(&mut more);
    let missing: Vec<&str> = NEEDED.into_iter().filter(|key| !record.says(key)).collect();
    if !missing.is_empty() {
        let message = format!("this status does not say {}", missing.join(", "));
        findings.push(told("missing-field", opening, message, AS_WRITTEN));
    }
    let lacking: Vec<&'static str> = NEEDED.into_iter().filter(|key| record.field(key).is_none()).collect();
    let Some(status) = status(&record, findings).filter(|_| lacking.is_empty()) else {
        return Err(Why::Lacks(lacking));
    };
    look_at_lengths(&record, findings);
    look_at_address(&record, findings);
    owned(place, &record, status, findings)
}

/// The status, if it is of the client whose file it is.
fn owned(
    place: &Place,
    record: &Record,
    mut status: ProjectStatus,
    findings: &mut Vec<Finding>,
) -> Result<Published, Why> {
    let says = record.get::<String>("client");
    match (&says, place.client) {
        (Some(says), Some(client)) if says.value != client => {
            let message = "this is another client than the one to whom `portfolio.md` gives the file";
            findings.push(told("bad-value", says.span, message, "correct `clients` there, or the name in the project"));
            return Err(Why::OtherClient);
        }
        (None, Some(client)) => client.clone_into(&mut status.client),
        _ => {}
    }
    let day = |key: &str| record.get::<Date>(key).map(|day| (day.value, day.span));
    Ok(Published {
        file: place.file,
        path: place.path.to_owned(),
        client: place.client.map(str::to_owned),
        status: status.within_limits(),
        days: ["as_of", "last_update"].into_iter().filter_map(day).collect(),
    })
}

/// A slip of one project: never more than a warning, because it is nobody's here.
fn told(rule: &'static str, span: Span, message: impl Into<String>, help: &str) -> Finding {
    let mut finding = Finding::new(rule, Severity::Warning, span, message);
    finding.help(help);
    finding
}

/// Tells texts and lists that are cut.
fn look_at_lengths(record: &Record, findings: &mut Vec<Finding>) {
    for field in &record.fields {
        look_at_length(field.key.name, &field.value, findings);
    }
}

fn look_at_length(name: &str, value: &Spanned<Value>, findings: &mut Vec<Finding>) {
    let mut cut = |message: String| findings.push(told("bad-value", value.span, message, "say it shorter"));
    match &value.value {
        Value::Text(text) if text.chars().count() > TEXT_LETTERS => {
            cut(format!("`{name}` has more than {TEXT_LETTERS} letters, the rest is not shown"));
        }
        Value::List(values) => {
            if values.len() > LIST_ENTRIES {
                cut(format!("`{name}` has more than {LIST_ENTRIES} entries, the rest is not shown"));
            }
            values.iter().take(LIST_ENTRIES).for_each(|value| look_at_length(name, value, findings));
        }
        Value::Record(record) => look_at_lengths(record, findings),
        _ => {}
    }
}

fn look_at_address(record: &Record, findings: &mut Vec<Finding>) {
    if let Some(url) = record.get::<String>("url").filter(|url| !is_web(&url.value)) {
        let message = "`url` leads to no web site, so nothing links there";
        findings.push(told("bad-value", url.span, message, "write it as `https://status.example.com/northgate`"));
    }
}

fn status(record: &Record, findings: &mut Vec<Finding>) -> Option<ProjectStatus> {
    let text = |key: &str| record.get::<String>(key).map(|text| text.value);
    let number = |key: &str| record.get::<i64>(key).map_or(0, |number| number.value);
    let date = |key: &str| record.get(key).map(|date| date.value);
    let money = |key: &str| record.get(key).map(|amount| amount.value);
    let stage = record.get::<&'static str>("stage")?;
    Some(ProjectStatus {
        // One that does not say for whom it is may be from an internal site.
        audience: record.get("audience").map_or(AudienceWord::Internal, |audience| audience.value),
        id: text("id")?,
        title: text("title")?,
        client: text("client").unwrap_or_default(),
        url: text("url").filter(|url| is_web(url)),
        stage: Stage::from_name(stage.value)?,
        is_on_hold: record.get("is_on_hold").is_some_and(|told| told.value),
        as_of: date("as_of")?,
        light: record.get("light")?.value,
        sentence: text("sentence").unwrap_or_default(),
        next_milestone: inner(record, "next_milestone").map(|told| next_milestone(&told.value)),
        finish: date("finish"),
        target_finish: date("target_finish"),
        margin_days: record.get::<i64>("margin_days").map(|days| days.value),
        currency: text("currency").unwrap_or_default(),
        budget_agreed: money("budget_agreed"),
        budget_forecast: money("budget_forecast"),
        budget_spent: money("budget_spent"),
        budget_cap: money("budget_cap"),
        deliverables: number("deliverables"),
        deliverables_accepted: number("deliverables_accepted"),
        asks_open: number("asks_open"),
        last_update: date("last_update"),
        update_every: record.get("update_every").map(|every| every.value),
        timezone: text("timezone"),
        outages: all(record, "outages", outage, findings),
        overdue: all(record, "overdue", overdue, findings),
        history: history(record),
    })
}

/// The entries of a list that have an id; the others have no place to lead to, nor a name in a calendar.
fn all<T>(record: &Record, key: &str, read: fn(&Record) -> Option<T>, findings: &mut Vec<Finding>) -> Vec<T> {
    let entry = |told: Spanned<Record>| {
        let entry = read(&told.value);
        if entry.is_none() && told.value.spoiled.is_empty() {
            let message = format!("this entry of `{key}` does not say what it is");
            findings.push(self::told("missing-field", told.span, message, AS_WRITTEN));
        }
        entry
    };
    record.list::<Record>(key).into_iter().take(LIST_ENTRIES).filter_map(entry).collect()
}

fn next_milestone(record: &Record) -> NextMilestone {
    let text = |key: &str| record.get::<String>(key).map(|text| text.value).unwrap_or_default();
    NextMilestone {
        id: text("id"),
        title: text("title"),
        date: record.get("date").map(|date| date.value),
        target: record.get("target").map(|date| date.value),
    }
}

fn outage(record: &Record) -> Option<OutageStatus> {
    let text = |key: &str| record.get::<String>(key).map(|text| text.value);
    let all = |key: &str| texts(record, key).items.into_iter().map(|text: Spanned<String>| text.value).collect();
    Some(OutageStatus {
        id: text("id")?,
        title: text("title").unwrap_or_default(),
        start: record.get("start").map(|time| time.value),
        end: record.get("end").map(|time| time.value),
        site: text("site"),
        affects: all("affects"),
        people: all("people"),
        is_approved: record.get("is_approved").is_some_and(|told| told.value),
    })
}

/// Its days in order, each once, up to the day of the status.
fn history(record: &Record) -> Vec<HistoryDay> {
    let date = |day: &Record, key: &str| day.get(key).map(|date| date.value);
    let as_of: Option<Date> = date(record, "as_of");
    let day = |told: Spanned<Record>| {
        let day = &told.value;
        Some(HistoryDay { date: date(day, "date")?, finish: date(day, "finish")?, target: date(day, "target") })
    };
    let mut days: Vec<HistoryDay> = record.list::<Record>("history").into_iter().filter_map(day).collect();
    days.retain(|day| as_of.is_some_and(|as_of| day.date <= as_of));
    days.sort_by_key(|day| day.date);
    days.dedup_by_key(|day| day.date);
    days
}

fn overdue(record: &Record) -> Option<Overdue> {
    let text = |key: &str| record.get::<String>(key).map(|text| text.value);
    Some(Overdue {
        register: Register::from_name(record.get::<&'static str>("register")?.value)?,
        id: text("id")?,
        title: text("title")?,
        owner: text("owner"),
        due: record.get("due").map(|date| date.value),
    })
}
