//! `skill-gap`: work that nobody here knows how to do.

use std::collections::BTreeSet;

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::control::Stakeholder;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "skill-gap",
    group: Group::People,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A skill that the work takes is held by nobody, or those on a task lack it; an info where only one person has it and the task decides the finish.",
    why: "A skill that nobody has is bought in, late and dear. Find it out while there is time to train or hire.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody knows it",
            plan: "
---
title: New firewall
stage: planning
scope:
  needs: {skills: [firewall, «voice»]}
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead, skills: [firewall]}
---
",
        },
        Example::Fires {
            title: "the wrong one is on it",
            plan: "
---
title: New firewall
stage: planning
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead, skills: [vpn]}
  lee: {name: Lee Park, side: provider, roles: technician, skills: [vpn]}
  noor: {name: Noor Aziz, side: provider, roles: technician, skills: [firewall]}
tasks:
  build: {title: Build the tunnel, duration: 1d, who: noor, skills: [«vpn»]}
---
",
        },
        Example::Fires {
            title: "it all hangs on one person",
            plan: "
---
title: Two rooms
stage: planning
target: {start: 2026-05-04}
stakeholders:
  ann: {name: Ann, side: provider, roles: technician, skills: [plaster]}
  tom: {name: Tom, side: provider, roles: lead, skills: [paint]}
tasks:
  wall: {title: Plaster, duration: 5d, who: ann, skills: «plaster»}
---
",
        },
        Example::Quiet {
            title: "held by one who does it, and by another one",
            plan: "
---
title: New firewall
stage: planning
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead, skills: [VPN]}
  lee: {name: Lee Park, side: provider, roles: technician, skills: [vpn]}
tasks:
  build: {title: Build the tunnel, duration: 1d, who: sam, skills: [vpn]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.registers[&Register::Stakeholders].is_uncertain {
        return;
    }
    let skilled = project.stakeholders.iter().any(|person| !person.skills.items.is_empty());
    let needed = project.scope.needs.iter().flat_map(|needs| &needs.skills.items);
    let asked = project.tasks.iter().flat_map(|task| &task.skills);
    for skill in needed.chain(asked) {
        if skilled && !project.stakeholders.iter().any(|person| holds(person, &skill.value)) {
            report
                .add(skill.span, format!("nobody knows `{}`", skill.value))
                .help("add the skill to somebody, or add somebody who has it");
        }
    }
    only_one(scene, report);
    for task in project.tasks.iter().filter(|task| task.is_open()) {
        for skill in &task.skills {
            let people: Vec<&Stakeholder> =
                task.who.items.iter().filter_map(|assigned| project.stakeholder(&assigned.who)).collect();
            let somebody_has = project.stakeholders.iter().any(|person| holds(person, &skill.value));
            if somebody_has && !people.is_empty() && !people.iter().any(|person| holds(person, &skill.value)) {
                report
                    .add(skill.span, format!("nobody on `{}` knows `{}`", task.id(), skill.value))
                    .help("put somebody on it who does")
                    .level(Severity::Warning)
                    .about(task.id());
            }
        }
    }
}

/// Each skill of work that decides the finish, if it hangs on one person; told at the first task that takes it.
fn only_one(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let mut told = BTreeSet::new();
    for (index, task) in project.tasks.iter().enumerate().filter(|(_, task)| task.is_open() && !task.skills.is_empty())
    {
        if !scene.picture().forecast.task(index).is_some_and(|slot| slot.is_on_longest_path) {
            continue;
        }
        for skill in &task.skills {
            let mut holders = project.stakeholders.iter().filter(|person| holds(person, &skill.value));
            let (Some(holder), None) = (holders.next(), holders.next()) else { continue };
            if told.insert(skill.value.trim().to_ascii_lowercase()) {
                let (who, id) = (holder.id(), task.id());
                report
                    .add(skill.span, format!("only `{who}` knows `{}`, and `{id}` decides the finish", skill.value))
                    .help("let somebody else learn it, or say who steps in")
                    .level(Severity::Info)
                    .about(id)
                    .about(who);
            }
        }
    }
}

fn holds(person: &Stakeholder, skill: &str) -> bool {
    person.skills.items.iter().any(|held| held.value.trim().eq_ignore_ascii_case(skill.trim()))
}
