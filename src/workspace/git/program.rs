//! Runs the `git` program: found once by absolute path, without the caller's environment, with the settings of the
//! repository that could run a program switched off, and for a limited time.

use std::env;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::problem::Problem;

/// How long git may work on one question.
const TIME: Duration = Duration::from_secs(20);
/// How much of what git complains is kept, in bytes.
const COMPLAINT_BYTES: u64 = 16_000;

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
    /// Asks git with these arguments, the input on its standard input. An answer over the limit is a problem.
    ///
    /// # Errors
    /// If git cannot be run, takes too long or says too much. That git itself says no is an answer.
    fn ask(&self, arguments: &[&str], input: Vec<u8>, limit: u64) -> Result<Answer, Problem>;
}

/// The program, asked from within a folder.
#[derive(Debug)]
pub(super) struct Program {
    folder: PathBuf,
}

impl Program {
    pub(super) fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }
}

impl Git for Program {
    fn ask(&self, arguments: &[&str], input: Vec<u8>, limit: u64) -> Result<Answer, Problem> {
        let mut command = command().ok_or(Problem::NoGit)?;
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.args(arguments).current_dir(&self.folder);
        let mut child = command.spawn().map_err(|error| Problem::Start(super::super::reason(&error)))?;
        let answer = listen(&mut child, input, limit);
        if answer.is_err() {
            // It may have ended meanwhile.
            let _ = child.kill();
        }
        let status = child.wait();
        let mut answer = answer?;
        answer.is_success = status.is_ok_and(|status| status.success());
        Ok(answer)
    }
}

/// Writes to git and reads from it at the same time, so that neither waits for the other for ever.
fn listen(child: &mut Child, input: Vec<u8>, limit: u64) -> Result<Answer, Problem> {
    let (mut stdin, stdout, stderr) = match (child.stdin.take(), child.stdout.take(), child.stderr.take()) {
        (Some(stdin), Some(stdout), Some(stderr)) => (stdin, stdout, stderr),
        _ => return Err(Problem::Start("its streams cannot be opened".to_owned())),
    };
    thread::spawn(move || {
        // Git that ends early says why on its own.
        let _ = stdin.write_all(&input);
    });
    let (answer, answered) = mpsc::channel();
    let (complaint, complained) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let outcome = stdout.take(limit + 1).read_to_end(&mut bytes);
        let _ = answer.send(outcome.map(|_| bytes));
    });
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stderr.take(COMPLAINT_BYTES).read_to_end(&mut bytes);
        let _ = complaint.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    let bytes = match answered.recv_timeout(TIME) {
        Ok(Ok(bytes)) if bytes.len() as u64 > limit => return Err(Problem::TooMuch),
        Ok(Ok(bytes)) => bytes,
        Ok(Err(error)) => return Err(Problem::Start(super::super::reason(&error))),
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Err(Problem::TooLong),
    };
    let complaint = complained.recv_timeout(TIME).map_err(|_| Problem::TooLong)?;
    Ok(Answer { is_success: false, bytes, complaint })
}

/// What `git --version` says, such as `2.47.1`; nothing if there is no git.
#[must_use]
pub fn git_version() -> Option<String> {
    let output = command()?.arg("--version").stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let line = text.lines().next()?;
    Some(line.strip_prefix("git version ").unwrap_or(line).trim().to_owned())
}

/// A command of git with the environment it may see and nothing else.
fn command() -> Option<Command> {
    let mut command = Command::new(program()?);
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in KEPT {
        if let Some(value) = env::var_os(name) {
            command.env(name, value);
        }
    }
    command.envs(SET);
    Some(command)
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
    use super::*;

    #[test]
    fn an_answer_over_its_limit_is_a_problem_and_one_at_it_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let git = Program::in_folder(folder.path());
        let whole = git.ask(&["--version"], Vec::new(), 1_000).unwrap();
        assert!(whole.is_success && whole.line().starts_with("git version "), "{whole:?}");
        let length = whole.bytes.len() as u64;
        assert_eq!(git.ask(&["--version"], Vec::new(), length).unwrap().bytes, whole.bytes);
        assert_eq!(git.ask(&["--version"], Vec::new(), length - 1).unwrap_err(), Problem::TooMuch);
    }

    #[test]
    fn that_git_says_no_is_an_answer_and_unread_input_is_no_fault() {
        let folder = tempfile::tempdir().unwrap();
        let git = Program::in_folder(folder.path());
        let answer = git.ask(&["no-such-command"], vec![b'x'; 1_000_000], 1_000).unwrap();
        assert!(!answer.is_success && answer.complaint.contains("no-such-command"), "{answer:?}");
    }
}
