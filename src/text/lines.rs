//! Lines and columns of a text.

use std::collections::BTreeMap;

use super::{FileId, SourceSet, Span};

/// A place as people name it: both from 1; the column counts characters (code points), a byte order mark not included.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Position {
    /// The line, from 1.
    pub line_number: usize,
    /// The character in the line, from 1.
    pub column_number: usize,
}

/// Where each line of a text starts. A line ends with `\n`, `\r\n` or `\r` alone.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads the line starts of a text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut add = |end: usize| starts.push(u32::try_from(end + 1).unwrap_or(u32::MAX));
        if bytes.contains(&b'\r') {
            for (index, byte) in bytes.iter().enumerate() {
                if *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')) {
                    add(index);
                }
            }
        } else {
            text.match_indices('\n').for_each(|(index, _)| add(index));
        }
        Self { starts }
    }

    /// How many lines there are, at least one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds a byte.
    #[must_use]
    pub fn line_index(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// The bytes of a line (from 0), its line end included; empty past the end.
    #[must_use]
    pub fn line_range(&self, line_index: usize, text: &str) -> std::ops::Range<usize> {
        let start = self.starts.get(line_index).map_or(text.len(), |start| *start as usize);
        let end = self.starts.get(line_index + 1).map_or(text.len(), |start| *start as usize);
        start..end
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: usize, text: &str) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line_index = self.line_index(offset);
        let start = self.line_range(line_index, text).start;
        let before = text[start..offset].strip_prefix('\u{feff}').unwrap_or(&text[start..offset]);
        Position { line_number: line_index + 1, column_number: before.chars().count() + 1 }
    }
}

/// The lines of many places in a plan; each file is looked through once.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a SourceSet,
    lines: BTreeMap<FileId, LineIndex>,
}

impl<'a> Places<'a> {
    /// The places of these files.
    #[must_use]
    pub fn new(sources: &'a SourceSet) -> Self {
        Self { sources, lines: BTreeMap::new() }
    }

    /// A place as people name it: `tasks.md:12`.
    pub fn name(&mut self, span: Span) -> String {
        let file = self.sources.file(span.file);
        let lines = self.lines.entry(span.file).or_insert_with(|| LineIndex::new(file.text()));
        format!("{}:{}", file.path, lines.line_index((span.start as usize).min(file.text().len())) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_every_line_end_counts() {
        let text = "\u{feff}añ\r\nb\rc\n日本x";
        let lines = LineIndex::new(text);
        let place = |needle: &str| {
            let position = lines.position(text.find(needle).expect("in the text"), text);
            (position.line_number, position.column_number)
        };
        assert_eq!(
            [place("a"), place("ñ"), place("b"), place("c"), place("x")],
            [(1, 1), (1, 2), (2, 1), (3, 1), (4, 3)]
        );
        assert_eq!(lines.position(999, text).line_number, 4);
    }
}
