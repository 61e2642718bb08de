//! What a single value of a plan can be: dates, durations, money. Knows no file and no plan.
//!
//! The calendar and decimal libraries are used in this floor alone; their types do not leave it.

mod date;
mod digest;
mod duration;
mod figure;
mod number;
mod slug;

pub(crate) use date::minute_of_day;
pub use date::{Date, DateProblem, DateTime, Weekday};
pub use digest::{Digest, sha256_hex};
pub use duration::{Duration, Estimate, Every, EveryUnit, Unit, working_days};
pub use figure::{Figure, Missing};
pub use number::{Decimal, Money};
pub use slug::{is_slug, slug};
