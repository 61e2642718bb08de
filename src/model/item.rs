//! What all items have: an id, a title, an audience, and where they were written.

use crate::document::Prose;
use crate::document::fields::Record;
use crate::document::keys::{Audience, Register};
use crate::text::{Span, Spanned};
use crate::value::Date;

/// What was written, with its place; None if nothing was, or nothing that could be read.
pub type Told<T> = Option<Spanned<T>>;

/// An item's place in its register. Only the model makes one, so within its project it always fits.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ItemIndex {
    /// The register.
    pub register: Register,
    /// The place there; items are sorted by id.
    pub index: u32,
}

/// An item of any project of the portfolio.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Target {
    /// The project, by its place in the portfolio.
    pub project: u32,
    /// The item there.
    pub item: ItemIndex,
}

/// A reference as written, and the item that it turned out to mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The id, perhaps with its register or project before it.
    pub written: Spanned<String>,
    /// The item; None if nobody has such an id, which has become a finding.
    pub target: Option<Target>,
}

impl Reference {
    /// The place in its register, if it means an item of that register of that project.
    #[must_use]
    pub fn index_in(&self, project: u32, register: Register) -> Option<usize> {
        self.target
            .filter(|target| target.project == project && target.item.register == register)
            .map(|target| target.item.index as usize)
    }
}

/// The words of a rule that does not count, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// The rule's name as written.
    pub rule: Spanned<String>,
    /// The reason; empty if none was given.
    pub reason: Spanned<String>,
}

/// Somebody confirmed something.
#[derive(Clone, Debug, PartialEq)]
pub struct Signature {
    /// Who.
    pub by: Option<Reference>,
    /// When.
    pub date: Told<Date>,
    /// What the signer added.
    pub note: Told<String>,
    /// The content hash of what was signed; None if the signature was typed by hand.
    pub of: Told<String>,
    /// The whole signature.
    pub span: Span,
}

/// A list that may have been answered with `none`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed<T> {
    /// The items.
    pub items: Vec<T>,
    /// The reason why there are none, where the question was answered.
    pub none: Told<String>,
    /// Where the list stands, if it was written.
    pub span: Option<Span>,
}

impl<T> Listed<T> {
    /// Whether the question was not answered: nothing listed, and no `none`.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.items.is_empty() && self.none.is_none()
    }
}

/// A named web address.
#[derive(Clone, Debug, PartialEq)]
pub struct WebLink {
    /// What it leads to.
    pub title: Told<String>,
    /// The address.
    pub url: Told<String>,
}

/// What every item has.
#[derive(Debug)]
pub struct Base {
    /// The register it is in.
    pub register: Register,
    /// Its id, and the place where a fact that it lacks is reported: the key in a map, or the opening `---` of its file.
    pub id: Spanned<String>,
    /// What people call it.
    pub title: Told<String>,
    /// Who may see it, by its own word or by its kind's default.
    pub audience: Audience,
    /// Who looks after it.
    pub owner: Option<Reference>,
    /// The site it belongs to.
    pub site: Told<String>,
    /// Words to find it by; never for the client.
    pub tags: Vec<Spanned<String>>,
    /// Where more is.
    pub links: Vec<WebLink>,
    /// Rules that do not count here.
    pub waivers: Vec<Waiver>,
    /// Its prose.
    pub body: Prose,
    /// All its fields as they were read, defaults and what it has from its parent included.
    pub record: Record,
    /// All of it: from its id to the end of its last value, or its whole file.
    pub extent: Span,
    /// Whether it has a file of its own.
    pub has_own_file: bool,
    /// Whether a syntax error hides part of it, so that what it does not say is unknown, not missing.
    pub is_uncertain: bool,
}

impl Base {
    /// Whether a field was written at all, if only badly, or may have been.
    #[must_use]
    pub fn says(&self, key: &str) -> bool {
        self.is_uncertain || self.record.says(key)
    }

    /// The title, or the id where it has none.
    #[must_use]
    pub fn name(&self) -> &str {
        self.title.as_ref().map_or(self.id.value.as_str(), |title| title.value.as_str())
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id.value
    }

    /// Whether the client may see it.
    #[must_use]
    pub fn is_for_client(&self) -> bool {
        self.audience == Audience::Client
    }

    /// Where a key of it stands, else its id.
    #[must_use]
    pub fn place(&self, key: &str) -> Span {
        self.record.field(key).map_or(self.id.span, |field| field.key_span)
    }

    /// Where the value of a key stands, else its id.
    #[must_use]
    pub fn value_place(&self, key: &str) -> Span {
        self.record.field(key).map_or(self.id.span, |field| field.value.span)
    }
}

/// Something with an id in a register.
pub trait Item {
    /// What all items have.
    fn base(&self) -> &Base;

    /// The id.
    fn id(&self) -> &str {
        self.base().id()
    }

    /// The title, or the id where it has none.
    fn name(&self) -> &str {
        self.base().name()
    }
}
