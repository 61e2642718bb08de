//! The change requests of the head revision: what they name, and whether the base revision says that they count.

use super::form::Reading;
use crate::agreed::{Defect, Judge};
use crate::document::fields::{Field, Reader, Record};
use crate::document::keys::{Class, Register};
use crate::document::tree::Node;
use crate::model::Project;
use crate::model::address::{Known, Naming, Spot, Subject};
use crate::model::canonical;
use crate::model::control::Change;
use crate::model::item::Base;

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
pub(super) fn requests<'a>(judge: Judge, head: &'a Project, known: &Known) -> Vec<Request<'a>> {
    head.changes.iter().map(|change| request(judge, change, known)).collect()
}

fn request<'a>(judge: Judge, change: &'a Change, known: &Known) -> Request<'a> {
    let mut names = Vec::new();
    let mut unclear = Vec::new();
    for (naming, written) in change.names() {
        match known.spot(&written.value) {
            Some(spot) => names.push((naming, whole_if_new(judge.project(), naming, spot))),
            None => unclear.push(written.value),
        }
    }
    Request { names, unclear, defect: judge.defect(change), is_fresh: !judge.was_approved(change), change }
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
