//! Comments in Markdown, `<!-- … -->`: no reader of a page or of a forge sees them.

use std::ops::Range;

/// Follows raw HTML from piece to piece, because a comment may run over several lines.
#[derive(Debug, Default)]
pub(super) struct Comments {
    is_open: bool,
}

impl Comments {
    /// Begins again, where raw HTML begins.
    pub(super) fn reset(&mut self) {
        self.is_open = false;
    }

    /// The parts of a piece of raw HTML in their order, and whether each is a comment.
    pub(super) fn parts(&mut self, text: &str) -> Vec<(Range<usize>, bool)> {
        let mut parts = Vec::new();
        let mut from = 0;
        while from < text.len() {
            let mark = if self.is_open { "-->" } else { "<!--" };
            let found = text[from..].find(mark).map(|place| from + place);
            let end = match found {
                Some(place) if self.is_open => place + mark.len(),
                Some(place) => place,
                None => text.len(),
            };
            if from < end {
                parts.push((from..end, self.is_open));
            }
            self.is_open ^= found.is_some();
            from = end;
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pieces: &[&str], seen: &str) {
        let mut comments = Comments::default();
        let mut found = String::new();
        for piece in pieces {
            for (range, is_comment) in comments.parts(piece) {
                if !is_comment {
                    found.push_str(&piece[range]);
                }
            }
        }
        assert_eq!(found, seen, "{pieces:?}");
    }

    #[test]
    fn what_stands_between_the_marks_is_not_seen() {
        check(&["<!-- a -->"], "");
        check(&["<b>x<!-- a -->y", "<!--", "z\n", "-->w"], "<b>xyw");
        check(&["<!-- a --><!-- b -->"], "");
        check(&["<!-- never closed", "x"], "");
        check(&["<!-", "- x -->"], "<!-- x -->");
    }
}
