//! Rules over several projects that were read together.

mod cross_project_clash;
mod project_neglected;
mod status_ahead;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) const RULES: &[&Rule] = &[&project_neglected::RULE, &cross_project_clash::RULE, &status_ahead::RULE];
