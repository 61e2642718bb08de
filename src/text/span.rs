//! Where something stands: a file and a range of bytes.

/// A file of a [`super::SourceSet`], by its place there.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct FileId(pub u32);

/// A range of bytes in a file, on character bounds. Bytes count from the start of the file, a byte order mark included.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One after the last byte; equal to `start` for a place between two characters.
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of a file. Files are bounded at 8 MB, so that offsets fit.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let offset = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        Self { file, start: offset(start), end: offset(end.max(start)) }
    }

    /// The bytes as a range for slicing.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that holds both; the file is this one's.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

/// A value and where it was written.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub struct Spanned<T> {
    /// What was meant.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub const fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// The known name that is nearest to what was written, if one is near enough to be a slip.
///
/// The distance counts insertions, deletions, changes and swaps of neighbours (optimal string alignment),
/// compared without case; a third of the letters may differ.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: Vec<char> = written.to_lowercase().chars().take(64).collect();
    let limit = (wanted.len() / 3).max(1);
    let (mut letters, mut rows) = (Vec::new(), <[Vec<usize>; 3]>::default());
    known
        .into_iter()
        .filter_map(|name| {
            letters.clear();
            letters.extend(name.chars().flat_map(char::to_lowercase).take(65));
            let far = letters.len().abs_diff(wanted.len()) > limit;
            let distance = if far { usize::MAX } else { distance(&wanted, &letters, &mut rows) };
            (distance <= limit).then_some((distance, name))
        })
        .min()
        .map(|(_, name)| name)
}

/// Looks for names that were meant, again and again, until it has compared so many that nobody should wait for more: a
/// text with that many slips has something else wrong with it.
#[derive(Debug)]
pub struct Guesses {
    left: usize,
}

impl Default for Guesses {
    fn default() -> Self {
        Self { left: 2_000_000 }
    }
}

impl Guesses {
    /// As [`nearest`]; None where too much was compared before.
    pub fn nearest<'a>(&mut self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
        if self.left == 0 {
            return None;
        }
        let left = &mut self.left;
        nearest(written, known.into_iter().inspect(|_| *left = left.saturating_sub(1)))
    }
}

/// The distance of two words; `rows` is room to work in.
fn distance(a: &[char], b: &[char], rows: &mut [Vec<usize>; 3]) -> usize {
    rows[0].clear();
    rows[0].extend(0..=b.len());
    for i in 1..=a.len() {
        // The row of this letter, the one before and the one before that.
        let [above, own, before] = rows;
        own.clear();
        own.push(i);
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (above[j] + 1).min(own[j - 1] + 1).min(above[j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            own.push(best);
        }
        std::mem::swap(above, before);
        std::mem::swap(above, own);
    }
    rows[0][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessing_ends_when_too_much_was_compared() {
        let names: Vec<String> = (0..1_000).map(|number| format!("name-{number}")).collect();
        let mut guesses = Guesses::default();
        let mut guess = || guesses.nearest("nmae-77", names.iter().map(String::as_str)).map(str::to_owned);
        let found = (0..3_000).filter(|_| guess().as_deref() == Some("name-77")).count();
        assert_eq!(found, 2_000);
    }

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_does_not() {
        let names = ["title", "after", "duration", "deliverable"];
        assert_eq!(nearest("tilte", names), Some("title"));
        assert_eq!(nearest("Durration", names), Some("duration"));
        assert_eq!(nearest("colour", names), None);
        assert_eq!(nearest("", names), None);
    }
}
