//! Which files a plan's folder has, in a fixed order: hidden ones, built sites and what the plan's own `.gitignore`
//! files name are left alone. Opens nothing but those `.gitignore` files and the markers of sites.

use std::ffi::OsStr;
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
const IGNORE_BYTES: u64 = 64_000;
/// Further ignore files are left out.
const IGNORE_FILES: usize = 1_000;

/// Something that stands in the folder.
#[derive(Debug)]
pub(super) struct Place {
    /// Its path below the root; an escaped form of it if the name is bad.
    pub(super) path: String,
    /// Why it is not to be opened.
    pub(super) problem: Option<ReadProblem>,
}

/// All places, sorted folder by folder.
///
/// # Errors
/// If the root itself cannot be listed.
pub(super) fn walk(root: &Path, folder: &Folder, limits: &Limits) -> io::Result<Vec<Place>> {
    let mut walk = Walk { root, folder, limits, seen: 0, places: Vec::new(), ignores: Vec::new(), ignore_files: 0 };
    let mut entries = WalkDir::new(root).follow_links(false).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if error.depth() == 0 => return Err(of_disk(error)),
            Err(error) => {
                walk.refused(error);
                continue;
            }
        };
        match walk.step(&entry) {
            Next::Enter => {}
            Next::Skip if entry.file_type().is_dir() => entries.skip_current_dir(),
            Next::Skip => {}
            Next::Stop => break,
        }
    }
    Ok(walk.places)
}

enum Next {
    Enter,
    Skip,
    Stop,
}

struct Walk<'a> {
    root: &'a Path,
    folder: &'a Folder,
    limits: &'a Limits,
    seen: usize,
    places: Vec<Place>,
    /// The matchers of the folders around the present place, with their depth and path, from the root down.
    ignores: Vec<(usize, String, Gitignore)>,
    ignore_files: usize,
}

impl Walk<'_> {
    fn step(&mut self, entry: &DirEntry) -> Next {
        let kind = entry.file_type();
        if entry.depth() == 0 {
            self.load_ignore("", 0);
            return Next::Enter;
        }
        self.ignores.retain(|(depth, _, _)| *depth < entry.depth());
        if entry.file_name().as_encoded_bytes().starts_with(b".") || self.is_ignored(entry) {
            return Next::Skip;
        }
        self.seen += 1;
        if self.seen > self.limits.files {
            self.add(entry.path(), Some(ReadProblem::TooMany(self.limits.files)));
            return Next::Stop;
        }
        let Some(path) = plain(entry.path(), self.root) else {
            self.add(entry.path(), Some(ReadProblem::BadName));
            return Next::Skip;
        };
        if kind.is_dir() {
            return self.enter(entry, path);
        }
        let problem = match kind.is_file() {
            true => None,
            false if kind.is_symlink() => Some(ReadProblem::Link),
            false => Some(ReadProblem::SpecialFile),
        };
        self.places.push(Place { path, problem });
        Next::Enter
    }

    fn enter(&mut self, entry: &DirEntry, path: String) -> Next {
        if site::is_marked(self.folder, &path) {
            return Next::Skip;
        }
        if entry.depth() > self.limits.depth {
            self.places.push(Place { path, problem: Some(ReadProblem::TooDeep(self.limits.depth)) });
            return Next::Skip;
        }
        self.load_ignore(&path, entry.depth());
        Next::Enter
    }

    fn load_ignore(&mut self, folder: &str, depth: usize) {
        if self.ignore_files >= IGNORE_FILES {
            return;
        }
        let path = if folder.is_empty() { ".gitignore".to_owned() } else { format!("{folder}/.gitignore") };
        if let Some(matcher) = ignore_file(self.folder, &path) {
            self.ignore_files += 1;
            self.ignores.push((depth, folder.to_owned(), matcher));
        }
    }

    /// The ignore file nearest to a place decides; in a file, the last line that matches.
    fn is_ignored(&self, entry: &DirEntry) -> bool {
        let is_folder = entry.file_type().is_dir();
        for (_, folder, matcher) in self.ignores.iter().rev() {
            let Ok(inner) = entry.path().strip_prefix(self.root.join(folder)) else { continue };
            let matched = matcher.matched(inner, is_folder);
            if !matched.is_none() {
                return matched.is_ignore();
            }
        }
        false
    }

    /// A folder that cannot be listed; one that vanished meanwhile is not there.
    fn refused(&mut self, error: walkdir::Error) {
        let Some(path) = error.path().map(Path::to_owned) else { return };
        let error = of_disk(error);
        if error.kind() != io::ErrorKind::NotFound {
            self.add(&path, Some(ReadProblem::Refused(super::reason(&error))));
        }
    }

    fn add(&mut self, path: &Path, problem: Option<ReadProblem>) {
        let below = path.strip_prefix(self.root).unwrap_or(path);
        let parts: Vec<String> = below.components().map(|part| escaped(part.as_os_str())).collect();
        self.places.push(Place { path: parts.join("/"), problem });
    }
}

/// What the disk said, without the path that the walker wraps around it.
pub(super) fn of_disk(error: walkdir::Error) -> io::Error {
    error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into())
}

fn ignore_file(folder: &Folder, path: &str) -> Option<Gitignore> {
    let file = folder.file(path).ok()?;
    let about = file.metadata().ok()?;
    let mut text = String::new();
    if !about.is_file() || file.take(IGNORE_BYTES + 1).read_to_string(&mut text).ok()? as u64 > IGNORE_BYTES {
        return None;
    }
    let mut builder = GitignoreBuilder::new("");
    for line in text.trim_start_matches('\u{feff}').lines() {
        // A line that is no pattern ignores nothing.
        let _ = builder.add_line(None, line);
    }
    builder.build().ok()
}

/// The path below the root with `/` between its parts, if every part is a name that a plan may have.
fn plain(path: &Path, root: &Path) -> Option<String> {
    let mut plain = String::new();
    for part in path.strip_prefix(root).ok()?.components() {
        let part = part.as_os_str().to_str().filter(|part| !part.contains(is_bad))?;
        if !plain.is_empty() {
            plain.push('/');
        }
        plain.push_str(part);
    }
    Some(plain)
}

/// Control characters, those that change the direction of text, those without width, and `\`, which parts folders on
/// some machines.
fn is_bad(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\\' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A name with everything that is bad in it written out.
fn escaped(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
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
