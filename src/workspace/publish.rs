//! The publisher: a site appears whole or not at all, and nothing that planmark did not make is touched.
//!
//! The new site is built in a folder beside the old one, then the two names are exchanged. Files that did not change
//! are the same files afterwards, with their times.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::handles::Folder;
use super::replace::neighbour;
use super::site::{self, MARKER, Manifest, Standing};
use super::swap::{self, Exchange};
use super::{Error, SafeRel};

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Published {
    /// How many files are new or changed.
    pub written: usize,
    /// How many files stayed as they were.
    pub kept: usize,
    /// How many files of the site before are gone.
    pub removed: usize,
    /// Whether there was no site before.
    pub is_new: bool,
}

/// Makes a folder hold these files and nothing else, in one step for everybody who reads it meanwhile. If it holds
/// them already, nothing is done.
///
/// # Errors
/// If the folder holds anything that is not planmark's or was changed since, another build is writing, or the disk
/// refuses. The folder is then as it was.
pub fn publish(output: &Path, files: &BTreeMap<SafeRel, Vec<u8>>) -> Result<Published, Error> {
    publish_with(output, files, Exchange::IfPossible)
}

fn publish_with(output: &Path, files: &BTreeMap<SafeRel, Vec<u8>>, exchange: Exchange) -> Result<Published, Error> {
    check_names(files)?;
    let place = Place::of(output)?;
    let _lock = swap::lock(&place.parent_path)?;
    swap::repair(&place.parent, &place.parent_path, &place.name).map_err(|error| place.refused(&error))?;
    let standing = site::inspect(&place.parent, &place.path(), &place.name, files)?;
    place.check_mount()?;
    let manifest = site::manifest(files);
    let published = count(&standing, files);
    if matches!(&standing, Standing::Site { manifest: old, same } if *old == manifest && same.len() == files.len()) {
        return Ok(published);
    }
    place.replace(&standing, files, &manifest, exchange)?;
    Ok(published)
}

/// Refuses names that some disk would take for one another, and the manifest's own.
fn check_names(files: &BTreeMap<SafeRel, Vec<u8>>) -> Result<(), Error> {
    let help = "rename the page or the attachment; nothing was changed";
    let folders: BTreeSet<String> = site::folders(files.keys()).into_iter().map(str::to_lowercase).collect();
    let mut names = BTreeMap::new();
    for path in files.keys() {
        let name = path.as_str().to_lowercase();
        if name == MARKER || folders.contains(&name) {
            return Err(Error::new(format!("the site cannot have a file `{path}`"), help));
        }
        if let Some(other) = names.insert(name, path) {
            return Err(Error::new(format!("the site's files `{other}` and `{path}` differ in case only"), help));
        }
    }
    Ok(())
}

fn count(standing: &Standing, files: &BTreeMap<SafeRel, Vec<u8>>) -> Published {
    match standing {
        Standing::Absent | Standing::Empty => Published { written: files.len(), is_new: true, ..Published::default() },
        Standing::Site { manifest, same } => Published {
            written: files.len() - same.len(),
            kept: same.len(),
            removed: manifest.keys().filter(|path| !files.contains_key(path)).count(),
            is_new: false,
        },
    }
}

/// Where a site goes: a name in a folder.
struct Place {
    parent: Folder,
    parent_path: PathBuf,
    name: String,
}

impl Place {
    fn of(output: &Path) -> Result<Self, Error> {
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

    fn path(&self) -> PathBuf {
        self.parent_path.join(&self.name)
    }

    fn refused(&self, error: &io::Error) -> Error {
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
    fn check_mount(&self) -> Result<(), Error> {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Path| fs::symlink_metadata(path).map(|about| about.dev());
        match (device(&self.parent_path), device(&self.path())) {
            (Ok(parent), Ok(output)) if parent != output => Err(self.is_mount()),
            _ => Ok(()),
        }
    }

    #[cfg(not(unix))]
    fn check_mount(&self) -> Result<(), Error> {
        Ok(())
    }

    /// Builds beside the output, then exchanges.
    fn replace(
        &self,
        standing: &Standing,
        files: &BTreeMap<SafeRel, Vec<u8>>,
        manifest: &Manifest,
        exchange: Exchange,
    ) -> Result<(), Error> {
        let built = neighbour(&self.name);
        let outcome = self.build(&built, standing, files, manifest).and_then(|()| match standing {
            Standing::Absent => self.parent.rename_new(&built, &self.name).map(|()| None),
            Standing::Empty | Standing::Site { .. } => swap::swap(&self.parent, &built, &self.name, exchange).map(Some),
        });
        let left = match &outcome {
            Ok(old) => old.as_ref(),
            Err(_) => Some(&built),
        };
        if outcome.is_ok() {
            // The site stands already; a disk that does not confirm its name changes nothing of that.
            let _ = self.parent.flush_names();
        }
        if let Some(left) = left {
            // The site stands already, or the first error is the one to tell; the next run removes what is left.
            let _ = swap::remove_site(&self.parent, &self.parent_path, left);
        }
        outcome.map(drop).map_err(|error| self.refused(&error))
    }

    /// The manifest comes first, so that what a kill leaves behind can be told from a user's folder.
    fn build(
        &self,
        built: &str,
        standing: &Standing,
        files: &BTreeMap<SafeRel, Vec<u8>>,
        manifest: &Manifest,
    ) -> io::Result<()> {
        self.parent.new_folder(built)?;
        let folder = self.parent.folder(built)?;
        folder.new_file(MARKER)?.write_all(&site::print(manifest))?;
        for inner in site::folders(files.keys()) {
            folder.new_folder(inner)?;
        }
        let nothing = BTreeSet::new();
        let old = match standing {
            Standing::Absent => None,
            Standing::Empty => Some((self.parent.folder(&self.name)?, &nothing)),
            Standing::Site { same, .. } => Some((self.parent.folder(&self.name)?, same)),
        };
        if let Some((old, _)) = &old {
            folder.copy_mode(old)?;
        }
        files.par_iter().try_for_each(|(path, bytes)| match &old {
            Some((old, same)) if same.contains(path) && folder.link_from(old, path.as_str()).is_ok() => Ok(()),
            _ => folder.new_file(path.as_str())?.write_all(bytes),
        })?;
        folder.flush_disk()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(texts: &[(&str, &str)]) -> BTreeMap<SafeRel, Vec<u8>> {
        texts.iter().map(|(path, text)| (SafeRel::new(path).unwrap(), text.as_bytes().to_vec())).collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_site_is_exchanged_by_two_renames_where_one_step_is_not_possible() {
        let top = tempfile::tempdir().unwrap();
        let output = top.path().join("site");
        for (text, is_new) in [("one", true), ("two", false), ("three", false)] {
            let published = publish_with(&output, &files(&[("index.html", text)]), Exchange::Never).unwrap();
            assert_eq!(published, Published { written: 1, kept: 0, removed: 0, is_new });
            assert_eq!(fs::read_to_string(output.join("index.html")).unwrap(), text);
        }
        assert_eq!(names(top.path()), ["site"]);
    }

    #[test]
    fn a_kill_between_two_renames_is_repaired() {
        let top = tempfile::tempdir().unwrap();
        let output = top.path().join("site");
        let new = files(&[("a/index.html", "one")]);
        publish(&output, &new).unwrap();
        fs::rename(&output, top.path().join(".site.0123456789abcdef.planmark")).unwrap();
        assert_eq!(publish(&output, &new).unwrap(), Published { kept: 1, ..Published::default() });
        assert_eq!(names(top.path()), ["site"]);
    }

    #[test]
    fn a_site_that_was_half_written_gets_no_name() {
        let top = tempfile::tempdir().unwrap();
        let output = top.path().join("site");
        let new = files(&[("a/index.html", "one"), ("b.html", "two")]);
        publish(&output, &new).unwrap();
        let leftover = top.path().join(".site.0123456789abcdef.planmark");
        fs::rename(&output, &leftover).unwrap();
        fs::write(leftover.join("b.html"), "t").unwrap();
        assert!(publish(&output, &new).unwrap().is_new);
        assert_eq!(names(top.path()), ["site"]);
    }

    #[test]
    fn leftovers_go_and_what_only_looks_like_one_stays() {
        let top = tempfile::tempdir().unwrap();
        let bare = top.path().join(".site.0000000000000000.planmark");
        let torn = top.path().join(".site.0000000000000001.planmark");
        let foreign = top.path().join(".site.0000000000000002.planmark");
        let other = top.path().join(".other.0000000000000003.planmark");
        for folder in [&bare, &torn, &foreign, &other] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(torn.join(MARKER), "{ \"planm").unwrap();
        fs::write(foreign.join("mine.txt"), "x").unwrap();
        publish(&top.path().join("site"), &files(&[("index.html", "one")])).unwrap();
        assert_eq!(names(top.path()), [".other.0000000000000003.planmark", ".site.0000000000000002.planmark", "site"]);
        assert_eq!(names(&foreign), ["mine.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_leftover_with_a_link_in_it_leads_nowhere() {
        let top = tempfile::tempdir().unwrap();
        let output = top.path().join("site");
        publish(&output, &files(&[("a/mine.txt", "one")])).unwrap();
        let leftover = top.path().join(".site.0123456789abcdef.planmark");
        fs::rename(&output, &leftover).unwrap();
        fs::remove_file(leftover.join("a/mine.txt")).unwrap();
        fs::remove_dir(leftover.join("a")).unwrap();
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("mine.txt"), "one").unwrap();
        std::os::unix::fs::symlink(home.path(), leftover.join("a")).unwrap();
        publish(&output, &files(&[("index.html", "two")])).unwrap();
        assert_eq!(names(home.path()), ["mine.txt"]);
    }

    #[test]
    fn names_that_some_disk_takes_for_one_another_are_refused() {
        let top = tempfile::tempdir().unwrap();
        let check = |texts: &[(&str, &str)], expected: &str| {
            let error = publish(&top.path().join("site"), &files(texts)).unwrap_err();
            assert_eq!(error.message, expected);
        };
        check(&[("A.html", ""), ("a.html", "")], "the site's files `A.html` and `a.html` differ in case only");
        check(&[("a", ""), ("a/b", "")], "the site cannot have a file `a`");
        check(&[(MARKER, "")], "the site cannot have a file `.planmark-site.json`");
        assert_eq!(names(top.path()), [""; 0]);
    }
}
