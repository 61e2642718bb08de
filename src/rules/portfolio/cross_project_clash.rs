//! `cross-project-clash`: two projects of a portfolio want the same person or the same place at the same time.

use std::collections::BTreeMap;

use crate::document::keys::words::Role;
use crate::finding::Severity;
use crate::model::Project;
use crate::model::kinds::{Task, Window};
use crate::rule::{Check, Example, Fixes, Group, Outer, Report, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "cross-project-clash",
    group: Group::Portfolio,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "The same technician is in two outages of different projects at once, or two projects take one client's site down at once.",
    why: "Each plan is sound on its own; only side by side they show that one person would have to be in two places.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Portfolio(check),
    examples: &[
        Example::Fires {
            title: "Tom in two nights at once",
            plan: "
//- portfolio.md
---
title: All projects
---
//- elm/project.md
---
title: New Wi-Fi
client: {name: Elm Street Surgery}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
windows:
  night: {title: Night, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:00}
tasks:
  swap: {title: Swap, who: tom, window: night}
---
//- lake/project.md
---
title: Phones
client: {name: Lakeside School}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
windows:
  «evening»: {title: Evening, kind: outage, start: 2026-05-09T22:00, end: 2026-05-10T01:00}
tasks:
  port: {title: Port, who: tom, window: evening}
---
",
        },
        Example::Quiet {
            title: "one after the other",
            plan: "
//- portfolio.md
---
title: All projects
---
//- elm/project.md
---
title: New Wi-Fi
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
windows:
  night: {title: Night, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T22:00}
tasks:
  swap: {title: Swap, who: tom, window: night}
---
//- lake/project.md
---
title: Phones
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: lead}
windows:
  evening: {title: Evening, kind: outage, start: 2026-05-09T22:00, end: 2026-05-10T01:00}
tasks:
  port: {title: Port, who: tom, window: evening}
---
",
        },
    ],
};

/// An outage to come, with those who work in it by handle.
struct Booked<'a> {
    project: &'a Project,
    window: &'a Window,
    from: i64,
    to: i64,
    people: Vec<&'a str>,
}

fn check(outer: &Outer, report: &mut Report) {
    let mut all: Vec<Booked> = outer.portfolio.projects.iter().flat_map(booked).collect();
    all.sort_by_key(|one| (one.from, one.project.place, one.window.base.id()));
    // Those that have begun and not yet ended, as one goes through time.
    let mut running: Vec<&Booked> = Vec::new();
    for later in &all {
        running.retain(|earlier| earlier.to > later.from);
        for earlier in running.iter().rev().filter(|earlier| earlier.project.place != later.project.place) {
            compare(earlier, later, report);
        }
        running.push(later);
    }
}

fn compare(earlier: &Booked, later: &Booked, report: &mut Report) {
    let there = format!("`{}` of `{}`", earlier.window.base.id(), earlier.project.id);
    for person in later.people.iter().filter(|person| earlier.people.contains(person)) {
        report
            .add(later.window.base.id.span, format!("`{person}` works in this outage and in {there} at the same time"))
            .related(earlier.window.base.id.span, "the other outage")
            .level(Severity::Error)
            .help("move one of the two, or let somebody else do one")
            .about(later.window.base.id());
    }
    let site = |one: &Booked| one.window.base.site.as_ref().map(|site| site.value.clone());
    let client = |one: &Booked| one.project.charter.client.as_ref().map(|client| client.value.clone());
    if site(earlier).is_some() && site(earlier) == site(later) && client(earlier) == client(later) {
        report
            .add(
                later.window.base.id.span,
                format!("two projects take the same site down at once: this one and {there}"),
            )
            .related(earlier.window.base.id.span, "the other outage")
            .help("move one of the two, or do both in one outage")
            .about(later.window.base.id());
    }
}

/// The outages of a running project that are still to come.
fn booked(project: &Project) -> Vec<Booked<'_>> {
    if !project.charter.is_active() {
        return Vec::new();
    }
    let mut work: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
    for task in project.tasks.iter().filter(|task| task.is_open()) {
        if let Some(first) = task.windows.items.first().and_then(|reference| project.window(reference)) {
            work.entry(first.base.id()).or_default().push(task);
        }
    }
    let open = project.windows.iter().filter(|window| window.is_outage() && window.actual.is_none());
    open.filter_map(|window| {
        let (start, end) = (window.start.as_ref()?, window.end.as_ref()?);
        let people = work.get(window.base.id()).into_iter().flatten().flat_map(|task| &task.who.items);
        let people = people.filter_map(|assigned| project.stakeholder(&assigned.who));
        let technicians = people.filter(|person| person.has(Role::Technician) || person.has(Role::Lead));
        let mut handles: Vec<&str> = technicians.map(|person| person.base.id()).collect();
        handles.sort_unstable();
        handles.dedup();
        let (from, to) = (start.value.minute_number(), end.value.minute_number());
        Some(Booked { project, window, from, to, people: handles })
    })
    .collect()
}
