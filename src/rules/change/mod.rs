//! Rules of change control: requests, approvals, signatures.

mod approval_missing;
mod approves_own_request;
mod change_not_in_plan;
mod change_waiting;
mod control_change;
mod impact_missing;
mod signature_not_entitled;
mod stale_signature;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &impact_missing::RULE,
    &approval_missing::RULE,
    &change_waiting::RULE,
    &change_not_in_plan::RULE,
    &stale_signature::RULE,
    &signature_not_entitled::RULE,
    &approves_own_request::RULE,
    &control_change::RULE,
];
