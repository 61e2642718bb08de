//! Colours, marks and line breaks of terminal text.

use anstyle::{AnsiColor, Style};

use super::Look;
use crate::finding::Severity;

/// How a piece of text stands out.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Bold,
    Dim,
    Path,
    Good,
    Bad,
    Doubtful,
    Note,
}

impl Look {
    /// The text in a tone, where colours are understood.
    pub(super) fn paint(&self, tone: Tone, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        let style = match tone {
            Tone::Bold => Style::new().bold(),
            Tone::Dim => Style::new().dimmed(),
            Tone::Path => AnsiColor::Cyan.on_default(),
            Tone::Good => AnsiColor::Green.on_default().bold(),
            Tone::Bad => AnsiColor::Red.on_default().bold(),
            Tone::Doubtful => AnsiColor::Yellow.on_default().bold(),
            Tone::Note => AnsiColor::Blue.on_default().bold(),
        };
        format!("{style}{text}{style:#}")
    }

    /// One of two texts: with characters beyond ASCII, or without.
    pub(super) fn either<'a>(&self, unicode: &'a str, ascii: &'a str) -> &'a str {
        if self.unicode { unicode } else { ascii }
    }
}

/// The tone of a severity.
pub(super) fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Doubtful,
        Severity::Info => Tone::Note,
    }
}

/// The words of a text in lines of at most `width` characters; a longer word has a line of its own.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        let line = lines.last_mut().expect("there is a line from the start");
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
    }
    lines
}

/// A text with a name before it and all its lines below each other: `why   because …`.
pub(super) fn named(out: &mut String, look: &Look, indent: &str, name: &str, text: &str) {
    let width = look.columns().saturating_sub(indent.len() + 6).max(20);
    for (index, line) in wrap(text, width).iter().enumerate() {
        let name = if index == 0 { name } else { "" };
        out.push_str(indent);
        out.push_str(&look.paint(Tone::Dim, &format!("{name:<6}")));
        out.push_str(line);
        out.push('\n');
    }
}

/// A number with its noun: `1 error`, `2 errors`.
pub(super) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_lost() {
        assert_eq!(wrap("a bb ccc dddddddd e", 5), ["a bb", "ccc", "dddddddd", "e"]);
        assert_eq!(wrap("", 5), [""]);
    }
}
