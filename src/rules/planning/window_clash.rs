//! `window-clash`: an outage at a bad time.

use crate::document::keys::Stage;
use crate::document::keys::words::Impact;
use crate::finding::Severity;
use crate::model::charter::Site;
use crate::model::item::{Item, Reference};
use crate::model::kinds::{Task, Window};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Spanned;
use crate::value::DateTime;

pub(crate) static RULE: Rule = Rule {
    name: "window-clash",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "An outage lies in a freeze, overlaps another outage at the same site, lies in business hours, or is meant for work at another site.",
    why: "A freeze is a promise, two teams in one rack are a risk, and an outage in opening hours costs the client money. Work that is bound to the window of another site has no outage of its own. A change schedule exists to see that beforehand.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "in a freeze",
            plan: "
---
title: New firewall
stage: planning
windows:
  payroll: {title: Payroll, kind: freeze, start: 2026-04-27T00:00, end: 2026-04-28T23:59}
  night: {title: Cut over, kind: outage, start: «2026-04-27T19:00», end: 2026-04-27T22:00}
---
",
        },
        Example::Fires {
            title: "in business hours",
            plan: "
---
title: New firewall
stage: planning
calendar: {business_hours: {days: mon-sat, hours: 08:00-18:00}}
windows:
  night: {title: Cut over, kind: outage, start: «2026-05-09T17:00», end: 2026-05-09T22:00}
---
",
        },
        Example::Fires {
            title: "work at one site in the window of another",
            plan: "
---
title: New firewall
stage: planning
windows:
  night: {title: Cut over, kind: outage, site: branch, start: 2026-05-09T19:00, end: 2026-05-09T22:00}
tasks:
  move: {title: Cut over headquarters, duration: 2h, site: hq, window: «night»}
---
",
        },
        Example::Fires {
            title: "work in hours in which nothing may change",
            plan: "
---
title: New firewall
stage: planning
windows:
  payroll: {title: Payroll, kind: freeze, start: 2026-04-27T00:00, end: 2026-04-28T23:59}
tasks:
  move: {title: Cut over, duration: 2h, window: «payroll»}
---
",
        },
        Example::Quiet {
            title: "two sites at once, after hours",
            plan: "
---
title: New firewall
stage: planning
calendar: {business_hours: {days: mon-sat, hours: 08:00-18:00}}
windows:
  one: {title: Cut over, kind: outage, site: hq, start: 2026-05-09T19:00, end: 2026-05-09T22:00}
  two: {title: Cut over, kind: outage, site: branch, start: 2026-05-09T20:00, end: 2026-05-09T22:00}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let mut timed: Vec<(&Window, Spanned<DateTime>, Spanned<DateTime>)> = scene
        .project
        .windows
        .iter()
        .filter(|window| window.actual.is_none())
        .filter_map(|window| Some((window, window.start?, window.end?)))
        .collect();
    timed.sort_by_key(|(window, start, _)| (start.value, window.id().to_owned()));
    for (index, (window, start, end)) in timed.iter().enumerate() {
        // Sorted by start: whatever begins after this one ends cannot overlap it.
        for (other, begins, _) in timed[index + 1..].iter().take_while(|(_, begins, _)| begins.value < end.value) {
            pair(report, window, other, *begins, *start);
        }
        if window.is_outage() {
            outer_freezes(scene, report, window, *start, *end);
            business_hours(scene, report, window, *start, *end);
        }
    }
    for task in scene.project.tasks.iter().filter(|task| task.is_open()) {
        for wanted in &task.windows.items {
            if let Some(window) = scene.project.window(wanted) {
                bound(report, &scene.project.charter.sites, task, wanted, window);
            }
        }
    }
}

/// Work belongs into an outage, and into one at its own site.
fn bound(report: &mut Report, sites: &[Site], task: &Task, wanted: &Reference, window: &Window) {
    if !window.is_outage() {
        report
            .add(wanted.written.span, format!("`{}` is bound to a freeze, in which nothing may change", task.id()))
            .related(window.base.id.span, format!("`{}` is a freeze", window.id()))
            .help("bind it to an outage, or to none")
            .about(task.id())
            .about(window.id());
    }
    let (Some(own), Some(there)) = (&task.base.site, &window.base.site) else { return };
    // A site that the project does not list is told as such.
    let is_known = |site: &Spanned<String>| {
        sites.is_empty() || sites.iter().filter_map(|known| known.id.as_ref()).any(|known| known.value == site.value)
    };
    if own.value != there.value && is_known(own) && is_known(there) {
        report
            .add(
                wanted.written.span,
                format!("`{}` is work at `{}` in a window of `{}`", task.id(), own.value, there.value),
            )
            .related(there.span, "the site of the window")
            .help("bind it to a window of its site, or correct the `site` of one of them")
            .about(task.id())
            .about(window.id());
    }
}

fn pair(
    report: &mut Report,
    first: &Window,
    second: &Window,
    begins: Spanned<DateTime>,
    first_start: Spanned<DateTime>,
) {
    let message = match (first.is_outage(), second.is_outage()) {
        (true, true) if same_site(first, second) => {
            format!("the outages `{}` and `{}` overlap", first.id(), second.id())
        }
        (false, true) if same_site(first, second) => {
            format!("the outage `{}` lies in the freeze `{}`", second.id(), first.id())
        }
        (true, false) if same_site(first, second) => {
            format!("the outage `{}` runs into the freeze `{}`", first.id(), second.id())
        }
        _ => return,
    };
    report
        .add(begins.span, message)
        .related(first_start.span, "the other one begins here")
        .help("move one of them")
        .about(first.id())
        .about(second.id());
}

/// Windows without a site concern all sites.
fn same_site(first: &Window, second: &Window) -> bool {
    match (&first.base.site, &second.base.site) {
        (Some(one), Some(other)) => one.value == other.value,
        _ => true,
    }
}

fn outer_freezes(
    scene: &Scene,
    report: &mut Report,
    window: &Window,
    start: Spanned<DateTime>,
    end: Spanned<DateTime>,
) {
    let Some(charter) = &scene.portfolio.charter else { return };
    for freeze in &charter.freezes {
        let (Some(from), Some(to)) = (&freeze.start, &freeze.end) else { continue };
        if from.value < end.value && start.value < to.value {
            report
                .add(start.span, format!("the outage `{}` lies in a freeze of the whole portfolio", window.id()))
                .related(freeze.span, "the freeze")
                .help("move it behind the freeze")
                .about(window.id());
        }
    }
}

fn business_hours(
    scene: &Scene,
    report: &mut Report,
    window: &Window,
    start: Spanned<DateTime>,
    end: Spanned<DateTime>,
) {
    let calendar = &scene.project.charter.calendar;
    let (Some(days), Some(hours)) = (&calendar.business_days, &calendar.business_hours) else { return };
    let touches = (0..=start.value.date.days_until(end.value.date).clamp(0, 31)).any(|offset| {
        let day = start.value.date.add_days(offset);
        let open = DateTime { date: day, minute: hours.value.0 }.minute_number();
        let close = open + i64::from(hours.value.1 - hours.value.0);
        days.value[day.weekday().index()] && start.value.minute_number() < close && open < end.value.minute_number()
    });
    if touches && window.impact.as_ref().is_none_or(|impact| impact.value != Impact::Nothing) {
        report
            .add(start.span, format!("the outage `{}` lies in business hours", window.id()))
            .related(hours.span, "the client's business hours")
            .help("move it into the evening, or let the client say in the approval that it is fine")
            .level(Severity::Warning)
            .about(window.id());
    }
}
