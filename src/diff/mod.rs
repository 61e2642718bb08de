//! What changes in meaning between two revisions of a plan, what follows from it, and what covers it.
//!
//! Pure maths over two models. Plans are compared by the key table, item by item and field by field, so that no key is
//! left out; what only looks different (moved, reordered, reformatted, a default written out) is no difference.
//! Invariants: a plan does not differ from itself, and the differences of two revisions, seen the other way round, are
//! those of the other way round.

mod approval;
mod cover;
mod effect;
mod entries;
mod form;
mod implied;
mod items;
mod promise;
mod record;
mod review;
mod settings;
mod shown;
mod verdict;
mod withdrawn;

pub use approval::Otherwise;
pub use cover::{Cover, Decided, Gap, Judged};
pub use effect::{Effect, Moved, Spare, Standing};
pub use items::delta;
pub use review::{ProjectReview, Review, Revision, controls, review};
pub use verdict::{Verdict, judge};

use crate::document::keys::{self, Class, Register};
use crate::model::address::{Spot, Subject};
use crate::text::Span;

/// What differs.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Topic {
    /// `planmark.toml`.
    Settings,
    /// `baseline.yml`.
    Baseline,
    /// `portfolio.md`.
    Portfolio,
    /// The charter, the scope or an item.
    Plan(Subject),
    /// A register as a whole: its answer `none`, its waivers, its prose.
    Register(Register),
}

/// How it differs.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// The item, or the entry of a list, is new.
    Added,
    /// It is gone.
    Removed,
    /// Its id is another one, its content is the same.
    Renamed,
    /// It stands in another kind of file; nothing else follows.
    Moved,
    /// It says something else.
    Changed,
    /// It says the same in another order.
    Reordered,
}

/// Whether what was promised became less or more, where words or figures tell.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub enum Strength {
    Weaker,
    Stronger,
}

/// What one revision says, in words, and where.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Said {
    /// As a plan writes it, on one line.
    pub text: String,
    /// Where; None where it follows from something else.
    pub span: Option<Span>,
}

/// One difference in meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What it means to a reviewer.
    pub class: Class,
    /// What differs.
    pub topic: Topic,
    /// The field, with dots between its parts; empty for the whole of it.
    pub path: String,
    /// The same in the base revision, where it had another name there: topic and path.
    pub former: Option<(Topic, String)>,
    /// How it differs.
    pub kind: Kind,
    /// What people call the item; empty for what is none.
    pub title: String,
    /// The entry of a list that the field belongs to, in words.
    pub entry: Option<String>,
    /// What the base revision says.
    pub before: Option<Said>,
    /// What the head revision says.
    pub after: Option<Said>,
    /// Whether a promise became weaker or stronger.
    pub strength: Option<Strength>,
    /// Of an item: whether an item that was added or removed brings it with it.
    pub comes_with: Option<String>,
}

/// All differences between two revisions of a project, in the order of the plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delta {
    /// In the order in which a plan is read: charter, scope, registers, items.
    pub differences: Vec<Difference>,
}

impl Delta {
    /// Whether nothing that a reviewer has to weigh is different: at most words, order and places.
    #[must_use]
    pub fn is_editorial(&self) -> bool {
        self.differences.iter().all(|difference| difference.class == Class::Editorial)
    }

    /// The differences of a class.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &Difference> {
        self.differences.iter().filter(move |difference| difference.class == class)
    }
}

impl Difference {
    /// A whole thing that comes, goes or changes.
    fn of_whole(topic: Topic, class: Class, kind: Kind) -> Self {
        Self {
            class,
            topic,
            path: String::new(),
            former: None,
            kind,
            title: String::new(),
            entry: None,
            before: None,
            after: None,
            strength: None,
            comes_with: None,
        }
    }

    /// The address in the head revision, or where it was; None for what no address names.
    #[must_use]
    pub fn spot(&self) -> Option<Spot> {
        spot(&self.topic, &self.path)
    }

    /// The address in the base revision, where that is another one.
    #[must_use]
    pub fn former_spot(&self) -> Option<Spot> {
        self.former.as_ref().and_then(|(topic, path)| spot(topic, path))
    }

    /// The register and id, if it is about an item.
    #[must_use]
    pub fn item(&self) -> Option<(Register, &str)> {
        match &self.topic {
            Topic::Plan(Subject::Item(register, id)) => Some((*register, id)),
            _ => None,
        }
    }

    /// Whether it is somebody's signature.
    #[must_use]
    pub fn is_signature(&self) -> bool {
        let kind = match &self.topic {
            Topic::Plan(Subject::Item(register, _)) => register.kind(),
            Topic::Plan(Subject::Scope) => keys::Kind::scope(),
            _ => return false,
        };
        let is_inner = ["acceptance.met", "assumptions.checked"].contains(&self.path.as_str());
        is_inner || kind.key(&self.path).is_some_and(keys::Key::is_signature)
    }

    /// Whether a whole item came or went.
    #[must_use]
    pub fn is_whole_item(&self) -> bool {
        self.path.is_empty() && self.item().is_some() && matches!(self.kind, Kind::Added | Kind::Removed)
    }
}

fn spot(topic: &Topic, path: &str) -> Option<Spot> {
    match topic {
        Topic::Plan(subject) => Some(Spot { subject: subject.clone(), path: path.to_owned() }),
        _ => None,
    }
}
