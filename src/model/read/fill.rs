//! What is the same for all items: defaults, what children have from their parent, the base fields, waivers.

use super::raw::RawItem;
use std::collections::BTreeMap;

use crate::document::fields::{Field, Record};
use crate::document::keys::{Audience, Register};
use crate::document::tree::FrontMatter;
use crate::document::{Document, Prose};
use crate::finding::{Finding, Severity};
use crate::model::item::{Base, Told, Waiver, WebLink};
use crate::model::resolve::Resolver;
use crate::text::{FileId, Span, Spanned};
use crate::value::Date;

/// The day at the start of a dated id.
pub(super) fn date_of(id: &str) -> Option<Date> {
    let (day, rest) = id.split_at_checked(10)?;
    (rest.is_empty() || rest.starts_with('-')).then(|| Date::parse(day).ok()).flatten()
}

pub(super) fn article(kind: &str) -> String {
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {kind}")
}

/// Front matter, prose, and whether part of the file is hidden; of a file that could not be read: nothing, hidden.
pub(super) fn parts(file: FileId, document: Option<Document>) -> (FrontMatter, Prose, bool) {
    let nowhere = Span::new(file, 0, 0);
    let blank = || FrontMatter { span: nowhere, opening: nowhere, ..FrontMatter::default() };
    match document {
        Some(document) => {
            let is_uncertain = document.front.as_ref().is_none_or(FrontMatter::is_lossy);
            (document.front.unwrap_or_else(blank), document.body, is_uncertain)
        }
        None => (blank(), Prose::default(), true),
    }
}

/// Of items with the same id the first one stays.
pub(super) fn drop_duplicates(register: Register, items: &mut Vec<RawItem>, findings: &mut Vec<Finding>) {
    items.dedup_by(|second, first| {
        let is_same = first.id.value.eq_ignore_ascii_case(&second.id.value);
        if is_same {
            let message = format!("two {register} have the id `{}`", second.id.value);
            let mut finding = Finding::new("duplicate-id", Severity::Error, second.id.span, message);
            finding.related(first.id.span, "the first one is here").help("rename one of them, or put them together");
            findings.push(finding.about(second.id.value.clone()).clone());
        }
        is_same
    });
}

pub(super) fn fill(record: &mut Record, defaults: &Record) {
    let missing: Vec<Field> = defaults.fields.iter().filter(|field| !record.says(field.key.name)).cloned().collect();
    record.fields.extend(missing);
}

/// Children take deliverable, site and window from the nearest task above them that has one.
pub(super) fn inherit(tasks: &mut [RawItem]) {
    let places: BTreeMap<String, usize> =
        tasks.iter().enumerate().map(|(place, task)| (task.id.value.to_ascii_lowercase(), place)).collect();
    let parent_of = |tasks: &[RawItem], place: usize| -> Option<usize> {
        let parent = tasks[place].record.get::<String>("parent")?.value;
        let id = parent.rsplit('/').next().unwrap_or(&parent).to_ascii_lowercase();
        places.get(&id).copied()
    };
    let taken: Vec<Record> = (0..tasks.len())
        .map(|place| {
            let mut inherited = Record::default();
            let mut above = parent_of(tasks, place);
            // A chain of parents that bites its own tail ends here; a rule reports it.
            for _ in 0..64 {
                let Some(parent) = above else { break };
                for key in ["deliverable", "site", "window"] {
                    if let Some(field) = tasks[parent].record.field(key).filter(|_| !inherited.says(key)) {
                        inherited.fields.push(field.clone());
                    }
                }
                above = parent_of(tasks, parent);
            }
            inherited
        })
        .collect();
    for (task, inherited) in tasks.iter_mut().zip(&taken) {
        fill(&mut task.record, inherited);
    }
}

/// The waivers of a record.
pub(super) fn waivers(record: &Record) -> Vec<Waiver> {
    let written: Told<Vec<(Spanned<String>, Spanned<String>)>> = record.get("waive");
    let waivers = written.map_or(Vec::new(), |waivers| waivers.value);
    waivers.into_iter().map(|(rule, reason)| Waiver { rule, reason }).collect()
}

/// What all items have, from a raw item.
pub(super) fn base(item: RawItem, resolver: &mut Resolver) -> Base {
    let register = item.register.expect("every raw item is made with its register");
    let record = item.record;
    let audience = match record.get::<&'static str>("audience").map(|told| told.value) {
        Some("internal") => Audience::Internal,
        Some("client") => Audience::Client,
        // A word that cannot be read must not open what it may have closed.
        _ if record.says("audience") || item.is_uncertain => Audience::Internal,
        _ => register.kind().audience,
    };
    let link = |inner: Spanned<Record>| WebLink { title: inner.value.get("title"), url: inner.value.get("url") };
    Base {
        register,
        title: record.get(register.kind().title_key()),
        audience,
        owner: resolver.one(&record, "owner"),
        site: record.get("site"),
        tags: record.list("tags"),
        links: record.list::<Record>("links").into_iter().map(link).collect(),
        waivers: waivers(&record),
        body: item.body,
        id: item.id,
        extent: item.extent,
        has_own_file: item.has_own_file,
        is_uncertain: item.is_uncertain,
        record,
    }
}
