//! Reads `baseline.yml`. What it names may be gone from the plan, so that its ids are texts, not references.

use crate::document::Document;
use crate::document::fields::{FromValue, Reader, Record, Value};
use crate::document::keys::Kind;
use crate::finding::{Finding, Severity};
use crate::model::baseline::{
    AgreedCost, AgreedDeliverable, AgreedLine, AgreedMilestone, AgreedProject, AgreedScope, AgreedTask, Baseline,
    Original,
};
use crate::model::canonical::entries_hash;
use crate::model::charter::Tolerance;
use crate::model::resolve::{Resolver, inner};
use crate::text::{FileId, Span, Spanned};

/// The file with its fields.
pub(super) struct RawBaseline {
    record: Record,
    content_hash: String,
    place: Span,
    is_uncertain: bool,
}

/// Reads the fields of the file; what cannot be read hides part of it.
pub(super) fn gather(reader: &mut Reader, file: FileId, document: Option<Document>) -> RawBaseline {
    let place = Span::new(file, 0, 0);
    let unreadable =
        || RawBaseline { record: Record::default(), content_hash: String::new(), place, is_uncertain: true };
    let Some(front) = document.and_then(|document| document.front) else { return unreadable() };
    for duplicate in &front.duplicates {
        let message = format!("`{}` stands twice", duplicate.second.value);
        let mut finding = Finding::new("bad-front-matter", Severity::Error, duplicate.second.span, message);
        finding.related(duplicate.first, "the first one is here");
        finding.help("`planmark baseline --write` writes this file; take the last version that it wrote");
        reader.findings.push(finding);
    }
    let before = errors(reader);
    let record = reader.record(&front.entries, Kind::baseline().all_keys(), &[], "a baseline");
    // Where a value could not be read, what is not said may have been said.
    let is_hidden = front.is_lossy() || !front.duplicates.is_empty() || front.entries.is_empty();
    let is_uncertain = is_hidden || errors(reader) > before;
    RawBaseline { content_hash: entries_hash(&front.entries, "checksum"), record, place, is_uncertain }
}

fn errors(reader: &Reader) -> usize {
    reader.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// The typed baseline.
pub(super) fn baseline(raw: RawBaseline, resolver: &mut Resolver) -> Baseline {
    let record = raw.record;
    let project = inner(&record, "project").map(|project| project.value).unwrap_or_default();
    let scope = inner(&record, "scope").map(|scope| scope.value).unwrap_or_default();
    Baseline {
        place: raw.place,
        of: record.get("of"),
        date: record.get("date"),
        because: resolver.many(&record, "because").items,
        original: inner(&record, "original").map(|original| read_original(&original.value)),
        project: read_project(&project),
        scope: AgreedScope {
            included: lines(&scope, "in"),
            excluded: lines(&scope, "out"),
            done_when: scope.list("done_when"),
            objectives: scope.list("objectives"),
            constraints: scope.list("constraints"),
        },
        deliverables: sorted(&record, "deliverables").into_iter().map(deliverable).collect(),
        tasks: sorted(&record, "tasks").into_iter().map(task).collect(),
        milestones: milestones(&record),
        budget: sorted(&record, "budget").into_iter().map(|(id, amount)| AgreedCost { id, amount }).collect(),
        total: record.get("total"),
        checksum: record.get("checksum"),
        content_hash: raw.content_hash,
        is_uncertain: raw.is_uncertain,
    }
}

/// The values under the ids of a key, by id.
fn sorted<T: FromValue>(record: &Record, key: &str) -> Vec<(Spanned<String>, Spanned<T>)> {
    let Some(Value::ById(values)) = record.field(key).map(|field| &field.value.value) else { return Vec::new() };
    let typed = |(id, value): &(Spanned<String>, Spanned<Value>)| {
        T::from_value(&value.value).map(|inner| (id.clone(), Spanned::new(inner, value.span)))
    };
    let mut typed: Vec<_> = values.iter().filter_map(typed).collect();
    typed.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
    typed
}

fn lines(record: &Record, key: &str) -> Vec<AgreedLine> {
    sorted(record, key)
}

fn read_original(record: &Record) -> Original {
    Original {
        date: record.get("date"),
        finish: record.get("finish"),
        milestones: sorted(record, "milestones"),
        total: record.get("total"),
    }
}

fn read_project(record: &Record) -> AgreedProject {
    let target = inner(record, "target").map(|target| target.value).unwrap_or_default();
    let tolerance = inner(record, "tolerance").map(|tolerance| tolerance.value).unwrap_or_default();
    AgreedProject {
        start: target.get("start"),
        finish: target.get("finish"),
        budget_cap: record.get("budget_cap"),
        tolerance: Tolerance {
            schedule: tolerance.get("schedule"),
            budget: tolerance.get("budget"),
            amber: tolerance.get("amber"),
        },
    }
}

fn deliverable((id, told): (Spanned<String>, Spanned<Record>)) -> AgreedDeliverable {
    let record = told.value;
    AgreedDeliverable {
        id,
        title: record.get("title"),
        kind: record.get("kind"),
        acceptance: record.list("acceptance"),
        due: record.get("due"),
        acceptor: record.get("acceptor"),
    }
}

fn task((id, told): (Spanned<String>, Spanned<Record>)) -> AgreedTask {
    let record = told.value;
    AgreedTask {
        id,
        start: record.get("start"),
        finish: record.get("finish"),
        duration: record.get("duration"),
        value: record.get("value"),
    }
}

/// The planned days and the promised ones, together.
fn milestones(record: &Record) -> Vec<AgreedMilestone> {
    let mut milestones: Vec<AgreedMilestone> = sorted(record, "milestones")
        .into_iter()
        .map(|(id, date)| AgreedMilestone { id, date: Some(date), target: None })
        .collect();
    for (id, target) in sorted(record, "targets") {
        match milestones.binary_search_by(|known| known.id.value.cmp(&id.value)) {
            Ok(place) => milestones[place].target = Some(target),
            Err(place) => milestones.insert(place, AgreedMilestone { id, date: None, target: Some(target) }),
        }
    }
    milestones
}
