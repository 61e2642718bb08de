//! The diff on a real repository: the change of the example with and without its approval, and every way to name two
//! states of a plan.

use std::path::Path;

use crate::repository::{Yard, copy};

const TODAY: [&str; 2] = ["--today", "2026-04-24"];

/// The part of a text from a mark up to another one.
fn part<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let start = text.find(from).expect("the mark is there");
    let end = start + text[start..].find(to).expect("the end is there");
    &text[start..end]
}

fn edit(yard: &Yard, path: &str, from: &str, to: &str) {
    let text = yard.read(path);
    assert!(text.contains(from), "{from:?} is in {path}");
    yard.write(path, text.replacen(from, to, 1));
}

/// The example before its change request was approved, on `main`, and the change carried out on the branch `lte`,
/// not approved yet.
fn with_lte_branch() -> Yard {
    let yard = Yard::with_repository();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &yard.path("repo"));
    // What was agreed is not what this is about.
    let _ = std::fs::remove_file(yard.path("repo/baseline.yml"));
    let (tasks, budget) = (yard.read("repo/tasks.md"), yard.read("repo/budget.md"));
    let deliverable = yard.read("repo/deliverables/lte-failover.md");
    edit(
        &yard,
        "repo/changes/lte-at-branch.md",
        "status: approved\ndecided: {by: dana, date: 2026-04-08}",
        "status: proposed",
    );
    std::fs::remove_file(yard.path("repo/deliverables/lte-failover.md")).expect("it is there");
    let task = part(&tasks, "  install-lte:\n", "  bench-test:\n");
    yard.write("repo/tasks.md", tasks.replacen(task, "", 1).replacen(", install-lte", "", 1));
    let cost = part(&budget, "  lte-kit:\n", "---\n\n");
    yard.write("repo/budget.md", budget.replacen(cost, "", 1));
    yard.commit("the plan as agreed");
    yard.git(&["switch", "-q", "-c", "lte"]);
    yard.write("repo/tasks.md", tasks);
    yard.write("repo/budget.md", budget);
    yard.write("repo/deliverables/lte-failover.md", deliverable);
    yard.commit("LTE at the branch");
    yard
}

fn diff(yard: &Yard, arguments: &[&str]) -> (i32, String) {
    let arguments: Vec<&str> = ["diff"].iter().chain(arguments).chain(&TODAY).copied().collect();
    yard.planmark("repo", &arguments)
}

fn approve(yard: &Yard) {
    let file = "repo/changes/lte-at-branch.md";
    edit(yard, file, "status: proposed", "status: approved\ndecided: {by: dana, date: 2026-04-08}");
    yard.commit("approved");
}

#[test]
fn the_change_of_the_example_is_uncovered_until_somebody_who_may_decide_approves_it() {
    let yard = with_lte_branch();
    let (code, text) = diff(&yard, &["main", "--gate"]);
    assert_eq!(code, 1, "{text}");
    for line in [
        "deliverable `lte-failover` is new: LTE failover at branch",
        "task `install-lte` is new: Install LTE failover, 1d, work for `lte-failover`",
        "cost `lte-kit` is new: LTE failover at the branch, 1,450",
        "`lte-at-branch` names it, but is not decided yet",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(text.contains("+1 deliverable, +1,450, finish +0 d, 3 uncovered"), "{text}");

    approve(&yard);
    let (code, text) = diff(&yard, &["main", "--gate"]);
    assert_eq!(code, 0, "{text}");
    let headline = "+1 deliverable, +1,450, finish +0 d, 1 change approved (`lte-at-branch`), 0 uncovered";
    assert!(text.contains(headline), "{text}");

    // The client takes the right to decide away from the approver, and the branch catches up with that.
    yard.git(&["switch", "-q", "main"]);
    edit(&yard, "repo/stakeholders.md", "roles: [sponsor, decision-maker]", "roles: [user]");
    yard.commit("Dana left the project");
    yard.git(&["switch", "-q", "lte"]);
    yard.git(&["merge", "-q", "--no-edit", "main"]);
    let (code, text) = diff(&yard, &["main", "--gate"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("`dana`, who signed, may not decide by the base revision"), "{text}");
    assert!(text.contains("3 uncovered"), "{text}");

    // Giving it back in the very branch that needs it helps nobody.
    edit(
        &yard,
        "repo/stakeholders.md",
        "roles: [user]\n    org: Northgate Veterinary Group\n    channel: director",
        "roles: [sponsor]\n    org: Northgate Veterinary Group\n    channel: director",
    );
    yard.commit("Dana is back");
    let (code, text) = diff(&yard, &["main", "--gate"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("3 uncovered") && text.contains("First: who judges"), "{text}");
}

#[test]
fn a_signature_counts_only_with_a_commit_of_the_signer_where_that_is_asked() {
    let yard = with_lte_branch();
    approve(&yard);
    assert_eq!(diff(&yard, &["main..lte", "--gate"]).0, 0);
    let (code, text) = diff(&yard, &["main..lte", "--gate", "--verify-authors"]);
    assert_eq!(code, 1, "{text}");
    assert!(text.contains("nothing bears out that `dana` signed it"), "{text}");
    assert!(text.contains("3 uncovered"), "{text}");
    // A trailer of the commit names her.
    let message = "approved\n\nSigned-off-by: Dana Okafor <dana.okafor@example.com>";
    yard.git(&["commit", "-q", "--amend", "-m", message]);
    let (code, text) = diff(&yard, &["main..lte", "--gate", "--verify-authors"]);
    assert_eq!(code, 0, "{text}");
    let (code, text) = yard.planmark("repo", &["diff", ".", ".", "--verify-authors"]);
    assert!(code == 2 && text.contains("name a revision"), "{text}");
}

#[test]
fn two_states_can_be_named_in_every_way() {
    let yard = with_lte_branch();
    let is_change = |arguments: &[&str]| {
        let (code, text) = diff(&yard, arguments);
        assert_eq!(code, 0, "{arguments:?} {text}");
        text.contains("deliverable `lte-failover` is new")
    };
    for arguments in [&["main"][..], &["main..lte"], &["main...lte"], &["main.."], &["main..HEAD", "--two-dot"]] {
        assert!(is_change(arguments), "{arguments:?}");
    }
    assert!(!is_change(&[]), "the working tree is as the last commit has it");
    let (_, text) = diff(&yard, &["..main", "--two-dot"]);
    assert!(text.contains("deliverable `lte-failover` is gone"), "{text}");

    // A later commit on `main` is no part of the branch, unless the two are compared as they are.
    yard.git(&["switch", "-q", "main"]);
    edit(&yard, "repo/project.md", "budget_cap: 34000", "budget_cap: 36000");
    yard.commit("a higher cap");
    yard.git(&["switch", "-q", "lte"]);
    assert!(!diff(&yard, &["main"]).1.contains("budget_cap"));
    assert!(diff(&yard, &["main", "--two-dot"]).1.contains("`budget_cap` 36,000"));

    edit(&yard, "repo/project.md", "schedule: 5d", "schedule: 9d");
    yard.git(&["add", "--all"]);
    edit(&yard, "repo/project.md", "budget: 5%", "budget: 9%");
    let (_, staged) = diff(&yard, &["--staged"]);
    assert!(staged.contains("tolerance.schedule") && !staged.contains("tolerance.budget"), "{staged}");
    let (_, whole) = diff(&yard, &[]);
    assert!(whole.contains("tolerance.schedule") && whole.contains("tolerance.budget"), "{whole}");
    assert_eq!(diff(&yard, &["--exit-code"]).0, 1);
    assert_eq!(diff(&yard, &["HEAD..HEAD", "--exit-code"]).0, 0);
    let (code, text) = diff(&yard, &["mian"]);
    assert!(code == 2 && text.contains("main"), "{text}");
    let (code, text) = diff(&yard, &["main..lte", "--staged"]);
    assert!(code == 2 && text.contains("leave out one of the two"), "{text}");
}

#[test]
fn a_proposed_change_shows_what_it_would_do_and_writes_nothing() {
    let yard = with_lte_branch();
    let (code, text) = diff(&yard, &["--with", "branch-switches"]);
    assert_eq!(code, 0, "{text}");
    for line in ["+1 deliverable, +2,300", "free under the cap", "colour of budget", "replace-switches"] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert_eq!(yard.git(&["status", "--porcelain"]), "");
    let (code, text) = diff(&yard, &["--with", "branch-switch"]);
    assert!(code == 2 && text.contains("did you mean `branch-switches`?"), "{text}");
    let (code, text) = diff(&yard, &["--with", "lte-at-branch"]);
    assert!(code == 2 && text.contains("write its `delta`"), "{text}");
}

#[test]
fn every_format_goes_to_its_file_and_tells_the_same_verdict() {
    let yard = with_lte_branch();
    let formats = ["markdown=c.md", "json=d.json", "github=g.txt", "gitlab=q.json", "junit=j.xml"];
    let mut arguments = vec!["main", "--gate"];
    formats.iter().for_each(|format| arguments.extend(["--output-format", format]));
    let (code, text) = diff(&yard, &arguments);
    assert_eq!(code, 1, "{text}");
    let comment = yard.read("repo/c.md");
    assert!(comment.starts_with("<!-- planmark:diff:northgate-firewall -->\n"), "{comment}");
    let verdict = comment.lines().find(|line| line.contains("**planmark**")).expect("a verdict");
    assert!(verdict.contains("+1 deliverable, +1,450, finish +0 d, 3 uncovered"), "{verdict}");
    let report: serde_json::Value = serde_json::from_str(&yard.read("repo/d.json")).expect("JSON");
    assert_eq!(report["uncovered"], 3);
    assert!(yard.read("repo/g.txt").contains("::error file=deliverables/lte-failover.md,line=1"));
    let quality: serde_json::Value = serde_json::from_str(&yard.read("repo/q.json")).expect("JSON");
    let major = quality.as_array().expect("a list").iter().filter(|entry| entry["severity"] == "major");
    assert_eq!(major.count(), 3);
    assert!(yard.read("repo/j.xml").contains("<failure "));
}

#[test]
fn a_baseline_that_was_signed_and_deleted_is_taken_back_and_not_made_anew() {
    let yard = Yard::with_repository();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &yard.path("repo/plan"));
    let agreed = yard.commit("as agreed");
    let baseline = |arguments: &[&str]| {
        let arguments: Vec<&str> =
            ["baseline", "plan", "--write"].iter().chain(arguments).chain(&TODAY).copied().collect();
        yard.planmark("repo", &arguments)
    };
    std::fs::remove_file(yard.path("repo/plan/baseline.yml")).expect("it is there");
    let help = format!("take it back: `git checkout {} -- plan/baseline.yml`", &agreed[..12]);
    for _ in ["not committed", "committed"] {
        let (code, text) = baseline(&[]);
        assert!(code == 1 && text.contains("was deleted since") && text.contains(&help), "{text}");
        yard.commit("one file less");
    }
    assert!(!yard.path("repo/plan/baseline.yml").exists());
    let (_, text) = yard.planmark("repo", &["check", "plan", "--select", "no-baseline", "--today", "2026-04-24"]);
    assert!(text.contains("the planning gate is signed, and no baseline says what was agreed"), "{text}");
    let (code, text) = yard.planmark("repo", &["diff", "HEAD~2", "--path", "plan", "--gate", "--today", "2026-04-24"]);
    assert!(code == 1 && text.contains("`baseline.yml` is gone"), "{text}");

    // Without its history nobody can tell; what is written says when it was written.
    std::fs::remove_dir_all(yard.path("repo/.git")).expect("it is there");
    let (code, text) = baseline(&[]);
    assert!(code == 0 && text.contains("let the planning gate be signed again: it was signed on 2026-03-17"), "{text}");
    let (_, text) =
        yard.planmark("repo", &["check", "plan", "--select", "baseline-rewritten", "--today", "2026-04-24"]);
    assert!(text.contains("first written on 2026-04-24, and the planning gate was signed on 2026-03-17"), "{text}");
}

#[test]
fn a_plan_beside_is_named_by_the_way_to_it() {
    let yard = with_lte_branch();
    copy(&yard.path("repo"), &yard.path("other"));
    edit(&yard, "other/project.md", "budget_cap: 34000", "budget_cap: 36000");
    let (_, text) = diff(&yard, &[".", "../other", "--output-format", "markdown"]);
    assert!(text.contains("`../other/project.md:") && text.contains("<sub>`.` → `../other`</sub>"), "{text}");
}

#[test]
#[cfg(unix)]
fn a_hook_sees_what_is_to_be_committed() {
    use std::os::unix::fs::PermissionsExt;
    let yard = Yard::with_repository();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &yard.path("repo/plan"));
    let planmark = env!("CARGO_BIN_EXE_planmark");
    let script = format!("#!/bin/sh\nexec '{planmark}' diff --staged --gate --path plan --today 2026-04-24\n");
    yard.write("repo/.git/hooks/pre-commit", script);
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(yard.path("repo/.git/hooks/pre-commit"), executable).expect("it is there");
    // The first commit has nothing before it.
    yard.commit("the plan as agreed");

    // `--all` and a named file are committed from an index of their own.
    edit(&yard, "repo/plan/project.md", "budget_cap: 34000", "budget_cap: 36000");
    for arguments in [&["commit", "--all", "-m", "more"][..], &["commit", "-m", "more", "plan/project.md"]] {
        let output = yard.try_git_in("repo", arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains("1 difference not covered"), "{arguments:?} {said}");
    }
    yard.git(&["add", "--all"]);
    assert!(!yard.try_git_in("repo", &["commit", "-m", "more"]).status.success());
    // What is not part of the commit does not hinder it.
    yard.git(&["reset", "-q"]);
    edit(&yard, "repo/plan/tasks.md", "duration: 3d", "duration: 4d");
    yard.git(&["commit", "-q", "-m", "longer", "plan/tasks.md"]);
}

#[test]
fn what_rename_writes_changes_no_meaning() {
    let yard = Yard::with_repository();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &yard.path("repo"));
    yard.commit("as agreed");
    for (old, new) in [("hq-cutover", "headquarters-cutover"), ("lte-kit", "kit"), ("lte-at-branch", "lte")] {
        let (code, text) = yard.planmark("repo", &["rename", old, new]);
        assert_eq!(code, 0, "{text}");
    }
    let (code, text) = diff(&yard, &["--gate", "--exit-code"]);
    assert!(code == 0 && text.contains("no change in meaning (3 renamed, "), "{text}");

    // Who may sign is looked at twice; what they signed still counts.
    let (code, text) = yard.planmark("repo", &["rename", "dana", "dana-okafor"]);
    assert_eq!(code, 0, "{text}");
    let (code, text) = diff(&yard, &["--gate"]);
    assert!(code == 0 && text.contains("stakeholder `dana` is now called `dana-okafor`"), "{text}");
    assert!(!text.contains("knows") && !text.contains("baseline.yml"), "{text}");
}
