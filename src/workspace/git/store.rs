//! The objects of a repository, from one git that goes on answering. The size of each stands before its bytes: what is
//! too large is not read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::object::{Commit, FOLDER, ObjectId, TreeEntry, tree_entries};
use super::problem::{Problem, of_complaint};
use super::program::{Answer, Git};
use super::running::Running;

/// The largest tree or commit that is read, in bytes.
const LARGEST: u64 = 32_000_000;
/// So many folders of one level are looked at.
const MOST_FOLDERS: usize = 200_000;
/// The longest line that git writes before an object.
const HEAD_BYTES: usize = 200;
/// Objects that are not wanted and no larger than this are passed over; git is started anew after a larger one.
const PASSED_OVER: u64 = 4_000_000;

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
    /// The git that goes on answering, once it was needed.
    reader: Mutex<Option<Running>>,
    trees: Mutex<BTreeMap<ObjectId, Arc<[TreeEntry]>>>,
    shared: Mutex<BTreeMap<ObjectId, Option<Arc<[u8]>>>>,
}

impl Store {
    pub(super) fn new(git: Box<dyn Git>, folder: PathBuf) -> Self {
        Self { git, folder, reader: Mutex::default(), trees: Mutex::default(), shared: Mutex::default() }
    }

    /// Asks git what it must know.
    pub(super) fn ask(&self, arguments: &[&str], limit: u64) -> Result<Answer, Problem> {
        let answer = self.git.ask(arguments, limit)?;
        if answer.is_success { Ok(answer) } else { Err(of_complaint(&answer.complaint, &self.folder)) }
    }

    /// Asks git what it may not know. That it does not trust the repository is a problem all the same.
    pub(super) fn try_ask(&self, arguments: &[&str], limit: u64) -> Result<Answer, Problem> {
        self.git.ask(arguments, limit)
    }

    /// Objects of a type, each up to a size; `take` gets them in their order and says whether it wants more.
    pub(super) fn objects(
        &self,
        ids: &[ObjectId],
        kind: &str,
        largest: &dyn Fn(usize) -> u64,
        take: &mut dyn FnMut(Found) -> bool,
    ) -> Result<(), Problem> {
        let mut reader = locked(&self.reader);
        let mut next = 0;
        while next < ids.len() {
            let asked = &ids[next..];
            // A git that did not answer to the end is no use for the next question.
            let mut git = match reader.take() {
                Some(git) => git,
                None => self.git.start(&["cat-file", "--batch"])?,
            };
            git.say(lines(asked));
            let mut is_in_step = true;
            for id in asked {
                let found;
                (found, is_in_step) = self.next(&mut git, *id, kind, largest(next))?;
                next += 1;
                if !take(found) {
                    return Ok(());
                }
                if !is_in_step {
                    break;
                }
            }
            *reader = is_in_step.then_some(git);
        }
        Ok(())
    }

    /// The next object that git gives, and whether git can be listened to any further.
    fn next(&self, git: &mut Running, id: ObjectId, kind: &str, largest: u64) -> Result<(Found, bool), Problem> {
        let Some(head) = git.line(HEAD_BYTES)? else { return Err(self.ended(git, id)) };
        // `HASH blob 12`, and after the bytes the end of a line; or `HASH missing`, and nothing.
        let Some((found_kind, size)) = kind_and_size(&head) else { return Ok((Found::Missing, true)) };
        if size > largest.max(PASSED_OVER) {
            return Ok((if found_kind == kind { Found::TooLarge } else { Found::Missing }, false));
        }
        let count = usize::try_from(size).map_err(|_| Problem::TooMuch)?;
        let Some(mut bytes) = git.bytes(count + 1)? else { return Err(self.ended(git, id)) };
        bytes.pop();
        Ok(match found_kind == kind {
            true if size > largest => (Found::TooLarge, true),
            true => (Found::Bytes(bytes), true),
            false => (Found::Missing, true),
        })
    }

    /// Why git ended while it was asked for an object: it says so, or the object cannot be read.
    fn ended(&self, git: &mut Running, id: ObjectId) -> Problem {
        let complaint = match git.complaint() {
            Ok(complaint) => complaint,
            Err(problem) => return problem,
        };
        match of_complaint(&complaint, &self.folder) {
            Problem::Refused(_) => Problem::Missing(id.to_string()),
            other => other,
        }
    }

    /// All objects of a type, each up to a size.
    fn all(&self, ids: &[ObjectId], kind: &str, largest: u64) -> Result<Vec<Found>, Problem> {
        let mut all = Vec::with_capacity(ids.len());
        let mut take = |found| {
            all.push(found);
            true
        };
        self.objects(ids, kind, &|_| largest, &mut take)?;
        Ok(all)
    }

    /// The entries of a tree.
    pub(super) fn tree(&self, id: ObjectId) -> Result<Arc<[TreeEntry]>, Problem> {
        self.load_trees(&[id])?;
        Ok(self.known_tree(id))
    }

    /// The entries of a tree that was loaded.
    pub(super) fn known_tree(&self, id: ObjectId) -> Arc<[TreeEntry]> {
        locked(&self.trees).get(&id).cloned().unwrap_or_default()
    }

    /// Reads trees, those that are known left out.
    pub(super) fn load_trees(&self, ids: &[ObjectId]) -> Result<(), Problem> {
        let mut trees = locked(&self.trees);
        let mut new: Vec<ObjectId> = ids.iter().filter(|id| !trees.contains_key(id)).copied().collect();
        new.sort_unstable();
        new.dedup();
        for (id, found) in new.iter().zip(self.all(&new, "tree", LARGEST)?) {
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
        let found = self.all(ids, "commit", LARGEST)?;
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
        Ok(self.all(ids, "blob", largest)?.into_iter().map(bytes).collect())
    }

    /// The same for small files that many trees share: each is read once.
    pub(super) fn shared_blobs(&self, ids: &[ObjectId], largest: u64) -> Result<Vec<Option<Arc<[u8]>>>, Problem> {
        let mut known = locked(&self.shared);
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

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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

/// The type and the size in a line such as `HASH blob 12`; None in one such as `HASH missing`.
fn kind_and_size(head: &[u8]) -> Option<(&str, u64)> {
    let mut words = str::from_utf8(head).ok()?.split(' ').skip(1);
    Some((words.next()?, words.next()?.parse().ok()?))
}
