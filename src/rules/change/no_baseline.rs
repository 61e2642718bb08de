//! `no-baseline`: the plan is to be agreed, and nothing says what that is.

use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-baseline",
    group: Group::Change,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "There is no baseline, or, before the planning gate is signed, it does not say what the plan says.",
    why: "A signature under a plan agrees to something that somebody can look up later. Without it nobody can say what has changed.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing was written down",
            plan: "
---
title: Two rooms
stage: «planning»
tasks:
  paint: {title: Paint it, duration: 2d}
---
",
        },
        Example::Fires {
            title: "what was signed is not there any more",
            plan: "
---
title: Two rooms
stage: «planning»
signoffs: [{gate: planning, by: ana, date: 2026-05-01}]
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
tasks:
  paint: {title: Paint it, duration: 2d}
---
",
        },
        Example::Fires {
            title: "the plan went on",
            plan: "
//- project.md
---
title: Two rooms
stage: «planning»
target: {start: 2026-05-04, finish: 2026-05-29}
tasks:
  paint: {title: Paint it, duration: 2d}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
project: {target: {start: 2026-05-04, finish: 2026-05-29}}
tasks: {paint: {start: 2026-05-04, finish: 2026-05-04, duration: 1d}}
",
        },
        Example::Quiet {
            title: "the baseline says the same",
            plan: "
//- project.md
---
title: Two rooms
stage: planning
target: {start: 2026-05-04, finish: 2026-05-29}
tasks:
  paint: {title: Paint it, duration: 2d}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
project: {target: {start: 2026-05-04, finish: 2026-05-29}}
tasks: {paint: {start: 2026-05-04, finish: 2026-05-05, duration: 2d}}
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let (place, is_signed) = (project.charter.stage_place, project.is_signed(Gate::Planning));
    // A plan without work has nothing to agree to yet.
    if project.baseline.is_none() && is_signed && !project.tasks.is_empty() && scene.stage <= Stage::Closing {
        let help = "take back the one that was agreed: `git log -- baseline.yml` lists it; only if there never was one, \
                    write it and let the gate be signed again";
        let message = "the planning gate is signed, and no baseline says what was agreed";
        report.add(place, message).help(help).level(Severity::Error);
        return;
    }
    if scene.stage > Stage::Execution {
        return;
    }
    let help = "write it: `planmark baseline --write`";
    if project.baseline.is_none() {
        if !project.tasks.is_empty() {
            report.absent(place, "no baseline says what is agreed").help(help);
        }
        return;
    }
    if project.agreed().is_none() {
        report.absent(place, "the baseline cannot be read whole, or is of another project").help(help);
        return;
    }
    let drift = scene.picture().drift.len();
    if drift > 0 && !is_signed {
        let message = format!("the baseline differs from the plan in {drift} places, and nothing is signed yet");
        report.absent(place, message).help(help);
    }
}
