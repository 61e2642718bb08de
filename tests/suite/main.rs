//! All integration tests, in one binary.

mod again;
mod anywhere;
mod attachments;
mod authors;
mod baseline;
mod catalogue;
mod ci;
mod diff_cases;
mod diff_git;
mod diff_laws;
mod disk;
mod every_key;
mod export;
mod fixtures;
mod folder;
mod forecast;
mod generated;
mod git;
mod git_traps;
mod golden;
mod history;
mod impossible;
mod leaks;
mod leaks_on_disk;
mod levelled;
mod long_history;
mod merge;
mod pictures;
mod portfolio;
mod program;
mod properties;
mod rename;
mod repository;
mod rules;
mod schedule_cases;
mod schedule_laws;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "serve")]
mod serve_portfolio;
mod since;
mod site;
mod team;
mod theme;
mod tidy;
mod why;
