//! Rules of closing: checked, accepted, handed over, signed.

mod access_not_removed;
mod documents_missing;
mod no_closing_meeting;
mod no_final_signoff;
mod no_lessons;
mod not_accepted;
mod not_verified;
mod open_items;
mod satisfaction_unknown;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &not_verified::RULE,
    &not_accepted::RULE,
    &open_items::RULE,
    &documents_missing::RULE,
    &no_closing_meeting::RULE,
    &no_lessons::RULE,
    &satisfaction_unknown::RULE,
    &access_not_removed::RULE,
    &no_final_signoff::RULE,
];
