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
    assert!(text.contains("4 warnings, 3 infos"), "{text}");
    sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0);
    assert!(sandbox.path("public/index.html").is_file());
    let text = sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0);
    assert!(text.contains("up to date"), "{text}");
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
    assert!(text.contains("window `hq-night`") && text.contains("0 working days before"), "{text}");
    let text = sandbox.exits(&["schedule", "plan", "--today", TODAY, "--output-format", "json"], 0);
    let value: serde_json::Value = serde_json::from_str(&text).expect("valid JSON");
    assert_eq!(value["finish"], "2026-05-22");
    let text = sandbox.exits(&["status", "plan", "--today", TODAY], 0);
    assert!(text.contains("overall   amber") && text.contains("32,415"), "{text}");
    sandbox.exits(&["schedule", "plan", "--explain", "hq-cutovr"], 2);
}
