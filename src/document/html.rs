//! Prose as HTML: nothing that a plan says becomes a tag, an attribute name or a script.
//!
//! The only writer of HTML from Markdown. It emits a closed set of tags and attributes itself; of the input it takes
//! texts, always escaped, and link targets, always decided by the caller or an allow list of schemes.

use std::fmt::Write;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::Prose;
use super::anchors::Anchors;

/// What a link in prose leads to, before it is decided.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LinkTarget<'a> {
    /// `[[id]]`.
    Item(&'a str),
    /// A path relative to the file, perhaps with an anchor.
    Relative(&'a str),
}

/// What becomes of a link.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum LinkAnswer {
    /// It leads there; the text stands in for a wiki link's own.
    Url(String, Option<String>),
    /// Only its words are shown.
    Words,
    /// Something that the client may not see: "(internal)" in its place.
    Internal,
}

/// How prose is written.
pub struct HtmlOptions<'a> {
    /// How many levels headings go down: 1 makes a first-level heading an `h2`.
    pub shift: u8,
    /// Goes before every anchor, so that no heading can take an id of the page.
    pub prefix: &'a str,
    /// Decides links into the plan.
    pub resolve: &'a dyn Fn(LinkTarget) -> LinkAnswer,
    /// Decides images in the plan: the address of the copy, or none.
    pub image: &'a dyn Fn(&str) -> Option<String>,
    /// The words for the five kinds of alert and for ticked and open boxes.
    pub words: &'a HtmlWords,
}

/// Words that the writer adds.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct HtmlWords {
    pub note: String,
    pub tip: String,
    pub important: String,
    pub warning: String,
    pub caution: String,
    pub done: String,
    pub open: String,
    pub internal: String,
}

/// Whether an address may be a link: `http`, `https`, `mailto`, `tel`. Decided after control characters are gone.
#[must_use]
pub fn safe_url(address: &str) -> Option<String> {
    let clean: String = address.chars().filter(|letter| !letter.is_control() && !letter.is_whitespace()).collect();
    let (scheme, rest) = clean.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let is_allowed = matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel");
    (is_allowed && !rest.is_empty()).then_some(clean)
}

/// Whether an address is that of a web site, and none that looks like one host and means another.
#[must_use]
pub fn is_web(address: &str) -> bool {
    let rest = ["https://", "http://"].iter().find_map(|scheme| address.strip_prefix(scheme));
    let host = rest.map(|rest| rest.split(['/', '?', '#', '\\']).next().unwrap_or_default());
    let is_odd = |letter: char| letter.is_whitespace() || letter.is_control() || "\"'<>".contains(letter);
    host.is_some_and(|host| !host.is_empty() && !host.contains('@')) && !address.contains(is_odd)
}

/// Whether an address stays in the plan: no scheme, no host, not absolute.
#[must_use]
pub fn is_relative(address: &str) -> bool {
    let mut letters = address.chars().filter(|letter| !letter.is_control()).peekable();
    if matches!(letters.peek(), None | Some('/' | '\\')) {
        return false;
    }
    letters.take_while(|letter| !matches!(letter, '/' | '?' | '#' | '\\')).all(|letter| letter != ':')
}

/// Text as HTML, safe between tags and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(letter),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Writes prose as HTML.
#[must_use]
pub fn to_html(prose: &Prose, options: &HtmlOptions) -> String {
    let mut writer = Writer {
        out: String::with_capacity(prose.text().len() * 3 / 2),
        options,
        ends: Vec::new(),
        aligned: Vec::new(),
        column: 0,
        in_head: false,
        heading: None,
        anchors: Anchors::default(),
        silent: 0,
    };
    for (event, _) in prose.events() {
        writer.event(event);
    }
    writer.out
}

struct Writer<'a> {
    out: String,
    options: &'a HtmlOptions<'a>,
    /// What closes the open links and images, innermost last.
    ends: Vec<&'static str>,
    aligned: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Where the open heading begins, and its words so far.
    heading: Option<(usize, String)>,
    anchors: Anchors,
    /// How many links or images are open whose words are left out.
    silent: usize,
}

impl Writer<'_> {
    fn event(&mut self, event: Event) {
        if let (Some((_, words)), Event::Text(text) | Event::Code(text)) = (&mut self.heading, &event) {
            words.push_str(text);
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.wrapped("<code>", &text, "</code>"),
            Event::SoftBreak => self.raw("\n"),
            Event::HardBreak => self.raw("<br>\n"),
            Event::Rule => self.raw("<hr>\n"),
            Event::TaskListMarker(is_done) => {
                let words = self.options.words;
                let (class, sign, word) =
                    if is_done { ("done", "☑", &words.done) } else { ("open", "☐", &words.open) };
                let word = escape(word);
                self.raw(&format!("<span class=\"box {class}\" role=\"img\" aria-label=\"{word}\">{sign}</span> "));
            }
            Event::FootnoteReference(name) => self.wrapped("<sup>", &name, "</sup>"),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.wrapped("<code>", &text, "</code>"),
        }
    }

    fn raw(&mut self, html: &str) {
        if self.silent == 0 {
            self.out.push_str(html);
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent == 0 {
            self.out.push_str(&escape(text));
        }
    }

    fn wrapped(&mut self, start: &str, text: &str, end: &str) {
        self.raw(start);
        self.text(text);
        self.raw(end);
    }

    fn level(&self, level: u8) -> u8 {
        (level + self.options.shift).clamp(1, 6)
    }

    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Paragraph => self.raw("<p>"),
            Tag::Heading { .. } => self.heading = Some((self.out.len(), String::new())),
            Tag::BlockQuote(kind) => self.block_quote(kind),
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.raw("<pre tabindex=\"0\"><code>")
            }
            Tag::List(None) => self.raw("<ul>\n"),
            Tag::List(Some(1)) => self.raw("<ol>\n"),
            Tag::List(Some(first)) => self.raw(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.raw("<li>"),
            Tag::Table(alignments) => {
                self.aligned = alignments;
                self.raw("<div class=\"scroll\" tabindex=\"0\"><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.raw("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.raw("<tr>");
            }
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.raw("<em>"),
            Tag::Strong => self.raw("<strong>"),
            Tag::Strikethrough => self.raw("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.image(&dest_url),
            Tag::FootnoteDefinition(name) => {
                self.raw("<div class=\"footnote\"><sup>");
                self.text(&name);
                self.raw("</sup> ");
            }
            _ => {}
        }
    }

    /// The tag that opens a heading says its words, which are known at its end.
    fn end_heading(&mut self, level: u8) {
        let Some((begin, words)) = self.heading.take() else { return };
        let id = format!("{}{}", self.options.prefix, self.anchors.anchor(&words));
        self.out.insert_str(begin, &format!("<h{level} id=\"{}\">", escape(&id)));
        let _ = writeln!(self.out, "</h{level}>");
    }

    fn block_quote(&mut self, kind: Option<BlockQuoteKind>) {
        let words = self.options.words;
        let label = kind.map(|kind| match kind {
            BlockQuoteKind::Note => &words.note,
            BlockQuoteKind::Tip => &words.tip,
            BlockQuoteKind::Important => &words.important,
            BlockQuoteKind::Warning => &words.warning,
            BlockQuoteKind::Caution => &words.caution,
        });
        self.raw("<blockquote>\n");
        if let Some(label) = label {
            let label = format!("<p class=\"label\">{}</p>\n", escape(label));
            self.raw(&label);
        }
    }

    fn cell(&mut self) {
        let class = match self.aligned.get(self.column) {
            Some(Alignment::Right) => " class=\"number\"",
            Some(Alignment::Center) => " class=\"centre\"",
            _ => "",
        };
        self.column += 1;
        let tag = if self.in_head { "<th scope=\"col\"" } else { "<td" };
        self.raw(&format!("{tag}{class}>"));
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.raw("</p>\n"),
            TagEnd::Heading(level) => self.end_heading(self.level(level as u8)),
            TagEnd::BlockQuote(_) => self.raw("</blockquote>\n"),
            TagEnd::CodeBlock => self.raw("</code></pre>\n"),
            TagEnd::List(false) => self.raw("</ul>\n"),
            TagEnd::List(true) => self.raw("</ol>\n"),
            TagEnd::Item => self.raw("</li>\n"),
            TagEnd::Table => self.raw("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_head = false;
                self.raw("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => self.raw("</tr>\n"),
            TagEnd::TableCell => self.raw(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.raw("</em>"),
            TagEnd::Strong => self.raw("</strong>"),
            TagEnd::Strikethrough => self.raw("</del>"),
            TagEnd::Link | TagEnd::Image => {
                let end = self.ends.pop().unwrap_or_default();
                if end == SILENT {
                    self.silent -= 1;
                } else {
                    self.raw(end);
                }
            }
            TagEnd::FootnoteDefinition => self.raw("</div>\n"),
            _ => {}
        }
    }

    /// Opens a link, or leaves its words standing alone.
    fn link(&mut self, link_type: LinkType, destination: &str) {
        let (answer, has_own_words) = match link_type {
            LinkType::WikiLink { has_pothole } => ((self.options.resolve)(LinkTarget::Item(destination)), has_pothole),
            LinkType::Email => (LinkAnswer::Url(format!("mailto:{destination}"), None), true),
            _ => match safe_url(destination) {
                Some(url) => (LinkAnswer::Url(url, None), true),
                None if destination.starts_with('#') => {
                    let anchor = destination.trim_start_matches('#');
                    (LinkAnswer::Url(format!("#{}{anchor}", self.options.prefix), None), true)
                }
                None if is_relative(destination) => ((self.options.resolve)(LinkTarget::Relative(destination)), true),
                None => (LinkAnswer::Words, true),
            },
        };
        match answer {
            LinkAnswer::Url(url, words) => {
                self.raw(&format!("<a href=\"{}\">", escape(&url)));
                match words.filter(|_| !has_own_words) {
                    // The title stands in for the bare id.
                    Some(words) => {
                        self.text(&words);
                        self.raw("</a>");
                        self.hush();
                    }
                    None => self.ends.push("</a>"),
                }
            }
            LinkAnswer::Words => self.ends.push(""),
            LinkAnswer::Internal => {
                let word = self.options.words.internal.clone();
                self.text(&word);
                self.hush();
            }
        }
    }

    /// Leaves out what follows until the link or image ends.
    fn hush(&mut self) {
        self.silent += 1;
        self.ends.push(SILENT);
    }

    /// An image of the plan is shown; one from elsewhere becomes a link, so that the page asks nobody.
    fn image(&mut self, destination: &str) {
        if let Some(url) = safe_url(destination) {
            self.raw(&format!("<a href=\"{}\">", escape(&url)));
            self.ends.push("</a>");
            return;
        }
        match (self.options.image)(destination).filter(|_| is_relative(destination)) {
            Some(url) => {
                // The words between the brackets become the image's description, as a caption everybody sees.
                let mut figure = String::new();
                let _ = write!(figure, "<img src=\"{}\" alt=\"\"> <span class=\"caption\">", escape(&url));
                self.raw(&figure);
                self.ends.push("</span>");
            }
            None => self.ends.push(""),
        }
    }
}

/// Marks the end of something whose words are left out.
const SILENT: &str = "\u{0}";

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> HtmlWords {
        let text = |word: &str| word.to_owned();
        HtmlWords {
            note: text("Note"),
            tip: text("Tip"),
            important: text("Important"),
            warning: text("Warning"),
            caution: text("Caution"),
            done: text("done"),
            open: text("open"),
            internal: text("(internal)"),
        }
    }

    fn html(markdown: &str) -> String {
        let words = words();
        let resolve = |target: LinkTarget| match target {
            LinkTarget::Item("secret") => LinkAnswer::Internal,
            LinkTarget::Item(id) => LinkAnswer::Url(format!("tasks/{id}.html"), Some(format!("Title of {id}"))),
            LinkTarget::Relative(_) => LinkAnswer::Words,
        };
        let image = |path: &str| (path == "a.png").then(|| "files/a.png".to_owned());
        to_html(
            &Prose::of_text(markdown),
            &HtmlOptions { shift: 1, prefix: "p-", resolve: &resolve, image: &image, words: &words },
        )
    }

    #[test]
    fn prose_becomes_plain_markup() {
        assert_eq!(
            html("# Plan\n\nSee [[survey]] *now*."),
            "<h2 id=\"p-plan\">Plan</h2>\n<p>See <a href=\"tasks/survey.html\">Title of survey</a> <em>now</em>.</p>\n"
        );
        assert_eq!(html("[[survey|our survey]]"), "<p><a href=\"tasks/survey.html\">our survey</a></p>\n");
        assert_eq!(html("before [[secret]] after"), "<p>before (internal) after</p>\n");
        assert_eq!(
            html("- [x] cut over"),
            "<ul>\n<li><span class=\"box done\" role=\"img\" aria-label=\"done\">☑</span> cut over</li>\n</ul>\n"
        );
        assert!(html("![rack](a.png)").contains("<img src=\"files/a.png\" alt=\"\">"));
        assert!(html("> [!NOTE]\n> Mind the gap.").contains("<p class=\"label\">Note</p>"));
    }

    /// Every tag that comes out must be one of ours, with our attributes alone.
    fn audit(markdown: &str) {
        let html = html(markdown);
        let allowed = [
            "p",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "blockquote",
            "pre",
            "code",
            "ul",
            "ol",
            "li",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "em",
            "strong",
            "del",
            "a",
            "img",
            "span",
            "sup",
            "br",
            "hr",
        ];
        let mut rest = html.as_str();
        while let Some(start) = rest.find('<') {
            let end = rest[start..].find('>').map(|end| start + end).expect("a tag is closed");
            let tag = &rest[start + 1..end];
            let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
            assert!(allowed.contains(&name), "{markdown:?} gave <{tag}>");
            for attribute in tag.split(' ').skip(1).filter(|part| part.contains('=')) {
                let key = attribute.split('=').next().unwrap_or_default();
                let known = ["href", "src", "alt", "id", "class", "role", "aria-label", "start", "scope", "tabindex"];
                assert!(known.contains(&key), "{markdown:?} gave {attribute}");
            }
            if let Some(place) = tag.find("href=\"") {
                let url = tag[place + 6..].to_lowercase();
                assert!(!url.contains("javascript:") && !url.contains("data:") && !url.contains("vbscript:"), "{url}");
            }
            rest = &rest[end + 1..];
        }
    }

    #[test]
    fn nothing_that_runs_comes_out() {
        let vectors = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](java&#x0A;script:alert(1))",
            "[x](java\u{1}script:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](&#106;avascript:alert(1))",
            "[x](vbscript:msgbox)",
            "[x](//evil.example)",
            "![x](javascript:alert(1))",
            "![x\" onerror=\"alert(1)](a.png \"t\\\" onload=\\\"alert(1)\")",
            "[x](https://e.example \"a\\\" onclick=\\\"alert(1)\")",
            "<https://e.example/\"onclick=alert(1)>",
            "<javascript:alert(1)>",
            "```x\" onload=\"alert(1)\ncode\n```",
            "# h <svg onload=alert(1)> {#id onclick=alert(1)}",
            "[[x\"onclick=\"alert(1)]]",
            "[a]: javascript:alert(1)\n\n[a]",
            "| a\" | b |\n|---|---|\n| <b onclick=x> | `</code><script>` |",
            "[^1]\n\n[^1]: <script>alert(1)</script>",
            "&lt;script&gt;alert(1)&lt;/script&gt;",
        ];
        for vector in vectors {
            audit(vector);
        }
    }
}
