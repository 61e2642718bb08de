//! From documents to the model. Never fails: what could not be understood has become a finding.

mod baseline;
mod control;
mod delivery;
mod fill;
mod proposal;
mod published;
mod raw;
mod singletons;
mod sites;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::control::{Action, Stakeholder};
use super::item::Base;
use super::layout::{Layout, ProjectFiles};
use super::published::Published;
use super::resolve::{ProjectIds, Resolver};
use super::{Portfolio, Project};
use crate::document::Document;
use crate::document::keys::words::Side;
use crate::document::keys::{Audience, Register};
use crate::finding::{Finding, Severity};
use crate::text::{FileId, SourceSet, Span};
pub use proposal::Proposed;
use raw::{RawItem, RawProject};

/// Builds the model of all projects from their documents, which are used up. Change requests in `proposed` are taken
/// as if they were carried out.
#[must_use]
pub fn read(
    sources: &SourceSet,
    layout: &Layout,
    mut documents: BTreeMap<FileId, Document>,
    proposed: &[Proposed],
) -> (Portfolio, Vec<Finding>) {
    let own = |files: &ProjectFiles, documents: &mut BTreeMap<FileId, Document>| -> BTreeMap<FileId, Document> {
        files.documents().filter_map(|(file, _)| Some((file, documents.remove(&file)?))).collect()
    };
    let shares: Vec<_> = layout.projects.iter().map(|files| (files, own(files, &mut documents))).collect();
    let (raws, found): (Vec<RawProject>, Vec<Vec<Finding>>) =
        shares.into_par_iter().map(|(files, documents)| raw::gather(sources, files, documents, proposed)).unzip();
    let mut findings: Vec<Finding> = found.into_iter().flatten().collect();
    let ids: Vec<ProjectIds> = raws.par_iter().map(RawProject::ids).collect();
    same_project_ids(&raws, &mut findings);
    let (projects, found): (Vec<Project>, Vec<Vec<Finding>>) = raws
        .into_par_iter()
        .enumerate()
        .map(|(place, raw)| {
            let mut found = Vec::new();
            let mut resolver = Resolver { projects: &ids, project: place as u32, findings: &mut found };
            let project = project(raw, place as u32, &mut resolver);
            sites::check(&project, &mut found);
            (project, found)
        })
        .unzip();
    findings.extend(found.into_iter().flatten());
    let charter =
        layout.portfolio.and_then(|file| singletons::portfolio(sources, file, documents.remove(&file)?, &mut findings));
    let published = layout.published.iter();
    let published: Vec<Published> =
        published.filter_map(|file| published::published(*file, documents.remove(file), &mut findings)).collect();
    same_published_ids(&projects, &published, &mut findings);
    (Portfolio { charter, projects, published }, findings)
}

/// A project elsewhere is not one of those that are here, and there once.
fn same_published_ids(projects: &[Project], published: &[Published], findings: &mut Vec<Finding>) {
    let mut known: BTreeSet<&str> = projects.iter().map(|project| project.id.as_str()).collect();
    for one in published {
        if !known.insert(&one.status.id) {
            let message = format!("two projects have the id `{}`", one.status.id);
            let mut finding = Finding::new("duplicate-id", Severity::Error, Span::new(one.file, 0, 0), message);
            finding.help("take one of them out, or give one an `id` of its own");
            findings.push(finding);
        }
    }
}

/// Two projects of one portfolio cannot have the same id: references could mean either.
fn same_project_ids(raws: &[RawProject], findings: &mut Vec<Finding>) {
    let mut known: BTreeMap<&str, &RawProject> = BTreeMap::new();
    for raw in raws {
        let first = *known.entry(&raw.id).or_insert(raw);
        if !std::ptr::eq(first, raw) {
            let message = format!("two projects have the id `{}`", raw.id);
            let mut finding = Finding::new("duplicate-id", Severity::Error, raw.id_place, message);
            finding.related(first.id_place, "the first one is here").help("give one of them an `id` of its own");
            findings.push(finding);
        }
    }
}

fn project(mut raw: RawProject, place: u32, resolver: &mut Resolver) -> Project {
    let mut take = |register: Register| raw.items.remove(&register).unwrap_or_default();
    let mut tasks = read_all(take(Register::Tasks), resolver, delivery::task);
    mark_summaries(&mut tasks, place);
    let stakeholders = read_all(take(Register::Stakeholders), resolver, control::stakeholder);
    let mut actions = read_all(take(Register::Actions), resolver, control::action);
    open_client_actions(&mut actions, &stakeholders, place);
    Project {
        place,
        stakeholders,
        deliverables: read_all(take(Register::Deliverables), resolver, delivery::deliverable),
        milestones: read_all(take(Register::Milestones), resolver, delivery::milestone),
        tasks,
        windows: read_all(take(Register::Windows), resolver, delivery::window),
        budget: read_all(take(Register::Budget), resolver, delivery::cost),
        kpis: read_all(take(Register::Kpis), resolver, delivery::kpi),
        risks: read_all(take(Register::Risks), resolver, control::risk),
        issues: read_all(take(Register::Issues), resolver, control::issue),
        actions,
        decisions: read_all(take(Register::Decisions), resolver, control::decision),
        changes: read_all(take(Register::Changes), resolver, control::change),
        meetings: read_all(take(Register::Meetings), resolver, control::meeting),
        updates: read_all(take(Register::Updates), resolver, control::update),
        lessons: read_all(take(Register::Lessons), resolver, control::lesson),
        baseline: raw.baseline.map(|raw| baseline::baseline(raw, resolver)),
        charter: singletons::charter(raw.charter, resolver),
        scope: singletons::scope(raw.scope, resolver),
        id: raw.id,
        folder: raw.folder,
        registers: raw.facts,
        prose: raw.prose,
        files: raw.files,
    }
}

fn read_all<T>(items: Vec<RawItem>, resolver: &mut Resolver, read: fn(Base, &mut Resolver) -> T) -> Vec<T> {
    items
        .into_iter()
        .map(|item| {
            let base = fill::base(item, resolver);
            read(base, resolver)
        })
        .collect()
}

/// A task that others name as their parent sums them up.
fn mark_summaries(tasks: &mut [super::kinds::Task], place: u32) {
    let parents: Vec<usize> =
        tasks.iter().filter_map(|task| task.parent.as_ref()?.index_in(place, Register::Tasks)).collect();
    for parent in parents {
        tasks[parent].is_summary = true;
    }
}

/// An action that does not say is the client's business exactly where the client has to do it.
fn open_client_actions(actions: &mut [Action], stakeholders: &[Stakeholder], place: u32) {
    for action in actions.iter_mut().filter(|action| !action.base.record.says("audience")) {
        let owner = action.base.owner.as_ref().and_then(|owner| owner.index_in(place, Register::Stakeholders));
        let is_clients = owner.is_some_and(|index| stakeholders[index].is_on(Side::Client));
        action.base.audience = if is_clients { Audience::Client } else { Audience::Internal };
    }
}
