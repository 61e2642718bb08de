//! The doors of the command line: read the request, call the analysis, hand to a renderer.

mod add;
mod args;
pub mod authors;
mod baseline;
mod book;
mod book_args;
mod build;
mod check;
mod diff;
mod diff_args;
mod earned;
mod elsewhere;
mod export;
mod export_args;
mod gate;
mod internal;
mod loaded;
#[cfg_attr(not(feature = "serve"), allow(dead_code, reason = "a site that is built is not shown again"))]
mod made;
mod merge_driver;
mod new;
mod outlook;
mod portfolio;
mod rename;
mod revision_args;
mod schedule;
#[cfg(feature = "serve")]
mod serve;
mod sign;
mod since;
mod site;
mod starters;
mod status;
mod terminal;
mod theme;
mod trend;
mod wanted;
mod writes;

use std::process::ExitCode;

use clap::Parser;

use crate::workspace::Error;
use args::{Cli, Command};
use terminal::Terminal;

/// How a command ended, where planmark could do its work.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Outcome {
    /// Nothing that counts was found.
    Clean,
    /// Findings, an unmet gate, a refused build.
    Findings,
    /// The work was done, but not wholly: a file could not be read, a rule failed.
    Failed,
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return terminal::usage(&error),
    };
    let mut terminal = Terminal::new(&cli.global);
    let outcome = run(&cli, &mut terminal);
    let outcome = match outcome {
        Ok(outcome) => terminal.finish().map(|()| outcome),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) => {
            terminal.complain(&error);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli, terminal: &mut Terminal) -> Result<Outcome, Error> {
    if let Some(folder) = &cli.global.directory {
        std::env::set_current_dir(folder).map_err(|error| Error {
            message: format!("cannot go to `{}`: {error}", folder.display()),
            help: "`-C` takes a folder that exists".to_owned(),
        })?;
    }
    let today = cli.global.today.unwrap_or_else(crate::value::Date::of_the_machine);
    match &cli.command {
        Command::Check(args) => check::run(args, today, terminal),
        Command::Gate(args) => gate::run(args, today, terminal),
        Command::Status(args) => status::status(args, today, terminal),
        Command::Baseline(args) => baseline::run(args, today, terminal),
        Command::Diff(args) => diff::run(args, today, terminal),
        Command::Schedule(args) => schedule::run(args, today, terminal),
        Command::Build(args) => build::run(args, today, terminal),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(args, today, terminal),
        Command::Theme(args) => theme::run(args, today, terminal),
        Command::Export(args) => export::run(args, today, terminal),
        Command::New(args) => new::run(args, today, terminal),
        Command::Add(args) => add::run(args, today, terminal),
        Command::Sign(args) => sign::run(args, today, terminal),
        Command::Rename(args) => rename::run(args, today, terminal),
        Command::Trend(args) => trend::run(args, today, terminal),
        Command::MergeDriver(args) => merge_driver::run(args, terminal),
        Command::Explain(args) => book::explain(args, terminal),
        Command::Rules(args) => Ok(book::rules(args, terminal)),
        Command::Schema(args) => book::schema(args, terminal),
        Command::Completions(args) => Ok(book::completions(args, terminal)),
        Command::Doctor(args) => Ok(book::doctor(args, terminal)),
    }
}
