//! Rules of risk: what may go wrong, and what is done about it.

mod no_response;
mod no_risks;
mod response_not_planned;
mod risk_stale;
mod risk_unowned;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] =
    &[&no_risks::RULE, &risk_unowned::RULE, &no_response::RULE, &response_not_planned::RULE, &risk_stale::RULE];
