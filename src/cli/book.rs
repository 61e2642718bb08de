//! `planmark explain`, `rules`, `schema`, `completions`, `doctor`: what planmark knows, offline.

use clap::CommandFactory;

use super::Outcome;
use super::args::{Cli, CompletionsArgs, PathArgs};
use super::book_args::{ExplainArgs, RulesArgs, SchemaArgs};
use super::loaded::unknown;
use super::terminal::Terminal;
use super::theme;
use crate::config::SETTINGS;
use crate::document::keys::Kind;
use crate::render::{self, schema as schemas};
use crate::rules::{RULES, find};
use crate::workspace::git::{Driver, Repository};
use crate::workspace::{self, Error, Located};

pub(crate) fn explain(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let name = args.name.as_str();
    let text = if let Some(rule) = find(name) {
        render::explain_rule(rule, &terminal.look)
    } else if let Some(kind) = Kind::all().into_iter().find(|kind| kind.name == name || kind.register == name) {
        render::explain_kind(kind, &terminal.look)
    } else {
        let known: Vec<&str> =
            RULES.iter().map(|rule| rule.name).chain(Kind::all().into_iter().map(|kind| kind.name)).collect();
        let list = "`planmark rules` lists the rules; kinds are project, scope, task, risk and so on";
        return Err(unknown("rule or kind", name, &known, list));
    };
    terminal.print(&text);
    Ok(Outcome::Clean)
}

pub(crate) fn rules(args: &RulesArgs, terminal: &mut Terminal) -> Outcome {
    let text = if args.json { render::rule_list_json() } else { render::rule_list(&terminal.look) };
    terminal.print(&text);
    Outcome::Clean
}

pub(crate) fn schema(args: &SchemaArgs, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let text = match args.name.as_str() {
        "plan" => schemas::plan(),
        "settings" => schemas::settings(),
        "findings" => schemas::findings(),
        "diff" => schemas::diff(),
        name => schemas::kind(name).ok_or_else(|| {
            let mut known = vec!["plan", "settings", "findings", "diff"];
            known.extend(Kind::all().into_iter().map(|kind| kind.name));
            unknown("schema", name, &known, &format!("there are {}", known.join(", ")))
        })?,
    };
    terminal.print(&text);
    Ok(Outcome::Clean)
}

pub(crate) fn completions(args: &CompletionsArgs, terminal: &mut Terminal) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "planmark", &mut text);
    terminal.print(&String::from_utf8_lossy(&text));
    Outcome::Clean
}

pub(crate) fn doctor(args: &PathArgs, terminal: &mut Terminal) -> Outcome {
    let mut lines = vec![("planmark", env!("CARGO_PKG_VERSION").to_owned())];
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    lines.push(("system", system));
    lines.push(("git", workspace::git::git_version().unwrap_or_else(|| "not found".to_owned())));
    let start = args.path.clone().unwrap_or_else(|| ".".into());
    match workspace::locate(&start) {
        Ok(located) => {
            lines.push(("plan", located.root.display().to_string()));
            let settings = located.root.join(SETTINGS);
            let found = if settings.is_file() {
                settings.display().to_string()
            } else {
                "none, the standard counts".to_owned()
            };
            lines.push(("settings", found));
            lines.extend(repository(&located));
            match workspace::read(&located) {
                Ok(sources) => {
                    lines.push(("files", sources.len().to_string()));
                    lines.extend(theme::outdated(&sources).map(|words| ("theme", words)));
                }
                Err(error) => lines.push(("files", error.message)),
            }
        }
        Err(error) => lines.push(("plan", error.message)),
    }
    lines.push(("rules", RULES.len().to_string()));
    lines.extend(workspace::limits());
    let width = lines.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let text: Vec<String> =
        lines.iter().map(|(name, value)| format!("{name:width$}  {}", render::sink::clean(value))).collect();
    terminal.print(&text.join("\n"));
    Outcome::Clean
}

/// What git knows of the plan's folder, and whether its files are merged by planmark.
fn repository(located: &Located) -> Vec<(&'static str, String)> {
    let repository = match Repository::around(located) {
        Ok(repository) => repository,
        Err(problem) => return vec![("repository", Error::from(problem).message)],
    };
    let history = match repository.is_shallow() {
        true => "shallow: older revisions are not in this clone".to_owned(),
        false => "with its whole history".to_owned(),
    };
    let driver = match repository.driver() {
        Ok(Driver { command: None, .. }) => "not installed; `planmark merge-driver --help` says how".to_owned(),
        Ok(Driver { command: Some(command), is_named: false }) => {
            format!("{command}; but no attribute names it: `planmark merge-driver --help` says how")
        }
        Ok(Driver { command: Some(command), is_named: true }) => command,
        Err(problem) => Error::from(problem).message,
    };
    vec![("repository", history), ("merge driver", driver)]
}
