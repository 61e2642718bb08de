//! YAML into the spanned tree. The only user of the YAML library.
//!
//! The library's events are read with limits of our own before any value is built. A syntax error costs its line:
//! it is blanked, places kept, and the rest is read again.

use std::borrow::Cow;
use std::collections::BTreeMap;

use granit_parser::{Event, Options, Parser, ScalarStyle, ScanError, StructureStyle};

use super::limits;
use super::mistakes;
use super::tree::{Duplicate, Entry, FrontMatter, Node, NodeValue, Style};
use crate::finding::{Finding, Severity};
use crate::text::{Edit, FileId, Span, Spanned};

/// The rule for what cannot be read.
pub(super) const RULE: &str = "bad-front-matter";

/// Reads the YAML in a range of a file. `front` gets entries, duplicates and lost lines.
pub(super) fn read(file: FileId, text: &str, range: std::ops::Range<usize>, front: &mut FrontMatter) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut yaml = Cow::Borrowed(&text[range.clone()]);
    mistakes::replace_no_break_spaces(file, range.start, &mut yaml, &mut findings);
    for _ in 0..limits::SYNTAX_ERRORS {
        let mut builder = Builder::new(file, range.start);
        match builder.run(&yaml) {
            Ok(()) => {
                findings.append(&mut builder.findings);
                front.entries = builder.entries(&mut findings);
                front.duplicates = builder.duplicates;
                return findings;
            }
            Err(Stop::Limit(finding)) => {
                findings.push(*finding);
                front.lost_lines.push(Span::new(file, range.start, range.end));
                return findings;
            }
            Err(Stop::Syntax(error)) => {
                let offset = error.marker().byte_offset().unwrap_or(yaml.len()).min(yaml.len());
                let mistake = mistakes::explain(file, range.start, &yaml, offset, &error.info());
                findings.push(mistake.finding);
                let lost = mistake.lost;
                front.lost_lines.push(Span::new(file, range.start + lost.start, range.start + lost.end));
                if !blank(yaml.to_mut(), lost) {
                    front.lost_lines.push(Span::new(file, range.start, range.end));
                    return findings;
                }
            }
        }
    }
    front.lost_lines.push(Span::new(file, range.start, range.end));
    findings
}

/// Replaces everything but line ends by spaces, so that places stay. False if there was nothing left to blank.
fn blank(yaml: &mut String, lost: std::ops::Range<usize>) -> bool {
    let spaces: String =
        yaml[lost.clone()].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }).collect();
    let is_new = spaces != yaml[lost.clone()];
    yaml.replace_range(lost, &spaces);
    is_new
}

enum Stop {
    Syntax(ScanError),
    Limit(Box<Finding>),
}

/// A map or list that is being read.
enum Frame {
    Sequence {
        items: Vec<Node>,
        is_flow: bool,
        start: usize,
    },
    Mapping {
        entries: Vec<Entry>,
        /// The keys, once there are many.
        seen: BTreeMap<String, Span>,
        key: Option<Spanned<String>>,
        is_flow: bool,
        start: usize,
    },
}

struct Builder {
    file: FileId,
    base: usize,
    frames: Vec<Frame>,
    root: Option<Node>,
    nodes: usize,
    duplicates: Vec<Duplicate>,
    findings: Vec<Finding>,
}

impl Builder {
    fn new(file: FileId, base: usize) -> Self {
        Self { file, base, frames: Vec::new(), root: None, nodes: 0, duplicates: Vec::new(), findings: Vec::new() }
    }

    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start, self.base + range.end)
    }

    fn run(&mut self, yaml: &str) -> Result<(), Stop> {
        let mut options = Options::default();
        options.strict_indentation = true;
        options.emit_unresolved_aliases = true;
        let mut parser = Parser::new_from_str_with_options(yaml, options);
        let mut documents = 0;
        while let Some(next) = parser.next_event() {
            let (event, place) = next.map_err(Stop::Syntax)?;
            let range = place.byte_range().unwrap_or(0..0);
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(self.limit(
                            range,
                            "a second YAML document begins here",
                            "a file has one; take the `---` out",
                        ));
                    }
                }
                Event::Scalar(text, style, anchor, tag) => {
                    self.refuse_extras(&range, anchor != 0, tag.is_some());
                    self.scalar(text, style, range)?;
                }
                Event::UnresolvedAlias(name) => {
                    let finding = mistakes::alias(self.span(range.clone()), yaml, range.clone(), self.base);
                    self.findings.push(finding);
                    self.scalar(Cow::Owned(format!("*{name}")), ScalarStyle::Plain, range)?;
                }
                Event::Alias(_) => {
                    let finding = mistakes::alias(self.span(range.clone()), yaml, range.clone(), self.base);
                    self.findings.push(finding);
                    self.scalar(Cow::Borrowed("*"), ScalarStyle::Plain, range)?;
                }
                Event::SequenceStart(style, anchor, tag) => {
                    self.refuse_extras(&range, anchor != 0, tag.is_some());
                    let is_flow = style == StructureStyle::Flow;
                    self.open(Frame::Sequence { items: Vec::new(), is_flow, start: range.start }, &range)?;
                }
                Event::MappingStart(style, anchor, tag) => {
                    self.refuse_extras(&range, anchor != 0, tag.is_some());
                    let is_flow = style == StructureStyle::Flow;
                    let frame = Frame::Mapping {
                        entries: Vec::new(),
                        seen: BTreeMap::new(),
                        key: None,
                        is_flow,
                        start: range.start,
                    };
                    self.open(frame, &range)?;
                }
                Event::SequenceEnd | Event::MappingEnd => self.close(range.end)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn limit(&self, range: std::ops::Range<usize>, message: &str, help: &str) -> Stop {
        let mut finding = Finding::new(RULE, Severity::Error, self.span(range), message);
        finding.help(help);
        Stop::Limit(Box::new(finding))
    }

    fn refuse_extras(&mut self, range: &std::ops::Range<usize>, has_anchor: bool, has_tag: bool) {
        let (what, sign) = match (has_anchor, has_tag) {
            (true, _) => ("anchors", '&'),
            (_, true) => ("tags", '!'),
            _ => return,
        };
        let message = format!("a plan has no YAML {what}");
        let mut finding = Finding::new(RULE, Severity::Error, self.span(range.clone()), message);
        finding.help(format!("put quotes around the text if it starts with `{sign}`"));
        self.findings.push(finding);
    }

    fn open(&mut self, frame: Frame, range: &std::ops::Range<usize>) -> Result<(), Stop> {
        self.count(range)?;
        if self.frames.len() >= limits::DEPTH {
            let message = format!("more than {} levels stand inside each other here", limits::DEPTH);
            return Err(self.limit(range.clone(), &message, "a plan never needs that; flatten it"));
        }
        self.frames.push(frame);
        Ok(())
    }

    fn count(&mut self, range: &std::ops::Range<usize>) -> Result<(), Stop> {
        self.nodes += 1;
        if self.nodes > limits::NODES {
            let message = format!("the file has more than {} values", limits::NODES);
            return Err(self.limit(range.clone(), &message, "split it into several files"));
        }
        Ok(())
    }

    fn scalar(&mut self, text: Cow<str>, style: ScalarStyle, range: std::ops::Range<usize>) -> Result<(), Stop> {
        self.count(&range)?;
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let is_null = style == Style::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
        let value = if is_null { NodeValue::Null } else { NodeValue::Scalar { text: text.into_owned(), style } };
        let span = self.span(range);
        self.value(Node { value, span });
        Ok(())
    }

    fn close(&mut self, end: usize) -> Result<(), Stop> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let node = match frame {
            Frame::Sequence { items, is_flow, start } => {
                let end = if is_flow { end } else { self.relative_end(items.last().map(|item| item.span), start) };
                let first =
                    items.first().filter(|_| !is_flow).map_or(start, |item| item.span.start as usize - self.base);
                let span = self.span(first..end.max(first));
                Node { value: NodeValue::Sequence { items, is_flow }, span }
            }
            Frame::Mapping { mut entries, is_flow, start, .. } => {
                if is_flow {
                    self.unquoted_commas(&mut entries);
                }
                let last = entries.last().map(|entry| entry.key.span.to(entry.value.span));
                let end = if is_flow { end } else { self.relative_end(last, start) };
                let first = entries
                    .first()
                    .filter(|_| !is_flow)
                    .map_or(start, |entry| entry.key.span.start as usize - self.base);
                let span = self.span(first..end.max(first));
                Node { value: NodeValue::Mapping { entries, is_flow }, span }
            }
        };
        self.value(node);
        Ok(())
    }

    fn relative_end(&self, last: Option<Span>, start: usize) -> usize {
        last.map_or(start, |span| span.end as usize - self.base)
    }

    /// `{title: Head office, 38 people}`: the text was cut at the comma, and its end became a key without value.
    fn unquoted_commas(&mut self, entries: &mut Vec<Entry>) {
        let mut index = 0;
        while index < entries.len() {
            if !entries[index].value.is_null() || entries[index].value.span.end > entries[index].value.span.start {
                index += 1;
                continue;
            }
            let end =
                (index..entries.len()).take_while(|place| entries[*place].value.is_null()).last().unwrap_or(index);
            let span = entries[index].key.span.to(entries[end].key.span);
            let lost = &entries[index].key.value;
            let mut finding =
                Finding::new("unquoted-comma", Severity::Error, span, format!("`{lost}` is cut off from its text"));
            let before = index.checked_sub(1).map(|place| &entries[place].value);
            match before.and_then(|node| Some((node.as_text()?, node))) {
                Some((text, node)) if matches!(node.value, NodeValue::Scalar { style: Style::Plain, .. }) => {
                    let rest: Vec<&str> = entries[index..=end].iter().map(|entry| entry.key.value.as_str()).collect();
                    let whole = format!("\"{}\"", format!("{text}, {}", rest.join(", ")).replace('"', "\\\""));
                    finding.help("a comma ends a value inside `{…}`; put quotes around the whole text");
                    finding.fix("put quotes around the text", vec![Edit { span: node.span.to(span), text: whole }]);
                }
                _ => {
                    finding.help("inside `{…}` every key needs a value; put quotes around a text with a comma");
                }
            }
            self.findings.push(finding);
            entries.drain(index..=end);
        }
    }

    fn value(&mut self, mut node: Node) {
        let path_len = self.frames.len();
        match self.frames.last_mut() {
            None => self.root = Some(node),
            Some(Frame::Sequence { items, .. }) => items.push(node),
            Some(Frame::Mapping { entries, seen, key, .. }) => match key.take() {
                None => *key = Some(key_of(node, &mut self.findings)),
                Some(name) => {
                    if node.is_null() && node.span.start == node.span.end {
                        // An empty value stands behind the colon of its key.
                        let place = name.span.end + 1;
                        node.span = Span { start: place, end: place, ..name.span };
                    }
                    if let Some(first) = seen_before(&name.value, entries, seen) {
                        let path = self.path(path_len);
                        self.duplicates.push(Duplicate { path, second: name, first });
                    } else {
                        entries.push(Entry { key: name, value: node });
                    }
                }
            },
        }
    }

    /// The keys above the innermost map.
    fn path(&self, depth: usize) -> Vec<String> {
        self.frames[..depth.saturating_sub(1)]
            .iter()
            .filter_map(|frame| match frame {
                Frame::Mapping { key: Some(key), .. } => Some(key.value.clone()),
                _ => None,
            })
            .collect()
    }

    /// The top-level entries.
    fn entries(&mut self, findings: &mut Vec<Finding>) -> Vec<Entry> {
        match self.root.take() {
            None => Vec::new(),
            Some(Node { value: NodeValue::Mapping { entries, .. }, .. }) => entries,
            Some(Node { value: NodeValue::Null, .. }) => Vec::new(),
            Some(node) => {
                let message = "here are keys with values expected, `title: …`".to_owned();
                let mut finding = Finding::new(RULE, Severity::Error, node.span, message);
                finding.help("write each fact on a line of its own: a key, a colon, a space, a value");
                findings.push(finding);
                Vec::new()
            }
        }
    }
}

/// Where a map has a key already. The keys of a large map are looked up, so that time does not grow with its square.
fn seen_before(name: &str, entries: &[Entry], seen: &mut BTreeMap<String, Span>) -> Option<Span> {
    const FEW: usize = 24;
    if entries.len() <= FEW {
        return entries.iter().find(|entry| entry.key.value == name).map(|entry| entry.key.span);
    }
    for entry in &entries[seen.len()..] {
        seen.insert(entry.key.value.clone(), entry.key.span);
    }
    seen.get(name).copied()
}

/// A key as text. A key that is no text is reported and stands as an empty one.
fn key_of(node: Node, findings: &mut Vec<Finding>) -> Spanned<String> {
    let span = node.span;
    match node.value {
        NodeValue::Scalar { text, .. } if text == "<<" => {
            let mut finding = Finding::new(RULE, Severity::Error, span, "a plan has no YAML merge keys");
            finding.help("write the fields out, or use `defaults` beside the register");
            findings.push(finding);
            Spanned::new(text, span)
        }
        NodeValue::Scalar { text, .. } => Spanned::new(text, span),
        NodeValue::Null => Spanned::new(String::new(), span),
        _ => {
            let mut finding = Finding::new(RULE, Severity::Error, span, "a key must be a word");
            finding.help("put quotes around a text that starts with `[` or `{`");
            findings.push(finding);
            Spanned::new(String::new(), span)
        }
    }
}
