//! Whether signatures were brought by those who signed: the commit's author, or a trailer of it, has their e-mail.
//!
//! A commit can say anything of its author; what this shows is as true as the forge makes it (signed commits, protected
//! branches, code owners).

use std::collections::BTreeSet;

use crate::analysis;
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::Item;
use crate::text::SourceSet;
use crate::value::Date;
use crate::workspace::Error;
use crate::workspace::git::{Origin, Repository, Revision};

/// A signature that nothing bears out.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Doubt {
    /// What was signed: `hq-firewall.accepted`, `planning`.
    pub address: String,
    /// Who is said to have signed.
    pub by: String,
    /// Why nothing bears it out.
    pub why: String,
}

/// A signature, whatever stands around it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Key {
    address: String,
    by: String,
    date: Option<Date>,
}

impl Key {
    fn text(&self) -> String {
        format!("{}\n{}\n{}", self.address, self.by, self.date.map_or_else(String::new, |date| date.to_string()))
    }
}

/// Signatures of a project that are new since `base`, and that neither the author of the commit that brought them nor
/// anybody named in its trailers can have made. `before` is the project at `base`, whose e-mails count; `now` holds what
/// is not committed yet, if that is compared.
///
/// # Errors
/// If git cannot be asked.
pub fn doubts(
    repository: &Repository,
    base: &Revision,
    head: &Revision,
    before: &Project,
    now: Option<&Project>,
) -> Result<Vec<Doubt>, Error> {
    let says = |sources: &SourceSet| -> BTreeSet<String> {
        let portfolio = analysis::read(sources, &[]).portfolio;
        let project = portfolio.projects.iter().find(|project| project.id == before.id);
        project.map_or_else(BTreeSet::new, |project| keys(project).iter().map(Key::text).collect())
    };
    let origins = repository.origins(base, head, &says)?;
    let old: BTreeSet<String> = keys(before).iter().map(Key::text).collect();
    let mut doubts: Vec<Doubt> = origins
        .iter()
        .filter(|(text, _)| !old.contains(*text))
        .filter_map(|(text, brought)| doubt(text, brought, before))
        .collect();
    for key in now.map_or_else(Vec::new, keys) {
        let text = key.text();
        if !old.contains(&text) && !origins.contains_key(&text) {
            doubts.push(Doubt { address: key.address, by: key.by, why: "is not committed yet".to_owned() });
        }
    }
    doubts.sort();
    Ok(doubts)
}

fn keys(project: &Project) -> Vec<Key> {
    let key = |signed: &crate::model::signing::Signed| {
        let by = signed.signature.by.as_ref()?.written.value.clone();
        Some(Key { address: signed.address.clone(), by, date: signed.signature.date.as_ref().map(|date| date.value) })
    };
    project.signatures().iter().filter_map(key).collect()
}

fn doubt(text: &str, brought: &[Origin], before: &Project) -> Option<Doubt> {
    let mut parts = text.split('\n');
    let (address, by) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let person = before.find(Register::Stakeholders, &by).and_then(|item| before.stakeholders.get(item.index as usize));
    let email = person.and_then(|person| person.email.as_ref()).map(|email| email.value.to_lowercase());
    let why = match (person, email) {
        (None, _) => format!("nobody had the handle `{by}` before"),
        (Some(person), None) => format!("`{}` had no `email` before, so nobody can tell", person.id()),
        (Some(_), Some(email)) => {
            if brought.iter().any(|origin| origin.emails.contains(&email)) {
                return None;
            }
            let origin = |origin: &Origin| format!("{} by {}", origin.commit.short(), origin.emails.join(", "));
            let all: Vec<String> = brought.iter().map(origin).collect();
            format!("came with {}, not from {email}", all.join(" and "))
        }
    };
    Some(Doubt { address, by, why })
}
