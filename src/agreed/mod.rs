//! What was agreed, held against what the plan says now: computing a baseline, writing it, and what differs from it.
//!
//! A baseline is words and figures, not hashes, so that a difference can say what was agreed. Its dates are those of
//! the plan without actual dates: what is late shows as late, however often the baseline is written.

mod approval;
mod compute;
mod dates;
mod difference;
mod judge;
mod rewrite;
mod same;
mod text;

pub use approval::{Cover, Requests};
pub use compute::baseline;
pub use dates::{agreed_dates, only_agreed};
pub use difference::{Difference, differences};
pub use judge::{Defect, Doubts, Judge};
pub use rewrite::{Judged, Outcome, Refusal, drift, expected_total, open_promises, rewritten};
pub use same::is_same_agreement;
pub use text::text;
