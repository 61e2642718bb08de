//! `planmark new`: a plan to start from.

use std::path::Path;
use std::sync::Arc;

use super::Outcome;
use super::args::NewArgs;
use super::loaded::unknown;
use super::starters::STARTERS;
use super::terminal::Terminal;
use super::writes::{Change, show_or_save};
use crate::document::scalar;
use crate::value::{Date, slug};
use crate::view::words::Words;
use crate::workspace::{self, Error};

/// How many days after today a plan starts that does not know better, and how long it takes.
const START_DAYS: i32 = 14;
const LENGTH_DAYS: i32 = 60;

pub(crate) fn run(args: &NewArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let names: Vec<&str> = STARTERS.iter().map(|(name, _)| *name).collect();
    let Some((_, files)) = STARTERS.iter().find(|(name, _)| *name == args.kind) else {
        return Err(unknown("type", &args.kind, &names, &format!("there are {}", names.join(", "))));
    };
    let title = args.title.clone().unwrap_or_else(|| title_of(&args.dir));
    let changes: Vec<Change> = files
        .iter()
        .map(|(name, text)| Change { path: (*name).to_owned(), before: None, after: filled(text, &title, today) })
        .collect();
    workspace::must_be_empty(&args.dir)?;
    if !args.diff {
        workspace::create_folder(&args.dir)?;
    }
    show_or_save(&args.dir, &changes, args.diff, terminal)?;
    if !args.diff {
        let dir = args.dir.display();
        let many = if changes.len() == 1 { "1 file".to_owned() } else { format!("{} files", changes.len()) };
        terminal.say(&format!(
            "{many} written to {dir}: a plan at the stage of identification\n\n\
             next:\n  planmark check {dir}    what is still to be said\n  planmark build {dir}    the page for the client"
        ));
    }
    Ok(Outcome::Clean)
}

/// A template with its places filled in. The title enters as a scalar that no reader takes for anything else.
fn filled(text: &str, title: &str, today: Date) -> String {
    let start = next_monday(today.add_days(START_DAYS));
    let id = slug(title);
    text.replace("{{title}}", &scalar(title))
        .replace("{{id}}", if id.is_empty() { "project" } else { &id })
        .replace("{{day}}", &Words::new(Arc::default(), today.year(), "").plain(today))
        .replace("{{start}}", &start.to_string())
        .replace("{{finish}}", &start.add_days(LENGTH_DAYS - 3).to_string())
}

fn next_monday(day: Date) -> Date {
    let index = day.weekday().index() as i32;
    day.add_days((7 - index) % 7)
}

/// A title made of a folder's name: `northgate-firewall` as `Northgate firewall`.
fn title_of(dir: &Path) -> String {
    let full = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let name = full.file_name().map(|name| name.to_string_lossy().replace(['-', '_'], " ")).unwrap_or_default();
    let mut letters = name.trim().chars();
    let title: String = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    if title.is_empty() { "New project".to_owned() } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyze;
    use crate::config::Config;
    use crate::finding::Severity;
    use crate::text::SourceSet;

    #[test]
    fn every_starter_is_a_plan_without_errors_at_its_stage() {
        let today = Date::parse("2026-04-24").expect("a date");
        for (kind, files) in STARTERS {
            let texts: Vec<(String, String)> = files
                .iter()
                .map(|(name, text)| ((*name).to_owned(), filled(text, "Move: \"part\" 2 # yes", today)))
                .collect();
            let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            let sources = SourceSet::of_texts(&texts);
            let analysis = analyze(&sources, &Config::read(&sources).expect("no settings"), today);
            let errors: Vec<_> =
                analysis.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{kind}: {errors:#?}");
            let title = analysis.portfolio.projects[0].charter.title.as_ref().map(|title| title.value.as_str());
            assert_eq!(title, Some("Move: \"part\" 2 # yes"), "{kind}");
        }
    }
}
