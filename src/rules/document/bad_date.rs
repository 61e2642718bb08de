//! `bad-date`: a date that cannot be read for sure.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-date",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A date that does not exist, or that could be read in two ways.",
    why: "03/04/26 is three different days for three readers; only year-month-day is one.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a date that could be two",
            plan: "
---
title: Two rooms
target: {start: «03/04/26», finish: 2026-06-01}
---
",
        },
        Example::Fires {
            title: "a day that no month has",
            plan: "
---
title: Two rooms
milestones:
  done: {title: All done, target: «2026-02-30»}
---
",
        },
        Example::Quiet {
            title: "year, month, day",
            plan: "
---
title: Two rooms
target: {start: 2026-04-03, finish: 2026-06-01}
---
",
        },
    ],
};
