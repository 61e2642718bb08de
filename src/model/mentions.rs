//! Where an item is named: its own id, references, addresses, change requests, links in prose.

use std::collections::BTreeSet;

use super::item::ItemIndex;
use super::{Portfolio, Project};
use crate::document::fields::{Reader, Record, Value, registers_of};
use crate::document::keys::{Register, Type};
use crate::document::tree::{Entry, Node};
use crate::document::{LinkShape, Prose, ProseLink};
use crate::text::{SourceSet, Span};

/// The places that name an item.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Mentions {
    /// The bytes of the id alone, each place once.
    pub places: BTreeSet<Span>,
    /// Places that name it in a way in which the id does not stand letter by letter.
    pub unclear: BTreeSet<Span>,
}

/// Finds all places of a portfolio that name an item. The name of an item's own file is not among them.
#[must_use]
pub fn mentions(sources: &SourceSet, portfolio: &Portfolio, home: &Project, item: ItemIndex) -> Mentions {
    let base = home.base(item);
    let mut mentions = Mentions::default();
    if !base.has_own_file {
        literal(sources, base.id.span, base.id(), base.id(), &mut mentions);
    }
    for project in &portfolio.projects {
        let mut search = Search {
            sources,
            home,
            is_home: project.place == home.place,
            item,
            id: base.id(),
            mentions: &mut mentions,
        };
        search.record(&project.charter.record);
        search.record(&project.scope.record);
        for base in project.all_bases() {
            search.record(&base.record);
            search.prose(&base.body);
        }
        let bodies = [&project.charter.body, &project.scope.body].into_iter().chain(&project.prose);
        bodies.for_each(|prose| search.prose(prose));
    }
    mentions
}

/// Marks the id at the end of a text that stands somewhere in a span.
fn literal(sources: &SourceSet, span: Span, written: &str, id: &str, mentions: &mut Mentions) {
    let raw = sources.text(span);
    let place =
        raw.find(written).and_then(|start| Some(start + written.to_ascii_lowercase().rfind(&id.to_ascii_lowercase())?));
    match place {
        Some(start) => {
            let start = span.start as usize + start;
            mentions.places.insert(Span::new(span.file, start, start + id.len()));
        }
        None => {
            mentions.unclear.insert(span);
        }
    }
}

struct Search<'a> {
    sources: &'a SourceSet,
    home: &'a Project,
    /// Whether the project that is searched is that of the item.
    is_home: bool,
    item: ItemIndex,
    id: &'a str,
    mentions: &'a mut Mentions,
}

impl Search<'_> {
    /// Whether a text names the item, where it may be of one of these registers.
    fn is_meant(&self, written: &str, registers: &[Register]) -> bool {
        let register = self.item.register;
        let parts: Vec<&str> = written.split('/').collect();
        let (id, is_ours) = match parts[..] {
            [id] => {
                let others = registers.iter().filter(|other| **other != register);
                let is_only = registers.contains(&register)
                    && !others.into_iter().any(|other| self.home.find(*other, id).is_some());
                (id, self.is_home && is_only)
            }
            [name, id] => (id, self.is_home && Register::from_name(name) == Some(register)),
            [project, name, id] => (id, project == self.home.id && Register::from_name(name) == Some(register)),
            _ => return false,
        };
        is_ours && id.eq_ignore_ascii_case(self.id)
    }

    fn name(&mut self, written: &str, span: Span, registers: &[Register]) {
        if self.is_meant(written, registers) {
            literal(self.sources, span, written, self.id, self.mentions);
        }
    }

    fn record(&mut self, record: &Record) {
        for field in &record.fields {
            self.value(&field.key.kind, &field.value.value, field.value.span);
        }
    }

    fn value(&mut self, kind: &Type, value: &Value, span: Span) {
        match (kind, value) {
            (Type::List(inner), Value::List(values)) => {
                values.iter().for_each(|value| self.value(inner, &value.value, value.span));
            }
            (_, Value::Record(record)) => self.record(record),
            (_, Value::Lines(lines)) => lines.iter().for_each(|line| self.record(&line.record)),
            (Type::ById(inner), Value::ById(values)) => {
                values.iter().for_each(|(_, value)| self.value(inner, &value.value, value.span));
            }
            (_, Value::Wait(wait)) => self.name(&wait.id.value, wait.id.span, registers_of(kind)),
            (_, Value::Assignees(assignees)) => {
                assignees.iter().for_each(|one| self.name(&one.id.value, one.id.span, registers_of(kind)));
            }
            (Type::Address, Value::Text(text)) => {
                self.name(text.split('.').next().unwrap_or_default(), span, &Register::ALL);
            }
            (Type::TextOrReference, Value::Text(text)) | (_, Value::Reference(text)) => {
                self.name(text, span, registers_of(kind));
            }
            (Type::Delta, Value::Tree(node)) => self.delta(node),
            _ => {}
        }
    }

    /// Register, id, fields: as they would be written.
    fn delta(&mut self, node: &Node) {
        for register in node.as_entries().unwrap_or_default() {
            let Some(known) = Register::from_name(&register.key.value) else { continue };
            for item in register.value.as_entries().unwrap_or_default() {
                if known == self.item.register {
                    self.name(&item.key.value, item.key.span, &[known]);
                }
                self.fields(known, item.value.as_entries().unwrap_or_default());
            }
        }
    }

    fn fields(&mut self, register: Register, entries: &[Entry]) {
        let kind = register.kind();
        let mut findings = Vec::new();
        let mut reader = Reader { currency_decimals: 2, findings: &mut findings };
        let record = reader.record(entries, kind.all_keys(), &[], kind.name);
        self.record(&record);
    }

    fn prose(&mut self, prose: &Prose) {
        for link in prose.links() {
            match link.shape {
                LinkShape::Wiki => {
                    let target = link.destination.value.split('#').next().unwrap_or_default();
                    self.name(target, link.destination.span, &Register::ALL);
                }
                LinkShape::Inline | LinkShape::Image => self.file_link(prose, link),
                LinkShape::Auto => {}
            }
        }
    }

    /// A link to the item's own file, or to its place in its register's.
    fn file_link(&mut self, prose: &Prose, link: &ProseLink) {
        let destination = link.destination.value.as_str();
        let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
        let here = self.sources.file(prose.extent().file).path.as_str();
        let base = self.home.base(self.item);
        let target = self.sources.file(base.id.span.file).path.as_str();
        if !path.is_empty() && !leads_to(here, path, target) || path.is_empty() && here != target {
            return;
        }
        let written = match base.has_own_file {
            true => path,
            false if anchor.eq_ignore_ascii_case(self.id) => destination,
            false => return,
        };
        if written.is_empty() {
            return;
        }
        let span = link.destination.span;
        let raw = self.sources.text(span);
        // Behind the words of the link, which may name the item too.
        let Some(start) = raw.rfind(written) else {
            self.mentions.unclear.insert(span);
            return;
        };
        let end = start + written.len() - if base.has_own_file { ".md".len() } else { 0 };
        let span = Span::new(span.file, span.start as usize + end - self.id.len(), span.start as usize + end);
        self.mentions.places.insert(span);
    }
}

/// Whether a relative path leads from one file to another.
fn leads_to(from: &str, path: &str, to: &str) -> bool {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            part => parts.push(part),
        }
    }
    parts.join("/") == to
}
