//! The program itself: exit codes, streams, files that it writes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::repository::copy;

pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the test") }
    }

    pub(crate) fn with_example() -> Self {
        let sandbox = Self::new();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &sandbox.path("plan"));
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_planmark"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("CLICOLOR_FORCE")
            .env("NO_COLOR", "1")
            .output()
            .expect("the program starts")
    }

    pub(crate) fn exits(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{text}");
        text
    }

    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let path = self.path(path);
        let text = std::fs::read_to_string(&path).expect("the file is there");
        assert!(text.contains(from), "{from:?} is in {}", path.display());
        std::fs::write(&path, text.replacen(from, to, 1)).expect("the file can be written");
    }
}

pub(crate) const TODAY: &str = "2026-04-24";

#[test]
fn the_example_is_checked_and_built_and_the_second_build_changes_nothing() {
    let sandbox = Sandbox::with_example();
    let text = sandbox.exits(&["check", "plan", "--today", TODAY], 0);
    assert!(text.contains("5 warnings, 8 infos"), "{text}");
    sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0);
    assert!(sandbox.path("public/index.html").is_file());
    let text = sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0);
    assert!(text.contains("up to date"), "{text}");
    sandbox.exits(&["build", "plan", "-o", "changed", "--today", TODAY], 0);
    sandbox.edit("plan/tasks.md", "title: Survey both sites", "title: Survey all sites");
    let text = sandbox.exits(&["build", "plan", "-o", "changed", "--today", TODAY], 0);
    assert!(text.contains(" unchanged, 0 taken away") && !text.contains("up to date"), "{text}");
    sandbox.edit("plan/tasks.md", "title: Survey all sites", "title: Survey both sites");
    sandbox.exits(&["build", "plan", "-o", "elsewhere", "--today", TODAY], 0);
    for page in ["index.html", "about.html", "calendar.ics", "tasks/hq-cutover.html"] {
        let read = |folder: &str| std::fs::read(sandbox.path(folder).join(page)).expect("the page is there");
        assert!(read("public") == read("elsewhere"), "{page} differs");
    }
}

#[test]
fn a_wrong_plan_exits_with_1_and_keeps_the_old_site() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0);
    let before = std::fs::read(sandbox.path("public/index.html")).expect("the page is there");
    sandbox.edit("plan/tasks.md", "after: survey", "after: surveyy");
    sandbox.exits(&["check", "plan", "--today", TODAY], 1);
    sandbox.exits(&["check", "plan", "--today", TODAY, "--exit-zero"], 0);
    let text = sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 1);
    assert!(text.contains("dangling-reference") && text.contains("nothing was built"), "{text}");
    assert!(std::fs::read(sandbox.path("public/index.html")).expect("still there") == before);
}

#[test]
fn what_planmark_cannot_do_exits_with_2() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["check", "nowhere"], 2);
    sandbox.exits(&["check", "plan", "--select", "no-such-rule"], 2);
    sandbox.exits(&["chekc"], 2);
    std::fs::create_dir(sandbox.path("mine")).expect("a folder");
    std::fs::write(sandbox.path("mine/letter.txt"), "mine").expect("a file");
    let text = sandbox.exits(&["build", "plan", "-o", "mine", "--today", TODAY], 2);
    assert!(text.contains("letter.txt"), "{text}");
    assert_eq!(std::fs::read_to_string(sandbox.path("mine/letter.txt")).expect("still there"), "mine");
    sandbox.exits(&["build", "plan", "-o", ".", "--today", TODAY], 2);
    std::fs::write(sandbox.path("plan/planmark.toml"), "[rules]\nno-scope-outt = \"off\"\n").expect("a file");
    let text = sandbox.exits(&["check", "plan", "--today", TODAY], 2);
    assert!(text.contains("no-scope-out"), "{text}");
}

#[test]
fn a_new_plan_of_each_type_passes_and_nothing_is_overwritten() {
    let sandbox = Sandbox::new();
    for kind in ["firewall", "office-relocation", "voip", "cloud-migration", "minimal"] {
        sandbox.exits(&["new", kind, "--type", kind, "--today", TODAY], 0);
        sandbox.exits(&["check", kind, "--today", TODAY], 0);
        let text = sandbox.exits(&["new", kind, "--type", kind, "--today", TODAY], 2);
        assert!(text.contains("nothing is ever overwritten"), "{text}");
    }
    std::fs::create_dir_all(sandbox.path("repository/.git")).expect("a folder");
    sandbox.exits(&["new", "repository", "--today", TODAY], 0);
    sandbox.exits(&["new", "shown", "--diff", "--today", TODAY], 0);
    assert!(!sandbox.path("shown").exists());
}

#[test]
fn fixes_are_shown_first_and_keep_line_ends_and_comments() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("plan")).expect("a folder");
    let plan = "---\r\ntitle: Two rooms # ours\r\ntarget: {start: 2026-4-3, finish: 2026-06-01}\r\n---\r\n";
    std::fs::write(sandbox.path("plan/project.md"), plan).expect("a file");
    let text = sandbox.exits(&["check", "plan", "--fix", "--diff", "--today", TODAY], 0);
    assert!(text.contains("2026-04-03"), "{text}");
    assert_eq!(std::fs::read_to_string(sandbox.path("plan/project.md")).expect("still there"), plan);
    sandbox.run(&["check", "plan", "--fix", "--today", TODAY]);
    let fixed = std::fs::read_to_string(sandbox.path("plan/project.md")).expect("still there");
    assert_eq!(fixed, plan.replace("2026-4-3", "2026-04-03"));
}

#[test]
fn a_signature_is_written_once_by_somebody_who_may() {
    let sandbox = Sandbox::with_example();
    let text = sandbox.exits(&["sign", "branch-night.approved", "--by", "sam", "--path", "plan", "--today", TODAY], 2);
    assert!(text.contains("dana") && text.contains("may not sign"), "{text}");
    sandbox.exits(&["sign", "branch-night.approved", "--by", "dana", "--path", "plan", "--today", TODAY], 0);
    let text = sandbox.exits(&["check", "plan", "--today", TODAY, "--output-format", "concise"], 0);
    assert!(!text.contains("window-unapproved"), "{text}");
    sandbox.exits(&["sign", "branch-night.approved", "--by", "dana", "--path", "plan", "--today", TODAY], 2);
    sandbox.edit("plan/windows.md", "2026-05-16T22:00", "2026-05-16T23:00");
    let text = sandbox.exits(&["check", "plan", "--today", TODAY, "--output-format", "concise"], 1);
    assert!(text.contains("stale-signature"), "{text}");
}

#[test]
fn an_added_item_is_where_it_belongs() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["add", "task", "--title", "Label: all cables", "--path", "plan", "--today", TODAY], 0);
    let tasks = std::fs::read_to_string(sandbox.path("plan/tasks.md")).expect("still there");
    assert!(tasks.contains("  label-all-cables:\n    title: \"Label: all cables\"\n"), "{tasks}");
    sandbox.exits(&["add", "issue", "noise", "--title", "Noise in the rack", "--path", "plan", "--today", TODAY], 0);
    assert!(sandbox.path("plan/issues/noise.md").is_file());
    sandbox.exits(&["add", "issue", "noise", "--path", "plan", "--today", TODAY], 2);
}

#[test]
fn several_formats_go_into_files_in_one_run() {
    let sandbox = Sandbox::with_example();
    let arguments =
        ["check", "plan", "--today", TODAY, "--output-format", "json=a.json", "--output-format", "sarif=b.sarif"];
    let text = sandbox.exits(&arguments, 0);
    assert!(text.is_empty(), "{text}");
    for name in ["a.json", "b.sarif"] {
        let text = std::fs::read_to_string(sandbox.path(name)).expect("the report is there");
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert!(value.is_object());
    }
}

#[test]
fn every_rule_and_kind_is_explained() {
    let sandbox = Sandbox::new();
    let all = sandbox.exits(&["rules", "--json"], 0);
    let rules: serde_json::Value = serde_json::from_str(&all).expect("valid JSON");
    assert_eq!(rules.as_array().or(rules["rules"].as_array()).map(Vec::len), Some(planmark::rules::RULES.len()));
    for rule in planmark::rules::RULES.iter().step_by(12) {
        assert!(sandbox.exits(&["explain", rule.name], 0).contains(rule.name));
    }
    sandbox.exits(&["explain", "task"], 0);
    sandbox.exits(&["schema", "task"], 0);
    sandbox.exits(&["doctor"], 0);
    assert!(sandbox.exits(&["completions", "bash"], 0).contains("planmark"));
}

#[test]
fn dates_and_standing_are_computed_and_explained() {
    let sandbox = Sandbox::with_example();
    let text = sandbox.exits(&["schedule", "plan", "--today", TODAY], 0);
    assert!(text.contains("finish  2026-05-22") && text.contains("buffer  0 working days before hq-night"), "{text}");
    let text = sandbox.exits(&["schedule", "plan", "--today", TODAY, "--explain", "hq-cutover"], 0);
    assert!(text.contains("window `hq-night`") && text.contains("with no working day to spare"), "{text}");
    let text = sandbox.exits(&["schedule", "plan", "--today", TODAY, "--explain", "wipe-devices"], 0);
    // An absence that moves nothing is not told.
    assert!(text.contains("measured to the finish 2026-05-22") && !text.contains("away"), "{text}");
    let text = sandbox.exits(&["schedule", "plan", "--today", TODAY, "--explain", "watch-hq"], 0);
    assert!(text.contains("2 working days, measured to the window `branch-night`"), "{text}");
    let text = sandbox.exits(&["schedule", "plan", "--today", TODAY, "--output-format", "json"], 0);
    let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    assert_eq!(value["finish"], "2026-05-22");
    let text = sandbox.exits(&["status", "plan", "--today", TODAY], 0);
    assert!(text.contains("overall   amber") && text.contains("32,415"), "{text}");
    sandbox.exits(&["schedule", "plan", "--explain", "hq-cutovr"], 2);
}

#[test]
fn what_was_agreed_is_written_freely_until_it_is_signed_and_then_only_for_approved_changes() {
    let sandbox = Sandbox::with_example();
    std::fs::remove_file(sandbox.path("plan/baseline.yml")).expect("the example has a baseline");
    sandbox.edit("plan/project.md", "stage: execution", "stage: planning");
    let signed = "  - {gate: planning, by: dana, date: 2026-03-17, note: plan and budget agreed at the kick-off}\n";
    sandbox.edit("plan/project.md", signed, "");
    let day = |day: &'static str| move |arguments: &[&'static str]| [arguments, &["--today", day]].concat();
    let march = day("2026-03-17");
    let text = sandbox.exits(&march(&["baseline", "plan"]), 2);
    assert!(text.contains("nothing is agreed yet"), "{text}");
    let text = sandbox.exits(&march(&["gate", "planning", "--path", "plan"]), 1);
    assert!(text.contains("no-baseline"), "{text}");
    let text = sandbox.exits(&march(&["baseline", "plan", "--write", "--diff"]), 0);
    assert!(text.contains("+total: 33410") && !sandbox.path("plan/baseline.yml").exists(), "{text}");
    sandbox.exits(&march(&["baseline", "plan", "--write"]), 0);
    sandbox.edit("plan/budget.md", "amount: 1450", "amount: 1400");
    let text = sandbox.exits(&march(&["baseline", "plan"]), 0);
    assert!(text.contains("budget/lte-kit.amount: agreed 1,450, now 1,400"), "{text}");
    sandbox.exits(&march(&["baseline", "plan", "--write"]), 0);
    sandbox.exits(&march(&["sign", "planning", "--by", "dana", "--path", "plan"]), 0);
    sandbox.edit("plan/project.md", "stage: planning", "stage: execution");
    sandbox.edit("plan/budget.md", "amount: 1400", "amount: 1650");
    let april = day("2026-04-24");
    let text = sandbox.exits(&april(&["check", "plan", "--select", "change,budget-drift"]), 1);
    assert!(text.contains("is `1,650`, and `1,400` was agreed"), "{text}");
    // Told once: the sum of the budget says nothing that this line does not say.
    assert!(!text.contains("the budget comes to"), "{text}");
    let before = std::fs::read_to_string(sandbox.path("plan/baseline.yml")).expect("a baseline");
    let text = sandbox.exits(&april(&["baseline", "plan", "--write"]), 1);
    assert!(text.contains("not written:") && text.contains("the baseline holds it already"), "{text}");
    let request = "---\ntitle: A better kit\nraised: {by: mei, date: 2026-04-23}\nreason: The cheap one is sold out.\n\
                   impact: {schedule: 0d, budget: 250, scope: none, risk: none}\nmodifies: [budget/lte-kit]\n\
                   status: approved\n---\n";
    std::fs::write(sandbox.path("plan/changes/better-kit.md"), request).expect("a file");
    let text = sandbox.exits(&april(&["baseline", "plan", "--write"]), 1);
    assert!(text.contains("nobody signed the approval"), "{text}");
    sandbox.exits(&april(&["sign", "better-kit.decided", "--by", "dana", "--path", "plan"]), 0);
    let text = sandbox.exits(&april(&["baseline", "plan"]), 0);
    assert!(text.contains("approved with the change `better-kit`"), "{text}");
    sandbox.exits(&april(&["check", "plan", "--select", "change,budget-drift"]), 0);
    sandbox.exits(&april(&["baseline", "plan", "--write"]), 0);
    let after = std::fs::read_to_string(sandbox.path("plan/baseline.yml")).expect("a baseline");
    assert!(after.contains("because: [better-kit, lte-at-branch]") && after.contains("total: 33610"), "{after}");
    let dated = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.contains("finish: ")).map(str::to_owned).collect()
    };
    let moved: Vec<_> = dated(&after).into_iter().filter(|line| !dated(&before).contains(line)).collect();
    assert_eq!(moved.len(), 1, "only the value of the task that the line pays for: {moved:?}");
    sandbox.edit("plan/baseline.yml", "total: 33610", "total: 40000");
    let text = sandbox.exits(&april(&["check", "plan", "--select", "baseline-rewritten"]), 1);
    assert!(text.contains("edited after planmark wrote it"), "{text}");
    let text = sandbox.exits(&april(&["baseline", "plan", "--write"]), 1);
    assert!(text.contains("not as planmark wrote it"), "{text}");
}

#[test]
fn a_new_update_keeps_the_figures_of_the_status_date() {
    let sandbox = Sandbox::with_example();
    std::fs::remove_file(sandbox.path("plan/updates/2026-04-24.md")).expect("the example has an update");
    sandbox.exits(&["add", "update", "--path", "plan", "--today", TODAY], 0);
    let text = std::fs::read_to_string(sandbox.path("plan/updates/2026-04-24.md")).expect("an update");
    for line in [
        "  pv: 22980",
        "  ev: 22380",
        "  ac: 23470",
        "  percent: 72%",
        "  light: amber",
        "    - {window: hq-night, days: 0}",
    ] {
        assert!(text.lines().any(|one| one == line), "{line:?} is in {text}");
    }
    let text = sandbox.exits(&["add", "update", "--path", "plan", "--today", "2026-05-01"], 0);
    assert!(text.contains("its figures are those of 2026-04-24"), "{text}");
    let text = sandbox.exits(&["gate", "monitoring", "--path", "plan", "--today", TODAY], 0);
    assert!(text.contains("the update of 2026-04-24") && text.contains("tcpi-unrealistic"), "{text}");
    std::fs::remove_file(sandbox.path("plan/baseline.yml")).expect("the example has a baseline");
    let text = sandbox.exits(&["check", "plan", "--today", TODAY, "--statistics", "--exit-zero"], 0);
    assert!(text.contains("not run  bei: there is no baseline"), "{text}");
    let text = sandbox.exits(&["check", "plan", "--today", TODAY, "--output-format", "json", "--exit-zero"], 0);
    assert!(text.contains("\"reason\": \"there is no baseline\""), "{text}");
}

#[test]
fn a_plan_is_levelled_played_through_and_drawn() {
    let sandbox = Sandbox::with_example();
    let run = |more: &[&str]| sandbox.exits(&[&["schedule", "plan", "--today", TODAY], more].concat(), 0);
    let text = run(&["--levelled"]);
    assert!(text.contains("finish  2026-05-27 (without levelling 2026-05-22)"), "{text}");
    assert!(text.lines().any(|line| line.starts_with("> watch-branch") && line.ends_with("  sam")), "{text}");
    let text = run(&["--forecast"]);
    assert!(text.contains("5,000 runs over 0 three-point estimates and 5 risks"), "{text}");
    for more in [&["--levelled"][..], &["--forecast"]] {
        let text = run(&[more, &["--output-format", "json"]].concat());
        let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
        assert_eq!(value["schema_version"], 1);
        assert!(run(&[more, &["--output-format", "csv"]].concat()).starts_with("\"register\",\"id\""));
    }
    let text = run(&["--gantt", "--ascii"]);
    assert!(text.is_ascii() && text.lines().all(|line| line.len() <= 100), "{text}");
    let row = text.lines().find(|line| line.starts_with("build-hq")).expect("a line of the task");
    assert!(row.contains("04-28") && row.contains("-##"), "{row}");
    assert!(run(&["--gantt", "--levelled"]).contains("status date"));
}
