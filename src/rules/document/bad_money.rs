//! `bad-money`: an amount that cannot be read for sure.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "bad-money",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "An amount with a sign, with separators, or with more decimals than the currency has.",
    why: "12.500 is twelve and a half or twelve thousand five hundred, by who reads it.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a currency sign",
            plan: "
---
title: Two rooms
currency: EUR
budget_cap: «€6000»
---
",
        },
        Example::Fires {
            title: "decimals that the currency does not have",
            plan: "
---
title: Two rooms
currency: EUR
budget_cap: «6000.555»
---
",
        },
        Example::Quiet {
            title: "a plain amount",
            plan: "
---
title: Two rooms
currency: EUR
budget_cap: 6000.50
---
",
        },
    ],
};
