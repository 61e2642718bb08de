//! The schemas of all kinds and registers, made from the table of keys.

use serde_json::{Map, Value, json};

use super::reference;
use crate::document::keys::{Audience, Key, Kind, Register, Type};
use crate::model::published::{LIST_ENTRIES, TEXT_LETTERS};
use crate::rule::Rule;
use crate::rules::RULES;

/// A date without its time.
const DATE: &str = "^\\d{4}-\\d{2}-\\d{2}$";
const DATE_TIME: &str = "^\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}(:00)?$";
const SLUG: &str = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$";
const SLUG_LETTERS: usize = 100;
const DURATION: &str = "^[+-]?\\d+(\\.\\d{1,2})?(m|h|d|w|ed)$";
const EVERY: &str = "^\\d+(\\.\\d+)?(d|w|mo)$";
const HOURS: &str = "^\\d{1,2}:\\d{2}-\\d{1,2}:\\d{2}$";
const PERCENT: &str = "^-?\\d+(\\.\\d+)? ?%?$";

/// The names of the definitions that a whole file can be.
pub(super) fn files() -> Vec<String> {
    let mut files = vec!["project".to_owned(), "scope.md".to_owned(), "portfolio".to_owned()];
    files.extend(Register::ALL.map(|register| format!("{}.md", register.name())));
    files.extend(Register::ALL.map(|register| register.kind().name.to_owned()));
    files
}

/// All definitions: `task` is an item, `tasks` the items of a register under their ids, `tasks.md` its file,
/// `task.pin` the keys inside of a value.
pub(super) fn definitions() -> Map<String, Value> {
    let mut schemas = Schemas::default();
    schemas.all.insert("none".to_owned(), none());
    schemas.all.insert("waivers".to_owned(), waivers());
    schemas.singletons();
    for register in Register::ALL {
        schemas.register(register);
    }
    let published = schemas.all.iter_mut().filter(|(name, _)| *name == "status" || name.starts_with("status."));
    published.for_each(|(_, schema)| bound(schema));
    schemas.all
}

/// What a project publishes is no longer than what is read of it.
fn bound(schema: &mut Value) {
    match schema {
        Value::Object(entries) => {
            let is_text = entries.get("type") == text().get("type");
            let is_list = entries.get("type").is_some_and(|kind| kind == "array");
            entries.values_mut().for_each(bound);
            if is_text {
                entries.insert("maxLength".to_owned(), json!(TEXT_LETTERS));
            } else if is_list {
                entries.insert("maxItems".to_owned(), json!(LIST_ENTRIES));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(bound),
        _ => {}
    }
}

/// The definitions so far.
#[derive(Default)]
struct Schemas {
    all: Map<String, Value>,
    /// Lists of keys that are defined already: several kinds share some.
    known: Vec<(&'static [Key], String)>,
}

impl Schemas {
    fn singletons(&mut self) {
        let mut project = self.keys(Kind::project());
        project.insert("scope".to_owned(), reference("scope"));
        for register in Register::ALL {
            project.insert(register.name().to_owned(), reference(register.name()));
        }
        self.all.insert("project".to_owned(), object(project, Kind::project().about));
        let mut scope = self.keys(Kind::scope());
        self.all.insert("scope".to_owned(), object(scope.clone(), Kind::scope().about));
        scope.insert("scope".to_owned(), reference("scope"));
        self.all.insert("scope.md".to_owned(), object(scope, Kind::scope().about));
        let portfolio = self.keys(Kind::portfolio());
        self.all.insert("portfolio".to_owned(), object(portfolio, Kind::portfolio().about));
        let status = self.keys(Kind::status());
        self.all.insert("status".to_owned(), object(status, Kind::status().about));
        let baseline = self.keys(Kind::baseline());
        self.all.insert("baseline".to_owned(), object(baseline, Kind::baseline().about));
    }

    fn register(&mut self, register: Register) {
        let (kind, name) = (register.kind(), register.name());
        let keys = self.keys(kind);
        self.all.insert(kind.name.to_owned(), object(keys, kind.about));
        let items = json!({"type": "object", "additionalProperties": nullable(reference(kind.name))});
        self.all.insert(name.to_owned(), nullable_any(vec![reference("none"), items]));
        let mut file = Map::new();
        file.insert(name.to_owned(), reference(name));
        file.insert("defaults".to_owned(), nullable(reference(kind.name)));
        file.insert("waive".to_owned(), nullable(reference("waivers")));
        self.all.insert(format!("{name}.md"), object(file, kind.about));
    }

    fn keys(&mut self, kind: &Kind) -> Map<String, Value> {
        kind.all_keys().map(|key| (key.name.to_owned(), self.described(key, kind.name))).collect()
    }

    /// The schema of a key's value with everything that the table says of the key.
    fn described(&mut self, key: &'static Key, owner: &str) -> Value {
        let mut about = key.about.to_owned();
        if let Some(stage) = key.required {
            about.push_str(&format!(" Needed from the stage of {stage} on."));
        }
        if key.audience == Audience::Internal {
            about.push_str(" The client never sees it.");
        }
        let mut schema = nullable(self.value(&key.kind, &format!("{owner}.{}", key.name)));
        schema["description"] = json!(about);
        schema["examples"] = json!([key.example]);
        schema
    }

    /// `path` names the definition of keys inside of the value.
    fn value(&mut self, kind: &'static Type, path: &str) -> Value {
        match kind {
            // YAML reads an unquoted 2026 as a number; planmark takes it as it is written.
            Type::Text | Type::TextOrReference => text(),
            Type::Prose | Type::Path | Type::Address => json!({"type": "string"}),
            Type::Slug => json!({"type": ["string", "integer"], "pattern": SLUG, "maxLength": SLUG_LETTERS}),
            Type::Reference(_) | Type::AnyReference | Type::Wait(_) => {
                json!({"type": ["string", "integer"]})
            }
            Type::Bool => json!({"type": "boolean"}),
            Type::Integer(from, to) => json!({"type": "integer", "minimum": from, "maximum": to}),
            Type::Number | Type::Money | Type::Units => json!({"type": ["number", "string"]}),
            Type::Percent => json!({"type": ["number", "string"], "pattern": PERCENT}),
            Type::Date => json!({"type": "string", "pattern": DATE}),
            Type::DateTime => json!({"type": "string", "pattern": DATE_TIME}),
            Type::DateOr(_) => json!({"type": ["string", "integer"]}),
            Type::Duration => duration(),
            Type::Estimate => {
                json!({"anyOf": [duration(), {"type": "array", "items": duration(), "minItems": 3, "maxItems": 3}]})
            }
            Type::Every => json!({"type": "string", "pattern": EVERY}),
            Type::Weekdays => json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
            Type::Hours => json!({"type": "string", "pattern": HOURS}),
            Type::Choice(words) => json!({"enum": words}),
            Type::List(inner) => list(self.value(inner, path)),
            Type::Record(inner) => self.record(inner, path),
            Type::TextOr(inner) => json!({"anyOf": [text(), self.record(inner, path)]}),
            Type::Lines(inner) => {
                let line = json!({"anyOf": [text(), self.record(inner, path)]});
                let named = json!({"type": "object", "additionalProperties": line});
                json!({"anyOf": [line, {"type": "array", "items": nullable(line.clone())}, named, reference("none")]})
            }
            Type::Assignees(_) => {
                let units = json!({"type": "object", "additionalProperties": {"type": ["number", "string"]}});
                list(json!({"anyOf": [{"type": ["string", "integer"]}, units]}))
            }
            Type::ById(inner) => json!({"type": "object", "additionalProperties": self.value(inner, path)}),
            Type::Waivers => reference("waivers"),
            Type::Delta => json!({"type": "object"}),
        }
    }

    /// Keys with values, defined once.
    fn record(&mut self, keys: &'static [Key], path: &str) -> Value {
        if let Some((_, name)) = self.known.iter().find(|(known, _)| are_same(known, keys)) {
            return reference(name);
        }
        self.known.push((keys, path.to_owned()));
        let properties: Map<String, Value> =
            keys.iter().map(|key| (key.name.to_owned(), self.described(key, path))).collect();
        let schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
        self.all.insert(path.to_owned(), schema);
        reference(path)
    }
}

/// Whether two lists of keys say the same. Where they stand in memory tells nothing: the compiler may copy one.
fn are_same(one: &[Key], other: &[Key]) -> bool {
    let told = |key: &Key| (key.name, key.about, key.example);
    one.iter().map(told).eq(other.iter().map(told))
}

fn object(properties: Map<String, Value>, about: &str) -> Value {
    json!({"type": "object", "description": about, "properties": properties, "additionalProperties": false})
}

/// A key without a value is a question that is still open.
fn nullable(schema: Value) -> Value {
    nullable_any(vec![schema])
}

fn nullable_any(mut choices: Vec<Value>) -> Value {
    choices.push(json!({"type": "null"}));
    json!({"anyOf": choices})
}

fn text() -> Value {
    json!({"type": ["string", "number", "boolean"]})
}

fn duration() -> Value {
    json!({"type": "string", "pattern": DURATION})
}

/// One, several, or `none` with the reason.
fn list(inner: Value) -> Value {
    json!({"anyOf": [inner, {"type": "array", "items": nullable(inner.clone())}, reference("none")]})
}

fn none() -> Value {
    json!({
        "type": "object",
        "description": "The question was asked, and the answer is nothing.",
        "properties": {"none": {"type": ["string", "number", "boolean", "null"]}},
        "required": ["none"],
        "additionalProperties": false,
    })
}

fn waivers() -> Value {
    let rule = |rule: &&Rule| {
        let about = format!("Why this does not count here: {}", rule.summary);
        (rule.name.to_owned(), json!({"type": "string", "minLength": 1, "description": about}))
    };
    let properties: Map<String, Value> = RULES.iter().map(rule).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}
