//! Runs the `git` program: found once by absolute path, without the caller's environment, with the settings of the
//! repository that could run a program switched off, and for a limited time.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use super::problem::Problem;
use super::running::Running;

/// How long git may work on one question.
const TIME: Duration = Duration::from_secs(20);
/// The longest answer to which version it is, in bytes.
const VERSION_BYTES: u64 = 1_000;

/// What the environment of git keeps: where programs, the user's own settings and the system are.
const KEPT: [&str; 6] = ["PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE", "SYSTEMROOT", "PATHEXT"];

/// What the environment of git holds beside that. No prompt, no network, no lock for a mere look, no replaced
/// objects, and paths are only ever paths.
const SET: [(&str, &str); 7] = [
    ("LC_ALL", "C"),
    ("GIT_OPTIONAL_LOCKS", "0"),
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_NO_REPLACE_OBJECTS", "1"),
    ("GIT_ALLOW_PROTOCOL", ""),
    ("GIT_LITERAL_PATHSPECS", "1"),
];

/// Settings that win over those of the repository, which belongs to whoever wrote it.
const SETTINGS: [&str; 5] = [
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
];

/// Where a hook of git finds the index of the very commit that is being made.
pub(super) const INDEX: &str = "GIT_INDEX_FILE";

/// What git answered.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    /// Whether it ended with 0.
    pub(super) is_success: bool,
    /// What it wrote.
    pub(super) bytes: Vec<u8>,
    /// What it complained.
    pub(super) complaint: String,
}

impl Answer {
    /// The one line that was answered.
    pub(super) fn line(&self) -> &str {
        let text = str::from_utf8(&self.bytes).unwrap_or_default();
        text.strip_suffix('\n').unwrap_or(text)
    }
}

/// Who answers questions to git: the program, or a test.
pub(super) trait Git: Send + Sync {
    /// Starts git with these arguments, to be asked and listened to.
    ///
    /// # Errors
    /// If git cannot be run.
    fn start(&self, arguments: &[&str]) -> Result<Running, Problem>;

    /// Asks git one thing. An answer over the limit, in bytes, is a problem.
    ///
    /// # Errors
    /// If git cannot be run, takes too long or says too much. That git itself says no is an answer.
    fn ask(&self, arguments: &[&str], limit: u64) -> Result<Answer, Problem> {
        self.start(arguments)?.finish(limit)
    }
}

/// The program, asked from within a folder.
#[derive(Debug)]
pub(super) struct Program {
    folder: PathBuf,
    git: Option<PathBuf>,
    /// Another index than the repository's usual one.
    index: Option<PathBuf>,
    time: Duration,
}

impl Program {
    /// The git of this machine, with the usual limit of time.
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), git: program().map(Path::to_owned), index: None, time: TIME }
    }

    /// The same with another index.
    pub(super) fn with_index(self, index: PathBuf) -> Self {
        Self { index: Some(index), ..self }
    }
}

impl Git for Program {
    fn start(&self, arguments: &[&str]) -> Result<Running, Problem> {
        let mut command = command(self.git.as_deref().ok_or(Problem::NoGit)?);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.args(arguments).current_dir(&self.folder);
        command.envs(self.index.iter().map(|index| (INDEX, index)));
        Running::start(command, self.time)
    }
}

/// What `git --version` says, such as `2.47.1`; nothing if there is no git.
#[must_use]
pub fn git_version() -> Option<String> {
    let answer = Program::in_folder(Path::new(".")).ask(&["--version"], VERSION_BYTES).ok()?;
    let line = answer.line().lines().next().filter(|_| answer.is_success)?;
    Some(line.strip_prefix("git version ").unwrap_or(line).trim().to_owned())
}

/// A command of git with the environment it may see and nothing else.
fn command(git: &Path) -> Command {
    let mut command = Command::new(git);
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in KEPT {
        if let Some(value) = env::var_os(name) {
            command.env(name, value);
        }
    }
    command.envs(SET);
    command
}

/// Only absolute entries of the search path count, so a program in the current folder is never run.
fn program() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    let find = || {
        let name = format!("git{}", env::consts::EXE_SUFFIX);
        let folders = env::var_os("PATH")?;
        env::split_paths(&folders)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name))
            .find(|path| path.is_file())
    };
    PROGRAM.get_or_init(find).as_deref()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn an_answer_over_its_limit_is_a_problem_and_one_at_it_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let git = Program::in_folder(folder.path());
        let whole = git.ask(&["--version"], 1_000).unwrap();
        assert!(whole.is_success && whole.line().starts_with("git version "), "{whole:?}");
        let length = whole.bytes.len() as u64;
        assert_eq!(git.ask(&["--version"], length).unwrap().bytes, whole.bytes);
        assert_eq!(git.ask(&["--version"], length - 1).unwrap_err(), Problem::TooMuch);
    }

    #[test]
    fn that_git_says_no_is_an_answer_and_unread_input_is_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        let mut git = Program::in_folder(folder.path()).start(&["no-such-command"]).unwrap();
        git.say(vec![b'x'; 1_000_000]);
        let answer = git.finish(1_000).unwrap();
        assert!(!answer.is_success && answer.complaint.contains("no-such-command"), "{answer:?}");
    }

    /// A program in the place of git, with a short limit of time.
    #[cfg(unix)]
    fn instead(folder: &Path, script: &str, time: Duration) -> Program {
        use std::os::unix::fs::PermissionsExt;
        let git = folder.join("git");
        std::fs::write(&git, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&git, std::fs::Permissions::from_mode(0o755)).unwrap();
        Program { git: Some(git), time, ..Program::in_folder(folder) }
    }

    /// What comes of one question to such a program; it is over long before the usual limit.
    #[cfg(unix)]
    fn check(script: &str, time: Duration, expected: Result<&str, Problem>) {
        let (folder, start) = (tempfile::tempdir().unwrap(), Instant::now());
        let outcome = instead(folder.path(), script, time).ask(&["rev-parse"], 1_000_000);
        let told = outcome.as_ref().map(Answer::line).map_err(Clone::clone);
        assert_eq!(told, expected, "{script}");
        assert!(start.elapsed() < TIME, "{script}");
    }

    #[test]
    #[cfg(unix)]
    fn a_git_that_hangs_is_not_waited_for() {
        let short = Duration::from_millis(200);
        // Silent, in the middle of an answer, and with its streams closed.
        check("exec sleep 100", short, Err(Problem::TooLong));
        check("echo one; exec sleep 100", short, Err(Problem::TooLong));
        check("exec sleep 100 >&- 2>&-", short, Err(Problem::TooLong));
    }

    #[test]
    #[cfg(unix)]
    fn a_git_that_never_stops_talking_is_stopped() {
        check("exec yes", TIME, Err(Problem::TooMuch));
        check("exec tr '\\0' x < /dev/zero", TIME, Err(Problem::TooMuch));
        // What it complains fills no pipe that it would wait for.
        check("yes | head -c 1000000 >&2; echo done", TIME, Ok("done"));
        check("exec yes >&2", Duration::from_millis(200), Err(Problem::TooLong));
    }

    #[test]
    #[cfg(unix)]
    fn a_line_without_an_end_is_not_kept_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let mut git = instead(folder.path(), "exec tr '\\0' x < /dev/zero", TIME).start(&[]).unwrap();
        assert_eq!(git.line(100).unwrap_err(), Problem::TooMuch);
    }
}
