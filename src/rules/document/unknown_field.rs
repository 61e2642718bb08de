//! `unknown-field`: a key that nobody reads.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unknown-field",
    group: Group::Document,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A key that the kind does not have.",
    why: "A slip of the pen silently drops a fact; nobody misses it until it is asked for.",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a typing slip",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls, «durration»: 2d}
---
",
        },
        Example::Quiet {
            title: "the key as it is known",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls, duration: 2d}
---
",
        },
    ],
};
