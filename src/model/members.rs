//! Which folders and files `projects:` of a portfolio names: patterns below its own folder.

use crate::document;
use crate::document::tree::{FrontMatter, NodeValue};
use crate::text::{FileId, SourceSet, Spanned};

/// What the names of status files end in, beside `status.json` itself.
const STATUS_ENDING: &str = ".status.json";

/// The entries of `projects:`.
#[derive(Clone, Debug, Default)]
pub(super) struct Members {
    entries: Vec<Spanned<String>>,
}

impl Members {
    /// The entries of a portfolio's own file; none where it names none, which means all projects below it.
    pub(super) fn of(sources: &SourceSet, portfolio: Option<FileId>) -> Self {
        let Some(file) = portfolio else { return Self::default() };
        let (document, _) = document::parse(file, sources.file(file).text());
        Self { entries: document.front.as_ref().map(entries).unwrap_or_default() }
    }

    /// Whether the portfolio names its projects.
    pub(super) fn are_named(&self) -> bool {
        !self.entries.is_empty()
    }

    /// Whether an entry names a project's folder.
    pub(super) fn name_folder(&self, folder: &str) -> bool {
        self.entries.iter().any(|entry| !is_status(&entry.value) && matches(&entry.value, folder))
    }

    /// Whether an entry names a status file; one with a slash at its end names folders alone.
    pub(super) fn name_file(&self, path: &str) -> bool {
        let mut files = self.entries.iter().filter(|entry| !entry.value.ends_with('/'));
        is_status(path) && files.any(|entry| matches(&entry.value, path))
    }

    /// Entries that lead out of the portfolio's folder.
    pub(super) fn outside(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.entries.iter().filter(|entry| leads_out(&entry.value))
    }

    /// Entries that name none of these folders and files.
    pub(super) fn without_match<'a>(&'a self, known: &'a [&'a str]) -> impl Iterator<Item = &'a Spanned<String>> {
        let unmatched = |entry: &&Spanned<String>| !known.iter().any(|path| matches(&entry.value, path));
        self.entries.iter().filter(|entry| !leads_out(&entry.value)).filter(unmatched)
    }
}

fn entries(front: &FrontMatter) -> Vec<Spanned<String>> {
    let Some(entry) = front.entries.iter().find(|entry| entry.key.value == "projects") else { return Vec::new() };
    let nodes = match &entry.value.value {
        NodeValue::Sequence { items, .. } => items.as_slice(),
        _ => std::slice::from_ref(&entry.value),
    };
    nodes.iter().filter_map(|node| Some(Spanned::new(node.as_text()?.trim().to_owned(), node.span))).collect()
}

/// Whether a path is that of a status file.
pub(super) fn is_status(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name == "status.json" || name.ends_with(STATUS_ENDING)
}

fn leads_out(pattern: &str) -> bool {
    pattern.starts_with(['/', '~']) || pattern.contains([':', '\\']) || pattern.split('/').any(|part| part == "..")
}

/// Whether a path fits a pattern: `*` stands for letters within a part, `**` for any parts.
pub(super) fn matches(pattern: &str, path: &str) -> bool {
    let pattern: Vec<&str> = pattern.trim_start_matches("./").trim_end_matches('/').split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    parts_match(&pattern, &path)
}

/// For each place in the pattern which places in the path it can have come to; no way is walked twice.
fn parts_match(pattern: &[&str], path: &[&str]) -> bool {
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        if *part == "**" {
            let first = reached.iter().position(|is_reached| *is_reached).unwrap_or(path.len() + 1);
            next.iter_mut().skip(first).for_each(|is_reached| *is_reached = true);
        } else {
            for place in (0..path.len()).filter(|place| reached[*place]) {
                next[place + 1] = part_matches(part, path[place]);
            }
        }
        reached = next;
    }
    reached[path.len()]
}

/// Whether a name fits a pattern with `*`: the pieces between stars come in order, the first and last at the ends.
fn part_matches(pattern: &str, name: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut left) = name.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = rest.split('*').collect();
    let (last, middle) = pieces.split_last().expect("a split has at least one piece");
    for piece in middle {
        match left.find(piece) {
            Some(place) => left = &left[place + piece.len()..],
            None => return false,
        }
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_name_folders_and_files_below_the_portfolio() {
        let cases = [
            ("*/", "elm", true),
            ("*", "elm/wifi", false),
            ("clients/*/", "clients/elm", true),
            ("**/", "clients/elm/wifi", true),
            ("clients/**", "clients", true),
            ("./elm", "elm", true),
            ("elm-*-2026", "elm-wifi-2026", true),
            ("elm-*-2026", "elm-2026", false),
            ("published/*.status.json", "published/elm.status.json", true),
            ("**/status.json", "status.json", true),
            ("a**b*c", "axxbyyc", true),
            ("a*a", "a", false),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(matches(pattern, path), expected, "{pattern} {path}");
        }
        for pattern in ["../x", "/etc", "C:/x", "~/x", "a/../b", "https://example.com/status.json"] {
            assert!(leads_out(pattern), "{pattern}");
        }
    }
}
