//! Agreements that are taken back: what the base revision had signed so that it counts, and the head revision has not.

use std::collections::BTreeSet;

use super::{Delta, Difference, Topic};
use crate::agreed::{Defect, Judge};
use crate::document::keys::Register;
use crate::document::keys::words::{ChangeStatus, Gate};
use crate::model::Project;
use crate::model::address::Subject;
use crate::model::control::Change;
use crate::model::item::Signature;
use crate::model::signing::Signed;

/// The differences by which agreements are taken back, by what they are about and the field.
pub(super) struct Withdrawn(BTreeSet<(Topic, String)>);

impl Withdrawn {
    /// Looks for them. `judge` is the base revision.
    pub(super) fn of(judge: Judge, head: &Project, delta: &Delta) -> Self {
        let view = View { judge, head, delta, now: head.signatures() };
        let mut found = BTreeSet::new();
        for signed in judge.project().signatures().iter().filter(|signed| counts(judge, signed)) {
            if let Some(gate) = signed.gate.filter(|gate| !view.is_signed(*gate)) {
                found.extend(view.gone_signoffs(gate).map(key));
            }
            let item = signed.item.filter(|item| is_agreement(item.register));
            if let Some(place) = item.map(|item| (item.register, item.id()))
                && !view.stands(place, signed.signature)
            {
                found.extend(view.carrier(place).map(key));
            }
        }
        Self(found)
    }

    /// Whether a difference takes an agreement back.
    pub(super) fn holds(&self, difference: &Difference) -> bool {
        self.0.contains(&key(difference))
    }
}

fn key(difference: &Difference) -> (Topic, String) {
    (difference.topic.clone(), difference.path.clone())
}

fn field(difference: &Difference) -> &str {
    difference.path.split('.').next().unwrap_or_default()
}

/// Whether items of a register are agreed by a signature of their own.
pub(super) fn is_agreement(register: Register) -> bool {
    matches!(register, Register::Windows | Register::Decisions | Register::Changes)
}

/// Whether a signature of the base revision was an agreement: of a change, its approval alone. One that was carried out
/// covers nothing new, and stays an agreement.
fn counts(judge: Judge, signed: &Signed) -> bool {
    match signed.item.and_then(|item| change(judge.project(), item.register, item.id())) {
        Some(change) => matches!(judge.defect(change), None | Some(Defect::CarriedOut(_))),
        None => judge.signer(signed.act, &signed.address, signed.signature).is_none(),
    }
}

fn change<'a>(project: &'a Project, register: Register, id: &str) -> Option<&'a Change> {
    let item = project.find(register, id).filter(|_| register == Register::Changes)?;
    Some(&project.changes[item.index as usize])
}

/// Both revisions, looked at for what became of an agreement.
struct View<'a> {
    judge: Judge<'a>,
    head: &'a Project,
    delta: &'a Delta,
    /// The signatures of the head revision.
    now: Vec<Signed<'a>>,
}

impl<'a> View<'a> {
    fn is_signed(&self, gate: Gate) -> bool {
        self.now.iter().any(|signed| signed.gate == Some(gate) && self.is_entitled(signed))
    }

    fn is_entitled(&self, signed: &Signed) -> bool {
        self.judge.signer(signed.act, &signed.address, signed.signature).is_none()
    }

    /// What was taken out of the sign-offs, or changed there.
    fn gone_signoffs(&self, gate: Gate) -> impl Iterator<Item = &'a Difference> {
        let is_it = move |one: &&Difference| {
            let is_signoff = one.topic == Topic::Plan(Subject::Project) && field(one) == "signoffs";
            is_signoff && one.before.as_ref().is_some_and(|before| before.text.contains(gate.name()))
        };
        self.delta.differences.iter().filter(is_it)
    }

    /// Whether an agreement still stands, or was replaced by the word of somebody who may give it.
    fn stands(&self, (register, id): (Register, &str), old: &Signature) -> bool {
        let id = self.present_id(register, id);
        let is_it = |signed: &&Signed| {
            signed.item.is_some_and(|item| item.register == register && item.id().eq_ignore_ascii_case(&id))
        };
        let Some(now) = self.now.iter().find(is_it) else { return false };
        let state = change(self.head, register, &id).map(Change::state);
        let is_other_word = state.is_some_and(|state| state != ChangeStatus::Approved);
        // An approval is no signature under a rejection.
        let is_reused = is_other_word && self.judge.is_same(Some(old), Some(now.signature));
        !is_reused && self.is_entitled(now)
    }

    /// The id that an item of the base revision has now.
    fn present_id(&self, register: Register, id: &str) -> String {
        let was = Topic::Plan(Subject::Item(register, id.to_owned()));
        let is_it = |one: &&Difference| one.former.as_ref().is_some_and(|(former, _)| *former == was);
        let renamed = self.delta.differences.iter().find(is_it).and_then(|one| one.item());
        renamed.map_or(id, |(_, id)| id).to_owned()
    }

    /// The one difference of an item by which its agreement is taken back: it is gone, its state is another one, or its
    /// signature.
    fn carrier(&self, (register, id): (Register, &str)) -> Option<&'a Difference> {
        let topic = Topic::Plan(Subject::Item(register, self.present_id(register, id)));
        let of_item: Vec<&Difference> = self.delta.differences.iter().filter(|one| one.topic == topic).collect();
        let gone = of_item.iter().find(|one| one.is_whole_item());
        let state = of_item.iter().find(|one| one.path == "status");
        let signature = of_item.iter().find(|one| ["decided", "approved", "made"].contains(&field(one)));
        gone.or(state).or(signature).copied()
    }
}
