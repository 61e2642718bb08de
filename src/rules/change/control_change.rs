//! `control-change`: a change touches what is to judge it.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "control-change",
    group: Group::Change,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "Settings, waivers, audiences, people or what was agreed are others than in the revision that is compared with (`check --since`).",
    why: "Whoever may switch a rule off in the change that it would stop needs nobody's approval. The settings of the base judge, and the reviewer sees first what would judge from now on.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a rule is switched off, another one is waived",
            plan: "
//- planmark.toml (before)
[rules]
lead = \"error\"
//- planmark.toml
[rules]
lead = «\"off\"»
//- project.md (before)
---
title: New Wi-Fi
stage: identification
---
//- project.md
---
title: New Wi-Fi
stage: identification
scope:
  out: none
  waive: {«no-objective»: \"the client writes them next week\"}
---
",
        },
        Example::Quiet {
            title: "the same settings, written otherwise",
            plan: "
//- planmark.toml (before)
rules.lead = \"error\"
//- planmark.toml
[rules]
lead = 'error' # early starts hide risk
//- project.md
---
title: New Wi-Fi
---
",
        },
    ],
};
