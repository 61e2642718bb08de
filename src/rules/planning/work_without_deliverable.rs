//! `work-without-deliverable`: work that leads to nothing the client gets.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::item::Item;
use crate::model::kinds::WaitsFor;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "work-without-deliverable",
    group: Group::Planning,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A task serves no deliverable, no milestone and no window.",
    why: "Work that leads to nothing agreed is gold plating, or it belongs to a deliverable that nobody wrote down. Every activity should be traceable to something that is delivered (GAO 5).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a task on its own",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  guest: {title: Guest network, kind: service}
tasks:
  set-up: {title: Set up the guest network, duration: 1d, deliverable: guest}
  «tidy»: {title: Tidy the server room, duration: 1d}
---
",
        },
        Example::Quiet {
            title: "it leads to a milestone by way of another task",
            plan: "
---
title: New Wi-Fi
stage: planning
tasks:
  survey: {title: Survey the rooms, duration: 1d}
  report: {title: Write the report, duration: 1d, after: survey}
milestones:
  planned: {title: Plan agreed, target: 2026-05-01, after: report}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let serves = serving(project);
    for (index, task) in project.tasks.iter().enumerate() {
        let counts = !task.is_summary && task.cancelled.is_none() && !task.base.says("deliverable");
        if counts && !serves[index] && !task.base.says("window") {
            report
                .absent(task.base.id.span, format!("`{}` leads to no deliverable, milestone or window", task.id()))
                .help("name its `deliverable`, or let a task or milestone come `after` it")
                .level(Severity::Warning)
                .about(task.id());
        }
    }
}

/// Tasks that a milestone comes after, or that a task with a deliverable or window comes after, at any distance.
fn serving(project: &Project) -> Vec<bool> {
    let mut serves = vec![false; project.tasks.len()];
    let mut pending: Vec<usize> = Vec::new();
    let before = |waits: &[WaitsFor]| -> Vec<usize> {
        waits.iter().filter_map(|wait| wait.on.index_in(project.place, Register::Tasks)).collect()
    };
    for milestone in &project.milestones {
        pending.extend(before(&milestone.after.items));
    }
    for task in
        project.tasks.iter().filter(|task| !task.deliverables.items.is_empty() || !task.windows.items.is_empty())
    {
        pending.extend(before(&task.after.items));
    }
    while let Some(index) = pending.pop() {
        if !std::mem::replace(&mut serves[index], true) {
            pending.extend(before(&project.tasks[index].after.items));
        }
    }
    serves
}
