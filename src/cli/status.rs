//! `planmark status` and `planmark schedule`: what is computed.

use super::Outcome;
use super::args::{ScheduleArgs, StatusArgs, TableFormat};
use super::loaded::{Loaded, unknown};
use super::terminal::Terminal;
use crate::document::keys::Register;
use crate::render;
use crate::schedule::{Mode, schedule};
use crate::status::picture;
use crate::value::Date;
use crate::workspace::Error;

pub(crate) fn status(args: &StatusArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let portfolio = &loaded.analysis.portfolio;
    let asked = |project: &&crate::model::Project| loaded.sources.is_in_focus(&project.path("project.md"));
    let texts: Vec<String> = portfolio
        .projects
        .iter()
        .filter(asked)
        .map(|project| render::standing(project, &picture(portfolio, project, today), &terminal.look))
        .collect();
    terminal.print(&texts.join("\n"));
    Ok(Outcome::Clean)
}

pub(crate) fn timetable(args: &ScheduleArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let (portfolio, project) = (&loaded.analysis.portfolio, loaded.project()?);
    let mode = if args.plan { Mode::Plan } else { Mode::Forecast };
    let schedule = schedule(portfolio, project, project.status_date(today), mode);
    if let Some(id) = &args.explain {
        let item = [Register::Tasks, Register::Milestones].into_iter().find_map(|register| project.find(register, id));
        let Some(item) = item else {
            let known: Vec<&str> = project.tasks.iter().map(|task| task.base.id()).collect();
            return Err(unknown("task or milestone", id, &known, "`planmark schedule` lists them"));
        };
        terminal.print(&render::explain_dates(portfolio, project, &schedule, item));
        return Ok(Outcome::Clean);
    }
    let text = match args.output_format {
        TableFormat::Table => render::schedule_table(project, &schedule, &terminal.look),
        TableFormat::Csv => render::schedule_csv(project, &schedule),
        TableFormat::Json => render::schedule_json(project, &schedule),
    };
    terminal.print(&text);
    Ok(Outcome::Clean)
}
