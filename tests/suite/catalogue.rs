//! The words of the site: every key that is asked for is there, every key that is there is asked for.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use planmark::config::Catalogue;

/// Endings of files of the site, which look like keys.
const FILES: &[&str] = &["html", "json", "csv", "svg", "xml", "ics", "css", "js", "toml"];

/// All texts of the folders that say something on the site, tests left out.
fn texts(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            texts(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs" || ending == "html") {
            let text = fs::read_to_string(&path).expect("source is text");
            let end = text.find("#[cfg(test)]\nmod tests").unwrap_or(text.len());
            let code = text[..end].lines().filter(|line| !line.trim_start().starts_with("//"));
            found.push(code.collect::<Vec<_>>().join("\n"));
        }
    }
}

/// What the source asks for: whole keys, and tables whose names are made of words of the format.
fn asked() -> (BTreeSet<String>, BTreeSet<String>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in ["src/view", "src/render/html", "templates/site"] {
        texts(&root.join(folder), &mut sources);
    }
    let (mut keys, mut tables) = (BTreeSet::new(), BTreeSet::new());
    for source in &sources {
        let literals: Vec<&str> = source.split('"').collect();
        for pair in literals.windows(2) {
            let is_part = |part: &str| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-".contains(&b))
            };
            let text = pair[1].trim_start_matches('#');
            if text.contains('.') && text.split('.').all(is_part) && !FILES.iter().any(|ending| text.ends_with(ending))
            {
                keys.insert(text.to_owned());
            }
            if pair[0].ends_with("name(") {
                tables.insert(text.to_owned());
            }
        }
    }
    (keys, tables)
}

/// The key as the source writes it: without the form of a plural, the place in a list, the note of a title.
fn base(key: &str) -> &str {
    // What stands under a title is asked for with it.
    let key = key.strip_suffix("_note").unwrap_or(key);
    match key.rsplit_once('.') {
        Some((base, last))
            if base.contains('.') && (last == "one" || last == "other" || last.parse::<u8>().is_ok()) =>
        {
            base
        }
        _ => key,
    }
}

#[test]
fn every_key_that_is_asked_for_is_in_the_catalogue() {
    let catalogue = Catalogue::default();
    let known: BTreeSet<&str> = catalogue.texts().flat_map(|(key, _)| [key, base(key)]).collect();
    let tables: BTreeSet<&str> = known.iter().filter_map(|key| key.split('.').next()).collect();
    let (keys, names) = asked();
    let missing: Vec<&String> = keys
        .iter()
        .filter(|key| {
            key.split('.').next().is_some_and(|table| tables.contains(table)) && !known.contains(key.as_str())
        })
        .collect();
    assert!(missing.is_empty(), "templates/lang/en.toml has no {missing:#?}");
    let missing: Vec<&String> = names
        .iter()
        .filter(|name| {
            !known.iter().any(|key| key.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('.')))
        })
        .collect();
    assert!(missing.is_empty(), "templates/lang/en.toml has no table {missing:#?}");
}

#[test]
fn every_key_of_the_catalogue_is_asked_for() {
    let catalogue = Catalogue::default();
    let (keys, names) = asked();
    let is_asked = |key: &str| {
        keys.contains(key)
            || keys.contains(base(key))
            || key.rsplit_once('.').is_some_and(|(table, _)| names.contains(table))
    };
    let unused: Vec<&str> = catalogue.texts().map(|(key, _)| key).filter(|key| !is_asked(key)).collect();
    assert!(unused.is_empty(), "nothing on the site says {unused:#?}");
}
