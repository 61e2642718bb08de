//! Where a site goes: a name in a folder, found once and held by handle.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;
use super::handles::Folder;

/// Where a site goes: a name in a folder.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) parent: Folder,
    pub(super) parent_path: PathBuf,
    pub(super) name: String,
}

impl Place {
    pub(super) fn of(output: &Path) -> Result<Self, Error> {
        let refused = |error: io::Error| Error::disk("cannot build into", output, &error);
        let mut whole = std::path::absolute(output).map_err(refused)?;
        if whole.file_name().is_none() {
            whole = fs::canonicalize(&whole).map_err(refused)?;
        }
        let name = whole.file_name().and_then(|name| name.to_str());
        let (Some(parent), Some(name)) = (whole.parent(), name) else {
            let message = format!("`{}` is no folder that a site can have", output.display());
            return Err(Error::new(message, "name a folder of its own, such as `site`"));
        };
        fs::create_dir_all(parent).map_err(refused)?;
        let parent_path = fs::canonicalize(parent).map_err(refused)?;
        Ok(Self { parent: Folder::open(&parent_path).map_err(refused)?, parent_path, name: name.to_owned() })
    }

    pub(super) fn path(&self) -> PathBuf {
        self.parent_path.join(&self.name)
    }

    pub(super) fn refused(&self, error: &io::Error) -> Error {
        match error.kind() {
            io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => self.is_mount(),
            _ => Error::disk("cannot build into", &self.path(), error),
        }
    }

    fn is_mount(&self) -> Error {
        let message = format!("`{}` is a disk of its own, so a new site cannot take its place", self.path().display());
        Error::new(message, format!("build into a folder in it, such as `{}`", self.path().join("site").display()))
    }

    #[cfg(unix)]
    pub(super) fn check_mount(&self) -> Result<(), Error> {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::symlink_metadata(path).map(|about| about.dev());
        match (device(&self.parent_path), device(&self.path())) {
            (Ok(parent), Ok(output)) if parent != output => Err(self.is_mount()),
            _ => Ok(()),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn check_mount(&self) -> Result<(), Error> {
        Ok(())
    }
}
