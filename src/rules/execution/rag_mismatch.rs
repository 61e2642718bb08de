//! `rag-mismatch`: somebody says green, and the figures do not.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::control::{Judgement, Update};
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::status::{Dimension, Light};

pub(crate) static RULE: Rule = Rule {
    name: "rag-mismatch",
    group: Group::Execution,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The newest update gives a colour that is better than the computed one, without a reason, without an end, or beyond its end.",
    why: "A report that is green outside and red inside takes from the client the time in which something could be done.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "green without a reason",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
target: {start: 2026-04-06, finish: 2026-04-17}
tolerance: {schedule: 2d}
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-04-20}
---
//- updates/2026-04-24.md
---
by: tom
rag: {schedule: «{colour: green}»}
---
",
        },
        Example::Fires {
            title: "a judgement that has ended",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
target: {start: 2026-04-06, finish: 2026-04-17}
tolerance: {schedule: 2d}
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-04-20}
---
//- updates/2026-04-17.md
---
by: tom
rag: {schedule: {colour: green, reason: a second painter comes, until: «2026-04-22»}}
---
",
        },
        Example::Quiet {
            title: "with a reason and an end",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
target: {start: 2026-04-06, finish: 2026-04-17}
tolerance: {schedule: 2d}
tasks:
  paint: {title: Paint it, duration: 10d, started: 2026-04-20}
---
//- updates/2026-04-24.md
---
by: tom
rag: {schedule: {colour: green, reason: a second painter comes, until: 2026-05-01}}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let past = scene.project.updates.iter().filter(|update| update.date.is_some_and(|date| date <= scene.today));
    let Some(update) = past.max_by_key(|update| update.date) else { return };
    let status = &scene.picture().status;
    let judged = [
        ("schedule", &update.schedule_judgement, &status.schedule),
        ("budget", &update.budget_judgement, &status.budget),
        ("scope", &update.scope_judgement, &status.scope),
    ];
    for (name, judgement, dimension) in judged {
        if let Some(judgement) = judgement {
            hold(scene, report, update, name, judgement, dimension);
        }
    }
}

fn hold(scene: &Scene, report: &mut Report, update: &Update, name: &str, told: &Judgement, dimension: &Dimension) {
    let Some(colour) = &told.colour else { return };
    let light = Light::from(colour.value);
    let computed = dimension.computed;
    // What cannot be computed contradicts nothing.
    if computed == Light::Grey || light >= computed {
        return;
    }
    let has_reason = told.reason.as_ref().is_some_and(|reason| !reason.value.trim().is_empty());
    let (place, what) = match &told.until {
        _ if !has_reason => (told.span, "without a reason".to_owned()),
        None => (told.span, "without an end".to_owned()),
        Some(until) if until.value < scene.today => (until.span, format!("until {}, which is over", until.value)),
        Some(_) => return,
    };
    report
        .add(place, format!("the {name} is called {} {what}, and the figures say {}", light.name(), computed.name()))
        .help("give the reason and a day on which it ends, or leave the colour to the figures: `planmark status`")
        .about(update.id());
}
