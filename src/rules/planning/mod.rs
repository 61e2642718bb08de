//! Rules of planning: work, milestones, outages, communication.

mod assumption_unchecked;
mod client_needs;
mod deliverable_without_work;
mod downtime_undeclared;
mod handover_not_planned;
mod kpi_missing_or_weak;
mod milestone_unlinked;
mod no_acceptance_criteria;
mod no_communication_plan;
mod no_kickoff;
mod too_few_milestones;
mod vendor_unmanaged;
mod window_clash;
mod window_incomplete;
mod window_unapproved_or_unannounced;
mod work_without_deliverable;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &deliverable_without_work::RULE,
    &work_without_deliverable::RULE,
    &no_acceptance_criteria::RULE,
    &vendor_unmanaged::RULE,
    &handover_not_planned::RULE,
    &too_few_milestones::RULE,
    &milestone_unlinked::RULE,
    &kpi_missing_or_weak::RULE,
    &downtime_undeclared::RULE,
    &window_incomplete::RULE,
    &window_unapproved_or_unannounced::RULE,
    &window_clash::RULE,
    &no_communication_plan::RULE,
    &client_needs::RULE,
    &assumption_unchecked::RULE,
    &no_kickoff::RULE,
];
