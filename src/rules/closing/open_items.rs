//! `open-items`: work, issues or questions that are still open.

use crate::document::keys::words::{ChangeStatus, Gate};
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::item::Base;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "open-items",
    group: Group::Closing,
    severity: Severity::Error,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "A task, issue, action, decision or change is still open, or an open risk was not handed over.",
    why: "What is open when the project closes belongs to nobody. Finish it, drop it, or hand it over by name (PM² administrative closure).",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a task goes on",
            plan: "
---
title: New Wi-Fi
stage: closing
tasks:
  «mount»: {title: Mount, duration: 1d, started: 2026-04-20}
---
",
        },
        Example::Quiet {
            title: "all is done",
            plan: "
---
title: New Wi-Fi
stage: closing
tasks:
  mount: {title: Mount, duration: 1d, started: 2026-04-20, finished: 2026-04-20}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let closing =
        project.milestones.iter().find(|one| one.gate.as_ref().is_some_and(|gate| gate.value == Gate::Closing));
    let ends: Vec<usize> = closing
        .iter()
        .flat_map(|milestone| milestone.after.items.iter())
        .filter_map(|wait| wait.on.index_in(project.place, Register::Tasks))
        .collect();
    for (index, task) in project.tasks.iter().enumerate() {
        // The work of closing itself goes on while the project closes.
        let is_closing = scene.stage == Stage::Closing && ends.contains(&index);
        if task.is_open() && !task.is_summary && !is_closing {
            tell(report, &task.base, "is not finished", "finish it, or write `cancelled: …`");
        }
    }
    for issue in project.issues.iter().filter(|issue| issue.is_open()) {
        tell(report, &issue.base, "is still open", "resolve it, or hand it over and close it");
    }
    for action in project.actions.iter().filter(|action| action.done.is_none()) {
        tell(report, &action.base, "is not done", "do it, and write `done: …`");
    }
    for decision in project.decisions.iter().filter(|decision| decision.is_open()) {
        tell(report, &decision.base, "is not decided", "decide it, or say that it is superseded");
    }
    for change in project.changes.iter().filter(|change| change.state() == ChangeStatus::Proposed) {
        tell(report, &change.base, "waits for a decision", "approve, reject or postpone it");
    }
    for risk in project.risks.iter().filter(|risk| risk.is_open()) {
        report
            .absent(risk.base.id.span, format!("the risk `{}` is still open", risk.base.id()))
            .help("close it, or hand it over to those who run the result")
            .level(Severity::Warning)
            .about(risk.base.id());
    }
}

fn tell(report: &mut Report, base: &Base, what: &str, help: &str) {
    report.absent(base.id.span, format!("`{}` {what}", base.id())).help(help).about(base.id());
}
