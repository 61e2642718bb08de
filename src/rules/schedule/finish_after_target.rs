//! `finish-after-target`: the forecast finish is after the agreed one.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::schedule::forecast::{forecast, worst_finish};
use crate::text::Spanned;
use crate::value::{Date, working_days};

pub(crate) static RULE: Rule = Rule {
    name: "finish-after-target",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The forecast finish lies after the agreed finish: a warning within the tolerance, an error beyond it; an info where it is early enough, but not in 80 of 100 runs over estimates and risks.",
    why: "The agreed finish is a promise; that it will be broken must be said while something can still be done (GAO 8).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a week late",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: «2026-05-08»}
as_of: 2026-05-01
tolerance: {schedule: 2d}
tasks:
  paint: {title: Paint it, duration: 10d}
---
",
        },
        Example::Fires {
            title: "in time only if all goes well",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: «2026-05-15»}
as_of: 2026-05-01
tasks:
  paint: {title: Paint it, duration: [8d, 9d, 20d]}
---
",
        },
        Example::Quiet {
            title: "in time",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
tasks:
  paint: {title: Paint it, duration: 10d}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let forecast = &scene.picture().forecast;
    let (Some(margin), Some(finish)) = (forecast.margin(), forecast.finish) else { return };
    let Some(target) = &scene.project.charter.finish else { return };
    if margin.minutes >= 0 {
        return likely(scene, target, report);
    }
    let late = -margin.minutes;
    let project = scene.project;
    let tolerance = project
        .charter
        .tolerance
        .schedule
        .as_ref()
        .map_or(0, |tolerance| tolerance.value.minutes(project.minutes_per_day(), project.days_per_week()));
    let days = working_days(-margin.days());
    let message = format!("the forecast finish {} is {days} after the agreed one", finish.finish_day());
    report
        .add(target.span, message)
        .help("`planmark schedule` shows what decides the finish; shorten that, or agree on a change")
        .level(if late > tolerance { Severity::Error } else { Severity::Warning })
        .measured(format!("{days} late"), "0");
}

/// The date is early enough: whether it is so in most runs too.
fn likely(scene: &Scene, target: &Spanned<Date>, report: &mut Report) {
    let (portfolio, project) = (scene.portfolio, scene.project);
    let worst = worst_finish(portfolio, project, scene.as_of);
    if worst.is_none_or(|worst| worst <= target.value) {
        return;
    }
    let Some(outlook) = forecast(portfolio, project, scene.as_of).finish else { return };
    let (most, kept) = (outlook.by(80), outlook.until(target.value).percent().trunc());
    if most > target.value {
        report
            .add(target.span, format!("only in {kept} of 100 runs over estimates and risks is the agreed finish kept"))
            .help("`planmark schedule --forecast` shows which work and which risks decide; gain time there, or agree on a later finish")
            .level(Severity::Info)
            .measured(format!("P80 {most}"), format!("by {}", target.value));
    }
}
