//! From ids as people write them to items: each reference is looked up once.

use std::collections::{BTreeMap, BTreeSet};

use super::item::{ItemIndex, Listed, Reference, Signature, Target, Told};
use crate::document::fields::{Record, Value, registers_of};
use crate::document::keys::{Kind, Register};
use crate::finding::{Finding, Severity};
use crate::text::{Edit, Guesses, Span, Spanned, nearest};

/// The ids of one project.
#[derive(Debug, Default, PartialEq)]
pub(super) struct ProjectIds {
    /// The project's own id.
    pub id: String,
    /// Lower-case ids and their places, by register.
    pub items: BTreeMap<Register, BTreeMap<String, u32>>,
    /// Registers that a syntax error hides part of: what is not found there may be there.
    pub uncertain: BTreeSet<Register>,
}

/// Looks references of one project up and gathers those that lead nowhere.
pub(super) struct Resolver<'a> {
    /// All projects, by their place in the portfolio.
    pub projects: &'a [ProjectIds],
    /// The project whose items are read.
    pub project: u32,
    /// Whether it refers to another project so far, be there one or not.
    pub reaches: bool,
    /// What finds the ids that were meant.
    pub guesses: Guesses,
    /// What was wrong so far.
    pub findings: &'a mut Vec<Finding>,
}

impl Resolver<'_> {
    fn own(&self) -> &ProjectIds {
        &self.projects[self.project as usize]
    }

    /// The item that a text means in one of these registers; what leads nowhere becomes a finding.
    pub(super) fn reference(&mut self, written: &str, span: Span, registers: &[Register]) -> Reference {
        let target = self.look_up(written, span, registers);
        Reference { written: Spanned::new(written.to_owned(), span), target }
    }

    fn look_up(&mut self, written: &str, span: Span, registers: &[Register]) -> Option<Target> {
        let parts: Vec<&str> = written.split('/').collect();
        match parts[..] {
            [id] => self.bare(id, span, registers),
            [register, id] => self.in_register(register, id, span, registers),
            [project, register, id] => self.in_project(project, register, id, span, registers),
            _ => {
                self.dangling(
                    span,
                    format!("`{written}` names no item"),
                    "write `id`, `register/id` or `project/register/id`".to_owned(),
                );
                None
            }
        }
    }

    fn bare(&mut self, id: &str, span: Span, registers: &[Register]) -> Option<Target> {
        let found = self.find_all(id, registers);
        match found[..] {
            [item] => Some(Target { project: self.project, item }),
            [] => {
                if !registers.iter().any(|register| self.own().uncertain.contains(register)) {
                    self.not_found(id, span, registers);
                }
                None
            }
            _ => {
                self.ambiguous(id, span, &found);
                None
            }
        }
    }

    fn find_all(&self, id: &str, registers: &[Register]) -> Vec<ItemIndex> {
        let lower = id.to_ascii_lowercase();
        let find = |register: &Register| {
            let index = *self.own().items.get(register)?.get(&lower)?;
            Some(ItemIndex { register: *register, index })
        };
        registers.iter().filter_map(find).collect()
    }

    fn in_register(&mut self, name: &str, id: &str, span: Span, registers: &[Register]) -> Option<Target> {
        let Some(register) = Register::from_name(name) else {
            let mut help = "before the `/` stands a register, such as `tasks`".to_owned();
            if let Some(near) = nearest(name, Register::ALL.iter().map(|register| register.name())) {
                help = format!("did you mean `{near}/{id}`?");
            }
            self.dangling(span, format!("no register is named `{name}`"), help);
            return None;
        };
        if !registers.contains(&register) {
            self.wrong_kind(id, span, register, registers);
            return None;
        }
        self.bare(id, span, &[register])
    }

    fn in_project(
        &mut self,
        project: &str,
        register: &str,
        id: &str,
        span: Span,
        registers: &[Register],
    ) -> Option<Target> {
        self.reaches = true;
        let Some(place) = self.projects.iter().position(|ids| ids.id == project) else {
            let near = nearest(project, self.projects.iter().map(|ids| ids.id.as_str())).map(str::to_owned);
            let help = match near {
                Some(near) => format!("did you mean `{near}/{register}/{id}`?"),
                None => "a project of the same portfolio is named by its id; check the portfolio's folder, so that \
                         its neighbours are read"
                    .to_owned(),
            };
            self.dangling(span, format!("no project has the id `{project}`"), help);
            return None;
        };
        let home = std::mem::replace(&mut self.project, place as u32);
        let target = self.in_register(register, id, span, registers);
        self.project = home;
        target
    }

    fn not_found(&mut self, id: &str, span: Span, registers: &[Register]) {
        let elsewhere = self.find_all(id, &Register::ALL);
        if let [other, ..] = elsewhere[..] {
            self.wrong_kind(id, span, other.register, registers);
            return;
        }
        let message = match registers {
            [register] => format!("no {} has the id `{id}`", register.kind().name),
            _ if registers.len() == Register::ALL.len() => format!("nothing has the id `{id}`"),
            _ => format!("no {} has the id `{id}`", kinds_of(registers)),
        };
        let near = {
            let own = &self.projects[self.project as usize].items;
            let known = registers.iter().filter_map(|register| own.get(register)).flat_map(BTreeMap::keys);
            self.guesses.nearest(id, known.map(String::as_str)).map(str::to_owned)
        };
        let mut finding = Finding::new("dangling-reference", Severity::Error, span, message);
        match near {
            Some(near) => {
                finding.help(format!("did you mean `{near}`?"));
                finding.suggest(format!("write `{near}`"), vec![Edit { span, text: near }]);
            }
            None => {
                finding.help(format!("write it down under `{}`, or name one that is there", registers[0].name()));
            }
        }
        finding.about(id);
        self.findings.push(finding);
    }

    fn wrong_kind(&mut self, id: &str, span: Span, found: Register, registers: &[Register]) {
        let message = format!("`{id}` is a {}, here a {} is needed", found.kind().name, kinds_of(registers));
        let help = format!("name an item of {}", names_of(registers));
        self.dangling(span, message, help);
    }

    fn ambiguous(&mut self, id: &str, span: Span, found: &[ItemIndex]) {
        let message = format!("`{id}` could mean {} things", found.len());
        let mut finding = Finding::new("ambiguous-reference", Severity::Error, span, message);
        let ways: Vec<String> = found.iter().map(|item| format!("`{}/{id}`", item.register)).collect();
        finding.help(format!("write {}", ways.join(" or "))).about(id);
        self.findings.push(finding);
    }

    fn dangling(&mut self, span: Span, message: String, help: String) {
        let mut finding = Finding::new("dangling-reference", Severity::Error, span, message);
        finding.help(help);
        self.findings.push(finding);
    }

    /// The reference of a key.
    pub(super) fn one(&mut self, record: &Record, key: &str) -> Option<Reference> {
        let field = record.field(key)?;
        match &field.value.value {
            Value::Reference(text) => Some(self.reference(text, field.value.span, registers_of(&field.key.kind))),
            _ => None,
        }
    }

    /// The references of a key that takes several.
    pub(super) fn many(&mut self, record: &Record, key: &str) -> Listed<Reference> {
        let registers = record.field(key).map_or(&[][..], |field| registers_of(&field.key.kind));
        self.listed(record, key, |resolver, value| match &value.value {
            Value::Reference(text) => Some(resolver.reference(text, value.span, registers)),
            _ => None,
        })
    }

    /// A list with its answer `none`, each value read by `read`.
    pub(super) fn listed<T>(
        &mut self,
        record: &Record,
        key: &str,
        mut read: impl FnMut(&mut Self, &Spanned<Value>) -> Option<T>,
    ) -> Listed<T> {
        let mut listed = Listed { items: Vec::new(), none: record.none(key), span: None };
        if let Some(field) = record.field(key) {
            listed.span = Some(field.value.span);
            if let Value::List(values) = &field.value.value {
                listed.items = values.iter().filter_map(|value| read(self, value)).collect();
            }
        }
        listed
    }

    /// The signature of a key.
    pub(super) fn signature(&mut self, record: &Record, key: &str) -> Option<Signature> {
        let inner: Spanned<Record> = record.get(key)?;
        Some(self.signature_of(&inner.value, inner.span))
    }

    /// The signature in a record.
    pub(super) fn signature_of(&mut self, record: &Record, span: Span) -> Signature {
        Signature {
            by: self.one(record, "by"),
            date: record.get("date"),
            note: record.get("note"),
            of: record.get("of"),
            span,
        }
    }
}

/// `task, milestone or action`.
fn kinds_of(registers: &[Register]) -> String {
    let names: Vec<&str> = registers.iter().map(|register| Kind::from_register(*register)).collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => "item".to_owned(),
    }
}

fn names_of(registers: &[Register]) -> String {
    registers.iter().map(|register| format!("`{register}`")).collect::<Vec<_>>().join(" or ")
}

impl Kind {
    fn from_register(register: Register) -> &'static str {
        register.kind().name
    }
}

/// The texts of a list.
pub(super) fn texts(record: &Record, key: &str) -> Listed<Spanned<String>> {
    Listed {
        items: record.list::<String>(key),
        none: record.none(key),
        span: record.field(key).map(|field| field.value.span),
    }
}

/// A record inside a record, with its place.
pub(super) fn inner(record: &Record, key: &str) -> Told<Record> {
    record.get::<Record>(key)
}
