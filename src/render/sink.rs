//! The one sink: text of a plan made safe for a terminal and for a CI log.
//!
//! Control characters move cursors and forge lines, bidi and zero-width characters hide what is written, and CI
//! servers read lines that begin with `::` or hold `##[` as commands. All of them are shown as visible escapes.

use std::fmt::Write as _;

/// Text for the middle of one line: no control, bidi or invisible character is left, and no command of a CI server.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, letter) in text.char_indices() {
        push(&mut out, letter, is_command(text, index));
    }
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
        let indent = line.len() - line.trim_start().len();
        let forged = line[indent..].starts_with("::");
        for (index, letter) in line.char_indices() {
            match letter {
                '\t' => out.push('\t'),
                _ => push(&mut out, letter, (forged && index == indent) || is_command(line, index)),
            }
        }
        out.push_str(end);
    }
    out
}

/// One line for an excerpt: tabs stay. With it the place in the result for each byte of the line.
pub(super) fn clean_excerpt(line: &str) -> (String, Vec<(usize, usize)>) {
    let mut out = String::with_capacity(line.len());
    let mut places = Vec::with_capacity(line.len());
    for (index, letter) in line.char_indices() {
        places.push((index, out.len()));
        match letter {
            '\t' => out.push('\t'),
            _ => push(&mut out, letter, is_command(line, index)),
        }
    }
    places.push((line.len(), out.len()));
    (out, places)
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
        let (text, places) = clean_excerpt("é\u{202e}x");
        assert_eq!(text, "é\\u{202e}x");
        assert_eq!(places, [(0, 0), (2, 2), (5, 10), (6, 11)]);
    }
}
