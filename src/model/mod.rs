//! The plan as it is meant: typed values, every id looked up once, every value with its place.
//!
//! Knows neither the disk nor today's date. Items of a register are sorted by id, so that it never matters
//! in which order or place they were written.

pub mod address;
pub mod baseline;
pub mod canonical;
pub mod charter;
pub mod clients;
pub mod control;
pub mod item;
pub mod kinds;
pub mod layout;
mod members;
pub mod mentions;
pub(crate) mod network;
pub mod published;
pub mod read;
mod resolve;
pub mod said;
pub mod signing;
pub mod workdays;

use std::collections::BTreeMap;

use crate::document::Prose;
use crate::document::fields::Record;
use crate::document::keys::{Register, Stage};
use crate::text::{FileId, Span, Spanned};
use baseline::Baseline;
use charter::{CalendarFacts, Charter, Freeze, Scope};
use control::{Action, Change, Decision, Issue, Lesson, Meeting, Risk, Stakeholder, Update};
use item::{Base, Item, ItemIndex, Reference, Target, Told, Waiver};
use kinds::{Cost, Deliverable, Kpi, Milestone, Task, WaitsFor, Window};
use published::{Published, Unknown};
use read::ClientFiles;

/// What a file of a project is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FileRole {
    /// `project.md`.
    Project,
    /// `scope.md`.
    Scope,
    /// `<register>.md`.
    Register(Register),
    /// `<register>/<id>.md`.
    Item(Register),
    /// `baseline.yml`.
    Baseline,
}

/// What is known of a register beside its items.
#[derive(Debug, Default)]
pub struct RegisterFacts {
    /// The reason why it has no items, where the question was answered.
    pub none: Told<String>,
    /// Its key, where it was written.
    pub place: Option<Span>,
    /// Its own file.
    pub file: Option<FileId>,
    /// Waivers for all its items and for what has no item.
    pub waivers: Vec<Waiver>,
    /// Whether a syntax error hides part of it: what is not found may be there.
    pub is_uncertain: bool,
}

/// `portfolio.md`.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct PortfolioCharter {
    pub file: FileId,
    pub title: Told<String>,
    pub provider: Told<String>,
    pub projects: Vec<Spanned<String>>,
    pub clients: Vec<ClientFiles>,
    pub calendar: CalendarFacts,
    pub freezes: Vec<Freeze>,
    pub contact: Told<String>,
    pub waivers: Vec<Waiver>,
    pub body: Prose,
    pub record: Record,
}

/// All projects that were read together: one, or those of a portfolio.
#[derive(Debug, Default)]
pub struct Portfolio {
    /// `portfolio.md`, if there is one.
    pub charter: Option<PortfolioCharter>,
    /// The projects, by folder.
    pub projects: Vec<Project>,
    /// Projects elsewhere, by the file that says what they published.
    pub published: Vec<Published>,
    /// Projects elsewhere of which nothing can be shown, by the path of their file.
    pub unknown: Vec<Unknown>,
}

/// One project.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Project {
    /// Its place in the portfolio.
    pub place: u32,
    /// Its id, written or made of its title.
    pub id: String,
    /// Its folder below the root, empty for the root itself.
    pub folder: String,
    pub charter: Charter,
    pub scope: Scope,
    pub stakeholders: Vec<Stakeholder>,
    pub deliverables: Vec<Deliverable>,
    pub milestones: Vec<Milestone>,
    pub tasks: Vec<Task>,
    pub windows: Vec<Window>,
    pub budget: Vec<Cost>,
    pub kpis: Vec<Kpi>,
    pub risks: Vec<Risk>,
    pub issues: Vec<Issue>,
    pub actions: Vec<Action>,
    pub decisions: Vec<Decision>,
    pub changes: Vec<Change>,
    pub meetings: Vec<Meeting>,
    pub updates: Vec<Update>,
    pub lessons: Vec<Lesson>,
    /// What was agreed, as `baseline.yml` says; see [`Project::agreed`].
    pub baseline: Option<Baseline>,
    /// Every register, with its answer `none` and its place.
    pub registers: BTreeMap<Register, RegisterFacts>,
    /// The prose of register files.
    pub prose: Vec<Prose>,
    /// The files it was read from.
    pub files: Vec<(FileId, FileRole)>,
    /// Whether a reference of it names another project, so that its dates may rest on that one.
    pub reaches: bool,
}

macro_rules! items {
    ($($kind:ident)+) => {
        $(impl Item for $kind {
            fn base(&self) -> &Base {
                &self.base
            }
        })+
    };
}

items!(
    Stakeholder Deliverable Milestone Task Window Cost Kpi Risk Issue Action Decision Change Meeting Update Lesson
);

impl Portfolio {
    /// Whether a path is that of a status file, which somebody else wrote.
    #[must_use]
    pub fn is_elsewhere(&self, path: &str) -> bool {
        self.published.iter().any(|one| one.path == path) || self.unknown.iter().any(|one| one.path == path)
    }

    /// The item of a target, with what all items have.
    #[must_use]
    pub fn base(&self, target: Target) -> &Base {
        self.projects[target.project as usize].base(target.item)
    }
}

impl Project {
    /// What all items have, of an item of this project.
    #[must_use]
    pub fn base(&self, item: ItemIndex) -> &Base {
        let index = item.index as usize;
        match item.register {
            Register::Stakeholders => &self.stakeholders[index].base,
            Register::Deliverables => &self.deliverables[index].base,
            Register::Milestones => &self.milestones[index].base,
            Register::Tasks => &self.tasks[index].base,
            Register::Windows => &self.windows[index].base,
            Register::Budget => &self.budget[index].base,
            Register::Kpis => &self.kpis[index].base,
            Register::Risks => &self.risks[index].base,
            Register::Issues => &self.issues[index].base,
            Register::Actions => &self.actions[index].base,
            Register::Decisions => &self.decisions[index].base,
            Register::Changes => &self.changes[index].base,
            Register::Meetings => &self.meetings[index].base,
            Register::Updates => &self.updates[index].base,
            Register::Lessons => &self.lessons[index].base,
        }
    }

    /// How many items a register has.
    #[must_use]
    pub fn count(&self, register: Register) -> usize {
        match register {
            Register::Stakeholders => self.stakeholders.len(),
            Register::Deliverables => self.deliverables.len(),
            Register::Milestones => self.milestones.len(),
            Register::Tasks => self.tasks.len(),
            Register::Windows => self.windows.len(),
            Register::Budget => self.budget.len(),
            Register::Kpis => self.kpis.len(),
            Register::Risks => self.risks.len(),
            Register::Issues => self.issues.len(),
            Register::Actions => self.actions.len(),
            Register::Decisions => self.decisions.len(),
            Register::Changes => self.changes.len(),
            Register::Meetings => self.meetings.len(),
            Register::Updates => self.updates.len(),
            Register::Lessons => self.lessons.len(),
        }
    }

    /// The items of a register, with what all items have.
    pub fn bases(&self, register: Register) -> impl Iterator<Item = &Base> {
        (0..self.count(register)).map(move |index| self.base(ItemIndex { register, index: index as u32 }))
    }

    /// All items of all registers.
    pub fn all_bases(&self) -> impl Iterator<Item = &Base> {
        Register::ALL.into_iter().flat_map(|register| self.bases(register))
    }

    /// The item of an id in a register.
    #[must_use]
    pub fn find(&self, register: Register, id: &str) -> Option<ItemIndex> {
        let index = self.bases(register).position(|base| base.id().eq_ignore_ascii_case(id))?;
        Some(ItemIndex { register, index: index as u32 })
    }

    /// The present stage.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.charter.stage()
    }

    /// Whether a register has neither items nor the answer `none`, and no syntax error may hide some.
    #[must_use]
    pub fn is_silent(&self, register: Register) -> bool {
        let facts = &self.registers[&register];
        self.count(register) == 0 && facts.none.is_none() && !facts.is_uncertain
    }

    /// The person a reference means, if it is one of this project.
    #[must_use]
    pub fn stakeholder(&self, reference: &Reference) -> Option<&Stakeholder> {
        self.stakeholders.get(reference.index_in(self.place, Register::Stakeholders)?)
    }

    /// The deliverable that a reference means, if it is one of this project.
    #[must_use]
    pub fn deliverable(&self, reference: &Reference) -> Option<&Deliverable> {
        self.deliverables.get(reference.index_in(self.place, Register::Deliverables)?)
    }

    /// The milestone that a reference means, if it is one of this project.
    #[must_use]
    pub fn milestone(&self, reference: &Reference) -> Option<&Milestone> {
        self.milestones.get(reference.index_in(self.place, Register::Milestones)?)
    }

    /// The task that a reference means, if it is one of this project.
    #[must_use]
    pub fn task(&self, reference: &Reference) -> Option<&Task> {
        self.tasks.get(reference.index_in(self.place, Register::Tasks)?)
    }

    /// The window that a reference means, if it is one of this project.
    #[must_use]
    pub fn window(&self, reference: &Reference) -> Option<&Window> {
        self.windows.get(reference.index_in(self.place, Register::Windows)?)
    }

    /// The one person to ask: the contact, else the project manager.
    #[must_use]
    pub fn contact(&self) -> Option<&Stakeholder> {
        let reference = self.charter.contact.as_ref().or(self.charter.pm.as_ref())?;
        self.stakeholder(reference)
    }

    /// The status date: `as_of`, else today.
    #[must_use]
    pub fn status_date(&self, today: crate::value::Date) -> crate::value::Date {
        self.charter.as_of.as_ref().map_or(today, |date| date.value)
    }

    /// All links of tasks and milestones, with the one that waits.
    pub fn links(&self) -> impl Iterator<Item = (&Base, &WaitsFor)> {
        let of_tasks = self.tasks.iter().flat_map(|task| task.after.items.iter().map(move |wait| (&task.base, wait)));
        let of_milestones = self
            .milestones
            .iter()
            .flat_map(|milestone| milestone.after.items.iter().map(move |wait| (&milestone.base, wait)));
        of_tasks.chain(of_milestones)
    }

    /// How many minutes a working day has: 8 hours if nothing is said.
    #[must_use]
    pub fn minutes_per_day(&self) -> i64 {
        self.charter.calendar.hours.as_ref().map_or(480, |hours| i64::from(hours.value.1 - hours.value.0))
    }

    /// How many working days a week has: 5 if nothing is said.
    #[must_use]
    pub fn days_per_week(&self) -> i64 {
        self.charter.calendar.days.as_ref().map_or(5, |days| days.value.iter().filter(|day| **day).count() as i64)
    }

    /// The path below the root of a path below the project's folder.
    #[must_use]
    pub fn path(&self, inner: &str) -> String {
        if self.folder.is_empty() { inner.to_owned() } else { format!("{}/{inner}", self.folder) }
    }
}
