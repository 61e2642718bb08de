//! `planmark trend`: how the dates of milestones moved, from updates or from git.

use std::collections::BTreeMap;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::Outcome;
use super::loaded::Loaded;
use super::revision_args::{TrendArgs, TrendFormat};
use super::terminal::Terminal;
use crate::analysis;
use crate::model::{Portfolio, Project};
use crate::render::{self, TrendTold};
use crate::schedule::{Mode, schedule};
use crate::status::trend::{self, Report};
use crate::text::SourceSet;
use crate::value::Date;
use crate::workspace::Error;
use crate::workspace::git::{History, ObjectId, Problem, Repository, State, Texts};

/// So many states are read at once.
const AT_ONCE: usize = 64;

/// Reports and what is to be known of them.
struct Reports {
    source: &'static str,
    by_day: BTreeMap<Date, Report>,
    commits: Option<usize>,
    notes: Vec<String>,
}

pub(crate) fn run(args: &TrendArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    let reports = if args.history || args.tags { of_git(&loaded, project, args.tags)? } else { of_updates(project) };
    let lines = trend::lines(project, &reports.by_day);
    let told = TrendTold {
        project: &project.id,
        source: reports.source,
        reports: reports.by_day.len(),
        commits: reports.commits,
        lines: &lines,
        notes: &reports.notes,
    };
    terminal.print(&match args.output_format {
        TrendFormat::Text => render::trend_drawing(&told, &terminal.look),
        TrendFormat::Json => render::trend_json(&told),
    });
    Ok(Outcome::Clean)
}

fn of_updates(project: &Project) -> Reports {
    let by_day = trend::of_updates(project);
    let mut notes = Vec::new();
    if by_day.is_empty() {
        notes.push(
            "no update holds a snapshot; `planmark add update` writes one, `planmark trend --history` reads git"
                .to_owned(),
        );
    }
    Reports { source: "updates", by_day, commits: None, notes }
}

fn of_git(loaded: &Loaded, project: &Project, only_tags: bool) -> Result<Reports, Error> {
    let repository = Repository::around(&loaded.located)?;
    let head = repository.resolve("HEAD")?;
    let history = if only_tags { repository.tagged(&head)? } else { repository.history(&head)? };
    let mut notes = Vec::new();
    if history.is_cut {
        let from = history.states.first().map_or_else(String::new, |state| format!(" before {}", state.day));
        notes.push(format!(
            "this clone is shallow, so what was foretold{from} is not known; in CI set `fetch-depth: 0`, elsewhere run \
             `git fetch --unshallow`"
        ));
    }
    let by_day = reports(&repository, &history, project)?;
    let unread = history.states.iter().filter(|state| state.tree.is_some()).count() - by_day.len();
    if unread > 0 {
        notes.push(format!("on {unread} days the plan could not be read, or had no milestones with dates"));
    }
    let source = if only_tags { "tags" } else { "history" };
    Ok(Reports { source, by_day, commits: Some(history.commits), notes })
}

/// What each state of the plan foretold. A plan that stayed the same foretells something else only because its day is
/// another one, so it is read once and scheduled for each day.
fn reports(repository: &Repository, history: &History, project: &Project) -> Result<BTreeMap<Date, Report>, Problem> {
    let mut days: BTreeMap<ObjectId, Vec<Date>> = BTreeMap::new();
    let mut order = Vec::new();
    for State { day, tree, .. } in &history.states {
        let Some(tree) = tree else { continue };
        let known = days.entry(*tree).or_default();
        if known.is_empty() {
            order.push(*tree);
        }
        known.push(*day);
    }
    let mut texts = Texts::default();
    let mut by_day = BTreeMap::new();
    for trees in order.chunks(AT_ONCE) {
        let plans = repository.plans(trees, &mut texts)?;
        let asked: Vec<(&SourceSet, &[Date])> =
            plans.iter().zip(trees).map(|(plan, tree)| (plan, days[tree].as_slice())).collect();
        let told: Vec<Vec<(Date, Report)>> =
            asked.par_iter().map(|(plan, days)| of_plan(plan, days, project)).collect();
        by_day.extend(told.into_iter().flatten());
    }
    Ok(by_day)
}

fn of_plan(sources: &SourceSet, days: &[Date], project: &Project) -> Vec<(Date, Report)> {
    let portfolio = analysis::read(sources, &[]).portfolio;
    let Some(then) = same(&portfolio, project) else { return Vec::new() };
    let report = |day: &Date| {
        let forecast = schedule(&portfolio, then, then.status_date(*day), Mode::Forecast);
        (*day, trend::report(then, &forecast))
    };
    days.iter().map(report).filter(|(_, report)| !report.is_empty()).collect()
}

/// The project as it was: of the same id, in the same folder, or the only one.
fn same<'a>(portfolio: &'a Portfolio, project: &Project) -> Option<&'a Project> {
    let projects = &portfolio.projects;
    let by_id = projects.iter().find(|then| then.id == project.id);
    let by_folder = || projects.iter().find(|then| then.folder == project.folder);
    by_id.or_else(by_folder).or_else(|| projects.first().filter(|_| projects.len() == 1))
}
