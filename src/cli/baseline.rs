//! `planmark baseline`: what differs from what was agreed, and writing what is agreed now.

use super::Outcome;
use super::args::BaselineArgs;
use super::loaded::Loaded;
use super::terminal::Terminal;
use super::writes::{Change, show_or_save};
use crate::agreed::{self, Outcome as Writing, Refusal};
use crate::document::keys::BASELINE;
use crate::document::keys::words::Gate;
use crate::model::Project;
use crate::render;
use crate::schedule::{Mode, Schedule, schedule};
use crate::text::Content;
use crate::value::Date;
use crate::workspace::Error;
use crate::workspace::git::Repository;

pub(crate) fn run(args: &BaselineArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    let plan = schedule(&loaded.analysis.portfolio, project, project.status_date(today), Mode::Plan);
    if args.write || args.diff {
        return write(args, &loaded, project, &plan, today, terminal);
    }
    let Some(agreed) = project.agreed() else {
        return Err(Error {
            message: match &project.baseline {
                None => "nothing is agreed yet: the project has no `baseline.yml`".to_owned(),
                Some(_) => "`baseline.yml` cannot be read whole, or is of another project".to_owned(),
            },
            help: match &project.baseline {
                None => "`planmark baseline --write` writes one".to_owned(),
                Some(_) => "`planmark check` says where".to_owned(),
            },
        });
    };
    let drift = agreed::drift(project, &plan, agreed, today);
    let text = render::agreement(project, agreed, &drift, &terminal.look);
    terminal.print(&text);
    Ok(Outcome::Clean)
}

fn write(
    args: &BaselineArgs,
    loaded: &Loaded,
    project: &Project,
    plan: &Schedule,
    today: Date,
    terminal: &mut Terminal,
) -> Result<Outcome, Error> {
    let path = project.path(BASELINE);
    let signed = project.signed_on(Gate::Planning).filter(|_| project.baseline.is_none());
    let gone = signed.and_then(|_| last_version(loaded, &path));
    match gone.map_or_else(|| agreed::rewritten(project, plan, today), |gone| Writing::Refused(Refusal::Gone(gone))) {
        Writing::Unchanged => {
            terminal.say(&format!("{}{path} is up to date: it says what is agreed", loaded.prefix));
            Ok(Outcome::Clean)
        }
        Writing::Refused(refusal) => {
            let text = render::refusal(&refusal, &format!("{}{path}", loaded.prefix), &terminal.look);
            terminal.print(&text);
            Ok(Outcome::Findings)
        }
        Writing::New(baseline) => {
            let before = before(loaded, &path)?;
            let change = Change { path: path.clone(), before, after: agreed::text(&baseline) };
            show_or_save(&loaded.located.root, &[change], args.diff, terminal)?;
            if !args.diff {
                terminal.say(&format!("wrote {}{path}\nnext: {}", loaded.prefix, next(signed)));
            }
            Ok(Outcome::Clean)
        }
    }
}

/// What to do with a baseline that was written. The first one, written after the gate was signed, is not what was signed.
fn next(signed: Option<Date>) -> String {
    match signed {
        Some(day) => format!(
            "commit it, and let the planning gate be signed again: it was signed on {day}, and this is the plan of today"
        ),
        None => "commit it; it says what was agreed".to_owned(),
    }
}

/// The revision that holds a baseline which is gone from the plan, as far as git is there and knows.
fn last_version(loaded: &Loaded, path: &str) -> Option<String> {
    let repository = Repository::around(&loaded.located).ok()?;
    Some(repository.last_with(path).ok()??.short())
}

/// What the file holds now; one that could not be read is never written over.
fn before(loaded: &Loaded, path: &str) -> Result<Option<String>, Error> {
    let Some((_, file)) = loaded.sources.find(path) else { return Ok(None) };
    match &file.content {
        Content::Text(text) => Ok(Some(text.to_string())),
        Content::Bytes(_) | Content::Unreadable(_) => Err(Error {
            message: format!("`{}{path}` could not be read, so it is not written over", loaded.prefix),
            help: "`planmark check` says why; move it away, then write it again".to_owned(),
        }),
    }
}
