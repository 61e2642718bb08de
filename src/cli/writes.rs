//! Changes of a plan's files: made in memory, proven by reading them again, then written.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::loaded::Loaded;
use super::terminal::Terminal;
use crate::analysis::analyze;
use crate::document::proof::changes_only_what_it_touches;
use crate::finding::Fix;
use crate::render;
use crate::text::{Content, Edit, FileId, SourceFile, SourceSet, apply};
use crate::value::Date;
use crate::workspace::{self, Error};

/// How often fixes are applied, because the fix of one place may wait for another's.
const ROUNDS: usize = 4;

/// A file before and after.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Change {
    pub(crate) path: String,
    /// None for a file that is new.
    pub(crate) before: Option<String>,
    pub(crate) after: String,
}

/// Writes changes, each file whole or not at all.
pub(crate) fn save(root: &Path, changes: &[Change]) -> Result<(), Error> {
    changes.iter().try_for_each(|change| workspace::save(root, &change.path, change.before.as_deref(), &change.after))
}

/// Shows changes, or writes them; what `--diff` decides.
pub(crate) fn show_or_save(
    root: &Path,
    changes: &[Change],
    only_show: bool,
    terminal: &mut Terminal,
) -> Result<(), Error> {
    if !only_show {
        return save(root, changes);
    }
    for change in changes {
        let before = change.before.as_deref().unwrap_or_default();
        let text = render::unified_diff(&change.path, before, &change.after, &terminal.look);
        terminal.print(&text);
    }
    Ok(())
}

/// A source set with other contents for some paths.
pub(crate) fn with(sources: &SourceSet, contents: &BTreeMap<String, String>) -> SourceSet {
    let file = |source: &SourceFile| match contents.get(&source.path) {
        Some(text) => SourceFile { path: source.path.clone(), content: Content::Text(Arc::from(text.as_str())) },
        None => source.clone(),
    };
    let mut files: Vec<SourceFile> = sources.files().map(|(_, source)| file(source)).collect();
    for (path, text) in contents {
        if sources.find(path).is_none() {
            files.push(SourceFile { path: path.clone(), content: Content::Text(Arc::from(text.as_str())) });
        }
    }
    SourceSet::new(files).with_focus(sources.focus().to_vec())
}

/// What the safe fixes come to.
pub(crate) struct Fixed {
    /// The files that change.
    pub(crate) changes: Vec<Change>,
    /// Fixes that were left out, because more would change than they mean to: path and what they do.
    pub(crate) refused: Vec<(String, String)>,
}

/// What the safe fixes change. Each is proven by reading the file again; one that fails the proof is left out.
pub(crate) fn fixes(loaded: &Loaded, today: Date, is_wanted: &dyn Fn(&str) -> bool) -> Fixed {
    let mut contents: BTreeMap<String, String> = BTreeMap::new();
    let mut refused = BTreeSet::new();
    for _ in 0..ROUNDS {
        let sources = with(&loaded.sources, &contents);
        let analysis = analyze(&sources, &loaded.config, today);
        let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
        for finding in analysis.findings.iter().filter(|finding| is_wanted(finding.rule)) {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.is_safe) else { continue };
            by_file.entry(finding.span.file).or_default().push(fix);
        }
        let mut is_new = false;
        for (file, fixes) in by_file {
            let source = sources.file(file);
            let (edits, left_out) = proven(file, source.text(), &fixes);
            refused.extend(left_out.into_iter().map(|fix| (source.path.clone(), fix.title.clone())));
            is_new |= !edits.is_empty();
            contents.insert(source.path.clone(), apply(source.text(), &edits));
        }
        if !is_new {
            break;
        }
    }
    let change = |(path, after): (String, String)| {
        let before = loaded.sources.find(&path).map(|(_, file)| file.text().to_owned());
        (before.as_deref() != Some(after.as_str())).then_some(Change { path, before, after })
    };
    Fixed { changes: contents.into_iter().filter_map(change).collect(), refused: refused.into_iter().collect() }
}

/// The edits of all fixes of a file that keep everything else as it was: all at once if that holds, else one by one.
fn proven<'f>(file: FileId, text: &str, fixes: &[&'f Fix]) -> (Vec<Edit>, Vec<&'f Fix>) {
    let all: Vec<Edit> = fixes.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
    if changes_only_what_it_touches(file, text, &all) {
        return (all, Vec::new());
    }
    let (mut edits, mut left_out): (Vec<Edit>, _) = (Vec::new(), Vec::new());
    for fix in fixes {
        let trial: Vec<Edit> = edits.iter().chain(&fix.edits).cloned().collect();
        if changes_only_what_it_touches(file, text, &trial) {
            edits = trial;
        } else {
            left_out.push(*fix);
        }
    }
    (edits, left_out)
}

/// The end of line that a text uses.
pub(crate) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}
