//! `approval-missing`: a change that nobody entitled has approved.

use crate::agreed::{Defect, Judge};
use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
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
    let judge = Judge::itself(scene.project);
    for change in &scene.project.changes {
        let status = change.status.as_ref().map_or(change.base.id.span, |status| status.span);
        let signature = change.decided.as_ref();
        let by = signature.and_then(|signature| Some(signature.by.as_ref()?.written.span));
        let finding = match (judge.defect(change), signature) {
            (Some(Defect::Unsigned), None) if !change.base.says("decided") => report
                .add(status, format!("`{}` is approved, and nobody signed it", change.id()))
                .help(format!("let somebody who may decide sign: `planmark sign {}.decided --by …`", change.id())),
            (Some(Defect::Unsigned), Some(signature)) => report
                .add(signature.span, format!("the approval of `{}` does not say by whom", change.id()))
                .help("write `decided: {by: …, date: …}`"),
            (Some(Defect::NotEntitled(person)), _) => report
                .add(by.unwrap_or(status), format!("`{person}` may not decide for the client"))
                .help("a sponsor or decision-maker on the client's side signs, or their deputy"),
            _ => continue,
        };
        finding.about(change.id());
    }
}
