//! `unquoted-comma`: a comma took half of a text away.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unquoted-comma",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A comma inside `{...}` cut a text in two, so that half of it became a key without a value.",
    why: "The rest of the text is silently lost.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a comma in a title",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint walls, «doors and windows», duration: 2d}
---
",
        },
        Example::Quiet {
            title: "the text is quoted",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: \"Paint walls, doors and windows\", duration: 2d}
---
",
        },
    ],
};
