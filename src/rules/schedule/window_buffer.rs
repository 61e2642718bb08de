//! `window-buffer`: too little time is left before an outage.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::{Item, ItemIndex};
use crate::model::kinds::Window;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::schedule::Progress;
use crate::schedule::calendar::Instant;
use crate::value::{Duration, working_days};

pub(crate) static RULE: Rule = Rule {
    name: "window-buffer",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "Fewer working days than asked for lie between the work and the outage that it is bound to, or the work comes too late for it; the work and the way back take longer than it lasts, or going back is decided too late.",
    why: "A slip hides behind an outage: the finish stays, while the spare time before it is used up. The buffer is the first figure that tells. And a way back that ends after the outage is none.",
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
        Example::Fires {
            title: "there is no time left to go back",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
windows:
  night:
    title: Night
    kind: outage
    start: 2026-05-09T19:00
    end: «2026-05-09T23:00»
    backout: {text: put the old one back, takes: 90m, decide_by: «2026-05-09T22:00»}
tasks:
  swap: {title: Swap it, duration: 3h, window: night}
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
    for (index, window) in scene.project.windows.iter().enumerate() {
        if window.is_outage() && window.actual.is_none() {
            work_and_way_back(scene, report, index, window);
            decision(scene, report, window);
        }
    }
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

/// How long the way back takes.
fn way_back(scene: &Scene, window: &Window) -> Option<Duration> {
    window.backout.as_ref()?.takes.as_ref().map(|takes| takes.value).filter(|takes| minutes(scene, *takes) > 0)
}

fn minutes(scene: &Scene, length: Duration) -> i64 {
    length.minutes(scene.project.minutes_per_day(), scene.project.days_per_week())
}

/// The last work in a window ends so early that there is still time to go back.
fn work_and_way_back(scene: &Scene, report: &mut Report, index: usize, window: &Window) {
    let Some(end) = window.end else { return };
    let place = ItemIndex { register: Register::Windows, index: index as u32 };
    let slots = scene.picture().forecast.slots.iter();
    let inside = slots.filter(|slot| slot.window == Some(place) && slot.progress != Progress::Finished);
    let Some(last) = inside.max_by_key(|slot| slot.finish) else { return };
    let back = way_back(scene, window);
    let needed = last.finish.plus(back.map_or(0, |takes| minutes(scene, takes)));
    if needed <= Instant::at(end.value) {
        return;
    }
    let task = scene.project.base(last.item);
    let with_way_back = back.map(|takes| format!(" and the way back takes {takes}")).unwrap_or_default();
    let until = last.finish.time();
    report
        .add(
            end.span,
            format!("the work in `{}` lasts until {until}{with_way_back}: that is too long for it", window.id()),
        )
        .related(task.id.span, "this task is the last in it")
        .help("ask for a longer outage, or do less in it; a way back that does not fit is none")
        .level(Severity::Error)
        .measured(needed.time().to_string(), format!("at most {}", end.value))
        .about(window.id())
        .about(task.id());
}

/// Whoever decides to go back does so while the window is open, and early enough.
fn decision(scene: &Scene, report: &mut Report, window: &Window) {
    let Some(by) = window.backout.as_ref().and_then(|backout| backout.decide_by) else { return };
    let moment = Instant::at(by.value);
    if window.start.is_some_and(|start| moment < Instant::at(start.value)) {
        report
            .add(by.span, format!("going back from `{}` is decided before it begins", window.id()))
            .help("write a time within the outage")
            .level(Severity::Error)
            .about(window.id());
    }
    let Some(end) = window.end else { return };
    let back = way_back(scene, window);
    if moment.plus(back.map_or(0, |takes| minutes(scene, takes))) > Instant::at(end.value) {
        let takes = back.map(|takes| format!(", and going back takes {takes}")).unwrap_or_default();
        report
            .add(by.span, format!("`decide_by` is too late for `{}`, which ends at {}{takes}", window.id(), end.value))
            .related(end.span, "the end of the outage")
            .help("decide earlier, so that the way back ends before the outage does")
            .level(Severity::Error)
            .about(window.id());
    }
}
