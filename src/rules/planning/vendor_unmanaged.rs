//! `vendor-unmanaged`: a vendor whose part nobody follows.

use crate::document::keys::words::Side;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::{Item, Reference};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "vendor-unmanaged",
    group: Group::Planning,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A vendor has no task and no action, or a task of a vendor starts without the vendor's word.",
    why: "Vendors do not read your plan. What they must do, and their word that they will, belongs into it; PM² treats outsourced work as work to be managed.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a vendor without a part",
            plan: "
---
title: New line
stage: planning
stakeholders:
  «fiberline»: {name: Fiberline, side: vendor, roles: vendor}
---
",
        },
        Example::Fires {
            title: "nobody has their word",
            plan: "
---
title: New line
stage: execution
stakeholders:
  fiberline: {name: Fiberline, side: vendor, roles: vendor}
tasks:
  pull: {title: Pull the fibre, duration: 5d, who: fiberline, started: «2026-04-20»}
---
",
        },
        Example::Quiet {
            title: "the vendor has agreed",
            plan: "
---
title: New line
stage: execution
stakeholders:
  fiberline: {name: Fiberline, side: vendor, roles: vendor}
tasks:
  pull:
    title: Pull the fibre
    duration: 5d
    who: fiberline
    started: 2026-04-20
    confirmed: {by: fiberline, date: 2026-04-10}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let mut has_part = vec![false; project.stakeholders.len()];
    let mut mark = |reference: &Reference| {
        if let Some(index) = reference.index_in(project.place, Register::Stakeholders) {
            has_part[index] = true;
        }
    };
    project.tasks.iter().flat_map(|task| &task.who.items).for_each(|assigned| mark(&assigned.who));
    project.actions.iter().filter_map(|action| action.base.owner.as_ref()).for_each(&mut mark);
    for (person, has_part) in project.stakeholders.iter().zip(has_part) {
        if person.is_on(Side::Vendor) && !has_part {
            report
                .add(person.base.id.span, format!("the vendor `{}` has nothing to do in the plan", person.id()))
                .help("write what they do as a task with them in `who`, waiting times included, or as an action")
                .about(person.id());
        }
    }
    for task in project.tasks.iter().filter(|task| task.is_open() && task.confirmed.is_none()) {
        let by_vendor = task.who.items.iter().filter_map(|assigned| project.stakeholder(&assigned.who));
        let has_begun = task.started.as_ref().is_some_and(|started| started.value <= scene.as_of);
        if has_begun
            && !task.base.says("confirmed")
            && let Some(vendor) = by_vendor.into_iter().find(|person| person.is_on(Side::Vendor))
        {
            let place = task.started.as_ref().map_or(task.base.id.span, |started| started.span);
            report
                .add(place, format!("`{}` started without the word of `{}`", task.id(), vendor.id()))
                .help(format!("write `confirmed: {{by: {}, date: …}}` when they have agreed to the date", vendor.id()))
                .about(task.id());
        }
    }
}
