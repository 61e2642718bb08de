//! `missing-logic`: work that hangs in the air.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::model::network::Network;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "missing-logic",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A task waits for nothing, or nothing waits for it, or only one of its ends is tied.",
    why: "Work without a predecessor starts whenever it likes, and work without a successor may slip unseen. A complete network has one start and one end (DCMA 1; GAO 2).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "two loose ends",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  «paint»: {title: Paint, duration: 2d, after: plaster}
  «tidy»: {title: Tidy up, duration: 1d, after: plaster}
---
",
        },
        Example::Quiet {
            title: "a milestone gathers them",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  paint: {title: Paint, duration: 2d, after: plaster}
  tidy: {title: Tidy up, duration: 1d, after: plaster}
milestones:
  done: {title: Done, target: 2026-06-01, after: [paint, tidy]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.tasks.len() < 2 || project.registers[&Register::Tasks].is_uncertain {
        return;
    }
    let network = Network::of(project);
    let (starts, ends) = network.open_ends();
    // One start and one end are how a plan begins and finishes; which ones those are, nobody can say of several.
    for (ends, what, help) in [
        (starts, "waits for nothing", "write what must be done first: `after: …`"),
        (ends, "is waited for by nothing", "let the task or milestone that needs it come `after` it"),
    ] {
        if ends.len() > 1 {
            for index in ends {
                let task = &project.tasks[index];
                if task.is_open() && !task.is_summary && task.started.is_none() {
                    report.absent(task.base.id.span, format!("`{}` {what}", task.id())).help(help).about(task.id());
                }
            }
        }
    }
    for dangling in network.dangling() {
        let task = &project.tasks[dangling.task];
        if task.is_open() && task.started.is_none() {
            report
                .absent(task.base.id.span, format!("the {} of `{}` is tied to nothing", dangling.end, task.id()))
                .help("add a finish-to-start link on that end")
                .level(Severity::Warning)
                .about(task.id());
        }
    }
}
