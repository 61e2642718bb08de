//! `milestone-unlinked`: a milestone that nothing leads to, or that has no date.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "milestone-unlinked",
    group: Group::Planning,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A milestone comes after nothing, or has no target.",
    why: "A date without work before it is a wish: nothing will move it when the work is late.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a wish",
            plan: "
---
title: New Wi-Fi
stage: planning
milestones:
  «live»: {title: Live, target: 2026-05-13}
---
",
        },
        Example::Quiet {
            title: "work leads to it",
            plan: "
---
title: New Wi-Fi
stage: planning
tasks:
  install: {title: Install, duration: 2d}
milestones:
  live: {title: Live, target: 2026-05-13, after: install}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for milestone in scene.project.milestones.iter().filter(|milestone| milestone.reached.is_none()) {
        let base = &milestone.base;
        if milestone.after.is_silent() && !base.says("after") {
            report
                .absent(base.id.span, format!("nothing leads to the milestone `{}`", base.id()))
                .help("name the work that it comes `after`")
                .level(Severity::Warning)
                .about(base.id());
        }
        if !base.says("target") {
            report
                .absent(base.id.span, format!("the milestone `{}` has no target", base.id()))
                .help("write the agreed day: `target: 2026-05-13`")
                .level(Severity::Warning)
                .about(base.id());
        }
    }
}
