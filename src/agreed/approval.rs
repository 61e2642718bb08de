//! Which approved change names a difference from what was agreed, or why none does.

use super::difference::Difference;
use super::judge::{Defect, Judge};
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::address::{Known, Naming, Spot, Subject};
use crate::model::baseline::Baseline;
use crate::model::control::Change;
use crate::model::item::Item;

/// What stands behind a difference.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Cover {
    /// It promises nothing, so that nobody needs to approve it.
    NotNeeded,
    /// An approved change; its id.
    Change(String),
    /// A change names it and does not count; its id and why.
    Flawed(String, Defect),
    /// Nothing names it.
    Nothing,
}

impl Cover {
    /// Whether something that was promised is different and nobody approved it.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Flawed(..) | Self::Nothing)
    }
}

/// The change requests of a project with what they name, for a baseline.
pub struct Requests<'a> {
    agreed: &'a Baseline,
    all: Vec<Request<'a>>,
}

struct Request<'a> {
    change: &'a Change,
    names: Vec<(Naming, Spot)>,
    defect: Option<Defect>,
    /// Whether the baseline holds it already.
    is_used: bool,
}

impl<'a> Requests<'a> {
    /// All change requests. What they name may be gone from the plan, and then stands in the baseline.
    #[must_use]
    pub fn of(project: &'a Project, agreed: &'a Baseline) -> Self {
        let (known, judge) = (Known::of(&[project]), Judge::itself(project));
        let request = |change: &'a Change| Request {
            names: change
                .names()
                .iter()
                .filter_map(|(naming, written)| Some((*naming, spot(&known, agreed, &written.value)?)))
                .collect(),
            defect: judge.defect(change),
            is_used: is_used(agreed, change),
            change,
        };
        Self { agreed, all: project.changes.iter().map(request).collect() }
    }

    /// What stands behind a difference. A change that the baseline holds already still brings or takes away what it
    /// says, because that happens once; it covers no further change of what is there.
    #[must_use]
    pub fn cover(&self, difference: &Difference) -> Cover {
        if !difference.is_promise() {
            return Cover::NotNeeded;
        }
        let mut flawed = Cover::Nothing;
        for request in self.all.iter().filter(|request| request.names(&difference.spot)) {
            let is_once = difference.is_whole() && request.is_once(difference);
            match &request.defect {
                None if !request.is_used || is_once => return Cover::Change(request.change.id().to_owned()),
                None if flawed == Cover::Nothing => {
                    flawed = Cover::Flawed(request.change.id().to_owned(), Defect::Used);
                }
                // A request that is under way tells more than one that is done.
                Some(defect) if matches!(flawed, Cover::Nothing | Cover::Flawed(_, Defect::Used)) => {
                    flawed = Cover::Flawed(request.change.id().to_owned(), defect.clone());
                }
                _ => {}
            }
        }
        flawed
    }

    /// Whether a change of this id names an item, in whole or in part.
    #[must_use]
    pub fn touches(&self, change: &str, register: Register, id: &str) -> bool {
        let subject = Subject::Item(register, id.to_owned());
        let mut all = self.all.iter().filter(|request| request.change.id() == change);
        all.any(|request| request.names.iter().any(|(_, spot)| spot.subject == subject))
    }

    /// Approved changes that the plan shows: a first baseline holds them.
    #[must_use]
    pub fn shown(&self, project: &Project) -> Vec<&'a Change> {
        let is_there = |spot: &Spot| match &spot.subject {
            Subject::Item(register, id) => project.find(*register, id).is_some(),
            Subject::Project | Subject::Scope => true,
        };
        let is_shown = |request: &&Request| {
            let fits = |(naming, spot): &(Naming, Spot)| match naming {
                Naming::Adds | Naming::Delta => is_there(spot),
                Naming::Removes => !is_there(spot),
                Naming::Modifies => true,
            };
            request.defect.is_none() && request.names.iter().all(fits)
        };
        self.all.iter().filter(is_shown).map(|request| request.change).collect()
    }

    /// Approved changes that the baseline does not hold yet.
    pub fn pending(&self) -> impl Iterator<Item = &'a Change> {
        let pending = self.all.iter().filter(|request| request.defect.is_none() && !request.is_used);
        pending.map(|request| request.change)
    }

    /// The baseline that they are held against.
    #[must_use]
    pub fn agreed(&self) -> &'a Baseline {
        self.agreed
    }
}

impl Request<'_> {
    fn names(&self, spot: &Spot) -> bool {
        self.names.iter().any(|(_, name)| name.covers(&spot.subject, &spot.path))
    }

    /// Whether it says that this very thing comes, or goes.
    fn is_once(&self, difference: &Difference) -> bool {
        self.names.iter().any(|(naming, name)| {
            let fits = match naming {
                Naming::Adds => difference.agreed.is_none(),
                Naming::Removes => difference.now.is_none(),
                Naming::Modifies | Naming::Delta => false,
            };
            fits && name.covers(&difference.spot.subject, &difference.spot.path)
        })
    }
}

/// Whether a baseline holds a change already.
fn is_used(agreed: &Baseline, change: &Change) -> bool {
    let id_of = |written: &str| written.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    agreed.because.iter().any(|because| id_of(&because.written.value) == change.id().to_ascii_lowercase())
}

/// What an address names; an id that the plan does not have any more is looked up in the baseline.
fn spot(known: &Known, agreed: &Baseline, written: &str) -> Option<Spot> {
    if let Some(spot) = known.spot(written) {
        return Some(whole_if_new(agreed, spot));
    }
    let (id, path) = written.split_once('.').unwrap_or((written, ""));
    if id.contains('/') || known.registers_of(id).next().is_some() {
        return None;
    }
    let there = [
        (Register::Deliverables, agreed.deliverable(id).is_some()),
        (Register::Milestones, agreed.milestone(id).is_some()),
        (Register::Tasks, agreed.task(id).is_some()),
        (Register::Budget, agreed.cost(id).is_some()),
    ];
    let mut registers = there.into_iter().filter(|(_, is_there)| *is_there);
    let (register, _) = registers.next().filter(|_| registers.next().is_none())?;
    Some(Spot { subject: Subject::Item(register, id.to_owned()), path: path.to_owned() })
}

/// The fields that a delta writes of an item that was not agreed yet stand for the item.
fn whole_if_new(agreed: &Baseline, mut spot: Spot) -> Spot {
    let is_new = match &spot.subject {
        Subject::Item(Register::Deliverables, id) => agreed.deliverable(id).is_none(),
        Subject::Item(Register::Milestones, id) => agreed.milestone(id).is_none(),
        Subject::Item(Register::Budget, id) => agreed.cost(id).is_none(),
        _ => false,
    };
    if is_new {
        spot.path.clear();
    }
    spot
}
