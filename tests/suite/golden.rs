//! The example project comes out exactly as an independent computation says.

use std::path::Path;

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::document::keys::Register;
use planmark::model::Project;
use planmark::schedule::performance::performance;
use planmark::schedule::{Mode, Progress, Schedule, Slot, schedule};
use planmark::text::{Content, SourceFile, SourceSet};
use planmark::value::Date;

/// Dates (early, late), float in working days and longest path, in the plan and in the forecast.
const NETWORK: &str = include_str!("golden.txt");

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn sources_of(folder: &Path, inner: &str, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder.join(inner)).expect("the folder is there") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inner.is_empty() { name } else { format!("{inner}/{name}") };
        if entry.path().is_dir() {
            sources_of(folder, &path, files);
        } else {
            let bytes = std::fs::read(entry.path()).expect("a file");
            let content =
                String::from_utf8(bytes).map_or(Content::Bytes(Vec::new().into()), |text| Content::Text(text.into()));
            files.push(SourceFile { path, content });
        }
    }
}

pub(crate) fn example() -> Analysis {
    let mut files = Vec::new();
    sources_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), "", &mut files);
    let sources = SourceSet::new(files);
    let config = Config::read(&sources).expect("settings");
    analyze(&sources, &config, day("2026-04-24"))
}

fn of(analysis: &Analysis, mode: Mode) -> Schedule {
    schedule(&analysis.portfolio, &analysis.portfolio.projects[0], day("2026-04-24"), mode)
}

fn slot<'a>(project: &Project, schedule: &'a Schedule, id: &str) -> &'a Slot {
    let found = [Register::Tasks, Register::Milestones].iter().find_map(|register| project.find(*register, id));
    schedule.slot(found.expect("the id is there")).expect("it has dates")
}

fn short(start: Date, finish: Date) -> String {
    let short = |day: Date| day.to_string()[5..].to_owned();
    if start == finish { short(finish) } else { format!("{} - {}", short(start), short(finish)) }
}

fn row(slot: &Slot) -> String {
    let (late, float) = match slot.progress {
        Progress::Finished => ("-".to_owned(), "-".to_owned()),
        _ => {
            let (start, finish) = slot.late_days().expect("open work has late dates");
            (short(start, finish), slot.float_days().expect("open work has a float").to_string())
        }
    };
    let star = if slot.is_on_longest_path { "*" } else { "" };
    format!("{} | {late} | {float} | {star}", short(slot.start_day(), slot.finish_day()))
}

#[test]
fn the_network_of_the_example_is_the_expected_one() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let (plan, forecast) = (of(&analysis, Mode::Plan), of(&analysis, Mode::Forecast));
    let mut found = String::new();
    for line in NETWORK.lines() {
        let id = line.split(" | ").next().expect("an id");
        let rows = [row(slot(project, &plan, id)), row(slot(project, &forecast, id))];
        found.push_str(format!("{id} | {} | {}", rows[0], rows[1]).trim_end());
        found.push('\n');
    }
    similar_asserts(&found, NETWORK);
}

/// Compares line by line, so that a difference shows alone.
fn similar_asserts(found: &str, expected: &str) {
    let pairs = found.lines().zip(expected.lines()).filter(|(found, expected)| found != expected);
    let wrong: Vec<String> = pairs.map(|(found, expected)| format!("found    {found}\nexpected {expected}")).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn buffers_finish_and_margin_are_the_expected_ones() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    for (mode, hq) in [(Mode::Plan, 2), (Mode::Forecast, 0)] {
        let schedule = of(&analysis, mode);
        assert_eq!(schedule.finish.expect("a finish").finish_day(), day("2026-05-22"));
        assert_eq!(schedule.margin().expect("a target").whole_days(), 4);
        let buffer = |id: &str| {
            let window = project.find(Register::Windows, id).expect("a window");
            schedule.buffer(window).map(|buffer| buffer.length.whole_days())
        };
        assert_eq!([buffer("hq-night"), buffer("branch-night"), buffer("hq-fallback")], [Some(hq), Some(2), None]);
        assert!(schedule.is_complete() && schedule.cycles.is_empty());
    }
}

#[test]
fn critical_by_float_is_what_the_windows_and_the_finish_tie() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let critical = |mode| {
        let schedule = of(&analysis, mode);
        let critical = schedule.slots.iter().filter(|slot| slot.is_critical());
        let mut ids: Vec<String> = critical.map(|slot| project.base(slot.item).id().to_owned()).collect();
        ids.sort();
        ids.join(" ")
    };
    let plan =
        "branch-cutover closing-review hq-cutover project-closed sites-live train-admins watch-branch wipe-devices";
    assert_eq!(critical(Mode::Plan), plan);
    let forecast = "bench-test branch-cutover build-hq build-vpn closing-review hq-cutover pilot project-closed \
                    sites-live train-admins watch-branch wipe-devices";
    assert_eq!(critical(Mode::Forecast), forecast);
}

#[test]
fn performance_against_the_plan_is_the_expected_one() {
    let analysis = example();
    let project = &analysis.portfolio.projects[0];
    let found = performance(&of(&analysis, Mode::Plan), &of(&analysis, Mode::Forecast));
    assert_eq!((found.finished, found.due), (11, 12));
    assert_eq!(found.execution_index.expect("tasks are due").round_dp(3).to_string(), "0.917");
    assert_eq!(found.path_index.expect("work is left").round_dp(2).to_string(), "1.20");
    let mut missed: Vec<String> = found
        .missed
        .iter()
        .map(|missed| format!("{} {}", project.base(missed.task).id(), missed.late_by.days()))
        .collect();
    missed.sort();
    let expected =
        ["bench-stage 2", "build-hq 2", "confirm-circuits 1", "design 1", "design-review 3", "hardware-delivery 2"];
    assert_eq!(missed, expected);
}
