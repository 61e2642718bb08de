//! All integration tests, in one binary.

mod folder;
mod disk;
mod rules;
mod site;
