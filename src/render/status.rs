//! `status.json`: what a project publishes of itself. Read back by `model::read`, from the same table of keys.

use serde_json::{Map, Value, json};

use super::json::write;
use crate::model::published::{
    HistoryDay, NextMilestone, OutageStatus, Overdue, ProjectStatus, STATUS_VERSION, Unknown,
};
use crate::value::Money;

/// A status as JSON. What is not known is left out; amounts are texts, because a JSON number is a float to many readers.
#[must_use]
pub fn status_json(status: &ProjectStatus) -> String {
    write(&status_value(status))
}

/// The same for several projects, with those of which nothing is known.
#[must_use]
pub fn statuses_json(statuses: &[ProjectStatus], unknown: &[Unknown]) -> String {
    let projects: Vec<Value> = statuses.iter().map(status_value).collect();
    let unknown: Vec<Value> =
        unknown.iter().map(|one| json!({"path": one.path, "reason": one.why.to_string()})).collect();
    write(&json!({"planmark": STATUS_VERSION, "projects": projects, "unknown": unknown}))
}

fn status_value(status: &ProjectStatus) -> Value {
    let money = |amount: Option<Money>| amount.map(|amount| amount.to_string());
    known(json!({
        "planmark": STATUS_VERSION,
        "audience": status.audience.name(),
        "id": status.id,
        "title": status.title,
        "client": status.client,
        "url": status.url,
        "stage": status.stage.name(),
        "is_on_hold": status.is_on_hold,
        "as_of": status.as_of.to_string(),
        "light": status.light.name(),
        "sentence": status.sentence,
        "next_milestone": status.next_milestone.as_ref().map(next_milestone),
        "finish": status.finish.map(|date| date.to_string()),
        "target_finish": status.target_finish.map(|date| date.to_string()),
        "margin_days": status.margin_days,
        "currency": status.currency,
        "budget_agreed": money(status.budget_agreed),
        "budget_forecast": money(status.budget_forecast),
        "budget_spent": money(status.budget_spent),
        "budget_cap": money(status.budget_cap),
        "deliverables": status.deliverables,
        "deliverables_accepted": status.deliverables_accepted,
        "asks_open": status.asks_open,
        "last_update": status.last_update.map(|date| date.to_string()),
        "update_every": status.update_every.map(|every| every.to_string()),
        "timezone": status.timezone,
        "outages": status.outages.iter().map(outage).collect::<Vec<_>>(),
        "overdue": status.overdue.iter().map(overdue).collect::<Vec<_>>(),
        "history": status.history.iter().map(day).collect::<Vec<_>>(),
    }))
}

fn next_milestone(milestone: &NextMilestone) -> Value {
    known(json!({
        "id": milestone.id,
        "title": milestone.title,
        "date": milestone.date.map(|date| date.to_string()),
        "target": milestone.target.map(|date| date.to_string()),
    }))
}

fn outage(outage: &OutageStatus) -> Value {
    known(json!({
        "id": outage.id,
        "title": outage.title,
        "start": outage.start.map(|time| time.to_string()),
        "end": outage.end.map(|time| time.to_string()),
        "site": outage.site,
        "affects": outage.affects,
        "people": outage.people,
        "is_approved": outage.is_approved,
    }))
}

fn overdue(overdue: &Overdue) -> Value {
    known(json!({
        "register": overdue.register.name(),
        "id": overdue.id,
        "title": overdue.title,
        "owner": overdue.owner,
        "due": overdue.due.map(|date| date.to_string()),
    }))
}

fn day(day: &HistoryDay) -> Value {
    known(json!({
        "date": day.date.to_string(),
        "finish": day.finish.to_string(),
        "target": day.target.map(|date| date.to_string()),
    }))
}

/// Without what is not known.
fn known(value: Value) -> Value {
    let Value::Object(entries) = value else { return value };
    Value::Object(entries.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<String, Value>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::config::Config;
    use crate::render::schema;
    use crate::render::schema::tests::problems;
    use crate::text::SourceSet;
    use crate::value::Date;

    #[test]
    fn what_is_written_keeps_to_the_schema() {
        let text = r#"{"planmark": 1, "id": "a", "title": "A", "stage": "execution", "as_of": "2026-04-24",
            "light": "grey", "margin_days": -3, "budget_spent": "12.50", "update_every": "2w", "finish": "2026-05-01",
            "next_milestone": {"id": "m", "title": "M", "date": "2026-05-01"},
            "outages": [{"id": "o", "start": "2026-05-09T19:00", "affects": ["mail"], "is_approved": true}],
            "overdue": [{"register": "actions", "id": "x", "title": "X", "due": "2026-04-01"}],
            "history": [{"date": "2026-04-17", "finish": "2026-05-01", "target": "2026-05-08"}]}"#;
        let files = [("portfolio.md", "---\ntitle: All\nprojects: status.json\n---\n"), ("status.json", text)];
        let today = Date::parse("2026-04-24").expect("a date");
        let analysis = analyze(&SourceSet::of_texts(&files), &Config::default(), today);
        let written = status_json(&analysis.portfolio.published[0].status);
        let value: Value = serde_json::from_str(&written).expect("it is JSON");
        let schema: Value = serde_json::from_str(&schema::kind("status").expect("a kind")).expect("it is JSON");
        assert_eq!(problems(&schema, &schema, &value, ""), Vec::<String>::new());
        assert!(!written.contains("null"), "{written}");
    }
}
