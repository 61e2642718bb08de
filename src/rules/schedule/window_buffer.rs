//! `window-buffer`: too little time is left before an outage.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::working_days;

pub(crate) static RULE: Rule = Rule {
    name: "window-buffer",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "Fewer working days than asked for lie between the work and the outage that it is bound to, or the work comes too late for it.",
    why: "A slip hides behind an outage: the finish stays, while the spare time before it is used up. The buffer is the first figure that tells.",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "days",
        default: "2",
        dcma: "2",
        about: "Working days that should lie before an outage.",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "the work ends the day before",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
windows:
  «night»: {title: Night, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:00}
tasks:
  stage: {title: Stage it, duration: 4d}
  swap: {title: Swap it, duration: 2h, after: stage, window: night}
---
",
        },
        Example::Fires {
            title: "the work comes too late",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
windows:
  «night»: {title: Night, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:00}
tasks:
  stage: {title: Stage it, duration: 8d}
  swap: {title: Swap it, duration: 2h, after: stage, window: night}
---
",
        },
        Example::Quiet {
            title: "two days to spare",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
windows:
  night: {title: Night, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:00}
tasks:
  stage: {title: Stage it, duration: 3d}
  swap: {title: Swap it, duration: 2h, after: stage, window: night}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let limit = report.threshold("days");
    let forecast = &scene.picture().forecast;
    for (window, buffer) in forecast.buffers_by_window() {
        let (place, task) = (scene.project.base(window), scene.project.base(buffer.task));
        // A second window of a list is wanted only when the first was missed.
        if !buffer.is_taken && !buffer.is_missed {
            continue;
        }
        let days = buffer.length.days().round_dp(1).normalize();
        if buffer.is_missed {
            let ready = buffer.ready.finish_day();
            report
                .add(place.id.span, format!("the work comes too late for `{}`: it is ready on {ready}", place.id()))
                .related(task.id.span, "this task is bound to it")
                .help("move the outage, shorten what comes before, or name a second window")
                .level(Severity::Error)
                .measured(working_days(days), format!("at least {limit}"))
                .about(place.id());
        } else if buffer.length.days() < limit {
            report
                .add(place.id.span, format!("only {} left before `{}`", working_days(days), place.id()))
                .related(task.id.span, "this task is bound to it")
                .help("gain time on the way there, or agree on a later outage while there is time to announce it")
                .measured(working_days(days), format!("at least {limit}"))
                .about(place.id());
        }
    }
}
