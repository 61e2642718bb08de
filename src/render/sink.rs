//! The one sink: text of a plan made safe for a terminal and for a CI log.
//!
//! Control characters move cursors and forge lines, bidi and zero-width characters hide what is written, and CI
//! servers read lines that begin with `::` or hold `##[` as commands. All of them are shown as visible escapes.

use std::fmt::Write as _;

/// Text for the middle of one line: no control, bidi or invisible character is left, and no command of a CI server.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    walk(text, &mut out, |out, index, letter| push(out, letter, is_command(text, index)));
    out
}

/// The same for text of several lines: line feeds and tabs stay, and a carriage return before a line feed goes.
/// No line begins with what a CI server reads as a command.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let (line, end) = match line.strip_suffix('\n') {
            Some(line) => (line.strip_suffix('\r').unwrap_or(line), "\n"),
            None => (line, ""),
        };
        let mut rest = line;
        let start = line.trim_start();
        if let Some(forged) = start.strip_prefix("::") {
            keep_tabs(&line[..line.len() - start.len()], &mut out);
            push(&mut out, ':', true);
            out.push(':');
            rest = forged;
        }
        keep_tabs(rest, &mut out);
        out.push_str(end);
    }
    out
}

/// One line for an excerpt: tabs stay. With it where the bytes of the line came to stand.
pub(super) fn clean_excerpt(line: &str) -> (String, Moved) {
    let mut out = String::with_capacity(line.len());
    let mut moved = Moved::default();
    walk(line, &mut out, |out, index, letter| {
        let from = out.len();
        push_but_tab(out, letter, is_command(line, index));
        if out.len() - from != letter.len_utf8() {
            moved.jumps.push((index + letter.len_utf8(), out.len()));
        }
    });
    (out, moved)
}

/// Where the bytes of a cleaned line came to stand.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// A byte behind a character that is written in another way, and where it stands now.
    jumps: Vec<(usize, usize)>,
}

impl Moved {
    /// Where a byte stands now; it must be the first of a character, or the end.
    pub(super) fn place(&self, byte: usize) -> usize {
        let jumps = &self.jumps[..self.jumps.partition_point(|(from, _)| *from <= byte)];
        jumps.last().map_or(byte, |(from, to)| to + (byte - from))
    }
}

fn keep_tabs(text: &str, out: &mut String) {
    walk(text, out, |out, index, letter| push_but_tab(out, letter, is_command(text, index)));
}

/// Takes what is plain as it stands, and gives every other character with its place to `other`.
fn walk(text: &str, out: &mut String, mut other: impl FnMut(&mut String, usize, char)) {
    // Printable ASCII is plain, but for what may begin a command.
    let is_other = |byte: u8| !matches!(byte, b' '..=b'~') || byte == b'#';
    let mut at = 0;
    loop {
        let plain = text.as_bytes()[at..].iter().position(|byte| is_other(*byte)).unwrap_or(text.len() - at);
        out.push_str(&text[at..at + plain]);
        at += plain;
        let Some(letter) = text[at..].chars().next() else { return };
        other(out, at, letter);
        at += letter.len_utf8();
    }
}

/// Whether a character must not reach a terminal as it is: it moves, hides or reorders what is seen.
#[must_use]
pub fn is_unsafe(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

fn push_but_tab(out: &mut String, letter: char, is_escaped: bool) {
    if letter == '\t' { out.push('\t') } else { push(out, letter, is_escaped) }
}

fn push(out: &mut String, letter: char, is_escaped: bool) {
    match letter {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ if is_escaped || is_unsafe(letter) => {
            // Writing into a String cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
        }
        _ => out.push(letter),
    }
}

/// Whether a command such as `##[error]` or `##vso[task…]` starts at a byte; servers find them anywhere in a line.
pub(super) fn is_command(text: &str, index: usize) -> bool {
    let Some(rest) = text[index..].strip_prefix("##") else { return false };
    rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_hides_or_reorders_is_shown() {
        assert_eq!(clean("a\u{1b}[31mred\r::error::x"), "a\\u{1b}[31mred\\r::error::x");
        assert_eq!(
            clean("\u{202e}gpj.\u{2066}x\u{200b}\u{9b}\u{feff}\u{e0041}"),
            "\\u{202e}gpj.\\u{2066}x\\u{200b}\\u{9b}\\u{feff}\\u{e0041}"
        );
        assert_eq!(clean("a\nb\tc\u{7f}\0"), "a\\nb\\tc\\u{7f}\\u{0}");
        assert_eq!(clean("Zürich, 日本, 🙂"), "Zürich, 日本, 🙂");
    }

    #[test]
    fn no_line_is_a_command() {
        assert_eq!(
            clean("see ##[error]x and ##vso[task.x] ## [a]"),
            "see \\u{23}#[error]x and \\u{23}#vso[task.x] ## [a]"
        );
        assert_eq!(
            clean_lines("a\r\n  ::stop-commands::x\n::error::y\n"),
            "a\n  \\u{3a}:stop-commands::x\n\\u{3a}:error::y\n"
        );
        assert_eq!(clean_lines("a\rb\tc\n"), "a\\rb\tc\n");
    }

    #[test]
    fn an_excerpt_keeps_count_of_its_bytes() {
        let (text, moved) = clean_excerpt("é\u{202e}x\ty");
        assert_eq!(text, "é\\u{202e}x\ty");
        let places = [0, 2, 5, 6, 7, 8].map(|byte| moved.place(byte));
        assert_eq!(places, [0, 2, 10, 11, 12, 13]);
    }
}
