//! What the commands of the rule book can be asked.

use clap::Args;

/// `planmark explain`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark explain no-scope-out\n  planmark explain task")]
pub(crate) struct ExplainArgs {
    /// A rule, or a kind such as `task`, `project` or `scope`.
    pub(crate) name: String,
}

/// `planmark rules`.
#[derive(Args, Debug)]
pub(crate) struct RulesArgs {
    /// As JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// `planmark schema`.
#[derive(Args, Debug)]
pub(crate) struct SchemaArgs {
    /// A kind (`task`, `project` ...), `plan` for all of them, `findings` and
    /// `diff` for what `check` and `diff` print as JSON,
    /// `status` for `status.json`.
    #[arg(default_value = "plan")]
    pub(crate) name: String,
}
