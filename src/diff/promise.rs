//! Whether a criterion of acceptance became weaker or stronger, as far as its figures tell.

use super::Strength;
use crate::value::Decimal;

/// Words after which a larger figure asks for less.
const UPPER: [&str; 14] = [
    "under",
    "below",
    "within",
    "at most",
    "no more than",
    "less than",
    "fewer than",
    "up to",
    "maximum",
    "max",
    "<",
    "höchstens",
    "unter",
    "innerhalb",
];

/// Compares two wordings. Without a word that says which way is good, a smaller figure asks for less.
/// None if the words differ beyond their figures, or figures went both ways.
pub(super) fn strength(before: &str, after: &str) -> Option<Strength> {
    let (words, figures) = parts(before);
    let (new_words, new_figures) = parts(after);
    if words != new_words || figures.len() != new_figures.len() {
        return None;
    }
    let mut found = None;
    for (index, (old, new)) in figures.iter().zip(&new_figures).enumerate() {
        if old == new {
            continue;
        }
        let is_upper = is_upper_limit(&words, index);
        let step = if (new > old) == is_upper { Strength::Weaker } else { Strength::Stronger };
        if found.is_some_and(|other| other != step) {
            return None;
        }
        found = Some(step);
    }
    found
}

/// The words in lower case with `#` for each figure, and the figures.
fn parts(text: &str) -> (String, Vec<Decimal>) {
    let mut words = String::new();
    let mut figures = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let is_negative =
            rest[..start].ends_with(['-', '\u{2212}']) && !rest[..start - 1].ends_with(char::is_alphanumeric);
        let figure = &rest[start..];
        let end = figure.find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',');
        let (figure, after) = figure.split_at(end.unwrap_or(figure.len()));
        let trimmed = figure.trim_end_matches(['.', ',']);
        words.push_str(&rest[..start]);
        words.push('#');
        words.push_str(&figure[trimmed.len()..]);
        let number: Decimal = trimmed.replace(',', "").parse().unwrap_or_default();
        figures.push(if is_negative { -number } else { number });
        rest = after;
    }
    words.push_str(rest);
    (words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(), figures)
}

/// Whether the words just before a figure make it an upper limit.
fn is_upper_limit(words: &str, index: usize) -> bool {
    let place = words.match_indices('#').nth(index).map_or(0, |(place, _)| place);
    let start = words[..place].rfind('#').map_or(0, |before| before + 1);
    let lead = &words[start..place];
    UPPER.iter().any(|word| {
        lead.match_indices(word).any(|(at, _)| {
            let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            !is_letter(lead[..at].chars().next_back()) && !is_letter(lead[at + word.len()..].chars().next())
        })
    })
}

/// How much two wordings have in common, in hundredths: shared words over all words; figures count as alike.
pub(super) fn likeness(one: &str, other: &str) -> usize {
    let split = |text: &str| {
        let mut words: Vec<String> = parts(text).0.split(' ').map(str::to_owned).collect();
        words.sort();
        words
    };
    let (one, other) = (split(one), split(other));
    let total = one.len() + other.len();
    let mut left = other;
    let shared =
        one.iter().filter(|word| left.iter().position(|other| other == *word).map(|at| left.remove(at)).is_some());
    200 * shared.count() / total.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: Option<Strength>) {
        assert_eq!(strength(before, after), expected, "{before} -> {after}");
    }

    #[test]
    fn figures_tell_which_way_a_promise_moved() {
        use Strength::{Stronger, Weaker};
        check("Failover in under 10 seconds", "Failover in under 30 seconds", Some(Weaker));
        check("Failover within 30 seconds", "Failover within 10 seconds", Some(Stronger));
        check("900 Mbit/s measured", "600 Mbit/s measured", Some(Weaker));
        check("20 of 20 users log in", "18 of 20 users log in", Some(Weaker));
        check("Measured -65 dBm or better", "Measured -70 dBm or better", Some(Weaker));
        check("2 people, 2 h", "3 people, 1 h", None);
        check("2 people", "2 persons", None);
        check("1,000 seats", "900 seats", Some(Weaker));
        check("the thunder of 5 boats", "the thunder of 6 boats", Some(Stronger));
    }

    #[test]
    fn wordings_that_share_most_words_are_alike() {
        assert!(likeness("All 14 services answer", "All 12 services answer") == 100);
        assert!(likeness("Failover in under 10 seconds", "No any-any rule is left") < 50);
    }
}
