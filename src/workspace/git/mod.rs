//! Revisions of a plan: asked from the `git` program, by plumbing alone, and read without a checkout.
//!
//! The repository belongs to whoever wrote it. No setting, hook, filter or attribute of it runs a program, no question
//! writes anything, a name is turned into a hash before anything is done with it, and links and submodules are
//! reported and never followed.

mod authors;
mod driver;
mod history;
mod moved;
mod object;
mod problem;
mod program;
mod running;
mod snapshot;
mod store;

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{LIMITS, Located};
use crate::text::{SourceFile, SourceSet};

pub use authors::Origin;
pub use driver::Driver;
pub use history::{History, State, Texts};
pub use object::ObjectId;
pub use problem::Problem;
pub use program::git_version;

use program::Program;
use snapshot::{Contents, Listing};
use store::Store;

/// The longest name of a revision that is asked for, in bytes.
const NAME_BYTES: usize = 300;
/// The longest answer that is a line or a few.
const LINE_BYTES: u64 = 16_000;
/// The longest list of names or hashes.
const LIST_BYTES: u64 = 100_000_000;

/// A commit, and the name by which it was asked for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Revision {
    /// Such as `origin/main`.
    pub name: String,
    /// The commit.
    pub commit: ObjectId,
}

/// The repository around a plan's folder.
pub struct Repository {
    located: Located,
    store: Store,
    /// What was read of one revision, for the next.
    contents: Mutex<Contents>,
    /// The folders from the repository's top to the plan's root.
    prefix: Vec<Vec<u8>>,
    /// Whether the clone lacks history.
    is_shallow: bool,
}

impl Repository {
    /// Finds the repository of a plan.
    ///
    /// # Errors
    /// If there is none, git is missing or does not trust it.
    pub fn around(located: &Located) -> Result<Self, Problem> {
        let store = Store::new(Box::new(Program::in_folder(&located.root)), located.root.clone());
        // The way up to the top is asked because a repository without a working tree has none.
        let asked = ["--show-prefix", "--show-cdup", "--is-inside-work-tree", "--is-shallow-repository"];
        let answer = store.ask(&[&["rev-parse"][..], &asked].concat(), LINE_BYTES)?;
        let mut lines = answer.bytes.strip_suffix(b"\n").unwrap_or(&answer.bytes).rsplitn(4, |byte| *byte == b'\n');
        let (is_shallow, is_inside) = (lines.next(), lines.next());
        if is_inside != Some(b"true") {
            return Err(Problem::Bare(located.root.clone()));
        }
        // The prefix stands first, so that a line end in a folder's name does no harm.
        let prefix = lines.nth(1).unwrap_or_default();
        let parts = prefix.split(|byte| *byte == b'/').filter(|part| !part.is_empty());
        Ok(Self {
            located: located.clone(),
            contents: Mutex::default(),
            prefix: parts.map(<[u8]>::to_vec).collect(),
            is_shallow: is_shallow == Some(b"true"),
            store,
        })
    }

    /// The commit that a name means: a branch, a tag, a hash, `HEAD~3`.
    ///
    /// # Errors
    /// If no revision can have that name, or none has it.
    pub fn resolve(&self, name: &str) -> Result<Revision, Problem> {
        if name.is_empty() || name.len() > NAME_BYTES || name.starts_with('-') || name.contains(char::is_control) {
            return Err(Problem::BadName(name.to_owned()));
        }
        match self.commit_of(name)? {
            Some(commit) => Ok(Revision { name: name.to_owned(), commit }),
            None if name.starts_with("HEAD") && self.commit_of("HEAD")?.is_none() => Err(Problem::Unborn),
            None => {
                let names = ["rev-parse", "--symbolic", "--branches", "--tags", "--remotes"];
                let known = self.store.ask(&names, LIST_BYTES)?;
                let known = known.line().lines().map(str::to_owned).collect();
                Err(Problem::Unknown { name: name.to_owned(), known, is_shallow: self.is_shallow })
            }
        }
    }

    fn commit_of(&self, name: &str) -> Result<Option<ObjectId>, Problem> {
        let asked = format!("{name}^{{commit}}");
        let arguments = ["rev-parse", "--verify", "--quiet", "--end-of-options", &asked];
        let answer = self.store.try_ask(&arguments, LINE_BYTES)?;
        Ok(ObjectId::of_hex(answer.line()).filter(|_| answer.is_success))
    }

    /// Where two revisions parted.
    ///
    /// # Errors
    /// If they have nothing in common, or the clone lacks the history to tell.
    pub fn merge_base(&self, base: &Revision, head: &Revision) -> Result<Revision, Problem> {
        // The usual cases need no walk through the history.
        if base.commit == head.commit || self.store.commit(head.commit)?.parents.contains(&base.commit) {
            return Ok(base.clone());
        }
        let (one, other) = (base.commit.to_string(), head.commit.to_string());
        let answer = self.store.try_ask(&["merge-base", &one, &other], LINE_BYTES)?;
        let found = answer.line().lines().next().and_then(ObjectId::of_hex).filter(|_| answer.is_success);
        let is_shallow = self.is_shallow;
        // Where the history is cut between the two, git names an older commit than the true one.
        let between = format!("{one}...{other}");
        let is_cut = || self.store.ask(&["rev-list", "--max-parents=0", &between], LIST_BYTES);
        match found {
            Some(commit) if !is_shallow || is_cut()?.bytes.is_empty() => {
                Ok(Revision { name: base.name.clone(), commit })
            }
            _ => Err(Problem::NoMergeBase { base: base.name.clone(), head: head.name.clone(), is_shallow }),
        }
    }

    /// Whether the clone lacks history.
    #[must_use]
    pub fn is_shallow(&self) -> bool {
        self.is_shallow
    }

    /// The plan as it is in a revision, by the rules that hold on the disk. Where the plan's folder had another name
    /// then, it is found by its `project.md`. Empty if there was no plan yet.
    ///
    /// # Errors
    /// If objects are missing, or git takes too long.
    pub fn read(&self, revision: &Revision) -> Result<SourceSet, Problem> {
        let tree = self.plan_tree(self.store.commit(revision.commit)?.tree)?;
        let files = match tree {
            Some(tree) => self.files(&snapshot::of_tree(&self.store, tree, &LIMITS)?)?,
            None => Vec::new(),
        };
        Ok(SourceSet::new(files).with_focus(self.located.focus.clone()))
    }

    /// The plan as it is staged; in a hook, as it is to be committed.
    ///
    /// # Errors
    /// If a merge is not finished, or objects are missing.
    pub fn index(&self) -> Result<SourceSet, Problem> {
        let listing = match self.index_of_hook()? {
            Some(index) => {
                let git = Program::in_folder(&self.located.root).with_index(index);
                snapshot::of_index(&Store::new(Box::new(git), self.located.root.clone()))?
            }
            None => snapshot::of_index(&self.store)?,
        };
        Ok(SourceSet::new(self.files(&listing)?).with_focus(self.located.focus.clone()))
    }

    /// The index that git tells a hook to look at: `git commit --all` and `git commit FILE` have one of their own.
    /// One that is not this repository's is of another.
    fn index_of_hook(&self) -> Result<Option<PathBuf>, Problem> {
        let Some(named) = env::var_os(program::INDEX) else { return Ok(None) };
        let answer = self.store.ask(&["rev-parse", "--absolute-git-dir"], LINE_BYTES)?;
        let Ok(folder) = Path::new(answer.line()).canonicalize() else { return Ok(None) };
        // Git names it from the top of the working tree, where it starts hooks.
        let top = self.located.root.ancestors().nth(self.prefix.len()).unwrap_or(&self.located.root);
        Ok(top.join(named).canonicalize().ok().filter(|index| index.starts_with(&folder)))
    }

    fn files(&self, listing: &Listing) -> Result<Vec<SourceFile>, Problem> {
        let mut contents = self.contents.lock().unwrap_or_else(PoisonError::into_inner);
        snapshot::read(&self.store, listing, &LIMITS, &mut contents)
    }
}
