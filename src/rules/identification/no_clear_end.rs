//! `no-clear-end`: nobody knows when the project is over.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-clear-end",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The scope does not say when the project is done.",
    why: "A project without an end becomes a service that nobody ordered. Write down how everybody will see that it is over.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no end",
            plan: "
---
title: New Wi-Fi
stage: identification
«scope»:
  why: Calls drop.
---
",
        },
        Example::Quiet {
            title: "an end",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  done_when: [all rooms measured and accepted]
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let scope = &scene.project.scope;
    if scope.done_when.is_silent() && !scope.says("done_when") {
        let place = scope.place.unwrap_or(scene.project.charter.stage_place);
        report
            .absent(place, "the scope does not say when the project is done")
            .help("write it so that everybody can see it: `done_when: [\"both sites stable for three days\"]`");
    }
}
