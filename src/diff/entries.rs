//! Two lists, entry by entry: by their ids where they have some, else by what they say, else by what is most alike.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use super::form::Reading;
use super::record::{Walk, said, said_value};
use super::{Kind, Said, Strength, promise, shown};
use crate::document::fields::{Field, Record, Value, registers_of};
use crate::document::keys::{Class, Key, Register, Type};
use crate::model::canonical::{quoted, text_in};
use crate::text::{Span, Spanned};

/// From this likeness on, two texts are one that was worded differently.
const ALIKE: usize = 50;
/// Longer lists of new texts are not searched for what is alike: nobody would read the pairs.
const SEARCHED: usize = 64;

/// Keys that tell one record of a list from another, the first one that it has.
const NAMES: [&str; 9] = ["id", "gate", "milestone", "window", "task", "text", "title", "date", "from"];

/// An entry of a list.
struct Entry<'a> {
    /// What is compared.
    form: String,
    /// What it is known by; two with one name are told apart by what they say.
    name: Option<String>,
    /// The address of a line with an id.
    id: Option<&'a str>,
    said: Said,
    record: Option<&'a Record>,
}

impl Walk<'_> {
    /// Compares the lists of a key.
    pub(super) fn entries(&mut self, key: &'static Key, path: &str, before: Option<&Field>, after: Option<&Field>) {
        let (mut old, mut new) = (read(self.base, before), read(self.head, after));
        let is_reordered = old.len() > 1 && is_permuted(&old, &new);
        self.same(path, &mut old, &mut new);
        if old.is_empty() && new.is_empty() {
            if key.is_ordered && is_reordered {
                self.add(key.class, path, Kind::Reordered, before.map(said), after.map(said));
            }
            return;
        }
        let mut both = by_name(&mut old, &mut new);
        both.extend(by_likeness(&mut old, &mut new));
        for (one, other) in both {
            self.entry_changed(key, path, &one, &other);
        }
        let is_promise = key.name == "acceptance";
        for entry in old {
            let inner = entry_path(path, entry.id);
            let strength = is_promise.then_some(Strength::Weaker);
            self.add(key.class, &inner, Kind::Removed, Some(entry.said), None).strength = strength;
        }
        for entry in new {
            let inner = entry_path(path, entry.id);
            let strength = is_promise.then_some(Strength::Stronger);
            self.add(key.class, &inner, Kind::Added, None, Some(entry.said)).strength = strength;
        }
    }

    /// Takes out what both lists have; a line that is only known by another id is named.
    fn same<'a>(&mut self, path: &str, old: &mut Vec<Entry<'a>>, new: &mut Vec<Entry<'a>>) {
        drop(matched(old, new, |entry| Some(format!("{:?} {}", entry.id, entry.form))));
        for (one, other) in matched(old, new, |entry| entry.id.map(|_| entry.form.clone())) {
            let topic = self.former.clone().unwrap_or_else(|| self.topic.clone());
            let former = Some((topic, entry_path(path, one.id)));
            let inner = entry_path(path, other.id);
            self.add(Class::Editorial, &inner, Kind::Renamed, Some(one.said), Some(other.said)).former = former;
        }
    }

    /// One entry, as both revisions have it.
    fn entry_changed(&mut self, key: &'static Key, path: &str, old: &Entry, new: &Entry) {
        let inner = entry_path(path, new.id);
        let first = self.found.len();
        match (old.record, new.record, inner_keys(&key.kind)) {
            (Some(before), Some(after), Some(keys)) => {
                let outer = self.entry.replace(label(after));
                self.records(&inner, keys.iter(), before, after);
                self.entry = outer;
            }
            _ => {
                let texts = (&old.said.text, &new.said.text);
                let strength = is_measured(path).then(|| promise::strength(texts.0, texts.1)).flatten();
                let (before, after) = (Some(old.said.clone()), Some(new.said.clone()));
                self.add(key.class, &inner, Kind::Changed, before, after).strength = strength;
            }
        }
        if old.id != new.id {
            let topic = self.former.clone().unwrap_or_else(|| self.topic.clone());
            let former = entry_path(path, old.id);
            for difference in &mut self.found[first..] {
                let rest = difference.path.strip_prefix(&inner).unwrap_or_default().to_owned();
                difference.former = Some((topic.clone(), format!("{former}{rest}")));
            }
        }
    }

    /// Whether a text of a criterion asks for less or more than before.
    pub(super) fn strength(
        &self,
        key: &Key,
        path: &str,
        before: Option<&Field>,
        after: Option<&Field>,
    ) -> Option<Strength> {
        let (before, after) = (shown::field(before?), shown::field(after?));
        let is_text = self.entry.is_some() && key.name == "text" && is_measured(path);
        if is_text { promise::strength(&before, &after) } else { None }
    }
}

/// Whether texts at a path are promises that figures measure.
fn is_measured(path: &str) -> bool {
    ["acceptance", "objectives", "done_when"].contains(&path)
}

/// What an entry is called: its text where it has one.
fn label(record: &Record) -> String {
    record.field("text").map_or_else(|| shown::record_text(record), shown::field)
}

fn entry_path(path: &str, id: Option<&str>) -> String {
    id.map_or_else(|| path.to_owned(), |id| format!("{path}.{id}"))
}

fn inner_keys(kind: &Type) -> Option<&'static [Key]> {
    match kind {
        Type::List(inner) => inner_keys(inner),
        Type::Record(keys) | Type::TextOr(keys) | Type::Lines(keys) => Some(keys),
        _ => None,
    }
}

fn is_permuted(old: &[Entry], new: &[Entry]) -> bool {
    let forms = |entries: &[Entry]| entries.iter().map(|entry| entry.form.clone()).collect::<Vec<_>>();
    forms(old) != forms(new)
}

type Pair<'a> = (Entry<'a>, Entry<'a>);

/// The pairs that have the same key, in order; what has no partner stays.
fn matched<'a>(
    old: &mut Vec<Entry<'a>>,
    new: &mut Vec<Entry<'a>>,
    key: impl Fn(&Entry) -> Option<String>,
) -> Vec<Pair<'a>> {
    let mut places: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
    for (index, entry) in new.iter().enumerate() {
        if let Some(key) = key(entry) {
            places.entry(key).or_default().push_back(index);
        }
    }
    let mut chosen = Vec::new();
    for (index, entry) in old.iter().enumerate() {
        if let Some(other) = key(entry).and_then(|key| places.get_mut(&key)?.pop_front()) {
            chosen.push((index, other));
        }
    }
    take(old, new, &chosen)
}

/// Takes these pairs out of both lists.
fn take<'a>(old: &mut Vec<Entry<'a>>, new: &mut Vec<Entry<'a>>, chosen: &[(usize, usize)]) -> Vec<Pair<'a>> {
    let mut old_left: Vec<Option<Entry>> = old.drain(..).map(Some).collect();
    let mut new_left: Vec<Option<Entry>> = new.drain(..).map(Some).collect();
    let pair = |(one, other): &(usize, usize)| Some((old_left[*one].take()?, new_left[*other].take()?));
    let pairs = chosen.iter().filter_map(pair).collect();
    old.extend(old_left.into_iter().flatten());
    new.extend(new_left.into_iter().flatten());
    pairs
}

/// Those of one name, where it is the only one of that name on its side.
fn by_name<'a>(old: &mut Vec<Entry<'a>>, new: &mut Vec<Entry<'a>>) -> Vec<Pair<'a>> {
    let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for (side, entries) in [&*old, &*new].into_iter().enumerate() {
        for name in entries.iter().filter_map(|entry| entry.name.as_ref()) {
            counts.entry(name.clone()).or_default()[side] += 1;
        }
    }
    matched(old, new, |entry| entry.name.clone().filter(|name| counts.get(name) == Some(&[1, 1])))
}

/// Texts that are most alike, the best pairs first.
fn by_likeness<'a>(old: &mut Vec<Entry<'a>>, new: &mut Vec<Entry<'a>>) -> Vec<Pair<'a>> {
    if old.len() > SEARCHED || new.len() > SEARCHED {
        return Vec::new();
    }
    let mut fits: Vec<(Reverse<usize>, [&str; 2], usize, usize)> = Vec::new();
    for (one, before) in old.iter().enumerate().filter(|(_, entry)| entry.is_text()) {
        for (other, after) in new.iter().enumerate().filter(|(_, entry)| entry.is_text()) {
            let likeness = promise::likeness(&before.said.text, &after.said.text);
            // Equal fits are told apart by the texts, so that both ways round give the same pairs.
            let mut texts = [before.form.as_str(), after.form.as_str()];
            texts.sort_unstable();
            if likeness >= ALIKE {
                fits.push((Reverse(likeness), texts, one, other));
            }
        }
    }
    fits.sort_unstable();
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, _, one, other) in fits {
        if chosen.iter().all(|(before, after)| *before != one && *after != other) {
            chosen.push((one, other));
        }
    }
    chosen.sort_unstable();
    take(old, new, &chosen)
}

impl Entry<'_> {
    /// Whether it is words, which can be worded differently.
    fn is_text(&self) -> bool {
        match self.record {
            Some(record) => record.field("text").is_some(),
            None => self.name.is_none(),
        }
    }
}

/// The entries of a field.
fn read<'a>(reading: &Reading, field: Option<&'a Field>) -> Vec<Entry<'a>> {
    let Some(field) = field else { return Vec::new() };
    let key = field.key;
    match &field.value.value {
        Value::List(values) => values.iter().map(|value| of_value(reading, key, value)).collect(),
        Value::Lines(lines) => lines
            .iter()
            .map(|line| {
                let whole = Spanned::new(Value::Record(line.record.clone()), line.id.span);
                let span = line.record.field("text").map_or(line.id.span, |text| text.value.span);
                Entry {
                    form: text_in(reading, &whole, key),
                    name: Some(line.id.value.clone()),
                    id: Some(&line.id.value),
                    said: Said { text: shown::record_text(&line.record), span: Some(span) },
                    record: Some(&line.record),
                }
            })
            .collect(),
        Value::Assignees(assignees) => assignees
            .iter()
            .map(|assignee| {
                let name = reading.reference(&assignee.id.value, registers_of(&key.kind));
                let units = reading.units(&assignee.id.value, assignee.units.as_ref().map(|units| units.value));
                let one = Value::Assignees(vec![assignee.clone()]);
                named(name.clone(), format!("{name} {units}"), said_value(&one, assignee.id.span))
            })
            .collect(),
        Value::Waivers(waivers) => waivers
            .iter()
            .map(|(rule, reason)| Entry {
                id: Some(&rule.value),
                ..named(rule.value.clone(), quoted(&reason.value), waived(&reason.value, rule.span))
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn named<'a>(name: String, form: String, said: Said) -> Entry<'a> {
    Entry { form, name: Some(name), id: None, said, record: None }
}

fn waived(reason: &str, span: Span) -> Said {
    Said { text: reason.to_owned(), span: Some(span) }
}

fn of_value<'a>(reading: &Reading, key: &Key, value: &'a Spanned<Value>) -> Entry<'a> {
    let form = text_in(reading, value, key);
    let registers: &[Register] = registers_of(&key.kind);
    let (name, record) = match &value.value {
        Value::Record(record) => (name_of(reading, record), Some(record)),
        Value::Wait(wait) => (Some(reading.wait(wait, registers).0), None),
        Value::Reference(text) => (Some(reading.reference(text, registers)), None),
        _ => (None, None),
    };
    let text = record.map_or_else(|| shown::value_text(&value.value), shown::record_text);
    Entry { form, name, id: None, said: Said { text, span: Some(value.span) }, record }
}

fn name_of(reading: &Reading, record: &Record) -> Option<String> {
    let field = NAMES.into_iter().find_map(|name| record.field(name))?;
    Some(format!("{} {}", field.key.name, text_in(reading, &field.value, field.key)))
}
