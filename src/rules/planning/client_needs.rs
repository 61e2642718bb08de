//! `client-needs`: nobody asked what the client must bring.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "client-needs",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "No action is on the client's side and the plan does not say that none is needed, or one has no owner or no day.",
    why: "The most common cause of delay is waiting for the client, and the client did not know. Statements of work list the client's responsibilities for that reason.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing is asked",
            plan: "
---
title: New Wi-Fi
stage: «planning»
---
",
        },
        Example::Fires {
            title: "no day",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  luis: {name: Luis Ortega, side: client, roles: user}
actions:
  «group-list»: {title: Send the group list, kind: info, owner: luis}
---
",
        },
        Example::Quiet {
            title: "who and by when",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  luis: {name: Luis Ortega, side: client, roles: user}
actions:
  group-list: {title: Send the group list, kind: info, owner: luis, due: 2026-05-01}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let asks = project.actions.iter().filter(|action| {
        let owner = action.base.owner.as_ref();
        owner.is_some_and(|owner| project.is_clients(owner)) || (owner.is_none() && action.base.is_for_client())
    });
    let mut any = false;
    for action in asks {
        any = true;
        if action.done.is_none() && !action.base.says("due") {
            report
                .absent(action.base.id.span, format!("`{}` does not say by when", action.id()))
                .help("write the day by which you need it: `due: 2026-05-01`")
                .about(action.id());
        }
    }
    for action in project.actions.iter().filter(|action| action.done.is_none() && !action.base.says("owner")) {
        report
            .absent(action.base.id.span, format!("nobody is asked to do `{}`", action.id()))
            .help("write who: `owner: …`")
            .about(action.id());
    }
    let facts = &project.registers[&Register::Actions];
    if !any && facts.none.is_none() && !facts.is_uncertain {
        report
            .absent(project.charter.stage_place, "the plan asks nothing of the client")
            .help("write what they must bring as actions of theirs, or `actions: {none: \"…\"}`")
            .level(Severity::Warning);
    }
}
