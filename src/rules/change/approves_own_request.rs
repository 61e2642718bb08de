//! `approves-own-request`: who asked for it also approved it.

use crate::finding::Severity;
use crate::model::item::{Item, Signature};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "approves-own-request",
    group: Group::Change,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A change was decided by the one who raised it.",
    why: "Four eyes see more than two. Where the same person must do both, write why in the note.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "both the same",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: planning
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
raised: {by: ana, date: 2026-04-01}
decided: {by: «ana», date: 2026-04-08}
status: approved
---
",
        },
        Example::Quiet {
            title: "two people",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: planning
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
  mei: {name: Mei Tan, side: client, roles: user}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
raised: {by: mei, date: 2026-04-01}
decided: {by: ana, date: 2026-04-08}
status: approved
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for change in &scene.project.changes {
        let by = |signature: &Option<Signature>| signature.as_ref().and_then(|signature| signature.by.clone());
        let (Some(raised), Some(decided)) = (by(&change.raised), by(&change.decided)) else { continue };
        let has_note = change.decided.as_ref().is_some_and(|decided| decided.note.is_some());
        if raised.target.is_some() && raised.target == decided.target && !has_note {
            report
                .add(
                    decided.written.span,
                    format!("`{}` asked for `{}` and approved it", decided.written.value, change.id()),
                )
                .related(raised.written.span, "asked for here")
                .help("let somebody else decide, or say why in the `note`")
                .about(change.id());
        }
    }
}
