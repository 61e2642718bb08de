//! A plan for other programs: what is in an export, in which order, and what never is.

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::render;
use planmark::schedule::{Mode, schedule};
use planmark::text::SourceSet;
use planmark::value::Date;
use planmark::view::exchange::{Exchange, exchange};

use crate::folder::sources;
use crate::program::{Sandbox, TODAY};

/// The children of a task in the order of the schema, as far as planmark writes them.
const TASK_ORDER: &[&str] = &[
    "UID",
    "ID",
    "Name",
    "Type",
    "IsNull",
    "WBS",
    "OutlineNumber",
    "OutlineLevel",
    "Priority",
    "Start",
    "Finish",
    "Duration",
    "DurationFormat",
    "Stop",
    "Resume",
    "ResumeValid",
    "EffortDriven",
    "Estimated",
    "Milestone",
    "Summary",
    "Critical",
    "EarlyStart",
    "EarlyFinish",
    "LateStart",
    "LateFinish",
    "FreeSlack",
    "TotalSlack",
    "PercentComplete",
    "ActualStart",
    "ActualFinish",
    "ActualDuration",
    "RemainingDuration",
    "ConstraintType",
    "CalendarUID",
    "ConstraintDate",
    "Deadline",
    "IgnoreResourceCalendar",
    "PhysicalPercentComplete",
    "PredecessorLink",
    "ExtendedAttribute",
    "Baseline",
];

fn exported(sources: &SourceSet, today: &str) -> Exchange {
    let today = Date::parse(today).expect("a date");
    let Analysis { portfolio, .. } = analyze(sources, &Config::default(), today);
    let project = &portfolio.projects[0];
    exchange(&portfolio, project, &schedule(&portfolio, project, project.status_date(today), Mode::Forecast))
}

/// The texts of an element, in the order of the file.
fn texts<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    xml.split(&open).skip(1).map(|rest| rest.split(&close).next().unwrap_or_default()).collect()
}

/// Names of the elements right inside a block, by its indentation.
fn children(block: &str) -> Vec<&str> {
    let is_child = |line: &&str| line.starts_with("      <") && !line.starts_with("      </");
    block.lines().filter(is_child).map(|line| line[7..].split('>').next().unwrap_or_default()).collect()
}

#[test]
fn tasks_stand_in_the_order_of_the_schema_and_every_one_has_its_lengths() {
    let xml = render::mspdi(&exported(&sources("example-project"), TODAY));
    let blocks = xml.split("    <Task>\n").skip(2).map(|rest| rest.split("    </Task>").next().unwrap_or_default());
    let mut count = 0;
    for block in blocks {
        let names = children(block);
        let places: Vec<usize> = names
            .iter()
            .map(|name| TASK_ORDER.iter().position(|known| known == name).unwrap_or_else(|| panic!("{name}")))
            .collect();
        assert!(places.is_sorted(), "{names:?}");
        for needed in ["Duration", "RemainingDuration", "ActualDuration", "PercentComplete"] {
            assert!(names.contains(&needed), "{needed}: {block}");
        }
        count += 1;
    }
    // 26 tasks, 6 milestones, 3 requests that something waits for.
    assert_eq!(count, 35);
    assert_eq!(texts(&xml, "DayType").len() % 7, 0, "every calendar has seven days");
}

#[test]
fn the_example_has_its_dates_links_and_constraints() {
    let plan = exported(&sources("example-project"), TODAY);
    let told = |address: &str| {
        let node = plan.nodes.iter().find(|node| node.address == address).expect("it is exported");
        format!("{} {} {:?}", node.start, node.finish, node.hold)
    };
    assert_eq!(told("tasks/build-vpn"), "2026-04-29T09:00 2026-05-01T17:00 None");
    assert!(told("tasks/hq-cutover").starts_with("2026-05-09T19:00 2026-05-09T22:00 Some(StartsOn"));
    let xml = render::mspdi(&plan);
    let documentation = xml.split("<Name>Write documentation</Name>").nth(1).expect("it is there");
    assert_eq!(texts(documentation, "Type")[1..3], ["1", "0"], "finish to start, then finish to finish");
    assert_eq!(texts(documentation, "LinkLag")[..2], ["0", "9600"], "two days of eight hours in tenths of a minute");
    assert!(plan.left_out.iter().any(|sentence| sentence.contains("hq-cutover")), "{:?}", plan.left_out);
}

#[test]
fn parts_stand_under_their_summary_and_hostile_titles_stay_texts() {
    let plan = SourceSet::of_texts(&[(
        "project.md",
        "---\ntitle: \"</Name><Evil/>&\"\ntarget: {start: 2026-06-01}\ntasks:\n  all: {title: All}\n  one: {title: \
         '<One>', duration: 1d, parent: all}\n  two: {title: Two, duration: 3ed, parent: all, after: one}\n  loop: \
         {title: Loop, after: loop, duration: 1d}\n---\n",
    )]);
    let plan = exported(&plan, "2026-05-29");
    let outline: Vec<String> = plan.nodes.iter().map(|node| format!("{} {}", node.level, node.address)).collect();
    assert_eq!(outline, ["1 tasks/all", "2 tasks/one", "2 tasks/two"]);
    assert_eq!(plan.left_out, ["no dates can be computed for loop: left out"]);
    let xml = render::mspdi(&plan);
    assert_eq!(texts(&xml, "OutlineNumber"), ["0", "1", "1.1", "1.2"]);
    assert!(!xml.contains("<Evil") && !xml.contains("<One>"), "{xml}");
    let elapsed = xml.split("<Name>Two</Name>").nth(1).expect("it is there");
    assert_eq!((texts(elapsed, "Duration")[0], texts(elapsed, "DurationFormat")[0]), ("PT72H0M0S", "8"));
}

#[test]
fn what_was_agreed_goes_along() {
    let project = "---\ntitle: Agreed\ntarget: {start: 2026-06-01}\ntasks:\n  one: {title: One, duration: 3d}\nmilestones:\n  \
                   end: {title: End, after: one}\n---\n";
    let baseline = "of: agreed\ntasks: {one: {start: 2026-06-01, finish: 2026-06-02, duration: 2d, value: 960}}\n\
                    milestones: {end: 2026-06-02}\n";
    let plan = SourceSet::of_texts(&[("project.md", project), ("baseline.yml", baseline)]);
    let xml = render::mspdi(&exported(&plan, "2026-05-29"));
    let block = texts(&xml, "Baseline")[0];
    let told = ["Start", "Finish", "Duration", "Cost"].map(|name| texts(block, name)[0]);
    assert_eq!(told, ["2026-06-01T09:00:00", "2026-06-02T17:00:00", "PT16H0M0S", "96000"]);
    assert!(xml.contains("<Finish>2026-06-03T17:00:00</Finish>"), "the plan is a day later by now");
    assert_eq!(texts(&xml, "Baseline").len(), 2);
}

#[test]
fn every_format_is_written_and_says_what_it_needs() {
    let sandbox = Sandbox::with_example();
    let json = sandbox.run(&["export", "json", "plan", "--today", TODAY]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["money"]["whole"]["estimate_at_completion"], "32415.45");
    assert_eq!(json["registers"]["tasks"]["build-hq"]["computed_finish"], "2026-04-28");
    assert_eq!(json["registers"]["budget"]["engineering"]["amount"], "9600");
    let text = sandbox.exits(&["export", "csv", "plan"], 2);
    assert!(text.contains("a plan has several tables: stakeholders, "), "{text}");
    sandbox.exits(&["export", "csv", "plan", "-o", "tables"], 0);
    assert!(sandbox.path("tables/tasks.csv").is_file() && sandbox.path("tables/lessons.csv").is_file());
    let text = sandbox.exits(&["export", "csv", "plan", "--table", "task"], 2);
    assert!(text.contains("did you mean `tasks`?"), "{text}");
    let text = sandbox.exits(&["export", "ics", "plan", "--today", TODAY], 0);
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("SUMMARY:Headquarters live\r\n"), "{text}");
}

#[test]
fn an_export_for_the_client_is_what_the_clients_site_holds() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0);
    let read = |path: &str| std::fs::read(sandbox.path(path)).expect("the file is there");
    for (format, file) in [("json", "status.json"), ("ics", "calendar.ics")] {
        let output = sandbox.run(&["export", format, "plan", "--today", TODAY, "--audience", "client"]);
        assert!(output.stdout == read(&format!("public/{file}")), "{format}");
    }
    sandbox.exits(&["export", "csv", "plan", "--today", TODAY, "--audience", "client", "-o", "tables"], 0);
    assert!(read("tables/tasks.csv") == read("public/tasks.csv"));
    assert!(!sandbox.path("tables/risks.csv").exists());
    let text = sandbox.exits(&["export", "mspdi", "plan", "--audience", "client"], 2);
    assert!(text.contains("the provider's own"), "{text}");
}
