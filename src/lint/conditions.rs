//! What each gate asks for, and the check of every reporting period: the rules that must find nothing.

use super::gate::Checkpoint;
use crate::document::keys::Register;
use crate::document::keys::words::{Gate, IssueSeverity};
use crate::finding::{Finding, Severity};
use crate::model::Project;
use crate::model::item::ItemIndex;

/// The rules of a checkpoint: hard conditions, and what is also counted.
#[must_use]
pub fn rules_of(checkpoint: Checkpoint) -> (&'static [&'static str], &'static [&'static str]) {
    match checkpoint {
        Checkpoint::Gate(Gate::Identification) => (
            &[
                "no-objective",
                "no-scope-in",
                "no-deliverables",
                "no-decision-maker",
                "no-pm",
                "contact-not-single",
                "missing-field",
                "no-risks",
            ],
            &[
                "objective-not-measurable",
                "no-clear-end",
                "no-scope-out",
                "no-lead-technician",
                "needs-missing",
                "no-timeline-or-cap",
                "no-assumptions-or-constraints",
                "profile-gap",
            ],
        ),
        Checkpoint::Gate(Gate::Planning) => (
            &[
                "no-clear-end",
                "no-scope-out",
                "no-lead-technician",
                "no-timeline-or-cap",
                "deliverable-without-work",
                "no-acceptance-criteria",
                "too-few-milestones",
                "kpi-missing-or-weak",
                "downtime-undeclared",
                "window-incomplete",
                "no-communication-plan",
                "client-needs",
                "no-kickoff",
                "negative-float",
                "cycle",
                "never-done",
                "summary-logic",
                "estimate-order",
                "window-buffer",
                "technician-shortage",
                "no-budget",
                "over-cap",
                "no-accountable",
                "accepts-own-work",
                "skill-gap",
                "no-risks",
                "risk-unowned",
                "approval-missing",
                "no-baseline",
                "placeholder",
            ],
            &[
                "work-without-deliverable",
                "vendor-unmanaged",
                "handover-not-planned",
                "milestone-unlinked",
                "window-unapproved-or-unannounced",
                "window-clash",
                "assumption-unchecked",
                "missing-logic",
                "lead",
                "lag",
                "link-types",
                "hard-date",
                "high-float",
                "long-task",
                "unassigned",
                "critical-path-test",
                "over-allocated",
                "no-contingency",
                "no-basis",
                "unlinked-money",
                "decider-away",
                "no-response",
                "response-not-planned",
            ],
        ),
        Checkpoint::Gate(Gate::Execution) => (
            &["not-verified", "outside-window", "open-items", "issue-not-escalated"],
            &[
                "update-overdue-or-thin",
                "kpi-stale-or-off",
                "late-task",
                "rag-mismatch",
                "exception-unreported",
                "budget-drift",
                "silent-scope-change",
                "baseline-rewritten",
                "placeholder",
            ],
        ),
        Checkpoint::Gate(Gate::Closing) => (
            &[
                "not-verified",
                "not-accepted",
                "open-items",
                "documents-missing",
                "no-closing-meeting",
                "no-lessons",
                "secret",
            ],
            &["no-lessons", "satisfaction-unknown", "open-items", "access-not-removed"],
        ),
        Checkpoint::Heartbeat => (
            &[
                "update-overdue-or-thin",
                "rag-mismatch",
                "issue-unowned",
                "issue-not-escalated",
                "work-before-approval",
                "exception-unreported",
                "outside-window",
                "impossible-dates",
                "eac-over",
                "budget-drift",
                "silent-scope-change",
                "baseline-rewritten",
            ],
            &[
                "checkin-overdue",
                "stale-task",
                "late-task",
                "milestone-slipping",
                "milestone-late",
                "client-ask-overdue",
                "kpi-stale-or-off",
                "missed-tasks",
                "cpli",
                "bei",
                "finish-after-target",
                "actuals-stale",
                "tcpi-unrealistic",
                "impact-missing",
                "approval-missing",
                "change-waiting",
                "change-not-in-plan",
                "scope-growth",
                "risk-stale",
            ],
        ),
    }
}

/// A part of what a rule finds, where a checkpoint asks for no more than that.
pub(super) struct Part {
    /// What must be true.
    pub(super) words: &'static str,
    /// Whether a finding is of that part.
    pub(super) holds: fn(&Project, &Finding) -> bool,
}

/// The part of a rule that a condition asks for; None for all of it.
#[must_use]
pub(super) fn part(checkpoint: Checkpoint, rule: &str, is_hard: bool) -> Option<&'static Part> {
    match (checkpoint, rule, is_hard) {
        (Checkpoint::Gate(Gate::Execution), "open-items", true) => Some(&BLOCKING_ITEMS),
        (Checkpoint::Gate(Gate::Execution), "outside-window", true) => Some(&RESULTS),
        (Checkpoint::Gate(Gate::Closing), "no-lessons", true) => Some(&RECONCILED),
        (Checkpoint::Gate(Gate::Closing), "no-lessons", false) => Some(&LEARNT),
        (Checkpoint::Gate(Gate::Closing), "open-items", false) => Some(&RELEASED),
        _ => None,
    }
}

static BLOCKING_ITEMS: Part = Part {
    words: "All work before the closing milestone is finished, no critical issue is open, no change waits for a decision.",
    holds: |project, finding| match item(project, finding) {
        Some(ItemIndex { register: Register::Tasks | Register::Changes, .. }) => true,
        Some(ItemIndex { register: Register::Issues, index }) => {
            let severity = project.issues[index as usize].severity.as_ref();
            severity.is_some_and(|severity| severity.value == IssueSeverity::Critical)
        }
        _ => false,
    },
};

static RESULTS: Part = Part {
    words: "Every outage that is over says how it ended.",
    holds: |_, finding| finding.severity == Severity::Warning,
};

static RECONCILED: Part = Part {
    words: "Every line of the budget says what was charged.",
    holds: |project, finding| item(project, finding).is_some_and(|item| item.register == Register::Budget),
};

static LEARNT: Part = Part {
    words: "Lessons are written down, and outcomes were measured.",
    holds: |project, finding| item(project, finding).is_none_or(|item| item.register != Register::Budget),
};

static RELEASED: Part = Part {
    words: "Everybody is released: nobody has work of this project ahead.",
    holds: |project, finding| match item(project, finding) {
        Some(ItemIndex { register: Register::Tasks, index }) => !project.tasks[index as usize].who.items.is_empty(),
        _ => false,
    },
};

/// The item at whose id a finding stands.
fn item(project: &Project, finding: &Finding) -> Option<ItemIndex> {
    let of_register = |register: Register| {
        let index = project.bases(register).position(|base| base.id.span == finding.span)?;
        Some(ItemIndex { register, index: index as u32 })
    };
    Register::ALL.into_iter().find_map(of_register)
}
