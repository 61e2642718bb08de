//! Whether edits change what they mean to change and nothing else: both texts are read, and their facts compared by
//! place.

use super::parse;
use super::tree::{Entry, FrontMatter, Node, NodeValue};
use crate::text::{Edit, FileId, Span, apply};

/// A value that stands by itself, with the keys above it. Places in lists do not count: an entry may go.
#[derive(Debug, PartialEq)]
struct Leaf {
    path: Vec<String>,
    text: Option<String>,
    /// With its key, where it has one.
    span: Span,
}

/// Whether a text with these edits says the same as before but for the values that the edits touch, and no less can be
/// read of it. Lines that could not be read before may say anything now.
#[must_use]
pub fn changes_only_what_it_touches(file: FileId, before: &str, edits: &[Edit]) -> bool {
    if edits.iter().any(|edit| drops_comment(&before[edit.span.range()], &edit.text)) {
        return false;
    }
    let after = apply(before, edits);
    let ((old, old_findings), (new, new_findings)) = (parse(file, before), parse(file, &after));
    if new_findings.len() > old_findings.len() {
        return false;
    }
    let (Some(old), Some(new)) = (old.front, new.front) else { return false };
    if new.lost_lines.len() > old.lost_lines.len() {
        return false;
    }
    let was_unread = |span: Span| old.lost_lines.iter().any(|lost| lost.start < span.end && span.start < lost.end);
    let old_leaves = leaves(&old);
    let mut new_leaves = leaves(&new).into_iter().peekable();
    let untouched = old_leaves.iter().filter(|leaf| !edits.iter().any(|edit| touches(edit, leaf.span)));
    for leaf in untouched {
        let start = moved(leaf.span.start, edits);
        // What is new up to here must come out of an edit, or out of a line that could not be read before.
        while let Some(new) = new_leaves.next_if(|new| new.span.start < start) {
            let place = origin(new.span, edits);
            if !place.is_none_or(was_unread) {
                return false;
            }
        }
        let same = new_leaves.next();
        if same.is_none_or(|new| new.span.start != start || new.path != leaf.path || new.text != leaf.text) {
            return false;
        }
    }
    new_leaves.all(|new| origin(new.span, edits).is_none_or(was_unread))
}

/// Whether a comment, or what may be one, would be lost.
fn drops_comment(old: &str, new: &str) -> bool {
    if old.starts_with(['"', '\'']) {
        return false;
    }
    old.match_indices('#').any(|(place, _)| {
        let starts = old[..place].chars().next_back().is_none_or(char::is_whitespace);
        starts && !new.contains(old[place..].lines().next().unwrap_or_default())
    })
}

/// Whether an edit replaces a part of a span, or inserts into it or at its ends.
fn touches(edit: &Edit, span: Span) -> bool {
    if edit.span.start == edit.span.end {
        return span.start <= edit.span.start && edit.span.start <= span.end;
    }
    edit.span.start < span.end.max(span.start + 1) && span.start < edit.span.end
}

/// Where an untouched byte stands after the edits.
fn moved(offset: u32, edits: &[Edit]) -> u32 {
    let before = edits.iter().filter(|edit| edit.span.end <= offset);
    let grown: i64 = before.map(|edit| edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start)).sum();
    u32::try_from(i64::from(offset) + grown).unwrap_or(offset)
}

/// Where a place of the new text stood in the old one; None where an edit touches it.
fn origin(span: Span, edits: &[Edit]) -> Option<Span> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span.start);
    let mut grown: i64 = 0;
    for edit in sorted {
        let start = i64::from(edit.span.start) + grown;
        let end = start + edit.text.len() as i64;
        if i64::from(span.end) < start {
            break;
        }
        if i64::from(span.start) <= end {
            return None;
        }
        grown += edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start);
    }
    let back = |offset: u32| u32::try_from(i64::from(offset) - grown).unwrap_or(0);
    Some(Span { file: span.file, start: back(span.start), end: back(span.end) })
}

fn leaves(front: &FrontMatter) -> Vec<Leaf> {
    let mut found = Vec::new();
    let mut path = Vec::new();
    front.entries.iter().for_each(|entry| gather_entry(entry, &mut path, &mut found));
    found
}

fn gather_entry(entry: &Entry, path: &mut Vec<String>, found: &mut Vec<Leaf>) {
    path.push(entry.key.value.clone());
    gather(&entry.value, Some(entry.key.span), path, found);
    path.pop();
}

/// Depth is bounded by the reader.
fn gather(node: &Node, key: Option<Span>, path: &mut Vec<String>, found: &mut Vec<Leaf>) {
    let text = match &node.value {
        NodeValue::Mapping { entries, .. } => {
            return entries.iter().for_each(|entry| gather_entry(entry, path, found));
        }
        NodeValue::Sequence { items, .. } => {
            return items.iter().for_each(|item| gather(item, None, path, found));
        }
        NodeValue::Null => None,
        NodeValue::Scalar { text, .. } => Some(text.clone()),
    };
    found.push(Leaf { path: path.clone(), text, span: key.map_or(node.span, |key| key.to(node.span)) });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Replaces the only `old` in the facts by `new`.
    fn check(yaml: &str, old: &str, new: &str, holds: bool) {
        let text = format!("---\n{yaml}---\n");
        let start = text.find(old).expect("it stands there");
        let edit = Edit { span: Span::new(FileId(0), start, start + old.len()), text: new.to_owned() };
        assert_eq!(changes_only_what_it_touches(FileId(0), &text, &[edit]), holds, "{yaml} {old} -> {new}");
    }

    #[test]
    fn a_value_may_change_alone() {
        check("a: 1\nb: x\nc: {d: 2, e: 3}\n", "x", "y", true);
        check("a: 1\nb: x\nc: {d: 2, e: 3}\n", "x", "y\nc2: z", true);
        check("a: [x, y, z]\n", "x, ", "", true);
        check("a: x\nb: 1\n", "x", "\"x", false);
        check("a: x\nb: 1\n", "x\n", "x ", false);
        check("a: x\nb: {c: 1}\n", "b:", "d:", false);
    }

    #[test]
    fn a_line_that_could_not_be_read_may_say_anything() {
        check("a: 1\nb: Phase 2: x\nc: 3\n", "Phase 2: x", "\"Phase 2: x\"", true);
        check("a: 1\nb: @x\nc: @y\n", "@x", "\"@x\"", true);
    }

    #[test]
    fn a_comment_stays_a_comment() {
        check("a: 1\nb: x # y\nc: 3\n", "# y", "y", false);
        check("a: 1\nb: x # y\nc: 3\n", " # y", "", false);
        check("a: 1\nb: 'x # y'\nc: 3\n", "'x # y'", "\"x # y\"", true);
    }
}
