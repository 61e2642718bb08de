//! Reads the `status.json` of a project elsewhere: hostile text like all the rest, with a finding for each slip.

use crate::document::Document;
use crate::document::fields::{Reader, Record};
use crate::document::html::is_web;
use crate::document::keys::{Kind, Register, Stage};
use crate::finding::{Finding, Severity};
use crate::model::published::{NextMilestone, OutageStatus, Overdue, ProjectStatus, Published, STATUS_VERSION};
use crate::model::resolve::{inner, texts};
use crate::text::{FileId, Span, Spanned};

/// A larger status file is not read: a project says less of itself.
const BYTES: u32 = 1_000_000;
/// What a status file must say, for a portfolio to show a row.
const NEEDED: [&str; 5] = ["id", "title", "stage", "as_of", "light"];
/// Amounts of any currency are read as they are.
const DECIMALS: u32 = 4;

/// Reads one status file. None where it does not say enough, which has become a finding.
pub(super) fn published(file: FileId, document: Option<Document>, findings: &mut Vec<Finding>) -> Option<Published> {
    let front = document?.front?;
    let opening = Span::new(file, 0, 0);
    let mut tell = |span: Span, rule: &'static str, message: String, help: &str| {
        let mut finding = Finding::new(rule, Severity::Error, span, message);
        finding.help(help.to_owned());
        findings.push(finding);
    };
    if front.span.end - front.span.start > BYTES {
        let message = "a status file of more than 1 MB is not read".to_owned();
        tell(opening, "unreadable-file", message, "`planmark build` writes a small one beside the site");
        return None;
    }
    if let Some(duplicate) = front.duplicates.first() {
        let message = format!("`{}` stands twice", duplicate.second.value);
        tell(duplicate.second.span, "bad-front-matter", message, "take the file as `planmark build` wrote it");
        return None;
    }
    let mut more = Vec::new();
    let mut reader = Reader { currency_decimals: DECIMALS, findings: &mut more };
    let record = reader.record(&front.entries, Kind::status().all_keys(), &[], "a status");
    let version = record.get::<i64>("planmark");
    if version.as_ref().is_some_and(|version| version.value != STATUS_VERSION) {
        // What a later form means is not guessed.
        let version = version.expect("it was just looked at");
        let message = format!("this status has the form {}, planmark reads {STATUS_VERSION}", version.value);
        tell(version.span, "bad-value", message, "build both sites with the same version of planmark");
        return None;
    }
    let missing: Vec<&str> = NEEDED.into_iter().chain(["planmark"]).filter(|key| !record.says(key)).collect();
    if !missing.is_empty() && !front.is_lossy() {
        let message = format!("this status does not say {}", missing.join(", "));
        tell(opening, "missing-field", message, "take the file as `planmark build` wrote it");
    }
    if let Some(url) = record.get::<String>("url").filter(|url| !is_web(&url.value)) {
        // Nothing on a page is wrong without it, so one project's slip keeps nobody else's site back.
        let message = "`url` leads to no web site, so nothing links there";
        let mut finding = Finding::new("bad-value", Severity::Warning, url.span, message);
        finding.help("write it as `https://status.example.com/northgate`");
        more.push(finding);
    }
    findings.append(&mut more);
    Some(Published { file, status: status(&record)? })
}

fn status(record: &Record) -> Option<ProjectStatus> {
    let text = |key: &str| record.get::<String>(key).map(|text| text.value);
    let number = |key: &str| record.get::<i64>(key).map_or(0, |number| number.value);
    let date = |key: &str| record.get(key).map(|date| date.value);
    let money = |key: &str| record.get(key).map(|amount| amount.value);
    let stage = record.get::<&'static str>("stage")?;
    Some(ProjectStatus {
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
        outages: record.list::<Record>("outages").into_iter().map(|told| outage(&told.value)).collect(),
        overdue: record.list::<Record>("overdue").into_iter().filter_map(|told| overdue(&told.value)).collect(),
    })
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

fn outage(record: &Record) -> OutageStatus {
    let text = |key: &str| record.get::<String>(key).map(|text| text.value);
    let all = |key: &str| texts(record, key).items.into_iter().map(|text: Spanned<String>| text.value).collect();
    OutageStatus {
        id: text("id").unwrap_or_default(),
        title: text("title").unwrap_or_default(),
        start: record.get("start").map(|time| time.value),
        end: record.get("end").map(|time| time.value),
        site: text("site"),
        affects: all("affects"),
        people: all("people"),
        is_approved: record.get("is_approved").is_some_and(|told| told.value),
    }
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
