//! All integration tests, in one binary.

mod baseline;
mod catalogue;
mod diff_cases;
mod disk;
mod every_key;
mod export;
mod fixtures;
mod folder;
mod generated;
mod git;
mod git_traps;
mod golden;
mod history;
mod leaks;
mod long_history;
mod merge;
mod program;
mod properties;
mod repository;
mod rules;
mod schedule_cases;
mod schedule_laws;
mod since;
mod site;
mod tidy;
