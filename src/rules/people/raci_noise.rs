//! `raci-noise`: a matrix of duties that says too much or too little.

use crate::document::keys::words::{Role, Side};
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::{Item, Reference};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use std::collections::BTreeSet;

pub(crate) static RULE: Rule = Rule {
    name: "raci-noise",
    group: Group::People,
    severity: Severity::Info,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A deliverable asks more than four people, one person answers for most, or somebody has no part at all.",
    why: "Read a RACI matrix both ways: a column with too many C is a committee, a row with most A is a bottleneck, an empty row is somebody who was forgotten.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "somebody was forgotten",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  «mei»: {name: Mei Tan, side: client, roles: user}
---
",
        },
        Example::Quiet {
            title: "everybody has a part",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: technician}
tasks:
  mount: {title: Mount, duration: 1d, who: tom}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let mut accountable = vec![0_usize; project.stakeholders.len()];
    for deliverable in &project.deliverables {
        let Some(raci) = &deliverable.raci else { continue };
        if raci.consulted.len() > 4 {
            report
                .add(
                    raci.span,
                    format!("{} people are asked before `{}` is done", raci.consulted.len(), deliverable.id()),
                )
                .help("ask those whose answer would change it; tell the others after (`I`)")
                .about(deliverable.id());
        }
        if let Some(index) =
            raci.accountable.as_ref().and_then(|one| one.index_in(project.place, Register::Stakeholders))
        {
            accountable[index] += 1;
        }
    }
    let total = project.deliverables.len();
    for (person, count) in project.stakeholders.iter().zip(accountable) {
        if total >= 5 && count * 100 > total * 60 {
            report
                .add(person.base.id.span, format!("`{}` answers for {count} of {total} deliverables", person.id()))
                .help("let others answer for some of them")
                .about(person.id());
        }
    }
    without_part(scene, report);
}

/// People whom nothing in the plan names.
fn without_part(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let mut mark = |reference: &Reference| {
        if let Some(person) = project.stakeholder(reference) {
            named.insert(person.id());
        }
    };
    let charter = &project.charter;
    charter.pm.iter().chain(&charter.contact).for_each(&mut mark);
    if let Some(reporting) = &charter.reporting {
        reporting.by.iter().chain(&reporting.to).chain(&reporting.escalation).for_each(&mut mark);
    }
    project.all_bases().filter_map(|base| base.owner.as_ref()).for_each(&mut mark);
    project.tasks.iter().flat_map(|task| &task.who.items).for_each(|assigned| mark(&assigned.who));
    for deliverable in &project.deliverables {
        deliverable.acceptor.iter().for_each(&mut mark);
        if let Some(raci) = &deliverable.raci {
            raci.accountable
                .iter()
                .chain(&raci.responsible)
                .chain(&raci.consulted)
                .chain(&raci.informed)
                .for_each(&mut mark);
        }
    }
    project.stakeholders.iter().filter_map(|person| person.deputy.as_ref()).for_each(&mut mark);
    for person in &project.stakeholders {
        let decides = person.decides_for_client() || person.has(Role::Observer) || person.is_on(Side::Vendor);
        if !decides && !named.contains(person.id()) && !person.base.is_uncertain {
            report
                .add(person.base.id.span, format!("`{}` has no part in anything", person.id()))
                .help("give them something to do, to be asked or to be told, or take them out")
                .about(person.id());
        }
    }
}
