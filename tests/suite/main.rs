//! All integration tests, in one binary.

mod golden;
mod rules;
mod schedule_laws;
