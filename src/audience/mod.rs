//! What the client may see, listed field by field. The client's site is built from a [`PublicPlan`] and nothing else.
//!
//! A new field is private until it is listed here. No type of this floor can hold an internal-only field, and no item
//! that is not for the client gets in, with its id, its title or its number.

mod figures;
mod items;
mod leak;
mod plan;
mod redact;

pub use figures::{PublicCause, PublicDates, PublicDimension, PublicFigures, PublicSnapshot};
pub use items::{
    PublicAction, PublicChange, PublicCost, PublicCriterion, PublicDecision, PublicDeliverable, PublicIssue, PublicKpi,
    PublicLesson, PublicMeeting, PublicMilestone, PublicNote, PublicPerson, PublicRisk, PublicSpent, PublicTask,
    PublicUpdate, PublicWindow,
};
pub use leak::{Leak, Secret, foreign_leaks, leaks};
pub use plan::{
    Contact, Linked, PublicBase, PublicPlan, PublicProject, PublicScope, PublicSignature, PublicSite, Reporting,
};
pub use redact::{HIDDEN, redact};
