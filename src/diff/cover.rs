//! What covers a difference, or why nothing does: the words of a verdict.

use super::Difference;
use super::approval::Otherwise;
use crate::agreed::Defect;
use crate::value::Date;

/// Why nothing covers a difference.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Gap {
    /// No change request names it.
    Unnamed,
    /// A change request names it and is not approved so that it counts.
    Change {
        /// Its id.
        change: String,
        /// Why it does not count.
        defect: Defect,
    },
    /// An approved change named it as something to add, and it was there before.
    AddedBefore {
        /// The id of the change.
        change: String,
    },
    /// An approved change says that something else would be written.
    Otherwise {
        /// The id of the change.
        change: String,
        /// What it says.
        otherwise: Otherwise,
    },
    /// A change request names it by an id that several items have.
    Unclear {
        /// The id of the change.
        change: String,
        /// As it was written.
        written: String,
    },
    /// It was signed again, by somebody who may not.
    Signature(Defect),
    /// The baseline is another one, and no change that was approved since is among its reasons.
    Rewritten,
    /// The baseline is not as planmark wrote it.
    EditedByHand,
    /// What was signed is taken back, and nobody who may sign it says so.
    Withdrawn,
}

/// What covers a difference.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Cover {
    /// Its class asks for nothing.
    NotNeeded,
    /// Nothing is agreed yet: the planning gate is open.
    NothingAgreed,
    /// An approved change request; its id.
    Change(String),
    /// The one who agreed signed again.
    Signature {
        /// Who.
        by: String,
        /// What was signed, as an address or a gate.
        of: String,
    },
    /// Nothing; why.
    Nothing(Gap),
}

/// A difference with what covers it.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The difference.
    pub difference: Difference,
    /// What covers it.
    pub cover: Cover,
    /// Whether it is reported before all else: it changes who judges and how, or takes an agreement back.
    pub is_first: bool,
}

impl Judged {
    /// Whether it needs a cover and has none.
    #[must_use]
    pub fn is_uncovered(&self) -> bool {
        matches!(self.cover, Cover::Nothing(_))
    }
}

/// A change request that was decided in this very change of the plan, or covers some of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Decided {
    /// Its id.
    pub change: String,
    /// What people call it.
    pub title: String,
    /// Who signed.
    pub by: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Whether it was decided in this change of the plan.
    pub is_fresh: bool,
    /// Why it does not count; None if it is approved.
    pub defect: Option<Defect>,
}
