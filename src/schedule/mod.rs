//! When can everything happen?
pub mod calendar;
