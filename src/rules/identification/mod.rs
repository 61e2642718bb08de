//! Rules of identification: why, for whom, what, until when.

mod no_scope_out;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[&no_scope_out::RULE];
