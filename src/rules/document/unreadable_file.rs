//! `unreadable-file`: a file was not read.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unreadable-file",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A file that planmark could not or would not read: too large, not text, a link, a pipe.",
    why: "What is in it is unknown, so nothing may pass as clean.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a link in the place of a file",
            plan: "
---
title: Two rooms
---
//- tasks.md (a link)
«»
",
        },
        Example::Quiet {
            title: "a file",
            plan: "
---
title: Two rooms
---
//- tasks.md
---
tasks:
  paint: {title: Paint the walls}
---
",
        },
    ],
};
