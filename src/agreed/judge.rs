//! Whether an approval counts: of a change request, or of anything else that somebody signed. Who judges is an argument.

use std::collections::BTreeMap;

use crate::document::keys::Register;
use crate::document::keys::words::ChangeStatus;
use crate::model::Project;
use crate::model::canonical::{item_hash, promises};
use crate::model::control::Change;
use crate::model::item::{Item, Reference, Signature, Target, Told};
use crate::model::signing::Act;
use crate::value::Date;

/// Why a change request covers nothing, or a signature does not count.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Defect {
    /// It was not approved; what became of it instead.
    NotApproved(ChangeStatus),
    /// Nobody signed.
    Unsigned,
    /// The judge does not know the signer.
    Stranger(String),
    /// The signer may not decide, says the judge.
    NotEntitled(String),
    /// Nothing bears out that the signer wrote it.
    Doubtful {
        /// Who is said to have signed.
        by: String,
        /// Why it is doubted.
        why: String,
    },
    /// It was edited after it was signed.
    Stale,
    /// It was carried out before; what comes after needs a change of its own.
    CarriedOut(Date),
    /// The baseline holds it already; what comes after needs a change of its own.
    Used,
}

/// New signatures that nothing bears out, by project, address (`hq-firewall.accepted`, `planning`) and signer, with
/// the reason. None where nobody looked.
pub type Doubts = BTreeMap<(String, String, String), String>;

/// Whose word it is whether an approval counts: a plan's own, or that of the revision before it was changed.
#[derive(Clone, Copy, Debug)]
pub struct Judge<'a> {
    /// The project whose people may sign, as it says.
    project: &'a Project,
    /// What an earlier revision knows beside its people: whether something was signed and carried out before, and
    /// which new signatures nothing bears out. None if the plan judges itself.
    doubts: Option<&'a Doubts>,
    /// What the judge calls people who have another handle now, by that one.
    former: Option<&'a BTreeMap<String, String>>,
}

impl<'a> Judge<'a> {
    /// A plan that judges itself.
    #[must_use]
    pub fn itself(project: &'a Project) -> Self {
        Self { project, doubts: None, former: None }
    }

    /// The revision before the plan was changed, with what it calls people who have another handle now.
    #[must_use]
    pub fn earlier(project: &'a Project, doubts: &'a Doubts, former: &'a BTreeMap<String, String>) -> Self {
        Self { project, doubts: Some(doubts), former: Some(former) }
    }

    /// The project that judges.
    #[must_use]
    pub fn project(&self) -> &'a Project {
        self.project
    }

    /// Why an approval of a change does not count; None if it does.
    #[must_use]
    pub fn defect(&self, change: &Change) -> Option<Defect> {
        if change.state() != ChangeStatus::Approved {
            return Some(Defect::NotApproved(change.state()));
        }
        let Some(signature) = &change.decided else { return Some(Defect::Unsigned) };
        let address = format!("{}.decided", change.id());
        if let Some(defect) = self.signer(Act::Decided, &address, signature) {
            return Some(defect);
        }
        if signature.of.as_ref().is_some_and(|of| of.value != item_hash(&change.base)) {
            return Some(Defect::Stale);
        }
        let before = self.before(change)?;
        // A signature typed by hand has no hash, and no hash holds the answer; here the earlier revision tells what was
        // signed, and that it was no rejection.
        let is_old = self.is_same(before.decided.as_ref(), Some(signature));
        let was_answered = !matches!(before.state(), ChangeStatus::Approved | ChangeStatus::Proposed);
        if is_old && (was_answered || promises(&before.base.record) != promises(&change.base.record)) {
            return Some(Defect::Stale);
        }
        before.implemented.as_ref().map(|date| Defect::CarriedOut(date.value))
    }

    /// Why a signature does not count; None if it does.
    #[must_use]
    pub fn signer(&self, act: Act, address: &str, signature: &Signature) -> Option<Defect> {
        let Some(by) = signature.by.as_ref() else { return Some(Defect::Unsigned) };
        let handle = by.written.value.rsplit('/').next().unwrap_or_default();
        let Some(item) = self.project.find(Register::Stakeholders, self.name_of(handle)) else {
            return Some(Defect::Stranger(handle.to_owned()));
        };
        // A reference of another revision means somebody else there.
        let target = Some(Target { project: self.project.place, item });
        if !self.project.may_sign(act, &Reference { written: by.written.clone(), target }) {
            return Some(Defect::NotEntitled(handle.to_owned()));
        }
        let key = (self.project.id.clone(), address.to_owned(), by.written.value.clone());
        let why = self.doubts?.get(&key)?;
        Some(Defect::Doubtful { by: handle.to_owned(), why: why.clone() })
    }

    /// Whether a change was approved before, by the signature that it has now.
    #[must_use]
    pub fn was_approved(&self, change: &Change) -> bool {
        self.before(change).is_some_and(|before| {
            before.state() == ChangeStatus::Approved && self.is_same(before.decided.as_ref(), change.decided.as_ref())
        })
    }

    /// A change as the earlier revision has it.
    fn before(&self, change: &Change) -> Option<&'a Change> {
        self.doubts?;
        let item = self.project.find(Register::Changes, change.id())?;
        Some(&self.project.changes[item.index as usize])
    }

    /// What the judge calls somebody.
    fn name_of<'b>(&self, handle: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let former = self.former.and_then(|former| former.get(&handle.to_ascii_lowercase()));
        former.map_or(handle, String::as_str)
    }

    /// Whether a signature of the judge and a later one are the same: of one person, day, words and content.
    #[must_use]
    pub fn is_same(&self, old: Option<&Signature>, now: Option<&Signature>) -> bool {
        let text = |told: &Told<String>| told.as_ref().map(|told| told.value.clone());
        let told = |signature: &Signature, by: Option<String>| {
            (by, signature.date.as_ref().map(|date| date.value), text(&signature.note), text(&signature.of))
        };
        let by = |signature: &Signature| signature.by.as_ref().map(|by| by.written.value.clone());
        let former = |signature: &Signature| by(signature).map(|by| self.name_of(&by).to_owned());
        old.map(|old| told(old, by(old))) == now.map(|now| told(now, former(now)))
    }
}
