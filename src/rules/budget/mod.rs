//! Rules of money: what it costs, and where that comes from.

mod actuals_stale;
mod budget_drift;
mod eac_over;
mod no_basis;
mod no_budget;
mod no_contingency;
mod over_cap;
mod tcpi_unrealistic;
mod unlinked_money;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &no_budget::RULE,
    &over_cap::RULE,
    &no_contingency::RULE,
    &no_basis::RULE,
    &unlinked_money::RULE,
    &actuals_stale::RULE,
    &eac_over::RULE,
    &tcpi_unrealistic::RULE,
    &budget_drift::RULE,
];
