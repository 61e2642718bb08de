//! What a change does to a file, as a unified diff.

use similar::{ChangeTag, TextDiff};

use super::Look;
use super::paint::Tone;
use super::sink::{clean, clean_lines};

/// The lines that change with three lines around them; empty where nothing changes.
#[must_use]
pub fn unified_diff(path: &str, before: &str, after: &str, look: &Look) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut out = String::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        if out.is_empty() {
            let path = clean(path);
            out.push_str(&look.paint(Tone::Bold, &format!("--- a/{path}\n+++ b/{path}")));
            out.push('\n');
        }
        out.push_str(&look.paint(Tone::Path, &hunk.header().to_string()));
        out.push('\n');
        for change in hunk.iter_changes() {
            let (sign, tone) = match change.tag() {
                ChangeTag::Delete => ("-", Some(Tone::Bad)),
                ChangeTag::Insert => ("+", Some(Tone::Good)),
                ChangeTag::Equal => (" ", None),
            };
            let text: &str = change.value();
            let line = format!("{sign}{}", clean_lines(text.strip_suffix('\n').unwrap_or(text).trim_end_matches('\r')));
            out.push_str(&tone.map_or_else(|| line.clone(), |tone| look.paint(tone, &line)));
            out.push('\n');
            if change.missing_newline() {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::PLAIN;

    #[test]
    fn a_change_is_shown_with_its_neighbours() {
        let text = unified_diff("a\r.md", "1\n2\n3\n4\n5\n6\n", "1\n2\n3\n4\nfive\n6", &PLAIN);
        assert_eq!(
            text,
            "--- a/a\\r.md\n+++ b/a\\r.md\n@@ -2,5 +2,5 @@\n 2\n 3\n 4\n-5\n-6\n+five\n+6\n\\ No newline at end of file\n"
        );
        assert_eq!(unified_diff("a", "x\n", "x\n", &PLAIN), "");
    }

    #[test]
    fn a_line_of_the_plan_is_no_command() {
        let text = unified_diff("a", "::error::x\n1\n", "::error::x\n\u{1b}[2J\n", &PLAIN);
        assert_eq!(text, "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n \\u{3a}:error::x\n-1\n+\\u{1b}[2J\n");
    }
}
