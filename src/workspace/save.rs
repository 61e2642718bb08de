//! Every write that is not a site: a file of the plan, and a report that was asked for by name.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::handles::{Folder, is_link_error};
use super::limits::LIMITS;
use super::replace::{Target, write_whole};
use super::{Error, SafeRel};

/// Writes a file of the plan in one step. `before` is what it holds now as far as the caller knows; nothing means
/// that it is new, and its folders are made. No link is followed; the mode stays.
///
/// # Errors
/// If the file does not hold `before` any more, or the disk refuses.
pub fn save(root: &Path, path: &str, before: Option<&str>, after: &str) -> Result<(), Error> {
    let whole = root.join(path);
    let unsafe_path = || {
        Error::new(format!("`{path}` is no path that planmark writes to"), "rename it with letters, digits and hyphens")
    };
    let path = SafeRel::new(path).ok_or_else(unsafe_path)?;
    let refused = |error: io::Error| match is_link_error(&error) {
        true => Error::new(format!("`{}` is a link, and planmark follows none", whole.display()), "write it by hand"),
        false => Error::disk("cannot write", &whole, &error),
    };
    let root = Folder::open(root).map_err(refused)?;
    let Some(before) = before else {
        return create(&root, path.as_str(), after).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => Error::new(
                format!("`{}` is there already", whole.display()),
                "choose another name; nothing was changed",
            ),
            _ => refused(error),
        });
    };
    let permissions = unchanged(&root, path.as_str(), before).map_err(refused)?.ok_or_else(|| {
        let message = format!("`{}` was changed since planmark read it", whole.display());
        Error::new(message, "run the command again; nothing was changed")
    })?;
    within(&root, path.as_str(), |folder, name| {
        write_whole(folder, name, after.as_bytes(), Some(permissions), Target::Replace)
    })
    .map_err(refused)
}

/// Removes a file of the plan that still holds what the caller knows.
///
/// # Errors
/// If it holds something else, or the disk refuses.
pub fn remove(root: &Path, path: &str, before: &str) -> Result<(), Error> {
    let whole = root.join(path);
    let refused = |error: io::Error| Error::disk("cannot remove", &whole, &error);
    let root = Folder::open(root).map_err(refused)?;
    if unchanged(&root, path, before).map_err(refused)?.is_none() {
        let message = format!("`{}` was changed since planmark read it", whole.display());
        return Err(Error::new(message, "it was left in place; look at both files"));
    }
    root.remove_file(path).map_err(refused)
}

/// The mode of a file, if it still holds what the caller knows.
fn unchanged(root: &Folder, path: &str, before: &str) -> io::Result<Option<Permissions>> {
    let file = root.file(path)?;
    let about = file.metadata()?;
    let mut now = Vec::new();
    if about.is_file() {
        file.take(LIMITS.text_bytes + 1).read_to_end(&mut now)?;
    }
    Ok((about.is_file() && now == before.as_bytes()).then(|| about.permissions()))
}

fn create(root: &Folder, path: &str, text: &str) -> io::Result<()> {
    for (end, _) in path.match_indices('/') {
        match root.new_folder(&path[..end]) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    within(root, path, |folder, name| write_whole(folder, name, text.as_bytes(), None, Target::MustBeNew))
}

/// Opens the folder of a path.
fn within(root: &Folder, path: &str, write: impl FnOnce(&Folder, &str) -> io::Result<()>) -> io::Result<()> {
    match path.rsplit_once('/') {
        Some((folder, name)) => write(&root.folder(folder)?, name),
        None => write(root, path),
    }
}

/// Writes a report to a path that the person who runs planmark named: links are followed, and a pipe or a device is
/// written to as it is. A file is replaced in one step.
///
/// # Errors
/// If the disk refuses.
pub fn write_output(path: &Path, text: &[u8]) -> Result<(), Error> {
    replace_output(path, text).map_err(|error| Error::disk("cannot write", path, &error))
}

/// Reads a version of a file that git named by its path, up to the limit of a text.
///
/// # Errors
/// If it is not there, too large, or no text.
pub fn read_version(path: &Path) -> Result<String, Error> {
    let refused = |error: io::Error| Error::disk("cannot read", path, &error);
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(refused)?;
    file.take(LIMITS.text_bytes + 1).read_to_end(&mut bytes).map_err(refused)?;
    let text = String::from_utf8(bytes).ok().filter(|text| text.len() as u64 <= LIMITS.text_bytes);
    text.ok_or_else(|| {
        let message = format!("`{}` is no text that planmark reads", path.display());
        Error::new(message, "merge it by hand; nothing was written")
    })
}

fn replace_output(path: &Path, text: &[u8]) -> io::Result<()> {
    let (place, permissions) = match fs::metadata(path) {
        Ok(about) if about.is_file() => (fs::canonicalize(path)?, Some(about.permissions())),
        Ok(about) if about.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
        Ok(_) => return OpenOptions::new().write(true).open(path)?.write_all(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => (path.to_owned(), None),
        Err(error) => return Err(error),
    };
    let name = place.file_name().and_then(|name| name.to_str()).ok_or(io::ErrorKind::InvalidFilename)?;
    let folder: PathBuf = match place.parent() {
        Some(folder) if folder != Path::new("") => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder)?;
    write_whole(&Folder::open(&folder)?, name, text, permissions, Target::Replace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_only_if_it_is_as_it_was_read() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a.md"), "one\r\n").unwrap();
        save(root.path(), "a.md", Some("one\r\n"), "two\r\n").unwrap();
        let error = save(root.path(), "a.md", Some("one\r\n"), "three").unwrap_err();
        assert!(error.message.ends_with("was changed since planmark read it"), "{error}");
        assert_eq!(fs::read_to_string(root.path().join("a.md")).unwrap(), "two\r\n");
        assert_eq!(names(root.path()), ["a.md"]);
    }

    #[test]
    fn a_new_file_gets_its_folders_and_replaces_nothing() {
        let root = tempfile::tempdir().unwrap();
        save(root.path(), "changes/late/a.md", None, "text").unwrap();
        save(root.path(), "changes/late/b.md", None, "text").unwrap();
        let error = save(root.path(), "changes/late/a.md", None, "other").unwrap_err();
        assert!(error.message.ends_with("is there already"), "{error}");
        assert_eq!(names(&root.path().join("changes/late")), ["a.md", "b.md"]);
        assert_eq!(fs::read_to_string(root.path().join("changes/late/a.md")).unwrap(), "text");
    }

    #[test]
    fn nothing_outside_of_the_plan_is_written() {
        let root = tempfile::tempdir().unwrap();
        for path in ["../a.md", "/tmp/a.md", "a/../../b.md", ""] {
            assert!(save(root.path(), path, None, "x").is_err(), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_written_through_and_modes_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let outside = tempfile::tempdir().unwrap();
        let root = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("a.md"), "x").unwrap();
        symlink(outside.path(), root.path().join("changes")).unwrap();
        symlink(outside.path().join("a.md"), root.path().join("a.md")).unwrap();
        assert!(save(root.path(), "changes/b.md", None, "y").is_err());
        assert!(save(root.path(), "changes/a.md", Some("x"), "y").is_err());
        let error = save(root.path(), "a.md", Some("x"), "y").unwrap_err();
        assert!(error.message.contains("is a link"), "{error}");
        assert_eq!(names(outside.path()), ["a.md"]);
        assert_eq!(fs::read_to_string(outside.path().join("a.md")).unwrap(), "x");

        fs::write(root.path().join("b.md"), "x").unwrap();
        fs::set_permissions(root.path().join("b.md"), Permissions::from_mode(0o640)).unwrap();
        save(root.path(), "b.md", Some("x"), "y").unwrap();
        assert_eq!(fs::metadata(root.path().join("b.md")).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_report_replaces_the_last_one() {
        let root = tempfile::tempdir().unwrap();
        let path = root.path().join("reports/x.sarif");
        write_output(&path, b"one").unwrap();
        write_output(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(names(path.parent().unwrap()), ["x.sarif"]);
        assert!(write_output(root.path(), b"x").is_err());
    }
}
