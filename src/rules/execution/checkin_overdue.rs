//! `checkin-overdue`: the stakeholders have not met as agreed.

use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "checkin-overdue",
    group: Group::Execution,
    severity: Severity::Warning,
    from: Some(Stage::Execution),
    since: "0.1.0",
    summary: "No check-in was held in the agreed interval, or a meeting was held without minutes or names.",
    why: "Regular meetings keep everybody on one plan; minutes keep it that way.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a month ago",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom, checkin: «2w»}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
---
//- meetings/2026-03-17-kickoff.md
---
kind: kickoff
status: held
attended: tom
summary: Plan agreed.
---
",
        },
        Example::Fires {
            title: "no minutes",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
---
//- meetings/2026-04-17.md
«---»
kind: check-in
status: held
attended: tom
---
",
        },
        Example::Quiet {
            title: "last week",
            plan: "
//- project.md
---
title: New Wi-Fi
stage: execution
reporting: {every: 1w, by: tom, checkin: 2w}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: pm}
---
//- meetings/2026-04-15-check-in.md
---
kind: check-in
status: held
attended: tom
summary: All goes well.
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let facts = &project.registers[&Register::Meetings];
    if facts.is_uncertain {
        return;
    }
    for meeting in project.meetings.iter().filter(|meeting| meeting.is_held()) {
        let base = &meeting.base;
        let has_minutes = base.says("summary") || !base.body.is_empty();
        if !has_minutes || !base.says("attended") {
            let what = if has_minutes { "who came" } else { "what was said" };
            report
                .add(base.id.span, format!("nobody wrote down {what} at the meeting `{}`", base.id()))
                .help("add `attended`, and a `summary` or minutes below the facts")
                .about(base.id());
        }
    }
    let Some(every) = project.charter.reporting.as_ref().and_then(|reporting| reporting.checkin.as_ref()) else {
        return;
    };
    if scene.stage != Stage::Execution || scene.is_on_hold() {
        return;
    }
    let last = project.meetings.iter().filter(|meeting| meeting.is_held()).filter_map(|meeting| meeting.date).max();
    let workdays = scene.portfolio.workdays(project);
    let is_due = last.is_none_or(|last| scene.today > workdays.add(every.value.after(last), 1));
    if is_due {
        let since = last.map_or("none was held yet".to_owned(), |last| format!("the last one was on {last}"));
        report
            .add(every.span, format!("a check-in was agreed every {}, {since}", every.value))
            .help("hold it and write it down: `planmark add meeting --title Check-in`");
    }
}
