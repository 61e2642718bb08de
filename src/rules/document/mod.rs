//! Rules of hygiene: what is written can be read, means something, and leads somewhere.

mod ambiguous_reference;
mod bad_date;
mod bad_front_matter;
mod bad_id;
mod bad_money;
mod bad_value;
mod broken_link;
mod conflict_markers;
mod dangling_reference;
mod duplicate_id;
mod ends_before_start;
mod hidden_characters;
mod missing_field;
mod near_duplicate;
mod placeholder;
mod unknown_field;
mod unknown_file;
mod unknown_value;
mod unquoted_comma;
mod unreadable_file;
mod unsafe_attachment;
mod waiver_without_reason;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &bad_front_matter::RULE,
    &unknown_field::RULE,
    &missing_field::RULE,
    &bad_value::RULE,
    &unknown_value::RULE,
    &bad_date::RULE,
    &bad_money::RULE,
    &bad_id::RULE,
    &duplicate_id::RULE,
    &dangling_reference::RULE,
    &ambiguous_reference::RULE,
    &broken_link::RULE,
    &unsafe_attachment::RULE,
    &near_duplicate::RULE,
    &placeholder::RULE,
    &waiver_without_reason::RULE,
    &unreadable_file::RULE,
    &unknown_file::RULE,
    &hidden_characters::RULE,
    &conflict_markers::RULE,
    &unquoted_comma::RULE,
    &ends_before_start::RULE,
];
