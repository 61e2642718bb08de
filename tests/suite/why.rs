//! What `schedule --explain` says is what moved the date, and what would move it: each said change is made and computed.

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::document::keys::Register;
use planmark::model::item::ItemIndex;
use planmark::render::{Look, explain_dates};
use planmark::schedule::why::{Change, why};
use planmark::schedule::{Driver, Limit, Mode, Schedule, schedule};
use planmark::text::SourceSet;
use proptest::prelude::*;

use crate::schedule_laws::{TODAY, WEEKDAYS, day, ordinary, read, sources, texts};

fn plan_of(analysis: &Analysis) -> Schedule {
    schedule(&analysis.portfolio, &analysis.portfolio.projects[0], day(TODAY), Mode::Plan)
}

fn task(index: usize) -> ItemIndex {
    ItemIndex { register: Register::Tasks, index: index as u32 }
}

/// An item and what drives it, back to the beginning.
fn chain(schedule: &Schedule, item: ItemIndex) -> Vec<ItemIndex> {
    let mut chain = vec![item];
    while let Some(Driver::Waits(next)) = schedule.slot(chain[chain.len() - 1]).map(|slot| slot.driver) {
        chain.push(next.item);
    }
    chain
}

/// A duration of the sketches, a day or half of it less.
fn less(duration: &str) -> &'static str {
    match duration {
        "1d" => "0.5d",
        "3d" => "2d",
        "45m" => "22m",
        "2w" => "9d",
        "7ed" => "6ed",
        "1.5d" => "0.5d",
        other => unreachable!("the sketches have no {other}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_change_that_is_told_brings_the_item_forward_as_far_as_told(sketches in ordinary()) {
        let tasks = texts(&sketches, WEEKDAYS, false);
        let analysis = read(&sources(&tasks, false, &[]));
        let plan = plan_of(&analysis);
        let (portfolio, project) = (&analysis.portfolio, &analysis.portfolio.projects[0]);
        for index in 0..sketches.len() {
            let Some(slot) = plan.task(index) else { continue };
            for gain in why(portfolio, project, &plan, &chain(&plan, task(index))).gains {
                prop_assert!(gain.finish < slot.finish);
                let mut changed = tasks.clone();
                let lines = match gain.change {
                    Change::LessWork(item) | Change::HalfWork(item) | Change::NoDate(item) => {
                        changed.get_mut(project.base(item).id()).expect("the task is there")
                    }
                    _ => continue,
                };
                match gain.change {
                    Change::NoDate(_) => lines.retain(|line| !line.starts_with("not_before")),
                    _ => lines[1] = format!("duration: {}", less(&lines[1]["duration: ".len()..])),
                }
                let analysis = read(&sources(&changed, false, &[]));
                let found = plan_of(&analysis).task(index).map(|slot| slot.finish);
                prop_assert_eq!(found, Some(gain.finish), "{:?} for {}", gain.change, index);
            }
        }
    }

    #[test]
    fn what_limits_is_followed_to_a_date_that_allows_the_float(sketches in ordinary()) {
        let analysis = read(&sources(&texts(&sketches, WEEKDAYS, false), false, &[]));
        let plan = plan_of(&analysis);
        for slot in plan.slots.iter().filter(|slot| slot.item.register == Register::Tasks) {
            let late = slot.late.expect("nothing is finished in a plan").finish;
            match slot.limit.expect("nothing is finished in a plan") {
                Limit::Finish => prop_assert!(Some(late) <= plan.finish),
                Limit::Target => prop_assert!(Some(late) <= plan.target),
                Limit::Deadline(day) => prop_assert!(late.finish_day() <= day),
                Limit::Window(window) => prop_assert_eq!(slot.window, Some(window)),
                Limit::Pin(_) => {}
                Limit::Next(next) => {
                    let next = plan.slot(next.item).expect("what limits has dates");
                    prop_assert!(next.late.is_some() && next.item != slot.item);
                }
            }
        }
    }
}

const HEAD: &str = "title: Case
target: {start: 2026-03-02}
as_of: 2026-02-27
calendar: {days: mon-fri, hours: 09:00-17:00, holidays: [2026-03-11]}
stakeholders:
  ann: {name: Ann, side: provider, roles: [lead]}
  bob: {name: Bob, side: provider, roles: [technician], away: [{from: 2026-03-03, to: 2026-03-04}]}
windows:
  sat: {title: Saturday, kind: outage, start: 2026-03-14T19:00, end: 2026-03-14T23:00}
";

/// What is said of an item of a plan of registers, line by line.
fn check(id: &str, plan: &str, expected: &[&str]) {
    let project = format!("---\n{HEAD}{plan}---\n");
    let sources = SourceSet::of_texts(&[("project.md", project.as_str())]);
    let analysis = analyze(&sources, &Config::read(&sources).expect("no settings"), day("2026-02-27"));
    let broken: Vec<&str> = analysis.read_findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(broken, Vec::<&str>::new(), "{plan}");
    let (portfolio, project) = (&analysis.portfolio, &analysis.portfolio.projects[0]);
    let schedule = schedule(portfolio, project, day("2026-02-27"), Mode::Forecast);
    let item = [Register::Tasks, Register::Milestones].into_iter().find_map(|register| project.find(register, id));
    let look = Look { colour: false, unicode: true, width: 100 };
    let text = explain_dates(portfolio, project, &schedule, item.expect("the item is there"), &look);
    let found: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(found, expected, "{plan}");
}

#[test]
fn two_paths_that_end_together_are_not_blamed_one_by_one() {
    let plan = "tasks:
  start: {title: Start, duration: 2d}
  a: {title: A, duration: 3d, after: start}
  b: {title: B, duration: 3d, after: start}
  end: {title: End, duration: 2d, after: [a, b]}
";
    check(
        "end",
        plan,
        &[
            "2026-03-09 to 2026-03-10  end: it waits for `a`",
            "2026-03-04 to 2026-03-06  a: it waits for `start`",
            "2026-03-02 to 2026-03-03  start: it begins with the project",
            "float      0 working days, measured to the finish 2026-03-10: a day lost here is lost for good",
            "earlier    2026-03-09 with a day less of `end` or `start`",
        ],
    );
}

#[test]
fn an_absence_is_told_where_it_moves_something_and_only_there() {
    let plan = "tasks:
  a: {title: A, duration: 2d, who: bob}
  b: {title: B, duration: 1d, after: a FS+4d, who: bob}
";
    check(
        "a",
        plan,
        &[
            "2026-03-02 to 2026-03-05  a: it begins with the project",
            "days off   bob is away from 2026-03-03 to 2026-03-04",
            "float      0 working days, measured to the finish 2026-03-13: a day lost here is lost for good",
            "earlier    2026-03-02 with a day less of `a`",
            "           2026-03-03 if somebody were there: bob from 2026-03-03 to 2026-03-04",
        ],
    );
    let holiday = "tasks:
  a: {title: A, duration: 6d}
  b: {title: B, duration: 3d, after: a SS+5d}
";
    check(
        "b",
        holiday,
        &[
            "2026-03-09 to 2026-03-12  b: it waits for `a` (SS+5d)",
            "2026-03-02 to 2026-03-09  a: it begins with the project",
            "days off   2026-03-11 is a holiday",
            "float      0 working days, measured to the finish 2026-03-12: a day lost here is lost for good",
            "earlier    2026-03-10 with a day less of `b`",
        ],
    );
}

#[test]
fn the_limit_that_is_named_is_the_one_that_binds_though_calendars_differ() {
    // `rest` must be done by the deadline and has no float, but bob is away before it: what `first` may not miss is
    // `long`, and behind that the finish.
    let plan = "tasks:
  first: {title: First, duration: 1d}
  rest: {title: Rest, duration: 1d, after: first, who: bob, deadline: 2026-03-05}
  long: {title: Long, duration: 5d, after: first, who: ann}
";
    check(
        "first",
        plan,
        &[
            "2026-03-02 to 2026-03-02  first: it begins with the project",
            "float      0 working days, measured to the finish 2026-03-09: a day lost here is lost for good",
            "earlier    2026-03-02T13:00 with half the work in `first`",
        ],
    );
    check(
        "rest",
        plan,
        &[
            "2026-03-05 to 2026-03-05  rest: it waits for `first`",
            "2026-03-02 to 2026-03-02  first: it begins with the project",
            "days off   bob is away from 2026-03-03 to 2026-03-04",
            "float      0 working days, measured to the deadline 2026-03-05 of `rest`: a day lost here is lost",
            "           for good",
            "earlier    2026-03-03 if somebody were there: bob from 2026-03-03 to 2026-03-04",
            "           2026-03-05T13:00 with half the work in `rest` or `first`",
        ],
    );
}

#[test]
fn dates_windows_and_answers_are_named() {
    let plan = "tasks:
  a: {title: A, duration: 2d, not_before: 2026-03-05}
  b: {title: B, duration: 1d, after: [a, ask]}
  cut: {title: Cut, duration: 2h, after: b, window: sat}
  c: {title: C, duration: 2d, after: cut}
actions:
  ask: {title: Ask, owner: ann, due: 2026-03-09}
";
    check(
        "b",
        plan,
        &[
            "2026-03-10 to 2026-03-10  b: it waits for `ask`",
            "2026-03-09 to 2026-03-09  ask: its own date",
            "float      2 working days, measured to the window `sat`",
            "earlier    2026-03-09 with an answer at once to `ask`",
            "           2026-03-10T13:00 with half the work in `b`",
        ],
    );
    check(
        "a",
        plan,
        &[
            "2026-03-05 to 2026-03-06  a: not before 2026-03-05",
            "float      3 working days, measured to the window `sat`",
            "earlier    2026-03-03 without the `not_before` of `a`",
            "           2026-03-05 with a day less of `a`",
        ],
    );
    check(
        "c",
        plan,
        &[
            "2026-03-16 to 2026-03-17  c: it waits for `cut`",
            "2026-03-14 to 2026-03-14  cut: it starts with the window `sat`; what it waits for is there on",
            "                          2026-03-10, 2 working days before",
            "float      0 working days, measured to the finish 2026-03-17: a day lost here is lost for good",
            "earlier    2026-03-13 in a window as soon as the work is ready, before `sat`",
            "           2026-03-16 with a day less of `c`",
        ],
    );
}
