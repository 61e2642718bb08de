//! How much of a file is read. No setting raises these.

/// The largest file of a plan, in bytes.
pub const FILE_BYTES: usize = 8_000_000;
/// How deep maps and lists may stand inside each other.
pub const DEPTH: usize = 64;
/// How many values one file may have; 50,000 tasks fit.
pub const NODES: usize = 1_000_000;
/// How many syntax errors of a file are told before reading stops.
pub const SYNTAX_ERRORS: usize = 20;
/// How deep Markdown may be nested.
pub const PROSE_DEPTH: usize = 100;
