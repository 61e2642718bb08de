//! `conflict-markers`: a merge was left half done.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "conflict-markers",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "The marks of a merge are left in a file.",
    why: "One of the two sides must go; until then the file says both.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a merge that was not finished",
            plan: "
---
title: Two rooms
«<<<<<<< HEAD»
currency: EUR
=======
currency: USD
>>>>>>> other
---
",
        },
        Example::Quiet {
            title: "a rule under a heading",
            plan: "
---
title: Two rooms
---

About
=======

Text.
",
        },
    ],
};
