//! What `planmark export` can be asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::{AudienceChoice, PathArgs};

/// What a plan is exported as.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Microsoft Project XML, which most planning programs read.
    Mspdi,
    /// A table a register.
    Csv,
    /// The whole plan with all that is computed.
    Json,
    /// A calendar.
    Ics,
}

/// `planmark export`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark export mspdi northgate -o northgate.xml\n  \
                        planmark export csv --table tasks\n  planmark export csv -o tables\n  \
                        planmark export ics --audience client -o northgate.ics\n\n\
                        An export holds the whole plan and is for the provider's own use. With `--audience client` it \
                        holds what the client's site holds: its tables, its status.json, its calendar.")]
pub(crate) struct ExportArgs {
    /// What it is exported as.
    #[arg(value_enum)]
    pub(crate) format: ExportFormat,
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// The file to write, of `csv` a folder (default: the standard output).
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Of `csv` only this table.
    #[arg(long, value_name = "NAME")]
    pub(crate) table: Option<String>,
    /// Whom it is for.
    #[arg(long, value_enum, default_value = "internal")]
    pub(crate) audience: AudienceChoice,
}
