//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::book_args::{ExplainArgs, RulesArgs, SchemaArgs};
use super::diff_args::DiffArgs;
use super::export_args::ExportArgs;
use super::revision_args::{MergeDriverArgs, RenameArgs, TrendArgs};
use super::schedule::ScheduleArgs;
use crate::value::Date;

/// Project plans as code: a folder of Markdown, checked like code, published like a site.
#[derive(Debug, Parser)]
#[command(
    name = "planmark",
    version,
    max_term_width = 100,
    after_help = "Examples:\n  \
                  planmark new northgate --type firewall   write a plan to start from\n  \
                  planmark check northgate                 say what is missing or wrong\n  \
                  planmark build northgate -o public       write the client's status site\n\n\
                  Exit codes: 0 clean, 1 findings or an unmet gate, 2 planmark could not do the work."
)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
    /// Start from this folder.
    #[arg(short = 'C', long = "directory", value_name = "DIR", global = true)]
    pub(crate) directory: Option<PathBuf>,
    /// The day to check for (default: the machine's date).
    #[arg(long, value_name = "DATE", global = true, value_parser = date)]
    pub(crate) today: Option<Date>,
    /// When to use colours.
    #[arg(long, value_enum, default_value = "auto", global = true)]
    pub(crate) color: ColorChoice,
    /// Draw with ASCII alone.
    #[arg(long, global = true)]
    pub(crate) ascii: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ColorChoice {
    /// On a terminal that shows them.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

fn date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|_| "write the date as year-month-day, such as 2026-04-24".to_owned())
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say what is missing or wrong in a plan.
    Check(CheckArgs),
    /// Say whether a project may leave its stage.
    Gate(GateArgs),
    /// Say where a project stands, on one screen.
    Status(StatusArgs),
    /// Compute dates, float and what decides the finish.
    Schedule(ScheduleArgs),
    /// Say what differs from what was agreed, or write down what is agreed.
    Baseline(BaselineArgs),
    /// Say what changed in meaning, what follows, and whether it was approved.
    Diff(DiffArgs),
    /// Write the status site.
    Build(BuildArgs),
    /// Show the site in a browser while you write the plan.
    #[cfg(feature = "serve")]
    Serve(super::serve::ServeArgs),
    /// Change how the site looks, file by file.
    Theme(super::theme::ThemeArgs),
    /// Write a plan for other programs: Microsoft Project XML, CSV, JSON, a calendar.
    Export(ExportArgs),
    /// Write a plan to start from.
    New(NewArgs),
    /// Add an item in the right place.
    Add(AddArgs),
    /// Sign a gate, a deliverable, a window or a change.
    Sign(SignArgs),
    /// Give an item another id, with everything that names it.
    Rename(RenameArgs),
    /// Show how the dates of milestones moved, from updates or from git.
    Trend(TrendArgs),
    /// Merge a file of a plan item by item and field by field; git calls it.
    MergeDriver(MergeDriverArgs),
    /// Explain a rule, or the fields of a kind.
    Explain(ExplainArgs),
    /// List the rules.
    Rules(RulesArgs),
    /// Print a JSON Schema.
    Schema(SchemaArgs),
    /// Print completions for a shell.
    Completions(CompletionsArgs),
    /// Say what planmark sees: version, settings, limits, git.
    Doctor(PathArgs),
}

/// A plan.
#[derive(Args, Debug)]
pub(crate) struct PathArgs {
    /// A project, a folder of projects, or nothing: the nearest project.md upwards.
    pub(crate) path: Option<PathBuf>,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Format {
    /// With the lines they are about.
    Full,
    /// One line each.
    Concise,
    /// For programs.
    Json,
    /// For code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab code quality.
    Gitlab,
    /// JUnit XML.
    Junit,
    /// For a step summary or a comment.
    Markdown,
}

/// A format, and the file that it goes to.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

fn output(text: &str) -> Result<Output, String> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
    let format = Format::from_str(name, false).map_err(|_| {
        "write one of full, concise, json, sarif, github, gitlab, junit, markdown; `sarif=FILE` writes a file"
            .to_owned()
    })?;
    Ok(Output { format, file })
}

/// `planmark check`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark check\n  planmark check northgate --today 2026-04-24\n  \
                        planmark check --output-format github --output-format sarif=findings.sarif\n  \
                        planmark check --since origin/main\n  \
                        planmark check --fix --diff")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// How findings are written; repeat it for several, `sarif=FILE` writes a file.
    #[arg(long, value_name = "FORMAT", value_parser = output)]
    pub(crate) output_format: Vec<Output>,
    /// Apply the safe fixes.
    #[arg(long)]
    pub(crate) fix: bool,
    /// Show what `--fix` would change, and write nothing.
    #[arg(long)]
    pub(crate) diff: bool,
    /// Only these rules or groups.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Not these rules or groups.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// Exit with 1 on warnings too.
    #[arg(long)]
    pub(crate) error_on_warnings: bool,
    /// Exit with 0 whatever is found.
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Only what is new since this branch and REV parted; the settings of then judge.
    #[arg(long, value_name = "REV", conflicts_with_all = ["fix", "diff"])]
    pub(crate) since: Option<String>,
    /// With `--since`: since REV itself, not since where the two parted.
    #[arg(long, requires = "since")]
    pub(crate) two_dot: bool,
    /// Count the findings of each rule.
    #[arg(long)]
    pub(crate) statistics: bool,
    /// Check again after every change, until you stop it.
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub(crate) watch: bool,
}

/// `planmark gate`.
#[derive(Args, Debug)]
pub(crate) struct GateArgs {
    /// The stage that would end (default: the present one); `monitoring` looks at this reporting period.
    pub(crate) stage: Option<String>,
    /// The project.
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
}

/// `planmark status`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark status northgate\n  planmark status all-projects\n  \
                        planmark status --output-format json")]
pub(crate) struct StatusArgs {
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// How it is written.
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) output_format: StatusFormat,
}

/// How a status is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum StatusFormat {
    /// For people.
    Text,
    /// For programs: what `schema status` describes.
    Json,
    /// For a comment or a letter.
    Markdown,
}

/// `planmark baseline`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark baseline northgate\n  planmark baseline --write --diff\n  \
                        planmark baseline --write\n\n\
                        Until the planning gate is signed the baseline may be written at any time. After that it may \
                        be written\nonly when approved changes name every difference of scope or commitment.")]
pub(crate) struct BaselineArgs {
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// Write `baseline.yml`.
    #[arg(long)]
    pub(crate) write: bool,
    /// Show what `--write` would change, and write nothing.
    #[arg(long)]
    pub(crate) diff: bool,
}

/// Whose site is built.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum AudienceChoice {
    /// What the client may see.
    Client,
    /// Everything, for the provider's people.
    Internal,
}

/// `planmark build`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  planmark build northgate\n  planmark build northgate -o public --today 2026-04-24\n  \
                        planmark build northgate --audience internal -o internal-site"
)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// The folder to write; it must be absent, empty or planmark's own (default: PATH/site).
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// Whose site it is.
    #[arg(long, value_enum, default_value = "client")]
    pub(crate) audience: AudienceChoice,
    /// A commit to name on the page about the site.
    #[arg(long, value_name = "HASH")]
    pub(crate) commit: Option<String>,
    /// Of a portfolio, the client whose site it is.
    #[arg(long, value_name = "NAME")]
    pub(crate) client: Option<String>,
}

/// `planmark new`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark new northgate --type firewall\n  planmark new . --title \"New Wi-Fi\"")]
pub(crate) struct NewArgs {
    /// The folder to write; it may be there if it holds nothing but a repository.
    pub(crate) dir: PathBuf,
    /// What kind of project it is.
    #[arg(long = "type", value_name = "TYPE", default_value = "minimal")]
    pub(crate) kind: String,
    /// What people call it (default: made of the folder's name).
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    pub(crate) diff: bool,
}

/// `planmark add`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  planmark add task --title \"Survey both sites\"\n  planmark add risk late-hardware\n  \
                        planmark add update"
)]
pub(crate) struct AddArgs {
    /// What to add: task, milestone, deliverable, risk, issue, action, decision, change, meeting, update ...
    pub(crate) kind: String,
    /// Its id (default: made of the title; of meetings and updates today).
    pub(crate) id: Option<String>,
    /// What people call it.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// The project.
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    pub(crate) diff: bool,
}

/// `planmark sign`.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  planmark sign planning --by dana\n  planmark sign hq-firewall.accepted --by luis\n  \
                        planmark sign branch-night.approved --by dana --note \"agreed by phone\""
)]
pub(crate) struct SignArgs {
    /// A gate (`planning`), or an item with what is signed (`hq-firewall.accepted`).
    pub(crate) address: String,
    /// Who signs: a handle from `stakeholders`.
    #[arg(long, value_name = "HANDLE")]
    pub(crate) by: String,
    /// What the signer adds.
    #[arg(long)]
    pub(crate) note: Option<String>,
    /// The project.
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    pub(crate) diff: bool,
}

/// `planmark completions`.
#[derive(Args, Debug)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}
