//! Rules of schedule quality: the network of work, its links and its dates.

mod bei;
mod cpli;
mod critical_path_test;
mod cycle;
mod estimate_order;
mod finish_after_target;
mod hard_date;
mod high_float;
mod impossible_dates;
mod lag;
mod lead;
mod link_types;
mod long_task;
mod missed_tasks;
mod missing_logic;
mod negative_float;
mod never_done;
mod out_of_sequence;
mod over_allocated;
mod redundant_link;
mod summary_logic;
mod technician_shortage;
mod unassigned;
mod vendor_as_date;
mod window_buffer;

use crate::rule::Rule;

/// From how many objects on a share of them says something; below it, they are listed as worth knowing.
const ENOUGH: usize = 20;

/// The rules of this group, in the order of the rule book.
pub(super) static RULES: &[&Rule] = &[
    &lead::RULE,
    &lag::RULE,
    &link_types::RULE,
    &hard_date::RULE,
    &long_task::RULE,
    &unassigned::RULE,
    &cycle::RULE,
    &never_done::RULE,
    &redundant_link::RULE,
    &missing_logic::RULE,
    &summary_logic::RULE,
    &estimate_order::RULE,
    &vendor_as_date::RULE,
    &impossible_dates::RULE,
    &window_buffer::RULE,
    &negative_float::RULE,
    &over_allocated::RULE,
    &technician_shortage::RULE,
    &finish_after_target::RULE,
    &high_float::RULE,
    &missed_tasks::RULE,
    &critical_path_test::RULE,
    &cpli::RULE,
    &bei::RULE,
    &out_of_sequence::RULE,
];
