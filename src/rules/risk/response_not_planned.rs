//! `response-not-planned`: a response that is not in the plan.

use crate::document::keys::Stage;
use crate::document::keys::words::Response;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "response-not-planned",
    group: Group::Risk,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A risk is to be avoided, reduced or transferred, and names no task or action.",
    why: "A response that nobody does is a sentence. PM² puts responses into the work plan.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "only a word",
            plan: "
---
title: New Wi-Fi
stage: planning
risks:
  late: {title: Points come late, response: «reduce»}
---
",
        },
        Example::Quiet {
            title: "a task does it",
            plan: "
---
title: New Wi-Fi
stage: planning
tasks:
  order: {title: Order early, duration: 1d}
risks:
  late: {title: Points come late, response: reduce, plan: order}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for risk in scene.project.risks.iter().filter(|risk| risk.is_open()) {
        let Some(response) = &risk.response else { continue };
        let needs_work = matches!(response.value, Response::Avoid | Response::Reduce | Response::Transfer);
        if needs_work && risk.plan.is_silent() && !risk.base.says("plan") {
            report
                .add(response.span, format!("nothing in the plan carries out the response to `{}`", risk.id()))
                .help("name the tasks or actions: `plan: [pilot]`")
                .about(risk.id());
        }
    }
}
