//! The schema of `planmark.toml`.

use serde_json::{Map, Value, json};

use super::DRAFT;
use crate::render::json::write;
use crate::rule::{Group, Rule, Threshold};
use crate::rules::RULES;

/// What `planmark.toml` may say, with every rule and threshold by name.
#[must_use]
pub fn settings() -> String {
    write(&json!({
        "$schema": DRAFT,
        "title": "planmark.toml",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "profile": {
                "enum": ["default", "dcma"],
                "default": "default",
                "description": "The thresholds that count where nothing else is said.",
            },
            "types": {"type": "string", "description": "A folder of type profiles of your own."},
            "rules": {
                "description": "How rules and groups of rules count.",
                "type": "object",
                "properties": levels(),
                "additionalProperties": false,
            },
            "thresholds": {
                "description": "Figures that decide, by rule.",
                "type": "object",
                "properties": thresholds(),
                "additionalProperties": false,
            },
            "site": site(),
        },
    }))
}

fn level(about: &str) -> Value {
    json!({"enum": ["error", "warning", "info", "off"], "description": about})
}

fn levels() -> Map<String, Value> {
    let groups = Group::ALL.iter().map(|group| {
        let about = format!("All rules of the group {} that have no level of their own.", group.name());
        (group.name().to_owned(), level(&about))
    });
    let rules = RULES.iter().map(|rule| (rule.name.to_owned(), level(rule.summary)));
    // Where a rule has the name of a group, the rule's own words count.
    groups.chain(rules).collect()
}

fn thresholds() -> Map<String, Value> {
    let known = |known: &Threshold| {
        let about = format!("{} By default {}, in the profile dcma {}.", known.about, known.default, known.dcma);
        (known.name.to_owned(), json!({"type": "number", "minimum": 0, "description": about}))
    };
    let rule = |rule: &&Rule| {
        let properties: Map<String, Value> = rule.thresholds.iter().map(known).collect();
        let schema = json!({
            "type": "object",
            "description": rule.summary,
            "properties": properties,
            "additionalProperties": false,
        });
        (rule.name.to_owned(), schema)
    };
    RULES.iter().filter(|rule| !rule.thresholds.is_empty()).map(rule).collect()
}

fn site() -> Value {
    json!({
        "description": "How the site looks.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "lang": {
                "type": "string",
                "pattern": "^[0-9A-Za-z]{1,8}(-[0-9A-Za-z]{1,8})*$",
                "examples": ["en", "de"],
                "description": "The language of the site's own words: en, de, or one of your own with its words in theme/lang/.",
            },
            "colour": {
                "type": "string",
                "pattern": "^#[0-9a-fA-F]{6}$",
                "description": "The colour of links and of the status date.",
            },
            "logo": {"type": "string", "description": "A file beside project.md, shown in the footer."},
            "footer": {"type": "string", "description": "A line in the footer."},
            "base_url": {"type": "string", "description": "Where the site will be, for feeds."},
            "index": {"type": "boolean", "default": false, "description": "Whether search engines may list it."},
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::schema::tests::problems;

    #[test]
    fn settings_are_checked_by_name() {
        let schema: Value = serde_json::from_str(&settings()).expect("JSON");
        let check = |value: Value| problems(&schema, &schema, &value, "");
        let good = json!({"profile": "dcma", "rules": {"budget": "off", "cycle": "info"}, "site": {"index": true}});
        assert_eq!(check(good), Vec::<String>::new());
        assert_eq!(check(json!({"rules": {"cicle": "off"}})), [".rules.cicle: not known"]);
        assert_eq!(check(json!({"rules": {"cycle": "loud"}})), [".rules.cycle: \"loud\" is not one of the words"]);
    }
}
