//! Items as they were found, before references are looked up: from any of their three places, with defaults filled in.

use std::collections::BTreeMap;

use super::baseline::{self, RawBaseline};
use super::fill::{article, date_of, drop_duplicates, fill, inherit, parts, waivers};
use super::proposal::{self, Proposed};
use crate::document::fields::{Reader, Record};
use crate::document::keys::{Audience, Kind, Register};
use crate::document::tree::{Entry, FrontMatter, Node};
use crate::document::{Document, Prose};
use crate::finding::{Finding, Severity};
use crate::model::item::Told;
use crate::model::layout::ProjectFiles;
use crate::model::resolve::ProjectIds;
use crate::model::{FileRole, RegisterFacts};
use crate::text::{FileId, SourceSet, Span, Spanned};
use crate::value::{Money, is_slug, slug};

/// Ids that would be mistaken for something else.
const RESERVED: [&str; 4] = ["none", "defaults", "waive", "index"];

/// An item with its fields.
#[derive(Default)]
pub(super) struct RawItem {
    pub(super) id: Spanned<String>,
    pub(super) record: Record,
    pub(super) body: Prose,
    pub(super) extent: Span,
    pub(super) has_own_file: bool,
    pub(super) is_uncertain: bool,
    pub(super) register: Option<Register>,
}

/// A singleton with its fields.
#[derive(Default)]
pub(super) struct RawSingleton {
    pub(super) record: Record,
    pub(super) body: Prose,
    /// Where a fact that it lacks is reported; None if it is not there at all.
    pub(super) place: Option<Span>,
    pub(super) is_uncertain: bool,
}

/// A project as it was found.
pub(super) struct RawProject {
    pub(super) id: String,
    pub(super) id_place: Span,
    pub(super) folder: String,
    pub(super) charter: RawSingleton,
    pub(super) scope: RawSingleton,
    pub(super) items: BTreeMap<Register, Vec<RawItem>>,
    pub(super) facts: BTreeMap<Register, RegisterFacts>,
    pub(super) prose: Vec<Prose>,
    pub(super) baseline: Option<RawBaseline>,
    pub(super) files: Vec<(FileId, FileRole)>,
}

impl RawProject {
    /// The ids that references are looked up in.
    pub(super) fn ids(&self) -> ProjectIds {
        let mut ids = ProjectIds { id: self.id.clone(), ..ProjectIds::default() };
        for (register, items) in &self.items {
            let places =
                items.iter().enumerate().map(|(place, item)| (item.id.value.to_ascii_lowercase(), place as u32));
            ids.items.insert(*register, places.collect());
        }
        ids.uncertain =
            self.facts.iter().filter(|(_, facts)| facts.is_uncertain).map(|(register, _)| *register).collect();
        ids
    }
}

/// Gathers one project's files.
struct Gatherer<'a> {
    sources: &'a SourceSet,
    reader: Reader<'a>,
    raw: RawProject,
    defaults: BTreeMap<Register, Record>,
}

/// Reads one project's documents into raw items, and tells what is wrong with them.
pub(super) fn gather(
    sources: &SourceSet,
    files: &ProjectFiles,
    mut documents: BTreeMap<FileId, Document>,
    proposed: &[Proposed],
) -> (RawProject, Vec<Finding>) {
    let mut findings = Vec::new();
    let raw = RawProject {
        id: String::new(),
        id_place: Span::new(files.project, 0, 0),
        folder: files.folder.clone(),
        charter: RawSingleton::default(),
        scope: RawSingleton::default(),
        items: BTreeMap::new(),
        facts: Register::ALL.map(|register| (register, RegisterFacts::default())).into_iter().collect(),
        prose: Vec::new(),
        baseline: None,
        files: Vec::new(),
    };
    let reader = Reader { currency_decimals: 2, findings: &mut findings };
    let mut gatherer = Gatherer { sources, reader, raw, defaults: BTreeMap::new() };
    gatherer.project_file(files.project, documents.remove(&files.project));
    if let Some(file) = files.scope {
        gatherer.scope_file(file, documents.remove(&file));
    }
    for (register, file) in &files.registers {
        gatherer.register_file(*register, *file, documents.remove(file));
    }
    for (register, id, file) in &files.items {
        gatherer.item_file(*register, id, *file, documents.remove(file));
    }
    if let Some(file) = files.baseline {
        gatherer.raw.files.push((file, FileRole::Baseline));
        gatherer.raw.baseline = Some(baseline::gather(&mut gatherer.reader, file, documents.remove(&file)));
    }
    proposal::check(&gatherer.raw, &mut gatherer.reader);
    for request in proposed.iter().filter(|request| request.folder == files.folder) {
        proposal::carry_out(&mut gatherer.raw, &request.change, &mut gatherer.reader);
    }
    (gatherer.finish(), findings)
}

impl Gatherer<'_> {
    fn project_file(&mut self, file: FileId, document: Option<Document>) {
        self.raw.files.push((file, FileRole::Project));
        let (front, body, is_uncertain) = parts(file, document);
        self.set_currency(&front);
        self.report_duplicates(&front);
        let registers = Register::ALL.map(Register::name);
        let mut also = registers.to_vec();
        also.push("scope");
        let record = self.reader.record(&front.entries, Kind::project().all_keys(), &also, "a project");
        let place = Some(front.opening);
        self.set_id(&record, front.opening);
        self.raw.charter = RawSingleton { record, body, place, is_uncertain };
        if is_uncertain {
            self.raw.facts.values_mut().for_each(|facts| facts.is_uncertain = true);
            self.raw.scope.is_uncertain = true;
        }
        if let Some(entry) = front.entry("scope") {
            self.scope_entry(entry);
        }
        for register in Register::ALL {
            if let Some(entry) = front.entry(register.name()) {
                self.register_entry(register, entry, &front, file);
            }
        }
    }

    fn set_currency(&mut self, front: &FrontMatter) {
        if let Some(code) = front.entry("currency").and_then(|entry| entry.value.as_text()) {
            self.reader.currency_decimals = Money::decimals_of(code);
        }
    }

    fn set_id(&mut self, record: &Record, opening: Span) {
        let written: Told<String> = record.get("id");
        self.raw.id_place = written.as_ref().map_or(opening, |id| id.span);
        let title = || record.get::<String>("title").map(|title| slug(&title.value)).filter(|id| !id.is_empty());
        let folder = || Some(slug(self.raw.folder.rsplit('/').next()?)).filter(|id| !id.is_empty());
        let id = written.map(|id| id.value).or_else(title).or_else(folder);
        self.raw.id = id.unwrap_or_else(|| "project".to_owned());
    }

    /// `scope:` in `project.md`, or in `scope.md`.
    fn scope_entry(&mut self, entry: &Entry) {
        let Some(entries) = entry.value.as_entries() else {
            if !entry.value.is_null() {
                let mut finding =
                    Finding::new("bad-value", Severity::Error, entry.value.span, "`scope` needs keys with values");
                finding.help("write it as `scope: {why: …, in: […]}`");
                self.reader.findings.push(finding);
                self.raw.scope.is_uncertain = true;
            }
            return;
        };
        self.add_scope(entries, entry.key.span, &[]);
    }

    fn add_scope(&mut self, entries: &[Entry], place: Span, also: &[&str]) {
        let record = self.reader.record(entries, Kind::scope().all_keys(), also, "the scope");
        for field in record.fields {
            match self.raw.scope.record.field(field.key.name) {
                Some(first) => {
                    let message = format!("`{}` of the scope stands twice", field.key.name);
                    let first = first.key_span;
                    let mut finding = Finding::new("duplicate-id", Severity::Error, field.key_span, message);
                    finding.related(first, "the first one is here").help("keep one of them");
                    self.reader.findings.push(finding);
                }
                None => self.raw.scope.record.fields.push(field),
            }
        }
        self.raw.scope.record.spoiled.extend(record.spoiled);
        self.raw.scope.place.get_or_insert(place);
    }

    fn scope_file(&mut self, file: FileId, document: Option<Document>) {
        self.raw.files.push((file, FileRole::Scope));
        let (front, body, is_uncertain) = parts(file, document);
        self.report_duplicates(&front);
        self.add_scope(&front.entries, front.opening, &["scope"]);
        if let Some(entry) = front.entry("scope") {
            self.scope_entry(entry);
        }
        // The file is where people look for it, wherever else parts of it may stand.
        self.raw.scope.place = Some(front.opening);
        self.raw.scope.body = body;
        self.raw.scope.is_uncertain |= is_uncertain;
    }

    fn register_file(&mut self, register: Register, file: FileId, document: Option<Document>) {
        self.raw.files.push((file, FileRole::Register(register)));
        let (front, body, is_uncertain) = parts(file, document);
        self.report_duplicates(&front);
        if is_uncertain {
            self.facts(register).is_uncertain = true;
        }
        self.facts(register).file = Some(file);
        for entry in &front.entries {
            match entry.key.value.as_str() {
                name if name == register.name() => self.register_entry(register, entry, &front, file),
                "defaults" => self.defaults_entry(register, entry),
                "waive" => self.waive_entry(register, entry),
                _ => {
                    let known = [register.name(), "defaults", "waive"];
                    let owner = format!("a file of {register}");
                    self.reader.unknown_key(entry, known.into_iter(), &owner);
                }
            }
        }
        if register.kind().audience == Audience::Client || !body.is_empty() {
            self.raw.prose.push(body);
        }
    }

    fn facts(&mut self, register: Register) -> &mut RegisterFacts {
        self.raw.facts.entry(register).or_default()
    }

    fn defaults_entry(&mut self, register: Register, entry: &Entry) {
        let Some(entries) = entry.value.as_entries() else { return };
        let keys = register.kind().all_keys().filter(|key| key.name != "waive");
        let owner = format!("a {}", register.kind().name);
        let record = self.reader.record(entries, keys, &[], &owner);
        self.defaults.insert(register, record);
    }

    fn waive_entry(&mut self, register: Register, entry: &Entry) {
        let wrapped = std::slice::from_ref(entry);
        let record = self.reader.record(wrapped, crate::document::keys::BASE.iter(), &[], "a register");
        self.facts(register).waivers = waivers(&record);
    }

    fn register_entry(&mut self, register: Register, entry: &Entry, front: &FrontMatter, file: FileId) {
        self.facts(register).place = Some(entry.key.span);
        if entry.value.is_null() {
            return;
        }
        let Some(entries) = entry.value.as_entries() else {
            let message = format!("`{register}` needs items under their ids");
            let mut finding = Finding::new("bad-value", Severity::Error, entry.value.span, message);
            finding.help(format!("write `{register}: {{some-id: {{title: …}}}}`, or `{{none: \"why\"}}`"));
            self.reader.findings.push(finding);
            self.facts(register).is_uncertain = true;
            return;
        };
        if let [only] = entries
            && only.key.value == "none"
        {
            let reason = only.value.as_text().unwrap_or_default().trim().to_owned();
            self.facts(register).none = Some(Spanned::new(reason, only.key.span));
            return;
        }
        let ends = entries.iter().skip(1).map(|next| next.key.span.start).chain([front.end_of(entry)]);
        for (item, end) in entries.iter().zip(ends) {
            // A line that was lost between this item and the next may have held any of its fields.
            let is_uncertain = front.is_lossy_between(item.key.span.start, end);
            self.map_item(register, item, file, is_uncertain);
        }
    }

    fn map_item(&mut self, register: Register, entry: &Entry, file: FileId, is_uncertain: bool) {
        let id = self.item_id(register, &entry.key.value, entry.key.span);
        let extent = entry.key.span.to(entry.value.span);
        let mut item = RawItem { id, extent, register: Some(register), is_uncertain, ..RawItem::default() };
        match entry.value.as_entries() {
            Some(entries) => {
                item.record = self.item_record(register, entries);
                let body: Told<Node> = item.record.get("body");
                if let Some(node) = body {
                    item.body = Prose::of_scalar(&node.value, file, self.sources.file(file).text());
                }
            }
            None if entry.value.is_null() => {}
            None => {
                let kind = register.kind();
                let message = format!("a {} needs keys with values", kind.name);
                let mut finding = Finding::new("bad-value", Severity::Error, entry.value.span, message);
                finding.help(format!("write `{}: {{{}: …}}`", entry.key.value, kind.title_key()));
                self.reader.findings.push(finding);
                item.is_uncertain = true;
            }
        }
        self.raw.items.entry(register).or_default().push(item);
    }

    fn item_record(&mut self, register: Register, entries: &[Entry]) -> Record {
        let kind = register.kind();
        let article = if kind.name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        self.reader.record(entries, kind.all_keys(), &[], &format!("{article} {}", kind.name))
    }

    fn item_file(&mut self, register: Register, name: &str, file: FileId, document: Option<Document>) {
        self.raw.files.push((file, FileRole::Item(register)));
        let (front, body, is_uncertain) = parts(file, document);
        self.report_duplicates(&front);
        let id = self.item_id(register, name, front.opening);
        let record = self.item_record(register, &front.entries);
        let extent = Span::new(file, 0, self.sources.file(file).text().len());
        let item = RawItem { id, record, body, extent, has_own_file: true, is_uncertain, register: Some(register) };
        self.raw.items.entry(register).or_default().push(item);
    }

    /// Checks an id; a bad one is reported, and its slug stands in, so that nothing else dangles.
    fn item_id(&mut self, register: Register, written: &str, span: Span) -> Spanned<String> {
        let kind = register.kind().name;
        if !is_slug(written) {
            self.reader.bad_id(span, written, kind);
            let stand_in = Some(slug(written)).filter(|id| !id.is_empty());
            return Spanned::new(stand_in.unwrap_or_else(|| written.to_owned()), span);
        }
        if RESERVED.contains(&written) {
            let message = format!("`{written}` cannot be the id of a {kind}");
            let mut finding = Finding::new("bad-id", Severity::Error, span, message);
            finding.help("the word means something else in a plan; choose another id");
            self.reader.findings.push(finding);
        } else if register.is_dated() && date_of(written).is_none() {
            let message = format!("the id of {} starts with its date, `{written}` does not", article(kind));
            let mut finding = Finding::new("bad-id", Severity::Error, span, message);
            finding.help("write the day first: `2026-04-24`, or `2026-04-24-kickoff`");
            self.reader.findings.push(finding);
        }
        Spanned::new(written.to_owned(), span)
    }

    fn report_duplicates(&mut self, front: &FrontMatter) {
        for duplicate in &front.duplicates {
            let name = &duplicate.second.value;
            let register = match duplicate.path.as_slice() {
                [register] => Register::from_name(register),
                _ => None,
            };
            let (rule, message) = match register {
                Some(register) => ("duplicate-id", format!("two {register} have the id `{name}`")),
                None => ("bad-front-matter", format!("the key `{name}` stands twice")),
            };
            let mut finding = Finding::new(rule, Severity::Error, duplicate.second.span, message);
            finding.related(duplicate.first, "the first one is here").help("keep one of them; only the first is read");
            self.reader.findings.push(finding);
        }
    }

    fn finish(mut self) -> RawProject {
        for (register, items) in &mut self.raw.items {
            items.sort_by(|a, b| {
                (a.id.value.to_ascii_lowercase(), a.id.span).cmp(&(b.id.value.to_ascii_lowercase(), b.id.span))
            });
            drop_duplicates(*register, items, self.reader.findings);
            if let Some(defaults) = self.defaults.get(register) {
                items.iter_mut().for_each(|item| fill(&mut item.record, defaults));
            }
        }
        if let Some(tasks) = self.raw.items.get_mut(&Register::Tasks) {
            inherit(tasks);
        }
        self.raw
    }
}
