//! The shelf: every rule that planmark knows, one file a rule, one folder a group.

use crate::rule::Rule;

/// All rules, in the order of the rule book.
pub static RULES: &[&Rule] = &[];
