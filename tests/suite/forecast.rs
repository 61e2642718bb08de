//! What the Monte Carlo forecast says of small plans, and what must never change it.

use planmark::analysis::analyze;
use planmark::config::Config;
use planmark::schedule::forecast::{Forecast, RUNS, forecast, worst_finish};
use planmark::text::SourceSet;
use planmark::value::Date;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

/// Monday 2 March 2026 is the first day, and the one after the status date.
fn played(plan: &str) -> (Forecast, Option<Date>) {
    let head = "title: Case\nid: case\ntarget: {start: 2026-03-02, finish: 2026-03-20}\nas_of: 2026-03-01\n";
    let project = format!("---\n{head}{plan}---\n");
    let sources = SourceSet::of_texts(&[("project.md", project.as_str())]);
    let analysis = analyze(&sources, &Config::read(&sources).expect("no settings"), day("2026-03-01"));
    let broken: Vec<&str> = analysis.read_findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(broken, Vec::<&str>::new(), "{plan}");
    let (portfolio, project) = (&analysis.portfolio, &analysis.portfolio.projects[0]);
    (forecast(portfolio, project, day("2026-03-01")), worst_finish(portfolio, project, day("2026-03-01")))
}

#[test]
fn half_of_the_runs_of_one_estimate_lie_before_its_median() {
    // Beta-PERT of 10, 12 and 20 days: median 12.7 days, 80 % by 14.3, 95 % by 16.1 (computed by integration).
    let (found, worst) = played("tasks:\n  a: {title: A, duration: [10d, 12d, 20d]}\n");
    assert_eq!((found.runs, found.estimates, found.risks), (RUNS, 1, 0));
    let outlook = found.finish.expect("a finish");
    let days = [50, 80, 95].map(|percent| outlook.by(percent).to_string());
    assert_eq!(days, ["2026-03-18", "2026-03-20", "2026-03-24"]);
    assert_eq!((found.planned, worst), (Some(day("2026-03-17")), Some(day("2026-03-27"))));
    assert_eq!(outlook.days.iter().map(|(_, count)| count).sum::<u32>(), RUNS);
}

#[test]
fn where_paths_merge_the_date_is_optimistic() {
    let one = "  a: {title: A, duration: [8d, 10d, 12d]}\n";
    let more = "  b: {title: B, duration: [8d, 10d, 12d]}\n  c: {title: C, duration: [8d, 10d, 12d]}\n";
    let kept = |tasks: &str| {
        let (found, _) = played(&format!("tasks:\n{tasks}"));
        found.finish.expect("a finish").until(day("2026-03-13")).percent().to_string()
    };
    // A half of the runs, and a half to the third power.
    let (single, merged) = (kept(one), kept(&format!("{one}{more}")));
    assert_eq!((single.as_str(), merged.as_str()), ("49.4", "13"));
}

#[test]
fn a_risk_strikes_as_often_as_its_level_says_and_a_window_is_missed_with_it() {
    let plan = "windows:
  sat: {title: Saturday, kind: outage, start: 2026-03-07T19:00, end: 2026-03-07T23:00}
  next: {title: A week later, kind: outage, start: 2026-03-14T19:00, end: 2026-03-14T23:00}
tasks:
  build: {title: Build, duration: 5d}
  swap: {title: Swap, duration: 2h, after: build, window: [sat, next]}
risks:
  late: {title: Late, probability: 2, impact: 3, days: 2d, affects: [build]}
  past: {title: Past, probability: 5, impact: 5, days: 9d, affects: [build], status: closed}
";
    let (found, worst) = played(plan);
    assert_eq!((found.estimates, found.risks), (0, 1));
    let shares: Vec<(bool, String)> =
        found.windows.iter().map(|chance| (chance.is_first_choice, chance.share.percent().to_string())).collect();
    // Windows are sorted by id: the later one is needed where the first is missed.
    assert_eq!(shares, [(false, "28.9".to_owned()), (true, "71.1".to_owned())]);
    assert_eq!(worst, Some(day("2026-03-14")));
    let outlook = found.finish.expect("a finish");
    assert_eq!(outlook.days.iter().map(|(day, _)| day.to_string()).collect::<Vec<_>>(), ["2026-03-07", "2026-03-14"]);
}

#[test]
fn what_was_not_changed_is_drawn_as_before() {
    let plan = "  a: {title: A, duration: [8d, 10d, 14d]}\n  b: {title: B, duration: [2d, 3d, 9d], after: a}\n";
    let added = "  z: {title: Z, duration: [1d, 2d, 3d]}\n";
    let of = |tasks: String| played(&format!("tasks:\n{tasks}")).0.finish.expect("a finish").days;
    assert_eq!(of(plan.to_owned()), of(format!("{plan}{added}")), "short work beside it changes nothing");
    assert_eq!(of(plan.to_owned()), of(plan.to_owned()));
    assert_ne!(of(plan.to_owned()), of(plan.replace("14d", "15d")));
}

#[test]
fn running_work_varies_by_what_is_left_of_it() {
    let outlook = |fields: &str| {
        let tasks = format!("tasks:\n  a: {{title: A, duration: [8d, 10d, 20d], started: 2026-02-23, {fields}}}\n");
        played(&tasks).0.finish.expect("a finish").days
    };
    let (half, left) = (outlook("progress: 50%"), outlook("remaining: 5d"));
    let ends = (half[0].0.to_string(), half[half.len() - 1].0.to_string());
    assert_eq!(ends, ("2026-03-06".to_owned(), "2026-03-13".to_owned()));
    assert_eq!(left, [(day("2026-03-06"), 1)]);
}

#[test]
fn runs_that_fall_the_same_are_played_once_and_say_the_same() {
    let plan = |more: &str| {
        format!(
            "windows:
  sat: {{title: Saturday, kind: outage, start: 2026-03-14T19:00, end: 2026-03-14T23:00}}
  next: {{title: A week later, kind: outage, start: 2026-03-21T19:00, end: 2026-03-21T23:00}}
milestones:
  ready: {{title: Ready, after: [build, paint]}}
tasks:
  build: {{title: Build, duration: 5d}}
  paint: {{title: Paint, duration: 6d}}
  fixed: {{title: Moved by nothing, duration: 12d}}
  swap: {{title: Swap, duration: 2h, after: ready, window: [sat, next]}}
{more}risks:
  late: {{title: Late, probability: 2, impact: 3, days: 2d, affects: [build]}}
  rain: {{title: Rain, probability: 3, impact: 3, days: 4d, affects: [build, paint]}}
"
        )
    };
    let (once, each) = (played(&plan("")).0, played(&plan("  z: {title: Never late, duration: [1h, 2h, 3h]}\n")).0);
    assert_eq!((once.estimates, each.estimates, once.runs, each.runs), (0, 1, RUNS, RUNS));
    let days = |found: &Forecast| {
        let milestones = found.milestones.iter().map(|(_, outlook)| outlook.days.clone()).collect::<Vec<_>>();
        let windows = found.windows.iter().map(|one| (one.is_first_choice, one.share)).collect::<Vec<_>>();
        (found.finish.as_ref().expect("a finish").days.clone(), milestones, windows)
    };
    assert_eq!(days(&once), days(&each));
    assert!(once.finish.as_ref().expect("a finish").days.len() > 1);
    let on_path = |found: &Forecast| {
        found.criticality.iter().map(|(_, share)| *share).filter(|share| share.hits > 0).collect::<Vec<_>>()
    };
    assert_eq!(on_path(&once), on_path(&each));
    assert!(on_path(&once).iter().any(|share| share.hits < RUNS));
}
