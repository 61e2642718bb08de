//! The anchors of headings, as forges make them.

use std::collections::{HashMap, HashSet};

/// The anchors of a text so far; each is given once.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: HashSet<String>,
    /// The number that is tried next for words that were there before.
    next: HashMap<String, usize>,
}

impl Anchors {
    /// The anchor of the next heading, with a number where its words stand already.
    pub(super) fn anchor(&mut self, words: &str) -> String {
        let base = slug(words);
        if self.taken.insert(base.clone()) {
            return base;
        }
        let next = self.next.entry(base.clone()).or_insert(1);
        loop {
            let numbered = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

fn slug(words: &str) -> String {
    let letter = |letter: char| match letter {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        letter if letter.is_alphanumeric() => Some(letter),
        _ => None,
    };
    words.trim().to_lowercase().chars().filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn words_that_stand_twice_get_a_number_that_is_free() {
        let mut anchors = Anchors::default();
        let found: Vec<String> = ["A b!", "a B", "a-b-1", "a b", "\u{dc}ber_uns", "?", "!"]
            .iter()
            .map(|words| anchors.anchor(words))
            .collect();
        let many = (0..100_000).map(|_| anchors.anchor("same")).last();
        assert_eq!(many.as_deref(), Some("same-99999"));
        assert_eq!(found, ["a-b", "a-b-1", "a-b-1-1", "a-b-2", "\u{fc}ber_uns", "", "-1"]);
    }
}
