//! The trend of milestones, from generated histories and from odd ones.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails like a test")]

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use planmark::value::Date;
use serde_json::Value;

use super::long_history::{LongHistory, long_history};
use super::repository::Yard;

fn import(yard: &Yard, stream: &str) {
    yard.write("stream", stream);
    let mut command = Command::new("git");
    yard.alone(&mut command);
    let stream = fs::File::open(yard.path("stream")).unwrap();
    let status =
        command.args(["fast-import", "--quiet", "--done"]).stdin(stream).current_dir(yard.path("repo")).status();
    assert!(status.unwrap().success());
    yard.git(&["checkout", "-q", "main"]);
}

fn trend(yard: &Yard, folder: &str, arguments: &[&str]) -> Value {
    let all = [&["trend", "--output-format", "json", "--today", "2026-04-24"], arguments].concat();
    let (code, told) = yard.planmark(folder, &all);
    assert_eq!(code, 0, "{told}");
    serde_json::from_str(&told).unwrap()
}

fn points(value: &Value, id: &str) -> BTreeMap<Date, Date> {
    let milestones = value["milestones"].as_array().unwrap();
    let Some(line) = milestones.iter().find(|line| line["id"] == id) else { return BTreeMap::new() };
    let day = |value: &Value| Date::parse(value.as_str().unwrap()).unwrap();
    let points = line["points"].as_array().unwrap();
    points.iter().map(|point| (day(&point["reported"]), day(&point["foretold"]))).collect()
}

#[test]
fn a_long_history_is_right_to_the_day() {
    let yard = Yard::with_repository();
    let LongHistory { stream, expected } = long_history(2_000);
    import(&yard, &stream);
    let value = trend(&yard, "repo/plan", &["--history"]);
    assert_eq!(points(&value, "live"), expected);
    assert_eq!((value["commits"].as_u64(), value["complete"].as_bool()), (Some(2_000), Some(true)));
    // Each day's figure is what the schedule says of that day's commit.
    let day = expected.keys().nth(expected.len() / 3).unwrap();
    let commit = yard.git(&["rev-list", "--first-parent", "-n1", &format!("--before={day}T23:59:59Z"), "main"]);
    yard.git(&["worktree", "add", "-q", "../then", &commit]);
    let (_, told) =
        yard.planmark("then/old/place", &["schedule", "--today", &day.to_string(), "--output-format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&told).unwrap()["finish"], expected[day].to_string(), "{told}");
}

/// A commit of the plan on a day: the task's days.
fn commit(yard: &Yard, folder: &str, day: &str, days: usize) {
    yard.write(
        &format!("repo/{folder}/project.md"),
        format!(
            "---\ntitle: Long\nstage: planning\ntarget: {{start: 2026-01-01, finish: 2027-01-01}}\n\
             calendar: {{days: [mon, tue, wed, thu, fri, sat, sun]}}\ntasks:\n  build: {{title: Build, duration: {days}d}}\n\
             milestones:\n  live: {{title: Live, after: build}}\n---\n"
        ),
    );
    yard.git(&["add", "--all"]);
    let mut command = Command::new("git");
    yard.alone(&mut command);
    command.env("GIT_COMMITTER_DATE", format!("{day}T23:30:00-0500")).current_dir(yard.path("repo"));
    assert!(command.args(["commit", "-q", "-m", "Change"]).status().unwrap().success());
}

#[test]
fn tags_and_shallow_clones_say_what_they_know() {
    let yard = Yard::with_repository();
    for (day, days) in [("2026-03-01", 10), ("2026-03-02", 12), ("2026-03-05", 15)] {
        commit(&yard, "plan", day, days);
        if days != 12 {
            yard.git(&["tag", "-a", &format!("v{days}"), "-m", "Said"]);
        }
    }
    yard.git(&["tag", "text", "HEAD:plan/project.md"]);
    let told = |value: &Value| {
        let text = |(reported, foretold): (Date, Date)| format!("{reported}:{foretold}");
        points(value, "live").into_iter().map(text).collect::<Vec<_>>().join(" ")
    };
    let all = trend(&yard, "repo/plan", &["--history"]);
    // The day is that of who committed, who lives west of Greenwich.
    assert_eq!(told(&all), "2026-03-01:2026-03-11 2026-03-02:2026-03-14 2026-03-05:2026-03-20");
    let tags = trend(&yard, "repo/plan", &["--tags"]);
    assert_eq!(told(&tags), "2026-03-01:2026-03-11 2026-03-05:2026-03-20");
    let url = format!("file://{}", yard.path("repo").display());
    yard.git_in("home", &["clone", "-q", "--depth", "2", &url, "../shallow"]);
    let shallow = trend(&yard, "shallow/plan", &["--history"]);
    assert_eq!(told(&shallow), "2026-03-02:2026-03-14 2026-03-05:2026-03-20");
    let notes = shallow["notes"][0].as_str().unwrap();
    assert!(notes.contains("before 2026-03-02 is not known") && notes.contains("fetch-depth: 0"), "{notes}");
    let (code, text) = yard.planmark("repo/plan", &["trend", "--history", "--today", "2026-04-24"]);
    assert!(
        code == 0 && text.contains("a  live  2026-03-20  9 days later than at first; recedes 2.19 days a day"),
        "{text}"
    );
}

#[test]
fn of_several_plans_the_one_of_the_same_id_is_followed() {
    let yard = Yard::with_repository();
    commit(&yard, "a", "2026-03-01", 10);
    yard.write("repo/b/project.md", "---\ntitle: Other\nmilestones:\n  live: {title: Live, target: 2026-12-31}\n---\n");
    yard.git(&["add", "--all"]);
    yard.git(&["mv", "a", "c"]);
    commit(&yard, "c", "2026-03-02", 10);
    let value = trend(&yard, "repo/c", &["--history"]);
    assert_eq!(points(&value, "live").len(), 2, "{value}");
    assert!(!value.to_string().contains("2026-12-31"), "{value}");
}

#[test]
fn snapshots_of_updates_need_no_git() {
    let yard = Yard::new();
    let update = |day: &str, foretold: &str| {
        let text =
            format!("---\ndone: [Work]\nsnapshot: {{milestones: [{{milestone: live, date: {foretold}}}]}}\n---\n");
        yard.write(&format!("plan/updates/{day}.md"), text);
    };
    yard.write("plan/project.md", "---\ntitle: Long\nmilestones:\n  live: {title: Live, target: 2026-05-01}\n---\n");
    let value = trend(&yard, "plan", &[]);
    assert!(value["notes"][0].as_str().unwrap().contains("no update holds a snapshot"), "{value}");
    for (day, foretold) in [("2026-04-01", "2026-05-01"), ("2026-04-08", "2026-05-05"), ("2026-04-15", "2026-05-08")] {
        update(day, foretold);
    }
    let value = trend(&yard, "plan", &[]);
    let line = &value["milestones"][0];
    assert_eq!((line["slope"].as_str(), line["pace"].as_str()), (Some("0.5"), Some("slipping")), "{value}");
    assert_eq!(line["arrival"], "2026-05-31");
    let (code, told) = yard.planmark("plan", &["trend", "--history"]);
    assert!(code == 2 && told.contains("is in no git repository"), "{told}");
}
