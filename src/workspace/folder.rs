//! A folder for a new plan: made if it is not there, refused if it holds anything but a repository.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::Error;

/// Names that a fresh repository may hold.
const OF_A_REPOSITORY: &[&str] =
    &[".git", ".gitignore", ".gitattributes", ".github", ".gitlab-ci.yml", "LICENSE", "README.md"];

/// That a folder is absent, empty, or holds nothing but a repository.
///
/// # Errors
/// If it holds anything else, or cannot be read.
pub fn must_be_empty(folder: &Path) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::disk("cannot open", folder, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Error::disk("cannot read", folder, &error))?;
        let name = entry.file_name();
        if !OF_A_REPOSITORY.iter().any(|known| name == *known) {
            return Err(Error {
                message: format!("`{}` is not empty: it holds `{}`", folder.display(), name.to_string_lossy()),
                help: "name a new folder; nothing is ever overwritten".to_owned(),
            });
        }
    }
    Ok(())
}

/// Makes a folder, and those above it.
///
/// # Errors
/// If the disk refuses.
pub fn create_folder(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|error| Error::disk("cannot make the folder", folder, &error))
}
