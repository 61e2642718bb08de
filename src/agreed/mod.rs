//! What was agreed, held against what the plan says now: computing a baseline, writing it, and what differs from it.
//!
//! A baseline is words and figures, not hashes, so that a difference can say what was agreed. Its dates are those of
//! the plan without actual dates: what is late shows as late, however often the baseline is written.

mod compute;
mod text;

pub use compute::baseline;
pub use text::text;
