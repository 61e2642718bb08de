//! The disk and git: the only floor that reads or writes files. Makes a `SourceSet` of a plan's folder or of a revision of
//! it, publishes a site, and does every other write. Knows nothing of tasks, rules or pages.
//!
//! Everything in a plan's folder is hostile: no link is followed, nothing but regular files is opened, all reading is
//! bounded, and nothing is written but under a [`SafeRel`].

use std::fmt;
use std::io;
use std::path::Path;

mod folder;
pub mod git;
#[cfg_attr(not(unix), path = "handles_by_path.rs")]
mod handles;
mod limits;
mod locate;
mod place;
mod publish;
mod read;
mod replace;
mod safe_rel;
mod save;
mod site;
mod swap;
mod walk;
mod watch;

pub use folder::{create_folder, must_be_empty};
pub use limits::{LIMITS, Limits, limits};
pub use locate::{Located, locate};
pub use publish::{Publication, Published, publish};
pub use read::{read, read_again};
pub use safe_rel::SafeRel;
pub use save::{read_version, remove, save, write_output};
pub use watch::{Change, Stop, Watch};

/// The world is wrong: what was tried, where, and what to do.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Error {
    /// What went wrong, with the path.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Error {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }

    /// The disk refused: what was tried (`cannot read`), where, and what it said.
    fn disk(tried: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("{tried} `{}`: {}", path.display(), reason(error)), help(error.kind()))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\n  help: {}", self.message, self.help)
    }
}

impl std::error::Error for Error {}

/// What the disk said, in the words of a sentence.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words);
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        // Not the first letter of a short form, as in `I/O error`.
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

fn help(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check who may read and write there",
        io::ErrorKind::ReadOnlyFilesystem => "name a folder that can be written to",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk; nothing was changed",
        io::ErrorKind::NotADirectory => "a part of the path is a file or a link; name a folder",
        _ => "check the path and the disk",
    }
}
