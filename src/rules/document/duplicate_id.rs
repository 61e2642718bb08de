//! `duplicate-id`: one id, two items.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "Two items of a register have the same id, in one file or in several.",
    why: "A reference could mean either; a change to one would not reach the other.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "in the list and in the folder",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls}
---
//- tasks/paint.md
«---»
title: Paint the doors
---
",
        },
        Example::Quiet {
            title: "the same id in two registers",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls}
budget:
  paint: {title: Paint, amount: 200}
---
",
        },
    ],
};
