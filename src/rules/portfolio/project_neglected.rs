//! `project-neglected`: an active project of a portfolio that nobody looks after.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::Project;
use crate::rule::{Check, Example, Fixes, Group, Outer, Report, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "project-neglected",
    group: Group::Portfolio,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A running project of a portfolio has had no update for two cadences, or has no project manager.",
    why: "In a portfolio the quiet project is the one that goes wrong; a provider who includes project management \
          includes it in all of them.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Portfolio(check),
    examples: &[
        Example::Fires {
            title: "no letter for three weeks, where one was agreed each week",
            plan: "
//= today 2026-04-24
//- portfolio.md
---
title: All projects
---
//- elm/project.md
---
title: New Wi-Fi
stage: «execution»
pm: tom
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
updates:
  2026-04-03: {summary: All well}
---
//- lake/project.md
---
title: Phones
stage: «execution»
---
",
        },
        Example::Quiet {
            title: "current, on hold, or over",
            plan: "
//= today 2026-04-24
//- portfolio.md
---
title: All projects
---
//- elm/project.md
---
title: New Wi-Fi
stage: execution
pm: tom
reporting: {every: 1w, by: tom}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
updates:
  2026-04-17: {summary: All well}
---
//- lake/project.md
---
title: Phones
stage: execution
hold: {since: 2026-04-01, reason: the school is closed}
---
//- oak/project.md
---
title: Cables
stage: closed
---
",
        },
    ],
};

fn check(outer: &Outer, report: &mut Report) {
    if outer.portfolio.charter.is_none() && outer.portfolio.projects.len() < 2 {
        return;
    }
    for project in &outer.portfolio.projects {
        if !project.charter.is_active() || project.charter.hold.is_some() {
            continue;
        }
        let place = project.charter.stage_place;
        if !project.charter.says("pm") {
            report
                .add(place, format!("nobody manages `{}`", project.id))
                .help("name the project manager: `pm: tom`")
                .about(&project.id);
        } else if project.stage() == Stage::Execution && is_quiet(project, outer) {
            report
                .add(place, format!("`{}` has had no update for two cadences", project.id))
                .help("`planmark add update` starts the next letter")
                .about(&project.id);
        }
    }
}

fn is_quiet(project: &Project, outer: &Outer) -> bool {
    let every = project.charter.reporting.as_ref().and_then(|reporting| reporting.every.as_ref());
    let last = project.updates.iter().filter_map(|update| update.date).max();
    match (every, last) {
        (Some(every), Some(last)) => every.value.times_after(last, 2) < outer.today,
        (_, None) => true,
        (None, Some(_)) => false,
    }
}
