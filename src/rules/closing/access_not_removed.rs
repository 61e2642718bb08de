//! `access-not-removed`: vendors worked here, and nothing says that they can no longer get in.

use std::sync::LazyLock;

use crate::document::keys::words::Side;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::control::Stakeholder;
use crate::model::item::{Base, Item};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Search;

pub(crate) static RULE: Rule = Rule {
    name: "access-not-removed",
    group: Group::Closing,
    severity: Severity::Warning,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "A vendor had work in the project, and no finished task or action takes their access and temporary accounts away.",
    why: "Accounts that were opened for a project outlive it, and nobody looks at them again: they are a common way in for strangers. Take them away while it is known who has which, or say in a waiver that there were none.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nobody thought of it",
            plan: "
---
title: New Wi-Fi
stage: closing
stakeholders:
  «cablers»: {name: Cable Works, side: vendor, roles: vendor}
tasks:
  mount: {title: Mount, duration: 1d, who: cablers, started: 2026-04-20, finished: 2026-04-20}
---
",
        },
        Example::Fires {
            title: "planned, and not done yet",
            plan: "
---
title: New Wi-Fi
stage: closing
stakeholders:
  cablers: {name: Cable Works, side: vendor, roles: vendor}
tasks:
  mount: {title: Mount, duration: 1d, who: cablers, started: 2026-04-20, finished: 2026-04-20}
actions:
  «accounts»: {title: Remove the accounts of Cable Works, owner: cablers}
---
",
        },
        Example::Quiet {
            title: "the accounts are gone",
            plan: "
---
title: New Wi-Fi
stage: closing
stakeholders:
  cablers: {name: Cable Works, side: vendor, roles: vendor}
tasks:
  mount: {title: Mount, duration: 1d, who: cablers, started: 2026-04-20, finished: 2026-04-20}
actions:
  accounts: {title: Remove the accounts of Cable Works, owner: cablers, done: 2026-04-22}
---
",
        },
    ],
};

/// Words for a way in, in English and German.
const ACCESS: &[&str] =
    &["access", "account", "accounts", "credentials", "login", "logins", "zugang", "zug\u{e4}nge", "konto", "konten"];
/// Words for taking it away.
const REMOVAL: &[&str] = &[
    "remove",
    "removed",
    "revoke",
    "revoked",
    "disable",
    "disabled",
    "delete",
    "deleted",
    "withdraw",
    "close",
    "closed",
    "entfernen",
    "sperren",
    "l\u{f6}schen",
    "entziehen",
    "schlie\u{df}en",
];

static WAYS_IN: LazyLock<Search> = LazyLock::new(|| Search::words(ACCESS));
static WAYS_OUT: LazyLock<Search> = LazyLock::new(|| Search::words(REMOVAL));

/// Whether a title speaks of taking access away.
fn removes_access(base: &Base) -> bool {
    let title = base.name();
    WAYS_IN.alone(title).next().is_some() && WAYS_OUT.alone(title).next().is_some()
}

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let vendors: Vec<&Stakeholder> = project
        .stakeholders
        .iter()
        .enumerate()
        .filter(|(place, person)| person.is_on(Side::Vendor) && worked(scene, *place))
        .map(|(_, person)| person)
        .collect();
    let Some(first) = vendors.first() else { return };
    let tasks = project.tasks.iter().filter(|task| task.cancelled.is_none() && removes_access(&task.base));
    let actions = project.actions.iter().filter(|action| removes_access(&action.base));
    let all: Vec<(&Base, bool)> = tasks
        .map(|task| (&task.base, task.finished.is_some()))
        .chain(actions.map(|action| (&action.base, action.done.is_some())))
        .collect();
    if all.is_empty() {
        let names: Vec<&str> = vendors.iter().map(|person| person.name()).collect();
        let message = format!("nothing says that {} can no longer get in", names.join(", "));
        let finding = report.absent(first.base.id.span, message);
        finding.help("add a task or an action, such as `Remove the vendor's access`, and do it");
        for person in vendors {
            finding.about(person.id());
        }
    }
    for (base, _) in all.into_iter().filter(|(_, is_done)| !is_done) {
        report
            .absent(base.id.span, format!("`{}` is not done: somebody may still get in", base.id()))
            .help("do it, and write down when")
            .about(base.id());
    }
}

/// Whether a task that was not dropped has this person.
fn worked(scene: &Scene, place: usize) -> bool {
    let project = scene.project;
    let mut kept = project.tasks.iter().filter(|task| task.cancelled.is_none());
    kept.any(|task| {
        task.who.items.iter().any(|one| one.who.index_in(project.place, Register::Stakeholders) == Some(place))
    })
}
