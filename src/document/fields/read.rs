//! Reads maps by the key table.

use super::scalar;
use super::{Assignee, Field, Line, Record, Value};
use crate::document::keys::{Key, Register, Type};
use crate::document::tree::{Entry, Node, NodeValue};
use crate::finding::{Finding, Severity};
use crate::text::{Edit, Span, Spanned, nearest};
use crate::value::{is_slug, slug};

/// Reads the nodes of one file and gathers what is wrong with them.
pub struct Reader<'a> {
    /// How many decimals an amount may have.
    pub currency_decimals: u32,
    /// What was wrong so far.
    pub findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    /// Reads the entries of a map whose keys are known. `also` names keys that somebody else reads.
    pub fn record(
        &mut self,
        entries: &[Entry],
        keys: impl Iterator<Item = &'static Key> + Clone,
        also: &[&str],
        owner: &str,
    ) -> Record {
        let mut record = Record { fields: Vec::with_capacity(entries.len()), ..Record::default() };
        for entry in entries {
            let name = entry.key.value.as_str();
            let Some(key) = keys.clone().find(|key| key.name == name) else {
                if !also.contains(&name) {
                    self.unknown_key(entry, keys.clone().map(|key| key.name), owner);
                }
                continue;
            };
            if entry.value.is_null() {
                continue;
            }
            match self.value(&entry.value, &key.kind, key.name) {
                Some(Value::Text(text)) if text.trim().is_empty() => {}
                Some(value) => record.fields.push(Field {
                    key,
                    key_span: entry.key.span,
                    value: Spanned::new(value, entry.value.span),
                }),
                None => record.spoiled.push(key.name),
            }
        }
        record
    }

    /// Reports a key that nobody knows, with the nearest one that somebody does.
    pub fn unknown_key<'k>(&mut self, entry: &Entry, known: impl Iterator<Item = &'k str>, owner: &str) {
        let written = &entry.key.value;
        let message = format!("{owner} has no field `{written}`");
        let mut finding = Finding::new("unknown-field", Severity::Warning, entry.key.span, message);
        match nearest(written, known) {
            Some(name) => {
                finding.help(format!("did you mean `{name}`?"));
                finding.suggest(format!("write `{name}`"), vec![Edit { span: entry.key.span, text: name.to_owned() }]);
            }
            // Another register's items, in a place that has none.
            None if Register::from_name(written).is_some() => {
                finding.help(format!("write it into `{written}.md`, or into `project.md`"));
            }
            None => {
                let name = owner.trim_start_matches("a file of ").trim_start_matches("a ");
                finding.help(format!("`planmark explain {name}` lists the fields"));
            }
        }
        self.findings.push(finding);
    }

    /// Reads one value; None if it is wrong, which has become a finding.
    pub fn value(&mut self, node: &Node, kind: &'static Type, name: &str) -> Option<Value> {
        match kind {
            Type::List(inner) => self.list(node, inner, name),
            Type::Record(keys) => self.inner_record(node, keys, name).map(Value::Record),
            Type::TextOr(keys) => self.text_or_record(node, keys, name).map(Value::Record),
            Type::Lines(keys) => self.lines(node, keys, name),
            Type::ById(inner) => self.by_id(node, inner, name),
            Type::Assignees(_) => self.assignees(node, name),
            Type::Waivers => self.waivers(node, name),
            Type::Prose | Type::Delta => Some(Value::Tree(node.clone())),
            Type::Estimate if matches!(node.value, NodeValue::Sequence { .. }) => self.three_points(node, name),
            Type::Weekdays if matches!(node.value, NodeValue::Sequence { .. }) => self.weekday_list(node, name),
            _ => scalar::read(self, node, kind, name),
        }
    }

    /// Adds a finding of the rule `bad-value`.
    pub(super) fn bad(&mut self, span: Span, message: String, help: &str) {
        let mut finding = Finding::new("bad-value", Severity::Error, span, message);
        finding.help(help);
        self.findings.push(finding);
    }

    fn inner_record(&mut self, node: &Node, keys: &'static [Key], name: &str) -> Option<Record> {
        let Some(entries) = node.as_entries() else {
            let example = keys.first().map_or("key", |key| key.name);
            self.bad(
                node.span,
                format!("`{name}` needs keys with values"),
                &format!("write it as `{name}: {{{example}: …}}`"),
            );
            return None;
        };
        let record = self.record(entries, keys.iter(), &[], &format!("`{name}`"));
        // A value that is all slips says nothing; its slips were told.
        (!record.fields.is_empty() || record.spoiled.is_empty()).then_some(record)
    }

    fn text_or_record(&mut self, node: &Node, keys: &'static [Key], name: &str) -> Option<Record> {
        if node.as_entries().is_some() {
            return self.inner_record(node, keys, name);
        }
        let Some(Value::Text(text)) = scalar::read(self, node, &Type::Text, name) else { return None };
        let key = keys.iter().find(|key| key.name == "text").expect("a text-or-keys type has the key `text`");
        let value = Spanned::new(Value::Text(text), node.span);
        Some(Record { fields: vec![Field { key, key_span: node.span, value }], spoiled: Vec::new() })
    }

    fn list(&mut self, node: &Node, inner: &'static Type, name: &str) -> Option<Value> {
        if let Some(reason) = self.none_answer(node) {
            return Some(reason);
        }
        let nodes = match &node.value {
            NodeValue::Sequence { items, .. } => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let mut values = Vec::with_capacity(nodes.len());
        for item in nodes.iter().filter(|item| !item.is_null()) {
            if let Some(value) = self.value(item, inner, name) {
                values.push(Spanned::new(value, item.span));
            }
        }
        let all_bad = values.is_empty() && nodes.iter().any(|item| !item.is_null());
        (!all_bad).then_some(Value::List(values))
    }

    /// `{none: "reason"}`: asked, and the answer is nothing.
    fn none_answer(&mut self, node: &Node) -> Option<Value> {
        let [entry] = node.as_entries()? else { return None };
        if entry.key.value != "none" {
            return None;
        }
        Some(Value::None(entry.value.as_text().unwrap_or_default().trim().to_owned()))
    }

    fn lines(&mut self, node: &Node, keys: &'static [Key], name: &str) -> Option<Value> {
        if let Some(reason) = self.none_answer(node) {
            return Some(reason);
        }
        let mut lines: Vec<Line> = Vec::new();
        let mut any = false;
        if let Some(entries) = node.as_entries() {
            for entry in entries {
                any = true;
                if !is_slug(&entry.key.value) {
                    self.bad_id(entry.key.span, &entry.key.value, "line");
                    continue;
                }
                if let Some(record) = self.text_or_record(&entry.value, keys, name) {
                    lines.push(Line { id: entry.key.clone(), record });
                }
            }
        } else {
            let nodes = match &node.value {
                NodeValue::Sequence { items, .. } => items.as_slice(),
                _ => std::slice::from_ref(node),
            };
            for item in nodes.iter().filter(|item| !item.is_null()) {
                any = true;
                if let Some(record) = self.text_or_record(item, keys, name) {
                    let id = free_slug(&record.get::<String>("text").map_or(String::new(), |text| text.value), &lines);
                    lines.push(Line { id: Spanned::new(id, item.span), record });
                }
            }
        }
        (!lines.is_empty() || !any).then_some(Value::Lines(lines))
    }

    /// Values under ids; one bad value costs that one.
    fn by_id(&mut self, node: &Node, inner: &'static Type, name: &str) -> Option<Value> {
        let Some(entries) = node.as_entries() else {
            self.bad(node.span, format!("`{name}` needs ids with values"), "write `{some-id: …}`");
            return None;
        };
        let mut values = Vec::new();
        for entry in entries.iter().filter(|entry| !entry.value.is_null()) {
            if !is_slug(&entry.key.value) {
                self.bad_id(entry.key.span, &entry.key.value, "line");
            } else if let Some(value) = self.value(&entry.value, inner, &entry.key.value) {
                values.push((entry.key.clone(), Spanned::new(value, entry.value.span)));
            }
        }
        Some(Value::ById(values))
    }

    /// Reports an id that is no slug.
    pub fn bad_id(&mut self, span: Span, written: &str, what: &str) {
        let proposed = slug(written);
        let message = format!("`{}` cannot be the id of a {what}", scalar::short(written));
        let mut finding = Finding::new("bad-id", Severity::Error, span, message);
        if is_slug(&proposed) {
            finding.help(format!("ids are lower-case letters, digits and hyphens; write `{proposed}`"));
            finding.suggest(format!("write `{proposed}`"), vec![Edit { span, text: proposed }]);
        } else {
            finding.help("ids are lower-case letters, digits and hyphens, at most 100");
        }
        self.findings.push(finding);
    }

    fn assignees(&mut self, node: &Node, name: &str) -> Option<Value> {
        if let Some(reason) = self.none_answer(node) {
            return Some(reason);
        }
        if let Some(entries) = node.as_entries() {
            let mut assignees = Vec::new();
            for entry in entries {
                let units = match self.value(&entry.value, &Type::Units, name) {
                    Some(Value::Number(number)) => Some(Spanned::new(number, entry.value.span)),
                    _ => None,
                };
                assignees.push(Assignee { id: entry.key.clone(), units });
            }
            return Some(Value::Assignees(assignees));
        }
        let Value::List(values) = self.list(node, &Type::Text, name)? else { return None };
        let assignee = |value: Spanned<Value>| match value.value {
            Value::Text(text) => Some(Assignee { id: Spanned::new(text, value.span), units: None }),
            _ => None,
        };
        Some(Value::Assignees(values.into_iter().filter_map(assignee).collect()))
    }

    fn waivers(&mut self, node: &Node, name: &str) -> Option<Value> {
        let Some(entries) = node.as_entries() else {
            let help = "write the rule's name and the reason: `waive: {long-task: \"the vendor's lead time\"}`";
            self.bad(node.span, format!("`{name}` needs rule names with reasons"), help);
            return None;
        };
        let waiver = |entry: &Entry| {
            let reason = entry.value.as_text().unwrap_or_default().trim().to_owned();
            (entry.key.clone(), Spanned::new(reason, entry.value.span))
        };
        Some(Value::Waivers(entries.iter().map(waiver).collect()))
    }

    fn three_points(&mut self, node: &Node, name: &str) -> Option<Value> {
        let NodeValue::Sequence { items, .. } = &node.value else { return None };
        let mut lengths = Vec::new();
        for item in items {
            match scalar::read(self, item, &Type::Duration, name)? {
                Value::Duration(length) => lengths.push(length),
                _ => return None,
            }
        }
        if let [optimistic, likely, pessimistic] = lengths[..] {
            return Some(Value::Estimate(crate::value::Estimate { optimistic, likely, pessimistic }));
        }
        let message = format!("`{name}` has {} values, an estimate has three", lengths.len());
        self.bad(node.span, message, "write `[optimistic, likely, pessimistic]`, such as `[2d, 3d, 6d]`");
        None
    }

    fn weekday_list(&mut self, node: &Node, name: &str) -> Option<Value> {
        let NodeValue::Sequence { items, .. } = &node.value else { return None };
        let mut days = [false; 7];
        for item in items {
            match scalar::read(self, item, &Type::Weekdays, name)? {
                Value::Weekdays(more) => (0..7).for_each(|index| days[index] |= more[index]),
                _ => return None,
            }
        }
        Some(Value::Weekdays(days))
    }
}

/// The slug of a text, with a number behind it where a line has it already.
fn free_slug(text: &str, lines: &[Line]) -> String {
    let base = match slug(text) {
        empty if empty.is_empty() => "line".to_owned(),
        mut full => {
            full.truncate(96);
            full.trim_end_matches('-').to_owned()
        }
    };
    let taken = |id: &str| lines.iter().any(|line| line.id.value == id);
    if !taken(&base) {
        return base;
    }
    (2..).map(|number| format!("{base}-{number}")).find(|id| !taken(id)).expect("some number is free")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;
    use crate::text::FileId;

    #[test]
    fn a_key_that_nobody_knows_is_told_with_what_helps() {
        let check = |key: &str, owner: &str, expected: &str| {
            let (read, _) = document::parse(FileId(0), &format!("---\n{key}: 1\n---\n"));
            let front = read.front.expect("it has facts");
            let mut findings = Vec::new();
            let mut reader = Reader { currency_decimals: 2, findings: &mut findings };
            reader.unknown_key(&front.entries[0], ["tasks", "defaults"].into_iter(), owner);
            assert_eq!(findings[0].help.as_deref(), Some(expected), "{key}");
        };
        check("task", "a file of tasks", "did you mean `tasks`?");
        check("windows", "a file of tasks", "write it into `windows.md`, or into `project.md`");
        check("colour", "a file of tasks", "`planmark explain tasks` lists the fields");
        check("colour", "a task", "`planmark explain task` lists the fields");
    }
}
