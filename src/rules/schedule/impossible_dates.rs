//! `impossible-dates`: dates that cannot be true.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::model::kinds::Task;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::{Edit, Spanned};
use crate::value::{Date, Decimal};

pub(crate) static RULE: Rule = Rule {
    name: "impossible-dates",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "Something happened after the status date, ended before it began, or is finished and not finished at once.",
    why: "The forecast starts from what happened. One impossible date makes every figure behind it wrong (DCMA 9; GAO 9).",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "it will have happened",
            plan: "
---
title: Two rooms
stage: execution
as_of: 2026-04-20
tasks:
  paint: {title: Paint, duration: 2d, started: «2026-04-22»}
---
",
        },
        Example::Fires {
            title: "ended before it began",
            plan: "
---
title: Two rooms
stage: execution
tasks:
  paint: {title: Paint, duration: 2d, started: 2026-04-10, finished: «2026-04-09»}
---
",
        },
        Example::Fires {
            title: "finished and half done",
            plan: "
---
title: Two rooms
stage: execution
tasks:
  paint: {title: Paint, duration: 2d, started: 2026-04-09, finished: 2026-04-10, progress: «50%»}
---
",
        },
        Example::Fires {
            title: "a status date to come",
            plan: "
---
title: Two rooms
stage: execution
as_of: «2026-05-20»
---
",
        },
        Example::Quiet {
            title: "half done",
            plan: "
---
title: Two rooms
stage: execution
tasks:
  paint: {title: Paint, duration: 2d, started: 2026-04-23, progress: 50%}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    if let Some(as_of) = scene.project.charter.as_of.as_ref().filter(|as_of| as_of.value > scene.today) {
        report
            .add(as_of.span, format!("the status date {} is still to come", as_of.value))
            .help("write the last day that the plan tells about");
    }
    for task in &scene.project.tasks {
        one(scene, report, task);
    }
    for milestone in &scene.project.milestones {
        future(scene, report, milestone.reached.as_ref(), milestone.id(), "was reached");
    }
    for spent in scene.project.budget.iter().flat_map(|cost| cost.spent.items.iter().map(move |spent| (cost, spent))) {
        future(scene, report, spent.1.date.as_ref(), spent.0.id(), "was charged");
    }
}

fn future(scene: &Scene, report: &mut Report, date: Option<&Spanned<Date>>, id: &str, what: &str) {
    if let Some(date) = date.filter(|date| date.value > scene.as_of) {
        report
            .add(date.span, format!("`{id}` {what} on {}, after the status date {}", date.value, scene.as_of))
            .help("move `as_of`, or take the date out until it has happened")
            .about(id);
    }
}

fn one(scene: &Scene, report: &mut Report, task: &Task) {
    future(scene, report, task.started.as_ref(), task.id(), "started");
    future(scene, report, task.finished.as_ref(), task.id(), "finished");
    if let (Some(started), Some(finished)) = (&task.started, &task.finished)
        && finished.value < started.value
    {
        report
            .add(finished.span, format!("`{}` finished before it started", task.id()))
            .related(started.span, "it started here")
            .help("correct one of the two dates")
            .about(task.id());
    }
    let Some(progress) = &task.progress else { return };
    let is_whole = progress.value == Decimal::ONE_HUNDRED;
    if let Some(finished) = task.finished.as_ref().filter(|_| !is_whole) {
        report
            .add(progress.span, format!("`{}` is finished, and {} % done", task.id(), progress.value))
            .related(finished.span, "it was finished here")
            .help("take `progress` out; finished work needs none")
            .about(task.id())
            .fix("write `100%`", vec![Edit { span: progress.span, text: "100%".to_owned() }]);
    } else if task.finished.is_none() && is_whole {
        report
            .add(progress.span, format!("`{}` is all done and has no last day", task.id()))
            .help("write the last day of the work: `finished: …`")
            .about(task.id());
    } else if task.started.is_none() && progress.value > Decimal::ZERO && task.finished.is_none() {
        report
            .add(progress.span, format!("`{}` has progress and has not started", task.id()))
            .help("write the first day of the work: `started: …`")
            .about(task.id());
    }
}
