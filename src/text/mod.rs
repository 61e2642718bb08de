//! Places in text: files, spans, lines, edits. Knows nothing of plans, YAML or the disk.

mod edit;
mod lines;
mod merge;
mod search;
mod source;
mod span;

pub use edit::{Edit, apply, list_removal};
pub use lines::{LineIndex, Places, Position};
pub use merge::{Merged, conflict, merge_lines};
pub use search::Search;
pub use source::{Content, ReadProblem, SourceFile, SourceSet};
pub use span::{FileId, Guesses, Span, Spanned, nearest};
