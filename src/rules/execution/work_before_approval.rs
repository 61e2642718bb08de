//! `work-before-approval`: work began before anybody agreed to it.

use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Date;

pub(crate) static RULE: Rule = Rule {
    name: "work-before-approval",
    group: Group::Execution,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "A task of execution started before the planning gate was signed, or money was spent before.",
    why: "Work that begins without an agreement is done at the provider's own risk, and usually twice.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a week early",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
signoffs: [{gate: planning, by: ana, date: 2026-03-17}]
tasks:
  mount: {title: Mount, duration: 1d, started: «2026-03-10»}
---
",
        },
        Example::Quiet {
            title: "the day after",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
signoffs: [{gate: planning, by: ana, date: 2026-03-17}]
tasks:
  mount: {title: Mount, duration: 1d, started: 2026-03-18}
---
",
        },
        Example::Quiet {
            title: "planning was work too",
            plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
signoffs: [{gate: planning, by: ana, date: 2026-03-17}]
tasks:
  plan: {title: Plan, duration: 1d, started: 2026-03-10, finished: 2026-03-16}
milestones:
  planned: {title: Plan agreed, target: 2026-03-17, gate: planning, after: plan}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for (gate, stage) in [(Gate::Identification, "planning"), (Gate::Planning, "execution")] {
        let Some(signed) = project.signed_on(gate) else { continue };
        for (task, started) in project.tasks.iter().filter_map(|task| Some((task, task.started.as_ref()?))) {
            let of_stage = project.stage_of(task);
            if of_stage.is_some_and(|of| of.name() == stage) && started.value < signed {
                report
                    .add(
                        started.span,
                        format!(
                            "`{}` started on {}, the {} gate was signed on {signed}",
                            task.id(),
                            started.value,
                            gate.name()
                        ),
                    )
                    .help("correct the date, or let those who decide know what was begun early")
                    .about(task.id());
            }
        }
        if gate == Gate::Planning {
            money(scene, report, signed);
        }
    }
}

fn money(scene: &Scene, report: &mut Report, signed: Date) {
    for cost in &scene.project.budget {
        for date in cost.spent.items.iter().filter_map(|spent| spent.date.as_ref()).filter(|date| date.value < signed) {
            report
                .add(
                    date.span,
                    format!("money of `{}` was spent on {}, the plan was signed on {signed}", cost.id(), date.value),
                )
                .help("correct the date, or write who agreed to it")
                .level(Severity::Warning)
                .about(cost.id());
        }
    }
}
