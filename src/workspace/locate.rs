//! Which folder a path on the command line means.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Error;

/// How far above a project its portfolio may lie.
const PORTFOLIO_LEVELS: usize = 3;
/// How many entries of a folder are looked at for projects.
const LOOKED_AT: usize = 10_000;

/// What a path on the command line means.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Located {
    /// The folder that is read.
    pub root: PathBuf,
    /// Folders below it (`/` between parts) that findings are asked for; none means all.
    pub focus: Vec<String>,
}

/// Finds the plan that a path means: a project, a folder of projects, or the nearest of them upwards. A project of a
/// portfolio means the whole portfolio, with the focus on the project.
///
/// # Errors
/// If there is no plan, or the path cannot be opened.
pub fn locate(start: &Path) -> Result<Located, Error> {
    let start = fs::canonicalize(start).map_err(|error| Error::disk("cannot open", start, &error))?;
    let folder = if start.is_dir() { start.as_path() } else { start.parent().unwrap_or(&start) };
    if has(folder, "portfolio.md") {
        return Ok(Located { root: folder.to_owned(), focus: Vec::new() });
    }
    if !has(folder, "project.md") && holds_projects(folder)? {
        return within_portfolio(folder);
    }
    for at in folder.ancestors() {
        if has(at, "portfolio.md") {
            return Ok(Located { root: at.to_owned(), focus: Vec::new() });
        }
        if has(at, "project.md") {
            return within_portfolio(at);
        }
    }
    let message = format!("there is no `project.md` in `{}`, below it or above it", folder.display());
    Err(Error::new(message, "name a plan's folder, or start a plan with `planmark new DIR`"))
}

/// Reads the portfolio around a folder, if there is one near.
fn within_portfolio(folder: &Path) -> Result<Located, Error> {
    let Some(root) = folder.ancestors().skip(1).take(PORTFOLIO_LEVELS).find(|above| has(above, "portfolio.md")) else {
        return Ok(Located { root: folder.to_owned(), focus: Vec::new() });
    };
    let below = folder.strip_prefix(root).unwrap_or(folder);
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    let parts = parts.ok_or_else(|| {
        let message = format!("the name of the folder `{}` is not UTF-8", folder.display());
        Error::new(message, "rename it with letters, digits and hyphens")
    })?;
    Ok(Located { root: root.to_owned(), focus: vec![parts.join("/")] })
}

/// Whether a folder has a file of this name. A link counts: reading then says that it is one.
fn has(folder: &Path, name: &str) -> bool {
    fs::symlink_metadata(folder.join(name)).is_ok_and(|entry| !entry.is_dir())
}

/// Whether a project stands right below a folder.
fn holds_projects(folder: &Path) -> Result<bool, Error> {
    let refused = |error: io::Error| Error::disk("cannot read", folder, &error);
    for entry in fs::read_dir(folder).map_err(refused)?.take(LOOKED_AT) {
        let entry = entry.map_err(refused)?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !is_hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) && has(&entry.path(), "project.md") {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], start: &str, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let top = fs::canonicalize(folder.path()).unwrap();
        for file in files {
            let path = top.join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        let told = match locate(&top.join(start)) {
            Ok(located) => {
                let root = located.root.strip_prefix(&top).unwrap().display().to_string();
                format!("{root}: {}", located.focus.join(" "))
            }
            Err(error) => error.to_string().replace(&top.display().to_string(), "TOP"),
        };
        assert_eq!(told, expected, "from `{start}`");
    }

    #[test]
    fn a_project_is_found_from_within() {
        for start in ["p", "p/project.md", "p/changes", "p/changes/a.md"] {
            check(&["p/project.md", "p/changes/a.md"], start, "p: ");
        }
    }

    #[test]
    fn a_project_of_a_portfolio_reads_the_portfolio() {
        let files = ["all/portfolio.md", "all/a/project.md", "all/clients/b/project.md", "all/clients/b/x/notes.md"];
        check(&files, "all", "all: ");
        check(&files, "all/a", "all: a");
        check(&files, "all/clients/b/x", "all: clients/b");
        check(&files, "all/clients", "all: clients");
    }

    #[test]
    fn a_folder_of_projects_needs_no_portfolio() {
        check(&["all/a/project.md", "all/b/project.md"], "all", "all: ");
        check(&["all/a/project.md", "all/b/project.md"], "all/a", "all/a: ");
    }

    #[test]
    fn a_portfolio_far_above_is_not_ours() {
        check(&["portfolio.md", "a/b/c/project.md"], "a/b/c", ": a/b/c");
        check(&["portfolio.md", "a/b/c/d/project.md"], "a/b/c/d", "a/b/c/d: ");
    }

    #[test]
    fn what_is_missing_is_said() {
        check(
            &["a/notes.txt"],
            "a",
            "there is no `project.md` in `TOP/a`, below it or above it\n  help: name a plan's folder, or start a plan \
             with `planmark new DIR`",
        );
        check(&[], "nowhere", "cannot open `TOP/nowhere`: no such file or directory\n  help: check the path");
    }
}
