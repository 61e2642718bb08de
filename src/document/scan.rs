//! One pass over Markdown: its links, headings and runs of text.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::anchors::Anchors;
use super::comment::Comments;
use super::prose::{Heading, LinkShape, Prose, ProseLink};
use crate::text::{Span, Spanned};

/// What a pass finds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) links: Vec<ProseLink>,
    pub(super) headings: Vec<Heading>,
    pub(super) runs: Vec<ScannedRun>,
}

/// A run of text, by its place in the Markdown.
#[derive(Debug)]
pub(super) struct ScannedRun {
    pub(super) range: Range<usize>,
    /// The words, where the Markdown says them in another way (an entity, an escape).
    pub(super) words: Option<Box<str>>,
    pub(super) sort: RunSort,
}

/// What a run of text is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RunSort {
    Words,
    Code,
    /// The inside of `[[…]]`.
    Item,
    /// What stands between `<!--` and `-->`.
    Comment,
}

/// A heading that is not yet at its end: level, words, place.
type OpenHeading = Option<(u8, String, Span)>;

impl Scan {
    pub(super) fn of(prose: &Prose) -> Self {
        let mut scan = Self::default();
        let mut heading: OpenHeading = None;
        let (mut in_code, mut in_item) = (false, false);
        let (mut comments, mut anchors) = (Comments::default(), Anchors::default());
        for (event, range) in prose.events() {
            match event {
                Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                    in_item = shape_of(link_type, false) == LinkShape::Wiki;
                    scan.link(prose, shape_of(link_type, false), &dest_url, range);
                }
                Event::End(TagEnd::Link) => in_item = false,
                Event::Start(Tag::Image { link_type, dest_url, .. }) => {
                    scan.link(prose, shape_of(link_type, true), &dest_url, range);
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    heading = Some((level as u8, String::new(), prose.span(range)));
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((level, text, span)) = heading.take() {
                        let anchor = anchors.anchor(&text);
                        scan.headings.push(Heading { anchor, text, level, span });
                    }
                }
                Event::Start(Tag::CodeBlock(_)) => in_code = true,
                Event::End(TagEnd::CodeBlock) => in_code = false,
                Event::Text(text) => {
                    heading.iter_mut().for_each(|(_, words, _)| words.push_str(&text));
                    let sort = match (in_code, in_item) {
                        (true, _) => RunSort::Code,
                        (false, true) => RunSort::Item,
                        (false, false) => RunSort::Words,
                    };
                    scan.run(prose, &text, range, sort);
                }
                Event::Code(text) => {
                    heading.iter_mut().for_each(|(_, words, _)| words.push_str(&text));
                    scan.run(prose, &text, range, RunSort::Code);
                }
                Event::Start(Tag::HtmlBlock) => comments.reset(),
                Event::Html(text) => scan.markup(prose, &text, range, &mut comments),
                Event::InlineHtml(text) => scan.markup(prose, &text, range, &mut Comments::default()),
                _ => {}
            }
        }
        scan.links.shrink_to_fit();
        scan.runs.shrink_to_fit();
        scan
    }

    fn link(&mut self, prose: &Prose, shape: LinkShape, destination: &str, range: Range<usize>) {
        let destination = Spanned::new(destination.to_owned(), prose.span(range));
        self.links.push(ProseLink { destination, shape });
    }

    /// Raw HTML: what is no comment is shown as text.
    fn markup(&mut self, prose: &Prose, words: &str, range: Range<usize>, comments: &mut Comments) {
        let is_verbatim = prose.text()[range.clone()] == *words;
        for (part, is_comment) in comments.parts(words) {
            let place = range.start + part.start..range.start + part.end;
            let sort = if is_comment { RunSort::Comment } else { RunSort::Words };
            self.run(prose, &words[part], if is_verbatim { place } else { range.clone() }, sort);
        }
    }

    fn run(&mut self, prose: &Prose, words: &str, range: Range<usize>, sort: RunSort) {
        let is_verbatim = prose.text()[range.clone()] == *words;
        self.runs.push(ScannedRun { range, words: (!is_verbatim).then(|| words.into()), sort });
    }
}

pub(super) fn shape_of(link_type: LinkType, is_image: bool) -> LinkShape {
    match link_type {
        _ if is_image => LinkShape::Image,
        LinkType::WikiLink { .. } => LinkShape::Wiki,
        LinkType::Autolink | LinkType::Email => LinkShape::Auto,
        _ => LinkShape::Inline,
    }
}
