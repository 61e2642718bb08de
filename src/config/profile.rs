//! Type profiles: what a project of a type usually has. Data, so that a provider can add types of its own.

use std::collections::BTreeMap;

use super::SettingsError;
use super::toml::{self, Value};
use crate::text::{Content, FileId, SourceSet, Span, Spanned};

/// Something that a project of a type usually has, and the words by which it is recognised in a title.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Expected {
    /// What people call it.
    pub name: String,
    /// Lower-case words, one of which a matching item has; the name itself where none are given.
    pub keywords: Vec<String>,
}

impl Expected {
    /// Whether a text in lower case speaks of it.
    #[must_use]
    pub fn is_in(&self, lower: &str) -> bool {
        self.keywords.iter().any(|word| lower.contains(word))
    }
}

/// What a project of a type usually has.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct TypeProfile {
    pub title: String,
    pub skills: Vec<Expected>,
    pub technicians: u32,
    pub vendors: Vec<Expected>,
    pub deliverables: Vec<Expected>,
    /// Whether work of this type takes something down.
    pub needs_windows: bool,
    pub risks: Vec<Expected>,
    pub tasks: Vec<Expected>,
    pub budget_categories: Vec<Expected>,
    pub client_needs: Vec<Expected>,
}

const BUILT_IN: [(&str, &str); 4] = [
    ("cloud-migration", include_str!("../../templates/types/cloud-migration.toml")),
    ("firewall", include_str!("../../templates/types/firewall.toml")),
    ("office-relocation", include_str!("../../templates/types/office-relocation.toml")),
    ("voip", include_str!("../../templates/types/voip.toml")),
];

/// The types that planmark brings.
pub(super) fn built_in() -> BTreeMap<String, TypeProfile> {
    let parse = |(name, text): (&str, &str)| {
        let profile = read(FileId::default(), text).expect("the embedded profiles are read in a test");
        (name.to_owned(), profile)
    };
    BUILT_IN.into_iter().map(parse).collect()
}

/// Adds the profiles of a folder; a profile of a known name replaces it.
pub(super) fn add_own(
    types: &mut BTreeMap<String, TypeProfile>,
    sources: &SourceSet,
    folder: &str,
    place: Span,
    errors: &mut Vec<SettingsError>,
) {
    let prefix = format!("{folder}/");
    let before = types.len();
    let mut found = false;
    for (file, source) in sources.files() {
        let Some(name) = source.path.strip_prefix(&prefix).and_then(|name| name.strip_suffix(".toml")) else {
            continue;
        };
        if !matches!(source.content, Content::Text(_)) || name.contains('/') {
            continue;
        }
        found = true;
        match read(file, source.text()) {
            Ok(profile) => {
                types.insert(name.to_owned(), profile);
            }
            Err(more) => errors.extend(more),
        }
    }
    if !found && types.len() == before {
        errors.push(SettingsError {
            span: place,
            message: format!("the folder `{folder}` has no type profile"),
            help: "put `<type>.toml` files there, or leave `types` out".to_owned(),
        });
    }
}

/// Reads one profile.
fn read(file: FileId, text: &str) -> Result<TypeProfile, Vec<SettingsError>> {
    let mut profile = TypeProfile::default();
    let mut errors = Vec::new();
    for (key, value) in toml::parse(file, text)? {
        let list = || expected(&value.value);
        match key.value.as_str() {
            "title" => profile.title = value.value.as_text().unwrap_or_default().to_owned(),
            "skills" => profile.skills = list(),
            "technicians" => profile.technicians = number(&value.value).unwrap_or(0),
            "vendors" => profile.vendors = list(),
            "deliverables" => profile.deliverables = list(),
            "windows" => profile.needs_windows = value.value.as_text() == Some("required"),
            "risks" => profile.risks = list(),
            "tasks" => profile.tasks = list(),
            "budget_categories" => profile.budget_categories = list(),
            "client_needs" => profile.client_needs = list(),
            _ => errors.push(SettingsError {
                span: key.span,
                message: format!("a type profile has no `{}`", key.value),
                help: "known are title, skills, technicians, vendors, deliverables, windows, risks, tasks, \
                       budget_categories, client_needs"
                    .to_owned(),
            }),
        }
    }
    if errors.is_empty() { Ok(profile) } else { Err(errors) }
}

fn number(value: &Value) -> Option<u32> {
    match value {
        Value::Number(text) => text.parse().ok(),
        _ => None,
    }
}

/// A list of texts, or of `{name = "…", keywords = ["…"]}`.
fn expected(value: &Value) -> Vec<Expected> {
    let Value::List(items) = value else { return Vec::new() };
    items.iter().filter_map(|item| one_expected(&item.value)).collect()
}

fn one_expected(value: &Value) -> Option<Expected> {
    if let Some(name) = value.as_text() {
        return Some(Expected { name: name.to_owned(), keywords: vec![name.to_lowercase()] });
    }
    let table = value.as_table()?;
    let find = |name: &str| table.iter().find(|(key, _)| key.value == name).map(|(_, value)| &value.value);
    let name = find("name").and_then(Value::as_text)?.to_owned();
    let words = match find("keywords") {
        Some(Value::List(words)) => words.iter().filter_map(lower_word).collect(),
        _ => vec![name.to_lowercase()],
    };
    Some(Expected { name, keywords: words })
}

fn lower_word(word: &Spanned<Value>) -> Option<String> {
    word.value.as_text().map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_profile_is_read_whole() {
        for (name, profile) in built_in() {
            assert!(!profile.title.is_empty(), "{name} has a title");
            assert!(!profile.skills.is_empty() && !profile.deliverables.is_empty(), "{name} expects something");
            assert!(profile.technicians > 0, "{name} takes people");
        }
    }
}
