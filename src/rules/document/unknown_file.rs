//! `unknown-file`: a file that nobody reads.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unknown-file",
    group: Group::Document,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A Markdown or YAML file in a place of the plan that no kind has.",
    why: "A register under a wrong name is read by nobody.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a typing slip",
            plan: "
---
title: Two rooms
---
//- task.md
«»---
tasks:
  paint: {title: Paint the walls}
---
",
        },
        Example::Quiet {
            title: "files that are left alone",
            plan: "
---
title: Two rooms
---
//- README.md
# About this plan
//- notes/monday.md
What was said.
",
        },
    ],
};
