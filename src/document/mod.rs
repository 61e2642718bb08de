//! One file: front matter as a tree that knows its places, body as prose that knows its links.
//!
//! The only users of the YAML and the Markdown library. A document knows no other file.

mod anchors;
pub mod attachment;
mod comment;
pub mod fields;
mod front;
pub mod html;
mod json;
pub mod keys;
pub mod limits;
mod merge;
mod mistakes;
pub mod picture;
pub mod proof;
mod prose;
mod scalar;
mod scan;
pub mod tree;
mod yaml;

pub use front::{parse, parse_json, parse_shared, parse_yaml};
pub use merge::merge;
pub use prose::{Heading, LinkShape, Prose, ProseLink, Run};
pub use scalar::scalar;

use crate::text::FileId;
use tree::FrontMatter;

/// A file of a plan.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file.
    pub file: FileId,
    /// Its facts; None if it has no front matter, which has become a finding.
    pub front: Option<FrontMatter>,
    /// Its prose.
    pub body: Prose,
}
