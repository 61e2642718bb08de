//! Rules of execution: updates, questions, problems, gates, windows.

mod checkin_overdue;
mod client_ask_overdue;
mod exception_unreported;
mod gate_skipped;
mod issue_not_escalated;
mod issue_unowned;
mod kpi_stale_or_off;
mod late_task;
mod milestone_late;
mod milestone_slipping;
mod outside_window;
mod rag_mismatch;
mod stale_task;
mod update_overdue_or_thin;
mod work_before_approval;

use crate::document::keys::Register;
use crate::document::keys::words::ChangeStatus;
use crate::model::Project;
use crate::model::address::{Known, Subject};
use crate::model::control::Change;
use crate::model::item::{Base, Item, ItemIndex, Reference};
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
    &rag_mismatch::RULE,
    &exception_unreported::RULE,
    &milestone_slipping::RULE,
];

/// Changes that wait or were approved, and that no baseline holds yet.
fn live_changes(project: &Project) -> impl Iterator<Item = &Change> {
    let is_held = |change: &Change| {
        let because = project.agreed().map_or(&[][..], |agreed| &agreed.because);
        let place = project.place;
        because
            .iter()
            .any(|one| one.index_in(place, Register::Changes).is_some_and(|at| project.changes[at].id() == change.id()))
    };
    let is_live = |change: &Change| matches!(change.state(), ChangeStatus::Proposed | ChangeStatus::Approved);
    project.changes.iter().filter(move |change| is_live(change) && !is_held(change))
}

/// Whether an open issue, a decision or a change that is not in the baseline yet speaks of one of these items.
fn is_spoken_of(project: &Project, items: &[ItemIndex]) -> bool {
    let is_one = |reference: &Reference| {
        reference.target.is_some_and(|target| target.project == project.place && items.contains(&target.item))
    };
    let links_to_one = |base: &Base| {
        base.body.links().iter().any(|link| {
            let id = link.destination.value.rsplit('/').next().unwrap_or_default().trim_end_matches(".md");
            items.iter().any(|item| project.base(*item).id() == id)
        })
    };
    let issues = project.issues.iter().filter(|issue| issue.is_open());
    let by_issue = issues.into_iter().any(|issue| issue.blocks.items.iter().any(is_one) || links_to_one(&issue.base));
    let mut decisions = project.decisions.iter();
    let by_decision = decisions.any(|one| one.affects.items.iter().any(is_one) || links_to_one(&one.base));
    let known = Known::of(&[project]);
    let subjects: Vec<Subject> =
        items.iter().map(|item| Subject::Item(item.register, project.base(*item).id().to_owned())).collect();
    let names_one = |change: &Change| {
        let names = change.names();
        names.iter().filter_map(|(_, written)| known.spot(&written.value)).any(|spot| subjects.contains(&spot.subject))
    };
    by_issue || by_decision || live_changes(project).any(|change| names_one(change) || links_to_one(&change.base))
}
