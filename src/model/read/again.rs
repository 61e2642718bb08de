//! What was read of projects before, for a plan that is read again and again while it is written: a project none of
//! whose documents is new is not read again.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use super::raw::{self, RawProject};
use super::{Proposed, Resolver, sites};
use crate::document::Document;
use crate::finding::Finding;
use crate::model::layout::ProjectFiles;
use crate::model::resolve::ProjectIds;
use crate::model::{Portfolio, Project};
use crate::text::{FileId, Guesses, SourceSet, Span};

/// The documents of a project. Those that are the same ones as before say the same.
pub(super) type Documents = BTreeMap<FileId, Arc<Document>>;

/// What a project was read from, and what was found on the way.
#[derive(Debug, Default)]
pub struct Trace {
    /// Its documents, where they are kept for the next time.
    documents: Documents,
    pub(super) ids: ProjectIds,
    pub(super) id_place: Span,
    /// Found in its documents alone.
    pub(super) gathered: Vec<Finding>,
    /// Found while its references were looked up.
    pub(super) resolved: Vec<Finding>,
    is_same: bool,
}

impl Trace {
    /// Whether the project is the one that was read before.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.is_same
    }
}

/// Projects that were read before, by folder.
#[derive(Debug, Default)]
pub struct Before {
    projects: BTreeMap<String, (Project, Trace)>,
}

impl Before {
    /// Keeps what was read for the next time.
    #[must_use]
    pub fn of(portfolio: Portfolio, traces: Vec<Trace>) -> Self {
        let projects = portfolio.projects.into_iter().zip(traces);
        Self { projects: projects.map(|(project, trace)| (project.folder.clone(), (project, trace))).collect() }
    }

    /// Takes the project out that had these documents at this place; else the ids that it had there.
    fn take(&mut self, place: usize, files: &ProjectFiles, documents: &Documents) -> Taken {
        let Some((project, trace)) = self.projects.remove(&files.folder) else { return Taken::Nothing };
        if project.place as usize != place {
            return Taken::Nothing;
        }
        let is_known =
            |(file, new): (&FileId, &Arc<Document>)| trace.documents.get(file).is_some_and(|old| Arc::ptr_eq(old, new));
        let is_same = trace.documents.len() == documents.len() && documents.iter().all(is_known);
        if is_same { Taken::Project(Box::new(project), trace) } else { Taken::Ids(trace.ids) }
    }
}

enum Taken {
    Project(Box<Project>, Trace),
    Ids(ProjectIds),
    Nothing,
}

/// A project on its way into the model.
pub(super) struct Draft {
    step: Step,
    pub(super) trace: Trace,
}

enum Step {
    /// As it was.
    Same(Box<Project>),
    /// Gathered, references not looked up yet.
    New(Box<RawProject>),
}

/// Gathers what is to be read; `keeps` keeps the documents for the next time.
pub(super) struct Gathering<'a> {
    pub(super) sources: &'a SourceSet,
    pub(super) proposed: &'a [Proposed],
    pub(super) keeps: bool,
}

impl Gathering<'_> {
    /// A project with its documents, or as it was; and whether its ids are those that it had.
    fn draft(&self, files: &ProjectFiles, documents: Documents, taken: Taken) -> (Draft, bool) {
        match taken {
            Taken::Project(project, trace) => {
                (Draft { step: Step::Same(project), trace: Trace { is_same: true, ..trace } }, true)
            }
            Taken::Ids(old) => {
                let draft = self.gather(files, documents);
                let is_known = draft.trace.ids == old;
                (draft, is_known)
            }
            Taken::Nothing => (self.gather(files, documents), false),
        }
    }

    fn gather(&self, files: &ProjectFiles, documents: Documents) -> Draft {
        let kept = if self.keeps { documents.clone() } else { Documents::new() };
        let owned = documents.into_iter().map(|(file, document)| (file, Arc::unwrap_or_clone(document))).collect();
        let (raw, gathered) = raw::gather(self.sources, files, owned, self.proposed);
        let trace = Trace { documents: kept, ids: raw.ids(), id_place: raw.id_place, gathered, ..Trace::default() };
        Draft { step: Step::New(Box::new(raw)), trace }
    }

    /// All projects. Where any id is new or gone, those that refer to others are read again too.
    pub(super) fn drafts(&self, files: &[ProjectFiles], shares: Vec<Documents>, mut before: Before) -> Vec<Draft> {
        let is_same_number = before.projects.len() == files.len();
        let taken: Vec<(&ProjectFiles, Documents, Taken)> = files
            .iter()
            .zip(shares)
            .enumerate()
            .map(|(place, (files, documents))| {
                let taken = before.take(place, files, &documents);
                (files, documents, taken)
            })
            .collect();
        let drafts: Vec<(Draft, bool)> =
            taken.into_par_iter().map(|(files, documents, taken)| self.draft(files, documents, taken)).collect();
        let are_known = is_same_number && drafts.iter().all(|(_, is_known)| *is_known);
        let again = |(files, (draft, _)): (&ProjectFiles, (Draft, bool))| match &draft.step {
            Step::Same(project) if project.reaches && !are_known => self.gather(files, draft.trace.documents),
            _ => draft,
        };
        files.iter().zip(drafts).map(again).collect()
    }
}

impl Draft {
    /// Looks the references up, by the ids of all projects.
    pub(super) fn resolve(self, place: u32, ids: &[ProjectIds]) -> (Project, Trace) {
        let Self { step, mut trace } = self;
        let raw = match step {
            Step::Same(project) => return (*project, trace),
            Step::New(raw) => raw,
        };
        let mut found = Vec::new();
        let mut resolver = Resolver {
            projects: ids,
            project: place,
            reaches: false,
            guesses: Guesses::default(),
            findings: &mut found,
        };
        let project = super::project(*raw, place, &mut resolver);
        sites::check(&project, &mut found);
        trace.resolved = found;
        (project, trace)
    }
}
