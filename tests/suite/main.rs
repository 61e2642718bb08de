//! All integration tests, in one binary.

mod golden;
mod rules;
mod schedule_cases;
mod schedule_laws;
