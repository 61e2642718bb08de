//! Prose: Markdown that knows its headings, links and the blocks that are not for the client.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use pulldown_cmark::{Event, Options, Parser, Tag};

use super::limits;
use super::scan::{RunSort, Scan, shape_of};
use super::tree::{Node, NodeValue, Style};
use crate::text::{FileId, Span, Spanned};

/// Markdown with its place in a file.
#[derive(Clone, Debug, Default)]
pub struct Prose {
    /// The text that it is a part of: its whole file, which others hold too.
    whole: Arc<str>,
    /// Which part.
    part: Range<usize>,
    file: FileId,
    /// Where pieces of the text stand in the file: offset in the text, offset in the file; sorted.
    pieces: Vec<(usize, usize)>,
    /// The whole of it in the file.
    extent: Span,
    /// What one pass over the Markdown finds, kept for all who ask.
    scan: Arc<OnceLock<Scan>>,
}

/// How a link was written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkShape {
    /// `[text](destination)`, also by reference.
    Inline,
    /// `[[id]]`.
    Wiki,
    /// `![text](destination)`.
    Image,
    /// `<https://example.com>`.
    Auto,
}

/// A link in prose.
#[derive(Clone, Debug)]
pub struct ProseLink {
    /// Where it leads, entities decoded; the span is that of the whole link.
    pub destination: Spanned<String>,
    /// How it was written.
    pub shape: LinkShape,
}

/// A heading in prose.
#[derive(Clone, Debug)]
pub struct Heading {
    /// The anchor that links use, as forges make it; unique in its prose.
    pub anchor: String,
    /// The words.
    pub text: String,
    /// 1 to 6.
    pub level: u8,
    /// The whole heading.
    pub span: Span,
}

/// A run of visible text.
#[derive(Clone, Debug)]
pub struct Run<'a> {
    /// The words and where they stand.
    pub text: Spanned<&'a str>,
    /// Whether it is code.
    pub is_code: bool,
    /// Whether it is the inside of `[[…]]`: an id.
    pub is_item: bool,
    /// Whether it is a comment, which nobody sees.
    pub is_comment: bool,
}

/// What every reader of Markdown turns on.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

impl Prose {
    /// The part of a file behind its front matter.
    #[must_use]
    pub fn of_body(file: FileId, text: &Arc<str>, range: Range<usize>) -> Self {
        Self {
            extent: Span::new(file, range.start, range.end),
            pieces: vec![(0, range.start)],
            whole: Arc::clone(text),
            part: range,
            file,
            scan: Arc::default(),
        }
    }

    /// The value of a `body:` key. Lines of a literal block keep their exact places; other styles have one place.
    #[must_use]
    pub fn of_scalar(node: &Node, file: FileId, file_text: &str) -> Self {
        let NodeValue::Scalar { text, style } = &node.value else { return Self::default() };
        let mut pieces = Vec::new();
        if *style == Style::Literal {
            pieces = literal_pieces(text, node.span, file_text);
        }
        Self { file, pieces, extent: node.span, ..Self::of_text(text) }
    }

    /// Prose that stands in no file, for examples and messages.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        Self { whole: Arc::from(text), part: 0..text.len(), ..Self::default() }
    }

    /// The Markdown.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.whole[self.part.clone()]
    }

    /// Whether there is nothing but white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// The whole of it in the file.
    #[must_use]
    pub fn extent(&self) -> Span {
        self.extent
    }

    /// The place in the file of a range of the text.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        if self.pieces.is_empty() {
            return self.extent;
        }
        let place = |offset: usize| {
            let index = self.pieces.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
            let (text, file) = self.pieces[index];
            file + offset.saturating_sub(text)
        };
        let start = place(range.start);
        // The end belongs to the piece of the last character, so that it never runs over an indentation.
        let end = if range.end > range.start { place(range.end - 1) + 1 } else { start };
        Span::new(self.file, start, end)
    }

    fn is_too_deep(&self) -> bool {
        // Nesting needs markers at line starts or brackets; this bounds both without parsing.
        let deepest = self.text().lines().map(|line| {
            line.bytes()
                .take_while(|byte| matches!(byte, b'>' | b' ' | b'-' | b'*' | b'+'))
                .filter(|byte| *byte != b' ')
                .count()
        });
        deepest.max().unwrap_or(0) > limits::PROSE_DEPTH
    }

    /// The events of the Markdown; none where it is nested beyond all use.
    pub(super) fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        let text = if self.is_too_deep() { "" } else { self.text() };
        Parser::new_ext(text, options()).into_offset_iter()
    }

    fn scan(&self) -> &Scan {
        self.scan.get_or_init(|| Scan::of(self))
    }

    /// All links and images.
    #[must_use]
    pub fn links(&self) -> &[ProseLink] {
        &self.scan().links
    }

    /// All headings with their anchors.
    #[must_use]
    pub fn headings(&self) -> &[Heading] {
        &self.scan().headings
    }

    /// Every run of text, in order; raw HTML is text here as it is on the site.
    pub fn runs(&self) -> impl Iterator<Item = Run<'_>> {
        self.scan().runs.iter().map(|run| {
            let words = run.words.as_deref().unwrap_or_else(|| &self.text()[run.range.clone()]);
            let text = Spanned::new(words, self.span(run.range.clone()));
            let is = |sort| run.sort == sort;
            Run { text, is_code: is(RunSort::Code), is_item: is(RunSort::Item), is_comment: is(RunSort::Comment) }
        })
    }

    /// The blocks between `<!-- internal -->` and `<!-- /internal -->` as ranges of the text, markers included.
    /// The last one of a block that is never closed runs to the end; the flag says so.
    #[must_use]
    pub fn internal_blocks(&self) -> Vec<(Range<usize>, bool)> {
        let mut blocks = Vec::new();
        let mut from = 0;
        while let Some((start, after)) = find_marker(self.text(), from, "internal") {
            match find_marker(self.text(), after, "/internal") {
                Some((_, end)) => {
                    blocks.push((start..end, true));
                    from = end;
                }
                None => {
                    blocks.push((start..self.text().len(), false));
                    break;
                }
            }
        }
        blocks
    }

    /// Whether a block is not for the client.
    #[must_use]
    pub fn has_internal(&self) -> bool {
        find_marker(self.text(), 0, "internal").is_some()
    }

    /// The prose without its internal blocks: what a client may read. Places stay right.
    #[must_use]
    pub fn without_internal(&self) -> Self {
        let blocks = self.internal_blocks();
        if blocks.is_empty() {
            return self.clone();
        }
        let (mut text, mut pieces, mut from) = (String::new(), Vec::new(), 0);
        let mut keep = |range: Range<usize>, text: &mut String| {
            if range.is_empty() {
                return;
            }
            pieces.push((text.len(), self.span(range.start..range.start).start as usize));
            for (offset, place) in &self.pieces {
                if range.contains(offset) && *offset > range.start {
                    pieces.push((text.len() + offset - range.start, *place));
                }
            }
            text.push_str(&self.text()[range]);
        };
        for (block, _) in &blocks {
            keep(from..block.start, &mut text);
            from = block.end;
        }
        keep(from..self.text().len(), &mut text);
        Self { file: self.file, pieces, extent: self.extent, ..Self::of_text(&text) }
    }

    /// The prose with some links replaced by words: what a link to something hidden becomes.
    #[must_use]
    pub fn with_links_replaced(&self, replace: &dyn Fn(LinkShape, &str) -> Option<String>) -> Self {
        let mut text = String::new();
        let mut from = 0;
        for (event, range) in self.events() {
            let (link_type, destination, is_image) = match event {
                Event::Start(Tag::Link { link_type, dest_url, .. }) => (link_type, dest_url, false),
                Event::Start(Tag::Image { link_type, dest_url, .. }) => (link_type, dest_url, true),
                _ => continue,
            };
            if range.start < from {
                continue;
            }
            if let Some(words) = replace(shape_of(link_type, is_image), &destination) {
                text.push_str(&self.text()[from..range.start]);
                text.push_str(&words);
                from = range.end;
            }
        }
        if from == 0 {
            return self.clone();
        }
        text.push_str(&self.text()[from..]);
        Self { file: self.file, extent: self.extent, ..Self::of_text(&text) }
    }

    /// The prose without its comments, `<!-- … -->`; the marks of internal blocks stay.
    #[must_use]
    pub fn without_comments(&self) -> Self {
        let is_mark = |range: &std::ops::Range<usize>| {
            let inner = self.text()[range.clone()].trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
            ["internal", "/internal"].iter().any(|mark| inner.eq_ignore_ascii_case(mark))
        };
        let comments = self.scan().runs.iter().filter(|run| run.sort == RunSort::Comment && !is_mark(&run.range));
        let mut text = String::new();
        let mut from = 0;
        for run in comments {
            text.push_str(&self.text()[from..run.range.start.max(from)]);
            from = run.range.end.max(from);
            // A comment that has lines of its own takes them with it.
            if text.is_empty() || text.ends_with('\n') {
                let rest = &self.text()[from..];
                let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
                from += rest[..blank].rfind('\n').map_or(0, |place| place + 1);
            }
        }
        if from == 0 {
            return self.clone();
        }
        text.push_str(&self.text()[from..]);
        Self { file: self.file, extent: self.extent, ..Self::of_text(&text) }
    }

    /// The words inside the internal blocks, markers left out.
    #[must_use]
    pub fn internal_texts(&self) -> Vec<&str> {
        self.internal_blocks().into_iter().map(|(range, _)| &self.text()[range]).collect()
    }
}

/// The next `<!-- word -->` from an offset: where it starts, and where it ends. Any white space is allowed inside.
fn find_marker(text: &str, from: usize, word: &str) -> Option<(usize, usize)> {
    // Many comments may begin before one ends: the end is looked for once, so that time does not grow with the square.
    let mut end = from;
    for (start, _) in text[from..].match_indices('<') {
        let start = from + start;
        let inner = start + "<!--".len();
        if !text[start..].starts_with("<!--") {
            continue;
        }
        if end < inner {
            end = text[inner..].find("-->").map(|place| inner + place)?;
        }
        let rest = text[inner..end].trim_start();
        let is_word = rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        if is_word && rest[word.len()..].chars().all(char::is_whitespace) {
            return Some((start, end + "-->".len()));
        }
    }
    None
}

/// Where the lines of a literal block stand in the file.
fn literal_pieces(text: &str, span: Span, file_text: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    // The node may begin with its header, `|`; otherwise with its first words.
    let start = span.start as usize;
    let from = if file_text[start..].starts_with('|') {
        file_text[start..].find('\n').map_or(file_text.len(), |place| start + place + 1)
    } else {
        file_text[..start].rfind('\n').map_or(0, |place| place + 1)
    };
    let mut place = from;
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let rest = &file_text[place.min(file_text.len())..];
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        if let Some(column) = rest[..end].find(words).filter(|_| !words.is_empty()) {
            pieces.push((offset, place + column));
        }
        place += end;
        offset += line.len();
    }
    if pieces.first().is_none_or(|(start, _)| *start > 0) {
        pieces.insert(0, (0, from.min(file_text.len())));
    }
    pieces
}
