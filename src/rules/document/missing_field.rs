//! `missing-field`: a fact that the stage asks for is not there.

use crate::document::keys::{Key, Kind, Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "missing-field",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A field that the present stage asks for is not there; a title always.",
    why: "What a stage needs to be decided is in these fields (PM² artefacts are checked for completeness at each gate).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "an action without its sort, in planning",
            plan: "
---
title: Two rooms
client: {name: Ana}
type: rooms
stage: planning
currency: EUR
calendar: {days: mon-fri}
tolerance: {schedule: 2d}
actions:
  «keys»: {title: Get the keys, due: 2026-05-01, owner: ana}
stakeholders:
  ana: {name: Ana, side: client, roles: sponsor}
---
",
        },
        Example::Fires {
            title: "an item without a title",
            plan: "
---
title: Two rooms
client: {name: Ana}
type: rooms
stage: identification
currency: EUR
tasks:
  «paint»: {duration: 2d}
---
",
        },
        Example::Quiet {
            title: "before its stage, and where it was written badly",
            plan: "
---
title: Two rooms
client: {name: Ana}
type: rooms
stage: identification
currency: EUR
actions:
  keys: {title: Get the keys}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let charter = &project.charter;
    let missing = |key: &Key| is_due(key, scene) && !charter.says(key.name);
    for key in Kind::project().all_keys().filter(|key| missing(key)) {
        tell(report, scene, key, charter.opening, "the project");
    }
    if let Some(place) = project.scope.place {
        let missing = |key: &Key| is_due(key, scene) && !project.scope.says(key.name);
        for key in Kind::scope().all_keys().filter(|key| missing(key)) {
            tell(report, scene, key, place, "the scope");
        }
    }
    for register in Register::ALL {
        items(scene, register, report);
    }
}

fn items(scene: &Scene, register: Register, report: &mut Report) {
    let kind = register.kind();
    let due: Vec<&'static Key> =
        kind.all_keys().filter(|key| is_due(key, scene) && key.name != kind.title_key()).collect();
    for base in scene.project.bases(register) {
        if base.title.is_none() && !base.says(kind.title_key()) && !register.is_dated() {
            report
                .add(base.id.span, format!("the {} `{}` has no {}", kind.name, base.id(), kind.title_key()))
                .help(format!("write `{}: …`, what people call it", kind.title_key()))
                .about(base.id());
        }
        let asks_title_alone = register == Register::Tasks && asks_little(scene, base.id());
        for key in due.iter().filter(|key| !asks_title_alone && !base.says(key.name)) {
            let owner = format!("the {} `{}`", kind.name, base.id());
            tell(report, scene, key, base.id.span, &owner).about(base.id());
        }
    }
}

/// A summary has no facts of its own, a cancelled task needs none.
fn asks_little(scene: &Scene, id: &str) -> bool {
    let task = scene.project.tasks.binary_search_by(|task| task.base.id().cmp(id)).ok();
    task.map(|index| &scene.project.tasks[index]).is_some_and(|task| task.is_summary || task.cancelled.is_some())
}

fn is_due(key: &Key, scene: &Scene) -> bool {
    key.told_by.is_none() && key.required.is_some_and(|stage| scene.is_from(stage))
}

/// A warning while the project is in the stage that asks for it, an error afterwards.
fn tell<'r>(
    report: &'r mut Report,
    scene: &Scene,
    key: &Key,
    place: crate::text::Span,
    owner: &str,
) -> &'r mut crate::finding::Finding {
    let is_now = key.required.is_some_and(|stage: Stage| stage >= scene.stage);
    let finding = report.absent(place, format!("{owner} does not say `{}`", key.name));
    finding.help(format!("{}: `{}: {}`", key.about.trim_end_matches('.').to_lowercase(), key.name, key.example));
    finding.level(if is_now { Severity::Warning } else { Severity::Error })
}
