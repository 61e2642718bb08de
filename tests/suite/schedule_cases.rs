//! What the schedule does with windows, progress, links and summaries, one small plan a case.

use planmark::analysis::analyze;
use planmark::config::Config;
use planmark::schedule::{Driver, Mode, Schedule, schedule};
use planmark::text::SourceSet;
use planmark::value::Date;

/// Monday 2 March 2026 is the first day, Friday 6 March the status date of forecasts.
const HEAD: &str = "title: Case
target: {start: 2026-03-02}
as_of: 2026-03-06
calendar: {days: mon-fri, hours: 09:00-17:00}
stakeholders:
  ann: {name: Ann, side: provider, roles: [lead]}
  bob: {name: Bob, side: client, roles: [user], away: [{from: 2026-03-03, to: 2026-03-04}]}
windows:
  sat: {title: Saturday, kind: outage, start: 2026-03-14T19:00, end: 2026-03-14T23:00}
  late: {title: A week later, kind: outage, start: 2026-03-21T19:00, end: 2026-03-21T23:00}
  gone: {title: Gone, kind: outage, start: 2026-03-04T19:00, end: 2026-03-04T23:00, actual: {result: backed-out}}
";

/// Computes a plan of registers and compares `id start finish`, a time where it is not that of the day's begin or end.
fn check(mode: Mode, plan: &str, expected: &str) -> Schedule {
    let project = format!("---\n{HEAD}{plan}---\n");
    let sources = SourceSet::of_texts(&[("project.md", project.as_str())]);
    let day = Date::parse("2026-03-06").expect("a date");
    let analysis = analyze(&sources, &Config::read(&sources).expect("no settings"), day);
    let broken: Vec<&str> = analysis.read_findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(broken, Vec::<&str>::new(), "{plan}");
    let project = &analysis.portfolio.projects[0];
    let schedule = schedule(&analysis.portfolio, project, day, mode);
    let mut found = Vec::new();
    for slot in &schedule.slots {
        let id = project.base(slot.item).id();
        let short = |day: Date| day.to_string()[5..].to_owned();
        let hour = |moment: planmark::schedule::calendar::Instant, usual: &str| match moment.time().clock() {
            clock if clock == usual || clock == "00:00" => String::new(),
            clock => format!(" {clock}"),
        };
        let (start, finish) = (short(slot.start_day()), short(slot.finish_day()));
        found.push(match slot.is_moment {
            true => format!("{id} {finish}"),
            false => format!("{id} {start}{} - {finish}{}", hour(slot.start, "09:00"), hour(slot.finish, "17:00")),
        });
    }
    assert_eq!(found.join("; "), expected, "{plan}");
    schedule
}

#[test]
fn a_wait_begins_in_working_hours_from_whichever_end_it_is_tied() {
    // Back from Friday 17:00, three days by the clock would begin on Tuesday at 17:00, when everybody has left.
    let plan = "tasks:
  a: {title: A, duration: 5d}
  b: {title: B, duration: 3ed, after: a FF}
  c: {title: C, duration: 3ed, after: a SF+5d}
  d: {title: D, duration: 3ed, after: a FS-3d}
";
    check(Mode::Plan, plan, "a 03-02 - 03-06; b 03-04 - 03-07 09:00; c 03-04 - 03-07 09:00; d 03-04 - 03-07 09:00");
}

#[test]
fn the_four_kinds_of_links_tie_their_ends() {
    let links = "tasks:
  a: {title: A, duration: 5d}
  b: {title: B, duration: 2d, after: a}
  c: {title: C, duration: 2d, after: a SS+1d}
  d: {title: D, duration: 2d, after: a FF}
  e: {title: E, duration: 1d, after: b SF}
  f: {title: F, duration: 1d, after: a FS+3ed}
  g: {title: G, duration: 1d, after: a FS-2d}
";
    let expected = "a 03-02 - 03-06; b 03-09 - 03-10; c 03-03 - 03-04; d 03-05 - 03-06; e 03-06 - 03-06; \
                    f 03-10 - 03-10; g 03-05 - 03-05";
    check(Mode::Plan, links, expected);
}

#[test]
fn absences_holidays_and_hours_move_work() {
    let work = "tasks:
  a: {title: A, duration: 2d, who: bob}
  b: {title: B, duration: 2d, who: ann}
  c: {title: C, duration: 90m, after: b}
  d: {title: D, duration: 2ed, after: c}
";
    let expected = "a 03-02 - 03-05; b 03-02 - 03-03; c 03-04 - 03-04 10:30; d 03-04 10:30 - 03-06 10:30";
    check(Mode::Plan, work, expected);
}

#[test]
fn a_task_takes_the_first_window_that_it_is_ready_for() {
    let bound = |days: u32, list: &str| {
        format!(
            "tasks:\n  a: {{title: A, duration: {days}d}}\n  b: {{title: B, duration: 3h, after: a, window: {list}}}\n"
        )
    };
    let plan = check(Mode::Plan, &bound(10, "[sat, late]"), "a 03-02 - 03-13; b 03-14 19:00 - 03-14 22:00");
    assert_eq!((plan.buffers.len(), plan.buffers[0].length.whole_days(), plan.buffers[0].is_missed), (1, 0, false));
    let plan = check(Mode::Plan, &bound(12, "[sat, late]"), "a 03-02 - 03-17; b 03-21 19:00 - 03-21 22:00");
    let buffers: Vec<(i64, bool)> =
        plan.buffers.iter().map(|buffer| (buffer.length.whole_days(), buffer.is_missed)).collect();
    assert_eq!(buffers, [(-2, true), (3, false)]);
    check(Mode::Plan, &bound(12, "sat"), "a 03-02 - 03-17; b 03-18 - 03-18 12:00");
    check(Mode::Forecast, &bound(1, "[gone, late]"), "a 03-09 - 03-09; b 03-21 19:00 - 03-21 22:00");
    check(Mode::Plan, &bound(1, "[gone, late]"), "a 03-02 - 03-02; b 03-04 19:00 - 03-04 22:00");
}

#[test]
fn work_in_one_window_follows_each_other_within_it() {
    let chain = |hours: u32| {
        format!(
            "tasks:\n  a: {{title: A, duration: 2h, window: sat}}\n  \
             b: {{title: B, duration: {hours}h, after: a, window: [sat, late]}}\n"
        )
    };
    let plan = check(Mode::Plan, &chain(2), "a 03-14 19:00 - 03-14 21:00; b 03-14 21:00 - 03-14 23:00");
    assert!(plan.buffers.iter().all(|buffer| !buffer.is_missed));
    check(Mode::Plan, &chain(3), "a 03-14 19:00 - 03-14 21:00; b 03-21 19:00 - 03-21 22:00");
}

#[test]
fn open_work_goes_on_after_the_status_date() {
    let work = "tasks:
  a: {title: A, duration: 4d, started: 2026-03-03, progress: 50%}
  b: {title: B, duration: 3d, started: 2026-03-04, remaining: 1d, after: a}
  c: {title: C, duration: 1d}
  d: {title: D, duration: 2d, started: 2026-03-02, finished: 2026-03-03}
  e: {title: E, duration: 1d, started: 2026-03-12, after: d}
milestones:
  m: {title: M, target: 2026-03-10, after: d}
";
    // B went on out of sequence: its rest waits for A all the same (retained logic).
    let expected = "a 03-03 - 03-10; b 03-04 - 03-11; c 03-09 - 03-09; d 03-02 - 03-03; e 03-09 - 03-09; m 03-06";
    let forecast = check(Mode::Forecast, work, expected);
    assert_eq!(forecast.task(0).map(|slot| slot.driver), Some(Driver::StatusDate));
    assert!(matches!(forecast.task(1).map(|slot| slot.driver), Some(Driver::Waits(_))));
}

#[test]
fn what_the_client_owes_moves_dates() {
    let asked = "tasks:
  a: {title: A, duration: 1d, after: [answer, choice]}
  b: {title: B, duration: 1d}
actions:
  answer: {title: Answer, owner: bob, due: 2026-03-04}
  access: {title: Access, owner: bob, due: 2026-03-10, for: [b]}
decisions:
  choice: {title: Choice, needed_by: 2026-03-05, status: made, made: {by: bob, date: 2026-03-03}}
";
    check(Mode::Plan, asked, "a 03-06 - 03-06; b 03-11 - 03-11; access 03-10; answer 03-04; choice 03-05");
    check(Mode::Forecast, asked, "a 03-09 - 03-09; b 03-11 - 03-11; access 03-10; answer 03-06; choice 03-03");
}

#[test]
fn limits_of_a_task_move_its_dates_or_its_float() {
    let limits = "tasks:
  a: {title: A, duration: 1d, not_before: 2026-03-07}
  b: {title: B, duration: 1d, deadline: 2026-02-27}
  c: {title: C, duration: 1d, after: a, pin: {date: 2026-03-05, reason: the hall is booked}}
";
    let plan = check(Mode::Plan, limits, "a 03-09 - 03-09; b 03-02 - 03-02; c 03-05 - 03-05");
    let floats: Vec<String> =
        plan.slots.iter().map(|slot| slot.float_days().expect("nothing is finished").to_string()).collect();
    assert_eq!(floats, ["-3", "-1", "0"]);
}

#[test]
fn a_summary_lasts_as_long_as_its_children_and_can_be_waited_for() {
    let nested = "tasks:
  a: {title: A, duration: 2d, parent: phase}
  b: {title: B, duration: 3d, parent: phase, after: a}
  after: {title: After, duration: 1d, after: phase}
  phase: {title: Phase, parent: whole}
  whole: {title: Whole}
";
    let plan = check(
        Mode::Plan,
        nested,
        "a 03-02 - 03-03; after 03-09 - 03-09; b 03-04 - 03-06; phase 03-02 - 03-06; whole 03-02 - 03-06",
    );
    assert!(plan.task(0).is_some_and(|slot| slot.is_on_longest_path && slot.is_critical()));
}

#[test]
fn other_projects_count_with_their_dates() {
    let one = "---\ntitle: One\ntarget: {start: 2026-03-02}\ntasks:\n  a: {title: A, duration: 3d}\n---\n";
    let two = "---\ntitle: Two\ntarget: {start: 2026-03-02}\ntasks:\n  b: {title: B, duration: 1d, after: one/tasks/a}\n---\n";
    let files = [("portfolio.md", "---\ntitle: All\n---\n"), ("one/project.md", one), ("two/project.md", two)];
    let sources = SourceSet::of_texts(&files);
    let day = Date::parse("2026-03-06").expect("a date");
    let analysis = analyze(&sources, &Config::read(&sources).expect("no settings"), day);
    let schedule = schedule(&analysis.portfolio, &analysis.portfolio.projects[1], day, Mode::Plan);
    assert_eq!(schedule.slots.len(), 1);
    assert_eq!(schedule.task(0).map(|slot| slot.start_day().to_string()), Some("2026-03-05".to_owned()));
}
