//! Rules of execution: updates, questions, problems, gates, windows.

mod checkin_overdue;
mod client_ask_overdue;
mod gate_skipped;
mod issue_not_escalated;
mod issue_unowned;
mod kpi_stale_or_off;
mod late_task;
mod milestone_late;
mod outside_window;
mod stale_task;
mod update_overdue_or_thin;
mod work_before_approval;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &update_overdue_or_thin::RULE,
    &checkin_overdue::RULE,
    &stale_task::RULE,
    &client_ask_overdue::RULE,
    &kpi_stale_or_off::RULE,
    &issue_unowned::RULE,
    &issue_not_escalated::RULE,
    &work_before_approval::RULE,
    &gate_skipped::RULE,
    &outside_window::RULE,
    &milestone_late::RULE,
    &late_task::RULE,
];
