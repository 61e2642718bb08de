//! `planmark gate`: may the project leave its stage?

use super::Outcome;
use super::args::GateArgs;
use super::loaded::{Loaded, unknown};
use super::terminal::Terminal;
use crate::document::keys::Stage;
use crate::document::keys::words::Gate;
use crate::lint::gate::{self, Checkpoint};
use crate::render;
use crate::rules::RULES;
use crate::value::Date;
use crate::workspace::Error;

pub(crate) fn run(args: &GateArgs, today: Date, terminal: &mut Terminal) -> Result<Outcome, Error> {
    let loaded = Loaded::read(args.path.as_deref(), today, terminal)?;
    let project = loaded.project()?;
    let stage = match &args.stage {
        Some(name) => checkpoint(name)?,
        None => Checkpoint::Gate(present(project.stage())?),
    };
    let report = gate::gate(&RULES, loaded.subject(), project, stage, &loaded.analysis.read_findings);
    let title = project.charter.title.as_ref().map_or(project.id.as_str(), |title| title.value.as_str());
    let text = render::gate(&report, title, &loaded.told(&[]), &terminal.look);
    terminal.print(&text);
    if !loaded.analysis.failures.is_empty() {
        return Ok(Outcome::Failed);
    }
    Ok(if report.is_met() { Outcome::Clean } else { Outcome::Findings })
}

/// What `planmark gate` looks at: `monitoring` is the reporting period, not a gate.
fn checkpoint(name: &str) -> Result<Checkpoint, Error> {
    if name == "monitoring" { Ok(Checkpoint::Heartbeat) } else { named(name).map(Checkpoint::Gate) }
}

/// The gate at the end of a stage, by its written name.
pub(crate) fn named(name: &str) -> Result<Gate, Error> {
    let gates = [Gate::Identification, Gate::Planning, Gate::Execution, Gate::Closing];
    let found =
        gates.into_iter().find(|gate| gate.name() == name || (name == "monitoring" && *gate == Gate::Execution));
    found.ok_or_else(|| unknown("gate", name, Gate::NAMES, "gates end identification, planning, execution and closing"))
}

fn present(stage: Stage) -> Result<Gate, Error> {
    match stage {
        Stage::Identification => Ok(Gate::Identification),
        Stage::Planning => Ok(Gate::Planning),
        Stage::Execution => Ok(Gate::Execution),
        Stage::Closing => Ok(Gate::Closing),
        Stage::Closed | Stage::Cancelled => Err(Error {
            message: format!("the project is {}: no gate is left", stage.name()),
            help: "name a stage to look at its gate all the same, such as `planmark gate closing`".to_owned(),
        }),
    }
}
