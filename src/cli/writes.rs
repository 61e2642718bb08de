//! Changes of a plan's files: made in memory, proven by reading them again, then written.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::loaded::Loaded;
use super::terminal::Terminal;
use crate::analysis::{Analysis, analyze};
use crate::finding::{Finding, Severity};
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

/// What the safe fixes change. A file whose fixes would bring a new error is left alone.
pub(crate) fn fixes(loaded: &Loaded, today: Date, is_wanted: &dyn Fn(&str) -> bool) -> Vec<Change> {
    let mut contents: BTreeMap<String, String> = BTreeMap::new();
    let mut sources = with(&loaded.sources, &contents);
    let mut analysis = analyze(&sources, &loaded.config, today);
    for _ in 0..ROUNDS {
        let mut by_file: BTreeMap<FileId, Vec<Edit>> = BTreeMap::new();
        for finding in analysis.findings.iter().filter(|finding| is_wanted(finding.rule)) {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.is_safe) else { continue };
            by_file.entry(finding.span.file).or_default().extend(fix.edits.iter().cloned());
        }
        if by_file.is_empty() {
            break;
        }
        let mut changed = false;
        for (file, edits) in by_file {
            let source = sources.file(file);
            let after = apply(source.text(), &edits);
            let mut trial = contents.clone();
            trial.insert(source.path.clone(), after);
            let proof = analyze(&with(&loaded.sources, &trial), &loaded.config, today);
            if errors(&proof) <= errors(&analysis) {
                contents = trial;
                changed = true;
            }
        }
        sources = with(&loaded.sources, &contents);
        analysis = analyze(&sources, &loaded.config, today);
        if !changed {
            break;
        }
    }
    let change = |(path, after): (String, String)| {
        let before = loaded.sources.find(&path).map(|(_, file)| file.text().to_owned());
        (before.as_deref() != Some(after.as_str())).then_some(Change { path, before, after })
    };
    contents.into_iter().filter_map(change).collect()
}

fn errors(analysis: &Analysis) -> usize {
    analysis.findings.iter().filter(|finding: &&Finding| finding.severity == Severity::Error).count()
}

/// The end of line that a text uses.
pub(crate) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// Text as a YAML scalar that no reader takes for anything else.
pub(crate) fn yaml_scalar(text: &str) -> String {
    let first_is_plain = text.chars().next().is_some_and(char::is_alphabetic);
    let is_plain = first_is_plain
        && text.chars().all(|letter| letter.is_alphanumeric() || " -_./()".contains(letter))
        && !text.ends_with(' ')
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n", "none"]
            .contains(&text.to_lowercase().as_str());
    if is_plain {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' | '\t' | '\r' => out.push(' '),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_the_text_that_it_was() {
        for text in ["Survey both sites", "Move: part 2", "yes", "@home", "a # b", "\"quoted\" \\", "- x", "2026-01-01"]
        {
            let written = format!("title: {}\n", yaml_scalar(text));
            let read: std::collections::BTreeMap<String, String> = yaml_serde::from_str(&written).expect("valid YAML");
            assert_eq!(read["title"], text, "{written}");
        }
    }
}
