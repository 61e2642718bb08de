//! Where spans stand, as people name it: path, line, column.

use std::sync::OnceLock;

use super::Told;
use super::sink::clean;
use crate::text::{FileId, LineIndex, Position, SourceSet, Span};

/// So many bytes lie between two counts of characters.
const STEP: usize = 1024;

/// Paths, lines and columns of one report. Reads a file once, so that a place costs the same in any line.
pub(super) struct Places<'a> {
    sources: &'a SourceSet,
    prefix: &'a str,
    files: Vec<OnceLock<Lines>>,
}

/// The lines of a file, and how many characters stand before every [`STEP`]th byte.
struct Lines {
    index: LineIndex,
    counts: Vec<usize>,
}

impl<'a> Places<'a> {
    /// The places of what is told.
    pub(super) fn new(told: &Told<'a>) -> Self {
        Self::of(told.sources, told.prefix)
    }

    /// The places of these files, with what stands before each path.
    pub(super) fn of(sources: &'a SourceSet, prefix: &'a str) -> Self {
        Self { sources, prefix, files: (0..sources.len()).map(|_| OnceLock::new()).collect() }
    }

    /// The text of a file, empty where there is none.
    pub(super) fn text(&self, file: FileId) -> &'a str {
        self.sources.file(file).text()
    }

    /// The lines of a file.
    pub(super) fn lines(&self, file: FileId) -> &LineIndex {
        &self.read(file).index
    }

    fn read(&self, file: FileId) -> &Lines {
        self.files[file.0 as usize].get_or_init(|| {
            let text = self.text(file);
            let mut counts = vec![0];
            for step in text.as_bytes().chunks(STEP) {
                counts.push(counts.last().copied().unwrap_or(0) + starts(step));
            }
            Lines { index: LineIndex::new(text), counts }
        })
    }

    /// The path of a file with the prefix, as it is: not yet safe for a terminal.
    pub(super) fn path(&self, file: FileId) -> String {
        format!("{}{}", self.prefix, self.sources.file(file).path)
    }

    /// Line and column of the first byte.
    pub(super) fn start(&self, span: Span) -> Position {
        self.position(span.file, span.start as usize)
    }

    /// Line and column after the last byte.
    pub(super) fn end(&self, span: Span) -> Position {
        self.position(span.file, span.end as usize)
    }

    /// `path:line:column`, safe for a terminal.
    pub(super) fn spot(&self, span: Span) -> String {
        let start = self.start(span);
        format!("{}:{}:{}", clean(&self.path(span.file)), start.line_number, start.column_number)
    }

    fn position(&self, file: FileId, offset: usize) -> Position {
        let (text, lines) = (self.text(file), self.read(file));
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line_index = lines.index.line_index(offset);
        let start = lines.index.line_range(line_index, text).start;
        // A byte order mark is no character of its line.
        let mark = usize::from(text[start..offset].starts_with('\u{feff}'));
        let characters = lines.characters(text, offset) - lines.characters(text, start) - mark;
        Position { line_number: line_index + 1, column_number: characters + 1 }
    }
}

impl Lines {
    /// How many characters stand before a byte.
    fn characters(&self, text: &str, offset: usize) -> usize {
        let step = offset / STEP;
        self.counts[step] + starts(&text.as_bytes()[step * STEP..offset])
    }
}

/// How many characters start in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_the_line_index() {
        let text = format!("\u{feff}añb日c\nd é\r\n\u{feff}f{}\ng", "é日x".repeat(1000));
        let sources = SourceSet::of_texts(&[("a.md", &text)]);
        let told = Told { sources: &sources, findings: &[], prefix: "", files_read: 1, waived: 0, failures: &[] };
        let (places, lines) = (Places::new(&told), LineIndex::new(&text));
        for offset in 0..=text.len() + 2 {
            assert_eq!(places.position(FileId(0), offset), lines.position(offset, &text), "{offset}");
        }
    }
}
