//! The lines of a file around a place, with the exact span underlined: the only user of miette.
//!
//! miette sees a small text of its own: the lines that are shown, made safe and cut to the width. Lines and columns in
//! the headline are those of the file, counted in characters.

use std::collections::BTreeSet;
use std::fmt;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::Look;
use super::places::Places;
use super::sink::{clean, clean_excerpt};
use crate::finding::Severity;
use crate::text::{FileId, Span};

/// A place to underline.
pub(super) struct Mark {
    /// Where; of several lines only the first is underlined.
    pub(super) span: Span,
    /// What is there; may be empty.
    pub(super) text: String,
    /// Whether this is the place to change.
    pub(super) is_primary: bool,
}

/// The lines around marks, all in one file, drawn. Each mark's line comes with one before and one after.
pub(super) fn draw(places: &Places, marks: &[Mark], severity: Severity, look: &Look) -> String {
    let Some(first) = marks.first() else { return String::new() };
    let excerpt = Excerpt::new(places, first.span.file, marks, look);
    let styles = styles(&excerpt, severity, look);
    let characters = if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(look.columns())
        .with_links(false)
        .without_cause_chain()
        .without_syntax_highlighting();
    let mut out = String::new();
    // Writing into a String fails only if the excerpt cannot be read, which then is left out.
    let _ = handler.render_report(&mut out, &excerpt);
    // The first line is miette's own headline, which is empty: ours stands above.
    out.split_once('\n').map_or(String::new(), |(_, lines)| lines.trim_end_matches('\n').to_owned() + "\n")
}

/// The mark to change has the colour of its severity, the others another one.
fn styles(excerpt: &Excerpt, severity: Severity, look: &Look) -> ThemeStyles {
    if !look.colour {
        return ThemeStyles::none();
    }
    let mut styles = ThemeStyles::ansi();
    let main = match severity {
        Severity::Error => styles.error,
        Severity::Warning => styles.warning,
        Severity::Info => styles.advice,
    };
    let other = styles.advice;
    styles.link = styles.advice;
    styles.highlights =
        excerpt.shown.iter().map(|shown| if shown.is_primary { main.bold() } else { other.bold() }).collect();
    styles
}

/// Neighbouring lines.
struct Chunk {
    /// The first line, from 0.
    line_index: usize,
    line_count: usize,
    /// Where it starts in the shown text, and where it ends.
    start: usize,
    end: usize,
}

/// A mark in the shown text.
struct Shown {
    offset: usize,
    length: usize,
    label: Option<String>,
    is_primary: bool,
    /// Line and column in the file, both from 0.
    line_index: usize,
    column_index: usize,
}

/// The lines that are shown, as miette reads them.
struct Excerpt {
    name: String,
    text: String,
    chunks: Vec<Chunk>,
    /// Sorted by offset.
    shown: Vec<Shown>,
}

impl Excerpt {
    fn new(places: &Places, file: FileId, marks: &[Mark], look: &Look) -> Self {
        let mut excerpt =
            Self { name: clean(&places.path(file)), text: String::new(), chunks: Vec::new(), shown: Vec::new() };
        let lines = places.lines(file);
        let line_of = |mark: &Mark| lines.line_index(mark.span.start as usize);
        let last = lines.line_count() - 1;
        let around = |line: usize| line.saturating_sub(1)..=(line + 1).min(last);
        let wanted: BTreeSet<usize> = marks.iter().flat_map(|mark| around(line_of(mark))).collect();
        for line_index in wanted {
            let here: Vec<&Mark> = marks.iter().filter(|mark| line_of(mark) == line_index).collect();
            // The end of the last line is a line of its own only where something is said about it.
            let range = lines.line_range(line_index, places.text(file));
            if !range.is_empty() || !here.is_empty() {
                excerpt.add_line(places, file, line_index, &here, look);
            }
        }
        excerpt.shown.sort_by_key(|shown| shown.offset);
        excerpt
    }

    fn add_line(&mut self, places: &Places, file: FileId, line_index: usize, marks: &[&Mark], look: &Look) {
        let range = places.lines(file).line_range(line_index, places.text(file));
        let line = places.text(file)[range.clone()].trim_end_matches(['\n', '\r']);
        let skipped = if line.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let primary = marks.iter().find(|mark| mark.is_primary).or(marks.first());
        let focus = primary.map_or(skipped, |mark| inside(line, mark.span.start as usize - range.start).max(skipped));
        let (from, to) = window(line, skipped, focus, look.columns().saturating_sub(10));
        let start = self.text.len();
        if from > skipped {
            self.text.push_str(look.either("…", "..."));
        }
        let shift = self.text.len();
        let (shown, moved) = clean_excerpt(&line[from..to]);
        self.text.push_str(&shown);
        if to < line.len() {
            self.text.push_str(look.either("…", "..."));
        }
        self.text.push('\n');
        for mark in marks {
            let place = |byte: u32| {
                let byte = inside(line, (byte as usize).saturating_sub(range.start)).clamp(from, to) - from;
                shift + moved.place(byte)
            };
            let (offset, end) = (place(mark.span.start), place(mark.span.end));
            self.shown.push(Shown {
                offset,
                length: end.saturating_sub(offset),
                label: (!mark.text.is_empty()).then(|| clean(&mark.text)),
                is_primary: mark.is_primary,
                line_index,
                column_index: places.start(mark.span).column_number - 1,
            });
        }
        let end = self.text.len();
        match self.chunks.last_mut() {
            Some(chunk) if chunk.line_index + chunk.line_count == line_index => {
                chunk.line_count += 1;
                chunk.end = end;
            }
            _ => self.chunks.push(Chunk { line_index, line_count: 1, start, end }),
        }
    }
}

/// A byte of a line, on a character bound; what lies beyond the line is its end without trailing blanks.
fn inside(line: &str, byte: usize) -> usize {
    let mut byte = if byte > line.len() { line.trim_end().len() } else { byte };
    while !line.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The part of a long line to show: at most `width` characters, with the focus in it.
fn window(line: &str, skipped: usize, focus: usize, width: usize) -> (usize, usize) {
    let back = |from: usize, number: usize| {
        line[skipped..from].char_indices().rev().take(number).last().map_or(from, |(at, _)| skipped + at)
    };
    let forth =
        |from: usize, number: usize| line[from..].char_indices().nth(number).map_or(line.len(), |(at, _)| from + at);
    let whole = forth(skipped, width);
    if whole == line.len() || focus <= forth(skipped, width * 2 / 3) {
        return (skipped, whole);
    }
    let from = back(focus, width / 3);
    let to = forth(from, width);
    if to < line.len() { (from, to) } else { (back(to, width), to) }
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let place = span.offset();
        let chunk = self.chunks.iter().find(|chunk| (chunk.start..chunk.end).contains(&place));
        let chunk = chunk.ok_or(MietteError::OutOfBounds)?;
        // Without context miette asks for the headline: line and column in the file.
        let shown = self.shown.iter().find(|shown| before == 0 && after == 0 && shown.offset == place);
        let (line, column) = shown.map_or((chunk.line_index, 0), |shown| (shown.line_index, shown.column_index));
        let data = &self.text.as_bytes()[chunk.start..chunk.end];
        let span = SourceSpan::from((chunk.start, data.len()));
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), data, span, line, column, chunk.line_count)))
    }
}

impl Diagnostic for Excerpt {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.shown.iter().map(|shown| {
            let (label, span) = (shown.label.clone(), (shown.offset, shown.length));
            if shown.is_primary {
                LabeledSpan::new_primary_with_span(label, span)
            } else {
                LabeledSpan::new_with_span(label, span)
            }
        })))
    }
}

impl std::error::Error for Excerpt {}

impl fmt::Display for Excerpt {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use snapbox::str;

    use super::*;
    use crate::render::Told;
    use crate::render::tests::PLAIN;
    use crate::text::SourceSet;

    /// Draws the places of `needles`, the first one to change, at a width of 60.
    fn check(text: &str, needles: &[&str], unicode: bool, expected: impl snapbox::IntoData) {
        let sources = SourceSet::of_texts(&[("a.md", text)]);
        let told = Told { sources: &sources, findings: &[], prefix: "p/", files_read: 1, waived: 0, failures: &[] };
        let mark = |(index, needle): (usize, &&str)| {
            let start = text.find(needle).expect("it is there");
            let words = if index == 0 { String::new() } else { format!("place {index}") };
            let span = Span::new(FileId(0), start, start + needle.len());
            Mark { span, text: words, is_primary: index == 0 }
        };
        let marks: Vec<Mark> = needles.iter().enumerate().map(mark).collect();
        let look = Look { unicode, width: 60, ..PLAIN };
        let drawn = draw(&Places::new(&told), &marks, Severity::Error, &look);
        snapbox::assert_data_eq!(drawn, expected.raw());
    }

    #[test]
    fn the_exact_characters_are_underlined() {
        check(
            "\u{feff}id: 日本\r\nx: ok\r\n",
            &["日本"],
            true,
            str![[r#"
   ╭─[p/a.md:1:5]
 1 │ id: 日本
   ·     ────
 2 │ x: ok
   ╰────

"#]],
        );
        check(
            "a\n\tb: é c\n",
            &["c"],
            false,
            str![[r#"
   ,-[p/a.md:2:7]
 1 | a
 2 |     b: é c
   :          ^
   `----

"#]],
        );
        check(
            "a: \u{202e}x\u{1b}[2J y\n",
            &["y"],
            true,
            str![[r#"
   ╭─[p/a.md:1:11]
 1 │ a: \u{202e}x\u{1b}[2J y
   ·                       ─
   ╰────

"#]],
        );
    }

    #[test]
    fn second_places_near_and_far_are_labelled() {
        check(
            "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n",
            &["f: 6", "a: 1", "b"],
            true,
            str![[r#"
   ╭─[p/a.md:1:1]
 1 │ a: 1
   · ──┬─
   ·   ╰── place 1
 2 │ b: 2
   · ┬
   · ╰── place 2
 3 │ c: 3
   ╰────
   ╭─[p/a.md:6:1]
 5 │ e: 5
 6 │ f: 6
   · ────
   ╰────

"#]],
        );
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let long = format!("{}needle {}\n{}\n", "word ".repeat(50), "more ".repeat(50), "x".repeat(500));
        check(
            &long,
            &["needle"],
            true,
            str![[r#"
   ╭─[p/a.md:1:251]
 1 │ … word word word needle more more more more more mo…
   ·                  ──────
 2 │ xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…
   ╰────

"#]],
        );
    }

    #[test]
    fn of_several_lines_the_first_is_underlined_and_the_end_has_a_place() {
        check(
            "a:\n  b: 1\n  c: 2\n",
            &["b: 1\n  c: 2"],
            true,
            str![[r#"
   ╭─[p/a.md:2:3]
 1 │ a:
 2 │   b: 1
   ·   ────
 3 │   c: 2
   ╰────

"#]],
        );
        check(
            "a:\n  b: 1",
            &["", "1"],
            true,
            str![[r#"
   ╭─[p/a.md:1:1]
 1 │ a:
   · ▲
 2 │   b: 1
   ·      ┬
   ·      ╰── place 1
   ╰────

"#]],
        );
    }

    #[test]
    fn every_place_of_any_text_can_be_drawn() {
        let text = "\u{feff}a\r\nb\r\u{202e}é日\n\n\t x\u{0}";
        let bounds: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let sources = SourceSet::of_texts(&[("a.md", text)]);
        let told = Told { sources: &sources, findings: &[], prefix: "", files_read: 1, waived: 0, failures: &[] };
        let places = Places::new(&told);
        for start in &bounds {
            for end in bounds.iter().filter(|end| *end >= start) {
                let mark = |text: &str, is_primary| Mark {
                    span: Span::new(FileId(0), *start, *end),
                    text: text.to_owned(),
                    is_primary,
                };
                let drawn = draw(&places, &[mark("", true), mark("x", false)], Severity::Info, &PLAIN);
                assert!(drawn.contains("[a.md:") && !drawn.contains("Failed"), "{start}-{end}: {drawn}");
            }
        }
    }
}
