//! Files and folders by path, for systems without Unix handles. Links are refused by looking first, so somebody who
//! swaps names meanwhile can win; and exchanging two names is not one step.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

/// A folder. Paths below it have `/` between their parts.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Opens a folder that was named by the person who runs planmark; links on the way to it are followed.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        if fs::metadata(path)?.is_dir() { Ok(Self(path.to_owned())) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// Opens a folder below this one.
    pub(super) fn folder(&self, path: &str) -> io::Result<Self> {
        let place = self.place(path)?;
        if fs::symlink_metadata(&place)?.is_dir() { Ok(Self(place)) } else { Err(io::ErrorKind::NotADirectory.into()) }
    }

    /// Opens a regular file for reading.
    pub(super) fn file(&self, path: &str) -> io::Result<File> {
        let place = self.place(path)?;
        if fs::symlink_metadata(&place)?.is_file() {
            File::open(place)
        } else {
            Err(io::ErrorKind::InvalidInput.into())
        }
    }

    /// Creates a file that must not exist yet.
    pub(super) fn new_file(&self, path: &str) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(self.place(path)?)
    }

    /// Creates a folder that must not exist yet.
    pub(super) fn new_folder(&self, path: &str) -> io::Result<()> {
        fs::create_dir(self.place(path)?)
    }

    /// Gives a file of `from` the same path here: one file with two names.
    pub(super) fn link_from(&self, from: &Self, path: &str) -> io::Result<()> {
        fs::hard_link(from.place(path)?, self.place(path)?)
    }

    /// Removes the name of a file.
    pub(super) fn remove_file(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.place(path)?)
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, path: &str) -> io::Result<()> {
        fs::remove_dir(self.place(path)?)
    }

    /// Renames within this folder; what has the new name is replaced.
    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        fs::rename(self.place(from)?, self.place(to)?)
    }

    /// Renames within this folder; fails if something has the new name.
    pub(super) fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        if fs::symlink_metadata(self.place(to)?).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.rename(from, to)
    }

    /// Two names cannot be exchanged in one step here.
    pub(super) fn exchange(&self, _one: &str, _other: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Takes over who may read and write another folder.
    pub(super) fn copy_mode(&self, from: &Self) -> io::Result<()> {
        fs::set_permissions(&self.0, fs::metadata(&from.0)?.permissions())
    }

    /// There is no call for a whole disk here; what was written is left to the system.
    pub(super) fn flush_disk(&self) -> io::Result<()> {
        Ok(())
    }

    /// Names need no flushing here.
    pub(super) fn flush_names(&self) -> io::Result<()> {
        Ok(())
    }

    /// The path below this folder, if no part on the way to its last one is a link.
    fn place(&self, path: &str) -> io::Result<PathBuf> {
        let mut place = self.0.clone();
        for (index, part) in path.split('/').enumerate() {
            if matches!(part, "" | "." | "..") || part.contains(['\\', ':']) {
                return Err(io::ErrorKind::InvalidInput.into());
            }
            if index > 0 && !fs::symlink_metadata(&place)?.is_dir() {
                return Err(io::ErrorKind::NotADirectory.into());
            }
            place.push(part);
        }
        Ok(place)
    }
}

/// Links are found by looking, not by an error.
pub(super) fn is_link_error(_error: &io::Error) -> bool {
    false
}

/// Folders cannot be opened as files, so there is no error of locking one.
pub(super) fn is_no_lock_for_folders(_error: &io::Error) -> bool {
    false
}
