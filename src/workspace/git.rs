//! The `git` program: found once by absolute path, run without the caller's environment.

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What `git --version` says, such as `2.47.1`; nothing if there is no git.
#[must_use]
pub fn git_version() -> Option<String> {
    let output = Command::new(program()?)
        .arg("--version")
        .env_clear()
        .env("LC_ALL", "C")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    let line = text.lines().next()?;
    Some(line.strip_prefix("git version ").unwrap_or(line).trim().to_owned())
}

/// Only absolute entries of the search path count, so a program in the current folder is never run.
fn program() -> Option<PathBuf> {
    let name = format!("git{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file())
}
