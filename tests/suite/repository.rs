//! A git repository for a test, with an identity, settings and a home folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use planmark::text::{Content, SourceFile, SourceSet};
use planmark::workspace::Located;
use planmark::workspace::git::Repository;

/// The folder of a test, with repositories in it.
pub(crate) struct Yard {
    folder: tempfile::TempDir,
}

impl Yard {
    pub(crate) fn new() -> Self {
        let yard = Self { folder: tempfile::tempdir().expect("a folder for the test") };
        yard.write("home/.gitconfig", "[user]\nname = Pat\nemail = pat@example.com\n[init]\ndefaultBranch = main\n");
        yard
    }

    /// With an empty repository in `repo`.
    pub(crate) fn with_repository() -> Self {
        let yard = Self::new();
        fs::create_dir(yard.path("repo")).expect("a folder");
        yard.git(&["init", "-q"]);
        yard
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there").join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// Runs git in `repo`.
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_in("repo", arguments)
    }

    pub(crate) fn git_in(&self, folder: &str, arguments: &[&str]) -> String {
        let output = self.try_git_in(folder, arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {complaint}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    pub(crate) fn try_git_in(&self, folder: &str, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        self.alone(&mut command);
        command.args(arguments).current_dir(self.path(folder)).output().expect("git starts")
    }

    /// Takes the machine's own settings away from a command.
    pub(crate) fn alone(&self, command: &mut Command) {
        let path = std::env::var_os("PATH").unwrap_or_default();
        command.env_clear().env("PATH", path).env("HOME", self.path("home")).env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"] {
            command.env(name, "2026-04-01T12:00:00Z");
        }
    }

    /// Commits everything in `repo`.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Runs planmark in a folder: its exit code and what it said on both streams.
    pub(crate) fn planmark(&self, folder: &str, arguments: &[&str]) -> (i32, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planmark"));
        self.alone(&mut command);
        command.env("NO_COLOR", "1").args(arguments).current_dir(self.path(folder));
        let output = command.output().expect("the program starts");
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().expect("it ended by itself"), text)
    }

    pub(crate) fn located(&self, folder: &str) -> Located {
        Located { root: self.path(folder), focus: Vec::new() }
    }

    pub(crate) fn repository(&self, folder: &str) -> Repository {
        Repository::around(&self.located(folder)).expect("there is a repository")
    }
}

/// One line a file: its path and what was read.
pub(crate) fn told(sources: &SourceSet) -> String {
    let line = |(_, file): (_, &SourceFile)| match &file.content {
        Content::Text(text) => format!("{}: {text}", file.path),
        Content::Bytes(bytes) => format!("{}: {} bytes", file.path, bytes.len()),
        Content::Unreadable(problem) => format!("{}: {problem:?}", file.path),
    };
    sources.files().map(line).collect::<Vec<_>>().join("\n")
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a file");
        }
    }
}
