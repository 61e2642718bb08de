//! What can be said to the commands that live on git: history, merging, renaming.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::PathArgs;

/// `planmark merge-driver`.
#[derive(Args, Debug)]
#[command(after_help = "Install it once in a clone, and name the plan's files in `.gitattributes`:\n  \
                        git config merge.planmark.name \"planmark: item by item and field by field\"\n  \
                        git config merge.planmark.driver \"planmark merge-driver %O %A %B %P\"\n  \
                        echo 'plan/**/*.md merge=planmark' >> .gitattributes\n\n\
                        Exit codes: 0 merged, 1 conflicts stand in the file, 2 nothing was written.")]
pub(crate) struct MergeDriverArgs {
    /// The common ancestor, `%O`.
    pub(crate) base: PathBuf,
    /// Our version, `%A`; the result is written here.
    pub(crate) ours: PathBuf,
    /// Their version, `%B`.
    pub(crate) theirs: PathBuf,
    /// The file's path in the repository, `%P`.
    pub(crate) path: Option<PathBuf>,
}

/// `planmark rename`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark rename survey site-survey --diff\n  \
                        planmark rename changes/rebuild rebuild-rules --path northgate")]
pub(crate) struct RenameArgs {
    /// The id now, with its register before it where it could mean two things: `changes/rebuild`.
    pub(crate) old: String,
    /// The new id.
    pub(crate) new: String,
    /// The project.
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// Show what would change, and write nothing.
    #[arg(long)]
    pub(crate) diff: bool,
}

/// How a trend is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum TrendFormat {
    /// A drawing and a list.
    Text,
    /// For programs.
    Json,
}

/// `planmark trend`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark trend northgate\n  planmark trend --history --output-format json\n  \
                        planmark trend --tags")]
pub(crate) struct TrendArgs {
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// From git: every day on which something was committed or merged, instead of the snapshots of updates.
    #[arg(long)]
    pub(crate) history: bool,
    /// From git: the tagged revisions alone.
    #[arg(long, conflicts_with = "history")]
    pub(crate) tags: bool,
    /// How it is written.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) output_format: TrendFormat,
}
