//! `planmark diff`: what changed in meaning, what follows, and what covers it.

use std::path::Path;

use super::Outcome;
use super::diff_args::{DiffArgs, DiffFormat};
use super::loaded::{prefix_of, wrong_settings};
use super::terminal::Terminal;
use crate::analysis::{self, Reading};
use crate::config::Config;
use crate::diff::{Revision, review};
use crate::model::read::Proposed;
use crate::render::{self, Compared, Side};
use crate::text::SourceSet;
use crate::value::Date;
use crate::workspace::{self, Error, Located};

/// One side, read.
struct Plan {
    sources: SourceSet,
    config: Option<Config>,
    reading: Reading,
    prefix: String,
    name: String,
}

pub(crate) fn run(args: &DiffArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let (base, head) = sides(args, terminal)?;
    let of = |plan: &Plan| plan.reading.failures.clone();
    let failures: Vec<String> = of(&base).into_iter().chain(of(&head)).collect();
    let review = review(base.revision(), head.revision(), today);
    let compared = Compared { review: &review, base: base.side(), head: head.side(), failures: &failures };
    write(args, &compared, terminal)?;
    let uncovered = review.uncovered();
    if args.gate && uncovered > 0 {
        terminal.say(&render::gate_words(uncovered));
    }
    if !failures.is_empty() {
        return Ok(Outcome::Failed);
    }
    let is_unmet = (args.gate && uncovered > 0) || (args.exit_code && !review.is_editorial());
    Ok(if is_unmet { Outcome::Findings } else { Outcome::Clean })
}

/// Reads both sides.
fn sides(args: &DiffArgs, terminal: &mut Terminal) -> Result<(Plan, Plan), Error> {
    match &args.revisions[..] {
        [old, new] => {
            let base = Plan::on_disk(Path::new(old), &[], terminal)?;
            let head = Plan::of_head(workspace::locate(Path::new(new))?, &[])?;
            Ok((base, head))
        }
        _ => what_if(args, terminal),
    }
}

/// The plan as it is, against the plan with change requests carried out.
fn what_if(args: &DiffArgs, terminal: &mut Terminal) -> Result<(Plan, Plan), Error> {
    let path = args.path.as_deref().unwrap_or(Path::new("."));
    let base = Plan::on_disk(path, &[], terminal)?;
    let head = Plan::on_disk(path, &args.with, terminal)?;
    Ok((base, head))
}

impl Plan {
    /// A plan that judges: its settings must be right.
    fn on_disk(path: &Path, with: &[String], terminal: &mut Terminal) -> Result<Self, Error> {
        let located = workspace::locate(path)?;
        let sources = workspace::read(&located)?;
        let prefix = prefix_of(&located.root);
        let config = Config::read(&sources).map_err(|errors| wrong_settings(&sources, &prefix, errors, terminal))?;
        let mut plan = Self::new(sources, prefix, path.display().to_string());
        plan.config = Some(config);
        plan.propose(with)?;
        Ok(plan)
    }

    /// A plan that is judged: wrong settings are something to report.
    fn of_head(located: Located, with: &[String]) -> Result<Self, Error> {
        let sources = workspace::read(&located)?;
        let mut plan = Self::new(sources, prefix_of(&located.root), located.root.display().to_string());
        plan.config = Config::read(&plan.sources).ok();
        plan.propose(with)?;
        Ok(plan)
    }

    fn new(sources: SourceSet, prefix: String, name: String) -> Self {
        let reading = analysis::read(&sources, &[]);
        Self { sources, config: None, reading, prefix, name }
    }

    /// Takes change requests as if they were carried out.
    fn propose(&mut self, with: &[String]) -> Result<(), Error> {
        if with.is_empty() {
            return Ok(());
        }
        let mut proposed = Vec::new();
        for id in with {
            proposed.extend(self.request(id)?);
        }
        self.reading = analysis::read(&self.sources, &proposed);
        self.name = format!("{} with {}", self.name, with.join(", "));
        Ok(())
    }

    /// The change request of an id, in every project that was asked for.
    fn request(&self, id: &str) -> Result<Vec<Proposed>, Error> {
        let asked = |project: &&crate::model::Project| self.sources.is_in_focus(&project.path("project.md"));
        let projects: Vec<_> = self.reading.portfolio.projects.iter().filter(asked).collect();
        let all = || projects.iter().flat_map(|project| project.changes.iter().map(move |change| (project, change)));
        let found: Vec<_> = all().filter(|(_, change)| change.base.id().eq_ignore_ascii_case(id)).collect();
        if found.is_empty() {
            let known: Vec<&str> = all().map(|(_, change)| change.base.id()).collect();
            return Err(super::loaded::unknown("change", id, &known, "changes stand in `changes/`"));
        }
        if found.iter().all(|(_, change)| change.delta.is_none() && change.removes.items.is_empty()) {
            return Err(Error {
                message: format!("the change `{id}` does not say what it would write"),
                help: "write its `delta`: `delta: {tasks: {some-id: {title: …, duration: 1d}}}`".to_owned(),
            });
        }
        let proposed = |(project, _): &(&&crate::model::Project, _)| Proposed {
            folder: project.folder.clone(),
            change: id.to_ascii_lowercase(),
        };
        Ok(found.iter().map(proposed).collect())
    }

    fn revision(&self) -> Revision<'_> {
        Revision { sources: &self.sources, config: self.config.as_ref(), portfolio: &self.reading.portfolio }
    }

    fn side(&self) -> Side<'_> {
        Side { sources: &self.sources, prefix: &self.prefix, name: &self.name }
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
