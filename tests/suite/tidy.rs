//! The house rules: floors import downwards only, files introduce themselves and stay small, libraries stay home.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up; files directly in `src` are floors too.
const FLOORS: &[&str] = &[
    "value",
    "text",
    "finding",
    "document",
    "config",
    "model",
    "schedule",
    "money",
    "agreed",
    "status",
    "diff",
    "rule",
    "rules",
    "lint",
    "analysis",
    "audience",
    "view",
    "render",
    "workspace",
    "serve",
    "cli",
];

/// Which floor may use which library; its types do not travel.
const HOMES: &[(&str, &[&str])] = &[
    ("granit_parser", &["document"]),
    ("pulldown_cmark", &["document"]),
    ("tera", &["render"]),
    ("miette", &["render"]),
    ("similar", &["render", "text"]),
    ("jiff", &["value"]),
    ("rust_decimal", &["value"]),
    ("sha2", &["value"]),
    ("rustix", &["workspace"]),
    ("walkdir", &["workspace"]),
    ("ignore", &["workspace"]),
    ("notify", &["workspace"]),
    ("axum", &["serve"]),
    ("tokio", &["serve"]),
    ("tokio_stream", &["serve"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("anstream", &["cli"]),
    ("anstyle", &["render"]),
    ("aho_corasick", &["text"]),
    ("toml", &["config"]),
    ("schemars", &["render"]),
];

/// Files may be this long without their tests.
const LINES: usize = 400;
/// Files that may be longer, and why: they list one entry after the other, and cutting them would hide the order.
const LONG: &[&str] = &[];

fn sources() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    gather(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite"), &mut files);
    files.sort();
    files
}

fn gather(folder: &Path, files: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).expect("source is text");
            files.push((path, text));
        }
    }
}

/// The path below the repository, and the floor it belongs to.
fn name_and_floor(path: &Path) -> (String, Option<usize>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let name = path.strip_prefix(root).expect("below the repository").to_string_lossy().replace('\\', "/");
    let first =
        name.strip_prefix("src/").and_then(|rest| rest.split('/').next()).map(|first| first.trim_end_matches(".rs"));
    let floor = first.and_then(|first| FLOORS.iter().position(|floor| *floor == first));
    (name, floor)
}

fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests").map_or(text, |end| &text[..end])
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    for (path, text) in sources() {
        let (name, _) = name_and_floor(&path);
        assert!(text.starts_with("//! "), "{name}: start with one line that says what this file is for");
        let lines = without_tests(&text).lines().count();
        assert!(lines <= LINES || LONG.contains(&name.as_str()), "{name}: {lines} lines; cut it in two");
        for word in ["TODO", "FIXME", "XXX:"] {
            assert!(
                !text.contains(word) || name.ends_with("tidy.rs") || name.contains("placeholder"),
                "{name}: {word}"
            );
        }
    }
}

#[test]
fn no_file_looks_up() {
    for (path, text) in sources() {
        let (name, floor) = name_and_floor(&path);
        let Some(floor) = floor else { continue };
        for line in without_tests(&text).lines() {
            let Some(rest) = line.trim().trim_start_matches("pub ").strip_prefix("use crate::") else { continue };
            assert!(!rest.starts_with('{'), "{name}: one `use crate::floor::…` line a floor");
            let target = rest.split([':', ';', ' ', '{']).next().unwrap_or_default();
            let known = FLOORS.iter().position(|floor| *floor == target);
            let known = known.unwrap_or_else(|| panic!("{name}: `{target}` is on no floor"));
            assert!(known <= floor, "{name} looks up to {target}");
        }
    }
}

#[test]
fn libraries_stay_in_their_floors() {
    for (path, text) in sources() {
        let (name, floor) = name_and_floor(&path);
        let Some(floor) = floor else { continue };
        for (library, homes) in HOMES {
            let uses = without_tests(&text)
                .lines()
                .any(|line| line.contains(&format!("use {library}::")) || line.contains(&format!(" ::{library}::")));
            assert!(!uses || homes.contains(&FLOORS[floor]), "{name} uses {library}, which lives in {homes:?}");
        }
    }
}
