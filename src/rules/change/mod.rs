//! Rules of change control: requests, approvals, signatures.

mod approval_missing;
mod approves_own_request;
mod baseline_rewritten;
mod change_not_in_plan;
mod change_waiting;
mod control_change;
mod impact_missing;
mod no_baseline;
mod scope_growth;
mod signature_not_entitled;
mod silent_scope_change;
mod stale_signature;

use crate::agreed::Difference;
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
    &no_baseline::RULE,
    &silent_scope_change::RULE,
    &baseline_rewritten::RULE,
    &scope_growth::RULE,
];

/// A difference from what was agreed in a few words, to follow its address.
fn difference_words(difference: &Difference) -> String {
    match (&difference.agreed, &difference.now) {
        (Some(agreed), Some(now)) => format!("is `{}`, and `{}` was agreed", short(&now.value), short(&agreed.value)),
        (Some(agreed), None) => format!("lacks `{}`, which was agreed", short(&agreed.value)),
        (None, Some(now)) => format!("has `{}`, which was not agreed", short(&now.value)),
        (None, None) => "differs from what was agreed".to_owned(),
    }
}

/// A text that fits into a line.
fn short(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
