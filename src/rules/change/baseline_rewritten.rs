//! `baseline-rewritten`: what was agreed is not what stands in the baseline.

use super::defect_words;
use crate::agreed::{Defect, Judge};
use crate::document::keys::words::Gate;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::Project;
use crate::model::baseline::Baseline;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Spanned;
use crate::value::Date;

pub(crate) static RULE: Rule = Rule {
    name: "baseline-rewritten",
    group: Group::Change,
    severity: Severity::Error,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "The baseline was edited by hand, is of another project, or was written anew without an approved change.",
    why: "What everything is held against is worth nothing if it moves with the plan. It changes by an approved change alone, and the original stays (GAO 10).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "edited by hand",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
total: 1300
checksum: «0123456789abcdef»
",
        },
        Example::Fires {
            title: "of another project",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
---
//- baseline.yml
of: «three-rooms»
date: 2026-05-01
",
        },
        Example::Fires {
            title: "because of a change that nobody approved",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
changes:
  ceiling: {title: The ceiling too, status: proposed}
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
because: [«ceiling»]
checksum: \"10ff421211416fbc\"
",
        },
        Example::Fires {
            title: "written after the gate was signed",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
signoffs: [{gate: planning, by: ana, date: 2026-05-01}]
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
---
//- baseline.yml
of: two-rooms
date: 2026-05-11
original: {date: «2026-05-11»}
checksum: 693dc1f3700ba7f6
",
        },
        Example::Quiet {
            title: "as planmark wrote it",
            plan: "
//- project.md
---
title: Two rooms
stage: execution
---
//- baseline.yml
of: two-rooms
date: 2026-05-01
checksum: cbc96fea1aa03590
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let Some(baseline) = &project.baseline else { return report.not_run("there is no baseline") };
    if let Some(of) = baseline.of.as_ref().filter(|_| baseline.is_foreign(project)) {
        report
            .add(of.span, format!("this is the baseline of `{}`, and the project is `{}`", of.value, project.id))
            .help(format!("if the project's title was changed, write `id: {}` in `project.md`", of.value));
        return;
    }
    if baseline.is_uncertain {
        return report.not_run("the baseline cannot be read whole");
    }
    match (&baseline.checksum, baseline.is_genuine()) {
        (Some(checksum), Some(false)) => {
            report
                .add(checksum.span, "the baseline was edited after planmark wrote it: its checksum is another one")
                .help("take back the version that was agreed: `git log -- baseline.yml` lists them");
        }
        (None, _) => {
            report
                .add(baseline.place, "the baseline has no checksum, so nobody can tell whether it is as agreed")
                .help("take back a version that `planmark baseline --write` wrote")
                .level(Severity::Warning);
        }
        _ => {}
    }
    reasons(scene, report, baseline);
}

/// The changes that it rests on are there and approved; a later baseline rests on some.
fn reasons(scene: &Scene, report: &mut Report, baseline: &Baseline) {
    let (project, judge) = (scene.project, Judge::itself(scene.project));
    for because in &baseline.because {
        let Some(index) = because.index_in(project.place, Register::Changes) else { continue };
        let change = &project.changes[index];
        // That a signed change was edited is told there.
        if let Some(defect) = judge.defect(change).filter(|defect| *defect != Defect::Stale) {
            let why = defect_words(&defect);
            report
                .add(because.written.span, format!("the baseline rests on `{}`, which {why}", change.id()))
                .related(change.base.id.span, "the change is here")
                .help("take back the baseline before it, or let the client sign the change")
                .about(change.id());
        }
    }
    let first = baseline.original.as_ref().and_then(|original| original.date);
    let (Some(date), Some(first)) = (baseline.date, first) else { return };
    if date.value != first.value && baseline.because.is_empty() && project.is_signed(Gate::Planning) {
        report
            .add(date.span, format!("the baseline was written anew on {}, and names no change for it", date.value))
            .related(first.span, "it was first agreed here")
            .help("take back the version of that day: `git log -- baseline.yml` lists them");
    }
    after_the_signature(project, report, first);
}

/// A baseline that was first written after everybody had signed is not what they signed.
fn after_the_signature(project: &Project, report: &mut Report, first: Spanned<Date>) {
    let Some(signed) = project.last_signed_on(Gate::Planning).filter(|signed| *signed < first.value) else { return };
    let message =
        format!("the baseline was first written on {}, and the planning gate was signed on {signed}", first.value);
    report.add(first.span, message).help(
        "take back the version that was agreed: `git log -- baseline.yml` lists them; if there was none, let the client \
         sign the gate again over this one",
    );
}
