//! A computed figure, or the reason why it cannot be computed.

use std::fmt;

/// A value, or why there is none. A figure is never guessed and never shown as zero because something is missing.
pub type Figure<T> = Result<T, Missing>;

/// Why a figure cannot be computed.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Missing {
    /// Nothing of what it is divided by has happened: no work was planned, done or paid so far.
    NotYet,
    /// No cost line is tied to work.
    NoBudget,
    /// Money was spent and nothing was earned, so that no price of the rest follows.
    NothingEarned,
    /// All the money is spent, and there is work left: no efficiency ends within the budget.
    CannotFinishInBudget,
    /// All work is done: nothing is left to forecast.
    Done,
    /// The network could not be computed, because of a circle or because nobody ever works.
    NoSchedule,
    /// The plan names no agreed finish.
    NoTarget,
    /// What the provider paid is not recorded; `spent` of a client's line is what was charged.
    NoProviderCost,
    /// The plan does not say when the client's business runs.
    NoBusinessHours,
    /// A person reads this figure; there is nothing to compute.
    Manual,
}

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotYet => "not yet",
            Self::NoBudget => "no cost line is tied to work",
            Self::NothingEarned => "money was spent, nothing is earned yet",
            Self::CannotFinishInBudget => "cannot finish in budget",
            Self::Done => "done",
            Self::NoSchedule => "the dates cannot be computed",
            Self::NoTarget => "no finish was agreed",
            Self::NoProviderCost => "what the provider paid is not recorded",
            Self::NoBusinessHours => "the business hours are not stated",
            Self::Manual => "read by a person",
        })
    }
}
