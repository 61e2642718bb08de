//! Levelled plans can be kept: by the links, by the calendars, by everybody on them.

use std::collections::BTreeMap;

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::document::fields::LinkKind;
use planmark::document::keys::Register;
use planmark::model::Project;
use planmark::model::kinds::Task;
use planmark::schedule::calendar::Instant;
use planmark::schedule::level::{Levelled, level};
use planmark::schedule::load::{capacity, units};
use planmark::schedule::{Mode, Progress, Schedule, schedule};
use planmark::text::SourceSet;
use planmark::value::{Date, Decimal};
use proptest::prelude::*;

use crate::schedule_laws::{TODAY, WEEKDAYS, any_calendar, odd, ordinary, read, sources, texts};

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn both(analysis: &Analysis, mode: Mode) -> (Schedule, Levelled) {
    let (portfolio, project) = (&analysis.portfolio, &analysis.portfolio.projects[0]);
    let schedule = schedule(portfolio, project, day(TODAY), mode);
    let levelled = level(portfolio, project, &schedule);
    (schedule, levelled)
}

/// Start, begin of the rest and finish of everything that has dates.
fn dates(schedule: &Schedule, levelled: &Levelled) -> BTreeMap<(Register, u32), [Instant; 3]> {
    let facts = schedule.slots.iter().map(|slot| (slot.item, [slot.start, slot.resume, slot.finish]));
    let moved = levelled.slots.iter().map(|slot| (slot.item, [slot.start, slot.resume, slot.finish]));
    facts.chain(moved).map(|(item, dates)| ((item.register, item.index), dates)).collect()
}

fn check_links(project: &Project, schedule: &Schedule, levelled: &Levelled) {
    let dates = dates(schedule, levelled);
    let calendar = &schedule.calendar;
    for (index, task) in project.tasks.iter().enumerate() {
        let is_open = schedule.task(index).is_some_and(|slot| slot.progress != Progress::Finished);
        let Some([_, resume, finish]) = dates.get(&(Register::Tasks, index as u32)).filter(|_| is_open) else {
            continue;
        };
        for wait in task.after.items.iter().filter(|_| task.pin.is_none()) {
            let before = wait.on.target.and_then(|target| dates.get(&(target.item.register, target.item.index)));
            let Some([start, _, end]) = before else { continue };
            let (from, to) = match wait.kind {
                LinkKind::FinishStart => (end, resume),
                LinkKind::StartStart => (start, resume),
                LinkKind::FinishFinish => (end, finish),
                LinkKind::StartFinish => (start, finish),
            };
            assert!(calendar.offset(*from) <= calendar.offset(*to), "{} {wait:?}", task.base.id());
        }
    }
}

/// Whether levelling must leave a task where it is.
fn is_set(task: &Task, schedule: &Schedule, index: usize, levelled: &Levelled) -> bool {
    let slot = schedule.task(index).expect("it has dates");
    let in_window = levelled.slot(slot.item).is_some_and(|slot| slot.window.is_some());
    slot.progress == Progress::Running || task.pin.is_some() || in_window
}

/// At no moment is anybody asked for more than there is, but for what cannot be moved.
fn check_people(project: &Project, schedule: &Schedule, levelled: &Levelled) {
    let calendar = &schedule.calendar;
    for person in &project.stakeholders {
        let Some(limit) = capacity(person) else { continue };
        let mut taken: Vec<(i64, i64, Decimal, bool)> = Vec::new();
        for (index, task) in project.tasks.iter().enumerate() {
            let Some(slot) = schedule.task(index).and_then(|slot| levelled.slot(slot.item)) else { continue };
            for assigned in &task.who.items {
                if project.stakeholder(&assigned.who).is_some_and(|one| one.base.id() == person.base.id()) {
                    let (from, to) = (calendar.offset(slot.resume), calendar.offset(slot.finish));
                    let is_set = is_set(task, schedule, index, levelled);
                    taken.push((from, to, units(assigned, person).min(limit), is_set));
                }
            }
        }
        for (moment, _, _, _) in &taken {
            let now = taken.iter().filter(|(from, to, _, _)| from <= moment && moment < to);
            let (set, free): (Vec<_>, Vec<_>) = now.partition(|(_, _, _, is_set)| *is_set);
            let sum = |some: &[&(i64, i64, Decimal, bool)]| some.iter().map(|(_, _, units, _)| units).sum::<Decimal>();
            assert!(free.is_empty() || sum(&set) + sum(&free) <= limit, "{} at {moment}: {taken:?}", person.base.id());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_levelled_plan_keeps_links_and_people(sketches in ordinary()) {
        let analysis = read(&sources(&texts(&sketches, WEEKDAYS, false), false, &[]));
        let project = &analysis.portfolio.projects[0];
        for mode in [Mode::Plan, Mode::Forecast] {
            let (schedule, levelled) = both(&analysis, mode);
            check_links(project, &schedule, &levelled);
            if project.tasks.iter().all(|task| task.duration.as_ref().is_none_or(|one| one.value.likely.to_string() != "7ed")) {
                check_people(project, &schedule, &levelled);
            }
            prop_assert!(levelled.finish >= schedule.finish, "{:?} {:?}", levelled.finish, schedule.finish);
        }
    }

    #[test]
    fn levelling_gives_the_same_whatever_the_order_of_files(sketches in ordinary(), alone in prop::collection::vec(0..14usize, 0..5)) {
        let tasks = texts(&sketches, WEEKDAYS, false);
        let told = |sources: &SourceSet| {
            let analysis = read(sources);
            let (_, levelled) = both(&analysis, Mode::Forecast);
            let project = &analysis.portfolio.projects[0];
            levelled.slots.iter().map(|slot| format!("{} {:?} {:?} {:?}", project.base(slot.item).id(), slot.resume, slot.finish, slot.waits_for)).collect::<Vec<_>>()
        };
        prop_assert_eq!(told(&sources(&tasks, false, &[])), told(&sources(&tasks, true, &alone)));
    }

    #[test]
    fn odd_plans_are_levelled_without_panic(sketches in odd(), calendar in any_calendar(), loops in any::<bool>()) {
        let analysis = read(&sources(&texts(&sketches, calendar, loops), false, &[]));
        for mode in [Mode::Plan, Mode::Forecast] {
            let (schedule, levelled) = both(&analysis, mode);
            let _ = (levelled.finish, schedule.finish, levelled.is_best);
        }
    }
}

/// Levels a small plan and compares `id start - finish (who it waits for)`.
fn check(plan: &str, expected: &str) -> Levelled {
    let head = "title: Case\ntarget: {start: 2026-03-02}\nas_of: 2026-03-01\n";
    let project = format!("---\n{head}{plan}---\n");
    let sources = SourceSet::of_texts(&[("project.md", project.as_str())]);
    let analysis = analyze(&sources, &Config::read(&sources).expect("no settings"), day("2026-03-01"));
    let broken: Vec<&str> = analysis.read_findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(broken, Vec::<&str>::new(), "{plan}");
    let (portfolio, project) = (&analysis.portfolio, &analysis.portfolio.projects[0]);
    let schedule = schedule(portfolio, project, day("2026-03-01"), Mode::Forecast);
    let levelled = level(portfolio, project, &schedule);
    let line = |slot: &planmark::schedule::level::LevelledSlot| {
        let short = |day: Date| day.to_string()[5..].to_owned();
        let waits = slot.waits_for.as_ref().map(|who| format!(" ({who})")).unwrap_or_default();
        format!("{} {} - {}{waits}", project.base(slot.item).id(), short(slot.start_day()), short(slot.finish_day()))
    };
    let mut found: Vec<String> = levelled.slots.iter().map(line).collect();
    found.sort();
    assert_eq!(found.join("; "), expected, "{plan}");
    levelled
}

#[test]
fn the_short_work_that_much_waits_for_goes_first() {
    let plan = "stakeholders:
  ann: {name: Ann, side: provider, roles: [lead]}
tasks:
  a: {title: A, duration: 5d, who: ann}
  b: {title: B, duration: 1d, who: ann}
  c: {title: C, duration: 5d, after: b}
";
    let levelled = check(plan, "a 03-03 - 03-09 (ann); b 03-02 - 03-02; c 03-03 - 03-09");
    assert!(levelled.is_best);
}

#[test]
fn a_team_does_as_much_at_once_as_it_has_people() {
    let plan = "stakeholders:
  riggers: {name: Riggers, side: provider, roles: [technician], capacity: 4}
tasks:
  a: {title: A, duration: 2d, who: {riggers: 3}}
  b: {title: B, duration: 2d, who: {riggers: 2}}
  c: {title: C, duration: 2d, who: {riggers: 1}}
  d: {title: D, duration: 2d, who: {riggers: 2}}
";
    let levelled =
        check(plan, "a 03-02 - 03-03; b 03-04 - 03-05 (riggers); c 03-02 - 03-03; d 03-04 - 03-05 (riggers)");
    assert!(levelled.is_best && levelled.beyond.is_empty());
}

#[test]
fn absences_halves_and_too_much_are_kept_to() {
    let plan = "stakeholders:
  ann: {name: Ann, side: provider, roles: [lead], away: [{from: 2026-03-04, to: 2026-03-05}]}
  bob: {name: Bob, side: provider, roles: [technician], capacity: 0.5}
  shop: {name: Shop, side: vendor, roles: [vendor]}
tasks:
  a: {title: A, duration: 3d, who: ann}
  b: {title: B, duration: 1d, who: ann, after: a}
  c: {title: C, duration: 1d, who: bob}
  d: {title: D, duration: 1d, who: {bob: 2}}
  e: {title: E, duration: 1d, who: shop}
  f: {title: F, duration: 1d, who: shop}
";
    let levelled = check(
        plan,
        "a 03-02 - 03-06; b 03-09 - 03-09; c 03-02 - 03-02; d 03-03 - 03-03 (bob); e 03-02 - 03-02; f 03-02 - 03-02",
    );
    assert_eq!(levelled.beyond.len(), 1, "half a person cannot do the work of two at once");
}

#[test]
fn a_window_is_kept_before_other_work_of_its_people() {
    let plan = "stakeholders:
  ann: {name: Ann, side: provider, roles: [lead]}
windows:
  noon: {title: Noon, kind: outage, start: 2026-03-04T11:00, end: 2026-03-04T15:00}
tasks:
  a: {title: A, duration: 3d, who: ann}
  b: {title: B, duration: 3h, who: ann, window: noon}
";
    // Two days and an hour are free before the window, three days are not: the rest of that day and two more follow.
    check(plan, "a 03-04 - 03-09 (ann); b 03-04 - 03-04");
}

#[test]
fn other_projects_keep_their_people() {
    let one = "---\ntitle: One\nstage: planning\ntarget: {start: 2026-03-02}\nas_of: 2026-03-01\nstakeholders:\n  ann: {name: Ann, side: provider, roles: [lead]}\ntasks:\n  a: {title: A, duration: 3d, who: ann}\n---\n";
    let two = one.replace("One", "Two").replace("a: {title: A, duration: 3d", "b: {title: B, duration: 1d");
    let files = [("portfolio.md", "---\ntitle: All\n---\n"), ("one/project.md", one), ("two/project.md", two.as_str())];
    let sources = SourceSet::of_texts(&files);
    let analysis = analyze(&sources, &Config::read(&sources).expect("no settings"), day("2026-03-01"));
    let portfolio = &analysis.portfolio;
    let dates = schedule(portfolio, &portfolio.projects[1], day("2026-03-01"), Mode::Forecast);
    let levelled = level(portfolio, &portfolio.projects[1], &dates);
    assert_eq!(levelled.slots[0].start_day(), day("2026-03-05"));
    assert_eq!(levelled.slots[0].waits_for.as_deref(), Some("ann"));
}
