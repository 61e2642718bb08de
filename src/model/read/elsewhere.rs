//! Projects elsewhere: which status files are there, whose they are, and of which nothing can be shown. One project's
//! slip is a warning at its place and costs its own row; it keeps nobody else's site back.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::again::Documents;
use super::published::{Place, read};
use crate::finding::{Finding, Severity};
use crate::model::item::Told;
use crate::model::layout::Layout;
use crate::model::members::matches;
use crate::model::published::{Published, Unknown, Why};
use crate::model::{PortfolioCharter, Project};
use crate::text::{SourceSet, Span, Spanned};

/// How many slips of one file are told: more would hide what is wrong here.
const SLIPS_TOLD: usize = 20;

/// The status files that `portfolio.md` gives to a client.
#[derive(Clone, Debug)]
pub struct ClientFiles {
    /// The client.
    pub name: Told<String>,
    /// Patterns of their paths.
    pub status: Vec<Spanned<String>>,
}

/// All that is known of projects elsewhere, and all of which nothing is.
pub(super) fn elsewhere(
    (sources, layout): (&SourceSet, &Layout),
    charter: Option<&PortfolioCharter>,
    projects: &[Project],
    mut documents: Documents,
    findings: &mut Vec<Finding>,
) -> (Vec<Published>, Vec<Unknown>) {
    let clients = charter.map(|charter| charter.clients.as_slice()).unwrap_or_default();
    let mut known: BTreeSet<String> = projects.iter().map(|project| project.id.clone()).collect();
    let (mut published, mut unknown) = (Vec::new(), Vec::new());
    for file in &layout.published {
        let path = &sources.file(*file).path;
        let client = client_of(clients, path);
        let place = Place { file: *file, path, client: client.as_deref() };
        let mut found = Vec::new();
        let document = documents.remove(file).map(Arc::unwrap_or_clone);
        match read(&place, document, &mut found) {
            Ok(one) if known.insert(one.status.id.clone()) => published.push(one),
            outcome => {
                if let Ok(one) = &outcome {
                    found.push(same_id(&one.status.id, Span::new(*file, 0, 0)));
                }
                let why = outcome.err().unwrap_or(Why::SameId);
                unknown.push(Unknown { path: path.clone(), client, why });
            }
        }
        if found.len() > SLIPS_TOLD {
            let message = format!("{} more slips of this file are not told", found.len() - SLIPS_TOLD);
            found.truncate(SLIPS_TOLD);
            let mut rest = Finding::new("bad-value", Severity::Warning, Span::new(*file, 0, 0), message);
            rest.help("take the file as `planmark build` wrote it");
            found.push(rest);
        }
        findings.extend(found);
    }
    for absent in &layout.absent {
        let client = client_of(clients, &absent.value);
        unknown.push(Unknown { path: absent.value.clone(), client, why: Why::Absent });
    }
    let named = |path: &str| layout.published.iter().any(|file| matches(path, &sources.file(*file).path));
    let is_absent = |path: &str| layout.absent.iter().any(|absent| matches(path, &absent.value));
    for pattern in clients.iter().flat_map(|client| &client.status) {
        if !named(&pattern.value) && !is_absent(&pattern.value) {
            findings.push(no_file(pattern));
        }
    }
    unknown.sort_by(|a, b| a.path.cmp(&b.path));
    (published, unknown)
}

/// The one client to whom a file is given; a file that is given to two is given to none.
fn client_of(clients: &[ClientFiles], path: &str) -> Option<String> {
    let gives = |client: &&ClientFiles| client.status.iter().any(|pattern| matches(&pattern.value, path));
    let names: BTreeSet<&str> =
        clients.iter().filter(gives).filter_map(|client| Some(client.name.as_ref()?.value.as_str())).collect();
    match names.into_iter().collect::<Vec<_>>()[..] {
        [name] => Some(name.to_owned()),
        _ => None,
    }
}

/// A project elsewhere is not one of those that are here, and there once.
fn same_id(id: &str, place: Span) -> Finding {
    let mut finding =
        Finding::new("duplicate-id", Severity::Warning, place, format!("two projects have the id `{id}`"));
    finding.help("take one of them out, or give one an `id` of its own");
    finding
}

fn no_file(pattern: &Spanned<String>) -> Finding {
    let message = format!("`{}` names no status file of `projects`", pattern.value);
    let mut finding = Finding::new("dangling-reference", Severity::Warning, pattern.span, message);
    finding.help("name files that `projects` names too, such as `published/elm.status.json`");
    finding
}
