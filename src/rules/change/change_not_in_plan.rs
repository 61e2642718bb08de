//! `change-not-in-plan`: an approved change that the plan does not show.

use crate::agreed::Judge;
use crate::document::keys::words::ChangeStatus;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::address::{Known, Spot, Subject};
use crate::model::control::{Change, Place};
use crate::model::item::{Item, Reference};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "change-not-in-plan",
    group: Group::Change,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "An approved change adds something that is not there, removes something that still is, or changes something that is as it was agreed before; a rejected one is there.",
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
            title: "approved, and nothing is different",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
budget:
  work: {title: Work, amount: 1000}
---
//- changes/terrace.md
---
title: Wi-Fi on the terrace
modifies: «work»
status: approved
decided: {by: ana, date: 2026-04-08}
---
//- baseline.yml
of: new-wi-fi
date: 2026-04-01
budget: {work: 1000}
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
    let known = Known::of(&[scene.project]);
    for change in &scene.project.changes {
        unchanged(scene, report, &known, change);
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

/// What an approved change was to change, and what is as it was agreed before.
fn unchanged(scene: &Scene, report: &mut Report, known: &Known, change: &Change) {
    let project = scene.project;
    let Some(agreed) = project.agreed().filter(|_| Judge::itself(project).defect(change).is_none()) else { return };
    let is_this = |because: &Reference| {
        because.index_in(project.place, Register::Changes).is_some_and(|at| project.changes[at].id() == change.id())
    };
    if agreed.because.iter().any(is_this) {
        return;
    }
    for address in &change.modifies.items {
        let Some(spot) = known.spot(&address.written.value).filter(is_held) else { continue };
        let mut drift = scene.picture().drift.iter().map(|judged| &judged.difference.spot);
        if !drift.any(|different| spot.covers(&different.subject, &different.path)) {
            report
                .add(
                    address.written.span,
                    format!(
                        "`{}` was approved, and `{}` is as it was agreed before",
                        change.id(),
                        address.written.value
                    ),
                )
                .help("write the change into the plan")
                .about(change.id());
        }
    }
}

/// Whether a baseline holds what an address names, so that a change of it shows.
fn is_held(spot: &Spot) -> bool {
    let key = spot.path.split('.').next().unwrap_or_default();
    match &spot.subject {
        Subject::Project => matches!(key, "target" | "budget_cap" | "tolerance"),
        Subject::Scope => matches!(key, "in" | "out" | "done_when" | "objectives" | "constraints"),
        Subject::Item(Register::Deliverables, _) => {
            matches!(key, "title" | "kind" | "acceptance" | "due" | "acceptor")
        }
        Subject::Item(Register::Milestones, _) => key == "target",
        Subject::Item(Register::Budget, _) => matches!(key, "" | "amount"),
        Subject::Item(..) => false,
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
