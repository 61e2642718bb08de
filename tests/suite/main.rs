//! All integration tests, in one binary.

mod disk;
mod fixtures;
mod folder;
mod generated;
mod program;
mod rules;
mod site;
mod tidy;
