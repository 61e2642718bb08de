//! A plan whose folder had another name: found by its `project.md`, told apart by its id.

use super::object::ObjectId;
use super::problem::Problem;
use super::{LIMITS, Repository, snapshot};
use crate::document;
use crate::text::FileId;
use crate::value::slug;

/// A folder of a tree: the names on the way, and its own tree.
pub(super) type Place = (Vec<Vec<u8>>, ObjectId);

impl Repository {
    /// The file that makes the root a plan's folder; nothing for a folder of projects.
    pub(super) fn mark(&self) -> Option<&'static str> {
        let is_there = |name: &&str| self.located.root.join(name).symlink_metadata().is_ok();
        ["portfolio.md", "project.md"].into_iter().find(is_there)
    }

    /// The plan's folder in a tree: where it is on the disk, else wherever it is.
    pub(super) fn plan_tree(&self, top: ObjectId) -> Result<Option<ObjectId>, Problem> {
        let here = self.store.descend(top, &self.prefix)?;
        let Some(mark) = self.mark() else { return Ok(here) };
        match here {
            Some(tree) if self.store.holds(tree, mark)? => Ok(Some(tree)),
            _ => Ok(self.moved(top, mark)?.map(|(_, tree)| tree)),
        }
    }

    /// The folder below a tree that holds the plan: the only one with such a file, or the only one of them whose plan
    /// has the same id.
    pub(super) fn moved(&self, top: ObjectId, mark: &str) -> Result<Option<Place>, Problem> {
        let mut found = snapshot::folders_with(&self.store, top, mark, &LIMITS)?;
        if found.len() > 1 {
            let ours = self.identity(mark);
            let files: Vec<ObjectId> = found.iter().map(|(_, file)| *file).collect();
            let texts = self.store.blobs(&files, LIMITS.text_bytes)?;
            let ids = texts.into_iter().map(|text| identity(&String::from_utf8_lossy(&text.unwrap_or_default())));
            let same: Vec<bool> = ids.map(|id| id.is_some() && id == ours).collect();
            let mut same = same.into_iter();
            found.retain(|_| same.next().unwrap_or(false));
        }
        let [(path, _)] = found.as_slice() else { return Ok(None) };
        let tree = self.store.descend(top, path)?;
        Ok(tree.map(|tree| (path.clone(), tree)))
    }

    /// The id of the plan on the disk.
    fn identity(&self, mark: &str) -> Option<String> {
        let sources = super::super::read::read_one(&self.located.root, mark).ok()?;
        identity(&sources)
    }
}

/// The id that a `project.md` says or that its title makes.
fn identity(text: &str) -> Option<String> {
    let front = document::parse(FileId(0), text).0.front?;
    let said = |key: &str| front.entry(key).and_then(|entry| entry.value.as_text()).map(str::to_owned);
    said("id").or_else(|| said("title").map(|title| slug(&title)))
}
