//! The front matter as it was written: every key and value with its exact place.

use crate::text::{Span, Spanned};

/// How a scalar was written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In `'…'`.
    SingleQuoted,
    /// In `"…"`.
    DoubleQuoted,
    /// A block after `|`, lines kept.
    Literal,
    /// A block after `>`, lines folded.
    Folded,
}

/// What stands behind a key or a dash.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeValue {
    /// Nothing, or `~`, or `null`.
    Null,
    /// A text; what type it has is decided by the key table, never by the YAML library.
    Scalar {
        /// The text with quotes and escapes resolved.
        text: String,
        /// How it was written.
        style: Style,
    },
    /// A list.
    Sequence {
        /// Its items in order.
        items: Vec<Node>,
        /// Whether it was written as `[…]`.
        is_flow: bool,
    },
    /// A map; keys are unique, the first one wins.
    Mapping {
        /// Its entries in order.
        entries: Vec<Entry>,
        /// Whether it was written as `{…}`.
        is_flow: bool,
    },
}

/// A value with its extent: quotes and brackets included; a block collection from its first to its last child.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: NodeValue,
    /// Where it stands. Of an empty value: the place behind its colon or dash, zero wide.
    pub span: Span,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, quotes resolved; the span has them.
    pub key: Spanned<String>,
    /// The value.
    pub value: Node,
}

/// A key that stands twice in one map. The second one is left out of the tree.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Duplicate {
    /// The keys above it, outermost first; empty at the top level.
    pub path: Vec<String>,
    /// The second key.
    pub second: Spanned<String>,
    /// The first key.
    pub first: Span,
}

/// The facts of a file.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// From the opening to the closing `---`, both included; of a file that is all YAML, everything.
    pub span: Span,
    /// The opening `---` alone: where a fact that the whole file lacks is reported.
    pub opening: Span,
    /// The top-level entries.
    pub entries: Vec<Entry>,
    /// Keys that stand twice.
    pub duplicates: Vec<Duplicate>,
    /// Lines that had to be left out because of a syntax error. What they may have held is unknown, not missing.
    pub lost_lines: Vec<Span>,
}

impl Node {
    /// The text of a scalar.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            NodeValue::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The entries of a map.
    #[must_use]
    pub fn as_entries(&self) -> Option<&[Entry]> {
        match &self.value {
            NodeValue::Mapping { entries, .. } => Some(entries),
            _ => None,
        }
    }

    /// The entry of a key, if this is a map that has it.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_entries()?.iter().find(|entry| entry.key.value == key)
    }

    /// Whether nothing was written.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.value, NodeValue::Null)
    }
}

impl FrontMatter {
    /// The top-level entry of a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.value == key)
    }

    /// Whether a syntax error hides part of the file, so that silence proves nothing.
    #[must_use]
    pub fn is_lossy(&self) -> bool {
        !self.lost_lines.is_empty()
    }

    /// Whether a syntax error hides something between the start of one entry and the start of the next.
    #[must_use]
    pub fn is_lossy_between(&self, start: u32, end: u32) -> bool {
        self.lost_lines.iter().any(|lost| lost.start < end && start < lost.end)
    }

    /// Where a top-level entry ends: at the start of the next one, else with the facts.
    #[must_use]
    pub fn end_of(&self, entry: &Entry) -> u32 {
        let starts = self.entries.iter().map(|other| other.key.span.start);
        starts.filter(|start| *start > entry.key.span.start).min().unwrap_or(self.span.end)
    }
}
