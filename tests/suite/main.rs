//! All integration tests, in one binary.

mod disk;
mod folder;
mod rules;
mod site;
mod tidy;
