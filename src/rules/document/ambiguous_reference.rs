//! `ambiguous-reference`: an id that could mean two things.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "ambiguous-reference",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A bare id could mean an item of either of two registers.",
    why: "A reader cannot know which one was meant, and neither can a tool.",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "an action and a task of one id",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls}
  look: {title: Look at it, after: «paint»}
actions:
  paint: {title: Choose the paint}
---
",
        },
        Example::Quiet {
            title: "with its register before it",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls}
  look: {title: Look at it, after: tasks/paint}
actions:
  paint: {title: Choose the paint}
---
",
        },
    ],
};
