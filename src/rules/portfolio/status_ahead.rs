//! `status-ahead`: the published status of a project elsewhere is of a day that is still to come.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Outer, Report, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "status-ahead",
    group: Group::Portfolio,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "The `status.json` of a project elsewhere is of a day that is still to come, so nothing of it is shown.",
    why: "A status of next year would look new for a year, whatever happens to its project. One day ahead is let pass: \
          somewhere it is tomorrow already.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Portfolio(check),
    examples: &[
        Example::Fires {
            title: "a clock that is a year ahead",
            plan: "
//= today 2026-04-24
//- portfolio.md
---
title: All projects
projects: published/lake.status.json
---
//- published/lake.status.json
{
  \"planmark\": 1, \"id\": \"lake\", \"title\": \"Phones\", \"stage\": \"execution\",
  \"as_of\": «\"2027-04-24\"», \"light\": \"green\"
}
",
        },
        Example::Quiet {
            title: "tomorrow, where it is tomorrow already",
            plan: "
//= today 2026-04-24
//- portfolio.md
---
title: All projects
projects: published/lake.status.json
---
//- published/lake.status.json
{
  \"planmark\": 1, \"id\": \"lake\", \"title\": \"Phones\", \"stage\": \"execution\",
  \"as_of\": \"2026-04-25\", \"light\": \"green\", \"last_update\": \"2026-04-20\"
}
",
        },
    ],
};

fn check(outer: &Outer, report: &mut Report) {
    for one in &outer.portfolio.published {
        if let Some((day, place)) = one.ahead(outer.today) {
            report
                .add(place, format!("this status is of {day}, which is still to come"))
                .help("set the clock where it is built, or the `as_of` of its project")
                .about(&one.status.id);
        }
    }
}
