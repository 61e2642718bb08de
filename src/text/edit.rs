//! Changes to a text as data.

use super::{SourceSet, Span};

/// A replacement of the bytes of a span by a text; an empty span inserts.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// The text after all edits. Edits that overlap an earlier one are left out, so that two fixes of one place
/// never mix; the next run applies the other.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.span.start, edit.span.end));
    sorted.dedup();
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in sorted {
        let range = edit.span.range();
        if range.start < from || range.end > text.len() {
            continue;
        }
        out.push_str(&text[from..range.start]);
        out.push_str(&edit.text);
        from = range.end;
    }
    out.push_str(&text[from..]);
    out
}

/// Takes one of several entries out of a list, with its comma or its line. None where it is the only one.
#[must_use]
pub fn list_removal(sources: &SourceSet, entry: Span) -> Option<Edit> {
    let text = sources.file(entry.file).text();
    let (before, after) = (&text[..entry.start as usize], &text[entry.end as usize..]);
    let edit = |start: usize, end: usize| Some(Edit { span: Span::new(entry.file, start, end), text: String::new() });
    let left = before.trim_end_matches([' ', '\t']);
    let right = after.trim_start_matches([' ', '\t']);
    if left.ends_with(',') {
        return edit(left.len() - 1, entry.end as usize);
    }
    if let Some(rest) = right.strip_prefix(',') {
        let rest = rest.trim_start_matches([' ', '\t']);
        return edit(entry.start as usize, text.len() - rest.len());
    }
    let line_start = left.rfind('\n').map_or(0, |place| place + 1);
    let is_alone = text[line_start..entry.start as usize].trim() == "-";
    let line_end = after.find('\n').map_or(text.len(), |place| entry.end as usize + place + 1);
    (is_alone && right.starts_with(['\r', '\n'])).then(|| edit(line_start, line_end)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn check(text: &str, expected: Option<&str>) {
        let start = text.find('x').expect("the entry is called x");
        let sources = SourceSet::of_texts(&[("a.md", text)]);
        let edit = list_removal(&sources, Span::new(FileId(0), start, start + 1));
        assert_eq!(edit.map(|edit| apply(text, &[edit])).as_deref(), expected);
    }

    #[test]
    fn an_entry_goes_with_its_comma_or_line() {
        check("after: [a, x]\n", Some("after: [a]\n"));
        check("after: [x, a]\n", Some("after: [a]\n"));
        check("after: x\n", None);
        check("after:\n  - a\n  - x\n  - b\n", Some("after:\n  - a\n  - b\n"));
    }

    #[test]
    fn overlapping_edits_never_mix() {
        let edit = |start, end, text: &str| Edit { span: Span::new(FileId(0), start, end), text: text.to_owned() };
        assert_eq!(apply("abcdef", &[edit(4, 5, "X"), edit(0, 2, "Y"), edit(1, 3, "Z")]), "YcdXf");
    }
}
