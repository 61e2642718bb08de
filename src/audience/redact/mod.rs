//! From the whole plan to what the client may see.

mod charter;
mod control;
mod delivery;
mod figures;
mod what_if;

use crate::audience::plan::{Linked, PublicBase, PublicPlan, PublicSignature};
use crate::document::html::{is_relative, safe_url};
use crate::document::keys::words::AudienceWord;
use crate::document::keys::{Audience, Register};
use crate::document::{LinkShape, Prose};
use crate::model::canonical::item_hash;
use crate::model::item::{Base, Item, Reference, Signature, Target, Told};
use crate::model::kinds::WaitsFor;
use crate::model::{Portfolio, Project};
use crate::status::Picture;
use crate::text::{SourceSet, Spanned};
use crate::value::Date;

/// What stands in redacted prose where something is hidden; a view says it in its language.
pub const HIDDEN: &str = "(internal)";

/// The plan of one project as an audience may see it. For the client all that is internal is left out;
/// for the provider's people items that are internal stay, with the same fields.
#[must_use]
pub fn redact(
    sources: &SourceSet,
    portfolio: &Portfolio,
    project: &Project,
    audience: Audience,
    picture: &Picture,
    today: Date,
) -> PublicPlan {
    let redactor = Redactor { sources, portfolio, project, audience };
    PublicPlan {
        audience: match audience {
            Audience::Client => AudienceWord::Client,
            Audience::Internal => AudienceWord::Internal,
        },
        project: redactor.project(),
        scope: redactor.scope(),
        as_of: project.status_date(today),
        today,
        people: redactor.people(),
        deliverables: redactor.deliverables(),
        milestones: redactor.milestones(),
        tasks: redactor.tasks(),
        windows: redactor.windows(),
        budget: redactor.budget(),
        kpis: redactor.kpis(),
        risks: redactor.risks(),
        issues: redactor.issues(),
        actions: redactor.actions(),
        decisions: redactor.decisions(),
        changes: redactor.changes(),
        meetings: redactor.meetings(),
        updates: redactor.updates(),
        lessons: redactor.lessons(),
        none: redactor.none(),
        figures: redactor.figures(picture, today),
    }
}

struct Redactor<'a> {
    sources: &'a SourceSet,
    portfolio: &'a Portfolio,
    project: &'a Project,
    audience: Audience,
}

pub(super) fn told<T: Clone>(value: &Told<T>) -> Option<T> {
    value.as_ref().map(|told| told.value.clone())
}

pub(super) fn texts(values: &[Spanned<String>]) -> Vec<String> {
    values.iter().map(|told| told.value.clone()).collect()
}

impl Redactor<'_> {
    pub(super) fn may_see(&self, base: &Base) -> bool {
        self.audience == Audience::Internal || base.is_for_client()
    }

    pub(super) fn seen<'b, T: Item>(&self, items: &'b [T]) -> impl Iterator<Item = &'b T> {
        let audience = self.audience;
        items.iter().filter(move |item| audience == Audience::Internal || item.base().is_for_client())
    }

    pub(super) fn base(&self, base: &Base) -> PublicBase {
        let path = &self.sources.file(base.id.span.file).path;
        let inner = path.strip_prefix(self.project.folder.as_str()).unwrap_or(path).trim_start_matches('/');
        PublicBase {
            register: base.register,
            id: base.id().to_owned(),
            title: base.name().to_owned(),
            owner: base.owner.as_ref().and_then(|owner| self.name(owner)),
            site: base.site.as_ref().map(|site| self.site(&site.value)),
            links: base
                .links
                .iter()
                .filter_map(|link| {
                    let url = &link.url.as_ref()?.value;
                    let url = safe_url(url).or_else(|| self.file_link(url))?;
                    let title = link.title.as_ref().map_or(url.clone(), |title| title.value.clone());
                    Some((title, url))
                })
                .collect(),
            body: self.prose(&base.body),
            folder: inner.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()),
        }
    }

    pub(super) fn site(&self, id: &str) -> String {
        let known = self.project.charter.sites.iter().find(|site| site.id.as_ref().is_some_and(|own| own.value == id));
        known.and_then(|site| site.title.as_ref()).map_or(id.to_owned(), |title| title.value.clone())
    }

    /// Prose without comments and internal blocks; links to what is hidden are words.
    pub(super) fn prose(&self, prose: &Prose) -> Prose {
        if self.audience == Audience::Internal {
            return prose.without_comments();
        }
        let visible = prose.without_internal().without_comments();
        visible.with_links_replaced(&|shape, destination| {
            let id = match shape {
                LinkShape::Wiki => destination.to_owned(),
                LinkShape::Inline | LinkShape::Image if is_relative(destination) => item_of_path(destination)?,
                _ => return None,
            };
            self.is_hidden(&id).then(|| HIDDEN.to_owned())
        })
    }

    /// A field's web address as it is, or its file.
    pub(super) fn file_or_web(&self, path: String) -> Option<String> {
        if is_relative(&path) { self.file_link(&path) } else { Some(path) }
    }

    /// The path of a file that a field names, unless it means something that is hidden.
    pub(super) fn file_link(&self, path: &str) -> Option<String> {
        let is_hidden = item_of_path(path).is_some_and(|id| self.is_hidden(&id));
        (is_relative(path) && (self.audience == Audience::Internal || !is_hidden)).then(|| path.to_owned())
    }

    /// Whether an id means something, and nothing that may be seen.
    pub(super) fn is_hidden(&self, id: &str) -> bool {
        let (registers, id) = match id.rsplit_once('/') {
            Some((register, id)) => (Register::from_name(register).into_iter().collect::<Vec<_>>(), id),
            None => (Register::ALL.to_vec(), id),
        };
        let found: Vec<&Base> = registers
            .into_iter()
            .filter_map(|register| self.project.find(register, id))
            .map(|item| self.project.base(item))
            .collect();
        !found.is_empty() && !found.iter().any(|base| self.may_see(base))
    }

    /// The name of a person who may be seen.
    pub(super) fn name(&self, reference: &Reference) -> Option<String> {
        let person = self.project.stakeholder(reference)?;
        self.may_see(&person.base).then(|| person.name().to_owned())
    }

    pub(super) fn names<'b>(&self, references: impl IntoIterator<Item = &'b Reference>) -> Vec<String> {
        references.into_iter().filter_map(|reference| self.name(reference)).collect()
    }

    pub(super) fn linked_target(&self, target: Target) -> Option<Linked> {
        // Another project's items are not this client's business.
        if target.project != self.project.place && self.audience == Audience::Client {
            return None;
        }
        let base = self.portfolio.base(target);
        (self.may_see(base) && target.project == self.project.place).then(|| Linked {
            register: base.register,
            id: base.id().to_owned(),
            title: base.name().to_owned(),
        })
    }

    pub(super) fn linked(&self, reference: &Reference) -> Option<Linked> {
        self.linked_target(reference.target?)
    }

    pub(super) fn all_linked<'b>(&self, references: impl IntoIterator<Item = &'b Reference>) -> Vec<Linked> {
        references.into_iter().filter_map(|reference| self.linked(reference)).collect()
    }

    pub(super) fn waits(&self, waits: &[WaitsFor]) -> Vec<(Linked, String)> {
        waits
            .iter()
            .filter_map(|wait| {
                let is_plain = wait.kind.name() == "FS" && wait.lag.is_zero();
                let lag = if wait.lag.is_zero() { String::new() } else { format!(" {}", wait.lag) };
                let words = if is_plain { String::new() } else { format!("{}{lag}", wait.kind.name()) };
                Some((self.linked(&wait.on)?, words))
            })
            .collect()
    }

    pub(super) fn signature(&self, signature: Option<&Signature>, base: Option<&Base>) -> Option<PublicSignature> {
        let signature = signature?;
        let hash = base.map(item_hash);
        Some(PublicSignature {
            by: signature.by.as_ref().and_then(|by| self.name(by)).unwrap_or_default(),
            date: told(&signature.date),
            note: told(&signature.note),
            is_stale: signature.of.as_ref().is_some_and(|of| hash.is_some_and(|hash| hash != of.value)),
        })
    }

    /// Reasons of empty registers; those of registers that are the provider's own stay with the provider.
    pub(super) fn none(&self) -> Vec<(Register, String)> {
        Register::ALL
            .into_iter()
            .filter(|register| self.audience == Audience::Internal || register.kind().audience == Audience::Client)
            .filter_map(|register| Some((register, told(&self.project.registers[&register].none)?)))
            .collect()
    }
}

/// The item that a relative path to one of the plan's own files means: `tasks/survey.md`, or `tasks.md#survey`.
fn item_of_path(path: &str) -> Option<String> {
    let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
    let path = path.split('?').next().unwrap_or_default();
    let mut parts = path.strip_suffix(".md")?.rsplit('/');
    let id = parts.next()?;
    if let Some(register) = Register::from_name(id).filter(|_| !anchor.is_empty()) {
        return Some(format!("{register}/{anchor}"));
    }
    // A link to a file beside this one names no register; its id alone decides.
    Some(match parts.next().and_then(Register::from_name) {
        Some(register) => format!("{register}/{id}"),
        None => id.to_owned(),
    })
}
