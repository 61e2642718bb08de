//! Where spans stand, as people name it: path, line, column.

use std::cell::{Cell, OnceCell};

use super::Told;
use super::sink::clean;
use crate::text::{FileId, LineIndex, Position, SourceSet, Span};

/// Paths, lines and columns of one report. Reads the lines of a file once.
pub(super) struct Places<'a> {
    sources: &'a SourceSet,
    prefix: &'a str,
    lines: Vec<OnceCell<LineIndex>>,
    /// The last answer: file, offset, place. Findings are sorted, so that a long line is counted once.
    last: Cell<(FileId, usize, Position)>,
}

impl<'a> Places<'a> {
    /// The places of what is told.
    pub(super) fn new(told: &Told<'a>) -> Self {
        let origin = Position { line_number: 1, column_number: 1 };
        let lines = (0..told.sources.len()).map(|_| OnceCell::new()).collect();
        let last = Cell::new((FileId(u32::MAX), 0, origin));
        Self { sources: told.sources, prefix: told.prefix, lines, last }
    }

    /// The text of a file, empty where there is none.
    pub(super) fn text(&self, file: FileId) -> &'a str {
        self.sources.file(file).text()
    }

    /// The lines of a file.
    pub(super) fn lines(&self, file: FileId) -> &LineIndex {
        self.lines[file.0 as usize].get_or_init(|| LineIndex::new(self.text(file)))
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
        let (last_file, last_offset, last) = self.last.get();
        let (text, lines) = (self.text(file), self.lines(file));
        let is_near = last_file == file
            && last_offset <= offset
            && last.column_number > 1
            && lines.line_index(offset) + 1 == last.line_number;
        let position = match text.get(last_offset..offset).filter(|_| is_near) {
            Some(between) => Position { column_number: last.column_number + between.chars().count(), ..last },
            None => lines.position(offset, text),
        };
        self.last.set((file, offset, position));
        position
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_before_changes_nothing() {
        let text = "\u{feff}añb日c\nd é f";
        let sources = SourceSet::of_texts(&[("a.md", text)]);
        let told = Told { sources: &sources, findings: &[], prefix: "", files_read: 1, waived: 0, failures: &[] };
        let (places, lines) = (Places::new(&told), LineIndex::new(text));
        let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        for from in &bounds {
            for to in &bounds {
                places.position(FileId(0), *from);
                assert_eq!(places.position(FileId(0), *to), lines.position(*to, text), "{from} {to}");
            }
        }
    }
}
