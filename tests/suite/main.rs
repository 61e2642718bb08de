//! All integration tests, in one binary.

mod folder;
mod rules;
mod site;
