//! Maps and lists that are written one entry a line, merged as pieces of text: each piece is one side's or merged
//! further in.

use std::ops::Range;

use super::list::{self, Place};
use super::value::{Value, may_start_empty};
use crate::document::tree::{Entry, Node, NodeValue};
use crate::text::{Merged, conflict};

/// A map that is written one key a line.
pub(super) struct Block<'a> {
    /// What stands before the first key: comments and blank lines.
    lead: &'a str,
    pieces: Vec<Piece<'a>>,
    indent: usize,
}

/// A key with its value and the comments above it.
struct Piece<'a> {
    whole: &'a str,
    /// The text of the file, and where in it the piece stands without the blank lines at its end.
    text: &'a str,
    range: Range<usize>,
    entry: &'a Entry,
    indent: usize,
}

impl<'a> Block<'a> {
    /// The entries of a map within a part of a text; none if they do not stand one a line.
    pub(super) fn of(text: &'a str, part: Range<usize>, entries: &'a [Entry]) -> Option<Self> {
        let mut starts = Vec::new();
        let mut floor = part.start;
        let mut indent = None;
        for entry in entries {
            let line = line_start(text, entry.key.span.start as usize);
            let spaces = &text[line..entry.key.span.start as usize];
            let is_alone = spaces.bytes().all(|byte| byte == b' ') && line >= floor;
            if !is_alone || indent.is_some_and(|indent| indent != spaces.len()) {
                return None;
            }
            indent = Some(spaces.len());
            starts.push(above_comments(text, line, floor, spaces.len()));
            floor = entry.value.span.end as usize;
        }
        let indent = indent.unwrap_or(0);
        let first = starts.first().copied().unwrap_or(part.end);
        let ends = starts.iter().skip(1).copied().chain([part.end]);
        let piece = |((start, end), entry): ((usize, usize), &'a Entry)| {
            let content = text[start..end].trim_end_matches('\n').len();
            let content_end = (start + content + 1).min(end);
            Piece { whole: &text[start..end], text, range: start..content_end, entry, indent }
        };
        let pieces = starts.iter().copied().zip(ends).zip(entries).map(piece).collect();
        Some(Self { lead: &text[part.start..first], pieces, indent })
    }

    fn find(&self, key: &str) -> Option<&Piece<'a>> {
        self.pieces.iter().find(|piece| piece.entry.key.value == key)
    }
}

/// The start of the comments of the same indentation right above a line.
fn above_comments(text: &str, line: usize, floor: usize, indent: usize) -> usize {
    let mut start = line;
    while start > floor {
        let before = line_start(text, start - 1);
        let above = &text[before..start];
        let spaces = above.len() - above.trim_start_matches(' ').len();
        if before < floor || spaces != indent || !above[spaces..].starts_with('#') {
            break;
        }
        start = before;
    }
    start
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |place| place + 1)
}

impl<'a> Piece<'a> {
    fn content(&self) -> &'a str {
        &self.text[self.range.clone()]
    }

    /// The blank lines behind it.
    fn gap(&self) -> &'a str {
        &self.whole[self.content().len()..]
    }

    /// Its lines as they stand in a block of another indentation.
    fn moved_to(&self, indent: usize) -> String {
        if indent == self.indent {
            return self.content().to_owned();
        }
        let shift = |line: &str| match indent.checked_sub(self.indent) {
            Some(more) => format!("{}{line}", " ".repeat(more)),
            None => line.strip_prefix(&" ".repeat(self.indent - indent)).unwrap_or(line).to_owned(),
        };
        self.content()
            .split_inclusive('\n')
            .map(|line| if line == "\n" { line.to_owned() } else { shift(line) })
            .collect()
    }

    /// Its value, as a block map below its key.
    fn inner(&self) -> Option<Block<'a>> {
        match &self.entry.value.value {
            NodeValue::Mapping { entries, is_flow: false } if !entries.is_empty() => {
                // The line of the key itself holds no field.
                let start = self.range.start + self.head().len();
                Block::of(self.text, start..self.range.end, entries)
            }
            _ => None,
        }
    }

    /// Up to the end of the line with its key.
    fn head(&self) -> &'a str {
        let rest = &self.text[self.entry.key.span.end as usize..self.range.end];
        let end = rest.find('\n').map_or(self.range.end, |place| self.entry.key.span.end as usize + place + 1);
        &self.text[self.range.start..end]
    }

    /// What stands before its value, the value, and what stands behind it.
    fn parts(&self) -> (&'a str, &'a str, &'a str) {
        let value = self.entry.value.span.range();
        let value = value.start..value.end.min(self.range.end);
        (&self.text[self.range.start..value.start], &self.text[value.clone()], &self.text[value.end..self.range.end])
    }
}

/// What two sides made of a map. None where the texts do not stand one key a line.
pub(super) fn merge(base: Option<&Block>, ours: &Block, theirs: &Block, depth: usize) -> Option<Merged> {
    let mut merged: Vec<(String, Merged, String)> = Vec::new();
    for piece in &ours.pieces {
        let key = piece.entry.key.value.as_str();
        let (old, their) = (base.and_then(|base| base.find(key)), theirs.find(key));
        let gap = their.and_then(|their| three(old.map(Piece::gap), piece.gap(), their.gap())).unwrap_or(piece.gap());
        merged.extend(kept(old, piece, their, depth).map(|one| (key.to_owned(), one, gap.to_owned())));
    }
    for (index, piece) in theirs.pieces.iter().enumerate() {
        let key = piece.entry.key.value.as_str();
        if ours.find(key).is_some() {
            continue;
        }
        let added = match base.and_then(|base| base.find(key)) {
            None => Merged { text: piece.moved_to(ours.indent), conflicts: 0 },
            Some(old) if old.content() == piece.content() => continue,
            Some(_) => conflict("", &piece.moved_to(ours.indent)),
        };
        let place = |before: &Piece| merged.iter().position(|(known, ..)| *known == before.entry.key.value);
        let mut at = theirs.pieces[..index].iter().rev().find_map(place).map_or(0, |place| place + 1);
        // What ours added at the same place stays first.
        let is_ours = |key: &str| theirs.find(key).is_none() && base.is_none_or(|base| base.find(key).is_none());
        while merged.get(at).is_some_and(|(key, ..)| is_ours(key)) {
            at += 1;
        }
        merged.insert(at, (key.to_owned(), added, piece.gap().to_owned()));
    }
    let lead = three(base.map(|base| base.lead), ours.lead, theirs.lead).unwrap_or(ours.lead);
    let mut whole = Merged { text: lead.to_owned(), conflicts: 0 };
    for (_, one, gap) in merged {
        whole.text.push_str(&one.text);
        whole.text.push_str(&gap);
        whole.conflicts += one.conflicts;
    }
    Some(whole)
}

/// What becomes of a key that ours has; nothing if it is taken out.
fn kept(base: Option<&Piece>, ours: &Piece, theirs: Option<&Piece>, depth: usize) -> Option<Merged> {
    let whole = |text: &str| Merged { text: text.to_owned(), conflicts: 0 };
    let Some(theirs) = theirs else {
        return match base {
            None => Some(whole(ours.content())),
            Some(base) if base.content() == ours.content() => None,
            Some(_) => Some(conflict(ours.content(), "")),
        };
    };
    let moved = theirs.moved_to(ours.indent);
    if let Some(same) = three(base.map(Piece::content), ours.content(), theirs.content()) {
        return Some(whole(if same == ours.content() { same } else { &moved }));
    }
    let inner = merge_inner(base, ours, theirs, depth + 1)
        .or_else(|| merge_value(base?, ours, theirs).map(|text| whole(&text)));
    Some(inner.unwrap_or_else(|| conflict(ours.content(), &moved)))
}

/// A map below a key, field by field.
fn merge_inner(base: Option<&Piece>, ours: &Piece, theirs: &Piece, depth: usize) -> Option<Merged> {
    if base.is_none() && !may_start_empty(depth) {
        return None;
    }
    let old = match base {
        Some(base) => Some(base.inner()?),
        None => None,
    };
    let head = three(base.map(Piece::head), ours.head(), theirs.head())?;
    let mut inner = merge(old.as_ref(), &ours.inner()?, &theirs.inner()?, depth)?;
    // A map that lost all its keys would say something else.
    if inner.text.trim().is_empty() {
        return None;
    }
    inner.text.insert_str(0, head);
    Some(inner)
}

/// A value on its own, apart from what stands around it.
fn merge_value(base: &Piece, ours: &Piece, theirs: &Piece) -> Option<String> {
    let ((base_lead, _, base_rest), (lead, text, rest), (their_lead, their_text, their_rest)) =
        (base.parts(), ours.parts(), theirs.parts());
    let lead = three(Some(base_lead), lead, their_lead)?;
    let rest = three(Some(base_rest), rest, their_rest)?;
    let [old, own, other] = [base, ours, theirs].map(|piece| Value::of(&piece.entry.value));
    if own == other || old == other {
        return Some(format!("{lead}{text}{rest}"));
    }
    if old == own {
        let fits = !their_text.contains('\n') || ours.indent == theirs.indent;
        return fits.then(|| format!("{lead}{their_text}{rest}"));
    }
    let nodes = [&base.entry.value, &ours.entry.value, &theirs.entry.value];
    let value = merge_list(nodes, ours, theirs).or_else(|| merge_flow(nodes, ours, theirs))?;
    Some(format!("{lead}{value}{rest}"))
}

/// Lists: what either side added or took out.
fn merge_list(nodes: [&Node; 3], ours: &Piece, theirs: &Piece) -> Option<String> {
    let items = |node: &'_ Node| match &node.value {
        NodeValue::Sequence { items, is_flow } => Some((items.iter().map(Value::of).collect::<Vec<_>>(), *is_flow)),
        _ => None,
    };
    let ((old, _), (own, is_flow), (other, their_flow)) = (items(nodes[0])?, items(nodes[1])?, items(nodes[2])?);
    let places = list::merge(&old, &own, &other)?;
    if is_flow != their_flow || places.is_empty() {
        return None;
    }
    let text = |place: Place| {
        let (piece, node, index) = match place {
            Place::Ours(index) => (ours, nodes[1], index),
            Place::Theirs(index) => (theirs, nodes[2], index),
        };
        let NodeValue::Sequence { items, .. } = &node.value else { return None };
        let span = items[index].span.range();
        piece.text.get(span).filter(|text| is_flow || !text.contains('\n'))
    };
    let texts: Vec<&str> = places.into_iter().map(text).collect::<Option<_>>()?;
    if is_flow {
        return Some(format!("[{}]", texts.join(", ")));
    }
    block_list(nodes[1], ours, &texts)
}

/// A list of one entry a line, without comments of its own, which would be lost. The first dash stands before the value.
fn block_list(node: &Node, ours: &Piece, texts: &[&str]) -> Option<String> {
    let start = node.span.start as usize;
    let lead = &ours.text[line_start(ours.text, start)..start];
    let gap = format!("\n{lead}");
    let NodeValue::Sequence { items, .. } = &node.value else { return None };
    let plain: Vec<&str> = items.iter().map(|item| &ours.text[item.span.range()]).collect();
    let is_plain = lead.trim() == "-" && plain.join(&gap) == ours.text[node.span.range()];
    is_plain.then(|| texts.join(&gap))
}

/// A map within braces, field by field; none where both sides changed the same field.
fn merge_flow(nodes: [&Node; 3], ours: &Piece, theirs: &Piece) -> Option<String> {
    let entries = |node: &'_ Node| match &node.value {
        NodeValue::Mapping { entries, is_flow: true } => Some(entries.clone()),
        _ => None,
    };
    let (old, own, other) = (entries(nodes[0])?, entries(nodes[1])?, entries(nodes[2])?);
    let find = |entries: &[Entry], key: &str| entries.iter().find(|entry| entry.key.value == key).cloned();
    let text = |piece: &Piece, entry: &Entry| piece.text[entry.key.span.to(entry.value.span).range()].to_owned();
    let says = |entry: &Option<Entry>| entry.as_ref().map(|entry| Value::of(&entry.value));
    let mut parts = Vec::new();
    for entry in &own {
        let (base, their) = (find(&old, &entry.key.value), find(&other, &entry.key.value));
        let (was, now, there) = (says(&base), Some(Value::of(&entry.value)), says(&their));
        if now == there || was == there {
            parts.push(text(ours, entry));
        } else if was == now {
            parts.extend(their.map(|their| text(theirs, &their)));
        } else {
            return None;
        }
    }
    for entry in other.iter().filter(|entry| find(&own, &entry.key.value).is_none()) {
        match says(&find(&old, &entry.key.value)) {
            None => parts.push(text(theirs, entry)),
            Some(was) if was == Value::of(&entry.value) => {}
            Some(_) => return None,
        }
    }
    let has_comment = ours.text[nodes[1].span.range()].contains('\n');
    (!parts.is_empty() && !has_comment).then(|| format!("{{{}}}", parts.join(", ")))
}

/// The one of three texts that counts: the changed one, or ours if nothing changed. None if both sides changed it.
fn three<'a>(base: Option<&str>, ours: &'a str, theirs: &'a str) -> Option<&'a str> {
    if ours == theirs || base == Some(theirs) {
        Some(ours)
    } else if base == Some(ours) {
        Some(theirs)
    } else {
        None
    }
}
