//! `no-response`: a serious risk that nobody answers.

use crate::document::keys::Stage;
use crate::document::keys::words::Response;
use crate::finding::Severity;
use crate::model::signing::Act;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};

pub(crate) static RULE: Rule = Rule {
    name: "no-response",
    group: Group::Risk,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A risk with a score of 8 or more has no response, or one of 15 or more is accepted without the client's signature.",
    why: "A serious risk needs an answer before it happens: avoid, reduce, transfer, share, or accept. What is accepted at the client's cost is accepted by the client (PM², PMBOK).",
    fixes: Fixes::Never,
    thresholds: &[
        Threshold { name: "watch", default: "8", dcma: "8", about: "score from which a risk needs a response" },
        Threshold { name: "act", default: "15", dcma: "15", about: "score from which a missing response is an error" },
    ],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no answer",
            plan: "
---
title: New Wi-Fi
stage: planning
risks:
  «late»: {title: Points come late, probability: 4, impact: 4}
---
",
        },
        Example::Fires {
            title: "accepted without the client",
            plan: "
---
title: New Wi-Fi
stage: planning
risks:
  late: {title: Points come late, probability: 4, impact: 4, response: «accept»}
---
",
        },
        Example::Quiet {
            title: "an answer",
            plan: "
---
title: New Wi-Fi
stage: planning
risks:
  late: {title: Points come late, probability: 4, impact: 4, response: reduce}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let (watch, act) = (report.limit("watch"), report.limit("act"));
    for risk in scene.project.risks.iter().filter(|risk| risk.is_open()) {
        let (base, Some(score)) = (&risk.base, risk.score()) else { continue };
        let level = if score >= act { Severity::Error } else { Severity::Warning };
        if score >= watch && !base.says("response") && !base.says("plan") {
            report
                .add(base.id.span, format!("the risk `{}` has a score of {score} and no response", base.id()))
                .help("write `response: reduce` and the `plan`: the tasks or actions that do it")
                .level(level)
                .about(base.id());
        }
        let Some(response) = risk.response.as_ref().filter(|told| told.value == Response::Accept) else { continue };
        let signed = risk.approved.as_ref().and_then(|signature| signature.by.as_ref());
        if score >= act && !signed.is_some_and(|by| scene.project.may_sign(Act::Approved, by)) {
            report
                .add(
                    response.span,
                    format!("the risk `{}` has a score of {score} and is accepted without the client", base.id()),
                )
                .help("let somebody who may decide for the client sign it: `approved: {by: …, date: …}`")
                .about(base.id());
        }
    }
}
