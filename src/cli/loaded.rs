//! A plan as the commands use it: found, read, analysed.

use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use crate::analysis::{Analysis, analyze};
#[cfg(feature = "serve")]
use crate::analysis::{Memory, analyze_again};
use crate::config::{Config, Settings, SettingsError};
use crate::finding::{Finding, Severity};
use crate::lint::{self, Subject};
use crate::model::Project;
use crate::render::{self, Told};
use crate::rules::RULES;
use crate::text::{SourceSet, nearest};
use crate::value::Date;
use crate::workspace::{self, Error, Located};

/// So many folders up, the way to a plan beside is still shorter than its whole path.
const MOST_UP: usize = 3;

/// A plan, read and analysed.
pub(crate) struct Loaded {
    pub(crate) located: Located,
    pub(crate) sources: SourceSet,
    pub(crate) config: Config,
    pub(crate) analysis: Analysis,
    /// What stands before each path when people read it.
    pub(crate) prefix: String,
}

impl Loaded {
    /// Finds, reads and analyses a plan. Wrong settings are told with their places and end the work.
    pub(crate) fn read(path: Option<&Path>, today: Date, terminal: &mut Terminal) -> Result<Self, Error> {
        let located = workspace::locate(path.unwrap_or(Path::new(".")))?;
        let sources = workspace::read(&located)?;
        let (config, prefix) = settings(&located, &sources, terminal)?;
        let analysis = analyze(&sources, &config, today);
        Ok(Self { located, sources, config, analysis, prefix })
    }

    /// Analyses a plan that was read, with what is known of it from before.
    #[cfg(feature = "serve")]
    pub(crate) fn of(
        located: &Located,
        sources: &SourceSet,
        today: Date,
        memory: &mut Memory,
        terminal: &mut Terminal,
    ) -> Result<Self, Error> {
        let (config, prefix) = settings(located, sources, terminal)?;
        let analysis = analyze_again(memory, sources, &config, today);
        Ok(Self { located: located.clone(), sources: sources.clone(), config, analysis, prefix })
    }

    /// What rules look at.
    pub(crate) fn subject(&self) -> Subject<'_> {
        let Analysis { portfolio, computed, today, .. } = &self.analysis;
        Subject { sources: &self.sources, portfolio, config: &self.config, today: *today, computed }
    }

    /// Findings with what a renderer needs beside them.
    pub(crate) fn told<'a>(&'a self, findings: &'a [Finding]) -> Told<'a> {
        Told {
            sources: &self.sources,
            findings,
            prefix: &self.prefix,
            files_read: self.analysis.files_read,
            waived: self.analysis.waived.len(),
            failures: &self.analysis.failures,
        }
    }

    /// Whether the project of a folder was asked for, not only read beside it.
    pub(crate) fn is_asked(&self, folder: &str) -> bool {
        let file = if folder.is_empty() { "project.md".to_owned() } else { format!("{folder}/project.md") };
        self.sources.is_in_focus(&file)
    }

    /// The one project that was asked for.
    pub(crate) fn project(&self) -> Result<&Project, Error> {
        let asked = |project: &&Project| self.sources.is_in_focus(&project.path("project.md"));
        let mut projects = self.analysis.portfolio.projects.iter().filter(asked);
        match (projects.next(), projects.next()) {
            (Some(project), None) => Ok(project),
            (Some(_), Some(_)) => {
                let names: Vec<&str> = self.analysis.portfolio.projects.iter().map(|one| one.folder.as_str()).collect();
                Err(Error {
                    message: format!("this folder holds several projects: {}", names.join(", ")),
                    help: "name the folder of one of them".to_owned(),
                })
            }
            (None, _) => Err(Error {
                message: "there is no project here that could be read".to_owned(),
                help: "`planmark check` says what is wrong; `planmark new DIR` writes a plan".to_owned(),
            }),
        }
    }
}

/// The settings of all projects, and how the root is named. Wrong ones are told with their places.
fn settings(located: &Located, sources: &SourceSet, terminal: &mut Terminal) -> Result<(Config, String), Error> {
    let prefix = prefix_of(&located.root);
    let config = match Config::read(sources) {
        Ok(config) => config,
        Err(errors) => return Err(tell(sources, &prefix, errors, terminal)),
    };
    let check = |(_, settings): (&str, &Settings)| lint::check_settings(&RULES, settings);
    let wrong: Vec<SettingsError> = config.all().flat_map(check).collect();
    if wrong.is_empty() { Ok((config, prefix)) } else { Err(tell(sources, &prefix, wrong, terminal)) }
}

fn tell(sources: &SourceSet, prefix: &str, errors: Vec<SettingsError>, terminal: &mut Terminal) -> Error {
    let count = errors.len();
    let findings: Vec<Finding> = errors
        .into_iter()
        .map(|error| {
            let mut finding = Finding::new("settings", Severity::Error, error.span, error.message);
            finding.help(error.help);
            finding
        })
        .collect();
    let told = Told { sources, findings: &findings, prefix, files_read: sources.len(), waived: 0, failures: &[] };
    let text = render::full(&told, &terminal.look);
    terminal.print(&text);
    Error {
        message: format!("the settings in `planmark.toml` have {count} error{}", if count == 1 { "" } else { "s" }),
        help: "correct them; nothing was checked".to_owned(),
    }
}

/// How a root is named from where the user stands: nothing, a way down, a way up and perhaps down again, or in full
/// where that way would be long.
pub(crate) fn prefix_of(root: &Path) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_else(|_| PathBuf::from("/"));
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    way(&here, &root).unwrap_or_else(|| format!("{}/", slashed(&root)))
}

/// The way from one folder to another, with a slash at its end; None where it leads over the top or far up.
fn way(here: &Path, root: &Path) -> Option<String> {
    let (up, meeting) = here.ancestors().enumerate().find(|(_, above)| root.starts_with(above))?;
    let below = root.strip_prefix(meeting).ok()?;
    if below.as_os_str().is_empty() {
        return Some("../".repeat(up));
    }
    let is_near = up == 0 || (up <= MOST_UP && meeting.parent().is_some());
    is_near.then(|| format!("{}{}/", "../".repeat(up), slashed(below)))
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// An error that offers the nearest known name.
pub(crate) fn unknown(what: &str, written: &str, known: &[&str], list: &str) -> Error {
    let near = nearest(written, known.iter().copied());
    Error {
        message: format!("there is no {what} `{written}`"),
        help: near.map_or_else(|| list.to_owned(), |near| format!("did you mean `{near}`? {list}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_named_by_the_way_to_it() {
        let check = |here: &str, root: &str, expected: Option<&str>| {
            assert_eq!(way(Path::new(here), Path::new(root)).as_deref(), expected, "{here} {root}");
        };
        check("/home/ana/plan", "/home/ana/plan", Some(""));
        check("/home/ana", "/home/ana/plan", Some("plan/"));
        check("/", "/plan", Some("plan/"));
        check("/home/ana/plan/changes", "/home/ana/plan", Some("../"));
        check("/home/ana/old", "/home/ana/new", Some("../new/"));
        check("/home/ana/old/changes/x", "/home/ana/new", Some("../../../new/"));
        check("/home/ana/a/b/c/d", "/home/ana/new", None);
        check("/home/ana", "/tmp/plan", None);
    }
}
