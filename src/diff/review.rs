//! Two revisions of everything that was read: project by project, with what follows and what covers it.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::form::Reading;
use super::record::{UNREADABLE, Walk};
use super::settings::{has_baseline, settings};
use super::{Delta, Difference, Effect, Kind, Standing, Topic, Verdict, delta, judge};
use crate::agreed::{Doubts, is_same_agreement};
use crate::config::Config;
use crate::document::keys::{Class, Kind as ItemKind, Register};
use crate::model::address::Subject;
use crate::model::{FileRole, Portfolio, PortfolioCharter, Project};
use crate::text::{FileId, SourceSet};
use crate::value::Date;

/// One revision of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Revision<'a> {
    /// Its files.
    pub sources: &'a SourceSet,
    /// Its settings; None if they cannot be read.
    pub config: Option<&'a Config>,
    /// Its model.
    pub portfolio: &'a Portfolio,
}

/// One project in both revisions, or in one.
#[derive(Debug)]
pub struct ProjectReview {
    /// Its id in the head revision, else in the base.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Its folder in the head revision, else in the base.
    pub folder: String,
    /// Whether it is in one revision alone: added or removed.
    pub presence: Option<Kind>,
    /// What differs and what covers it.
    pub verdict: Verdict,
    /// What follows; None where there is nothing to hold it against.
    pub effect: Option<Effect>,
    /// How many of its files differ.
    pub files: usize,
    /// What its amounts are counted in.
    pub currency: String,
}

impl ProjectReview {
    /// The differences of a class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Difference> {
        self.verdict.judged.iter().map(|judged| &judged.difference).filter(move |one| one.class == class)
    }

    /// Whether nothing is different that a reviewer has to weigh.
    #[must_use]
    pub fn is_editorial(&self) -> bool {
        let is_calm = self.effect.as_ref().is_none_or(Effect::is_none);
        let judged = &self.verdict.judged;
        self.presence.is_none() && is_calm && judged.iter().all(|one| one.difference.class == Class::Editorial)
    }
}

/// Two revisions of a plan, compared.
#[derive(Debug)]
pub struct Review {
    /// What differs in `portfolio.md`.
    pub outer: Vec<Difference>,
    /// The projects that were asked for, by folder.
    pub projects: Vec<ProjectReview>,
}

impl Review {
    /// How many differences need a cover and have none.
    #[must_use]
    pub fn uncovered(&self) -> usize {
        self.projects.iter().map(|project| project.verdict.uncovered().count()).sum()
    }

    /// Whether nothing differs in meaning.
    #[must_use]
    pub fn is_editorial(&self) -> bool {
        self.outer.iter().all(|one| one.class == Class::Editorial)
            && self.projects.iter().all(ProjectReview::is_editorial)
    }
}

/// Compares two revisions as of a day. Signatures in `doubts` do not count.
#[must_use]
pub fn review(base: Revision, head: Revision, today: Date, doubts: &Doubts) -> Review {
    let mut pairs = pairs(base.portfolio, head.portfolio);
    pairs.retain(|(old, new)| {
        let folder = new.or(*old).map_or("", |project| project.folder.as_str());
        head.sources.is_in_focus(&path(folder, "project.md"))
    });
    let mut projects: Vec<ProjectReview> =
        pairs.into_par_iter().map(|pair| project(base, head, pair, today, doubts)).collect();
    projects.sort_by(|a, b| a.folder.cmp(&b.folder));
    Review { outer: outer(base.portfolio, head.portfolio), projects }
}

/// What the head revision changes of what judges it, in projects that both have: settings, waivers, audiences, people,
/// what was agreed.
#[must_use]
pub fn controls(base: Revision, head: Revision) -> Vec<(String, Difference)> {
    let mut found = Vec::new();
    for (old, new) in pairs(base.portfolio, head.portfolio) {
        let (Some(old), Some(new)) = (old, new) else { continue };
        let differences = differences(base, head, old, new);
        let control = differences.into_iter().filter(|one| one.class == Class::Control);
        found.extend(control.map(|one| (new.folder.clone(), one)));
    }
    found
}

/// All differences of a project, those of its settings first.
fn differences(base: Revision, head: Revision, old: &Project, new: &Project) -> Vec<Difference> {
    let mut differences = delta(old, new).differences;
    let mut controls = settings(&new.folder, (base.sources, base.config), (head.sources, head.config));
    controls.retain(|one| one.topic != Topic::Baseline || !is_one_agreement(old, new, &differences));
    for difference in controls.iter_mut().filter(|one| one.topic == Topic::Baseline) {
        for (said, project) in [(&mut difference.before, old), (&mut difference.after, new)] {
            if let Some(said) = said {
                said.text = agreement(project);
            }
        }
    }
    differences.splice(0..0, controls);
    differences
}

/// Which project is which: by id, else by folder.
fn pairs<'a>(base: &'a Portfolio, head: &'a Portfolio) -> Vec<(Option<&'a Project>, Option<&'a Project>)> {
    let mut left: Vec<&Project> = base.projects.iter().collect();
    let mut pairs: Vec<(Option<&Project>, Option<&Project>)> = Vec::new();
    let by_id = |left: &[&Project], new: &Project| left.iter().position(|old| old.id == new.id);
    let mut rest = Vec::new();
    for new in &head.projects {
        match by_id(&left, new) {
            Some(index) => pairs.push((Some(left.remove(index)), Some(new))),
            None => rest.push(new),
        }
    }
    for new in rest {
        let index = left.iter().position(|old| old.folder == new.folder);
        pairs.push((index.map(|index| left.remove(index)), Some(new)));
    }
    pairs.extend(left.into_iter().map(|old| (Some(old), None)));
    pairs
}

fn project(
    base: Revision,
    head: Revision,
    (old, new): (Option<&Project>, Option<&Project>),
    today: Date,
    doubts: &Doubts,
) -> ProjectReview {
    let shown = new.or(old).expect("a pair has one side at least");
    let presence = match (old, new) {
        (None, _) => Some(Kind::Added),
        (_, None) => Some(Kind::Removed),
        _ => None,
    };
    let (mut verdict, mut effect) = (Verdict::of_whole(presence, old, base.sources), None);
    if let (Some(old), Some(new)) = (old, new) {
        let delta = Delta { differences: differences(base, head, old, new) };
        let renames = renames(&delta.differences);
        verdict = judge(old, new, delta, has_baseline(&old.folder, base.sources), doubts);
        let standing = |revision: Revision, project| Standing::of(revision.portfolio, project, today);
        let (before, after) = rayon::join(|| standing(base, old), || standing(head, new));
        let renamed = |register: Register, id: &str| {
            renames.get(&(register, id.to_owned())).cloned().unwrap_or_else(|| id.to_owned())
        };
        effect = Some(Effect::between(before, after, &renamed));
    }
    ProjectReview {
        id: shown.id.clone(),
        title: shown.charter.title.as_ref().map_or_else(|| shown.id.clone(), |title| title.value.clone()),
        folder: shown.folder.clone(),
        presence,
        verdict,
        effect,
        files: files(base.sources, head.sources, old, new),
        currency: shown.charter.currency.as_ref().map_or_else(String::new, |currency| currency.value.clone()),
    }
}

/// Whether both baselines say the same, ids that are called otherwise now left aside.
fn is_one_agreement(old: &Project, new: &Project, differences: &[Difference]) -> bool {
    let (Some(before), Some(after)) = (&old.baseline, &new.baseline) else { return false };
    let renames = renames(differences);
    let present = |register: Register, id: &str| {
        renames.get(&(register, id.to_owned())).cloned().unwrap_or_else(|| id.to_owned())
    };
    is_same_agreement(before, after, &present)
}

/// What a baseline says of itself: of which day it is, which changes it holds, and whether planmark wrote it so.
fn agreement(project: &Project) -> String {
    let Some(baseline) = project.baseline.as_ref().filter(|baseline| !baseline.is_uncertain) else {
        return UNREADABLE.to_owned();
    };
    let day = baseline.date.as_ref().map_or_else(|| "of no day".to_owned(), |date| format!("of {}", date.value));
    let because: Vec<&str> = baseline.because.iter().map(|one| one.written.value.as_str()).collect();
    let with = if because.is_empty() { String::new() } else { format!(", with {}", because.join(", ")) };
    let by_whom = match baseline.is_genuine() {
        Some(true) => "",
        Some(false) => ", edited by hand",
        None => ", without a checksum",
    };
    format!("{day}{with}{by_whom}")
}

fn renames(differences: &[Difference]) -> BTreeMap<(Register, String), String> {
    let renamed = differences.iter().filter(|one| one.kind == Kind::Renamed && one.path.is_empty());
    let pair = |one: &Difference| {
        let (register, id) = one.item()?;
        let Some((Topic::Plan(Subject::Item(_, old)), _)) = &one.former else { return None };
        Some(((register, old.clone()), id.to_owned()))
    };
    renamed.filter_map(pair).collect()
}

/// How many files of a project have other bytes, another name, or are in one revision alone.
fn files(base: &SourceSet, head: &SourceSet, old: Option<&Project>, new: Option<&Project>) -> usize {
    let (old, new) = (texts(base, old), texts(head, new));
    let paths: BTreeSet<&&str> = old.keys().chain(new.keys()).collect();
    paths.into_iter().filter(|path| old.get(**path) != new.get(**path)).count()
}

/// The texts of a project's files, by their paths in its folder.
fn texts<'a>(sources: &'a SourceSet, project: Option<&Project>) -> BTreeMap<&'a str, &'a str> {
    let Some(project) = project else { return BTreeMap::new() };
    let of = |(file, _): &(FileId, FileRole)| {
        let file = sources.file(*file);
        (file.path[project.folder.len()..].trim_start_matches('/'), file.text())
    };
    project.files.iter().map(of).collect()
}

/// What differs in `portfolio.md`.
fn outer(base: &Portfolio, head: &Portfolio) -> Vec<Difference> {
    let (Some(old), Some(new)) = (&base.charter, &head.charter) else { return Vec::new() };
    let (Some(one), Some(other)) = (base.projects.first(), head.projects.first()) else { return Vec::new() };
    compare_charters(old, new, one, other)
}

fn compare_charters(old: &PortfolioCharter, new: &PortfolioCharter, one: &Project, other: &Project) -> Vec<Difference> {
    let (base, head) = (Reading::new(one), Reading::new(other));
    let mut walk = Walk::new(&base, &head, Topic::Portfolio);
    walk.records("", ItemKind::portfolio().all_keys(), &old.record, &new.record);
    walk.prose(&old.body, &new.body);
    walk.found
}

fn path(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}
