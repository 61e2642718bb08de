//! Putting a finished site in the place of the old one, cleaning up after a run that was killed, and keeping two runs
//! apart.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::Error;
use super::handles::{Folder, is_no_lock_for_folders};
use super::replace::{is_neighbour, neighbour};
use super::site::{self, JOURNAL, MARKER};

/// How long another run is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often the lock is tried.
const PAUSE: Duration = Duration::from_millis(10);
/// The file that is locked where folders cannot be.
const LOCK_FILE: &str = ".planmark-lock";

/// Whether the system can exchange two names in one step; tests say no to try the other way.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Exchange {
    IfPossible,
    #[cfg(test)]
    Never,
}

/// Keeps other runs out of a folder's sites until it is dropped, also by a kill.
///
/// # Errors
/// If another run does not end.
pub(super) fn lock(parent: &Path) -> Result<File, Error> {
    let refused = |error: io::Error| Error::disk("cannot lock", parent, &error);
    let started = Instant::now();
    let mut file = match File::open(parent) {
        // A folder that may be searched but not listed.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => lock_file(parent),
        outcome => outcome,
    }
    .map_err(refused)?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {
                let message = format!("another build is writing in `{}`", parent.display());
                return Err(Error::new(message, "wait for it to end, then build again"));
            }
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error))
                if is_no_lock_for_folders(&error) && file.metadata().is_ok_and(|about| about.is_dir()) =>
            {
                file = lock_file(parent).map_err(refused)?;
            }
            Err(TryLockError::Error(error)) => return Err(refused(error)),
        }
    }
}

fn lock_file(parent: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(parent.join(LOCK_FILE))
}

/// Gives the finished site its name. What had the name before has the returned one afterwards.
pub(super) fn swap(parent: &Folder, built: &str, name: &str, exchange: Exchange) -> io::Result<String> {
    if exchange == Exchange::IfPossible {
        match parent.exchange(built, name) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            outcome => return outcome.map(|()| built.to_owned()),
        }
    }
    let old = neighbour(name);
    parent.rename(name, &old)?;
    if let Err(error) = parent.rename_new(built, name) {
        parent.rename_new(&old, name)?;
        return Err(error);
    }
    Ok(old)
}

/// Puts right what a killed run left: a site between two renames gets its name back, the rest is removed.
pub(super) fn repair(parent: &Folder, parent_path: &Path, name: &str) -> io::Result<()> {
    let mut leftovers = Vec::new();
    for entry in fs::read_dir(parent_path)? {
        let entry = entry?;
        let Ok(candidate) = entry.file_name().into_string() else { continue };
        if is_neighbour(name, &candidate) && entry.file_type()?.is_dir() {
            leftovers.push(candidate);
        }
    }
    leftovers.sort();
    if !leftovers.is_empty() && fs::symlink_metadata(parent_path.join(name)).is_err() {
        restore(parent, name, &mut leftovers)?;
    }
    for leftover in leftovers {
        // What cannot be removed now is tried again by the next run.
        let _ = remove_site(parent, parent_path, &leftover);
    }
    Ok(())
}

/// A whole site among the leftovers gets the name that is free.
fn restore(parent: &Folder, name: &str, leftovers: &mut Vec<String>) -> io::Result<()> {
    let is_whole = |leftover: &String| parent.folder(leftover).is_ok_and(|folder| site::is_whole(&folder));
    match leftovers.iter().position(is_whole) {
        Some(index) => parent.rename_new(&leftovers.remove(index), name),
        None => Ok(()),
    }
}

/// Removes what the manifest of a folder and its journal list, these two last, and then the folder. Whatever else is in
/// it stays, and the folder with it.
pub(super) fn remove_site(parent: &Folder, parent_path: &Path, name: &str) -> io::Result<()> {
    let folder = parent.folder(name)?;
    let listed = site::listed(&folder);
    // A file may be gone already, or never have been written.
    listed.par_iter().for_each(|path| drop(folder.remove_file(path.as_str())));
    for inner in site::folders(listed.iter()).into_iter().rev() {
        let _ = folder.remove_folder(inner);
    }
    let rest: io::Result<Vec<_>> = fs::read_dir(parent_path.join(name))?.map(|entry| Ok(entry?.file_name())).collect();
    if rest?.iter().all(|name| name.to_str().is_some_and(site::is_own_name)) {
        for own in [MARKER, JOURNAL] {
            let _ = folder.remove_file(own);
        }
        parent.remove_folder(name)?;
    }
    Ok(())
}
