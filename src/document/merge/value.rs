//! What facts say, without how they are written, and how three such values merge.

use std::collections::BTreeMap;

use super::list;
use crate::document::tree::{Entry, Node, NodeValue};

/// What a node says. The order of a map's keys says nothing.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum Value {
    Null,
    Text(String),
    List(Vec<Value>),
    Map(BTreeMap<String, Value>),
}

impl Value {
    pub(super) fn of(node: &Node) -> Self {
        match &node.value {
            NodeValue::Null => Self::Null,
            NodeValue::Scalar { text, .. } => Self::Text(text.clone()),
            NodeValue::Sequence { items, .. } => Self::List(items.iter().map(Self::of).collect()),
            NodeValue::Mapping { entries, .. } => Self::of_entries(entries),
        }
    }

    pub(super) fn of_entries(entries: &[Entry]) -> Self {
        Self::Map(entries.iter().map(|entry| (entry.key.value.clone(), Self::of(&entry.value))).collect())
    }

    /// What two sides made of a whole front matter; ours where they differ.
    pub(super) fn merged(base: &Self, ours: &Self, theirs: &Self) -> Self {
        merged(Some(base), Some(ours), Some(theirs), 0).unwrap_or(Self::Null)
    }
}

/// Nothing means that the key is not there.
fn merged(base: Option<&Value>, ours: Option<&Value>, theirs: Option<&Value>, depth: usize) -> Option<Value> {
    if ours == theirs || base == theirs {
        return ours.cloned();
    }
    if base == ours {
        return theirs.cloned();
    }
    let nothing = Value::Map(BTreeMap::new());
    let base = if may_start_empty(depth) { base.or(Some(&nothing)) } else { base };
    match (base, ours, theirs) {
        (Some(Value::Map(base)), Some(Value::Map(ours)), Some(Value::Map(theirs))) => {
            let mut keys: Vec<&String> = ours.keys().chain(theirs.keys()).collect();
            keys.sort_unstable();
            keys.dedup();
            let entry = |key: &String| {
                let value = merged(base.get(key), ours.get(key), theirs.get(key), depth + 1)?;
                Some((key.clone(), value))
            };
            Some(Value::Map(keys.into_iter().filter_map(entry).collect()))
        }
        (Some(Value::List(base)), Some(Value::List(ours)), Some(Value::List(theirs))) => {
            let chosen = list::merge(base, ours, theirs);
            let value = |place: list::Place| match place {
                list::Place::Ours(index) => ours[index].clone(),
                list::Place::Theirs(index) => theirs[index].clone(),
            };
            let list = chosen.map(|places| Value::List(places.into_iter().map(value).collect()));
            list.or_else(|| Some(Value::List(ours.clone())))
        }
        _ => ours.cloned(),
    }
}

/// Whether two maps that both sides added are merged as if there had been an empty one: registers are, items not,
/// because two new items of one id are two things.
pub(super) fn may_start_empty(depth: usize) -> bool {
    depth <= 1
}
