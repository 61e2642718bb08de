//! Values in words, on one line, as a plan would write them.

use crate::document::fields::{Field, Record, Value};
use crate::document::tree::{Node, NodeValue};
use crate::value::Weekday;

/// A field's value; of a signature who and when.
pub(super) fn field(field: &Field) -> String {
    match &field.value.value {
        Value::Record(record) if field.key.is_signature() => signature(record),
        value => value_text(value),
    }
}

/// `dana, 2026-04-08, "as discussed"`.
fn signature(record: &Record) -> String {
    let parts = ["by", "date", "note"].into_iter().filter_map(|name| record.field(name));
    parts.map(|field| value_text(&field.value.value)).collect::<Vec<_>>().join(", ")
}

/// A value on one line.
pub(super) fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Reference(text) => text.clone(),
        Value::Choice(word) => (*word).to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.normalize().to_string(),
        Value::Money(amount) => amount.grouped(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(time) => time.to_string(),
        Value::Duration(length) => length.to_string(),
        Value::Estimate(estimate) => estimate.to_string(),
        Value::Every(every) => every.to_string(),
        Value::Weekdays(days) => weekdays(days),
        Value::Hours(from, to) => format!("{}-{}", clock(*from), clock(*to)),
        Value::Wait(wait) => {
            let sign = if wait.lag.hundredths < 0 { "" } else { "+" };
            let lag = if wait.lag.is_zero() { String::new() } else { format!("{sign}{}", wait.lag) };
            match (wait.kind.name(), lag.as_str()) {
                ("FS", "") => wait.id.value.clone(),
                (kind, lag) => format!("{} {kind}{lag}", wait.id.value),
            }
        }
        Value::List(values) => values.iter().map(|value| value_text(&value.value)).collect::<Vec<_>>().join(", "),
        Value::Record(record) => record_text(record),
        Value::Lines(lines) => lines.iter().map(|line| record_text(&line.record)).collect::<Vec<_>>().join(", "),
        Value::ById(values) => {
            let pairs = values.iter().map(|(id, value)| format!("{}: {}", id.value, value_text(&value.value)));
            pairs.collect::<Vec<_>>().join(", ")
        }
        Value::Assignees(assignees) => {
            let one = |units: &crate::value::Decimal| format!(" x{}", units.normalize());
            let names = assignees.iter().map(|assignee| {
                let units = assignee.units.as_ref().map(|units| one(&units.value)).unwrap_or_default();
                format!("{}{units}", assignee.id.value)
            });
            names.collect::<Vec<_>>().join(", ")
        }
        Value::Waivers(waivers) => waivers
            .iter()
            .map(|(rule, reason)| format!("{}: {}", rule.value, reason.value))
            .collect::<Vec<_>>()
            .join(", "),
        Value::None(reason) if reason.is_empty() => "none".to_owned(),
        Value::None(reason) => format!("none: {reason}"),
        Value::Tree(node) => node_text(node),
    }
}

/// The text alone where a record has no more, else all its fields.
pub(super) fn record_text(record: &Record) -> String {
    if let [only] = &record.fields[..]
        && only.key.name == "text"
    {
        return field(only);
    }
    let parts = record.fields.iter().map(|one| match one.key.name {
        "text" => field(one),
        name => format!("{name}: {}", field(one)),
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn weekdays(days: &[bool; 7]) -> String {
    let names = Weekday::ALL.iter().filter(|day| days[day.index()]).map(|day| day.short_name());
    names.collect::<Vec<_>>().join(", ").to_lowercase()
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn node_text(node: &Node) -> String {
    match &node.value {
        NodeValue::Null => String::new(),
        NodeValue::Scalar { text, .. } => text.split_whitespace().collect::<Vec<_>>().join(" "),
        NodeValue::Sequence { items, .. } => {
            format!("[{}]", items.iter().map(node_text).collect::<Vec<_>>().join(", "))
        }
        NodeValue::Mapping { entries, .. } => {
            let entries = entries.iter().map(|entry| format!("{}: {}", entry.key.value, node_text(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
    }
}
