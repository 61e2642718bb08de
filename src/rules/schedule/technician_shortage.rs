//! `technician-shortage`: on the day of an outage fewer technicians are there than the project needs.

use crate::document::keys::Stage;
use crate::document::keys::words::Role;
use crate::finding::Severity;
use crate::model::control::Stakeholder;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::schedule::load;
use crate::value::{Date, Decimal};

pub(crate) static RULE: Rule = Rule {
    name: "technician-shortage",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "On the day of an outage fewer leads and technicians with a needed skill are free than `needs.technicians` asks for: the others are away or work for another project.",
    why: "In the night of a cutover nobody can be called in. Whether enough hands are there must be known while the night can still be moved.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "one of two is away",
            plan: "
---
title: New firewall
stage: planning
as_of: 2026-05-01
scope:
  needs: {skills: [firewall], technicians: 2}
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead, skills: [firewall]}
  noor: {name: Noor Aziz, side: provider, roles: technician, skills: [firewall], away: [{from: 2026-05-08, to: 2026-05-11}]}
windows:
  night: {title: Night, kind: outage, start: «2026-05-09T19:00», end: 2026-05-09T23:00}
---
",
        },
        Example::Quiet {
            title: "both are there",
            plan: "
---
title: New firewall
stage: planning
as_of: 2026-05-01
scope:
  needs: {skills: [firewall], technicians: 2}
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead, skills: [firewall]}
  noor: {name: Noor Aziz, side: provider, roles: technician, skills: [Firewall]}
windows:
  night: {title: Night, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:00}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let Some(needs) = &project.scope.needs else { return };
    let Some(needed) = &needs.technicians else { return };
    let technicians: Vec<&Stakeholder> = project.stakeholders.iter().filter(|person| is_technician(person)).collect();
    let skills: Vec<&str> = needs.skills.items.iter().map(|skill| skill.value.trim()).collect();
    for window in project.windows.iter().filter(|window| window.is_outage() && window.actual.is_none()) {
        let Some(start) = window.start.as_ref().filter(|start| start.value.date > scene.as_of) else { continue };
        let day = start.value.date;
        let skilled = technicians.iter().filter(|person| skills.is_empty() || has_one_of(person, &skills));
        let free: Decimal = skilled.map(|person| free_on(scene, person, day)).sum();
        if free >= Decimal::from(needed.value) {
            continue;
        }
        let id = window.id();
        let message = format!("{} technicians are needed and {} are free on {day}", needed.value, free.normalize());
        let finding = report.add(start.span, message);
        finding.related(needed.span, "so many are needed");
        for away in technicians.iter().filter(|person| person.is_away(day)).filter_map(|person| person.away.span) {
            finding.related(away, "away");
        }
        finding
            .help("move the outage, or find somebody with one of the needed skills")
            .measured(free.normalize().to_string(), format!("at least {}", needed.value))
            .about(id);
    }
}

fn is_technician(person: &Stakeholder) -> bool {
    person.has(Role::Technician) || person.has(Role::Lead)
}

fn has_one_of(person: &Stakeholder, skills: &[&str]) -> bool {
    let held = &person.skills.items;
    held.iter().any(|held| skills.iter().any(|skill| held.value.trim().eq_ignore_ascii_case(skill)))
}

/// How many people of somebody are left for this project on a day.
fn free_on(scene: &Scene, person: &Stakeholder, day: Date) -> Decimal {
    if person.is_away(day) {
        return Decimal::ZERO;
    }
    let whole = person.units();
    let is_elsewhere = |load: &&load::DayLoad| load.tasks.iter().any(|task| task.project != scene.project.place);
    let load = scene.load().person(person.id()).and_then(|person| person.on(day)).filter(is_elsewhere);
    // Somebody who works for this project too that day is counted as over-allocated, not as missing.
    let is_shared = load.is_some_and(|load| load.tasks.iter().any(|task| task.project == scene.project.place));
    match load {
        Some(load) if !is_shared => (whole - load.units).max(Decimal::ZERO),
        _ => whole,
    }
}
