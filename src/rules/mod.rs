//! The shelf: every rule that planmark knows, one file a rule, one folder a group.

mod budget;
mod change;
mod closing;
mod document;
mod execution;
mod identification;
mod people;
mod planning;
mod portfolio;
mod privacy;
mod risk;
mod schedule;

use std::sync::LazyLock;

use crate::rule::Rule;

/// All rules, in the order of the rule book: by group, then as the group lists them.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    [
        document::RULES,
        identification::RULES,
        planning::RULES,
        schedule::RULES,
        budget::RULES,
        people::RULES,
        execution::RULES,
        change::RULES,
        risk::RULES,
        closing::RULES,
        privacy::RULES,
        portfolio::RULES,
    ]
    .concat()
});

/// The rule of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}
