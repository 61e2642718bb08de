//! The one bounded reader: a folder becomes a `SourceSet`. A file that cannot be read is in it too, with the reason.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::handles::{Folder, is_link_error};
use super::limits::{LIMITS, Limits};
use super::walk::{Place, walk};
use super::{Change, Error, Located, reason};
use crate::text::{Content, ReadProblem, SourceFile, SourceSet};

/// The endings of files that are text of a plan.
const TEXT_ENDINGS: [&str; 4] = ["md", "yml", "yaml", "toml"];
/// What a project elsewhere published of itself.
const STATUS: &str = "status.json";

/// Reads a plan's folder.
///
/// # Errors
/// If the root itself cannot be read. What fails below it is in the set.
pub fn read(located: &Located) -> Result<SourceSet, Error> {
    read_within(located, &LIMITS)
}

/// Reads these files again; None if nothing differs from what was read before. Whatever is more than other bytes in
/// known files (a new one, one less, a folder, other rules of what is read) has all of it read again.
///
/// # Errors
/// As [`read`].
pub fn read_again(located: &Located, before: &SourceSet, change: &Change) -> Result<Option<SourceSet>, Error> {
    let Change::Files(paths) = change else { return read_all_again(located, before) };
    let folder =
        Folder::open(&located.root).map_err(|error: io::Error| Error::disk("cannot read", &located.root, &error))?;
    let mut now = before.clone();
    let mut is_new = false;
    for path in paths {
        let Some((file, known)) = before.find(path) else { return read_all_again(located, before) };
        let place = Place { path: path.clone(), problem: None };
        let content = match (&known.content, read_place(&folder, &place, &LIMITS, &AtomicU64::new(0))) {
            (Content::Unreadable(_), _) | (_, None | Some(Content::Unreadable(_))) => {
                return read_all_again(located, before);
            }
            (_, Some(content)) => content,
        };
        if content != known.content {
            now.replace(file, content);
            is_new = true;
        }
    }
    Ok(is_new.then_some(now))
}

fn read_all_again(located: &Located, before: &SourceSet) -> Result<Option<SourceSet>, Error> {
    let mut now = read(located)?;
    now.share_with(before);
    Ok((now != *before).then_some(now))
}

fn read_within(located: &Located, limits: &Limits) -> Result<SourceSet, Error> {
    let refused = |error: io::Error| Error::disk("cannot read", &located.root, &error);
    let folder = Folder::open(&located.root).map_err(refused)?;
    let places = walk(&located.root, &folder, limits).map_err(refused)?;
    let files = read_all(&folder, &places, limits);
    Ok(SourceSet::new(files).with_focus(located.focus.clone()))
}

/// The text of one file of a plan; empty if it is none.
pub(super) fn read_one(root: &Path, path: &str) -> io::Result<String> {
    let bytes = bounded(Folder::open(root)?.file(path)?, LIMITS.text_bytes)?;
    Ok(bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default())
}

/// Reads side by side. If all files together are too large, which ones are read depends on their order alone.
fn read_all(folder: &Folder, places: &[Place], limits: &Limits) -> Vec<SourceFile> {
    let read = AtomicU64::new(0);
    let contents: Vec<Option<Content>> =
        places.par_iter().map(|place| read_place(folder, place, limits, &read)).collect();
    let mut end = places.len();
    if read.into_inner() > limits.total_bytes {
        drop(contents);
        end = affordable(folder, places, limits);
        let mut files = read_all(folder, &places[..end], limits);
        let content = Content::Unreadable(ReadProblem::TooMuch(limits.total_bytes));
        files.push(SourceFile { path: places[end].path.clone(), content });
        return files;
    }
    let file =
        |(place, content): (&Place, Option<Content>)| Some(SourceFile { path: place.path.clone(), content: content? });
    places[..end].iter().zip(contents).filter_map(file).collect()
}

/// How many of the first places fit into the limit of all files together; less than all.
fn affordable(folder: &Folder, places: &[Place], limits: &Limits) -> usize {
    let size = |place: &Place| match place.problem {
        Some(_) => 0,
        None => folder.file(&place.path).and_then(|file| file.metadata()).map_or(0, |about| about.len()),
    };
    let sizes: Vec<u64> = places.par_iter().map(size).collect();
    let mut total = 0;
    let is_over = |(place, size): (&Place, &u64)| {
        total += if *size > limit_of(&place.path, limits) { 0 } else { *size };
        total > limits.total_bytes
    };
    places.iter().zip(&sizes).position(is_over).unwrap_or(places.len() - 1)
}

/// What stands at a place; nothing if it vanished since the walk.
fn read_place(folder: &Folder, place: &Place, limits: &Limits, read: &AtomicU64) -> Option<Content> {
    if let Some(problem) = &place.problem {
        return Some(Content::Unreadable(problem.clone()));
    }
    // The set is thrown away then.
    if read.load(Ordering::Relaxed) > limits.total_bytes {
        return None;
    }
    let outcome = folder.file(&place.path).and_then(|file| bounded(file, limit_of(&place.path, limits)));
    let bytes = match outcome {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(problem)) => return Some(Content::Unreadable(problem)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) if is_link_error(&error) => return Some(Content::Unreadable(ReadProblem::Link)),
        Err(error) => return Some(Content::Unreadable(ReadProblem::Refused(reason(&error)))),
    };
    read.fetch_add(bytes.len() as u64, Ordering::Relaxed);
    Some(content(&place.path, bytes))
}

/// The bytes of an open file, if it is a regular one and not too large.
fn bounded(file: File, limit: u64) -> io::Result<Result<Vec<u8>, ReadProblem>> {
    let about = file.metadata()?;
    if !about.is_file() {
        return Ok(Err(ReadProblem::SpecialFile));
    }
    if about.len() > limit {
        return Ok(Err(ReadProblem::TooLarge(limit)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(if bytes.len() as u64 > limit { Err(ReadProblem::TooLarge(limit)) } else { Ok(bytes) })
}

/// What the bytes at a path are: text of a plan, or an attachment.
pub(super) fn content(path: &str, bytes: Vec<u8>) -> Content {
    if is_text(path) { text(bytes) } else { Content::Bytes(Arc::from(bytes)) }
}

fn text(bytes: Vec<u8>) -> Content {
    let not_text = |offset| Content::Unreadable(ReadProblem::NotText(offset));
    let nul = bytes.iter().position(|byte| *byte == 0);
    match (str::from_utf8(&bytes), nul) {
        (Ok(text), None) => Content::Text(Arc::from(text)),
        (Ok(_), Some(nul)) => not_text(nul),
        (Err(error), nul) => not_text(error.valid_up_to().min(nul.unwrap_or(usize::MAX))),
    }
}

/// The largest size that is read of a path.
pub(super) fn limit_of(path: &str, limits: &Limits) -> u64 {
    if is_text(path) { limits.text_bytes } else { limits.attachment_bytes }
}

/// Whether a path is that of a text of a plan.
pub(super) fn is_text(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_status = name.strip_suffix(STATUS).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    is_status
        || name
            .rsplit_once('.')
            .is_some_and(|(_, ending)| TEXT_ENDINGS.iter().any(|text| ending.eq_ignore_ascii_case(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const SMALL: Limits = Limits { text_bytes: 10, attachment_bytes: 20, depth: 2, files: 100, total_bytes: 100 };

    fn plan(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    /// One line a file: its path and what was read.
    fn told(root: &Path, limits: &Limits) -> String {
        let located = Located { root: root.to_owned(), focus: Vec::new() };
        let set = read_within(&located, limits).unwrap();
        let line = |(_, file): (_, &SourceFile)| match &file.content {
            Content::Text(text) => format!("{}: text {}", file.path, text.len()),
            Content::Bytes(bytes) => format!("{}: bytes {}", file.path, bytes.len()),
            Content::Unreadable(problem) => format!("{}: {problem:?}", file.path),
        };
        set.files().map(line).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn text_and_attachments_are_told_apart() {
        let folder = plan(&[("project.md", "---\n"), ("a.YML", "x"), ("b.toml", ""), ("c.png", "1"), ("md", "2")]);
        assert_eq!(
            told(folder.path(), &LIMITS),
            "a.YML: text 1\nb.toml: text 0\nc.png: bytes 1\nmd: bytes 1\nproject.md: text 4"
        );
    }

    #[test]
    fn what_is_not_text_says_where() {
        let folder = plan(&[("nul.md", "ab\0")]);
        fs::write(folder.path().join("latin.md"), b"abc\xe9").unwrap();
        fs::write(folder.path().join("both.md"), b"a\0\xe9").unwrap();
        assert_eq!(told(folder.path(), &LIMITS), "both.md: NotText(1)\nlatin.md: NotText(3)\nnul.md: NotText(2)");
    }

    #[test]
    fn every_limit_is_reported_at_its_file() {
        let files = [
            ("a/b/c/deep.md", ""),
            ("a/b/fine.md", "1"),
            ("large.md", "12345678901"),
            ("large.png", "123456789012345678901"),
        ];
        let folder = plan(&files);
        assert_eq!(
            told(folder.path(), &SMALL),
            "a/b/c: TooDeep(2)\na/b/fine.md: text 1\nlarge.md: TooLarge(10)\nlarge.png: TooLarge(20)"
        );
        let folder = plan(&[("a.md", ""), ("b.md", ""), ("c.md", "")]);
        assert_eq!(told(folder.path(), &Limits { files: 3, ..SMALL }), "a.md: text 0\nb.md: text 0\nc.md: text 0");
        assert_eq!(told(folder.path(), &Limits { files: 2, ..SMALL }), "a.md: text 0\nb.md: text 0\nc.md: TooMany(2)");
    }

    #[test]
    fn too_much_together_ends_at_the_same_file_every_time() {
        let folder = plan(&[("a.md", "1234"), ("b.md", "1234"), ("c.md", "1234"), ("d.md", "1234"), ("e.md", "1")]);
        for _ in 0..20 {
            let limits = Limits { total_bytes: 10, ..SMALL };
            assert_eq!(told(folder.path(), &limits), "a.md: text 4\nb.md: text 4\nc.md: TooMuch(10)");
        }
    }

    #[test]
    fn the_plans_own_ignore_files_count() {
        let folder = plan(&[
            (".gitignore", "*.log\n/out/\nbuild/\n!keep.log\n"),
            ("a.log", ""),
            ("keep.log", ""),
            ("out/x.md", ""),
            ("deep/out/y.md", ""),
            ("deep/build/z.md", ""),
            ("deep/.gitignore", "keep.log\n!b.log\n"),
            ("deep/keep.log", ""),
            ("deep/b.log", ""),
            (".hidden.md", ""),
            (".git/config.md", ""),
        ]);
        let plan_folder = folder.path().join("deep");
        assert_eq!(told(folder.path(), &LIMITS), "deep/b.log: bytes 0\ndeep/out/y.md: text 0\nkeep.log: bytes 0");
        assert_eq!(told(&plan_folder, &LIMITS), "b.log: bytes 0\nbuild/z.md: text 0\nout/y.md: text 0");
    }

    #[test]
    fn only_what_differs_is_read_again() {
        let folder = plan(&[("a.md", "1"), ("b.md", "2")]);
        let located = Located { root: folder.path().to_owned(), focus: Vec::new() };
        let before = read(&located).unwrap();
        let again = |paths: &[&str]| {
            let change = Change::Files(paths.iter().map(|path| (*path).to_owned()).collect());
            read_again(&located, &before, &change).unwrap()
        };
        assert!(again(&["a.md"]).is_none(), "the same bytes are no change");
        fs::write(folder.path().join("a.md"), "3").unwrap();
        let now = again(&["a.md"]).unwrap();
        assert_eq!(now.find("a.md").unwrap().1.text(), "3");
        assert_eq!(now, read(&located).unwrap());
        fs::write(folder.path().join("c.md"), "4").unwrap();
        assert_eq!(again(&["c.md"]).unwrap(), read(&located).unwrap());
        fs::remove_file(folder.path().join("b.md")).unwrap();
        assert_eq!(again(&["b.md"]).unwrap(), read(&located).unwrap());
    }

    #[test]
    fn a_missing_root_is_an_error() {
        let located = Located { root: "/nowhere/at/all".into(), focus: Vec::new() };
        assert!(read(&located).unwrap_err().message.starts_with("cannot read `/nowhere/at/all`"));
    }
}
