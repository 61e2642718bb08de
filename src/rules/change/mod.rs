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

use crate::agreed::{Defect, Difference};
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

/// Why an approval does not count, to follow the change.
fn defect_words(defect: &Defect) -> String {
    match defect {
        Defect::NotApproved(status) => format!("is {}", status.name()),
        Defect::Unsigned => "was signed by nobody".to_owned(),
        Defect::Stranger(by) => format!("was signed by `{by}`, whom the plan does not know"),
        Defect::NotEntitled(by) => format!("was signed by `{by}`, who may not decide"),
        Defect::Doubtful { by, why } => format!("was signed by `{by}`, which {why}"),
        Defect::Stale => "was edited after it was signed".to_owned(),
        Defect::CarriedOut(date) => format!("was carried out on {date}"),
        Defect::Used => "is in the baseline already".to_owned(),
    }
}

/// A text that fits into a line.
fn short(text: &str) -> String {
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(60).collect();
    if letters.next().is_some() { format!("{start}…") } else { start }
}
