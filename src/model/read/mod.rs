//! From documents to the model. Never fails: what could not be understood has become a finding.

mod again;
mod baseline;
mod control;
mod delivery;
mod elsewhere;
mod fill;
mod proposal;
mod published;
mod raw;
mod singletons;
mod sites;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use super::control::{Action, Stakeholder};
use super::item::Base;
use super::layout::{Layout, ProjectFiles};
use super::resolve::{ProjectIds, Resolver};
use super::{Portfolio, Project};
use crate::document::Document;
use crate::document::keys::words::Side;
use crate::document::keys::{Audience, Register};
use crate::finding::{Finding, Severity};
use crate::text::{FileId, SourceSet, Span};
pub use again::{Before, Trace};
use again::{Documents, Gathering};
pub use elsewhere::ClientFiles;
pub use proposal::Proposed;
use raw::{RawItem, RawProject};

/// What was read.
#[derive(Debug)]
pub struct Read {
    /// The model of all projects.
    pub portfolio: Portfolio,
    /// What was wrong.
    pub findings: Vec<Finding>,
    /// How each project came about, in their order.
    pub traces: Vec<Trace>,
}

/// Builds the model of all projects from their documents. Change requests in `proposed` are taken as if they were
/// carried out. Projects of `before` whose documents are the same ones are taken over; `keeps` keeps in the traces what
/// that takes the next time.
#[must_use]
pub fn read(
    sources: &SourceSet,
    layout: &Layout,
    mut documents: BTreeMap<FileId, Arc<Document>>,
    proposed: &[Proposed],
    (before, keeps): (Before, bool),
) -> Read {
    let own = |files: &ProjectFiles| -> Documents {
        files.documents().filter_map(|(file, _)| Some((file, documents.remove(&file)?))).collect()
    };
    let shares: Vec<Documents> = layout.projects.iter().map(own).collect();
    let gathering = Gathering { sources, proposed, keeps };
    let mut drafts = gathering.drafts(&layout.projects, shares, before);
    let mut findings: Vec<Finding> = drafts.iter().flat_map(|draft| draft.trace.gathered.iter().cloned()).collect();
    let ids: Vec<ProjectIds> = drafts.iter_mut().map(|draft| std::mem::take(&mut draft.trace.ids)).collect();
    same_project_ids(ids.iter().zip(drafts.iter().map(|draft| draft.trace.id_place)), &mut findings);
    let (projects, mut traces): (Vec<Project>, Vec<Trace>) =
        drafts.into_par_iter().enumerate().map(|(place, draft)| draft.resolve(place as u32, &ids)).unzip();
    findings.extend(traces.iter().flat_map(|trace| trace.resolved.iter().cloned()));
    traces.iter_mut().zip(ids).for_each(|(trace, ids)| trace.ids = ids);
    let charter = layout.portfolio.and_then(|file| {
        let document = Arc::unwrap_or_clone(documents.remove(&file)?);
        singletons::portfolio(sources, file, document, &mut findings)
    });
    let (published, unknown) =
        elsewhere::elsewhere((sources, layout), charter.as_ref(), &projects, documents, &mut findings);
    Read { portfolio: Portfolio { charter, projects, published, unknown }, findings, traces }
}

/// Two projects of one portfolio cannot have the same id: references could mean either.
fn same_project_ids<'a>(projects: impl Iterator<Item = (&'a ProjectIds, Span)>, findings: &mut Vec<Finding>) {
    let mut known: BTreeMap<&str, Span> = BTreeMap::new();
    for (ids, place) in projects {
        match known.entry(&ids.id) {
            Entry::Vacant(free) => {
                free.insert(place);
            }
            Entry::Occupied(first) => {
                let message = format!("two projects have the id `{}`", ids.id);
                let mut finding = Finding::new("duplicate-id", Severity::Error, place, message);
                finding.related(*first.get(), "the first one is here").help("give one of them an `id` of its own");
                findings.push(finding);
            }
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
        // Known when all else has been looked up.
        reaches: resolver.reaches,
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
