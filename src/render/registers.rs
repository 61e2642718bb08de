//! A plan's registers as they were written, with what is computed beside them: tables as CSV, the whole as JSON.
//!
//! For the provider's own use: internal fields and items are in it.

use serde_json::{Map, Value as Json, json};

use super::csv::line;
use super::json::write;
use crate::document::fields::{Line, Record, Value, Wait};
use crate::document::keys::{Key, Register};
use crate::document::tree::{Node, NodeValue};
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::money::{EarnedValue, Measures};
use crate::schedule::{Progress, Schedule};
use crate::status::{Dimension, Picture};
use crate::value::{Date, Figure, Money};

/// The version of the JSON; it grows only when something is taken away or changes its meaning.
const SCHEMA_VERSION: u32 = 1;
/// What is computed of dated items, in the order of the columns.
const COMPUTED: [&str; 5] = ["computed_start", "computed_finish", "float_days", "longest_path", "state"];

/// One register as CSV: the id, a column a key, and computed dates where it has some.
#[must_use]
pub fn register_csv(project: &Project, register: Register, schedule: &Schedule) -> String {
    let keys: Vec<&'static Key> = register.kind().all_keys().collect();
    let is_dated = (0..project.count(register)).any(|index| schedule.slot(item(register, index)).is_some());
    let computed: &[&str] = if is_dated { &COMPUTED } else { &[] };
    let heads = ["id"].into_iter().chain(keys.iter().map(|key| key.name)).chain(computed.iter().copied());
    let mut out = line(heads);
    for (index, base) in project.bases(register).enumerate() {
        let mut cells = vec![base.id().to_owned()];
        for key in &keys {
            let value = base.record.field(key.name).map(|field| words(&field.value.value));
            let prose = || if key.name == "body" { base.body.text().trim().to_owned() } else { String::new() };
            cells.push(value.unwrap_or_else(prose));
        }
        if is_dated {
            let dates = dates(schedule, item(register, index));
            let text = |name: &&str| dates.get(*name).map(plain).unwrap_or_default();
            cells.extend(COMPUTED.iter().map(text));
        }
        out.push_str(&line(cells));
    }
    out
}

/// The whole plan as JSON: every field as it was read, and all that is computed. Amounts are texts, because a JSON
/// number is a float to most readers.
#[must_use]
pub fn plan_json(project: &Project, picture: &Picture, today: Date) -> String {
    let mut registers = Map::new();
    for register in Register::ALL {
        let mut items = Map::new();
        for (index, base) in project.bases(register).enumerate() {
            let mut fields = record(&base.record);
            if !base.body.is_empty() {
                fields.insert("body".to_owned(), json!(base.body.text().trim()));
            }
            fields.insert("audience".to_owned(), json!(if base.is_for_client() { "client" } else { "internal" }));
            fields.extend(dates(&picture.forecast, item(register, index)));
            items.insert(base.id().to_owned(), Json::Object(fields));
        }
        registers.insert(register.name().to_owned(), Json::Object(items));
    }
    write(&json!({
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "planmark", "version": env!("CARGO_PKG_VERSION")},
        "today": today.to_string(),
        "as_of": picture.forecast.as_of.to_string(),
        "id": project.id,
        "project": record(&project.charter.record),
        "scope": record(&project.scope.record),
        "registers": registers,
        "schedule": schedule(project, &picture.forecast),
        "money": money(project, &picture.money),
        "status": status(picture),
    }))
}

fn item(register: Register, index: usize) -> ItemIndex {
    ItemIndex { register, index: index as u32 }
}

/// What is computed of a dated item.
fn dates(schedule: &Schedule, item: ItemIndex) -> Map<String, Json> {
    let mut dates = Map::new();
    let Some(slot) = schedule.slot(item) else { return dates };
    let state = match slot.progress {
        Progress::Open => "open",
        Progress::Running => "running",
        Progress::Finished => "finished",
    };
    let float = slot.float_days().map(|days| days.normalize().to_string());
    let values = [
        json!(slot.start_day().to_string()),
        json!(slot.finish_day().to_string()),
        json!(float),
        json!(slot.is_on_longest_path),
        json!(state),
    ];
    dates.extend(COMPUTED.iter().map(|name| (*name).to_owned()).zip(values));
    dates
}

fn schedule(project: &Project, schedule: &Schedule) -> Json {
    let id = |item: ItemIndex| project.base(item).id();
    let path: Vec<&str> = schedule.longest_path().into_iter().map(|slot| id(slot.item)).collect();
    let buffers: Map<String, Json> = schedule
        .buffers_by_window()
        .into_iter()
        .map(|(window, buffer)| {
            let days = buffer.length.days().normalize().to_string();
            (id(window).to_owned(), json!({"days": days, "missed": buffer.is_missed, "task": id(buffer.task)}))
        })
        .collect();
    json!({
        "finish": schedule.finish.map(|finish| finish.finish_day().to_string()),
        "target": schedule.target.map(|target| target.finish_day().to_string()),
        "margin_days": schedule.margin().map(|margin| margin.days().normalize().to_string()),
        "longest_path": path,
        "buffers": buffers,
        "without_dates": schedule.unscheduled.iter().map(|(item, _)| id(*item)).collect::<Vec<_>>(),
    })
}

fn money(project: &Project, money: &EarnedValue) -> Json {
    let lines: Map<String, Json> =
        money.lines.iter().map(|(item, one)| (project.base(*item).id().to_owned(), measures(one))).collect();
    json!({
        "currency": project.charter.currency.as_ref().map(|currency| currency.value.as_str()),
        "total": money.total.to_string(),
        "contingency": money.contingency.to_string(),
        "cap": money.cap.map(|cap| cap.to_string()),
        "whole": measures(&money.whole),
        "labour": measures(&money.labour),
        "without_purchases": measures(&money.without_purchases),
        "lines": lines,
    })
}

/// Earned value; a figure that cannot be computed is an object that says why.
fn measures(one: &Measures) -> Json {
    let amount = |figure: Figure<Money>| figure_json(figure.map(|money| Money(money.0.round_dp(2)).to_string()));
    let index = |figure: Figure<crate::value::Decimal>| figure_json(figure.map(|value| value.round_dp(4).to_string()));
    json!({
        "budget_at_completion": amount(one.at_completion),
        "planned_value": amount(one.planned),
        "earned_value": amount(Ok(one.earned)),
        "actual_cost": amount(one.spent),
        "schedule_index": index(one.schedule_index()),
        "cost_index": index(one.cost_index()),
        "estimate_at_completion": amount(one.estimate()),
        "needed_index": index(one.needed_index()),
    })
}

fn figure_json(figure: Figure<String>) -> Json {
    figure.map_or_else(|missing| json!({"missing": missing.to_string()}), Json::String)
}

fn status(picture: &Picture) -> Json {
    let status = &picture.status;
    let light = |one: &Dimension| {
        json!({"light": one.light.name(), "computed": one.computed.name(),
               "judged": one.judged.as_ref().map(|judged| json!({"reason": judged.reason, "until": judged.until.to_string()}))})
    };
    json!({
        "overall": status.overall.name(),
        "schedule": light(&status.schedule),
        "budget": light(&status.budget),
        "scope": light(&status.scope),
        "risks": light(&status.risks),
        "asks": light(&status.asks),
    })
}

fn record(record: &Record) -> Map<String, Json> {
    record.fields.iter().map(|field| (field.key.name.to_owned(), value(&field.value.value))).collect()
}

/// A field's value; amounts, numbers and dates as texts.
fn value(of: &Value) -> Json {
    match of {
        Value::Bool(truth) => json!(truth),
        Value::Integer(number) => json!(number),
        Value::List(values) => values.iter().map(|one| value(&one.value)).collect(),
        Value::Record(inner) => Json::Object(record(inner)),
        Value::Lines(lines) => {
            let line = |line: &Line| (line.id.value.clone(), Json::Object(record(&line.record)));
            Json::Object(lines.iter().map(line).collect())
        }
        Value::Assignees(people) => {
            let units = |units: Option<String>| units.map_or(Json::Null, Json::String);
            let pair = |one: &crate::document::fields::Assignee| {
                let told = one.units.as_ref().map(|units| units.value.normalize().to_string());
                (one.id.value.clone(), units(told))
            };
            Json::Object(people.iter().map(pair).collect())
        }
        Value::Waivers(waivers) => {
            Json::Object(waivers.iter().map(|(rule, reason)| (rule.value.clone(), json!(reason.value))).collect())
        }
        Value::None(reason) => json!({"none": reason}),
        Value::Tree(node) => tree(node),
        _ => json!(scalar(of)),
    }
}

fn tree(node: &Node) -> Json {
    match &node.value {
        NodeValue::Null => Json::Null,
        NodeValue::Scalar { text, .. } => json!(text),
        NodeValue::Sequence { items, .. } => items.iter().map(tree).collect(),
        NodeValue::Mapping { entries, .. } => {
            Json::Object(entries.iter().map(|entry| (entry.key.value.clone(), tree(&entry.value))).collect())
        }
    }
}

/// A value that stands alone, as a plan would write it.
fn scalar(of: &Value) -> String {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    match of {
        Value::Text(text) | Value::Reference(text) => text.clone(),
        Value::Choice(word) => (*word).to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Money(amount) => amount.to_string(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(time) => time.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::Estimate(estimate) => estimate.to_string(),
        Value::Every(every) => every.to_string(),
        Value::Weekdays(days) => {
            let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
            let works: Vec<&str> =
                names.into_iter().zip(days).filter(|(_, works)| **works).map(|(day, _)| day).collect();
            works.join(",")
        }
        Value::Hours(from, to) => format!("{}-{}", clock(*from), clock(*to)),
        Value::Wait(wait) => wait_words(wait),
        Value::List(_) | Value::Record(_) | Value::Lines(_) | Value::Assignees(_) => String::new(),
        Value::Waivers(_) | Value::ById(_) | Value::None(_) | Value::Tree(_) => String::new(),
    }
}

fn wait_words(wait: &Wait) -> String {
    let kind = if wait.kind.name() == "FS" { String::new() } else { format!(" {}", wait.kind.name()) };
    let sign = if wait.lag.hundredths < 0 { "" } else { "+" };
    match (wait.lag.is_zero(), kind.is_empty()) {
        (true, _) => format!("{}{kind}", wait.id.value),
        (false, true) => format!("{} {sign}{}", wait.id.value, wait.lag),
        (false, false) => format!("{}{kind}{sign}{}", wait.id.value, wait.lag),
    }
}

/// A value as the text of one cell: lists parted by semicolons, what is deeper as JSON.
fn words(of: &Value) -> String {
    match of {
        Value::List(values) => values.iter().map(|one| words(&one.value)).collect::<Vec<_>>().join("; "),
        Value::Assignees(people) => {
            let units = |one: &crate::document::fields::Assignee| {
                one.units.as_ref().map(|units| format!(" {}", units.value.normalize())).unwrap_or_default()
            };
            people.iter().map(|one| format!("{}{}", one.id.value, units(one))).collect::<Vec<_>>().join("; ")
        }
        Value::None(reason) => format!("none: {reason}"),
        Value::Record(_) | Value::Lines(_) | Value::Waivers(_) | Value::Tree(_) => plain(&value(of)),
        _ => scalar(of),
    }
}

fn plain(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => text.clone(),
        other => other.to_string(),
    }
}
