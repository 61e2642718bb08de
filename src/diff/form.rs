//! The one form in which values of two revisions are compared: what can be written in two ways has one text here.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::fields::{Value, Wait, registers_of};
use crate::document::keys::{Key, Register, Type};
use crate::model::address::{Known, Spot, Subject};
use crate::model::canonical::{Form, quoted};
use crate::model::{FileRole, Project};
use crate::text::{FileId, Spanned};
use crate::value::{Decimal, Duration};

/// The new ids of items that were renamed, by register and old id in lower case.
pub(super) type Renames = BTreeMap<(Register, String), String>;

/// One revision of a project with what its values need to be compared.
pub(super) struct Reading<'a> {
    pub(super) project: &'a Project,
    ids: BTreeSet<(Register, String)>,
    known: Known,
    roles: BTreeMap<FileId, FileRole>,
    /// Of the base revision: what its ids are called in the head.
    pub(super) renames: Renames,
    /// References to these are all alike: while it is not known yet what was renamed.
    pub(super) masked: BTreeSet<(Register, String)>,
}

impl<'a> Reading<'a> {
    /// A project alone.
    pub(super) fn new(project: &'a Project) -> Self {
        Self::of(project, &[project])
    }

    /// A project, of which addresses may name items of another revision too.
    pub(super) fn of(project: &'a Project, revisions: &[&Project]) -> Self {
        Self {
            project,
            ids: project.all_bases().map(|base| (base.register, base.id().to_ascii_lowercase())).collect(),
            known: Known::of(revisions),
            roles: project.files.iter().copied().collect(),
            renames: Renames::new(),
            masked: BTreeSet::new(),
        }
    }

    /// What kind of file something stands in.
    pub(super) fn role(&self, file: FileId) -> Option<FileRole> {
        self.roles.get(&file).copied()
    }

    /// The id that an item has in the head revision.
    pub(super) fn name_of(&self, register: Register, id: &str) -> String {
        let lower = id.to_ascii_lowercase();
        if self.masked.contains(&(register, lower.clone())) {
            return "*".to_owned();
        }
        if let Some(new) = self.renames.get(&(register, lower.clone())) {
            return new.clone();
        }
        // A name that leads nowhere here is not the item that took it over there.
        let is_taken_over = || self.renames.iter().any(|((other, _), new)| *other == register && *new == lower);
        let is_known = self.renames.is_empty() || self.ids.contains(&(register, lower.clone()));
        if !is_known && is_taken_over() { format!("?{lower}") } else { lower }
    }

    /// A reference with its register before it, whether it was written so or not.
    pub(super) fn reference(&self, written: &str, registers: &[Register]) -> String {
        let parts: Vec<&str> = written.split('/').collect();
        let (register, id) = match parts[..] {
            [id] => {
                let has = |register: &&Register| self.ids.contains(&(**register, id.to_ascii_lowercase()));
                let mut found = registers.iter().filter(has);
                match (found.next(), found.next()) {
                    (Some(register), None) => (*register, id),
                    _ => return written.to_ascii_lowercase(),
                }
            }
            [register, id] => match Register::from_name(register) {
                Some(register) => (register, id),
                None => return written.to_ascii_lowercase(),
            },
            [project, register, id] if project == self.project.id => match Register::from_name(register) {
                Some(register) => (register, id),
                None => return written.to_ascii_lowercase(),
            },
            _ => return written.to_ascii_lowercase(),
        };
        format!("{register}/{}", self.name_of(register, id))
    }

    /// An address with its register before it.
    fn address(&self, written: &str) -> String {
        match self.known.spot(written) {
            Some(Spot { subject: Subject::Item(register, id), path }) => {
                Spot { subject: Subject::Item(register, self.name_of(register, &id)), path }.to_string()
            }
            Some(spot) => spot.to_string(),
            None => written.to_owned(),
        }
    }

    /// A length in working minutes, or in days by the clock.
    fn length(&self, length: Duration) -> String {
        let minutes = length.minutes(self.project.minutes_per_day(), self.project.days_per_week());
        let clock = if matches!(length.unit, crate::value::Unit::ElapsedDays) && minutes != 0 { "e" } else { "" };
        format!("{minutes}{clock}")
    }

    pub(super) fn wait(&self, wait: &Wait, registers: &[Register]) -> (String, String) {
        let id = self.reference(&wait.id.value, registers);
        let text = format!("{id} {} {}", wait.kind.name(), self.length(wait.lag));
        (id, text)
    }

    /// How many people of somebody work: what was written, else one, or what they have if that is less.
    pub(super) fn units(&self, handle: &str, written: Option<Decimal>) -> Decimal {
        let known = || self.project.find(Register::Stakeholders, handle.rsplit('/').next().unwrap_or(handle));
        let usual = || known().map_or(Decimal::ONE, |item| self.project.stakeholders[item.index as usize].units());
        written.unwrap_or_else(|| usual().min(Decimal::ONE)).normalize()
    }

    /// A path below the project's folder, wherever it was written; web addresses stay.
    fn path(&self, written: &Spanned<Value>, text: &str) -> String {
        if text.contains("://") || text.starts_with("mailto:") {
            return text.to_owned();
        }
        let mut parts: Vec<&str> = match self.role(written.span.file) {
            Some(FileRole::Item(register)) => vec![register.name()],
            _ => Vec::new(),
        };
        for part in text.split('/') {
            match part {
                "." | "" => {}
                ".." if parts.pop().is_some() => {}
                other => parts.push(other),
            }
        }
        parts.join("/")
    }

    fn text(&self, value: &Spanned<Value>, text: &str, kind: &Type) -> String {
        match kind {
            Type::List(inner) => self.text(value, text, inner),
            Type::Path => self.path(value, text),
            Type::Address => self.address(text),
            Type::TextOrReference if self.known.spot(text).is_some() => self.address(text),
            _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
        }
    }
}

impl Form for Reading<'_> {
    fn counts(&self, _: &Key) -> bool {
        true
    }

    fn settled(&self, value: &Spanned<Value>, key: &Key) -> Option<String> {
        let registers = registers_of(&key.kind);
        let text = match &value.value {
            Value::Text(text) => self.text(value, text, &key.kind),
            Value::Reference(text) => self.reference(text, registers),
            Value::Wait(wait) => self.wait(wait, registers).1,
            Value::Duration(length) => self.length(*length),
            Value::Estimate(estimate) if estimate.is_fixed() => self.length(estimate.likely),
            Value::Estimate(estimate) => {
                [estimate.optimistic, estimate.likely, estimate.pessimistic].map(|length| self.length(length)).join(" ")
            }
            _ => return None,
        };
        Some(quoted(&text))
    }
}
