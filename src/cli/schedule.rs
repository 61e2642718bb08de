//! `planmark schedule`: dates, why they are so, and how likely they are.

use clap::{Args, ValueEnum};

use super::Outcome;
use super::args::PathArgs;
use super::loaded::{Loaded, unknown};
use super::terminal::Terminal;
use crate::document::keys::Register;
use crate::model::{Portfolio, Project};
use crate::render::{self, Look};
use crate::schedule::forecast::forecast;
use crate::schedule::level::level;
use crate::schedule::{Mode, Schedule, schedule};
use crate::value::Date;
use crate::workspace::Error;

/// How a table is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For people.
    Table,
    /// For a spreadsheet.
    Csv,
    /// For programs.
    Json,
}

/// `planmark schedule`.
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  planmark schedule northgate\n  planmark schedule --explain hq-cutover\n  \
                        planmark schedule --gantt\n  planmark schedule --levelled\n  \
                        planmark schedule --forecast\n  planmark schedule --output-format csv")]
pub(crate) struct ScheduleArgs {
    #[command(flatten)]
    pub(crate) at: PathArgs,
    /// How it is written.
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) output_format: TableFormat,
    /// Say why the dates of this task or milestone are what they are.
    #[arg(long, value_name = "ID")]
    pub(crate) explain: Option<String>,
    /// The plan alone, without actual dates.
    #[arg(long)]
    pub(crate) plan: bool,
    /// Say how likely the dates are: play the plan through 5,000 times over three-point estimates and risks.
    #[arg(long, conflicts_with_all = ["plan", "explain"])]
    pub(crate) forecast: bool,
    /// Give dates that everybody can keep: nobody is asked for more than there is of them. The plan is not changed.
    #[arg(long, conflicts_with_all = ["forecast", "explain"])]
    pub(crate) levelled: bool,
    /// Draw it.
    #[arg(long, conflicts_with_all = ["forecast", "explain", "output_format"])]
    pub(crate) gantt: bool,
}

pub(crate) fn run(args: &ScheduleArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let (portfolio, project) = (&loaded.analysis.portfolio, loaded.project()?);
    let mode = if args.plan { Mode::Plan } else { Mode::Forecast };
    let schedule = schedule(portfolio, project, project.status_date(today), mode);
    let look = &terminal.look;
    let text = if let Some(id) = &args.explain {
        explain(portfolio, project, &schedule, id, look)?
    } else if args.forecast {
        let forecast = forecast(portfolio, project, schedule.as_of);
        match args.output_format {
            TableFormat::Table => render::forecast_table(project, &schedule, &forecast, look),
            TableFormat::Csv => render::forecast_csv(project, &schedule, &forecast),
            TableFormat::Json => render::forecast_json(project, &schedule, &forecast),
        }
    } else if args.levelled {
        let levelled = level(portfolio, project, &schedule);
        match args.output_format {
            _ if args.gantt => render::gantt_levelled(project, &schedule, &levelled, look),
            TableFormat::Table => render::levelled_table(project, &schedule, &levelled, look),
            TableFormat::Csv => render::levelled_csv(project, &schedule, &levelled),
            TableFormat::Json => render::levelled_json(project, &schedule, &levelled),
        }
    } else {
        match args.output_format {
            _ if args.gantt => render::gantt(project, &schedule, look),
            TableFormat::Table => render::schedule_table(project, &schedule, look),
            TableFormat::Csv => render::schedule_csv(project, &schedule),
            TableFormat::Json => render::schedule_json(project, &schedule),
        }
    };
    terminal.print(&text);
    Ok(Outcome::Clean)
}

fn explain(
    portfolio: &Portfolio,
    project: &Project,
    schedule: &Schedule,
    id: &str,
    look: &Look,
) -> Result<String, Error> {
    let item = [Register::Tasks, Register::Milestones].into_iter().find_map(|register| project.find(register, id));
    let Some(item) = item else {
        let known: Vec<&str> = project.tasks.iter().map(|task| task.base.id()).collect();
        return Err(unknown("task or milestone", id, &known, "`planmark schedule` lists them"));
    };
    Ok(render::explain_dates(portfolio, project, schedule, item, look))
}
