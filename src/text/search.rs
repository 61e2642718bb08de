//! Many texts looked for in one pass.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind, packed};

/// Up to so many bytes of words are looked for with the fastest tables, which take some kilobytes for each byte.
const DENSE_BYTES: usize = 20_000;

/// A set of texts to look for.
#[derive(Clone, Debug)]
pub struct Search {
    texts: Vec<Vec<u8>>,
    any_case: bool,
    /// Finds all places of all texts; made when it is first needed, which for words is seldom.
    automaton: OnceLock<Option<AhoCorasick>>,
    sieve: Sieve,
}

/// Finds the first of some words in a text in lower case, much faster than all places of all of them.
#[derive(Clone, Debug)]
enum Sieve {
    /// There is nothing to look for, or not for words.
    Nothing,
    /// Up to some dozens: compared many bytes at once.
    Few(packed::Searcher),
    Many(AhoCorasick),
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
        let mut search = Self::of(texts, true);
        search.sieve = Sieve::of(&search.texts);
        search
    }

    fn of<T: AsRef<[u8]>>(texts: impl IntoIterator<Item = T>, any_case: bool) -> Self {
        let texts = texts.into_iter().map(|text| text.as_ref().to_vec()).collect();
        Self { texts, any_case, automaton: OnceLock::new(), sieve: Sieve::Nothing }
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        let make = || {
            let mut builder = AhoCorasick::builder();
            builder.match_kind(MatchKind::Standard).ascii_case_insensitive(self.any_case);
            builder.build(&self.texts).ok().filter(|_| !self.texts.is_empty())
        };
        self.automaton.get_or_init(make).as_ref()
    }

    /// Where words may stand in a text that is in ASCII lower case, from a byte on: where none is found there is none,
    /// and behind what is found there may be more.
    #[must_use]
    pub fn sift(&self, lower: &str, from: usize) -> Option<Range<usize>> {
        let hit = match &self.sieve {
            Sieve::Nothing => None,
            Sieve::Few(packed) => packed.find_in(lower, (from..lower.len()).into()),
            Sieve::Many(automaton) => automaton.find(Input::new(lower).range(from..)),
        };
        hit.map(|hit| hit.range())
    }

    /// Every place of every text, overlapping ones too: which text, and where.
    pub fn all<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        let hits = self.automaton().into_iter().flat_map(move |automaton| automaton.find_overlapping_iter(bytes));
        hits.map(|hit| (hit.pattern().as_usize(), hit.range()))
    }

    /// Every place where one stands as words of its own: no letter or digit touches it.
    pub fn alone<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, Range<usize>)> + 'a {
        self.all(text.as_bytes()).filter(|(_, range)| stands_alone(text, range))
    }
}

impl Sieve {
    fn of(texts: &[Vec<u8>]) -> Self {
        let lower: Vec<Vec<u8>> = texts.iter().map(|text| text.to_ascii_lowercase()).collect();
        let packed =
            packed::Config::new().match_kind(packed::MatchKind::LeftmostFirst).builder().extend(&lower).build();
        if let Some(packed) = packed {
            return Self::Few(packed);
        }
        // Words begin with any letter, so that looking for their first bytes alone would only take time.
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostFirst).prefilter(false);
        if lower.iter().map(Vec::len).sum::<usize>() <= DENSE_BYTES {
            builder.kind(Some(AhoCorasickKind::DFA));
        }
        builder.build(&lower).ok().filter(|_| !lower.is_empty()).map_or(Self::Nothing, Self::Many)
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
        assert_eq!(Search::words(Vec::<&str>::new()).sift("text", 0), None);
    }

    #[test]
    fn the_sieve_lets_nothing_through() {
        let search = Search::words(["Our Cost", "cost", "Kost", "é1"]);
        for text in ["Our Cost", "OUR COST", "a KOSTEN b", "xcostx", "É1 é1", "no hit", "cos t"] {
            let lower = text.to_ascii_lowercase();
            assert_eq!(search.sift(&lower, 0).is_some(), search.all(text.as_bytes()).count() > 0, "{text}");
        }
        assert_eq!(search.sift("cost cost", 1), Some(5..9));
        let many = Search::words((0..500).map(|number| format!("Word{number}")));
        assert_eq!(many.sift("a word499", 0), Some(2..7), "`word4` is found, and that is enough");
    }
}
