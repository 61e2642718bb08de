//! Where things are on the site: pages of items, lists of registers, copies of attachments.

use std::collections::{BTreeMap, BTreeSet};

use crate::audience::{Linked, PublicBase, PublicPlan};
use crate::document::attachment::{danger, is_plan_file, resolve};
use crate::document::html::is_relative;
use crate::document::keys::Register;
use crate::document::{LinkShape, Prose};
use crate::text::{Content, SourceSet};

/// The addresses of a site.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// By `register/id`: the title.
    items: BTreeMap<String, String>,
    /// By bare id: what it means, where it means one thing.
    bare: BTreeMap<String, Option<String>>,
    /// Attachments by their path in the project: where their copy is.
    copies: BTreeMap<String, String>,
}

/// The page of an item.
#[must_use]
pub fn item_url(register: Register, id: &str) -> String {
    format!("{register}/{id}.html")
}

/// The page of another item.
#[must_use]
pub fn linked_url(linked: &Linked) -> String {
    item_url(linked.register, &linked.id)
}

/// The page that lists a register.
#[must_use]
pub fn register_url(register: Register) -> &'static str {
    match register {
        Register::Stakeholders => "people.html",
        Register::Deliverables => "deliverables.html",
        Register::Milestones | Register::Tasks | Register::Windows => "timeline.html",
        Register::Budget => "budget.html",
        Register::Kpis => "index.html",
        Register::Risks | Register::Issues => "risks.html",
        Register::Actions | Register::Decisions => "decisions.html",
        Register::Changes => "changes.html",
        Register::Meetings => "meetings.html",
        Register::Updates => "updates.html",
        Register::Lessons => "lessons.html",
    }
}

impl Links {
    /// The addresses of everything that a plan shows, and the attachments that its visible texts and fields name.
    #[must_use]
    pub fn of(plan: &PublicPlan, sources: &SourceSet, folder: &str) -> Self {
        let mut links = Self::default();
        for base in plan.bases() {
            let address = format!("{}/{}", base.register, base.id);
            links
                .bare
                .entry(base.id.clone())
                .and_modify(|known| *known = None)
                .or_insert_with(|| Some(address.clone()));
            links.items.insert(address, base.title.clone());
        }
        let mut named = BTreeSet::new();
        let mut prose = |body: &Prose, from: &str| {
            for link in body.links() {
                if matches!(link.shape, LinkShape::Inline | LinkShape::Image) && is_relative(&link.destination.value) {
                    named.extend(resolve(from, &link.destination.value));
                }
            }
        };
        prose(&plan.project.body, "");
        prose(&plan.scope.body, "");
        for base in plan.bases() {
            prose(&base.body, &base.folder);
        }
        for (base, path) in field_links(plan) {
            if is_relative(path) {
                named.extend(resolve(&base.folder, path));
            }
        }
        for path in named {
            let full = if folder.is_empty() { path.clone() } else { format!("{folder}/{path}") };
            // A rule says why a dangerous one is left out; whatever becomes of the rule, it is.
            let is_attachment = sources.find(&full).is_some_and(|(_, file)| match &file.content {
                Content::Bytes(bytes) => !is_plan_file(&path) && danger(&path, bytes).is_none(),
                Content::Text(_) | Content::Unreadable(_) => false,
            });
            if is_attachment {
                let copy = format!("files/{path}");
                links.copies.insert(path, copy);
            }
        }
        links
    }

    /// The page of an id, with or without its register, and the item's title.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<(String, &str)> {
        let address = match self.items.get_key_value(id) {
            Some((address, _)) => address.as_str(),
            None => self.bare.get(id)?.as_deref()?,
        };
        Some((format!("{address}.html"), self.items.get(address)?.as_str()))
    }

    /// The page or the copy that a relative address means, seen from a folder of the project.
    #[must_use]
    pub fn relative(&self, folder: &str, destination: &str) -> Option<String> {
        let (path, anchor) = destination.split_once('#').map_or((destination, ""), |(path, anchor)| (path, anchor));
        if path.is_empty() {
            return None;
        }
        let path = resolve(folder, path)?;
        if let Some(copy) = self.copies.get(&path) {
            return Some(copy.clone());
        }
        let stem = path.strip_suffix(".md")?;
        if self.items.contains_key(stem) {
            return Some(format!("{stem}.html"));
        }
        match stem {
            "project" => Some("index.html".to_owned()),
            "scope" => Some("scope.html".to_owned()),
            _ => {
                let register = Register::from_name(stem)?;
                let item = format!("{register}/{anchor}");
                let page = self.items.contains_key(&item).then(|| format!("{item}.html"));
                Some(page.unwrap_or_else(|| register_url(register).to_owned()))
            }
        }
    }

    /// The attachments to copy: path in the project, path on the site.
    pub fn copies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.copies.iter().map(|(from, to)| (from.as_str(), to.as_str()))
    }
}

/// Fields that lead to a file: links of any item, the deliverable's own and the proofs of its criteria.
fn field_links(plan: &PublicPlan) -> impl Iterator<Item = (&PublicBase, &str)> {
    let links = plan.bases().flat_map(|base| base.links.iter().map(move |(_, url)| (base, url.as_str())));
    links.chain(of_deliverables(plan))
}

fn of_deliverables(plan: &PublicPlan) -> impl Iterator<Item = (&PublicBase, &str)> {
    plan.deliverables.iter().flat_map(|deliverable| {
        let proofs = deliverable.acceptance.iter().filter_map(|criterion| criterion.evidence.as_deref());
        deliverable.link.as_deref().into_iter().chain(proofs).map(move |path| (&deliverable.base, path))
    })
}
