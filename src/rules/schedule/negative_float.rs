//! `negative-float`: a deadline cannot be held.

use crate::document::keys::Register;
use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::working_days;

pub(crate) static RULE: Rule = Rule {
    name: "negative-float",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "Work has less than no float against its deadline or the agreed finish.",
    why: "Negative float says today that a date will be missed (DCMA 7): either the work or the date must change.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a deadline before the work can be done",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
tasks:
  plaster: {title: Plaster it, duration: 5d}
  «paint»: {title: Paint it, duration: 3d, after: plaster, deadline: 2026-05-08}
---
",
        },
        Example::Quiet {
            title: "a deadline that holds",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
as_of: 2026-05-01
tasks:
  paint: {title: Paint it, duration: 3d, deadline: 2026-05-08}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let forecast = &scene.picture().forecast;
    let late = forecast.slots.iter().filter(|slot| slot.item.register == Register::Tasks);
    for slot in late {
        let Some(float) = slot.float_days().filter(|float| float.is_sign_negative() && !float.is_zero()) else {
            continue;
        };
        let task = &scene.project.tasks[slot.item.index as usize];
        // Only what has a date of its own is told; what comes before it is late for the same reason.
        let Some(deadline) = &task.deadline else { continue };
        report
            .add(
                task.base.id.span,
                format!("`{}` cannot be done by its deadline: {} missing", task.base.id(), working_days(-float)),
            )
            .related(deadline.span, "the deadline")
            .help("start earlier, shorten what comes before, or agree on a later date")
            .measured(format!("{} of float", working_days(float)), "0 or more")
            .about(task.base.id());
    }
}
