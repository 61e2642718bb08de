//! `planmark status` and `planmark schedule`: what is computed.

use super::Outcome;
use super::args::{ScheduleArgs, StatusArgs, StatusFormat, TableFormat};
use super::loaded::{Loaded, unknown};
use super::portfolio;
use super::terminal::Terminal;
use crate::document::keys::Register;
use crate::render;
use crate::schedule::{Mode, schedule};
use crate::status::picture;
use crate::value::Date;
use crate::workspace::Error;

pub(crate) fn status(args: &StatusArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    if portfolio::is_meant(&loaded) {
        let statuses = portfolio::statuses(&loaded, today);
        terminal.print(&match args.output_format {
            StatusFormat::Text => render::portfolio_table(&statuses, today, &terminal.look),
            StatusFormat::Json => render::statuses_json(&statuses),
            StatusFormat::Markdown => render::portfolio_markdown(&statuses, today),
        });
        return Ok(Outcome::Clean);
    }
    let (whole, project) = (&loaded.analysis.portfolio, loaded.project()?);
    let picture = || picture(whole, project, today);
    terminal.print(&match args.output_format {
        StatusFormat::Text => render::standing(project, &picture(), &terminal.look),
        StatusFormat::Json => portfolio::statuses(&loaded, today).iter().map(render::status_json).collect(),
        StatusFormat::Markdown => render::standing_markdown(project, &picture()),
    });
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
