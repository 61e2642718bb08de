//! What differs between the settings of two states of a plan: every setting by its name and value, own type profiles
//! included.

use std::collections::BTreeMap;

use super::toml::{self, Entries, Value};
use super::{SETTINGS, settings};
use crate::text::{FileId, SourceSet, Span};

/// A setting that differs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChangedSetting {
    /// Where it stands in the newer state; the start of its file, or of the plan, if it was taken out.
    pub span: Span,
    /// Such as `rules.no-scope-out`, after the file if that is not `planmark.toml`.
    pub name: String,
    /// The older value as TOML.
    pub before: Option<String>,
    /// The newer value as TOML.
    pub after: Option<String>,
}

/// Settings that differ between two states of a plan. A plan that is new has none, and neither has a file that
/// cannot be read as settings.
#[must_use]
pub fn changed_settings(base: &SourceSet, head: &SourceSet) -> Vec<ChangedSetting> {
    let is_in = |sources: &SourceSet, folder: &str| {
        ["project.md", "portfolio.md"].iter().any(|name| sources.find(&format!("{folder}{name}")).is_some())
    };
    let (old, new) = (flat(base), flat(head));
    let mut changes = Vec::new();
    let all: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).collect();
    for key in all {
        let (folder, name) = key;
        let (before, after) = (old.get(key), new.get(key));
        let same = before.map(|(_, value)| value) == after.map(|(_, value)| value);
        if same || !is_in(base, folder) || !is_in(head, folder) {
            continue;
        }
        changes.push(ChangedSetting {
            span: after.map_or_else(|| start(head, folder), |(span, _)| *span),
            name: name.clone(),
            before: before.map(|(_, value)| value.clone()),
            after: after.map(|(_, value)| value.clone()),
        });
    }
    changes
}

/// The start of the settings in a folder, else of the plan.
fn start(sources: &SourceSet, folder: &str) -> Span {
    let names = [SETTINGS, "project.md", "portfolio.md"];
    let file = names.iter().find_map(|name| sources.find(&format!("{folder}{name}")));
    file.map_or(Span::default(), |(file, _)| Span::new(file, 0, 0))
}

/// Every setting by its folder (empty, or with `/` at its end) and name.
fn flat(sources: &SourceSet) -> BTreeMap<(String, String), (Span, String)> {
    let mut settings_of = BTreeMap::new();
    for (file, source) in sources.files() {
        let Some(folder) = source.path.strip_suffix(SETTINGS).filter(|folder| is_folder(folder)) else { continue };
        add(&mut settings_of, folder, "", file, source.text());
        let own = settings::read(file, source.text()).ok().and_then(|settings| settings.types_folder);
        let Some(own) = own else { continue };
        for (file, profile) in sources.below(&format!("{folder}{}", own.value)) {
            if let Some(name) = profile.path.strip_prefix(folder).filter(|name| name.ends_with(".toml")) {
                add(&mut settings_of, folder, &format!("{name}: "), file, profile.text());
            }
        }
    }
    settings_of
}

fn is_folder(folder: &str) -> bool {
    folder.is_empty() || folder.ends_with('/')
}

fn add(to: &mut BTreeMap<(String, String), (Span, String)>, folder: &str, prefix: &str, file: FileId, text: &str) {
    let Ok(entries) = toml::parse(file, text) else { return };
    add_entries(to, folder, prefix, &entries);
}

fn add_entries(to: &mut BTreeMap<(String, String), (Span, String)>, folder: &str, prefix: &str, entries: &Entries) {
    for (key, value) in entries {
        let name = format!("{prefix}{}", key.value);
        match &value.value {
            Value::Table(inner) => add_entries(to, folder, &format!("{name}."), inner),
            other => {
                to.insert((folder.to_owned(), name), (key.span.to(value.span), print(other)));
            }
        }
    }
}

/// A value as TOML writes it, on one line.
fn print(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => number.clone(),
        Value::Truth(truth) => truth.to_string(),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| print(&item.value)).collect::<Vec<_>>().join(", "))
        }
        Value::Table(entries) => {
            let entry = |(key, value): &(crate::text::Spanned<String>, crate::text::Spanned<Value>)| {
                format!("{} = {}", key.value, print(&value.value))
            };
            format!("{{{}}}", entries.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Other => "a date".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &[(&str, &str)], head: &[(&str, &str)], expected: &[&str]) {
        let head = SourceSet::of_texts(head);
        let told: Vec<String> = changed_settings(&SourceSet::of_texts(base), &head)
            .into_iter()
            .map(|change| {
                let told = |value: Option<String>| value.unwrap_or_else(|| "-".to_owned());
                let place = &head.file(change.span.file).path;
                format!("{place} {}: {} {}", change.name, told(change.before), told(change.after))
            })
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn settings_are_compared_by_name_and_value() {
        let base = [("project.md", ""), ("planmark.toml", "[rules]\nlead = 'off'\ncycle = \"error\"\n")];
        check(&base, &base, &[]);
        let same = "rules.cycle='error' # a comment\nrules.lead = \"off\"";
        check(&base, &[("project.md", ""), ("planmark.toml", same)], &[]);
        let other = "profile = \"dcma\"\n[rules]\nlead = \"off\"\ncycle = \"off\"\n[thresholds]\nlead = {days = 2}";
        check(
            &base,
            &[("project.md", ""), ("planmark.toml", other)],
            &[
                "planmark.toml profile: - \"dcma\"",
                "planmark.toml rules.cycle: \"error\" \"off\"",
                "planmark.toml thresholds.lead.days: - 2",
            ],
        );
        let gone = ["project.md rules.cycle: \"error\" -", "project.md rules.lead: \"off\" -"];
        check(&base, &[("project.md", "")], &gone);
    }

    #[test]
    fn own_types_are_settings_and_a_new_plan_changes_none() {
        let plan = |types: &'static str| {
            [("a/project.md", ""), ("a/planmark.toml", "types = 'types'"), ("a/types/office.toml", types)]
        };
        check(
            &plan("technicians = 1"),
            &plan("technicians = 2"),
            &["a/types/office.toml types/office.toml: technicians: 1 2"],
        );
        check(&[("b/project.md", "")], &plan("technicians = 2"), &[]);
    }
}
