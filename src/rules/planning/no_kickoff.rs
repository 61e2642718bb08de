//! `no-kickoff`: people start to work who never sat together.

use crate::document::keys::words::{MeetingKind, Role};
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::control::Stakeholder;
use crate::model::item::{Item, Listed, Reference};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-kickoff",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "No kick-off was held, or a key stakeholder was neither invited nor represented.",
    why: "The kick-off is where everybody hears the same plan. PM² holds it at the end of planning, with all who have a part.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no kick-off",
            plan: "
---
title: New firewall
stage: «execution»
---
",
        },
        Example::Fires {
            title: "a decider was left out",
            plan: "
//- project.md
---
title: New firewall
stage: execution
stakeholders:
  dana: {name: Dana Okafor, side: client, roles: sponsor}
  priya: {name: Priya Raman, side: provider, roles: pm}
---
//- meetings/2026-03-17-kickoff.md
---
kind: kickoff
status: held
«invited»: [priya]
---
",
        },
        Example::Quiet {
            title: "all sat together",
            plan: "
//- project.md
---
title: New firewall
stage: execution
stakeholders:
  dana: {name: Dana Okafor, side: client, roles: sponsor, deputy: luis}
  luis: {name: Luis Ortega, side: client, roles: user}
  priya: {name: Priya Raman, side: provider, roles: pm}
---
//- meetings/2026-03-17-kickoff.md
---
kind: kickoff
status: held
attended: [priya, luis]
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    if project.registers[&Register::Meetings].is_uncertain {
        return;
    }
    let mut kickoffs = project.meetings.iter().filter(|meeting| meeting.is_of(MeetingKind::Kickoff));
    let Some(kickoff) = kickoffs.clone().find(|meeting| meeting.is_held()).or_else(|| kickoffs.next()) else {
        report
            .absent(project.charter.stage_place, "no kick-off was held")
            .help("hold one at the end of planning and write it down: `planmark add meeting --title Kick-off`");
        return;
    };
    if !kickoff.is_held() && kickoff.status.is_some() {
        let place = kickoff.base.value_place("status");
        report
            .absent(place, "the kick-off was not held yet")
            .help("hold it before the work begins")
            .about(kickoff.id());
    }
    for person in project.stakeholders.iter().filter(|person| is_key(person)) {
        let is_there = |list: &Listed<Reference>| {
            list.items
                .iter()
                .filter_map(|one| project.stakeholder(one))
                .any(|one| one.id() == person.id() || deputises(project, one.id(), person))
        };
        if !is_there(&kickoff.invited) && !is_there(&kickoff.attended) {
            report
                .add(kickoff.base.place("invited"), format!("`{}` was not invited to the kick-off", person.id()))
                .help("invite them or their deputy, or tell them the plan in person and add them")
                .level(Severity::Warning)
                .about(kickoff.id());
        }
    }
}

fn is_key(person: &Stakeholder) -> bool {
    person.decides_for_client() || person.has(Role::Pm) || person.has(Role::Lead)
}

fn deputises(project: &Project, deputy: &str, person: &Stakeholder) -> bool {
    let named = person.deputy.as_ref().and_then(|reference| project.stakeholder(reference));
    named.is_some_and(|named| named.id() == deputy)
}
