//! `no-communication-plan`: the client does not know when they will hear from whom.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-communication-plan",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The plan says not how often the client hears from whom, or nobody can reach a key stakeholder.",
    why: "Most complaints about projects are about silence. A cadence and one name are the whole plan; PM² asks for them in the communications plan.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing was agreed",
            plan: "
«---»
title: New Wi-Fi
stage: planning
---
",
        },
        Example::Fires {
            title: "nobody writes",
            plan: "
---
title: New Wi-Fi
stage: planning
reporting: «{every: 1w}»
---
",
        },
        Example::Quiet {
            title: "every week by the project manager",
            plan: "
---
title: New Wi-Fi
stage: planning
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
reporting: {every: 1w, by: tom}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    match &project.charter.reporting {
        None if !project.charter.says("reporting") => {
            report
                .absent(project.charter.opening, "the plan does not say when the client hears from whom")
                .help("write `reporting: {every: 1w, by: …, checkin: 2w}`");
        }
        Some(reporting) => {
            for (key, what) in [("every", "how often"), ("by", "by whom")] {
                if !reporting.record.says(key) {
                    report
                        .absent(reporting.span, format!("`reporting` does not say {what} the client gets an update"))
                        .help(format!("add `{key}`"));
                }
            }
        }
        None => {}
    }
    for person in project.stakeholders.iter().filter(|person| person.decides_for_client()) {
        let is_reachable = person.base.says("channel") || person.base.says("email") || person.base.says("phone");
        if !is_reachable {
            report
                .absent(person.base.id.span, format!("the plan does not say how `{}` is reached", person.id()))
                .help("write a work line or mailbox: `channel: …`")
                .level(Severity::Warning)
                .about(person.id());
        }
    }
}
