//! Files and folders by handle, on Unix: nothing here ever follows a link below the folder it was given, whoever
//! swaps names meanwhile. The only user of the system library.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;

/// An open folder. Paths below it have `/` between their parts.
#[derive(Debug)]
pub(super) struct Folder(OwnedFd);

impl Folder {
    /// Opens a folder that was named by the person who runs planmark; links on the way to it are followed.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
    }

    /// Opens a folder below this one.
    pub(super) fn folder(&self, path: &str) -> io::Result<Self> {
        let mut at: Option<Self> = None;
        for part in parts(path)? {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let above = at.as_ref().unwrap_or(self);
            at = Some(Self(rustix::fs::openat(&above.0, part, flags, Mode::empty())?));
        }
        at.ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }

    /// Opens whatever stands at a path for reading: never a link, and without waiting for the other end of a pipe.
    pub(super) fn file(&self, path: &str) -> io::Result<File> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        if let Some(file) = self.file_at_once(path, flags) {
            return Ok(file);
        }
        self.beside(path, |folder, name| Ok(File::from(rustix::fs::openat(folder, name, flags, Mode::empty())?)))
    }

    /// The same in one step, where the system can be told to follow no link and to stay below a folder. None where it
    /// cannot, and where it refuses: the way by single folders says exactly what is wrong.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    fn file_at_once(&self, path: &str, flags: OFlags) -> Option<File> {
        use rustix::fs::ResolveFlags;
        let is_plain = path.split('/').all(|part| one(part).is_ok());
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
        // The system wants no mode where nothing is created.
        let mode = if flags.contains(OFlags::CREATE) { Mode::from(0o666) } else { Mode::empty() };
        let opened = is_plain.then(|| rustix::fs::openat2(&self.0, path, flags, mode, resolve))?;
        opened.ok().map(File::from)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    fn file_at_once(&self, _path: &str, _flags: OFlags) -> Option<File> {
        None
    }

    /// Creates a file that must not exist yet.
    pub(super) fn new_file(&self, path: &str) -> io::Result<File> {
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        if let Some(file) = self.file_at_once(path, flags) {
            return Ok(file);
        }
        self.beside(path, |folder, name| Ok(File::from(rustix::fs::openat(folder, name, flags, Mode::from(0o666))?)))
    }

    /// Creates a folder that must not exist yet.
    pub(super) fn new_folder(&self, path: &str) -> io::Result<()> {
        self.beside(path, |folder, name| Ok(rustix::fs::mkdirat(folder, name, Mode::from(0o777))?))
    }

    /// Gives a file of `from` the same path here: one file with two names.
    pub(super) fn link_from(&self, from: &Self, path: &str) -> io::Result<()> {
        from.beside(path, |old, name| {
            self.beside(path, |new, _| Ok(rustix::fs::linkat(old, name, new, name, AtFlags::empty())?))
        })
    }

    /// Removes the name of a file.
    pub(super) fn remove_file(&self, path: &str) -> io::Result<()> {
        self.beside(path, |folder, name| Ok(rustix::fs::unlinkat(folder, name, AtFlags::empty())?))
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, path: &str) -> io::Result<()> {
        self.beside(path, |folder, name| Ok(rustix::fs::unlinkat(folder, name, AtFlags::REMOVEDIR)?))
    }

    /// Renames within this folder; what has the new name is replaced.
    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, one(from)?, &self.0, one(to)?)?)
    }

    /// Renames within this folder; fails if something has the new name.
    pub(super) fn rename_new(&self, from: &str, to: &str) -> io::Result<()> {
        match self.rename_with(from, to, Special::Free) {
            Err(error) if is_unsupported(&error) => {
                if rustix::fs::statat(&self.0, one(to)?, AtFlags::SYMLINK_NOFOLLOW).is_ok() {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                self.rename(from, to)
            }
            outcome => outcome,
        }
    }

    /// Exchanges two names of this folder in one step.
    ///
    /// # Errors
    /// With the kind `Unsupported` where the system or the disk cannot do that.
    pub(super) fn exchange(&self, one: &str, other: &str) -> io::Result<()> {
        self.rename_with(one, other, Special::Exchange)
            .map_err(|error| if is_unsupported(&error) { io::ErrorKind::Unsupported.into() } else { error })
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    fn rename_with(&self, from: &str, to: &str, special: Special) -> io::Result<()> {
        let flags = match special {
            Special::Free => RenameFlags::NOREPLACE,
            Special::Exchange => RenameFlags::EXCHANGE,
        };
        Ok(rustix::fs::renameat_with(&self.0, one(from)?, &self.0, one(to)?, flags)?)
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    fn rename_with(&self, _from: &str, _to: &str, _special: Special) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Takes over who may read and write another folder.
    pub(super) fn copy_mode(&self, from: &Self) -> io::Result<()> {
        let mode = Mode::from_raw_mode(rustix::fs::fstat(&from.0)?.st_mode);
        Ok(rustix::fs::fchmod(&self.0, mode)?)
    }

    /// Waits until everything written below this folder is on the disk.
    pub(super) fn flush_disk(&self) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        rustix::fs::syncfs(&self.0)?;
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        rustix::fs::sync();
        Ok(())
    }

    /// Waits until the names in this folder are on the disk.
    pub(super) fn flush_names(&self) -> io::Result<()> {
        Ok(rustix::fs::fsync(&self.0)?)
    }

    /// Does something with the last name of a path, in the folder that holds it.
    fn beside<T>(&self, path: &str, act: impl FnOnce(&OwnedFd, &str) -> io::Result<T>) -> io::Result<T> {
        match path.rsplit_once('/') {
            Some((folder, name)) => act(&self.folder(folder)?.0, one(name)?),
            None => act(&self.0, one(path)?),
        }
    }
}

/// Renames that do more than replace.
#[derive(Clone, Copy)]
enum Special {
    Free,
    Exchange,
}

/// Whether an error of opening says that the last name is a link.
pub(super) fn is_link_error(error: &io::Error) -> bool {
    is_one_of(error, &[Errno::LOOP, Errno::MLINK])
}

/// Whether an error of locking says that this disk, mostly one in the network, locks no folders.
pub(super) fn is_no_lock_for_folders(error: &io::Error) -> bool {
    is_unsupported(error) || is_one_of(error, &[Errno::BADF, Errno::NOLCK])
}

fn is_unsupported(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::Unsupported
        || is_one_of(error, &[Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP])
}

fn is_one_of(error: &io::Error, codes: &[Errno]) -> bool {
    codes.iter().any(|code| error.raw_os_error() == Some(code.raw_os_error()))
}

fn parts(path: &str) -> io::Result<impl Iterator<Item = &str>> {
    path.split('/').try_for_each(|part| one(part).map(drop))?;
    Ok(path.split('/'))
}

fn one(name: &str) -> io::Result<&str> {
    let is_one = !matches!(name, "" | "." | "..") && !name.contains('/');
    if is_one { Ok(name) } else { Err(io::ErrorKind::InvalidInput.into()) }
}
