//! What judges a plan besides its own words: `planmark.toml`, type profiles and templates of one's own, the baseline.

use std::collections::{BTreeMap, BTreeSet};

use super::{Difference, Kind, Said, Topic};
use crate::config::{Config, Level, Profile, SETTINGS, Settings};
use crate::document::keys::{BASELINE, Class};
use crate::text::{Content, FileId, SourceSet, Span};

/// A setting by its name: what it says and where.
type Told = BTreeMap<String, Said>;

/// The differences of what judges the project of a folder.
pub(super) fn settings(
    folder: &str,
    base: (&SourceSet, Option<&Config>),
    head: (&SourceSet, Option<&Config>),
) -> Vec<Difference> {
    let mut found = match (base.1, head.1) {
        (Some(old), Some(new)) => compare(Topic::Settings, &told(old.settings(folder)), &told(new.settings(folder))),
        _ => unreadable(folder, base, head),
    };
    found.extend(compare(Topic::Settings, &theme(folder, base.0), &theme(folder, head.0)));
    found.extend(compare(Topic::Baseline, &baseline(folder, base.0), &baseline(folder, head.0)));
    found
}

/// What is another one on the two sides, by name.
fn compare(topic: Topic, old: &Told, new: &Told) -> Vec<Difference> {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differs = |name: &&&String| old.get(**name).map(|said| &said.text) != new.get(**name).map(|said| &said.text);
    let difference = |name: &String| {
        let (before, after) = (old.get(name), new.get(name));
        let kind = match (before, after) {
            (None, _) => Kind::Added,
            (_, None) => Kind::Removed,
            _ => Kind::Changed,
        };
        let visible = |said: Option<&Said>| said.map(|said| Said { text: shown(&said.text), ..said.clone() });
        plain(topic.clone(), name, kind, visible(before), visible(after))
    };
    names.iter().filter(differs).map(|name| difference(name)).collect()
}

/// A difference that nothing covers.
fn plain(topic: Topic, path: &str, kind: Kind, before: Option<Said>, after: Option<Said>) -> Difference {
    let whole = Difference::of_whole(topic, Class::Control, kind);
    Difference { path: path.to_owned(), before, after, ..whole }
}

/// The content of whole files is compared, but not shown.
fn shown(text: &str) -> String {
    text.strip_prefix(CONTENT).map_or_else(|| text.to_owned(), |_| String::new())
}

const CONTENT: &str = "\u{0}";

fn content(file: FileId, text: &str) -> Said {
    Said { text: format!("{CONTENT}{}", text.replace('\r', "")), span: Some(Span::new(file, 0, 0)) }
}

/// Settings that cannot be read on one side at least: told, unless the file is the same on both.
fn unreadable(
    folder: &str,
    base: (&SourceSet, Option<&Config>),
    head: (&SourceSet, Option<&Config>),
) -> Vec<Difference> {
    let file = |sources: &SourceSet| {
        let paths = [join(folder, SETTINGS), SETTINGS.to_owned()];
        paths.iter().find_map(|path| sources.find(path)).map(|(file, source)| (file, source.text().to_owned()))
    };
    let said = |side: (&SourceSet, Option<&Config>)| {
        let (file, _) = file(side.0)?;
        let text = if side.1.is_some() { "(can be read)" } else { "(cannot be read)" };
        Some(Said { text: text.to_owned(), span: Some(Span::new(file, 0, 0)) })
    };
    let text = |sources: &SourceSet| file(sources).map(|(_, text)| text);
    if text(base.0) == text(head.0) {
        return Vec::new();
    }
    vec![plain(Topic::Settings, "", Kind::Changed, said(base), said(head))]
}

fn told(settings: &Settings) -> Told {
    let mut told = Told::new();
    let whole = settings.file.map(|file| Span::new(file, 0, 0));
    let mut add = |name: String, text: String, span: Option<Span>| told.insert(name, Said { text, span });
    if settings.profile == Profile::Dcma {
        add("profile".to_owned(), "dcma".to_owned(), whole);
    }
    for (rule, level) in &settings.levels {
        let word = match level.value {
            Level::Off => "off",
            Level::Severity(severity) => severity.word(),
        };
        add(format!("rules.{}", rule.value), word.to_owned(), Some(level.span));
    }
    for (rule, thresholds) in &settings.thresholds {
        for (name, number) in thresholds {
            let path = format!("thresholds.{}.{}", rule.value, name.value);
            add(path, number.value.normalize().to_string(), Some(number.span));
        }
    }
    if let Some(types) = &settings.types_folder {
        add("types".to_owned(), types.value.clone(), Some(types.span));
        for (name, profile) in &settings.types {
            add(format!("types.{name}"), format!("{CONTENT}{profile:?}"), whole);
        }
    }
    let site = &settings.site;
    let texts = [
        ("lang", &site.lang),
        ("colour", &site.colour),
        ("logo", &site.logo),
        ("footer", &site.footer),
        ("base_url", &site.base_url),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            add(format!("site.{name}"), text.value.clone(), Some(text.span));
        }
    }
    if site.index {
        add("site.index".to_owned(), "true".to_owned(), whole);
    }
    told
}

/// Templates and words of one's own decide what the client sees.
fn theme(folder: &str, sources: &SourceSet) -> Told {
    let file = |(id, file): (FileId, &crate::text::SourceFile)| {
        let inner = file.path[folder.len()..].trim_start_matches('/').to_owned();
        match &file.content {
            Content::Bytes(bytes) => {
                let said = Said { text: format!("{CONTENT}{bytes:?}"), span: Some(Span::new(id, 0, 0)) };
                (inner, said)
            }
            _ => (inner, content(id, file.text())),
        }
    };
    sources.below(&join(folder, "theme")).map(file).collect()
}

fn baseline(folder: &str, sources: &SourceSet) -> Told {
    let found = sources.find(&join(folder, BASELINE));
    found.map(|(file, source)| (String::new(), content(file, source.text()))).into_iter().collect()
}

/// Whether a project has a baseline.
pub(super) fn has_baseline(folder: &str, sources: &SourceSet) -> bool {
    sources.find(&join(folder, BASELINE)).is_some()
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
