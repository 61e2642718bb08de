//! What a change request would write, put into the plan in memory: its `delta` and what it removes.

use super::fill::article;
use super::raw::{RawItem, RawProject};
use crate::document::fields::{Reader, Record, Value};
use crate::document::keys::Register;
use crate::document::tree::{Entry, Node};
use crate::text::Spanned;

/// A change request that is taken as if it were carried out.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Proposed {
    /// The folder of the project, empty for the root.
    pub folder: String,
    /// The id of the change.
    pub change: String,
}

/// Puts a change request into a project as if it were carried out. Fields that the delta leaves without a value go.
pub(super) fn carry_out(raw: &mut RawProject, change: &str, reader: &mut Reader) {
    let Some(request) = raw.find(Register::Changes, change) else { return };
    let removes: Vec<Spanned<String>> = request.record.list("removes");
    let delta: Option<Spanned<Node>> = request.record.get("delta");
    for (register, items) in delta.as_ref().map(|delta| registers(&delta.value)).unwrap_or_default() {
        for item in items {
            write(raw, register, item, reader);
        }
    }
    for address in removes {
        remove(raw, &address.value);
    }
}

/// Reads every delta for what is wrong in it, so that a slip is told before anybody approves.
pub(super) fn check(raw: &RawProject, reader: &mut Reader) {
    let requests = raw.items.get(&Register::Changes).into_iter().flatten();
    let deltas: Vec<Spanned<Node>> = requests.filter_map(|request| request.record.get("delta")).collect();
    for (register, items) in deltas.iter().flat_map(|delta| registers(&delta.value)) {
        for item in items {
            drop(fields(register, item, reader));
        }
    }
}

/// The registers of a delta with the items that it would write.
fn registers(delta: &Node) -> Vec<(Register, &[Entry])> {
    let entries = delta.as_entries().unwrap_or_default();
    let known = |entry: &Entry| Register::from_name(&entry.key.value);
    entries.iter().filter_map(|entry| Some((known(entry)?, entry.value.as_entries().unwrap_or_default()))).collect()
}

/// The fields of one item of a delta, read by the key table.
pub(super) fn fields(register: Register, item: &Entry, reader: &mut Reader) -> Record {
    let kind = register.kind();
    let entries = item.value.as_entries().unwrap_or_default();
    reader.record(entries, kind.all_keys(), &[], &article(kind.name))
}

fn write(raw: &mut RawProject, register: Register, item: &Entry, reader: &mut Reader) {
    let record = fields(register, item, reader);
    let dropped = item.value.as_entries().unwrap_or_default().iter().filter(|entry| entry.value.is_null());
    let dropped: Vec<&str> = dropped.map(|entry| entry.key.value.as_str()).collect();
    match raw.find_mut(register, &item.key.value) {
        Some(existing) => {
            let is_written = |name: &str| dropped.contains(&name) || record.says(name);
            existing.record.fields.retain(|field| !is_written(field.key.name));
            existing.record.fields.extend(record.fields);
        }
        None => {
            let added = RawItem {
                id: item.key.clone(),
                extent: item.key.span.to(item.value.span),
                record,
                register: Some(register),
                ..RawItem::default()
            };
            raw.items.entry(register).or_default().push(added);
        }
    }
}

/// Takes out what an address names: a line of the scope, an item, a field of one.
fn remove(raw: &mut RawProject, address: &str) {
    let (head, path) = address.split_once('.').map_or((address, None), |(head, path)| (head, Some(path)));
    if let ("scope", Some(path)) = (head, path) {
        removed_line(&mut raw.scope.record, path);
        return;
    }
    let (register, id) = match head.split_once('/') {
        Some((register, id)) => (Register::from_name(register), id),
        None => (raw.only_register_of(head), head),
    };
    let Some(register) = register else { return };
    match path {
        None => {
            let items = raw.items.entry(register).or_default();
            items.retain(|item| !item.id.value.eq_ignore_ascii_case(id));
        }
        Some(path) => {
            if let Some(item) = raw.find_mut(register, id) {
                item.record.fields.retain(|field| field.key.name != path);
            }
        }
    }
}

impl RawProject {
    fn find(&self, register: Register, id: &str) -> Option<&RawItem> {
        self.items.get(&register)?.iter().find(|item| item.id.value.eq_ignore_ascii_case(id))
    }

    fn find_mut(&mut self, register: Register, id: &str) -> Option<&mut RawItem> {
        self.items.get_mut(&register)?.iter_mut().find(|item| item.id.value.eq_ignore_ascii_case(id))
    }

    /// The register of a bare id, if one alone has it.
    fn only_register_of(&self, id: &str) -> Option<Register> {
        let mut found = Register::ALL.into_iter().filter(|register| self.find(*register, id).is_some());
        found.next().filter(|_| found.next().is_none())
    }
}

/// Takes a field of the scope, or a line of it, out of its record.
fn removed_line(scope: &mut Record, path: &str) {
    let (key, line) = path.split_once('.').map_or((path, None), |(key, line)| (key, Some(line)));
    let Some(line) = line else {
        scope.fields.retain(|field| field.key.name != key);
        return;
    };
    for field in scope.fields.iter_mut().filter(|field| field.key.name == key) {
        if let Value::Lines(lines) = &mut field.value.value {
            lines.retain(|one| one.id.value != line);
        }
    }
}
