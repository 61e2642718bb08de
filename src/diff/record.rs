//! Two records of the same keys, field by field.

use super::form::Reading;
use super::{Difference, Kind, Said, Topic, shown};
use crate::document::fields::{Field, Record, Value};
use crate::document::keys::{Class, Key, Type};
use crate::model::address::Subject;
use crate::model::canonical::text_in;
use crate::text::Span;

/// What is said of a value that could not be read; the reader has reported why.
pub(super) const UNREADABLE: &str = "(cannot be read)";

static NO_FIELDS: Record = Record { fields: Vec::new(), spoiled: Vec::new() };

/// Gathers the differences of one subject.
pub(super) struct Walk<'a> {
    pub(super) base: &'a Reading<'a>,
    pub(super) head: &'a Reading<'a>,
    pub(super) topic: Topic,
    /// The topic in the base revision, where it had another id.
    pub(super) former: Option<Topic>,
    pub(super) title: String,
    /// What a change of a commitment means here: less, while nobody has signed.
    pub(super) commitment: Class,
    /// The entry of a list that is compared just now.
    pub(super) entry: Option<String>,
    pub(super) found: Vec<Difference>,
}

impl<'a> Walk<'a> {
    /// A walk that has found nothing yet.
    pub(super) fn new(base: &'a Reading, head: &'a Reading, topic: Topic) -> Self {
        Self {
            base,
            head,
            topic,
            former: None,
            title: String::new(),
            commitment: Class::Commitment,
            entry: None,
            found: Vec::new(),
        }
    }
}

impl Walk<'_> {
    /// Adds a difference at a path.
    pub(super) fn add(
        &mut self,
        class: Class,
        path: &str,
        kind: Kind,
        before: Option<Said>,
        after: Option<Said>,
    ) -> &mut Difference {
        let class = if class == Class::Commitment { self.commitment } else { class };
        self.found.push(Difference {
            path: path.to_owned(),
            former: self.former.clone().map(|topic| (topic, path.to_owned())),
            title: self.title.clone(),
            entry: self.entry.clone(),
            before,
            after,
            ..Difference::of_whole(self.topic.clone(), class, kind)
        });
        self.found.last_mut().expect("it was just pushed")
    }

    /// Compares all these keys of two records.
    pub(super) fn records(
        &mut self,
        path: &str,
        keys: impl Iterator<Item = &'static Key>,
        base: &Record,
        head: &Record,
    ) {
        for key in keys {
            if !base.says(key.name) && !head.says(key.name) {
                continue;
            }
            // What is said of an entry is said of it, not of a part that is named `text`.
            let inner = match (path, key.name) {
                ("", name) => name.to_owned(),
                (path, "text") if self.entry.is_some() => path.to_owned(),
                (path, name) => format!("{path}.{name}"),
            };
            self.field(key, &inner, base, head);
        }
    }

    fn field(&mut self, key: &'static Key, path: &str, base: &Record, head: &Record) {
        let spoiled = |record: &Record| record.spoiled.contains(&key.name);
        if spoiled(base) || spoiled(head) {
            self.unreadable(key, path, base, head);
            return;
        }
        let (before, after) = (base.field(key.name), head.field(key.name));
        match key.kind {
            Type::Record(keys) if !key.is_signature() => {
                self.records(path, keys.iter(), record_of(before), record_of(after));
            }
            Type::List(_) | Type::Lines(_) | Type::Assignees(_) | Type::Waivers => {
                self.list(key, path, before, after);
            }
            _ => self.whole(key, path, before, after),
        }
    }

    /// A value that one side says and could not be read, or read on one side alone.
    fn unreadable(&mut self, key: &Key, path: &str, base: &Record, head: &Record) {
        let said = |record: &Record| match record.field(key.name) {
            Some(field) => Some(said(field)),
            None => record.says(key.name).then(|| Said { text: UNREADABLE.to_owned(), span: None }),
        };
        let (before, after) = (said(base), said(head));
        if before != after {
            self.add(key.class, path, Kind::Changed, before, after);
        }
    }

    /// A value as a whole.
    pub(super) fn whole(&mut self, key: &Key, path: &str, before: Option<&Field>, after: Option<&Field>) {
        let text = |reading: &Reading, field: Option<&Field>| field.map(|field| text_in(reading, &field.value, key));
        let subject = |topic: &Topic| match topic {
            Topic::Plan(subject) => subject.clone(),
            _ => Subject::Scope,
        };
        let implied = |reading: &Reading, topic: &Topic| reading.implied(&subject(topic), path);
        let (old, new) = (text(self.base, before), text(self.head, after));
        let is_same = match (&old, &new) {
            (None, Some(new)) => implied(self.base, &self.topic).as_ref() == Some(new),
            (Some(old), None) => implied(self.head, &self.topic).as_ref() == Some(old),
            _ => old == new,
        };
        if !is_same {
            let strength = self.strength(key, path, before, after);
            self.add(key.class, path, Kind::Changed, before.map(said), after.map(said)).strength = strength;
        }
    }

    /// A list of any kind: entry by entry, unless one side answers that there are none.
    fn list(&mut self, key: &'static Key, path: &str, before: Option<&Field>, after: Option<&Field>) {
        let is_none = |field: Option<&Field>| field.is_some_and(|field| matches!(field.value.value, Value::None(_)));
        if is_none(before) || is_none(after) {
            self.whole(key, path, before, after);
            return;
        }
        self.entries(key, path, before, after);
    }
}

/// What a field says.
pub(super) fn said(field: &Field) -> Said {
    Said { text: shown::field(field), span: Some(field.value.span) }
}

/// What a value says.
pub(super) fn said_value(value: &Value, span: Span) -> Said {
    Said { text: shown::value_text(value), span: Some(span) }
}

fn record_of(field: Option<&Field>) -> &Record {
    match field.map(|field| &field.value.value) {
        Some(Value::Record(record)) => record,
        _ => &NO_FIELDS,
    }
}
