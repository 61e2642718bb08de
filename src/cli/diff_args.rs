//! What `planmark diff` can be asked.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// How a comparison is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people.
    Text,
    /// For a comment on a pull request.
    Markdown,
    /// For programs.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
    /// GitLab code quality.
    Gitlab,
    /// JUnit XML.
    Junit,
}

fn diff_output(text: &str) -> Result<(DiffFormat, Option<PathBuf>), String> {
    let (name, file) = text.split_once('=').map_or((text, None), |(name, file)| (name, Some(PathBuf::from(file))));
    let format = DiffFormat::from_str(name, false).map_err(|_| {
        "write one of text, markdown, json, github, gitlab, junit; `markdown=FILE` writes a file".to_owned()
    })?;
    Ok((format, file))
}

/// `planmark diff`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark diff\n  planmark diff main --gate\n  \
                        planmark diff v1..v2 --two-dot\n  \
                        planmark diff main --gate --output-format text --output-format markdown=comment.md\n  \
                        planmark diff --with branch-switches\n  planmark diff old-plan new-plan\n\n\
                        Exit codes: 0 clean, 1 a gate that is not met or (with --exit-code) any change in meaning, \
                        2 planmark could not do the work.")]
pub(crate) struct DiffArgs {
    /// A revision to compare the working tree with (default: HEAD), two revisions, or two folders. A branch is
    /// compared with where it parted from BASE.
    #[arg(value_name = "BASE[..HEAD] | OLD NEW", num_args = 0..=2)]
    pub(crate) revisions: Vec<String>,
    /// The project.
    #[arg(long, value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,
    /// Compare with what is staged, not with the working tree.
    #[arg(long)]
    pub(crate) staged: bool,
    /// Compare with BASE itself, not with where the branch parted from it.
    #[arg(long)]
    pub(crate) two_dot: bool,
    /// Exit with 1 while a change of scope or commitment is not covered by an approved change.
    #[arg(long)]
    pub(crate) gate: bool,
    /// Exit with 1 if anything changed in meaning.
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// Let a new signature count only if a commit that brought it has the signer's e-mail, as author or in a trailer.
    #[arg(long)]
    pub(crate) verify_authors: bool,
    /// Take this change request as if it were carried out; repeat it for several.
    #[arg(long, value_name = "CHANGE")]
    pub(crate) with: Vec<String>,
    /// How it is written; repeat it for several, `markdown=FILE` writes a file.
    #[arg(long, value_name = "FORMAT", value_parser = diff_output)]
    pub(crate) output_format: Vec<(DiffFormat, Option<PathBuf>)>,
}
