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

/// Where words stand in a text as words of their own, whatever their case. The words are given in lower case.
fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let lower = text.to_ascii_lowercase();
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let stands_alone = |start: usize| {
        let end = start + words.len();
        let inner_start = words.chars().next().is_some_and(char::is_alphanumeric);
        let inner_end = words.chars().next_back().is_some_and(char::is_alphanumeric);
        let touches_start = inner_start && is_part(lower[..start].chars().next_back());
        let touches_end = inner_end && is_part(lower[end..].chars().next());
        !touches_start && !touches_end
    };
    lower
        .match_indices(words)
        .map(|(start, _)| start)
        .filter(|start| stands_alone(*start))
        .map(|start| start..start + words.len())
        .collect()
}

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
    fn words_stand_alone_in_any_case() {
        assert_eq!(places("Our Cost, our costs", "our cost"), vec![0..8]);
        assert_eq!(phone_at("+1 (555) 010-0199 or", 0).map(|(digits, _)| digits).as_deref(), Some("15550100199"));
    }
}
