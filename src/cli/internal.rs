//! What an internal site shows beside the plan: findings, the next gate, both ledgers, the load of people.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::earned::earned;
use super::loaded::Loaded;
use super::outlook::Outlook;
use crate::document::keys::words::Gate;
use crate::finding::Finding;
use crate::lint::gate::{self, Checkpoint, GateReport, Standing};
use crate::model::control::Stakeholder;
use crate::model::item::{Item, ItemIndex};
use crate::model::{Portfolio, Project};
use crate::rules::RULES;
use crate::schedule::Progress;
use crate::schedule::calendar::Calendar;
use crate::schedule::forecast::{Outlook as Days, Share, forecast};
use crate::schedule::load::{DayLoad, Load, PersonLoad, capacity};
use crate::text::Places;
use crate::value::{Date, Decimal};
use crate::view::portfolio::name_of;
use crate::view::{Internal, InternalFinding, LedgerLine, Likelihood, LoadOfPerson, LoadOfWeek, OutlookOf};

/// How many weeks the load of people looks ahead.
const WEEKS: i32 = 6;

/// Everything for the provider's own people. What rests on the project alone is taken from `known`, of a project that is
/// the same.
pub(super) fn internal(
    loaded: &Loaded,
    project: &Project,
    outlook: &Outlook,
    known: Option<&Internal>,
    today: Date,
) -> Internal {
    let (report, mut places) = (report(loaded, project), Places::new(&loaded.sources));
    let findings = loaded.analysis.findings_of(&loaded.sources, project);
    Internal {
        findings: findings.iter().map(|finding| internal_finding(finding, &mut places)).collect(),
        gate: report.as_ref().map(|one| (one.gate.name().to_owned(), one.readiness, one.word().replace(' ', "-"))),
        conditions: report
            .iter()
            .flat_map(|report| &report.conditions)
            .map(|one| (one.rule.to_owned(), one.is_hard, standing(one.standing).to_owned()))
            .collect(),
        ledger: ledger(project),
        load: load_of_people(project, outlook, today),
        likely: match known {
            Some(known) => known.likely.clone(),
            None => likelihood(&loaded.analysis.portfolio, project, outlook, today),
        },
        earned: match known {
            Some(known) => known.earned.clone(),
            None => earned(&loaded.analysis.portfolio, project, today),
        },
    }
}

fn internal_finding(finding: &Finding, places: &mut Places) -> InternalFinding {
    InternalFinding {
        rule: finding.rule.to_owned(),
        severity: finding.severity.word(),
        place: places.name(finding.span),
        message: finding.message.clone(),
        help: finding.help.clone().unwrap_or_default(),
    }
}

fn report<'a>(loaded: &'a Loaded, project: &'a Project) -> Option<GateReport<'a>> {
    let next = match project.stage().name() {
        "identification" => Gate::Identification,
        "planning" => Gate::Planning,
        "execution" => Gate::Execution,
        "closing" => Gate::Closing,
        _ => return None,
    };
    Some(gate::gate(&RULES, loaded.subject(), project, Checkpoint::Gate(next), &loaded.analysis.read_findings))
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

/// Computes what the sites of several projects ask the outlook for.
pub(super) fn prepare(project: &Project, outlook: &Outlook, today: Date) {
    let (monday, last) = weeks(project, today);
    outlook.load(monday, last);
}

/// The first and the last day of the weeks that are looked ahead.
fn weeks(project: &Project, today: Date) -> (Date, Date) {
    weeks_from(project.status_date(today))
}

/// The weeks of those who are asked for more than there is or by several projects: the most over first, by name.
pub(super) fn load_of_all(
    portfolio: &Portfolio,
    load: &Load,
    outlook: &Outlook,
    monday: Date,
) -> Vec<(String, Vec<LoadOfWeek>)> {
    let person = |one: &PersonLoad| {
        let projects: BTreeSet<u32> = one.days.iter().flat_map(|day| &day.tasks).map(|task| task.project).collect();
        let is_over = one.days.iter().any(|day| day.excess() > Decimal::ZERO);
        let known = one.known_as.iter().map(|target| (&portfolio.projects[target.project as usize], target.item.index));
        let known = known.map(|(project, index)| (project, &project.stakeholders[index as usize]));
        // Of several projects the one that knows them with most time counts, as it does for each day.
        let (project, record) = known
            .max_by_key(|(_, record)| capacity(record).unwrap_or(Decimal::MAX))
            .filter(|_| is_over || projects.len() > 1)?;
        let calendar = &outlook.forecast(project)?.calendar;
        let week = |week: i32| load_of_week(one, record, calendar, monday.add_days(week * 7));
        Some((name_of(portfolio, one), (0..WEEKS).map(week).collect()))
    };
    let mut all: Vec<(String, Vec<LoadOfWeek>)> = load.people.iter().filter_map(person).collect();
    let sum = |weeks: &[LoadOfWeek], days: fn(&LoadOfWeek) -> Decimal| weeks.iter().map(days).sum::<Decimal>();
    all.sort_by_key(|(_, weeks)| Reverse((sum(weeks, |week| week.over), sum(weeks, |week| week.days))));
    all
}

/// The weeks that are looked ahead from a day on: the first day and the last.
pub(super) fn weeks_from(day: Date) -> (Date, Date) {
    let monday = day.add_days(-(day.weekday().index() as i32));
    (monday, monday.add_days(WEEKS * 7 - 1))
}

/// The load of this project's people by week, over all projects that were read.
fn load_of_people(project: &Project, outlook: &Outlook, today: Date) -> Vec<LoadOfPerson> {
    let (monday, last) = weeks(project, today);
    let all = outlook.load(monday, last);
    let Some(dates) = outlook.forecast(project) else { return Vec::new() };
    let of_person = |load: &PersonLoad| {
        let person = project.stakeholders.iter().find(|one| one.id() == load.handle)?;
        let week = |week: i32| load_of_week(load, person, &dates.calendar, monday.add_days(week * 7));
        Some(LoadOfPerson { handle: load.handle.clone(), weeks: (0..WEEKS).map(week).collect() })
    };
    all.of_project(project.place).filter_map(of_person).collect()
}

/// A person has the working days on which they are there, and those beside them on which they are asked for in a window.
fn load_of_week(load: &PersonLoad, person: &Stakeholder, calendar: &Calendar, monday: Date) -> LoadOfWeek {
    let days = load.days.iter().filter(|load| monday <= load.day && load.day < monday.add_days(7));
    let works = |step: &i32| {
        let day = monday.add_days(*step);
        !person.is_away(day) && (calendar.is_working(day) || load.on(day).is_some())
    };
    let worked = Decimal::from((0..7).filter(works).count());
    LoadOfWeek {
        monday,
        over: days.clone().map(DayLoad::excess).sum(),
        days: days.map(|load| load.units).sum(),
        has: capacity(person).map(|capacity| capacity * worked),
    }
}

/// What playing the plan through says; nothing of a project in which nothing is open.
fn likelihood(portfolio: &Portfolio, project: &Project, outlook: &Outlook, today: Date) -> Option<Likelihood> {
    let dates = outlook.forecast(project)?;
    if !project.charter.is_active() || dates.slots.iter().all(|slot| slot.progress == Progress::Finished) {
        return None;
    }
    let played = forecast(portfolio, project, project.status_date(today));
    let share = |share: Share| (share.hits, share.runs);
    let of = |planned: Option<Date>, runs: &Days| OutlookOf {
        planned,
        half: runs.by(50),
        most: runs.by(80),
        nearly: runs.by(95),
        kept: planned.map(|day| share(runs.until(day))),
    };
    let id = |item: ItemIndex| project.base(item).id().to_owned();
    let day = |item: ItemIndex| dates.slot(item).map(|slot| slot.finish_day());
    let mut milestones: Vec<(String, OutlookOf)> =
        played.milestones.iter().map(|(item, runs)| (id(*item), of(day(*item), runs))).collect();
    milestones.sort_by(|(id, a), (other, b)| (a.planned, id).cmp(&(b.planned, other)));
    let mut deciding: Vec<&(ItemIndex, Share)> =
        played.criticality.iter().filter(|(_, share)| share.hits > 0).collect();
    deciding.sort_by_key(|(item, share)| (Reverse(share.hits), day(*item), *item));
    let critical = deciding.into_iter().map(|(item, runs)| (item.register, id(*item), share(*runs))).collect();
    Some(Likelihood {
        runs: played.runs,
        estimates: played.estimates,
        risks: played.risks,
        finish: played.finish.as_ref().map(|runs| of(played.planned, runs)),
        milestones,
        windows: played.windows.iter().map(|one| (id(one.window), one.is_first_choice, share(one.share))).collect(),
        critical,
    })
}
