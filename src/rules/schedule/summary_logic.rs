//! `summary-logic`: a heading that is planned like work.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "summary-logic",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A summary has links, a duration or people, or a task takes no time at all.",
    why: "A summary is the sum of its children: what is written at it as well is counted twice, or contradicts them. What takes no time is a milestone (GAO 2).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a heading with a duration",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  house: {title: The house, «duration»: 5d}
  paint: {title: Paint, duration: 2d, parent: house}
---
",
        },
        Example::Fires {
            title: "no time at all",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  handed-over: {title: Handed over, duration: «0d»}
---
",
        },
        Example::Quiet {
            title: "a plain heading",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  house: {title: The house}
  paint: {title: Paint, duration: 2d, parent: house}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for task in &scene.project.tasks {
        if task.is_summary {
            for key in ["duration", "after", "who", "started", "finished", "progress", "not_before", "pin"] {
                if task.base.record.field(key).is_some() {
                    report
                        .add(
                            task.base.place(key),
                            format!("`{}` sums up other tasks, and has `{key}` of its own", task.id()),
                        )
                        .help(format!("write `{key}` at the tasks below it"))
                        .about(task.id());
                }
            }
        } else if let Some(duration) = task.duration.as_ref().filter(|told| told.value.likely.is_zero()) {
            report
                .add(duration.span, format!("`{}` takes no time", task.id()))
                .help("write it as a milestone, or say how long it takes")
                .about(task.id());
        }
    }
    parents_in_circles(scene, report);
}

/// A task that is its own parent, at any distance.
fn parents_in_circles(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let parent = |index: usize| project.tasks[index].parent.as_ref()?.index_in(project.place, Register::Tasks);
    for (index, task) in project.tasks.iter().enumerate() {
        let mut above = parent(index);
        for _ in 0..64 {
            match above {
                Some(place) if place == index => {
                    report
                        .add(task.base.value_place("parent"), format!("`{}` is its own parent", task.id()))
                        .help("take the `parent` out")
                        .about(task.id());
                    break;
                }
                Some(place) => above = parent(place),
                None => break,
            }
        }
    }
}
