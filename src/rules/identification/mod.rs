//! Rules of identification: why, for whom, what, until when.

mod contact_not_single;
mod needs_missing;
mod no_assumptions_or_constraints;
mod no_clear_end;
mod no_decision_maker;
mod no_deliverables;
mod no_lead_technician;
mod no_objective;
mod no_pm;
mod no_scope_in;
mod no_scope_out;
mod no_timeline_or_cap;
mod objective_not_measurable;
mod profile_gap;
mod provider_unclear;

use crate::rule::Rule;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &no_objective::RULE,
    &objective_not_measurable::RULE,
    &no_clear_end::RULE,
    &no_scope_in::RULE,
    &no_scope_out::RULE,
    &no_deliverables::RULE,
    &no_decision_maker::RULE,
    &no_pm::RULE,
    &no_lead_technician::RULE,
    &contact_not_single::RULE,
    &needs_missing::RULE,
    &no_timeline_or_cap::RULE,
    &no_assumptions_or_constraints::RULE,
    &provider_unclear::RULE,
    &profile_gap::RULE,
];
