//! `waiver-without-reason`: a waiver that does not say why.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "waiver-without-reason",
    group: Group::Document,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A waiver gives no reason, names no rule, or is not needed any more.",
    why: "A waiver is a decision; without its reason nobody can tell whether it still holds.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "no reason",
            plan: "
---
title: Two rooms
waive: {«no-risks»: \"\"}
---
",
        },
        Example::Fires {
            title: "a rule that does not exist",
            plan: "
---
title: Two rooms
waive: {«no-riks»: a small room}
---
",
        },
        Example::Fires {
            title: "nothing to waive",
            plan: "
---
title: Two rooms
waive: {«ends-before-start»: it is fine}
---
",
        },
        Example::Quiet {
            title: "a reason",
            plan: "
---
title: Two rooms
waive: {no-risks: the work is done in an afternoon}
---
",
        },
    ],
};
