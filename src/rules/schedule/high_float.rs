//! `high-float`: work that seems to have all the time in the world.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::schedule::calendar::Instant;
use crate::schedule::{Schedule, Slot};
use crate::value::{Decimal, working_days};

pub(crate) static RULE: Rule = Rule {
    name: "high-float",
    group: Group::Schedule,
    severity: Severity::Info,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "An open task can slip by more than 10 working days and more than a third of the time that is left; a warning, where more than 5 % of at least 20 tasks can.",
    why: "Work with very much float mostly lacks a link to what really waits for it (DCMA 6; GAO 7).",
    fixes: Fixes::Never,
    thresholds: &[
        Threshold { name: "days", default: "10", dcma: "44", about: "Working days of float that a task may have." },
        Threshold {
            name: "share",
            default: "33.3",
            dcma: "0",
            about: "Per cent of the working time that is left, if that is more.",
        },
        Threshold { name: "percent", default: "5", dcma: "5", about: "Per cent of open tasks that may have more." },
    ],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing waits for the second task",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-07-31}
as_of: 2026-05-01
tasks:
  plaster: {title: Plaster it, duration: 40d}
  «signs»: {title: Order signs, duration: 1d}
---
",
        },
        Example::Quiet {
            title: "a week of float in eight",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-07-31}
as_of: 2026-05-01
tasks:
  plaster: {title: Plaster it, duration: 40d}
  signs: {title: Order signs, duration: 35d}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let forecast = &scene.picture().forecast;
    let is_task = |slot: &&Slot| slot.item.register == Register::Tasks && !slot.is_summary;
    let open: Vec<(&Slot, Decimal)> =
        forecast.slots.iter().filter(is_task).filter_map(|slot| Some((slot, slot.float_days()?))).collect();
    let Some(left) = time_left(forecast).filter(|_| !open.is_empty()) else {
        return report.not_run("no open work has dates");
    };
    let share = left * report.threshold("share") / Decimal::ONE_HUNDRED;
    let limit = report.threshold("days").max(share.round());
    let high: Vec<&(&Slot, Decimal)> = open.iter().filter(|(_, float)| *float > limit).collect();
    let is_many = Decimal::from(high.len() * 100) > report.threshold("percent") * Decimal::from(open.len());
    let severity = if open.len() >= super::ENOUGH && is_many { Severity::Warning } else { Severity::Info };
    for (slot, float) in high {
        let base = scene.project.base(slot.item);
        let days = working_days(*float);
        report
            .add(base.id.span, format!("`{}` has {days} of float", base.id()))
            .help("name it in the `after` of what needs it, or plan it later")
            .level(severity)
            .measured(days.clone(), format!("at most {}", limit.normalize()))
            .about(base.id());
    }
}

/// Working days from the status date, or from a later start, to the finish.
fn time_left(forecast: &Schedule) -> Option<Decimal> {
    let from = Instant::end_of(forecast.as_of).max(forecast.start);
    Some(forecast.calendar.between(from, forecast.finish?).days())
}
