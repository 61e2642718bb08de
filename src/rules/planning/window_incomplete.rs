//! `window-incomplete`: an outage without times, effect, way back or test.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "window-incomplete",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "An outage lacks its start, end, what it affects, how badly, the way back, or how you see that it worked.",
    why: "At two in the morning nobody invents a way back. Change enablement asks for the backout and the test before the work is approved.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no way back",
            plan: "
---
title: New firewall
stage: planning
windows:
  «night»:
    title: Cut over
    kind: outage
    start: 2026-05-09T19:00
    end: 2026-05-09T23:00
    affects: [internet]
    impact: down
    verify: [all 14 services answer]
---
",
        },
        Example::Quiet {
            title: "everything is said",
            plan: "
---
title: New firewall
stage: planning
windows:
  night:
    title: Cut over
    kind: outage
    start: 2026-05-09T19:00
    end: 2026-05-09T23:00
    affects: [internet]
    impact: down
    backout: {text: re-cable the old pair, takes: 30m}
    verify: [all 14 services answer]
---
",
        },
        Example::Quiet {
            title: "a freeze needs none of it",
            plan: "
---
title: New firewall
stage: planning
windows:
  payroll: {title: Payroll, kind: freeze, start: 2026-04-27T00:00, end: 2026-04-28T23:59}
---
",
        },
    ],
};

const ASKED: [&str; 6] = ["start", "end", "affects", "impact", "backout", "verify"];

fn check(scene: &Scene, report: &mut Report) {
    for window in scene.project.windows.iter().filter(|window| window.is_outage()) {
        let base = &window.base;
        let missing: Vec<String> =
            ASKED.into_iter().filter(|key| !base.says(key)).map(|key| format!("`{key}`")).collect();
        if !missing.is_empty() {
            report
                .absent(base.id.span, format!("the outage `{}` lacks {}", base.id(), missing.join(", ")))
                .help("write when it begins and ends, what it affects, how you go back and how you see that it worked")
                .about(base.id());
        }
        if let Some(backout) = &window.backout
            && backout.text.is_none()
            && !base.is_uncertain
        {
            report
                .absent(backout.span, format!("the way back of `{}` says nothing about what is done", base.id()))
                .help("write `backout: {text: …, takes: 30m, decide_by: …}`")
                .about(base.id());
        }
    }
}
