//! What was read: values, fields, records.

use crate::document::keys::Key;
use crate::document::tree::Node;
use crate::text::{Span, Spanned};
use crate::value::{Date, DateTime, Decimal, Duration, Estimate, Every, Money};

/// Which ends of two pieces of work a link ties together.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum LinkKind {
    /// The second starts after the first has finished.
    FinishStart,
    /// The second starts after the first has started.
    StartStart,
    /// The second finishes after the first has finished.
    FinishFinish,
    /// The second finishes after the first has started.
    StartFinish,
}

impl LinkKind {
    /// `FS`, `SS`, `FF`, `SF`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FinishStart => "FS",
            Self::StartStart => "SS",
            Self::FinishFinish => "FF",
            Self::StartFinish => "SF",
        }
    }
}

/// What an item waits for, as written: `survey FF+2d`.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// The id.
    pub id: Spanned<String>,
    /// Which ends; finish to start if nothing is said.
    pub kind: LinkKind,
    /// Time between the two ends; negative for a lead.
    pub lag: Duration,
}

/// Somebody who works on a task.
#[derive(Clone, Debug, PartialEq)]
pub struct Assignee {
    /// The handle.
    pub id: Spanned<String>,
    /// How many people of it; what they have, at most 1, if nothing is said.
    pub units: Option<Spanned<Decimal>>,
}

/// A line of a list in which each line has an id.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The id, written or made of the text.
    pub id: Spanned<String>,
    /// Its fields; `text` is always among them.
    pub record: Record,
}

/// A value of the type that its key asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, a slug, a path, an address.
    Text(String),
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number, a percentage, units.
    Number(Decimal),
    /// An amount.
    Money(Money),
    /// A day.
    Date(Date),
    /// A local time.
    DateTime(DateTime),
    /// A length of time.
    Duration(Duration),
    /// One or three lengths of time.
    Estimate(Estimate),
    /// A cadence.
    Every(Every),
    /// Days of the week, Monday first.
    Weekdays([bool; 7]),
    /// From and to, in minutes since midnight.
    Hours(u16, u16),
    /// One of the words of the key's type.
    Choice(&'static str),
    /// The id of an item, with its register or project before it where written so.
    Reference(String),
    /// A link to what must be done first.
    Wait(Wait),
    /// Several.
    List(Vec<Spanned<Value>>),
    /// Keys with values.
    Record(Record),
    /// Lines with ids.
    Lines(Vec<Line>),
    /// Ids with a value each.
    ById(Vec<(Spanned<String>, Spanned<Value>)>),
    /// Who works.
    Assignees(Vec<Assignee>),
    /// Rule names with reasons.
    Waivers(Vec<(Spanned<String>, Spanned<String>)>),
    /// Asked, and the answer is nothing: the reason.
    None(String),
    /// The tree as it was written: prose, and the fields of a proposed change.
    Tree(Node),
}

/// A key that was written, with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// What planmark knows of the key.
    pub key: &'static Key,
    /// Where the key stands.
    pub key_span: Span,
    /// The value and where it stands.
    pub value: Spanned<Value>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.about == other.about
    }
}

/// The fields of an item, a singleton or a value inside one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// The good ones, in the order written.
    pub fields: Vec<Field>,
    /// Keys that were written with a value that could not be read: there, but unknown.
    pub spoiled: Vec<&'static str>,
}

impl Record {
    /// The field of a key.
    #[must_use]
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.key.name == key)
    }

    /// Whether a key was written at all, if only badly.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.field(key).is_some() || self.spoiled.contains(&key)
    }

    /// The value of a key as the type that the caller knows it has.
    #[must_use]
    pub fn get<T: FromValue>(&self, key: &str) -> Option<Spanned<T>> {
        let field = self.field(key)?;
        T::from_value(&field.value.value).map(|value| Spanned::new(value, field.value.span))
    }

    /// The values of a list; empty if it was not written, or answered with `none`.
    #[must_use]
    pub fn list<T: FromValue>(&self, key: &str) -> Vec<Spanned<T>> {
        let Some(Value::List(values)) = self.field(key).map(|field| &field.value.value) else { return Vec::new() };
        values
            .iter()
            .filter_map(|value| T::from_value(&value.value).map(|inner| Spanned::new(inner, value.span)))
            .collect()
    }

    /// The reason, if the key was answered with `none`.
    #[must_use]
    pub fn none(&self, key: &str) -> Option<Spanned<String>> {
        let field = self.field(key)?;
        match &field.value.value {
            Value::None(reason) => Some(Spanned::new(reason.clone(), field.value.span)),
            _ => None,
        }
    }
}

/// A Rust type that a value can be taken as.
pub trait FromValue: Sized {
    /// The value, if it has this type.
    fn from_value(value: &Value) -> Option<Self>;
}

macro_rules! from_value {
    ($($type:ty: $($pattern:pat => $result:expr),+;)+) => {
        $(impl FromValue for $type {
            fn from_value(value: &Value) -> Option<Self> {
                match value {
                    $($pattern => Some($result),)+
                    _ => None,
                }
            }
        })+
    };
}

from_value! {
    String: Value::Text(text) | Value::Reference(text) => text.clone(), Value::Choice(word) => (*word).to_owned();
    &'static str: Value::Choice(word) => *word;
    bool: Value::Bool(truth) => *truth;
    i64: Value::Integer(number) => *number;
    Decimal: Value::Number(number) => *number;
    Money: Value::Money(amount) => *amount;
    Date: Value::Date(date) => *date;
    DateTime: Value::DateTime(time) => *time;
    Duration: Value::Duration(length) => *length;
    Estimate: Value::Estimate(estimate) => *estimate;
    Every: Value::Every(every) => *every;
    [bool; 7]: Value::Weekdays(days) => *days;
    (u16, u16): Value::Hours(from, to) => (*from, *to);
    Wait: Value::Wait(wait) => wait.clone();
    Record: Value::Record(record) => record.clone();
    Vec<Line>: Value::Lines(lines) => lines.clone();
    Vec<Assignee>: Value::Assignees(assignees) => assignees.clone();
    Vec<(Spanned<String>, Spanned<String>)>: Value::Waivers(waivers) => waivers.clone();
    Node: Value::Tree(node) => node.clone();
}
