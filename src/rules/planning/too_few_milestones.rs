//! `too-few-milestones`: nobody can see from outside how far the work is.

use crate::document::keys::words::Gate;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "too-few-milestones",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "There is no milestone, none in a third of the project's time, or a gate has none.",
    why: "Milestones are the markers that everybody understands. Without one every few weeks a delay is seen only at the end.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "none at all",
            plan: "
---
title: New Wi-Fi
stage: «planning»
---
",
        },
        Example::Fires {
            title: "a long stretch in the dark",
            plan: "
---
title: New Wi-Fi
stage: «planning»
target: {start: 2026-03-01, finish: 2026-06-01}
milestones:
  planned: {title: Plan agreed, target: 2026-03-10, gate: planning}
  closed: {title: Closed, target: 2026-06-01, gate: closing}
---
",
        },
        Example::Quiet {
            title: "markers all the way",
            plan: "
---
title: New Wi-Fi
stage: planning
target: {start: 2026-03-01, finish: 2026-06-01}
milestones:
  planned: {title: Plan agreed, target: 2026-03-20, gate: planning}
  live: {title: First floor live, target: 2026-04-15}
  second: {title: Second floor live, target: 2026-05-10}
  closed: {title: Closed, target: 2026-06-01, gate: closing}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let facts = &project.registers[&Register::Milestones];
    if project.milestones.is_empty() {
        if !facts.is_uncertain && facts.none.is_none() {
            report
                .absent(project.charter.stage_place, "the plan has no milestones")
                .help("write three to seven: plan agreed, hardware ready, first site live, closed");
        }
        return;
    }
    if facts.is_uncertain {
        return;
    }
    gaps(scene, report);
    for gate in [Gate::Planning, Gate::Closing] {
        let has = project.milestones.iter().any(|one| one.gate.as_ref().is_some_and(|told| told.value == gate));
        if !has {
            report
                .absent(
                    facts.place.unwrap_or(project.charter.stage_place),
                    format!("no milestone stands for the end of {}", gate.name()),
                )
                .help(format!("give the milestone that ends it `gate: {}`", gate.name()))
                .level(Severity::Warning);
        }
    }
}

/// A third of the agreed time without a target.
fn gaps(scene: &Scene, report: &mut Report) {
    let charter = &scene.project.charter;
    let (Some(start), Some(finish)) = (&charter.start, &charter.finish) else { return };
    let length = start.value.days_until(finish.value);
    if length < 21 {
        return;
    }
    let mut days: Vec<i32> = scene
        .project
        .milestones
        .iter()
        .filter_map(|milestone| milestone.target.as_ref().or(milestone.reached.as_ref()))
        .map(|date| start.value.days_until(date.value).clamp(0, length))
        .collect();
    if days.len() < scene.project.milestones.len() {
        return;
    }
    days.extend([0, length]);
    days.sort_unstable();
    if let Some(gap) = days.windows(2).find(|pair| (pair[1] - pair[0]) * 3 > length + 3) {
        let (from, to) = (start.value.add_days(gap[0]), start.value.add_days(gap[1]));
        report
            .add(charter.stage_place, format!("between {from} and {to} there is no milestone"))
            .help("add a marker that shows from outside how far the work is")
            .level(Severity::Warning);
    }
}
