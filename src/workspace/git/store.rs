//! The objects of a repository, many at a time: sizes are asked first, and what is too large is never read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::object::{Commit, FOLDER, ObjectId, TreeEntry, tree_entries};
use super::problem::{Problem, of_complaint};
use super::program::{Answer, Git};

/// The largest tree or commit that is read, in bytes.
const LARGEST: u64 = 32_000_000;
/// So many folders of one level are looked at.
const MOST_FOLDERS: usize = 200_000;
/// The longest line that git writes before an object.
const HEAD_BYTES: u64 = 100;

/// What stands under an object's name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Found {
    Bytes(Vec<u8>),
    /// Larger than what was asked for.
    TooLarge,
    /// Not in this clone, or of another type.
    Missing,
}

/// A repository as a store of objects. Trees are read once.
pub(super) struct Store {
    git: Box<dyn Git>,
    folder: PathBuf,
    trees: Mutex<BTreeMap<ObjectId, Arc<[TreeEntry]>>>,
    shared: Mutex<BTreeMap<ObjectId, Option<Arc<[u8]>>>>,
}

impl Store {
    pub(super) fn new(git: Box<dyn Git>, folder: PathBuf) -> Self {
        Self { git, folder, trees: Mutex::default(), shared: Mutex::default() }
    }

    /// Asks git what it must know.
    pub(super) fn ask(&self, arguments: &[&str], limit: u64) -> Result<Answer, Problem> {
        let answer = self.git.ask(arguments, Vec::new(), limit)?;
        if answer.is_success { Ok(answer) } else { Err(of_complaint(&answer.complaint, &self.folder)) }
    }

    /// Asks git what it may not know. That it does not trust the repository is a problem all the same.
    pub(super) fn try_ask(&self, arguments: &[&str], limit: u64) -> Result<Answer, Problem> {
        self.git.ask(arguments, Vec::new(), limit)
    }

    /// The sizes of objects of a type; nothing for what is missing.
    pub(super) fn sizes(&self, ids: &[ObjectId], kind: &str) -> Result<Vec<Option<u64>>, Problem> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let limit = HEAD_BYTES * ids.len() as u64;
        let answer = self.git.ask(&["cat-file", "--batch-check", "--buffer"], lines(ids), limit)?;
        if !answer.is_success {
            return Err(of_complaint(&answer.complaint, &self.folder));
        }
        let text = String::from_utf8_lossy(&answer.bytes);
        let mut heads = text.lines();
        Ok(ids.iter().map(|_| size(heads.next().unwrap_or_default(), kind)).collect())
    }

    /// Objects of a type, each up to a size.
    pub(super) fn objects(&self, ids: &[ObjectId], kind: &str, largest: u64) -> Result<Vec<Found>, Problem> {
        let sizes = self.sizes(ids, kind)?;
        let wanted = |(id, size): (&ObjectId, &Option<u64>)| Some((*id, (*size)?)).filter(|(_, size)| *size <= largest);
        let (read, read_sizes): (Vec<ObjectId>, Vec<u64>) = ids.iter().zip(&sizes).filter_map(wanted).unzip();
        let mut bodies = self.bodies(&read, &read_sizes)?.into_iter();
        let found = |size: &Option<u64>| match size {
            None => Found::Missing,
            Some(size) if *size > largest => Found::TooLarge,
            Some(_) => bodies.next().map_or(Found::Missing, Found::Bytes),
        };
        Ok(sizes.iter().map(found).collect())
    }

    /// The bytes of objects whose sizes are known.
    fn bodies(&self, ids: &[ObjectId], sizes: &[u64]) -> Result<Vec<Vec<u8>>, Problem> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let limit = sizes.iter().sum::<u64>() + HEAD_BYTES * ids.len() as u64;
        let answer = self.git.ask(&["cat-file", "--batch", "--buffer"], lines(ids), limit)?;
        let mut rest = answer.bytes.as_slice();
        let mut bodies = Vec::with_capacity(ids.len());
        for (id, size) in ids.iter().zip(sizes) {
            let missing = || Problem::Missing(id.to_string());
            let head_end = rest.iter().position(|byte| *byte == b'\n').ok_or_else(missing)?;
            let size = usize::try_from(*size).map_err(|_| missing())?;
            let body = rest.get(head_end + 1..head_end + 1 + size).ok_or_else(missing)?;
            bodies.push(body.to_vec());
            rest = rest.get(head_end + size + 2..).unwrap_or_default();
        }
        Ok(bodies)
    }

    /// The entries of a tree.
    pub(super) fn tree(&self, id: ObjectId) -> Result<Arc<[TreeEntry]>, Problem> {
        self.load_trees(&[id])?;
        Ok(self.known_tree(id))
    }

    /// The entries of a tree that was loaded.
    pub(super) fn known_tree(&self, id: ObjectId) -> Arc<[TreeEntry]> {
        self.trees.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned().unwrap_or_default()
    }

    /// Reads trees, those that are known left out.
    pub(super) fn load_trees(&self, ids: &[ObjectId]) -> Result<(), Problem> {
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        let mut new: Vec<ObjectId> = ids.iter().filter(|id| !trees.contains_key(id)).copied().collect();
        new.sort_unstable();
        new.dedup();
        for (id, found) in new.iter().zip(self.objects(&new, "tree", LARGEST)?) {
            let bytes = needed(*id, found)?;
            trees.insert(*id, tree_entries(&bytes, id.byte_count()).into());
        }
        Ok(())
    }

    /// The tree of a folder below a tree.
    pub(super) fn descend(&self, top: ObjectId, parts: &[Vec<u8>]) -> Result<Option<ObjectId>, Problem> {
        let mut tree = top;
        for part in parts {
            let entries = self.tree(tree)?;
            let Some(entry) = entries.iter().find(|entry| entry.mode == FOLDER && entry.name == *part) else {
                return Ok(None);
            };
            tree = entry.id;
        }
        Ok(Some(tree))
    }

    /// Whether a tree holds a file of this name.
    pub(super) fn holds(&self, tree: ObjectId, name: &str) -> Result<bool, Problem> {
        Ok(self.tree(tree)?.iter().any(|entry| entry.is_file() && entry.name == name.as_bytes()))
    }

    /// What a commit says.
    pub(super) fn commit(&self, id: ObjectId) -> Result<Commit, Problem> {
        self.commits(&[id])?.pop().ok_or_else(|| Problem::Missing(id.to_string()))
    }

    /// What commits say.
    pub(super) fn commits(&self, ids: &[ObjectId]) -> Result<Vec<Commit>, Problem> {
        let found = self.objects(ids, "commit", LARGEST)?;
        let read = |(id, found): (&ObjectId, Found)| {
            Commit::read(*id, &needed(*id, found)?).ok_or_else(|| Problem::Missing(id.to_string()))
        };
        ids.iter().zip(found).map(read).collect()
    }

    /// Files up to a size; nothing for what is larger or missing.
    pub(super) fn blobs(&self, ids: &[ObjectId], largest: u64) -> Result<Vec<Option<Vec<u8>>>, Problem> {
        let bytes = |found: Found| match found {
            Found::Bytes(bytes) => Some(bytes),
            Found::TooLarge | Found::Missing => None,
        };
        Ok(self.objects(ids, "blob", largest)?.into_iter().map(bytes).collect())
    }

    /// The same for small files that many trees share: each is read once.
    pub(super) fn shared_blobs(&self, ids: &[ObjectId], largest: u64) -> Result<Vec<Option<Arc<[u8]>>>, Problem> {
        let mut known = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        let mut new: Vec<ObjectId> = ids.iter().filter(|id| !known.contains_key(id)).copied().collect();
        new.sort_unstable();
        new.dedup();
        for (id, bytes) in new.iter().zip(self.blobs(&new, largest)?) {
            known.insert(*id, bytes.map(Arc::from));
        }
        Ok(ids.iter().map(|id| known.get(id).cloned().flatten()).collect())
    }

    /// Loads the folders on a way down from many trees.
    pub(super) fn load_way(&self, tops: &[ObjectId], way: &[Vec<u8>]) -> Result<(), Problem> {
        let mut level = tops.to_vec();
        self.load_trees(&level)?;
        for part in way {
            let below = |top: &ObjectId| {
                let entries = self.known_tree(*top);
                entries.iter().find(|entry| entry.mode == FOLDER && entry.name == *part).map(|entry| entry.id)
            };
            level = level.iter().filter_map(below).collect();
            self.load_trees(&level)?;
        }
        Ok(())
    }

    /// Loads everything below many trees that a plan may read, down to a depth.
    pub(super) fn load_below(&self, tops: &[ObjectId], depth: usize) -> Result<(), Problem> {
        let mut level: BTreeSet<ObjectId> = tops.iter().copied().collect();
        for _ in 0..=depth {
            self.load_trees(&level.iter().copied().collect::<Vec<_>>())?;
            let folders = |top: &ObjectId| -> Vec<ObjectId> {
                let entries = self.known_tree(*top);
                let seen = entries.iter().filter(|entry| entry.mode == FOLDER && !entry.name.starts_with(b"."));
                seen.map(|entry| entry.id).collect()
            };
            level = level.iter().flat_map(folders).collect();
            if level.len() > MOST_FOLDERS {
                return Err(Problem::TooMuch);
            }
        }
        Ok(())
    }
}

fn needed(id: ObjectId, found: Found) -> Result<Vec<u8>, Problem> {
    match found {
        Found::Bytes(bytes) => Ok(bytes),
        Found::TooLarge => Err(Problem::TooMuch),
        Found::Missing => Err(Problem::Missing(id.to_string())),
    }
}

fn lines(ids: &[ObjectId]) -> Vec<u8> {
    ids.iter().flat_map(|id| format!("{id}\n").into_bytes()).collect()
}

/// The size in a line such as `HASH blob 12`, if it is of that type.
fn size(head: &str, kind: &str) -> Option<u64> {
    let mut words = head.split(' ').skip(1);
    (words.next() == Some(kind)).then(|| words.next()?.parse().ok()).flatten()
}
