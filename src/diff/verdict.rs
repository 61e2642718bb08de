//! Holds every difference against what was approved: what covers it, or why nothing does. The base revision judges.

use std::collections::{BTreeMap, BTreeSet};

use super::approval::{self, Otherwise, Request, requests};
use super::cover::{Cover, Decided, Gap, Judged};
use super::form::Reading;
use super::settings::has_baseline;
use super::withdrawn::{Withdrawn, is_agreement};
use super::{Delta, Difference, Kind, Topic};
use crate::agreed::{Defect, Doubts, Judge};
use crate::document::keys::words::{ChangeStatus, Gate};
use crate::document::keys::{Class, Register, Stage};
use crate::model::Project;
use crate::model::address::{Known, Naming, Spot, Subject};
use crate::model::canonical::item_hash;
use crate::model::item::{Base, Item, Signature};
use crate::model::signing::{Act, Signed};
use crate::text::SourceSet;

/// All differences with what covers them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// In the order of the delta.
    pub judged: Vec<Judged>,
    /// Change requests that were decided here, or cover something.
    pub decided: Vec<Decided>,
}

impl Verdict {
    /// A project that comes or goes as a whole. One that was agreed does not go without a word.
    pub(super) fn of_whole(presence: Option<Kind>, base: Option<&Project>, sources: &SourceSet) -> Self {
        let Some(kind) = presence else { return Self::default() };
        let is_lost = base.is_some_and(|base| is_agreed(base, has_baseline(&base.folder, sources)));
        let cover = if is_lost { Cover::Nothing(Gap::Unnamed) } else { Cover::NothingAgreed };
        let difference = Difference::of_whole(Topic::Plan(Subject::Project), Class::Scope, kind);
        Self { judged: vec![Judged { difference, cover, is_first: false }], decided: Vec::new() }
    }

    /// What needs a cover and has none.
    pub fn uncovered(&self) -> impl Iterator<Item = &Judged> {
        self.judged.iter().filter(|judged| judged.is_uncovered())
    }
}

/// Judges a delta. `has_baseline` says whether the base revision has a baseline, which is an agreement; signatures in
/// `doubts` do not count.
#[must_use]
pub fn judge(base: &Project, head: &Project, delta: Delta, has_baseline: bool, doubts: &Doubts) -> Verdict {
    let former = former_handles(&delta);
    let judge = Judge::earlier(base, doubts, &former);
    let known = Known::of(&[base, head]);
    let court = Court {
        is_agreed: is_agreed(base, has_baseline),
        requests: requests(judge, head, &known),
        gates: fresh_signoffs(judge, head),
        withdrawn: Withdrawn::of(judge, head, &delta),
        reading: Reading::new(head),
        judge,
        base,
        head,
    };
    let judged: Vec<Judged> = delta
        .differences
        .into_iter()
        .map(|difference| {
            let is_first = is_first(base, &difference) || court.withdrawn.holds(&difference);
            Judged { cover: court.cover(&difference), is_first, difference }
        })
        .collect();
    let decided = court.decided(&judged);
    Verdict { judged, decided }
}

/// What the base revision calls people who have another handle in the head revision.
fn former_handles(delta: &Delta) -> BTreeMap<String, String> {
    let renamed = delta.differences.iter().filter(|one| one.kind == Kind::Renamed && one.path.is_empty());
    let pair = |one: &Difference| {
        let (_, now) = one.item().filter(|(register, _)| *register == Register::Stakeholders)?;
        let Some((Topic::Plan(Subject::Item(_, old)), _)) = &one.former else { return None };
        Some((now.to_ascii_lowercase(), old.clone()))
    };
    renamed.filter_map(pair).collect()
}

/// Whether there is an agreement that a change could break: a baseline, a signed planning gate, or work under way.
fn is_agreed(base: &Project, has_baseline: bool) -> bool {
    has_baseline || base.is_signed(Gate::Planning) || base.stage() >= Stage::Execution
}

/// Whether a difference is reported before all others.
fn is_first(base: &Project, difference: &Difference) -> bool {
    let stage = |said: &Option<super::Said>| said.as_ref().and_then(|said| Stage::from_name(&said.text));
    let is_of_project = difference.topic == Topic::Plan(Subject::Project);
    let is_taken_back = match difference.path.as_str() {
        "stage" if is_of_project => stage(&difference.after) < stage(&difference.before),
        path if is_of_project && path.split('.').next() == Some("signoffs") => difference.kind != Kind::Added,
        _ => difference.after.is_none() && difference.is_signature(),
    };
    difference.class == Class::Control || is_taken_back || is_decision_lost(base, difference)
}

/// Whether a change request goes that somebody had decided.
fn is_decision_lost(base: &Project, difference: &Difference) -> bool {
    let item = difference.item().filter(|(register, _)| *register == Register::Changes);
    let is_gone = difference.is_whole_item() && difference.kind == Kind::Removed;
    let found = item.filter(|_| is_gone).and_then(|(register, id)| base.find(register, id));
    found.is_some_and(|item| base.changes[item.index as usize].decided.is_some())
}

/// What a difference is held against.
struct Court<'a> {
    judge: Judge<'a>,
    base: &'a Project,
    head: &'a Project,
    reading: Reading<'a>,
    is_agreed: bool,
    requests: Vec<Request<'a>>,
    /// New signatures of the planning gate.
    gates: Vec<(&'a Signature, Option<Defect>)>,
    withdrawn: Withdrawn,
}

/// Signatures of the planning gate that the base revision does not have, and why they may not count.
fn fresh_signoffs<'a>(judge: Judge, head: &'a Project) -> Vec<(&'a Signature, Option<Defect>)> {
    let is_planning = |gate: Option<Gate>| gate == Some(Gate::Planning);
    let of = |project: &'a Project| {
        project.charter.signoffs.iter().filter(move |one| is_planning(one.gate.as_ref().map(|gate| gate.value)))
    };
    let is_old = |signature: &Signature| {
        let signoffs = judge.project().charter.signoffs.iter();
        let mut old = signoffs.filter(|one| is_planning(one.gate.as_ref().map(|gate| gate.value)));
        old.any(|one| judge.is_same(Some(&one.signature), Some(signature)))
    };
    let fresh = of(head).map(|signoff| &signoff.signature).filter(|signature| !is_old(signature));
    fresh.map(|signature| (signature, judge.signer(Act::Gate(Gate::Planning), "planning", signature))).collect()
}

impl Court<'_> {
    fn cover(&self, difference: &Difference) -> Cover {
        if difference.topic == Topic::Baseline && difference.before.is_some() {
            return self.by_reason();
        }
        let is_withdrawn = self.withdrawn.holds(difference);
        if !is_withdrawn && !matches!(difference.class, Class::Scope | Class::Commitment) {
            return Cover::NotNeeded;
        }
        if !self.is_agreed {
            return Cover::NothingAgreed;
        }
        let (by_change, mut gap) = self.by_change(difference);
        if let Some(change) = by_change {
            return Cover::Change(change);
        }
        if is_withdrawn {
            return Cover::Nothing(Gap::Withdrawn);
        }
        if difference.class == Class::Commitment {
            match self.by_signature(difference) {
                Some(Ok(cover)) => return cover,
                Some(Err(defect)) if gap == Gap::Unnamed => gap = Gap::Signature(defect),
                _ => {}
            }
        }
        Cover::Nothing(gap)
    }

    /// What allows another baseline: a change that was approved since and is among its reasons, or the agreement
    /// signed anew.
    fn by_reason(&self) -> Cover {
        if !self.is_agreed {
            return Cover::NothingAgreed;
        }
        if self.head.baseline.as_ref().is_some_and(|baseline| baseline.is_genuine() == Some(false)) {
            return Cover::Nothing(Gap::EditedByHand);
        }
        let reasons = |project: &Project| -> BTreeSet<String> {
            let because = project.baseline.iter().flat_map(|baseline| &baseline.because);
            because.map(|one| one.written.value.rsplit('/').next().unwrap_or_default().to_ascii_lowercase()).collect()
        };
        let (old, new) = (reasons(self.base), reasons(self.head));
        let is_new = |request: &&Request| {
            let id = request.change.id().to_ascii_lowercase();
            request.defect.is_none() && new.contains(&id) && !old.contains(&id)
        };
        if let Some(request) = self.requests.iter().find(is_new) {
            return Cover::Change(request.change.id().to_owned());
        }
        let signature = self.gates.iter().find(|(_, defect)| defect.is_none());
        signature.map_or(Cover::Nothing(Gap::Rewritten), |(signature, _)| signed(signature, "planning".to_owned()))
    }

    /// The approved change that names it, else what comes nearest to one.
    fn by_change(&self, difference: &Difference) -> (Option<String>, Gap) {
        let mut gap = Gap::Unnamed;
        for request in self.requests.iter().filter(|request| !is_its_own(request, difference)) {
            let change = || request.change.id().to_owned();
            let mut named = request.names.iter().filter(|(_, spot)| self.is_named(spot, difference)).peekable();
            if named.peek().is_none() {
                let id = difference.item().map(|(_, id)| id).unwrap_or_default();
                let unclear = request.unclear.iter().find(|written| written.split('.').next() == Some(id));
                if let (Some(written), Gap::Unnamed) = (unclear, &gap) {
                    gap = Gap::Unclear { change: change(), written: written.clone() };
                }
                continue;
            }
            if let Some(defect) = &request.defect {
                if is_nearer(defect, &gap) {
                    gap = Gap::Change { change: change(), defect: defect.clone() };
                }
                continue;
            }
            if named.all(|(naming, _)| *naming == Naming::Adds && self.was_there(request, difference)) {
                gap = Gap::AddedBefore { change: change() };
                continue;
            }
            match self.otherwise(request, difference) {
                Some(otherwise) => gap = Gap::Otherwise { change: change(), otherwise },
                None => return (Some(change()), gap),
            }
        }
        (None, gap)
    }

    /// Whether an address names a difference, by its present name, its former one, or the deliverable it comes with.
    fn is_named(&self, spot: &Spot, difference: &Difference) -> bool {
        let covers = |other: &Spot| spot.covers(&other.subject, &other.path);
        let deliverable = |id: &String| Subject::Item(Register::Deliverables, id.clone());
        difference.spot().as_ref().is_some_and(covers)
            || difference.former_spot().as_ref().is_some_and(covers)
            || difference.comes_with.as_ref().is_some_and(|id| spot.covers(&deliverable(id), ""))
    }

    /// Whether an item that a change asked to add was there before, so that the change is used up.
    fn was_there(&self, request: &Request, difference: &Difference) -> bool {
        let Some((register, id)) = difference.item() else { return false };
        !request.is_fresh && !difference.is_whole_item() && self.base.find(register, id).is_some()
    }

    fn otherwise(&self, request: &Request, difference: &Difference) -> Option<Otherwise> {
        let (register, id) = difference.item()?;
        let item = self.head.find(register, id)?;
        let otherwise = approval::otherwise(request.change, register, &self.reading, self.head.base(item))?;
        let key = difference.path.split('.').next().unwrap_or_default();
        (key.is_empty() || key == otherwise.key).then_some(otherwise)
    }

    /// A fresh signature of the one who agreed: on the item itself, else on the planning gate.
    fn by_signature(&self, difference: &Difference) -> Option<Result<Cover, Defect>> {
        let own = difference.item().and_then(|(register, id)| self.own_signature(register, id));
        if own.is_some() || matches!(difference.item(), Some((register, _)) if is_agreement(register)) {
            return own;
        }
        let (signature, defect) = self.gates.iter().min_by_key(|(_, defect)| defect.is_some())?;
        Some(defect.clone().map_or_else(|| Ok(signed(signature, "planning".to_owned())), Err))
    }

    /// A signature on a window, decision or change that the base revision does not have.
    fn own_signature(&self, register: Register, id: &str) -> Option<Result<Cover, Defect>> {
        if !is_agreement(register) {
            return None;
        }
        let new = own_signature_of(self.head, register, id)?;
        let old = self.base.find(register, id).and_then(|_| own_signature_of(self.base, register, id));
        if self.judge.is_same(old.as_ref().map(|old| old.signature), Some(new.signature)) {
            return None;
        }
        let item = self.head.base(self.head.find(register, id)?);
        let is_stale = |base: &Base| new.signature.of.as_ref().is_some_and(|of| of.value != item_hash(base));
        if is_stale(item) {
            return Some(Err(Defect::Stale));
        }
        let defect = self.judge.signer(new.act, &new.address, new.signature);
        Some(defect.map_or_else(|| Ok(signed(new.signature, new.address)), Err))
    }

    /// The change requests that were decided here, or cover something.
    fn decided(&self, judged: &[Judged]) -> Vec<Decided> {
        let covers = |id: &str| judged.iter().any(|judged| judged.cover == Cover::Change(id.to_owned()));
        let was_decided = |request: &&Request| {
            let is_decision = !matches!(request.change.state(), ChangeStatus::Proposed);
            covers(request.change.id()) || (request.is_fresh && is_decision)
        };
        let told = |request: &Request| {
            let signature = request.change.decided.as_ref();
            Decided {
                change: request.change.id().to_owned(),
                title: request.change.name().to_owned(),
                by: signature.and_then(|signature| Some(signature.by.as_ref()?.written.value.clone())),
                date: signature.and_then(|signature| Some(signature.date.as_ref()?.value)),
                is_fresh: request.is_fresh,
                defect: request.defect.clone(),
            }
        };
        self.requests.iter().filter(was_decided).map(told).collect()
    }
}

fn own_signature_of<'a>(project: &'a Project, register: Register, id: &str) -> Option<Signed<'a>> {
    let is_it = |signed: &Signed| {
        signed.item.is_some_and(|item| item.register == register && item.id().eq_ignore_ascii_case(id))
    };
    project.signatures().into_iter().find(is_it)
}

fn signed(signature: &Signature, of: String) -> Cover {
    Cover::Signature { by: signature.by.as_ref().map_or_else(String::new, |by| by.written.value.clone()), of }
}

/// A change request does not cover what it says itself.
fn is_its_own(request: &Request, difference: &Difference) -> bool {
    difference.item().is_some_and(|(register, id)| register == Register::Changes && id == request.change.id())
}

/// A change that only lacks its signature tells more than one that was rejected.
fn is_nearer(defect: &Defect, gap: &Gap) -> bool {
    let rank = |defect: &Defect| match defect {
        Defect::Stale | Defect::Doubtful { .. } | Defect::NotEntitled(_) | Defect::Stranger(_) | Defect::Unsigned => 3,
        Defect::NotApproved(ChangeStatus::Proposed) => 2,
        Defect::CarriedOut(_) | Defect::Used => 1,
        Defect::NotApproved(_) => 0,
    };
    match gap {
        Gap::Unnamed | Gap::Unclear { .. } => true,
        Gap::Change { defect: other, .. } => rank(defect) > rank(other),
        _ => false,
    }
}
