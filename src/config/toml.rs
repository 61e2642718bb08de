//! TOML with places. The only user of the TOML library.

use ::toml::de::{DeTable, DeValue};

use super::SettingsError;
use crate::text::{FileId, Span, Spanned};

/// A value of a settings file.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Text(String),
    Number(String),
    Truth(bool),
    List(Vec<Spanned<Value>>),
    Table(Vec<(Spanned<String>, Spanned<Value>)>),
    Other,
}

impl Value {
    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_table(&self) -> Option<&[(Spanned<String>, Spanned<Self>)]> {
        match self {
            Self::Table(entries) => Some(entries),
            _ => None,
        }
    }
}

/// The entries of a table, in the order they were written.
pub(super) type Entries = Vec<(Spanned<String>, Spanned<Value>)>;

/// The top-level entries of a TOML text.
pub(super) fn parse(file: FileId, text: &str) -> Result<Entries, Vec<SettingsError>> {
    // The library counts bytes from the text that it was given, so a byte order mark shifts its places.
    let (shift, plain) = text.strip_prefix('\u{feff}').map_or((0, text), |rest| ('\u{feff}'.len_utf8(), rest));
    let place = |range: std::ops::Range<usize>| Span::new(file, range.start + shift, range.end + shift);
    let (table, errors) = DeTable::parse_recoverable(plain);
    if errors.is_empty() {
        return Ok(entries(table.get_ref(), &place));
    }
    let error = |error: &::toml::de::Error| SettingsError {
        span: place(error.span().unwrap_or(0..0)),
        message: format!("not valid TOML: {}", error.message()),
        help: "see https://toml.io for how settings are written".to_owned(),
    };
    Err(errors.iter().map(error).collect())
}

fn entries(table: &DeTable, place: &dyn Fn(std::ops::Range<usize>) -> Span) -> Entries {
    let entry = |(key, value): (&::toml::Spanned<std::borrow::Cow<str>>, &::toml::Spanned<DeValue>)| {
        (
            Spanned::new(key.get_ref().to_string(), place(key.span())),
            Spanned::new(read(value.get_ref(), place), place(value.span())),
        )
    };
    let mut entries: Vec<_> = table.iter().map(entry).collect();
    entries.sort_by_key(|(key, _)| key.span);
    entries
}

fn read(value: &DeValue, place: &dyn Fn(std::ops::Range<usize>) -> Span) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Value::Truth(*truth),
        DeValue::Array(items) => Value::List(
            items.iter().map(|item| Spanned::new(read(item.get_ref(), place), place(item.span()))).collect(),
        ),
        DeValue::Table(table) => Value::Table(entries(table, place)),
        DeValue::Datetime(_) => Value::Other,
    }
}
