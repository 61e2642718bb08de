//! Rules of hygiene: what is written can be read, means something, and leads somewhere.

mod dangling_reference;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[&dangling_reference::RULE];
