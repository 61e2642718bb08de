//! `approval-missing`: a change that nobody entitled has approved.

use crate::document::keys::Stage;
use crate::document::keys::words::ChangeStatus;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::model::signing::Act;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "approval-missing",
    group: Group::Change,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A change is approved without a signature, or by somebody who may not decide.",
    why: "An approval is worth something because it is the client's. A change that the provider approves itself is a surprise on the invoice (PM² change decision).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody signed",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: planning
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
status: «approved»
---
",
        },
        Example::Fires {
            title: "the provider approved",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
status: approved
decided: {by: «tom», date: 2026-04-08}
---
",
        },
        Example::Quiet {
            title: "the sponsor approved",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: planning
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
status: approved
decided: {by: ana, date: 2026-04-08}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for change in project.changes.iter().filter(|change| change.state() == ChangeStatus::Approved) {
        let status = change.status.as_ref().map_or(change.base.id.span, |status| status.span);
        match change.decided.as_ref() {
            None if !change.base.says("decided") => {
                report
                    .add(status, format!("`{}` is approved, and nobody signed it", change.id()))
                    .help(format!("let somebody who may decide sign: `planmark sign {}.decided --by …`", change.id()))
                    .about(change.id());
            }
            Some(signature) => match signature.by.as_ref() {
                None => {
                    report
                        .add(signature.span, format!("the approval of `{}` does not say by whom", change.id()))
                        .help("write `decided: {by: …, date: …}`")
                        .about(change.id());
                }
                Some(by) if project.is_known_person(by) && !project.may_sign(Act::Decided, by) => {
                    report
                        .add(by.written.span, format!("`{}` may not decide for the client", by.written.value))
                        .help("a sponsor or decision-maker on the client's side signs, or their deputy")
                        .about(change.id());
                }
                Some(_) => {}
            },
            None => {}
        }
    }
}
