//! `bad-value`: a value that cannot be read.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-value",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A value of the wrong sort: a text where a number belongs, a list where one value does.",
    why: "A value that cannot be read is left out of every figure that rests on it.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a duration in words",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls, duration: «two days»}
---
",
        },
        Example::Fires {
            title: "a level beyond the scale",
            plan: "
---
title: Two rooms
risks:
  damp: {title: The wall is damp, probability: «7», impact: 2}
---
",
        },
        Example::Quiet {
            title: "values that can be read",
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
