//! The content of an item in one exact form, and its hash: what a signature covers.
//!
//! Canonical JSON: keys sorted, no spaces, numbers as plain decimals in quotes. Only fields of scope and commitment
//! count, and never signatures, so that progress, notes and new signatures make no signature stale.

use super::Project;
use super::item::Base;
use crate::document::fields::{Line, Record, Value, Wait};
use crate::document::keys::{Class, Key, Register};
use crate::document::tree::{Entry, Node, NodeValue};
use crate::text::Span;
use crate::value::sha256_hex;

/// How many hex digits of the hash a signature carries.
const DIGITS: usize = 16;

/// The hash of what a signature on an item covers.
#[must_use]
pub fn item_hash(base: &Base) -> String {
    short_hash(&promises(&base.record))
}

/// The hash of what the closing gate's signature covers: scope and commitments of the whole plan.
#[must_use]
pub fn plan_hash(project: &Project) -> String {
    let mut text = format!("{{\"project\":{}", promises(&project.charter.record));
    text.push_str(&format!(",\"scope\":{}", promises(&project.scope.record)));
    for register in Register::ALL {
        for base in project.bases(register) {
            text.push_str(&format!(",{}:{}", quoted(&format!("{register}/{}", base.id())), promises(&base.record)));
        }
    }
    text.push('}');
    short_hash(&text)
}

/// The hash of the entries of a file but for one key: the checksum of a generated file.
#[must_use]
pub fn entries_hash(entries: &[Entry], without: &str) -> String {
    let kept = entries.iter().filter(|entry| entry.key.value != without).cloned().collect();
    let node = Node { value: NodeValue::Mapping { entries: kept, is_flow: false }, span: Span::default() };
    let mut text = String::new();
    write_node(&node, &mut text);
    short_hash(&text)
}

fn short_hash(text: &str) -> String {
    let mut hash = sha256_hex(text.as_bytes());
    hash.truncate(DIGITS);
    hash
}

/// The fields of scope and commitment of a record as canonical JSON.
#[must_use]
pub fn promises(record: &Record) -> String {
    let mut out = String::new();
    write_record(record, &is_promise, &mut out);
    out
}

/// A value as canonical JSON, all of it: what a diff compares.
#[must_use]
pub fn value_text(value: &Value) -> String {
    let mut out = String::new();
    write_value(value, &|_| true, &mut out);
    out
}

fn is_promise(key: &Key) -> bool {
    matches!(key.class, Class::Scope | Class::Commitment) && !key.is_signature()
}

fn write_record(record: &Record, counts: &dyn Fn(&Key) -> bool, out: &mut String) {
    let mut fields: Vec<_> = record.fields.iter().filter(|field| counts(field.key)).collect();
    fields.sort_by_key(|field| field.key.name);
    out.push('{');
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(field.key.name));
        out.push(':');
        write_value(&field.value.value, counts, out);
    }
    out.push('}');
}

fn write_value(value: &Value, counts: &dyn Fn(&Key) -> bool, out: &mut String) {
    match value {
        Value::Text(text) | Value::Reference(text) => out.push_str(&quoted(text)),
        Value::Choice(word) => out.push_str(&quoted(word)),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Integer(number) => out.push_str(&quoted(&number.to_string())),
        Value::Number(number) => out.push_str(&quoted(&number.normalize().to_string())),
        Value::Money(amount) => out.push_str(&quoted(&amount.to_string())),
        Value::Date(date) => out.push_str(&quoted(&date.to_string())),
        Value::DateTime(time) => out.push_str(&quoted(&time.to_string())),
        Value::Duration(length) => out.push_str(&quoted(&length.to_string())),
        Value::Estimate(estimate) => out.push_str(&quoted(&estimate.to_string())),
        Value::Every(every) => out.push_str(&quoted(&every.to_string())),
        Value::Weekdays(days) => {
            out.push_str(&quoted(&days.map(|day| if day { '1' } else { '0' }).iter().collect::<String>()))
        }
        Value::Hours(from, to) => out.push_str(&quoted(&format!("{from}-{to}"))),
        Value::Wait(wait) => out.push_str(&quoted(&wait_text(wait))),
        Value::List(values) => write_list(values.iter().map(|value| &value.value), counts, out),
        Value::Record(record) => write_record(record, counts, out),
        Value::Lines(lines) => write_lines(lines, counts, out),
        Value::ById(values) => {
            let mut pairs: Vec<String> = values
                .iter()
                .map(|(id, value)| {
                    let mut inner = String::new();
                    write_value(&value.value, counts, &mut inner);
                    format!("{}:{inner}", quoted(&id.value))
                })
                .collect();
            pairs.sort();
            out.push_str(&format!("{{{}}}", pairs.join(",")));
        }
        Value::Assignees(assignees) => {
            let mut pairs: Vec<String> = assignees
                .iter()
                .map(|one| {
                    let units = one.units.as_ref().map_or(String::new(), |units| units.value.normalize().to_string());
                    format!("{}:{}", quoted(&one.id.value), quoted(&units))
                })
                .collect();
            pairs.sort();
            out.push_str(&format!("{{{}}}", pairs.join(",")));
        }
        Value::Waivers(waivers) => {
            let mut pairs: Vec<String> = waivers
                .iter()
                .map(|(rule, reason)| format!("{}:{}", quoted(&rule.value), quoted(&reason.value)))
                .collect();
            pairs.sort();
            out.push_str(&format!("{{{}}}", pairs.join(",")));
        }
        Value::None(reason) => out.push_str(&format!("{{\"none\":{}}}", quoted(reason))),
        Value::Tree(node) => write_node(node, out),
    }
}

fn write_list<'a>(values: impl Iterator<Item = &'a Value>, counts: &dyn Fn(&Key) -> bool, out: &mut String) {
    out.push('[');
    for (index, value) in values.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_value(value, counts, out);
    }
    out.push(']');
}

/// Lines are known by their ids; their order says nothing.
fn write_lines(lines: &[Line], counts: &dyn Fn(&Key) -> bool, out: &mut String) {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    out.push('{');
    for (index, line) in sorted.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(&line.id.value));
        out.push(':');
        write_record(&line.record, counts, out);
    }
    out.push('}');
}

fn wait_text(wait: &Wait) -> String {
    let sign = if wait.lag.hundredths < 0 { "" } else { "+" };
    format!("{} {}{sign}{}", wait.id.value, wait.kind.name(), wait.lag)
}

fn write_node(node: &Node, out: &mut String) {
    match &node.value {
        NodeValue::Null => out.push_str("null"),
        NodeValue::Scalar { text, .. } => out.push_str(&quoted(text)),
        NodeValue::Sequence { items, .. } => {
            let items: Vec<String> = items
                .iter()
                .map(|item| {
                    let mut inner = String::new();
                    write_node(item, &mut inner);
                    inner
                })
                .collect();
            out.push_str(&format!("[{}]", items.join(",")));
        }
        NodeValue::Mapping { entries, .. } => {
            let mut pairs: Vec<String> = entries
                .iter()
                .map(|entry| {
                    let mut inner = String::new();
                    write_node(&entry.value, &mut inner);
                    format!("{}:{inner}", quoted(&entry.key.value))
                })
                .collect();
            pairs.sort();
            out.push_str(&format!("{{{}}}", pairs.join(",")));
        }
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string is always valid JSON")
}
