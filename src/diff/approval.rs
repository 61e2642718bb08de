//! Which change requests are approved so that they count, judged by the base revision, and what they name.

use std::collections::BTreeMap;

use super::form::Reading;
use crate::document::fields::{Field, Reader, Record};
use crate::document::keys::words::ChangeStatus;
use crate::document::keys::{Class, Register};
use crate::document::tree::Node;
use crate::model::Project;
use crate::model::address::{Known, Naming, Spot, Subject};
use crate::model::canonical::{self, item_hash, promises};
use crate::model::control::Change;
use crate::model::item::{Base, Item, Reference, Signature, Target};
use crate::model::signing::Act;
use crate::value::Date;

/// Why a change request covers nothing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Defect {
    /// It was not approved; what became of it instead.
    NotApproved(ChangeStatus),
    /// Nobody signed.
    Unsigned,
    /// The signer is not known in the base revision.
    Stranger(String),
    /// The signer may not decide, says the base revision.
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
}

/// A change request of the head revision.
pub(super) struct Request<'a> {
    pub(super) change: &'a Change,
    /// What it names, and in which of its lists.
    pub(super) names: Vec<(Naming, Spot)>,
    /// Names that could mean more than one thing.
    pub(super) unclear: Vec<String>,
    /// Why it covers nothing; None if it is approved.
    pub(super) defect: Option<Defect>,
    /// Whether it was approved in this very change of the plan.
    pub(super) is_fresh: bool,
}

/// All change requests of the head revision.
pub(super) fn requests<'a>(bench: Bench, head: &'a Project, known: &Known) -> Vec<Request<'a>> {
    head.changes.iter().map(|change| request(bench, change, known)).collect()
}

/// Who judges signatures.
#[derive(Clone, Copy)]
pub(super) struct Bench<'a> {
    /// The base revision, whose word it is who may sign what.
    pub(super) base: &'a Project,
    /// New signatures that nothing bears out.
    pub(super) doubts: &'a Doubts,
}

/// New signatures that nothing bears out, by project, address (`hq-firewall.accepted`, `planning`) and signer, with
/// the reason. None where nobody looked.
pub type Doubts = BTreeMap<(String, String, String), String>;

fn request<'a>(bench: Bench, change: &'a Change, known: &Known) -> Request<'a> {
    let base = bench.base;
    let mut names = Vec::new();
    let mut unclear = Vec::new();
    for (naming, written) in change.names() {
        match known.spot(&written.value) {
            Some(spot) => names.push((naming, whole_if_new(base, naming, spot))),
            None => unclear.push(written.value),
        }
    }
    let before = before(base, change);
    let is_known = before.is_some_and(|before| is_same(before.decided.as_ref(), change.decided.as_ref()));
    let is_approved_before = is_known && before.is_some_and(|before| before.state() == ChangeStatus::Approved);
    Request { names, unclear, defect: defect(bench, change), is_fresh: !is_approved_before, change }
}

/// A delta that writes fields of an item that is not there yet names the item.
fn whole_if_new(base: &Project, naming: Naming, mut spot: Spot) -> Spot {
    if let (Naming::Delta, Subject::Item(register, id)) = (naming, &spot.subject)
        && base.find(*register, id).is_none()
    {
        spot.path.clear();
    }
    spot
}

fn before<'a>(base: &'a Project, change: &Change) -> Option<&'a Change> {
    base.find(Register::Changes, change.id()).map(|item| &base.changes[item.index as usize])
}

fn defect(bench: Bench, change: &Change) -> Option<Defect> {
    if change.state() != ChangeStatus::Approved {
        return Some(Defect::NotApproved(change.state()));
    }
    let Some(signature) = change.decided.as_ref().filter(|signature| signature.by.is_some()) else {
        return Some(Defect::Unsigned);
    };
    let address = format!("{}.decided", change.id());
    if let Some(defect) = signer(bench, Act::Decided, &address, signature) {
        return Some(defect);
    }
    if signature.of.as_ref().is_some_and(|of| of.value != item_hash(&change.base)) {
        return Some(Defect::Stale);
    }
    let before = before(bench.base, change)?;
    // A signature typed by hand has no hash; here the base revision tells what was signed.
    let is_old = is_same(before.decided.as_ref(), Some(signature));
    if is_old && promises(&before.base.record) != promises(&change.base.record) {
        return Some(Defect::Stale);
    }
    before.implemented.as_ref().map(|date| Defect::CarriedOut(date.value))
}

/// Why a signature does not count, judged by the base revision.
pub(super) fn signer(bench: Bench, act: Act, address: &str, signature: &Signature) -> Option<Defect> {
    let base = bench.base;
    let Some(by) = signature.by.as_ref() else { return Some(Defect::Unsigned) };
    let handle = by.written.value.rsplit('/').next().unwrap_or_default();
    let Some(item) = base.find(Register::Stakeholders, handle) else {
        return Some(Defect::Stranger(handle.to_owned()));
    };
    let target = Some(Target { project: base.place, item });
    let there = Reference { written: by.written.clone(), target };
    if !base.may_sign(act, &there) {
        return Some(Defect::NotEntitled(handle.to_owned()));
    }
    let key = (base.id.clone(), address.to_owned(), by.written.value.clone());
    bench.doubts.get(&key).map(|why| Defect::Doubtful { by: handle.to_owned(), why: why.clone() })
}

/// Whether two signatures are one: the same person, day, words and content.
pub(super) fn is_same(one: Option<&Signature>, other: Option<&Signature>) -> bool {
    let told = |signature: &Signature| {
        let by = signature.by.as_ref().map(|by| by.written.value.clone());
        let text = |told: &crate::model::item::Told<String>| told.as_ref().map(|told| told.value.clone());
        (by, signature.date.as_ref().map(|date| date.value), text(&signature.note), text(&signature.of))
    };
    one.map(told) == other.map(told)
}

/// A field that was written otherwise than the delta of an approved change promised.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Otherwise {
    /// The key.
    pub key: &'static str,
    /// What was approved.
    pub promised: String,
}

/// The first field of scope or commitment in which an item is not what a delta promised of it.
pub(super) fn otherwise(change: &Change, register: Register, head: &Reading, item: &Base) -> Option<Otherwise> {
    let found = change.delta_items().find(|(other, id, _)| {
        *other == register && head.name_of(register, &id.value) == item.id().to_ascii_lowercase()
    });
    let (_, _, node) = found?;
    let promised = read(register, node);
    let counts =
        |field: &&Field| matches!(field.key.class, Class::Scope | Class::Commitment) && !field.key.is_signature();
    let text = |field: &Field| canonical::text_in(head, &field.value, field.key);
    let is_kept = |field: &&Field| item.record.field(field.key.name).map(text) == Some(text(field));
    let broken = promised.fields.iter().filter(counts).find(|field| !is_kept(field));
    broken.map(|field| Otherwise { key: field.key.name, promised: super::shown::field(field) })
}

/// The fields of an item of a delta. What is wrong in it was told when the plan was read.
fn read(register: Register, node: &Node) -> Record {
    let mut findings = Vec::new();
    let mut reader = Reader { currency_decimals: u32::MAX, findings: &mut findings };
    reader.record(node.as_entries().unwrap_or_default(), register.kind().all_keys(), &[], "")
}
