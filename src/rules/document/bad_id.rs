//! `bad-id`: an id that cannot be one.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-id",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "An id has other characters than lower-case letters, digits and hyphens.",
    why: "Ids become file names and web addresses, and are typed by people on every machine.",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a name in the place of an id",
            plan: "
---
title: Two rooms
stakeholders:
  «Sam Ode»: {name: Sam Ode, side: provider, roles: lead}
---
",
        },
        Example::Quiet {
            title: "a handle",
            plan: "
---
title: Two rooms
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead}
---
",
        },
    ],
};
