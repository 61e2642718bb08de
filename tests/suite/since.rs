//! `check --since`: only what is new, judged by the settings of then.

use std::path::Path;

use super::repository::{Yard, copy};

const TODAY: &str = "2026-04-24";

/// The example in a repository, with a branch that is checked out.
fn example() -> Yard {
    let yard = Yard::with_repository();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &yard.path("repo/plan"));
    yard.commit("Plan");
    yard.git(&["checkout", "-q", "-b", "topic"]);
    yard
}

fn edit(yard: &Yard, file: &str, from: &str, to: &str) {
    let path = format!("repo/plan/{file}");
    let text = yard.read(&path);
    assert!(text.contains(from), "{from:?} is in {file}");
    yard.write(&path, text.replacen(from, to, 1));
}

fn since(yard: &Yard, arguments: &[&str]) -> (i32, String) {
    let all =
        [&["check", "plan", "--today", TODAY, "--output-format", "concise", "--since", "main"], arguments].concat();
    yard.planmark("repo", &all)
}

#[test]
fn what_was_there_before_is_not_shown() {
    let yard = example();
    let (code, told) = since(&yard, &[]);
    assert!(code == 0 && !told.contains("plan/"), "{told}");
    // Items move down, into a file of their own, and onto the base's branch meanwhile.
    edit(&yard, "tasks.md", "tasks:\n", "tasks:\n\n  # The order of work.\n");
    yard.commit("Move");
    yard.git(&["checkout", "-q", "main"]);
    edit(&yard, "tasks.md", "after: survey", "after: surveyy");
    yard.commit("Elsewhere");
    yard.git(&["checkout", "-q", "topic"]);
    let (code, told) = since(&yard, &[]);
    assert!(code == 0 && !told.contains("plan/"), "{told}");
    assert!(told.contains("only what is new since"), "{told}");
}

#[test]
fn what_is_new_is_shown_alone_in_every_format() {
    let yard = example();
    edit(&yard, "tasks.md", "after: survey", "after: surveyy");
    let (code, told) = since(&yard, &[]);
    assert_eq!(code, 1, "{told}");
    assert!(told.contains("dangling-reference") && !told.contains("estimate"), "{told}");
    let formats = ["full", "json", "sarif", "github", "gitlab", "junit", "markdown"];
    for format in formats {
        let (code, told) =
            yard.planmark("repo", &["check", "plan", "--today", TODAY, "--since", "main", "--output-format", format]);
        assert!(code == 1 && told.contains("surveyy"), "{format}: {told}");
        // An open finding of the example, in its own words.
        assert!(!told.contains("has not agreed to the outage"), "{format}: {told}");
    }
}

#[test]
fn a_change_cannot_switch_off_what_judges_it() {
    let yard = example();
    edit(&yard, "tasks.md", "after: survey", "after: surveyy");
    yard.write("repo/plan/planmark.toml", "[rules]\ndangling-reference = \"off\"\n");
    let (code, told) = since(&yard, &[]);
    assert_eq!(code, 1, "{told}");
    let lines: Vec<&str> = told.lines().filter(|line| line.starts_with("plan/")).collect();
    assert!(lines[0].contains("control-change") && lines[0].contains("`rules.dangling-reference`"), "{told}");
    assert!(lines[1..].iter().any(|line| line.contains("dangling-reference")), "{told}");
    // Without a base the new settings count.
    let (_, told) = yard.planmark("repo", &["check", "plan", "--today", TODAY]);
    assert!(!told.contains("dangling-reference"), "{told}");
}

#[test]
fn a_new_waiver_is_reported_first() {
    let yard = example();
    edit(&yard, "tasks.md", "    after: survey\n", "    after: survey\n    waive: {long-task: \"it is one visit\"}\n");
    let (_, told) = since(&yard, &[]);
    let first = told.lines().find(|line| line.starts_with("plan/")).unwrap_or_default();
    assert!(first.contains("`long-task` is waived for `tasks/write-scope` now: it is one visit"), "{told}");
    let (code, _) = since(&yard, &["--error-on-warnings"]);
    assert_eq!(code, 1);
}

#[test]
fn what_cannot_be_compared_exits_with_2_and_says_what_to_do() {
    let yard = example();
    let check = |revision: &str| yard.planmark("repo", &["check", "plan", "--today", TODAY, "--since", revision]);
    let (code, told) = check("mian");
    assert!(code == 2 && told.contains("did you mean `main`?"), "{told}");
    let (code, told) = check("--output=owned");
    assert!(code == 2 && !yard.path("repo/owned").exists(), "{told}");
    yard.git(&["checkout", "-q", "--orphan", "island"]);
    yard.commit("Island");
    let (code, told) = check("main");
    assert!(code == 2 && told.contains("--two-dot"), "{told}");
    let (code, told) = yard.planmark("repo", &["check", "plan", "--today", TODAY, "--since", "main", "--two-dot"]);
    assert_eq!(code, 0, "{told}");
}

#[test]
fn everything_is_new_where_there_was_no_plan() {
    let yard = Yard::with_repository();
    yard.write("repo/code.rs", "");
    yard.commit("Code");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &yard.path("repo/plan"));
    let (code, told) = since(&yard, &[]);
    assert!(code == 0 && told.contains("everything is new") && told.contains("plan/"), "{told}");
}
