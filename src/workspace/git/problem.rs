//! What can be wrong with a repository or a revision, each with the next step.

use std::fmt;
use std::path::PathBuf;

use super::super::Error;
use crate::text::nearest;

/// Why git could not give what was asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Problem {
    /// There is no git program.
    NoGit,
    /// The program does not run; what the system said.
    Start(String),
    /// It took too long.
    TooLong,
    /// It said too much.
    TooMuch,
    /// The folder is in no repository.
    NoRepository(PathBuf),
    /// The repository has no working tree, or hides in another.
    Bare(PathBuf),
    /// The repository belongs to somebody else; what git said.
    ForeignOwner(String),
    /// There is no commit yet.
    Unborn,
    /// The name is none that a revision can have.
    BadName(String),
    /// There is no such revision; names that there are.
    Unknown {
        /// What was asked.
        name: String,
        /// Branches, tags and remote branches.
        known: Vec<String>,
        /// Whether the clone lacks history.
        is_shallow: bool,
    },
    /// Two revisions have nothing in common.
    NoMergeBase {
        /// The older one.
        base: String,
        /// The newer one.
        head: String,
        /// Whether the clone lacks history.
        is_shallow: bool,
    },
    /// Files of the index are in conflict.
    Unmerged(String),
    /// An object is not there: the clone is partial or damaged.
    Missing(String),
    /// Git said no; its words.
    Refused(String),
}

/// What git complained, as a problem.
pub(super) fn of_complaint(complaint: &str, folder: &std::path::Path) -> Problem {
    if complaint.contains("dubious ownership") {
        return Problem::ForeignOwner(complaint.trim().to_owned());
    }
    if complaint.contains("cannot use bare repository") || complaint.contains("must be run in a work tree") {
        return Problem::Bare(folder.to_owned());
    }
    if complaint.contains("not a git repository") {
        return Problem::NoRepository(folder.to_owned());
    }
    let line = complaint.lines().find(|line| line.starts_with("fatal: ")).or(complaint.lines().next());
    let line = line.unwrap_or("it gave no reason").trim_start_matches("fatal: ");
    Problem::Refused(line.trim_end_matches('.').to_owned())
}

impl Problem {
    fn message(&self) -> String {
        match self {
            Self::NoGit => "there is no git on this machine".to_owned(),
            Self::Start(reason) => format!("git does not run: {reason}"),
            Self::TooLong => "git took more than 20 seconds".to_owned(),
            Self::TooMuch => "git gave more than planmark reads".to_owned(),
            Self::NoRepository(folder) => format!("`{}` is in no git repository", folder.display()),
            Self::Bare(folder) => format!("`{}` is in a repository without a working tree", folder.display()),
            Self::ForeignOwner(said) => format!("git does not trust this repository: {}", first_line(said)),
            Self::Unborn => "the repository has no commit yet".to_owned(),
            Self::BadName(name) => format!("{name:?} cannot be the name of a revision"),
            Self::Unknown { name, .. } => format!("there is no revision `{name}`"),
            Self::NoMergeBase { base, head, .. } => format!("`{base}` and `{head}` have no commit in common"),
            Self::Unmerged(path) => format!("`{path}` is in conflict: the merge is not finished"),
            Self::Missing(object) => format!("the object {object} is not in this clone"),
            Self::Refused(words) => format!("git refused: {words}"),
        }
    }

    fn help(&self) -> String {
        const DEEPER: &str = "this clone is shallow; in CI set `fetch-depth: 0` (GitHub) or `GIT_DEPTH: 0` (GitLab), \
                              elsewhere run `git fetch --unshallow`";
        match self {
            Self::NoGit => "install git, or compare two folders: `planmark diff OLD NEW`".to_owned(),
            Self::Start(_) => "check that `git --version` runs".to_owned(),
            Self::TooLong => "try again; if it stays, run `git gc` in the repository".to_owned(),
            Self::TooMuch => "keep what is not the plan's in a repository of its own".to_owned(),
            Self::NoRepository(_) => {
                "run `git init` and commit the plan, or compare two folders: `planmark diff OLD NEW`".to_owned()
            }
            Self::Bare(_) => "clone the repository and run planmark in the clone; one that hides in a plan's folder \
                              is never used"
                .to_owned(),
            Self::ForeignOwner(said) => trust(said),
            Self::Unborn => "commit the plan first".to_owned(),
            Self::BadName(_) => "name a branch, a tag or a commit, such as `origin/main`".to_owned(),
            Self::Unknown { is_shallow: true, .. } | Self::NoMergeBase { is_shallow: true, .. } => DEEPER.to_owned(),
            Self::Unknown { name, known, .. } => match nearest(name, known.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "fetch it first, or name a branch, a tag or a commit that `git log` shows".to_owned(),
            },
            Self::NoMergeBase { .. } => "compare the two as they are with `--two-dot`".to_owned(),
            Self::Unmerged(_) => "finish the merge, then stage the file with `git add`".to_owned(),
            Self::Missing(_) => "the clone is partial or damaged; run `git fetch --refetch`, or clone again".to_owned(),
            Self::Refused(_) => "check the repository with `git fsck`".to_owned(),
        }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_start_matches("fatal: ")
}

/// The line of git's advice that makes it trust exactly this folder.
fn trust(said: &str) -> String {
    match said.lines().map(str::trim).find(|line| line.starts_with("git config --global --add safe.directory")) {
        Some(line) => format!("if you trust whoever wrote it, run: {line}"),
        None => {
            "if you trust whoever wrote it, add its folder to `safe.directory` in your own settings of git".to_owned()
        }
    }
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        Self { message: problem.message(), help: problem.help() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}\n  help: {}", self.message(), self.help())
    }
}

impl std::error::Error for Problem {}
