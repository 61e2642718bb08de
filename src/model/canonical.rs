//! The content of an item in one exact form, and its hash: what a signature covers.
//!
//! Canonical JSON: keys sorted, no spaces, numbers as plain decimals in quotes, lists sorted unless their order says
//! something. Of a signature only fields of scope and commitment count, and never signatures, so that progress, notes
//! and new signatures make no signature stale.

use super::Project;
use super::item::Base;
use crate::document::fields::{Field, Line, Record, Value, Wait};
use crate::document::keys::{Class, Key, Register};
use crate::document::tree::{Entry, Node, NodeValue};
use crate::text::{Span, Spanned};
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
    write_record(record, &Promises, &mut out);
    out
}

/// A field as canonical JSON, all of it, just as it was written.
#[must_use]
pub fn field_text(field: &Field) -> String {
    text_in(&AsWritten, &field.value, field.key)
}

/// Which fields count, and what two ways of writing one thing have in common.
pub trait Form {
    /// Whether a field counts.
    fn counts(&self, key: &Key) -> bool;

    /// The text of a value of a key that can be written in more than one way; None to write it as it is.
    fn settled(&self, _value: &Spanned<Value>, _key: &Key) -> Option<String> {
        None
    }
}

/// A value of a key as canonical JSON in a form.
#[must_use]
pub fn text_in(form: &dyn Form, value: &Spanned<Value>, key: &Key) -> String {
    let mut out = String::new();
    write_value(value, key, form, &mut out);
    out
}

struct Promises;

impl Form for Promises {
    fn counts(&self, key: &Key) -> bool {
        matches!(key.class, Class::Scope | Class::Commitment) && !key.is_signature()
    }
}

struct AsWritten;

impl Form for AsWritten {
    fn counts(&self, _: &Key) -> bool {
        true
    }
}

fn write_record(record: &Record, form: &dyn Form, out: &mut String) {
    let mut fields: Vec<_> = record.fields.iter().filter(|field| form.counts(field.key)).collect();
    fields.sort_by_key(|field| field.key.name);
    out.push('{');
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&quoted(field.key.name));
        out.push(':');
        write_value(&field.value, field.key, form, out);
    }
    out.push('}');
}

fn write_value(value: &Spanned<Value>, key: &Key, form: &dyn Form, out: &mut String) {
    if let Some(text) = form.settled(value, key) {
        out.push_str(&text);
        return;
    }
    match &value.value {
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
        Value::List(values) => write_list(values, key, form, out),
        Value::Record(record) => write_record(record, form, out),
        Value::Lines(lines) => write_lines(lines, form, out),
        Value::ById(values) => {
            write_pairs(values.iter().map(|(id, value)| (id.value.as_str(), text_in(form, value, key))), out);
        }
        Value::Assignees(assignees) => {
            write_pairs(
                assignees.iter().map(|one| {
                    let units = one.units.as_ref().map_or(String::new(), |units| units.value.normalize().to_string());
                    (one.id.value.as_str(), quoted(&units))
                }),
                out,
            );
        }
        Value::Waivers(waivers) => {
            write_pairs(waivers.iter().map(|(rule, reason)| (rule.value.as_str(), quoted(&reason.value))), out);
        }
        Value::None(reason) => out.push_str(&format!("{{\"none\":{}}}", quoted(reason))),
        Value::Tree(node) => write_node(node, out),
    }
}

fn write_list(values: &[Spanned<Value>], key: &Key, form: &dyn Form, out: &mut String) {
    let mut texts: Vec<String> = values.iter().map(|value| text_in(form, value, key)).collect();
    if !key.is_ordered {
        texts.sort();
    }
    out.push_str(&format!("[{}]", texts.join(",")));
}

/// Lines are known by their ids; their order says nothing.
fn write_lines(lines: &[Line], form: &dyn Form, out: &mut String) {
    let text = |line: &Line| {
        let mut inner = String::new();
        write_record(&line.record, form, &mut inner);
        inner
    };
    write_pairs(lines.iter().map(|line| (line.id.value.as_str(), text(line))), out);
}

/// A map of names to JSON, by name.
fn write_pairs<'a>(pairs: impl Iterator<Item = (&'a str, String)>, out: &mut String) {
    let mut texts: Vec<String> = pairs.map(|(name, text)| format!("{}:{text}", quoted(name))).collect();
    texts.sort();
    out.push_str(&format!("{{{}}}", texts.join(",")));
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
            let items: Vec<String> = items.iter().map(node_text).collect();
            out.push_str(&format!("[{}]", items.join(",")));
        }
        NodeValue::Mapping { entries, .. } => {
            write_pairs(entries.iter().map(|entry| (entry.key.value.as_str(), node_text(&entry.value))), out);
        }
    }
}

fn node_text(node: &Node) -> String {
    let mut out = String::new();
    write_node(node, &mut out);
    out
}

/// A JSON string.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a string is always valid JSON")
}
