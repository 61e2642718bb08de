//! `ends-before-start`: an end before its beginning.

use crate::finding::Severity;
use crate::model::item::Told;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::value::Date;

pub(crate) static RULE: Rule = Rule {
    name: "ends-before-start",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "Something ends before it starts: a window, an absence, a hold, a payment, the project.",
    why: "No date can be computed from it.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a target the wrong way round",
            plan: "
---
title: Two rooms
target: {start: 2026-06-19, finish: «2026-06-01»}
---
",
        },
        Example::Fires {
            title: "an outage and an absence",
            plan: "
---
title: Two rooms
windows:
  night: {title: Night, start: 2026-05-09T23:00, end: «2026-05-09T19:00»}
stakeholders:
  sam: {name: Sam, side: provider, roles: lead, away: [{from: 2026-05-20, to: «2026-05-18»}]}
---
",
        },
        Example::Quiet {
            title: "an absence of one day",
            plan: "
---
title: Two rooms
target: {start: 2026-06-01, finish: 2026-06-19}
stakeholders:
  sam: {name: Sam, side: provider, roles: lead, away: [{from: 2026-05-18, to: 2026-05-18}]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let charter = &project.charter;
    days(report, &charter.start, &charter.finish, "the project finishes before it starts");
    if let Some(hold) = &charter.hold {
        days(report, &hold.since, &hold.until, "the hold ends before it begins");
    }
    for person in &project.stakeholders {
        for away in &person.away.items {
            days(report, &away.from, &away.to, "the absence ends before it begins");
        }
    }
    for line in &project.budget {
        if let Some(recurring) = &line.recurring {
            days(report, &recurring.from, &recurring.until, "the payments end before they begin");
        }
    }
    for window in &project.windows {
        let actual = window.actual.as_ref();
        let pairs = [(&window.start, &window.end)].into_iter().chain(actual.map(|actual| (&actual.start, &actual.end)));
        for (start, end) in pairs {
            if let (Some(start), Some(end)) = (start, end)
                && end.value <= start.value
            {
                report
                    .add(end.span, format!("`{}` ends before it starts", window.base.id()))
                    .related(start.span, "it starts here")
                    .help("correct one of the two; a window over midnight ends on the next day")
                    .about(window.base.id());
            }
        }
    }
}

/// Reports a last day before its first one.
fn days(report: &mut Report, first: &Told<Date>, last: &Told<Date>, message: &str) {
    if let (Some(first), Some(last)) = (first, last)
        && last.value < first.value
    {
        report.add(last.span, message).related(first.span, "it begins here").help("correct one of the two");
    }
}
