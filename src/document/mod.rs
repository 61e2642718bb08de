//! One file: front matter as a tree that knows its places, body as prose that knows its links.
//!
//! The only users of the YAML and the Markdown library. A document knows no other file.

pub mod fields;
pub mod keys;
mod stub;
pub use stub::*;
pub mod tree;
