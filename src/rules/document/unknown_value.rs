//! `unknown-value`: a word that means nothing here.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "unknown-value",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A word that the key does not allow.",
    why: "Each word has one meaning that dates, figures and pages rest on.",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a typing slip",
            plan: "
---
title: Two rooms
stage: «plannning»
---
",
        },
        Example::Quiet {
            title: "a stage",
            plan: "
---
title: Two rooms
stage: planning
---
",
        },
    ],
};
