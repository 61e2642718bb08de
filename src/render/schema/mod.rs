//! JSON Schemas (draft 2020-12) of what planmark reads and writes, for editors and other programs.

mod diff;
mod findings;
mod kinds;
mod settings;

use serde_json::{Map, Value, json};

use super::json::write;
use crate::document::keys::{Kind, Register};

pub use diff::diff;
pub use findings::findings;
pub use settings::settings;

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The front matter of any file of a plan.
#[must_use]
pub fn plan() -> String {
    let files = kinds::files().into_iter().map(|name| reference(&name)).collect::<Vec<_>>();
    write(&json!({
        "$schema": DRAFT,
        "title": "Front matter of a file of a plan",
        "anyOf": files,
        "$defs": kinds::definitions(),
    }))
}

/// The front matter of one kind: `task` is an item in a file of its own, `tasks` the file of a register.
#[must_use]
pub fn kind(name: &str) -> Option<String> {
    let is_item = Kind::all().into_iter().any(|kind| kind.name == name);
    let (title, root) = match Register::from_name(name) {
        _ if name == "scope" => ("Front matter of scope.md".to_owned(), "scope.md".to_owned()),
        _ if name == "status" => ("What status.json holds".to_owned(), "status".to_owned()),
        _ if name == "baseline" => ("What baseline.yml holds".to_owned(), "baseline".to_owned()),
        Some(_) => (format!("Front matter of {name}.md"), format!("{name}.md")),
        None if is_item => (format!("Front matter of a {name}"), name.to_owned()),
        None => return None,
    };
    let all = kinds::definitions();
    let mut needed = Map::new();
    gather(&reference(&root), &all, &mut needed);
    Some(write(&json!({
        "$schema": DRAFT,
        "title": title,
        "$ref": format!("#/$defs/{root}"),
        "$defs": needed,
    })))
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

/// Copies the definitions that a schema refers to, and those that they refer to.
fn gather(schema: &Value, all: &Map<String, Value>, needed: &mut Map<String, Value>) {
    match schema {
        Value::Object(entries) => {
            let target = entries.get("$ref").and_then(Value::as_str);
            if let Some(name) = target.and_then(|target| target.strip_prefix("#/$defs/"))
                && !needed.contains_key(name)
                && let Some(definition) = all.get(name)
            {
                needed.insert(name.to_owned(), definition.clone());
                gather(definition, all, needed);
            }
            entries.values().for_each(|value| gather(value, all, needed));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, all, needed)),
        _ => {}
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// What of a value a schema does not allow; knows the words that our schemas use.
    pub(crate) fn problems(schema: &Value, root: &Value, value: &Value, path: &str) -> Vec<String> {
        let mut found = Vec::new();
        if let Some(target) = schema["$ref"].as_str() {
            let inner = root.pointer(target.trim_start_matches('#')).expect("a reference leads somewhere");
            return problems(inner, root, value, path);
        }
        if let Some(choices) = schema["anyOf"].as_array()
            && !choices.iter().any(|choice| problems(choice, root, value, path).is_empty())
        {
            found.push(format!("{path}: {value} is none of the choices"));
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            found.push(format!("{path}: {value} is not one of the words"));
        }
        let name = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let types: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        let is_known = types.contains(&name) || (name == "integer" && types.contains(&"number"));
        if !types.is_empty() && !is_known {
            found.push(format!("{path}: {name} is not {types:?}"));
        }
        for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if value.get(required).is_none() {
                found.push(format!("{path}: {required} is missing"));
            }
        }
        for (key, inner) in value.as_object().into_iter().flatten() {
            let path = format!("{path}.{key}");
            match (schema["properties"].get(key), &schema["additionalProperties"]) {
                (Some(known), _) => found.extend(problems(known, root, inner, &path)),
                (None, Value::Bool(false)) => found.push(format!("{path}: not known")),
                (None, other) => found.extend(problems(other, root, inner, &path)),
            }
        }
        if let Some(item) = schema.get("items") {
            for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                found.extend(problems(item, root, inner, &format!("{path}[{index}]")));
            }
        }
        found
    }

    fn parsed(text: &str) -> Value {
        serde_json::from_str(text).expect("a schema is JSON")
    }

    fn check(name: &str, text: &str, expected: &[&str]) {
        let schema = parsed(&kind(name).expect("a kind"));
        let value: Value = yaml_serde::from_str(text).expect("YAML");
        assert_eq!(problems(&schema, &schema, &value, ""), expected, "{text}");
    }

    #[test]
    fn a_plan_keeps_its_schema() {
        check("project", "{title: A, stage: planning, tasks: {a: {title: A, after: [b, c]}}, kpis: {none: no}}", &[]);
        check("project", "{titel: A}", &[".titel: not known"]);
        check(
            "tasks",
            "{defaults: {deliverable: a}, tasks: {a: {title: A, duration: [1d, 2d, 4d], who: {b: 2}}}}",
            &[],
        );
        check("task", "{title: A, tasks: {}}", &[".tasks: not known"]);
        check("scope", "{in: {a: A, b: {text: B}}, out: [C], assumptions: {none: all known}}", &[]);
        check("scope", "{scope: {in: A}}", &[]);
        check("deliverable", "{audience: all}", &[".audience: \"all\" is none of the choices"]);
    }

    #[test]
    fn every_kind_and_register_has_a_schema() {
        for kind in Kind::all() {
            assert!(super::kind(kind.name).is_some(), "{}", kind.name);
            assert!(super::kind(kind.register).is_some(), "{}", kind.register);
        }
        assert_eq!(kind("tsak"), None);
        assert!(parsed(&plan())["anyOf"].as_array().is_some_and(|files| files.len() > 30));
    }
}
