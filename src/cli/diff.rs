//! `planmark diff`: what changed in meaning, what follows, and what covers it.

use std::path::Path;

use super::Outcome;
use super::authors;
use super::diff_args::{DiffArgs, DiffFormat};
use super::loaded::{prefix_of, unknown};
use super::terminal::Terminal;
use crate::agreed::Doubts;
use crate::analysis::{self, Reading};
use crate::config::Config;
use crate::diff::{Revision, review};
use crate::model::Project;
use crate::model::control::Change;
use crate::model::read::Proposed;
use crate::render::{self, Compared, Side};
use crate::text::SourceSet;
use crate::value::Date;
use crate::workspace::git::{self, Problem, Repository};
use crate::workspace::{self, Error, Located};

pub(crate) fn run(args: &DiffArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let (base, head, range) = sides(args)?;
    let failures: Vec<String> = [&base, &head].into_iter().flat_map(|plan| plan.reading.failures.clone()).collect();
    let doubts = match &range {
        _ if !args.verify_authors => Doubts::new(),
        Some(range) => range.doubts(&base, &head, terminal)?,
        None => {
            return Err(Error {
                message: "`--verify-authors` looks at commits, and there are none to look at".to_owned(),
                help: "name a revision: `planmark diff main --verify-authors`".to_owned(),
            });
        }
    };
    let review = review(base.revision(), head.revision(), today, &doubts);
    let compared = Compared { review: &review, base: base.side(), head: head.side(), failures: &failures };
    write(args, &compared, terminal)?;
    let uncovered = review.uncovered();
    if args.gate && uncovered > 0 {
        terminal.say(&render::gate_words(uncovered));
    }
    let is_unmet = (args.gate && uncovered > 0) || (args.exit_code && !review.is_editorial());
    // Two large models take as long to take apart as to compare.
    rayon::join(|| drop(base), || drop(head));
    if !failures.is_empty() {
        return Ok(Outcome::Failed);
    }
    Ok(if is_unmet { Outcome::Findings } else { Outcome::Clean })
}

/// One side, as bytes.
#[derive(Clone)]
struct Found {
    sources: SourceSet,
    prefix: String,
    name: String,
}

/// The commits between two sides.
struct Range {
    repository: Repository,
    base: git::Revision,
    head: git::Revision,
    /// Whether the head is a commit, not the index or the working tree.
    is_committed: bool,
}

impl Range {
    /// New signatures that no commit of the range bears out; told on stderr as well, since some cover nothing.
    fn doubts(&self, base: &Plan, head: &Plan, terminal: &mut Terminal) -> Result<Doubts, Error> {
        let mut all = Doubts::new();
        for before in &base.reading.portfolio.projects {
            let now = head.reading.portfolio.projects.iter().find(|project| project.id == before.id);
            let now = now.filter(|_| !self.is_committed);
            for doubt in authors::doubts(&self.repository, &self.base, &self.head, before, now)? {
                terminal.say(&format!("warning: the signature `{}` of `{}` {}", doubt.address, doubt.by, doubt.why));
                all.insert((before.id.clone(), doubt.address, doubt.by), doubt.why);
            }
        }
        Ok(all)
    }
}

/// Finds and reads both sides.
fn sides(args: &DiffArgs) -> Result<(Plan, Plan, Option<Range>), Error> {
    let (base, head, range) = match &args.revisions[..] {
        [old, new] => (Found::in_folder(old)?, Found::in_folder(new)?, None),
        [] if !args.with.is_empty() && !args.staged => {
            let now = Found::on_disk(&located(args)?)?;
            (Found { name: "the plan as it is".to_owned(), ..now.clone() }, now, None)
        }
        named => in_repository(args, named.first().map(String::as_str))?,
    };
    let (base, head) = rayon::join(|| Plan::of(base), || Plan::of(head));
    Ok((base, head.with(&args.with)?, range))
}

fn located(args: &DiffArgs) -> Result<Located, Error> {
    workspace::locate(args.path.as_deref().unwrap_or(Path::new(".")))
}

/// `BASE..HEAD`, `BASE` against the working tree or the index, or `HEAD` against them.
fn in_repository(args: &DiffArgs, named: Option<&str>) -> Result<(Found, Found, Option<Range>), Error> {
    let located = located(args)?;
    let repository = Repository::around(&located)?;
    let (base, head) = match named.and_then(|named| named.split_once("..")) {
        Some((base, head)) => (or_head(base), Some(or_head(head.trim_start_matches('.')))),
        None => (named.unwrap_or("HEAD"), None),
    };
    if let (Some(_), true) = (head, args.staged) {
        return Err(Error {
            message: "`--staged` compares with the index, and a second revision was named".to_owned(),
            help: "leave out one of the two".to_owned(),
        });
    }
    let prefix = prefix_of(&located.root);
    let found = |sources: SourceSet, name: &str| Found { sources, prefix: prefix.clone(), name: name.to_owned() };
    let now = || match args.staged {
        true => Ok::<Found, Error>(found(repository.index()?, "the index")),
        false => Found::on_disk(&located),
    };
    let (base, to) = rayon::join(|| repository.resolve(base), || repository.resolve(head.unwrap_or("HEAD")));
    if named.is_none() && to == Err(Problem::Unborn) {
        return Ok((found(SourceSet::default(), "nothing, for there is no commit yet"), now()?, None));
    }
    let (base, to) = (base?, to?);
    let base = if args.two_dot { base } else { repository.merge_base(&base, &to)? };
    let of_revision = |revision: &git::Revision| -> Result<Found, Error> {
        let name = format!("{} ({})", revision.name, revision.commit.short());
        Ok(found(repository.read(revision)?, &name))
    };
    let (old, is_committed) = (of_revision(&base)?, head.is_some());
    let new = if is_committed { of_revision(&to)? } else { now()? };
    Ok((old, new, Some(Range { repository, base, head: to, is_committed })))
}

fn or_head(name: &str) -> &str {
    if name.is_empty() { "HEAD" } else { name }
}

impl Found {
    fn on_disk(located: &Located) -> Result<Self, Error> {
        let prefix = prefix_of(&located.root);
        Ok(Self { sources: workspace::read(located)?, prefix, name: "the working tree".to_owned() })
    }

    fn in_folder(path: &str) -> Result<Self, Error> {
        let found = Self::on_disk(&workspace::locate(Path::new(path))?)?;
        Ok(Self { name: path.to_owned(), ..found })
    }
}

/// One side, read.
struct Plan {
    found: Found,
    /// None if the settings have errors, which a comparison reports and which end no work here.
    config: Option<Config>,
    reading: Reading,
}

impl Plan {
    fn of(found: Found) -> Self {
        Self { config: Config::read(&found.sources).ok(), reading: analysis::read(&found.sources, &[]), found }
    }

    /// The same with change requests taken as if they were carried out.
    fn with(mut self, changes: &[String]) -> Result<Self, Error> {
        if changes.is_empty() {
            return Ok(self);
        }
        let mut proposed = Vec::new();
        for id in changes {
            proposed.extend(self.request(id)?);
        }
        self.reading = analysis::read(&self.found.sources, &proposed);
        self.found.name = format!("{} with {}", self.found.name, changes.join(", "));
        Ok(self)
    }

    /// The change request of an id, in every project that was asked for.
    fn request(&self, id: &str) -> Result<Vec<Proposed>, Error> {
        let asked = |project: &&Project| self.found.sources.is_in_focus(&project.path("project.md"));
        let projects = self.reading.portfolio.projects.iter().filter(asked);
        let all: Vec<(&Project, &Change)> =
            projects.flat_map(|project| project.changes.iter().map(move |change| (project, change))).collect();
        let is_it = |(_, change): &&(&Project, &Change)| change.base.id().eq_ignore_ascii_case(id);
        let found: Vec<&(&Project, &Change)> = all.iter().filter(is_it).collect();
        if found.is_empty() {
            let known: Vec<&str> = all.iter().map(|(_, change)| change.base.id()).collect();
            return Err(unknown("change", id, &known, "change requests stand under `changes`"));
        }
        if found.iter().all(|(_, change)| change.delta.is_none() && change.removes.items.is_empty()) {
            return Err(Error {
                message: format!("the change `{id}` does not say what it would write"),
                help: "write its `delta`: `delta: {tasks: {some-id: {title: …, duration: 1d}}}`".to_owned(),
            });
        }
        let folders = found.into_iter().map(|(project, _)| project.folder.clone());
        Ok(folders.map(|folder| Proposed { folder, change: id.to_owned() }).collect())
    }

    fn revision(&self) -> Revision<'_> {
        Revision { sources: &self.found.sources, config: self.config.as_ref(), portfolio: &self.reading.portfolio }
    }

    fn side(&self) -> Side<'_> {
        Side { sources: &self.found.sources, prefix: &self.found.prefix, name: &self.found.name }
    }
}

/// Writes every format that was asked for; text if none was.
fn write(args: &DiffArgs, compared: &Compared, terminal: &mut Terminal) -> Result<(), Error> {
    let usual = [(DiffFormat::Text, None)];
    let outputs = if args.output_format.is_empty() { &usual[..] } else { &args.output_format[..] };
    for (format, file) in outputs {
        let mut look = terminal.look;
        look.colour &= file.is_none();
        let text = match format {
            DiffFormat::Text => render::review_text(compared, &look),
            DiffFormat::Markdown => render::review_markdown(compared),
            DiffFormat::Json => render::review_json(compared),
            DiffFormat::Github => render::review_github(compared),
            DiffFormat::Gitlab => render::review_gitlab(compared),
            DiffFormat::Junit => render::review_junit(compared),
        };
        match file {
            Some(file) => workspace::write_output(file, text.as_bytes())?,
            None => terminal.print(&text),
        }
    }
    Ok(())
}
