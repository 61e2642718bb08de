//! Rules of people: who answers, works, accepts and decides.

mod accepts_own_work;
mod decider_away;
mod no_accountable;
mod raci_noise;
mod skill_gap;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] =
    &[&no_accountable::RULE, &raci_noise::RULE, &accepts_own_work::RULE, &skill_gap::RULE, &decider_away::RULE];
