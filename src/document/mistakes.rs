//! What people really get wrong in YAML, in words that help, with a fix where the meaning is certain.

use std::borrow::Cow;
use std::ops::Range;

use super::yaml::RULE;
use crate::finding::{Finding, Severity};
use crate::text::{Edit, FileId, Span};

/// A syntax error, told, and the lines that must be left out to read on.
pub(super) struct Mistake {
    pub(super) finding: Finding,
    pub(super) lost: Range<usize>,
}

/// One line of the YAML and what it says.
struct Line<'a> {
    /// Bytes in the YAML, without the line end.
    range: Range<usize>,
    text: &'a str,
}

impl<'a> Line<'a> {
    fn at(yaml: &'a str, offset: usize) -> Self {
        let is_end = |letter: char| letter == '\n' || letter == '\r';
        let start = yaml[..offset].rfind(is_end).map_or(0, |place| place + 1);
        let end = yaml[offset..].find(is_end).map_or(yaml.len(), |place| offset + place);
        Self { range: start..end, text: &yaml[start..end] }
    }

    /// The line below.
    fn after(yaml: &'a str, line: &Self) -> Option<Self> {
        let rest = &yaml[line.range.end..];
        let end = if rest.starts_with("\r\n") { 2 } else { 1 };
        (rest.len() > end).then(|| Self::at(yaml, line.range.end + end))
    }

    /// Where the value begins behind the first `key: `, or behind a dash.
    fn value_start(&self) -> Option<usize> {
        let colon = self.text.find(": ").map(|place| place + 2);
        let dash = self.text.trim_start().strip_prefix("- ").map(|rest| self.text.len() - rest.len());
        let start = colon.or(dash)?;
        let rest = &self.text[start..];
        Some(self.range.start + start + (rest.len() - rest.trim_start().len()))
    }

    /// The value without a comment behind it.
    fn value(&self) -> Option<Range<usize>> {
        let start = self.value_start()?;
        let text = &self.text[start - self.range.start..];
        let end = text.find(" #").unwrap_or(text.len());
        Some(start..start + text[..end].trim_end().len())
    }
}

/// Says what a syntax error at an offset most likely is.
pub(super) fn explain(file: FileId, base: usize, yaml: &str, offset: usize, info: &str) -> Mistake {
    let mut offset = offset.min(yaml.len());
    while !yaml.is_char_boundary(offset) {
        offset -= 1;
    }
    let mut line = Line::at(yaml, offset);
    // An error at the very end or on a blank line belongs to the last line that says something.
    while line.text.trim().is_empty() && line.range.start > 0 {
        line = Line::at(yaml, line.range.start - 1);
    }
    let span = |range: Range<usize>| Span::new(file, base + range.start, base + range.end);
    if let Some(open) = unclosed_quote(yaml, offset) {
        return unclosed(yaml, open, &span);
    }
    // A plain text runs on into a line that a tab indents: the tab is the mistake, the text before it is whole.
    if info.contains("tab") && tab(&line, &span).is_none() {
        line = Line::after(yaml, &line).filter(|next| tab(next, &span).is_some()).unwrap_or(line);
    }
    let known = tab(&line, &span)
        .or_else(|| no_space_behind_colon(&line, yaml, &span))
        .or_else(|| starts_with_a_sign(&line, yaml, &span))
        .or_else(|| second_colon(&line, yaml, &span))
        .or_else(|| unclosed_bracket(&line, &span))
        .or_else(|| dash_behind_colon(&line, &span));
    let finding = known.unwrap_or_else(|| other(&line, offset, info, &span));
    Mistake { finding, lost: line.range }
}

fn error(span: Span, message: impl Into<String>, help: impl Into<String>) -> Finding {
    let mut finding = Finding::new(RULE, Severity::Error, span, message);
    finding.help(help);
    finding
}

/// The text as a YAML scalar in double quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn tab(line: &Line, span: &dyn Fn(Range<usize>) -> Span) -> Option<Finding> {
    let indent = line.text.len() - line.text.trim_start().len();
    let place = line.text[..indent].find('\t')?;
    let start = line.range.start + place;
    let end = line.range.start + indent;
    let mut finding =
        error(span(start..end), "the line is indented with a tab", "YAML wants spaces: two for each level");
    let spaces = line.text[place..indent].chars().map(|letter| if letter == '\t' { "  " } else { " " }).collect();
    finding.suggest("indent with spaces", vec![Edit { span: span(start..end), text: spaces }]);
    Some(finding)
}

fn no_space_behind_colon(line: &Line, yaml: &str, span: &dyn Fn(Range<usize>) -> Span) -> Option<Finding> {
    let trimmed = line.text.trim_start().trim_start_matches("- ");
    let start = line.range.start + line.text.len() - trimmed.len();
    let colon = trimmed.find(':')?;
    let key = &trimmed[..colon];
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let next = trimmed[colon + 1..].chars().next()?;
    if !is_key || next.is_whitespace() || trimmed[colon..].starts_with("://") {
        return None;
    }
    let place = start + colon + 1;
    debug_assert!(yaml.is_char_boundary(place), "a colon is one byte");
    let mut finding =
        error(span(start..place), format!("there is no space behind `{key}:`"), format!("write `{key}: …`"));
    finding.fix("put a space behind the colon", vec![Edit { span: span(place..place), text: " ".to_owned() }]);
    Some(finding)
}

fn starts_with_a_sign(line: &Line, yaml: &str, span: &dyn Fn(Range<usize>) -> Span) -> Option<Finding> {
    let value = line.value()?;
    let text = &yaml[value.clone()];
    let sign = text
        .chars()
        .next()
        .filter(|sign| matches!(sign, '@' | '`' | '%' | '*' | '&' | '!' | '|' | '>' | '?' | ',' | ']' | '}'))?;
    let mut finding = error(
        span(value.clone()),
        format!("a text cannot start with `{sign}`"),
        format!("put quotes around it: `{}`", quoted(text)),
    );
    finding.fix("put quotes around the text", vec![Edit { span: span(value), text: quoted(text) }]);
    Some(finding)
}

fn second_colon(line: &Line, yaml: &str, span: &dyn Fn(Range<usize>) -> Span) -> Option<Finding> {
    let value = line.value()?;
    let text = &yaml[value.clone()];
    let is_plain = !text.starts_with(['"', '\'', '{', '[']);
    if !is_plain || !(text.contains(": ") || text.ends_with(':')) {
        return None;
    }
    let mut finding =
        error(span(value.clone()), "the text has a colon in it", format!("put quotes around it: `{}`", quoted(text)));
    finding.fix("put quotes around the text", vec![Edit { span: span(value), text: quoted(text) }]);
    Some(finding)
}

fn unclosed_bracket(line: &Line, span: &dyn Fn(Range<usize>) -> Span) -> Option<Finding> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote: Option<char> = None;
    for (place, letter) in line.text.char_indices() {
        match (quote, letter) {
            (Some(mark), _) if letter == mark => quote = None,
            (Some(_), _) => {}
            (None, '"') => quote = Some(letter),
            (None, '[' | '{') => open.push((place, letter)),
            (None, ']' | '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    let (place, letter) = open.pop()?;
    let close = if letter == '[' { ']' } else { '}' };
    let start = line.range.start + place;
    Some(error(
        span(start..start + 1),
        format!("this `{letter}` is not closed"),
        format!("close it with `{close}`; put quotes around a text that has one in it"),
    ))
}

fn dash_behind_colon(line: &Line, span: &dyn Fn(Range<usize>) -> Span) -> Option<Finding> {
    let place = line.text.find(": - ")?;
    let start = line.range.start + place + 2;
    Some(error(
        span(start..start + 1),
        "a list with dashes starts on the next line",
        "put each `- …` on a line of its own, or write `[a, b]`",
    ))
}

fn other(line: &Line, offset: usize, info: &str, span: &dyn Fn(Range<usize>) -> Span) -> Finding {
    let trimmed = line.text.trim();
    if !trimmed.contains(':') && !trimmed.starts_with('-') && !trimmed.starts_with('#') {
        let start = line.range.start + (line.text.len() - line.text.trim_start().len());
        return error(
            span(start..start + trimmed.len()),
            "the line is neither a key with a value nor part of a list",
            "write `key: value`; prose belongs below the second `---`",
        );
    }
    let place = if line.range.contains(&offset) { offset..line.range.end } else { line.range.clone() };
    let place = if place.is_empty() { line.range.clone() } else { place };
    error(
        span(place),
        format!("this cannot be read as YAML: {info}"),
        "check indentation, quotes and brackets of the line",
    )
}

/// Where a quote was opened that is never closed, looking back from an error.
fn unclosed_quote(yaml: &str, offset: usize) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    let mut before = '\n';
    let mut escaped = false;
    for (place, letter) in yaml.char_indices() {
        match open {
            Some((_, '"')) if letter == '\\' && !escaped => {
                escaped = true;
                continue;
            }
            Some((_, mark)) if letter == mark && !escaped => open = None,
            // A quote opens a text only where a value can begin.
            None if matches!(letter, '"' | '\'') && is_value_start(before) => open = Some((place, letter)),
            // A comment runs to the end of its line.
            None if letter == '#' && before.is_whitespace() => before = '#',
            _ => {}
        }
        escaped = false;
        if before != '#' || letter == '\n' {
            // Spaces are passed over: a value may begin behind `: `.
            before = if letter == ' ' { before } else { letter };
        }
    }
    let (place, _) = open?;
    (place <= offset).then_some(place)
}

fn is_value_start(before: char) -> bool {
    matches!(before, '\n' | ':' | '-' | '[' | '{' | ',')
}

fn unclosed(yaml: &str, open: usize, span: &dyn Fn(Range<usize>) -> Span) -> Mistake {
    let line = Line::at(yaml, open);
    let mark = yaml[open..].chars().next().expect("a quote stands at its place");
    let end = line.range.end;
    let mut finding = error(span(open..end), "this quote is not closed", format!("close it with `{mark}`"));
    let place = open + yaml[open..end].trim_end().len();
    finding.suggest("close the quote", vec![Edit { span: span(place..place), text: mark.to_string() }]);
    Mistake { finding, lost: line.range }
}

/// `*bold*` at the start of a value, which YAML takes for an alias.
pub(super) fn alias(span: Span, yaml: &str, range: Range<usize>, base: usize) -> Finding {
    let line = Line::at(yaml, range.start.min(yaml.len()));
    let mut finding = Finding::new(RULE, Severity::Error, span, "a text cannot start with `*`");
    match line.value().filter(|value| value.start == range.start) {
        Some(value) => {
            let text = quoted(&yaml[value.clone()]);
            let place = Span::new(span.file, base + value.start, base + value.end);
            finding.span = place;
            finding.help(format!("put quotes around it: `{text}`"));
            finding.fix("put quotes around the text", vec![Edit { span: place, text }]);
        }
        None => {
            finding.help("put quotes around it");
        }
    }
    finding
}

/// A no-break space behind a colon makes the whole line one text, without an error of the library.
pub(super) fn replace_no_break_spaces(file: FileId, base: usize, yaml: &mut Cow<str>, findings: &mut Vec<Finding>) {
    let is_key = |line: &str, colon: usize| {
        let key = line[..colon].trim_start().trim_start_matches("- ");
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    let places: Vec<usize> = yaml
        .match_indices(":\u{a0}")
        .filter(|(place, _)| {
            let line = Line::at(yaml, *place);
            is_key(line.text, place - line.range.start)
        })
        .map(|(place, _)| place + 1)
        .collect();
    for place in places {
        let end = place + '\u{a0}'.len_utf8();
        let span = Span::new(file, base + place, base + end);
        let mut finding = error(span, "behind the colon stands a no-break space", "write an ordinary space");
        finding.fix("write an ordinary space", vec![Edit { span, text: " ".to_owned() }]);
        findings.push(finding);
        // Two bytes, two spaces: all places stay.
        yaml.to_mut().replace_range(place..end, "  ");
    }
}
