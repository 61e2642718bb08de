//! Three versions of a text merged by lines. The only user of the merging library.

use similar::TextMerge;

/// A merge of texts: conflicts stand in it between markers.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Merged {
    /// The text.
    pub text: String,
    /// How many conflicts stand in it.
    pub conflicts: usize,
}

/// Merges by lines what two sides made of a base.
#[must_use]
pub fn merge_lines(base: &str, ours: &str, theirs: &str) -> Merged {
    let merge = TextMerge::from_lines(base, ours, theirs);
    Merged { conflicts: merge.conflict_count(), text: merge.to_string() }
}

/// Both versions of something, between markers. Each ends with a line end, or is empty.
#[must_use]
pub fn conflict(ours: &str, theirs: &str) -> Merged {
    Merged { text: format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"), conflicts: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_touches_the_same_lines_stands_between_markers() {
        let merged = merge_lines("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n");
        assert_eq!((merged.text.as_str(), merged.conflicts), ("A\nb\nC\n", 0));
        let merged = merge_lines("a\n", "b\n", "c\n");
        assert_eq!(merged, conflict("b\n", "c\n"));
        assert_eq!(merge_lines("", "", "").text, "");
    }
}
