//! The plan as it was over time: one state a day of the line of a branch, or one a tag, without a checkout.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::super::read::content;
use super::object::{Commit, ObjectId};
use super::problem::Problem;
use super::{LINE_BYTES, LIST_BYTES, Repository, Revision, snapshot};
use crate::text::{SourceFile, SourceSet};
use crate::value::Date;

/// So many changes of a file are looked at.
const MOST_CHANGES: &str = "--max-count=100";

/// A state of the plan.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct State {
    /// The day on which it was committed, in the zone of who committed it.
    pub day: Date,
    /// The commit.
    pub commit: ObjectId,
    /// Its folder; nothing if there was no plan. Two states of one folder are the same plan.
    pub tree: Option<ObjectId>,
}

/// States of a plan, oldest first.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct History {
    /// At most one a day.
    pub states: Vec<State>,
    /// How many commits were looked at.
    pub commits: usize,
    /// Whether the clone holds no more, but there was more.
    pub is_cut: bool,
}

/// Texts of plans that were read, by their blobs.
#[derive(Debug, Default)]
pub struct Texts(HashMap<ObjectId, Arc<[u8]>>);

impl Repository {
    /// The states of the plan on the line of a revision: its first parents, so that a branch counts from when it was
    /// merged. Of each day the last one.
    ///
    /// # Errors
    /// If objects are missing, or git takes too long.
    pub fn history(&self, head: &Revision) -> Result<History, Problem> {
        let name = head.commit.to_string();
        let list = self.store.ask(&["rev-list", "--first-parent", &name], LIST_BYTES)?;
        let ids: Vec<ObjectId> = list.line().lines().filter_map(ObjectId::of_hex).collect();
        let commits = self.store.commits(&ids)?;
        let is_cut = self.is_shallow && commits.last().is_some_and(|oldest| !oldest.parents.is_empty());
        Ok(History { states: self.states(commits)?, commits: ids.len(), is_cut })
    }

    /// The states of the plan at the tags that the revision holds.
    ///
    /// # Errors
    /// If objects are missing, or git takes too long.
    pub fn tagged(&self, head: &Revision) -> Result<History, Problem> {
        let tags = self.store.ask(&["rev-parse", "--tags"], LIST_BYTES)?;
        let mut tagged = BTreeSet::new();
        for tag in tags.line().lines().filter_map(ObjectId::of_hex) {
            let commit =
                self.store.try_ask(&["rev-parse", "--verify", "--quiet", &format!("{tag}^{{commit}}")], LINE_BYTES)?;
            tagged.extend(ObjectId::of_hex(commit.line()).filter(|_| commit.is_success));
        }
        let name = head.commit.to_string();
        let list = self.store.ask(&["rev-list", &name], LIST_BYTES)?;
        let held = list.line().lines().filter_map(ObjectId::of_hex).filter(|id| tagged.contains(id));
        let ids: Vec<ObjectId> = held.collect();
        let states = self.states(self.store.commits(&ids)?)?;
        Ok(History { states, commits: ids.len(), is_cut: self.is_shallow })
    }

    /// The newest commit that holds a file of the plan's folder (`baseline.yml`), for one that is not there any more.
    ///
    /// # Errors
    /// If objects are missing, or git takes too long.
    pub fn last_with(&self, name: &str) -> Result<Option<ObjectId>, Problem> {
        let Some(head) = self.commit_of("HEAD")? else { return Ok(None) };
        // Those that changed it; the newest may be the one that took it away.
        let changes = ["rev-list", MOST_CHANGES, &head.to_string(), "--", name];
        let list = self.store.ask(&changes, LIST_BYTES)?;
        for id in [head].into_iter().chain(list.line().lines().filter_map(ObjectId::of_hex)) {
            let folder = self.store.descend(self.store.commit(id)?.tree, &self.prefix)?;
            if let Some(folder) = folder
                && self.store.holds(folder, name)?
            {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// The last commit of each day with its plan; commits come newest first.
    fn states(&self, commits: Vec<Commit>) -> Result<Vec<State>, Problem> {
        let mut days = BTreeMap::new();
        for commit in commits {
            days.entry(commit.day).or_insert(commit);
        }
        let newest_first: Vec<Commit> = days.into_values().rev().collect();
        let roots: Vec<ObjectId> = newest_first.iter().map(|commit| commit.tree).collect();
        let trees = self.plan_trees(&roots)?;
        let state = |(commit, tree): (&Commit, Option<ObjectId>)| State { day: commit.day, commit: commit.id, tree };
        Ok(newest_first.iter().zip(trees).map(state).rev().collect())
    }

    /// The plan's folder in each of these trees, newest first. Where it is not where it was in the next newer one, it is
    /// looked for.
    fn plan_trees(&self, roots: &[ObjectId]) -> Result<Vec<Option<ObjectId>>, Problem> {
        let mark = self.mark();
        let mut prefix = self.prefix.clone();
        self.store.load_way(roots, &prefix)?;
        let mut found = Vec::with_capacity(roots.len());
        for (index, root) in roots.iter().enumerate() {
            let here = self.store.descend(*root, &prefix)?;
            let Some(mark) = mark else {
                found.push(here);
                continue;
            };
            match here {
                Some(tree) if self.store.holds(tree, mark)? => found.push(Some(tree)),
                _ => match self.moved(*root, mark)? {
                    Some((path, tree)) => {
                        prefix = path;
                        self.store.load_way(&roots[index + 1..], &prefix)?;
                        found.push(Some(tree));
                    }
                    None => found.push(None),
                },
            }
        }
        Ok(found)
    }

    /// The texts of the plans in these folders, without attachments. What `texts` holds of the last call is not read
    /// again; what is not needed any more is dropped.
    ///
    /// # Errors
    /// If objects are missing, or git takes too long.
    pub fn plans(&self, trees: &[ObjectId], texts: &mut Texts) -> Result<Vec<SourceSet>, Problem> {
        let limits = &super::LIMITS;
        let mut plans = Vec::with_capacity(trees.len());
        let mut needed: BTreeSet<ObjectId> = BTreeSet::new();
        self.store.load_below(trees, limits.depth)?;
        for tree in trees {
            let places = snapshot::texts(&self.store, *tree, limits)?;
            needed.extend(places.iter().map(|(_, id)| *id));
            plans.push(places);
        }
        texts.0.retain(|id, _| needed.contains(id));
        let new: Vec<ObjectId> = needed.into_iter().filter(|id| !texts.0.contains_key(id)).collect();
        for (id, bytes) in new.iter().zip(self.store.blobs(&new, limits.text_bytes)?) {
            texts.0.extend(bytes.map(|bytes| (*id, Arc::from(bytes))));
        }
        let file = |(path, id): (String, ObjectId)| {
            let bytes = texts.0.get(&id)?;
            Some(SourceFile { content: content(&path, bytes.to_vec()), path })
        };
        let set = |places: Vec<(String, ObjectId)>| {
            SourceSet::new(places.into_iter().filter_map(file).collect()).with_focus(self.located.focus.clone())
        };
        Ok(plans.into_iter().map(set).collect())
    }
}
