//! `window-unapproved-or-unannounced`: an outage that the client has not agreed to, or hears of too late.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::model::kinds::Window;
use crate::model::signing::Act;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::working_days;

pub(crate) static RULE: Rule = Rule {
    name: "window-unapproved-or-unannounced",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "An outage is not approved by somebody who may decide for the client, or notice is shorter than agreed.",
    why: "Who is down without having agreed will remember it. The client has the authority over changes to their own business; status pages announce maintenance days ahead.",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "days",
        default: "5",
        dcma: "5",
        about: "working days before an outage from which a missing approval is an error",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "not yet agreed",
            plan: "
---
title: New firewall
stage: execution
windows:
  «night»: {title: Cut over, kind: outage, start: 2026-05-16T19:00, end: 2026-05-16T22:00}
---
",
        },
        Example::Fires {
            title: "agreed by the wrong person",
            plan: "
---
title: New firewall
stage: execution
stakeholders:
  sam: {name: Sam Ode, side: provider, roles: lead}
windows:
  night:
    title: Cut over
    kind: outage
    start: 2026-05-16T19:00
    end: 2026-05-16T22:00
    approved: {by: «sam», date: 2026-04-17}
---
",
        },
        Example::Fires {
            title: "announced too late",
            plan: "
---
title: New firewall
stage: execution
stakeholders:
  dana: {name: Dana Okafor, side: client, roles: sponsor}
windows:
  night:
    title: Cut over
    kind: outage
    start: 2026-05-16T19:00
    end: 2026-05-16T22:00
    approved: {by: dana, date: 2026-04-17}
    notice: {to: all staff, date: «2026-05-13», days: 5}
---
",
        },
        Example::Quiet {
            title: "agreed by somebody who may",
            plan: "
---
title: New firewall
stage: execution
stakeholders:
  dana: {name: Dana Okafor, side: client, roles: sponsor}
windows:
  night:
    title: Cut over
    kind: outage
    start: 2026-05-16T19:00
    end: 2026-05-16T22:00
    approved: {by: dana, date: 2026-04-17}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let workdays = scene.portfolio.workdays(project);
    for window in project.windows.iter().filter(|window| window.is_outage() && window.actual.is_none()) {
        let Some(start) = &window.start else { continue };
        if start.value.date < scene.as_of {
            continue;
        }
        let days_left = workdays.between(scene.as_of, start.value.date);
        let soon = if days_left < report.limit("days") { Severity::Error } else { Severity::Warning };
        approval(scene, report, window, soon);
        if let Some(notice) = &window.notice
            && let (Some(date), Some(days)) = (&notice.date, &notice.days)
            && workdays.between(date.value, start.value.date) < days.value
        {
            let given = workdays.between(date.value, start.value.date);
            report
                .add(
                    date.span,
                    format!(
                        "`{}` is announced {} ahead, {} agreed",
                        window.id(),
                        working_days(given.into()),
                        days.value
                    ),
                )
                .related(start.span, "the outage begins here")
                .help("announce it earlier, or agree on a later night")
                .level(soon)
                .about(window.id());
        }
    }
}

fn approval(scene: &Scene, report: &mut Report, window: &Window, soon: Severity) {
    match &window.approved {
        None if !window.base.says("approved") => {
            report
                .add(window.base.id.span, format!("the client has not agreed to the outage `{}`", window.id()))
                .help(format!(
                    "let somebody who may decide for the client sign: `planmark sign {}.approved --by …`",
                    window.id()
                ))
                .level(soon)
                .about(window.id());
        }
        Some(signature) => {
            let Some(by) = signature.by.as_ref().filter(|by| scene.project.is_known_person(by)) else { return };
            if !scene.project.may_sign(Act::Approved, by) {
                report
                    .add(by.written.span, format!("`{}` may not agree to an outage for the client", by.written.value))
                    .help("a sponsor or decision-maker on the client's side signs, or their deputy")
                    .level(soon)
                    .about(window.id());
            }
        }
        None => {}
    }
}
