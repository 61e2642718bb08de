//! What an internal site shows beside the plan: findings, the next gate, both ledgers, the load of people.

use super::loaded::Loaded;
use super::outlook::Outlook;
use super::site::is_below;
use crate::document::keys::words::Gate;
use crate::finding::Finding;
use crate::lint::Subject;
use crate::lint::gate::{self, Checkpoint, GateReport, Standing};
use crate::model::Project;
use crate::model::item::Item;
use crate::rules::RULES;
use crate::schedule::load::PersonLoad;
use crate::text::LineIndex;
use crate::value::Date;
use crate::view::{Internal, InternalFinding, LedgerLine, LoadOfPerson, LoadOfWeek};

/// How many weeks the load of people looks ahead.
const WEEKS: i32 = 6;

/// Everything for the provider's own people.
pub(super) fn internal(loaded: &Loaded, project: &Project, outlook: &Outlook, today: Date) -> Internal {
    let report = report(loaded, project, today);
    Internal {
        findings: own_findings(loaded, project).map(|finding| internal_finding(loaded, finding)).collect(),
        gate: report.as_ref().map(|one| (one.gate.name().to_owned(), one.readiness, one.word().replace(' ', "-"))),
        conditions: report
            .iter()
            .flat_map(|report| &report.conditions)
            .map(|one| (one.rule.to_owned(), one.is_hard, standing(one.standing).to_owned()))
            .collect(),
        ledger: ledger(project),
        load: load_of_people(project, outlook, today),
    }
}

/// The findings in the files of a project: those of its neighbours are theirs.
fn own_findings<'a>(loaded: &'a Loaded, project: &'a Project) -> impl Iterator<Item = &'a Finding> {
    let path = |finding: &Finding| &loaded.sources.file(finding.span.file).path;
    loaded.analysis.findings.iter().filter(move |finding| is_below(path(finding), &project.folder))
}

fn internal_finding(loaded: &Loaded, finding: &Finding) -> InternalFinding {
    let source = loaded.sources.file(finding.span.file);
    let line = LineIndex::new(source.text()).position(finding.span.start as usize, source.text()).line_number;
    InternalFinding {
        rule: finding.rule.to_owned(),
        severity: finding.severity.word(),
        place: format!("{}:{line}", source.path),
        message: finding.message.clone(),
        help: finding.help.clone().unwrap_or_default(),
    }
}

fn report<'a>(loaded: &'a Loaded, project: &'a Project, today: Date) -> Option<GateReport<'a>> {
    let next = match project.stage().name() {
        "identification" => Gate::Identification,
        "planning" => Gate::Planning,
        "execution" => Gate::Execution,
        "closing" => Gate::Closing,
        _ => return None,
    };
    let subject =
        Subject { sources: &loaded.sources, portfolio: &loaded.analysis.portfolio, config: &loaded.config, today };
    Some(gate::gate(&RULES, subject, project, Checkpoint::Gate(next), &loaded.analysis.read_findings))
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "met",
        Standing::Unmet => "unmet",
        Standing::Waived => "waived",
        Standing::NotRun => "not-run",
        Standing::NotAsked => "not-asked",
    }
}

fn ledger(project: &Project) -> Vec<LedgerLine> {
    let lines = project.budget.iter().filter(|line| line.cost.is_some() || line.margin.is_some());
    let line = lines.map(|line| LedgerLine {
        title: line.base.name().to_owned(),
        price: line.total(),
        cost: line.cost.as_ref().map(|cost| cost.value),
        margin: line.margin.as_ref().map(|margin| margin.value),
    });
    line.collect()
}

/// The load of this project's people by week, over all projects that were read.
fn load_of_people(project: &Project, outlook: &Outlook, today: Date) -> Vec<LoadOfPerson> {
    let as_of = project.status_date(today);
    let monday = as_of.add_days(-(as_of.weekday().index() as i32));
    let all = outlook.load(monday, monday.add_days(WEEKS * 7 - 1));
    let ours = |person: &&PersonLoad| project.stakeholders.iter().any(|one| one.id() == person.handle);
    let person = |person: &PersonLoad| LoadOfPerson {
        handle: person.handle.clone(),
        weeks: (0..WEEKS).map(|week| load_of_week(person, monday.add_days(week * 7))).collect(),
    };
    all.people.iter().filter(ours).map(person).collect()
}

fn load_of_week(person: &PersonLoad, monday: Date) -> LoadOfWeek {
    let days = person.days.iter().filter(|load| monday <= load.day && load.day < monday.add_days(7));
    let is_over = days.clone().any(|load| !load.excess().is_zero());
    LoadOfWeek { monday, days: days.map(|load| load.units).sum(), is_over }
}
