//! Which file of a folder is what: projects, singletons, registers, items, and files that nobody knows.

use std::collections::{BTreeMap, BTreeSet};

use super::members::{Members, is_status};
use crate::document::keys::{BASELINE, Register};
use crate::finding::{Finding, Severity};
use crate::text::{FileId, SourceSet, Span, Spanned, nearest};

/// The files of one project.
#[derive(Debug, Default)]
pub struct ProjectFiles {
    /// The folder below the root, without a slash at its end; empty for the root itself.
    pub folder: String,
    /// `project.md`.
    pub project: FileId,
    /// `scope.md`.
    pub scope: Option<FileId>,
    /// `<register>.md` files.
    pub registers: BTreeMap<Register, FileId>,
    /// Item files by register, with the id that their name gives.
    pub items: Vec<(Register, String, FileId)>,
    /// `baseline.yml`.
    pub baseline: Option<FileId>,
}

/// What a file that is read holds.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Form {
    /// Front matter and prose.
    Markdown,
    /// Facts alone.
    Yaml,
    /// Facts that any program can read.
    Json,
}

impl ProjectFiles {
    /// The project's files, and what they hold.
    pub fn documents(&self) -> impl Iterator<Item = (FileId, Form)> + '_ {
        let items = self.items.iter().map(|(_, _, file)| *file);
        let files = [self.project].into_iter().chain(self.scope).chain(self.registers.values().copied()).chain(items);
        files.map(|file| (file, Form::Markdown)).chain(self.baseline.map(|file| (file, Form::Yaml)))
    }
}

/// What the files of a source set are.
#[derive(Debug, Default)]
pub struct Layout {
    /// `portfolio.md`.
    pub portfolio: Option<FileId>,
    /// The projects, by folder.
    pub projects: Vec<ProjectFiles>,
    /// The `status.json` files of projects elsewhere that the portfolio names.
    pub published: Vec<FileId>,
    /// Paths of status files that the portfolio names one by one and that are not there.
    pub absent: Vec<Spanned<String>>,
}

impl Layout {
    /// All files that are read, in order, and what they hold.
    #[must_use]
    pub fn documents(&self) -> Vec<(FileId, Form)> {
        let mut files: Vec<(FileId, Form)> = Vec::new();
        files.extend(self.portfolio.map(|file| (file, Form::Markdown)));
        files.extend(self.published.iter().map(|file| (*file, Form::Json)));
        self.projects.iter().for_each(|project| files.extend(project.documents()));
        files.sort_unstable();
        files
    }
}

/// Says what each file is. Files of no kind in places that are the plan's become findings.
#[must_use]
pub fn layout(sources: &SourceSet) -> (Layout, Vec<Finding>) {
    let mut layout = Layout { portfolio: sources.find("portfolio.md").map(|(file, _)| file), ..Layout::default() };
    let mut findings = Vec::new();
    let folders: BTreeSet<&str> = sources
        .files()
        .filter_map(|(_, file)| match file.path.strip_suffix("project.md")? {
            "" => Some(""),
            folder => folder.strip_suffix('/'),
        })
        .collect();
    // A project inside a project is a folder of its own, not a project: the outer one wins.
    let is_inside_another = |folder: &str| {
        folders.iter().any(|outer| {
            *outer != folder
                && (outer.is_empty() || folder.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/')))
        })
    };
    let tops: Vec<&str> = folders.iter().copied().filter(|folder| !is_inside_another(folder)).collect();
    let members = Members::of(sources, layout.portfolio);
    for folder in &tops {
        // Who asks for a project gets it, whether the portfolio names it or not.
        let is_asked = sources.focus().iter().any(|asked| asked == folder);
        if !members.are_named() || members.name_folder(folder) || is_asked {
            layout.projects.push(ProjectFiles { folder: (*folder).to_owned(), ..ProjectFiles::default() });
        } else if let Some((file, _)) = sources.find(&format!("{folder}/project.md")) {
            findings.push(not_named(file, folder));
        }
    }
    let status_files = sources.files().filter(|(_, source)| members.name_file(&source.path));
    layout.published = status_files.map(|(file, _)| file).collect();
    layout.absent = wrong_members(sources, &members, &tops, &layout.published, &mut findings);
    for (file, source) in sources.files() {
        let Some(project) = layout.projects.iter_mut().rev().find(|project| is_below(&source.path, &project.folder))
        else {
            continue;
        };
        let inner = source.path[project.folder.len()..].trim_start_matches('/');
        place(project, file, inner, &mut findings);
    }
    (layout, findings)
}

/// A project below a portfolio that its `projects:` leaves out.
fn not_named(file: FileId, folder: &str) -> Finding {
    let message = format!("no entry of `projects` in `portfolio.md` names `{folder}`, so nobody reads this project");
    let mut finding = Finding::new("unknown-file", Severity::Warning, Span::new(file, 0, 0), message);
    finding.help(format!("add `{folder}/` to `projects`, or move the folder elsewhere"));
    finding
}

/// Entries of `projects:` that lead out of the folder, or to nothing. Those of single status files come back: nobody's
/// site waits for a file that a project elsewhere has not published yet.
fn wrong_members(
    sources: &SourceSet,
    members: &Members,
    folders: &[&str],
    published: &[FileId],
    findings: &mut Vec<Finding>,
) -> Vec<Spanned<String>> {
    for entry in members.outside() {
        let message = format!("`{}` is not below the portfolio's own folder", entry.value);
        let mut finding = Finding::new("bad-value", Severity::Error, entry.span, message);
        finding.help("name folders and status files below it; have your CI copy a project's `status.json` there");
        findings.push(finding);
    }
    let files = published.iter().map(|file| sources.file(*file).path.as_str());
    let known: Vec<&str> = folders.iter().copied().chain(files).collect();
    let mut absent = Vec::new();
    for entry in members.without_match(&known) {
        let (severity, message, help) = if is_status(&entry.value) {
            absent.extend((!entry.value.contains('*')).then(|| plain(entry)));
            let message = format!("`{}` names no file that is there", entry.value);
            (Severity::Warning, message, "have the CI of the project copy the `status.json` of its site there")
        } else {
            let message = format!("`{}` names no folder with a `project.md` and no status file", entry.value);
            (Severity::Error, message, "status files are named `status.json` or end in `.status.json`")
        };
        let mut finding = Finding::new("dangling-reference", severity, entry.span, message);
        finding.help(help);
        findings.push(finding);
    }
    absent
}

/// An entry as the path that it is.
fn plain(entry: &Spanned<String>) -> Spanned<String> {
    Spanned::new(entry.value.trim_start_matches("./").to_owned(), entry.span)
}

fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Puts one file of a project where it belongs. `inner` is its path in the project's folder.
fn place(project: &mut ProjectFiles, file: FileId, inner: &str, findings: &mut Vec<Finding>) {
    match inner.split_once('/') {
        None => place_at_top(project, file, inner, findings),
        Some((folder, name)) => match Register::from_name(folder) {
            Some(register) if !name.contains('/') => {
                if let Some(id) = name.strip_suffix(".md").filter(|_| !is_left_alone(name)) {
                    project.items.push((register, id.to_owned(), file));
                } else if is_plan_like(name) {
                    let help = format!("an item of `{register}` is a file `{register}/<id>.md`");
                    findings.push(unknown_file(file, inner, Some(help)));
                }
            }
            Some(_) => {}
            None => near_register_folder(file, folder, name, findings),
        },
    }
}

fn place_at_top(project: &mut ProjectFiles, file: FileId, name: &str, findings: &mut Vec<Finding>) {
    match name {
        "project.md" => project.project = file,
        "scope.md" => project.scope = Some(file),
        BASELINE => project.baseline = Some(file),
        "portfolio.md" => {}
        _ => match name.strip_suffix(".md").and_then(Register::from_name) {
            Some(register) => {
                project.registers.insert(register, file);
            }
            None if is_plan_like(name) && !is_left_alone(name) => {
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                let known = Register::ALL.iter().map(|register| register.name()).chain(["project", "scope"]);
                let help = match nearest(stem, known) {
                    Some(near) => format!("did you mean `{near}.md`?"),
                    None => "a file of the plan is named after its register; put other files into a folder of \
                             their own, such as `attachments/`"
                        .to_owned(),
                };
                findings.push(unknown_file(file, name, Some(help)));
            }
            None => {}
        },
    }
}

fn is_plan_like(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".md", ".yml", ".yaml"].iter().any(|ending| lower.ends_with(ending))
}

fn is_left_alone(name: &str) -> bool {
    name == "README.md" || name == "CHANGELOG.md" || name.starts_with("LICENSE") || name.starts_with('.')
}

/// A folder `delivrables/` with Markdown in it is most likely a register that nobody would read.
fn near_register_folder(file: FileId, folder: &str, name: &str, findings: &mut Vec<Finding>) {
    if name.contains('/') || !is_plan_like(name) {
        return;
    }
    if let Some(near) = nearest(folder, Register::ALL.iter().map(|register| register.name())) {
        let help = format!("did you mean the folder `{near}/`?");
        findings.push(unknown_file(file, &format!("{folder}/{name}"), Some(help)));
    }
}

fn unknown_file(file: FileId, path: &str, help: Option<String>) -> Finding {
    let span = Span::new(file, 0, 0);
    let message = format!("`{path}` is no file that a plan has, so nobody reads it");
    let mut finding = Finding::new("unknown-file", Severity::Warning, span, message);
    finding.help = help;
    finding
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str], expected: &str) {
        let texts: Vec<(&str, &str)> = paths.iter().map(|path| (*path, "")).collect();
        let (layout, findings) = layout(&SourceSet::of_texts(&texts));
        let mut lines: Vec<String> = Vec::new();
        for project in &layout.projects {
            let registers: Vec<&str> = project.registers.keys().map(|register| register.name()).collect();
            let items: Vec<String> = project.items.iter().map(|(register, id, _)| format!("{register}/{id}")).collect();
            lines.push(format!("{}: {} {}", project.folder, registers.join(" "), items.join(" ")));
        }
        lines.extend(findings.iter().map(|finding| finding.message.clone()));
        assert_eq!(lines.join("\n"), expected);
    }

    #[test]
    fn registers_are_files_or_folders() {
        check(
            &["project.md", "tasks.md", "deliverables/hq.md", "README.md", "attachments/x.md", "notes/a.txt"],
            ": tasks deliverables/hq",
        );
    }

    #[test]
    fn strangers_in_the_plan_are_named() {
        check(
            &["project.md", "task.md", "deliverable/a.md", "meetings/a.yml"],
            ":  \n`deliverable/a.md` is no file that a plan has, so nobody reads it\n`meetings/a.yml` is no file that a \
             plan has, so nobody reads it\n`task.md` is no file that a plan has, so nobody reads it",
        );
    }

    #[test]
    fn a_portfolio_has_projects_and_a_project_has_none() {
        check(&["portfolio.md", "a/project.md", "b/project.md", "b/old/project.md", "b/tasks.md"], "a:  \nb: tasks ");
    }
}
