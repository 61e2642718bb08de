//! `change-not-in-plan`: an approved change that the plan does not show.

use crate::document::keys::Stage;
use crate::document::keys::words::ChangeStatus;
use crate::finding::Severity;
use crate::model::control::{Change, Place};
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "change-not-in-plan",
    group: Group::Change,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "An approved change adds something that is not there or removes something that still is; a rejected one is there.",
    why: "A change is done when the plan is changed. Until then half of the people work by the old plan (PM² change log).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "approved and forgotten",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
adds: «terrace-point»
status: approved
---
",
        },
        Example::Fires {
            title: "rejected and done",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
deliverables:
  terrace-point: {title: A point on the terrace, kind: hardware}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
adds: «terrace-point»
status: rejected
---
",
        },
        Example::Quiet {
            title: "approved and there",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
deliverables:
  terrace-point: {title: A point on the terrace, kind: hardware}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
adds: terrace-point
status: approved
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for change in &scene.project.changes {
        match change.state() {
            ChangeStatus::Approved => approved(report, change),
            ChangeStatus::Rejected => rejected(report, change),
            _ => {}
        }
        for address in change.modifies.items.iter().filter(|address| address.place.is_none()) {
            report
                .add(
                    address.written.span,
                    format!("`{}` would change `{}`, which is not in the plan", change.id(), address.written.value),
                )
                .help("name an item, or a field as `scope.in.wifi` or `project.target`")
                .about(change.id());
        }
    }
}

fn approved(report: &mut Report, change: &Change) {
    for address in change.adds.items.iter().filter(|address| address.place.is_none()) {
        report
            .add(
                address.written.span,
                format!("`{}` was approved, and `{}` is not in the plan", change.id(), address.written.value),
            )
            .help("write it into the plan")
            .about(change.id());
    }
    for address in change.removes.items.iter().filter(|address| address.place.is_some()) {
        report
            .add(
                address.written.span,
                format!("`{}` was approved, and `{}` is still in the plan", change.id(), address.written.value),
            )
            .help("take it out of the plan")
            .about(change.id());
    }
}

fn rejected(report: &mut Report, change: &Change) {
    for address in change.adds.items.iter().filter(|address| matches!(address.place, Some(Place::Item(..)))) {
        report
            .add(
                address.written.span,
                format!("`{}` was rejected, and `{}` is in the plan", change.id(), address.written.value),
            )
            .help("take it out of the plan, or ask again")
            .level(Severity::Error)
            .about(change.id());
    }
}
