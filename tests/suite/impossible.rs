//! Impossible plans get findings and what dates there are, never a panic.

use std::fmt::Write;

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::schedule::forecast::forecast;
use planmark::schedule::level::level;
use planmark::schedule::{Mode, Schedule, Unscheduled, schedule};
use planmark::text::SourceSet;
use planmark::value::Date;

/// The rules that speak of what is impossible; the plans here lack much else.
const RULES: &[&str] = &[
    "bad-value",
    "cycle",
    "dangling-reference",
    "ends-before-start",
    "estimate-order",
    "never-done",
    "negative-float",
    "summary-logic",
    "window-clash",
];

fn day() -> Date {
    Date::parse("2026-03-02").expect("a date")
}

fn read(sources: &SourceSet) -> (Analysis, Schedule) {
    let analysis = analyze(sources, &Config::read(sources).expect("no settings"), day());
    assert_eq!(analysis.failures, Vec::<String>::new());
    let plan = schedule(&analysis.portfolio, &analysis.portfolio.projects[0], day(), Mode::Forecast);
    (analysis, plan)
}

/// Reads, checks, schedules, levels and plays a plan, and compares `rule message` of what is impossible in it, and the
/// dates that are left.
fn check(plan: &str, findings: &[&str], dates: &str) {
    let project = format!("---\ntitle: Odd\nstage: planning\ntarget: {{start: 2026-03-02}}\n{plan}---\n");
    let (analysis, schedule) = read(&SourceSet::of_texts(&[("project.md", project.as_str())]));
    let known = analysis.findings.iter().filter(|finding| RULES.contains(&finding.rule));
    let found: Vec<String> = known.map(|finding| format!("{} {}", finding.rule, finding.message)).collect();
    assert_eq!(found, findings, "{plan}");
    let project = &analysis.portfolio.projects[0];
    let slots = schedule.slots.iter();
    let slots =
        slots.map(|slot| format!("{} {} {}", project.base(slot.item).id(), slot.start_day(), slot.finish_day()));
    assert_eq!(slots.collect::<Vec<_>>().join("; "), dates, "{plan}");
    let levelled = level(&analysis.portfolio, project, &schedule);
    assert_eq!(levelled.unscheduled.len(), schedule.unscheduled.len(), "{plan}");
    let played = forecast(&analysis.portfolio, project, day());
    assert_eq!(played.planned, schedule.finish.map(|finish| finish.finish_day()), "{plan}");
}

#[test]
fn work_takes_no_less_than_no_time() {
    check(
        "tasks:
  a: {title: A, duration: -2d}
  b: {title: B, duration: 0d, after: a}
  c: {title: C, duration: [3d, 2d, 1d], after: b}
",
        &[
            "estimate-order `a` takes less than no time",
            "summary-logic `b` takes no time",
            "estimate-order the estimate of `c` does not grow",
        ],
        "a 2026-03-02 2026-03-02; b 2026-03-02 2026-03-02; c 2026-03-03 2026-03-04",
    );
}

#[test]
fn dates_at_both_ends_of_time_are_dates() {
    check(
        "tasks:
  a: {title: A, duration: 2d, not_before: 9999-12-31}
  b: {title: B, duration: 1d, after: a}
  c: {title: C, duration: 2d, pin: {date: 1900-01-01, reason: odd}}
  d: {title: D, duration: 2d, deadline: 1900-01-01}
  e: {title: E, duration: 99999999w}
  f: {title: F, duration: 1d, started: 1900-01-01}
",
        &[
            "never-done `a` can never be done",
            "negative-float `d` cannot be done by its deadline: 32917 working days missing",
            "bad-value `duration` cannot be `99999999w`",
        ],
        "c 2026-03-03 2026-03-04; d 2026-03-03 2026-03-04; e 2026-03-02 2026-03-02; f 1900-01-01 2026-03-03",
    );
}

#[test]
fn where_nobody_ever_works_nothing_has_dates_and_that_is_said_once() {
    check(
        "calendar: {days: [], hours: 09:00-17:00}
tasks:
  a: {title: A, duration: 2d}
  b: {title: B, duration: 2ed, after: a}
  c: {title: C, duration: 1d}
",
        &["never-done the calendar has no working days, so that no work has dates"],
        "",
    );
    check(
        "stakeholders:
  eve: {name: Eve, side: provider, roles: lead, away: [{from: 2026-03-05}]}
tasks:
  a: {title: A, duration: 5d, who: eve}
  b: {title: B, duration: 1d, after: a}
  c: {title: C, duration: 1d, who: eve}
",
        &["never-done `a` can never be done"],
        "c 2026-03-03 2026-03-03",
    );
}

#[test]
fn work_in_a_window_of_another_site_or_in_a_freeze_is_a_clash() {
    check(
        "sites: [{id: hq, title: Headquarters}, {id: branch, title: Branch}]
windows:
  night: {title: Cut over, kind: outage, site: branch, start: 2026-03-07T19:00, end: 2026-03-07T22:00}
  payroll: {title: Payroll, kind: freeze, start: 2026-03-09T09:00, end: 2026-03-09T17:00}
tasks:
  a: {title: A, duration: 2h, site: hq, window: night}
  b: {title: B, duration: 2h, site: hqq, window: night}
  c: {title: C, duration: 2h, site: branch, window: night}
  d: {title: D, duration: 2h, window: payroll}
",
        &[
            "window-clash `a` is work at `hq` in a window of `branch`",
            "dangling-reference the project has no site `hqq`",
            "window-clash `d` is bound to a freeze, in which nothing may change",
        ],
        "a 2026-03-07 2026-03-07; b 2026-03-07 2026-03-07; c 2026-03-07 2026-03-07; d 2026-03-09 2026-03-09",
    );
}

const MANY: usize = 100_000;

/// So many tasks, each after the one that `before` says.
fn long(before: impl Fn(usize) -> Option<usize>) -> (Analysis, Schedule) {
    let mut tasks = "---\ntasks:\n".to_owned();
    for place in 0..MANY {
        let after = before(place).map(|place| format!(", after: t{place:05}")).unwrap_or_default();
        let _ = writeln!(tasks, "  t{place:05}: {{title: T, duration: 1d{after}}}");
    }
    tasks.push_str("---\n");
    let project = "---\ntitle: Long\nstage: planning\ntarget: {start: 2026-03-02}\n---\n";
    read(&SourceSet::of_texts(&[("project.md", project), ("tasks.md", tasks.as_str())]))
}

#[test]
fn a_chain_of_a_hundred_thousand_tasks_needs_no_recursion() {
    // Each waits for the next one in the plan, so that the order of the plan helps nobody.
    let (analysis, plan) = long(|place| (place + 1 < MANY).then_some(place + 1));
    assert!(plan.is_complete());
    assert_eq!(plan.calendar.between(plan.start, plan.finish.expect("a finish")).whole_days(), 100_001);
    assert_eq!(plan.longest_path().len(), MANY);
    let project = &analysis.portfolio.projects[0];
    let levelled = level(&analysis.portfolio, project, &plan);
    assert!(levelled.is_best && levelled.finish == plan.finish);
    let played = forecast(&analysis.portfolio, project, day());
    assert_eq!(played.planned, plan.finish.map(|finish| finish.finish_day()));
}

#[test]
fn a_circle_of_a_hundred_thousand_tasks_is_one_finding() {
    let (analysis, plan) = long(|place| Some((place + 1) % MANY));
    assert_eq!((plan.slots.len(), plan.cycles.len(), plan.cycles[0].len()), (0, 1, MANY));
    assert!(plan.unscheduled.iter().all(|(_, reason)| *reason == Unscheduled::InCycle));
    let cycles: Vec<&str> =
        analysis.findings.iter().filter(|finding| finding.rule == "cycle").map(|one| one.message.as_str()).collect();
    assert!(cycles.len() == 1 && cycles[0].contains("more after"), "{cycles:?}");
}

#[test]
fn many_windows_at_once_are_told_by_the_first_that_each_clashes_with() {
    const WINDOWS: usize = 2_000;
    let mut plan = "---\ntitle: Odd\nstage: planning\nwindows:\n".to_owned();
    for number in 0..WINDOWS {
        writeln!(
            plan,
            "  w{number}: {{title: W, kind: outage, start: 2026-05-09T19:00, end: 2026-05-09T23:{:02}}}",
            number % 60
        )
        .expect("a text takes everything");
    }
    plan.push_str("  later: {title: L, kind: outage, start: 2026-05-10T00:00, end: 2026-05-10T01:00}\n---\n");
    let (analysis, _) = read(&SourceSet::of_texts(&[("project.md", plan.as_str())]));
    let clashes = analysis.findings.iter().filter(|finding| finding.rule == "window-clash").count();
    assert_eq!(clashes, 3 * WINDOWS - 6, "three each, but for the first three");
}
