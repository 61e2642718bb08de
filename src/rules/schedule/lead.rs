//! `lead`: work is said to start before what it waits for has ended.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "lead",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A link has a negative lag.",
    why: "A lead hides an overlap that nobody can check: what exactly must be done by then? Split the work, or say that it starts with it (DCMA 2).",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "two days early",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  paint: {title: Paint, duration: 2d, after: «plaster FS-2d»}
---
",
        },
        Example::Quiet {
            title: "it starts with it",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  paint: {title: Paint, duration: 2d, after: plaster SS+3d}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let severity = report.by_profile(Severity::Warning, Severity::Error);
    for (base, wait) in scene.project.links() {
        if wait.lag.hundredths < 0 {
            report
                .add(
                    wait.span,
                    format!("`{}` waits for `{}` with a lead of {}", base.id(), wait.on.written.value, wait.lag),
                )
                .help(format!("split `{0}`, or write `{0} SS+…`", wait.on.written.value))
                .level(severity)
                .about(base.id());
        }
    }
}
