//! Many texts looked for in one pass.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

/// A set of texts to look for.
#[derive(Clone, Debug)]
pub struct Search {
    /// None where there is nothing to look for.
    automaton: Option<AhoCorasick>,
}

impl Search {
    /// Texts as they are, letter by letter.
    #[must_use]
    pub fn exact<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::of(texts, false)
    }

    /// Words in any case (of ASCII letters).
    #[must_use]
    pub fn words<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::of(texts, true)
    }

    fn of<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>, any_case: bool) -> Self {
        let mut texts = texts.into_iter().peekable();
        if texts.peek().is_none() {
            return Self { automaton: None };
        }
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::Standard).ascii_case_insensitive(any_case);
        Self { automaton: builder.build(texts).ok() }
    }

    /// Every place of every text, overlapping ones too: which text, and where.
    pub fn all<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let hits = self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(bytes));
        hits.map(|hit| (hit.pattern().as_usize(), hit.start()..hit.end()))
    }

    /// Every place where one stands as words of its own: no letter or digit touches it.
    pub fn alone<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        self.all(text.as_bytes()).filter(|(_, range)| stands_alone(text, range))
    }
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let is_part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    let found = &text[range.clone()];
    let starts_word = is_part(found.chars().next());
    let ends_word = is_part(found.chars().next_back());
    let touches_start = starts_word && is_part(text[..range.start].chars().next_back());
    let touches_end = ends_word && is_part(text[range.end..].chars().next());
    !touches_start && !touches_end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_alone_in_any_case_and_may_overlap() {
        let search = Search::words(["our cost", "cost", "kost"]);
        let found: Vec<_> = search.alone("Our Cost, our costs, Kosten").collect();
        assert_eq!(found, vec![(0, 0..8), (1, 4..8)]);
        assert_eq!(Search::words(Vec::<&str>::new()).alone("text").count(), 0);
    }
}
