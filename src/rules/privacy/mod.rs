//! Privacy: what a client, or anybody, must not read.

mod foreign_client;
mod image_place;
mod internal_reference;
mod internal_value_public;
mod internal_words;
mod network_detail;
mod personal_data;
mod secret;

use std::ops::Range;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) const RULES: &[&Rule] = &[
    &internal_value_public::RULE,
    &personal_data::RULE,
    &secret::RULE,
    &network_detail::RULE,
    &internal_reference::RULE,
    &foreign_client::RULE,
    &image_place::RULE,
    &internal_words::RULE,
];

/// The digits of a number as people write it, and where it ends: digits with spaces, dots, hyphens and brackets
/// between, from a `+`, a bracket or a digit on.
fn phone_at(text: &str, start: usize) -> Option<(String, Range<usize>)> {
    let rest = &text[start..];
    let mut digits = String::new();
    let mut end = 0;
    let mut gap = 0;
    for (index, letter) in rest.char_indices() {
        match letter {
            '0'..='9' => {
                digits.push(letter);
                end = index + 1;
                gap = 0;
            }
            '+' if index == 0 => {}
            ' ' | '-' | '.' | '(' | ')' | '/' if gap < 2 => gap += 1,
            _ => break,
        }
    }
    (!digits.is_empty()).then(|| (digits, start..start + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_over_its_separators() {
        assert_eq!(phone_at("+1 (555) 010-0199 or", 0).map(|(digits, _)| digits).as_deref(), Some("15550100199"));
    }
}
