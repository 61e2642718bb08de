//! The publisher: a site appears whole or not at all, and nothing that planmark did not make is touched.
//!
//! The new site is built in a folder beside the old one while its files are still being made, then the two names are
//! exchanged. Files that did not change are the same files afterwards, with their times.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::handles::Folder;
use super::place::Place;
use super::replace::neighbour;
use super::site::{self, Fact, Journal, MARKER, Manifest, Standing};
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
    let publication = Publication::open_with(output, exchange)?;
    publication.take(files)?;
    publication.finish()
}

/// A site on its way into a folder. It is given its files piece by piece, by several threads if they like, and nobody
/// sees any of them before [`Self::finish`]. If it is dropped before, the folder is as it was.
#[derive(Debug)]
pub struct Publication {
    place: Place,
    standing: Standing,
    /// The site that stands there.
    old: Option<Folder>,
    exchange: Exchange,
    progress: Mutex<Progress>,
    _lock: File,
}

/// What was given so far.
#[derive(Debug, Default)]
struct Progress {
    manifest: Manifest,
    /// The files that the site that stands holds already.
    same: BTreeSet<SafeRel>,
    /// All names in small letters, with the file that has each; None for folders.
    names: BTreeMap<String, Option<SafeRel>>,
    built: Option<Arc<Built>>,
    folders: BTreeSet<String>,
}

/// The folder beside the output that becomes the site.
#[derive(Debug)]
struct Built {
    name: String,
    folder: Folder,
    journal: Journal,
}

impl Publication {
    /// Looks at the output folder, and keeps other builds out of it.
    ///
    /// # Errors
    /// If the folder holds anything that is not planmark's, another build is writing, or the disk refuses.
    pub fn open(output: &Path) -> Result<Self, Error> {
        Self::open_with(output, Exchange::IfPossible)
    }

    fn open_with(output: &Path, exchange: Exchange) -> Result<Self, Error> {
        let place = Place::of(output)?;
        let lock = swap::lock(&place.parent_path)?;
        let refused = |error: io::Error| place.refused(&error);
        swap::repair(&place.parent, &place.parent_path, &place.name).map_err(refused)?;
        let standing = site::inspect(&place.parent, &place.path(), &place.name)?;
        place.check_mount()?;
        let old = match standing {
            Standing::Absent => None,
            Standing::Empty | Standing::Site(_) => Some(place.parent.folder(&place.name).map_err(refused)?),
        };
        Ok(Self { place, standing, old, exchange, progress: Mutex::default(), _lock: lock })
    }

    /// Takes files of the new site. Those that the old site does not hold already are written beside it.
    ///
    /// # Errors
    /// If two files of the site have names that some disk would take for one another, a file of the old site was
    /// changed by somebody else, or the disk refuses.
    pub fn take(&self, files: &BTreeMap<SafeRel, Vec<u8>>) -> Result<(), Error> {
        self.progress().claim(files.keys())?;
        let looked: Result<Vec<(&SafeRel, Fact, bool)>, Error> =
            files.par_iter().map(|(path, bytes)| Ok((path, Fact::of(bytes), self.is_held(path, bytes)?))).collect();
        let looked = looked?;
        let new: Vec<&SafeRel> = looked.iter().filter(|(.., is_held)| !is_held).map(|(path, ..)| *path).collect();
        if !new.is_empty() {
            let write = || {
                let built = self.built_for(&new)?;
                new.par_iter().try_for_each(|path| built.folder.new_file(path.as_str())?.write_all(&files[*path]))
            };
            write().map_err(|error| self.place.refused(&error))?;
        }
        let mut progress = self.progress();
        for (path, fact, is_held) in looked {
            progress.manifest.insert(path.clone(), fact);
            if is_held {
                progress.same.insert(path.clone());
            }
        }
        Ok(())
    }

    /// Gives the site its name, in one step for everybody who reads it meanwhile. If the folder holds the same already,
    /// nothing is done.
    ///
    /// # Errors
    /// If a file of the old site was changed by somebody else, or the disk refuses.
    pub fn finish(self) -> Result<Published, Error> {
        let (manifest, same) = {
            let mut progress = self.progress();
            (std::mem::take(&mut progress.manifest), std::mem::take(&mut progress.same))
        };
        let removed = self.check_removed(&manifest)?;
        let is_new = !matches!(self.standing, Standing::Site(_));
        let published = Published { written: manifest.len() - same.len(), kept: same.len(), removed, is_new };
        if is_new || published.written + published.removed > 0 {
            self.replace(&manifest, &same).map_err(|error| self.place.refused(&error))?;
        }
        Ok(published)
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        // A panic elsewhere leaves a site that is never finished.
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the site that stands holds a file already.
    fn is_held(&self, path: &SafeRel, bytes: &[u8]) -> Result<bool, Error> {
        match (&self.standing, &self.old) {
            (Standing::Site(manifest), Some(old)) => match manifest.get(path) {
                Some(fact) => site::is_same(old, &self.place.path(), path, fact, Some(bytes)),
                None => Ok(false),
            },
            _ => Ok(false),
        }
    }

    /// The number of files that the new site does not have any more; an error if somebody changed one of them.
    fn check_removed(&self, new: &Manifest) -> Result<usize, Error> {
        let (Standing::Site(manifest), Some(old)) = (&self.standing, &self.old) else { return Ok(0) };
        let removed: Vec<_> = manifest.iter().filter(|(path, _)| !new.contains_key(path)).collect();
        let check = |(path, fact): &(&SafeRel, &Fact)| site::is_same(old, &self.place.path(), path, fact, None);
        removed.par_iter().try_for_each(|one| check(one).map(drop))?;
        Ok(removed.len())
    }

    /// The folder that becomes the site, with all folders for these files, all of which are noted before they are there.
    fn built_for(&self, files: &[&SafeRel]) -> io::Result<Arc<Built>> {
        let mut progress = self.progress();
        if progress.built.is_none() {
            progress.built = Some(Arc::new(Built::new(&self.place.parent, &self.place.name, self.old.as_ref())?));
        }
        let built = Arc::clone(progress.built.as_ref().expect("it was just made"));
        built.journal.note(files.iter().copied())?;
        for inner in site::folders(files.iter().copied()) {
            if progress.folders.insert(inner.to_owned()) {
                built.folder.new_folder(inner)?;
            }
        }
        Ok(built)
    }

    /// Puts what did not change beside what is new, then exchanges.
    fn replace(&self, manifest: &Manifest, same: &BTreeSet<SafeRel>) -> io::Result<()> {
        let kept: Vec<&SafeRel> = same.iter().collect();
        let built = self.built_for(&kept)?;
        if let Some(old) = &self.old {
            kept.par_iter().try_for_each(|path| match built.folder.link_from(old, path.as_str()) {
                Ok(()) => Ok(()),
                // A disk that gives no file two names.
                Err(_) => site::copy(old, &built.folder, path),
            })?;
        }
        built.folder.new_file(MARKER)?.write_all(&site::print(manifest))?;
        built.journal.remove(&built.folder)?;
        built.folder.flush_disk()?;
        let (parent, name) = (&self.place.parent, &self.place.name);
        let left = match self.standing {
            Standing::Absent => parent.rename_new(&built.name, name).map(|()| None),
            Standing::Empty | Standing::Site(_) => swap::swap(parent, &built.name, name, self.exchange).map(Some),
        }?;
        self.progress().built = None;
        // The site stands already; a disk that does not confirm its name changes nothing of that, and what cannot be
        // removed is removed by the next run.
        let _ = parent.flush_names();
        let _ = left.map(|left| swap::remove_site(parent, &self.place.parent_path, &left));
        Ok(())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        let built = self.progress().built.take();
        if let Some(built) = built {
            // There is nobody to tell; the next run removes what is left.
            let _ = swap::remove_site(&self.place.parent, &self.place.parent_path, &built.name);
        }
    }
}

impl Built {
    /// The journal comes first, so that what a kill leaves behind can be told from a user's folder.
    fn new(parent: &Folder, name: &str, old: Option<&Folder>) -> io::Result<Self> {
        let name = neighbour(name);
        parent.new_folder(&name)?;
        let folder = parent.folder(&name)?;
        let journal = Journal::start(&folder)?;
        if let Some(old) = old {
            folder.copy_mode(old)?;
        }
        Ok(Self { name, folder, journal })
    }
}

impl Progress {
    /// Notes the names of new files; refuses those that some disk would take for one another, and planmark's own.
    fn claim<'a>(&mut self, paths: impl Iterator<Item = &'a SafeRel> + Clone) -> Result<(), Error> {
        let help = "rename the page or the attachment; nothing was changed";
        for folder in site::folders(paths.clone()) {
            if let Some(Some(file)) = self.names.insert(folder.to_lowercase(), None) {
                return Err(Error::new(format!("the site cannot have a file `{file}`"), help));
            }
        }
        for path in paths {
            let name = path.as_str().to_lowercase();
            let other = self.names.get(&name);
            if site::is_own_name(&name) || other.is_some_and(Option::is_none) {
                return Err(Error::new(format!("the site cannot have a file `{path}`"), help));
            }
            if let Some(Some(other)) = other {
                return Err(Error::new(format!("the site's files `{other}` and `{path}` differ in case only"), help));
            }
            self.names.insert(name, Some(path.clone()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

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
