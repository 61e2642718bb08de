//! Which files a plan's folder has, in a fixed order: hidden ones, built sites and what the plan's own `.gitignore`
//! files name are left alone. The same rules hold on the disk and in a revision. On the disk, nothing is opened but
//! those `.gitignore` files and the markers of sites.

use std::fmt::Write;
use std::io::{self, Read};
use std::path::Path;

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use walkdir::{DirEntry, WalkDir};

use super::handles::Folder;
use super::limits::Limits;
use super::site;
use crate::text::ReadProblem;

/// Larger ignore files are left out, so that more is read, not less.
pub(super) const IGNORE_BYTES: u64 = 64_000;
/// Further ignore files are left out.
const IGNORE_FILES: usize = 1_000;
/// The name of ignore files.
pub(super) const IGNORE_NAME: &str = ".gitignore";

/// Something that stands in the folder.
#[derive(Debug)]
pub(super) struct Place {
    /// Its path below the root; an escaped form of it if the name is bad.
    pub(super) path: String,
    /// Why it is not to be opened.
    pub(super) problem: Option<ReadProblem>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// Another repository inside of this one.
    Submodule,
    /// A pipe, a socket or a device.
    Special,
}

/// An entry that the walk comes to.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// Its path below the root, with `/` between the parts.
    pub(super) path: &'a [u8],
    pub(super) kind: Kind,
}

impl Entry<'_> {
    /// 1 for what stands in the root.
    fn depth(&self) -> usize {
        self.path.iter().filter(|byte| **byte == b'/').count() + 1
    }

    fn name(&self) -> &[u8] {
        self.path.rsplit(|byte| *byte == b'/').next().unwrap_or(self.path)
    }
}

/// What the rules ask of what is walked.
pub(super) trait Ground {
    /// The text of an ignore file, if it is there and not too large.
    fn ignore_text(&self, path: &str) -> Option<String>;
    /// Whether a folder is a built site.
    fn is_site(&self, folder: &str) -> bool;
}

/// All places of a folder on the disk, sorted folder by folder.
///
/// # Errors
/// If the root itself cannot be listed.
pub(super) fn walk(root: &Path, folder: &Folder, limits: &Limits) -> io::Result<Vec<Place>> {
    let mut walk = Walk::new(folder, limits);
    let mut entries = WalkDir::new(root).min_depth(1).follow_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => return Err(of_disk(error)),
            Err(error) => {
                let Some(path) = error.path().map(|path| below(path, root)) else { continue };
                walk.refused(&path, &of_disk(error));
                continue;
            }
        };
        let path = below(entry.path(), root);
        match walk.step(&Entry { path: &path, kind: kind(&entry) }) {
            Next::Enter => {}
            Next::Skip if entry.file_type().is_dir() => entries.skip_current_dir(),
            Next::Skip => {}
            Next::Stop => break,
        }
    }
    Ok(walk.places)
}

fn kind(entry: &DirEntry) -> Kind {
    match entry.file_type() {
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_file() => Kind::File,
        kind if kind.is_symlink() => Kind::Link,
        _ => Kind::Special,
    }
}

/// The path below the root, with `/` between its parts.
fn below(path: &Path, root: &Path) -> Vec<u8> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<&[u8]> = below.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    parts.join(&b'/')
}

impl Ground for Folder {
    fn ignore_text(&self, path: &str) -> Option<String> {
        let file = self.file(path).ok()?;
        let about = file.metadata().ok()?;
        let mut text = String::new();
        let is_whole =
            about.is_file() && file.take(IGNORE_BYTES + 1).read_to_string(&mut text).ok()? as u64 <= IGNORE_BYTES;
        is_whole.then_some(text)
    }

    fn is_site(&self, folder: &str) -> bool {
        site::is_marked(self, folder)
    }
}

/// Where the walk goes after an entry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Next {
    /// On; into it, if it is a folder.
    Enter,
    /// On, past everything below it.
    Skip,
    /// Nowhere: the limit is reached.
    Stop,
}

/// A walk on its way. The entries come sorted by the names of their parts, each folder before what is in it.
pub(super) struct Walk<'a> {
    ground: &'a dyn Ground,
    limits: &'a Limits,
    seen: usize,
    /// What was found so far.
    pub(super) places: Vec<Place>,
    /// The matchers of the folders around the present place, with their depth and path, from the root down.
    ignores: Vec<(usize, String, Gitignore)>,
    ignore_files: usize,
}

impl<'a> Walk<'a> {
    /// A walk at its root.
    pub(super) fn new(ground: &'a dyn Ground, limits: &'a Limits) -> Self {
        let mut walk = Self { ground, limits, seen: 0, places: Vec::new(), ignores: Vec::new(), ignore_files: 0 };
        walk.load_ignore("", 0);
        walk
    }

    /// Comes to the next entry.
    pub(super) fn step(&mut self, entry: &Entry) -> Next {
        let depth = entry.depth();
        self.ignores.retain(|(of_folder, _, _)| *of_folder < depth);
        if entry.name().starts_with(b".") || self.is_ignored(entry) {
            return Next::Skip;
        }
        self.seen += 1;
        if self.seen > self.limits.files {
            self.add(entry.path, ReadProblem::TooMany(self.limits.files));
            return Next::Stop;
        }
        let Some(path) = plain(entry.path) else {
            self.add(entry.path, ReadProblem::BadName);
            return Next::Skip;
        };
        let problem = match entry.kind {
            Kind::Folder => return self.enter(path, depth),
            Kind::File => None,
            Kind::Link => Some(ReadProblem::Link),
            Kind::Submodule => Some(ReadProblem::Submodule),
            Kind::Special => Some(ReadProblem::SpecialFile),
        };
        self.places.push(Place { path, problem });
        Next::Enter
    }

    fn enter(&mut self, path: String, depth: usize) -> Next {
        if self.ground.is_site(&path) {
            return Next::Skip;
        }
        if depth > self.limits.depth {
            self.places.push(Place { path, problem: Some(ReadProblem::TooDeep(self.limits.depth)) });
            return Next::Skip;
        }
        self.load_ignore(&path, depth);
        Next::Enter
    }

    fn load_ignore(&mut self, folder: &str, depth: usize) {
        if self.ignore_files >= IGNORE_FILES {
            return;
        }
        let path = if folder.is_empty() { IGNORE_NAME.to_owned() } else { format!("{folder}/{IGNORE_NAME}") };
        if let Some(matcher) = self.ground.ignore_text(&path).and_then(|text| matcher(&text)) {
            self.ignore_files += 1;
            self.ignores.push((depth, folder.to_owned(), matcher));
        }
    }

    /// The ignore file nearest to a place decides; in a file, the last line that matches.
    fn is_ignored(&self, entry: &Entry) -> bool {
        let path = String::from_utf8_lossy(entry.path);
        for (_, folder, matcher) in self.ignores.iter().rev() {
            let Some(inner) = path.strip_prefix(folder.as_str()) else { continue };
            let matched = matcher.matched(inner.trim_start_matches('/'), entry.kind == Kind::Folder);
            if !matched.is_none() {
                return matched.is_ignore();
            }
        }
        false
    }

    /// A folder that cannot be listed; one that vanished meanwhile is not there.
    fn refused(&mut self, path: &[u8], error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            self.add(path, ReadProblem::Refused(super::reason(error)));
        }
    }

    fn add(&mut self, path: &[u8], problem: ReadProblem) {
        let parts: Vec<String> = path.split(|byte| *byte == b'/').map(escaped).collect();
        self.places.push(Place { path: parts.join("/"), problem: Some(problem) });
    }
}

/// What the disk said, without the path that the walker wraps around it.
pub(super) fn of_disk(error: walkdir::Error) -> io::Error {
    error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into())
}

fn matcher(text: &str) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new("");
    for line in text.trim_start_matches('\u{feff}').lines() {
        // A line that is no pattern ignores nothing.
        let _ = builder.add_line(None, line);
    }
    builder.build().ok()
}

/// The path as text, if every part is a name that a plan may have.
fn plain(path: &[u8]) -> Option<String> {
    str::from_utf8(path).ok().filter(|path| !path.contains(is_bad)).map(str::to_owned)
}

/// Control characters, those that change the direction of text, those without width, and `\`, which parts folders on
/// some machines.
fn is_bad(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\\' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A name with everything that is bad in it written out.
fn escaped(name: &[u8]) -> String {
    let mut text = String::new();
    for chunk in name.utf8_chunks() {
        for letter in chunk.valid().chars() {
            let outcome = match letter {
                '\\' => write!(text, "\\\\"),
                _ if is_bad(letter) => write!(text, "\\u{{{:x}}}", u32::from(letter)),
                _ => write!(text, "{letter}"),
            };
            outcome.expect("writing into a string cannot fail");
        }
        for byte in chunk.invalid() {
            write!(text, "\\x{byte:02x}").expect("writing into a string cannot fail");
        }
    }
    text
}
