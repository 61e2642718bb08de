//! `contact-not-single`: the client does not know whom to ask, or how.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "contact-not-single",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The project has no contact, or the contact has no channel that the client may see.",
    why: "One person and one channel: a client who must guess whom to ask asks everybody, or nobody.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no channel",
            plan: "
---
title: New Wi-Fi
stage: identification
pm: tom
stakeholders:
  «tom»: {name: Tom Berg, side: provider, roles: [pm]}
---
",
        },
        Example::Fires {
            title: "hidden from the client",
            plan: "
---
title: New Wi-Fi
stage: identification
pm: tom
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm], channel: projects@example.com, audience: «internal»}
---
",
        },
        Example::Quiet {
            title: "one person, one channel",
            plan: "
---
title: New Wi-Fi
stage: identification
pm: tom
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm], channel: projects@example.com}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let charter = &project.charter;
    match project.contact() {
        None if !charter.says("contact") && !charter.says("pm") => {
            report
                .absent(charter.opening, "the project has no contact")
                .help("name one person from `stakeholders`: `contact: priya`; by default it is the project manager");
        }
        Some(person) if !person.base.says("channel") => {
            report
                .absent(person.base.id.span, format!("the client does not see how to reach `{}`", person.id()))
                .help("write a work line or mailbox: `channel: projects@example.com`")
                .about(person.id());
        }
        Some(person) if !person.base.is_for_client() => {
            report
                .add(
                    person.base.value_place("audience"),
                    format!("the contact `{}` is hidden from the client", person.id()),
                )
                .help("make them visible, or name another contact")
                .about(person.id());
        }
        _ => {}
    }
}
