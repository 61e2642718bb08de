//! `planmark export`: a plan for other programs.

use std::path::Path;

use super::Outcome;
use super::args::AudienceChoice;
use super::build;
use super::export_args::{ExportArgs, ExportFormat};
use super::loaded::{Loaded, unknown};
use super::site;
use super::terminal::Terminal;
use crate::document::keys::{Audience, Register};
use crate::model::Project;
use crate::render;
use crate::value::Date;
use crate::view::exchange::exchange;
use crate::workspace::{self, Error};

/// A file of the export: its name and what it holds.
type NamedText = (String, Vec<u8>);

pub(crate) fn run(args: &ExportArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    let files = match (args.format, args.audience) {
        (ExportFormat::Mspdi, AudienceChoice::Client) => {
            return Err(Error {
                message: "`mspdi` holds how the work is planned, which is the provider's own".to_owned(),
                help: "for the client take `ics`, `csv` or `json`, or build the site".to_owned(),
            });
        }
        (_, AudienceChoice::Client) => match build::for_client(&loaded, project, today, terminal)? {
            Some(files) => files.into_iter().filter(|(path, _)| is_wanted(path, args.format)).collect(),
            None => return Ok(Outcome::Findings),
        },
        (format, AudienceChoice::Internal) => internal(&loaded, project, format, today, terminal)?,
    };
    let files = match &args.table {
        Some(name) => vec![only(files, name)?],
        None => files,
    };
    write(files, args, terminal)?;
    Ok(if loaded.analysis.failures.is_empty() { Outcome::Clean } else { Outcome::Failed })
}

fn is_wanted(path: &str, format: ExportFormat) -> bool {
    match format {
        ExportFormat::Csv => path.ends_with(".csv") && !path.contains('/'),
        ExportFormat::Json => path == "status.json",
        ExportFormat::Ics => path == "calendar.ics",
        ExportFormat::Mspdi => false,
    }
}

fn internal(
    loaded: &Loaded,
    project: &Project,
    format: ExportFormat,
    today: Date,
    terminal: &mut Terminal,
) -> Result<Vec<NamedText>, Error> {
    let portfolio = &loaded.analysis.portfolio;
    let picture = loaded.analysis.picture(project);
    let name = |ending: &str| format!("{}.{ending}", project.id);
    Ok(match format {
        ExportFormat::Mspdi => {
            let plan = exchange(portfolio, project, &picture.forecast);
            plan.left_out.iter().for_each(|sentence| terminal.say(sentence));
            vec![(name("xml"), render::mspdi(&plan).into_bytes())]
        }
        ExportFormat::Json => {
            vec![(name("json"), render::plan_json(project, picture, today).into_bytes())]
        }
        ExportFormat::Csv => {
            let table = |register: Register| {
                (format!("{register}.csv"), render::register_csv(project, register, &picture.forecast).into_bytes())
            };
            Register::ALL.into_iter().map(table).collect()
        }
        ExportFormat::Ics => {
            let files = site::files(loaded, project, Audience::Internal, None, today)?;
            files.into_iter().filter(|(path, _)| is_wanted(path, format)).collect()
        }
    })
}

fn only(files: Vec<NamedText>, name: &str) -> Result<NamedText, Error> {
    let known: Vec<String> = files.iter().map(|(path, _)| path.trim_end_matches(".csv").to_owned()).collect();
    match files.into_iter().find(|(path, _)| path.trim_end_matches(".csv") == name) {
        Some(file) => Ok(file),
        None => {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            Err(unknown("table", name, &known, &format!("there are {}", known.join(", "))))
        }
    }
}

/// One file goes to stdout or into a file; several into a folder.
fn write(mut files: Vec<NamedText>, args: &ExportArgs, terminal: &mut Terminal) -> Result<(), Error> {
    if let [_] = files.as_slice() {
        let (_, bytes) = files.remove(0);
        return match &args.output {
            Some(file) => workspace::write_output(file, &bytes),
            None => {
                terminal.print(&String::from_utf8_lossy(&bytes));
                Ok(())
            }
        };
    }
    let Some(folder) = &args.output else {
        let names: Vec<&str> = files.iter().map(|(path, _)| path.trim_end_matches(".csv")).collect();
        return Err(Error {
            message: format!("a plan has several tables: {}", names.join(", ")),
            help: "name a folder for all of them with `-o`, or one with `--table`".to_owned(),
        });
    };
    workspace::create_folder(folder)?;
    files.iter().try_for_each(|(path, bytes)| workspace::write_output(&Path::new(folder).join(path), bytes))?;
    terminal.say(&format!("{} tables written to {}", files.len(), folder.display()));
    Ok(())
}
