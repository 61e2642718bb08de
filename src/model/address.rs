//! What an address names, and what a change request names: the one notion of "an approved change says so" that the
//! diff, the baseline and the rules of change control share.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Project;
use super::control::Change;
use crate::document::keys::Register;
use crate::document::tree::Node;
use crate::text::Spanned;

/// Something whose fields an address can name.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Subject {
    /// The charter: `project.target`.
    Project,
    /// The scope: `scope.in.wifi`.
    Scope,
    /// An item, by register and id: `deliverables/hq-firewall`.
    Item(Register, String),
}

/// A subject, or a field of it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Spot {
    /// Of what.
    pub subject: Subject,
    /// The field, with dots between its parts; empty for all of the subject.
    pub path: String,
}

/// In which of its lists a change request names something.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs)]
pub enum Naming {
    Adds,
    Modifies,
    Removes,
    Delta,
}

/// The ids that bare addresses are looked up among; those of two revisions, where two are compared.
#[derive(Debug, Default)]
pub struct Known {
    registers: BTreeMap<String, BTreeSet<Register>>,
    projects: BTreeSet<String>,
}

impl Known {
    /// All ids of these revisions of a project.
    #[must_use]
    pub fn of(revisions: &[&Project]) -> Self {
        let mut known = Self::default();
        for project in revisions {
            known.projects.insert(project.id.clone());
            for base in project.all_bases() {
                known.registers.entry(base.id().to_ascii_lowercase()).or_default().insert(base.register);
            }
        }
        known
    }

    /// The registers that have an item of an id.
    pub fn registers_of(&self, id: &str) -> impl Iterator<Item = Register> {
        self.registers.get(&id.to_ascii_lowercase()).into_iter().flatten().copied()
    }

    /// What an address names: `project.target`, `scope.in.wifi`, `hq-firewall`, `deliverables/hq-firewall.accepted`.
    /// None if it names nothing, or could name more than one thing.
    #[must_use]
    pub fn spot(&self, written: &str) -> Option<Spot> {
        let (head, path) = written.split_once('.').unwrap_or((written, ""));
        let path = path.to_owned();
        let parts: Vec<&str> = head.split('/').collect();
        let subject = match parts[..] {
            ["project"] if !path.is_empty() => Subject::Project,
            ["scope"] => Subject::Scope,
            [id] => {
                let mut registers = self.registers_of(id);
                let register = registers.next().filter(|_| registers.next().is_none())?;
                Subject::Item(register, id.to_owned())
            }
            [register, id] => Subject::Item(Register::from_name(register)?, id.to_owned()),
            [project, register, id] if self.projects.contains(project) => {
                Subject::Item(Register::from_name(register)?, id.to_owned())
            }
            _ => return None,
        };
        Some(Spot { subject, path })
    }
}

impl Spot {
    /// Whether this names a field of a subject: an item covers all its fields, a field all that is in it.
    #[must_use]
    pub fn covers(&self, subject: &Subject, path: &str) -> bool {
        let is_same = match (&self.subject, subject) {
            (Subject::Item(one, id), Subject::Item(other, other_id)) => {
                one == other && id.eq_ignore_ascii_case(other_id)
            }
            (one, other) => one == other,
        };
        let is_below = || path.strip_prefix(&self.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        is_same && (self.path.is_empty() || is_below())
    }
}

impl Change {
    /// Everything that a change request names, as written; its delta as the addresses of the fields that it writes.
    #[must_use]
    pub fn names(&self) -> Vec<(Naming, Spanned<String>)> {
        let lists = [(Naming::Adds, &self.adds), (Naming::Modifies, &self.modifies), (Naming::Removes, &self.removes)];
        let mut names: Vec<(Naming, Spanned<String>)> = Vec::new();
        for (naming, list) in lists {
            names.extend(list.items.iter().map(|address| (naming, address.written.clone())));
        }
        for (register, id, fields) in self.delta_items() {
            let address = format!("{register}/{}", id.value);
            for field in fields.as_entries().unwrap_or_default() {
                let address = format!("{address}.{}", field.key.value);
                names.push((Naming::Delta, Spanned::new(address, field.key.span)));
            }
        }
        names
    }

    /// What its delta would write: register, id and fields of every item.
    pub fn delta_items(&self) -> impl Iterator<Item = (Register, &Spanned<String>, &Node)> {
        let registers = self.delta.as_ref().and_then(|delta| delta.value.as_entries()).unwrap_or_default();
        registers.iter().filter_map(|entry| Some((Register::from_name(&entry.key.value)?, entry))).flat_map(
            |(register, entry)| {
                let items = entry.value.as_entries().unwrap_or_default();
                items.iter().map(move |item| (register, &item.key, &item.value))
            },
        )
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.subject {
            Subject::Project => out.write_str("project")?,
            Subject::Scope => out.write_str("scope")?,
            Subject::Item(register, id) => write!(out, "{register}/{id}")?,
        }
        if self.path.is_empty() { Ok(()) } else { write!(out, ".{}", self.path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let mut known = Known::default();
        known.projects.insert("north".to_owned());
        for (id, register) in [("wifi", Register::Deliverables), ("lan", Register::Tasks), ("lan", Register::Budget)] {
            known.registers.entry(id.to_owned()).or_default().insert(register);
        }
        known
    }

    fn check(written: &str, expected: &str) {
        let told = known().spot(written).map_or_else(|| "nothing".to_owned(), |spot| spot.to_string());
        assert_eq!(told, expected, "{written}");
    }

    #[test]
    fn an_address_names_one_thing_or_nothing() {
        check("wifi", "deliverables/wifi");
        check("WiFi.acceptance", "deliverables/WiFi.acceptance");
        check("lan", "nothing");
        check("tasks/lan", "tasks/lan");
        check("north/tasks/lan", "tasks/lan");
        check("south/tasks/lan", "nothing");
        check("scope.in.wifi", "scope.in.wifi");
        check("project.target.finish", "project.target.finish");
        check("project", "nothing");
        check("rooms/lan", "nothing");
    }

    #[test]
    fn a_name_covers_what_is_in_it_and_nothing_beside_it() {
        let covers = |written: &str, subject: &Subject, path: &str| {
            known().spot(written).is_some_and(|spot| spot.covers(subject, path))
        };
        let wifi = Subject::Item(Register::Deliverables, "wifi".to_owned());
        assert!(covers("wifi", &wifi, "acceptance") && covers("WIFI", &wifi, ""));
        assert!(covers("wifi.raci", &wifi, "raci.A") && !covers("wifi.raci", &wifi, "racial"));
        assert!(!covers("wifi.raci", &wifi, "") && !covers("tasks/lan", &wifi, ""));
        assert!(covers("scope.in", &Subject::Scope, "in.wifi") && !covers("scope.in.wifi", &Subject::Scope, "in.lan"));
        assert!(!covers("scope.in", &Subject::Project, "in"));
    }
}
