//! `window-clash`: an outage at a bad time.

use std::collections::{BTreeMap, BTreeSet};

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

/// A window with its start and its end.
type Timed<'a> = (&'a Window, Spanned<DateTime>, Spanned<DateTime>);

/// So many clashes are told of one window; who repairs them sees the next ones.
const NAMED: usize = 3;

fn check(scene: &Scene, report: &mut Report) {
    let mut timed: Vec<Timed> = scene
        .project
        .windows
        .iter()
        .filter(|window| window.actual.is_none())
        .filter_map(|window| Some((window, window.start?, window.end?)))
        .collect();
    timed.sort_by_key(|(window, start, _)| (start.value, window.id().to_owned()));
    let mut running = Running::default();
    for (index, (window, start, end)) in timed.iter().enumerate() {
        running.end_before(start.value, &timed);
        for earlier in running.against(window) {
            let (first, first_start, _) = &timed[earlier];
            pair(report, first, window, *start, *first_start);
        }
        running.begin(window, end.value, index);
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

/// Windows that have begun and not yet ended, by their places in the list, as one goes through time.
#[derive(Default)]
struct Running<'a> {
    /// By site and by whether they are outages.
    places: BTreeMap<(Option<&'a str>, bool), BTreeSet<usize>>,
    ends: BTreeSet<(DateTime, usize)>,
}

impl<'a> Running<'a> {
    fn key(window: &'a Window) -> (Option<&'a str>, bool) {
        (window.base.site.as_ref().map(|site| site.value.as_str()), window.is_outage())
    }

    fn begin(&mut self, window: &'a Window, end: DateTime, index: usize) {
        self.places.entry(Self::key(window)).or_default().insert(index);
        self.ends.insert((end, index));
    }

    fn end_before(&mut self, moment: DateTime, timed: &[Timed<'a>]) {
        while let Some((end, index)) = self.ends.first().copied().filter(|(end, _)| *end <= moment) {
            self.ends.remove(&(end, index));
            if let Some(place) = self.places.get_mut(&Self::key(timed[index].0)) {
                place.remove(&index);
            }
        }
    }

    /// The first windows that this one clashes with; of two, one must be an outage.
    fn against(&self, window: &'a Window) -> Vec<usize> {
        let (site, is_outage) = Self::key(window);
        let is_here = |other: Option<&str>| site.is_none() || other.is_none() || other == site;
        let places = self.places.iter().filter(|((other, outage), _)| (is_outage || *outage) && is_here(*other));
        let mut found: Vec<usize> = places.flat_map(|(_, place)| place.iter().take(NAMED)).copied().collect();
        found.sort_unstable();
        found.truncate(NAMED);
        found
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
        (true, true) => format!("the outages `{}` and `{}` overlap", first.id(), second.id()),
        (false, _) => format!("the outage `{}` lies in the freeze `{}`", second.id(), first.id()),
        (true, false) => format!("the outage `{}` runs into the freeze `{}`", first.id(), second.id()),
    };
    report
        .add(begins.span, message)
        .related(first_start.span, "the other one begins here")
        .help("move one of them")
        .about(first.id())
        .about(second.id());
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
