//! `cpli`: the longest path is longer than the time that is left.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};

pub(crate) static RULE: Rule = Rule {
    name: "cpli",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The critical path length index, the time to the agreed finish by the length of the remaining path, is below 0.95.",
    why: "Below 1 the rest must go faster than planned to end in time; below 0.95 that hardly ever happens (DCMA 13).",
    fixes: Fixes::Never,
    thresholds: &[Threshold { name: "index", default: "0.95", dcma: "0.95", about: "The index that passes." }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "ten days of work in five",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: «2026-05-15»}
as_of: 2026-05-08
tasks:
  paint: {title: Paint it, duration: 10d}
---
",
        },
        Example::Quiet {
            title: "time enough",
            plan: "
---
title: Two rooms
stage: execution
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-08
tasks:
  paint: {title: Paint it, duration: 10d}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let index = crate::schedule::performance::path_index(&scene.picture().forecast);
    let Some(index) = report.known(index) else { return };
    let limit = report.threshold("index");
    if index >= limit {
        return;
    }
    let shown = index.round_dp(2).normalize();
    let charter = &scene.project.charter;
    let place = charter.finish.as_ref().map_or(charter.stage_place, |finish| finish.span);
    report
        .add(place, format!("the time to the agreed finish is {shown} of what the remaining work takes"))
        .help("`planmark schedule` shows the longest path; shorten it, or agree on a later finish")
        .measured(shown.to_string(), format!("at least {}", limit.normalize()));
}
