//! `planmark status`: where projects stand.

use super::Outcome;
use super::args::{StatusArgs, StatusFormat};
use super::loaded::Loaded;
use super::portfolio;
use super::terminal::Terminal;
use crate::render;
use crate::value::Date;
use crate::workspace::Error;

pub(crate) fn status(args: &StatusArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.at.path.as_deref(), today, terminal)?;
    if portfolio::is_meant(&loaded) {
        let (statuses, unknown) = portfolio::statuses(&loaded, today);
        terminal.print(&match args.output_format {
            StatusFormat::Text => render::portfolio_table(&statuses, &unknown, today, &terminal.look),
            StatusFormat::Json => render::statuses_json(&statuses, &unknown),
            StatusFormat::Markdown => render::portfolio_markdown(&statuses, &unknown, today),
        });
        return Ok(Outcome::Clean);
    }
    let project = loaded.project()?;
    let picture = loaded.analysis.picture(project);
    terminal.print(&match args.output_format {
        StatusFormat::Text => render::standing(project, picture, &terminal.look),
        StatusFormat::Json => portfolio::statuses(&loaded, today).0.iter().map(render::status_json).collect(),
        StatusFormat::Markdown => render::standing_markdown(project, picture),
    });
    Ok(Outcome::Clean)
}
