//! `bad-front-matter`: the front matter of a file cannot be read.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-front-matter",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "The facts above the prose are not valid YAML, are not closed, or say a key twice.",
    why: "What cannot be read cannot be checked, and every tool would read something else out of it.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a handle that begins with a sign",
            plan: "
---
title: Two rooms
pm: «@tom»
---
",
        },
        Example::Fires {
            title: "a key that stands twice",
            plan: "
---
title: Two rooms
currency: EUR
«currency»: USD
---
",
        },
        Example::Quiet {
            title: "the text is quoted",
            plan: "
---
title: \"Two rooms: plaster and paint\"
---
",
        },
    ],
};
