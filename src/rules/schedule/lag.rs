//! `lag`: waiting time that is no work in the plan.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::Decimal;

pub(crate) static RULE: Rule = Rule {
    name: "lag",
    group: Group::Schedule,
    severity: Severity::Info,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A link has a lag; more than 5 % of all links have one.",
    why: "Time that passes between two tasks is usually something: drying, delivery, a decision. As a task it has a name and somebody who follows it (DCMA 3).",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "percent",
        default: "5",
        dcma: "5",
        about: "share of links with a lag, in per cent, above which each is a warning",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "drying time",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  paint: {title: Paint, duration: 2d, after: «plaster FS+3d»}
---
",
        },
        Example::Quiet {
            title: "drying is a task",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  dry: {title: Let it dry, duration: 3ed, after: plaster}
  paint: {title: Paint, duration: 2d, after: dry}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let links: Vec<_> = scene.project.links().collect();
    let lags: Vec<_> = links.iter().filter(|(_, wait)| wait.lag.hundredths > 0).collect();
    let is_many =
        links.len() >= 20 && Decimal::from(lags.len() * 100) > report.threshold("percent") * Decimal::from(links.len());
    for (base, wait) in lags {
        let finding = report
            .add(wait.span, format!("`{}` starts {} after `{}`", base.id(), wait.lag, wait.on.written.value))
            .help("if something happens in that time, write it as a task")
            .about(base.id());
        if is_many {
            finding.level(Severity::Warning);
        }
    }
}
