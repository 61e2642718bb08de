//! Places in text: files, spans, lines, edits. Knows nothing of plans, YAML or the disk.

mod lines;
mod source;
mod span;

pub use lines::{LineIndex, Position};
pub use source::{Content, ReadProblem, SourceFile, SourceSet};
pub use span::{Edit, FileId, Span, Spanned, nearest};
