//! Who brought what: commits of a range with the people who stand behind them.

use std::collections::{BTreeMap, BTreeSet};

use super::object::{Commit, ObjectId};
use super::problem::Problem;
use super::{LIST_BYTES, Repository, Revision};
use crate::text::SourceSet;

/// A commit that brought something, and everybody whose e-mail it carries.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Origin {
    /// The commit.
    pub commit: ObjectId,
    /// The author, then those of `Co-authored-by` and `Signed-off-by`, in lower case.
    pub emails: Vec<String>,
}

impl Repository {
    /// Which commits after `base`, up to `head`, brought what `says` tells of a state of the plan: those that have it
    /// while none of their parents has. What was there at `base` is in no commit of the range.
    ///
    /// # Errors
    /// If objects are missing, or git takes too long.
    pub fn origins(
        &self,
        base: &Revision,
        head: &Revision,
        says: &dyn Fn(&SourceSet) -> BTreeSet<String>,
    ) -> Result<BTreeMap<String, Vec<Origin>>, Problem> {
        let (not, name) = (format!("^{}", base.commit), head.commit.to_string());
        let list = self.store.ask(&["rev-list", "--topo-order", "--reverse", &name, &not], LIST_BYTES)?;
        let ids: Vec<ObjectId> = list.line().lines().filter_map(ObjectId::of_hex).collect();
        let commits = self.store.commits(&ids)?;
        let mut told: BTreeMap<ObjectId, BTreeSet<String>> = BTreeMap::new();
        let mut by_tree: BTreeMap<ObjectId, BTreeSet<String>> = BTreeMap::new();
        let mut origins: BTreeMap<String, Vec<Origin>> = BTreeMap::new();
        for commit in &commits {
            for id in commit.parents.iter().chain([&commit.id]) {
                if !told.contains_key(id) {
                    let all = self.told_in(*id, &mut by_tree, says)?;
                    told.insert(*id, all);
                }
            }
            let new =
                told[&commit.id].iter().filter(|one| !commit.parents.iter().any(|parent| told[parent].contains(*one)));
            for one in new {
                origins.entry(one.clone()).or_default().push(Origin { commit: commit.id, emails: emails(commit) });
            }
        }
        Ok(origins)
    }

    fn told_in(
        &self,
        id: ObjectId,
        by_tree: &mut BTreeMap<ObjectId, BTreeSet<String>>,
        says: &dyn Fn(&SourceSet) -> BTreeSet<String>,
    ) -> Result<BTreeSet<String>, Problem> {
        let Some(tree) = self.plan_tree(self.store.commit(id)?.tree)? else { return Ok(BTreeSet::new()) };
        if let Some(known) = by_tree.get(&tree) {
            return Ok(known.clone());
        }
        let mut plans = self.plans(&[tree], &mut super::Texts::default())?;
        let told = plans.pop().map_or_else(BTreeSet::new, |plan| says(&plan));
        by_tree.insert(tree, told.clone());
        Ok(told)
    }
}

/// Everybody whose e-mail a commit carries, the author first.
fn emails(commit: &Commit) -> Vec<String> {
    let mut emails = vec![commit.author_email.to_lowercase()];
    // Trailers are the last paragraph of a message.
    let last = commit.message.trim_end().rsplit("\n\n").next().unwrap_or_default();
    for line in last.lines() {
        let Some((name, person)) = line.split_once(':') else { continue };
        let is_person = ["co-authored-by", "signed-off-by"].contains(&name.trim().to_lowercase().as_str());
        let email = person.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(email, _)| email.trim());
        emails.extend(email.filter(|_| is_person).map(str::to_lowercase));
    }
    emails
}
