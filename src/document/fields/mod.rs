//! Front matter read by the key table: typed values with their places, and a finding for each slip.
//!
//! One bad field costs that field. It is remembered as spoiled, so that nobody calls it missing.

mod read;
mod scalar;
mod value;

pub use read::Reader;
pub(crate) use scalar::registers_of;
pub use value::{Assignee, Field, FromValue, Line, LinkKind, Record, Value, Wait};
