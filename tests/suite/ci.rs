//! The scripts of the action and of its recipe for forks, run in an environment that is made up.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a helper of a test fails like a test")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::repository::Yard;

const MARKER: &str = "<!-- planmark:diff:northgate -->";

/// A runner: programs that write down how they were called, folders for reports, a repository.
struct Runner {
    yard: Yard,
}

impl Runner {
    fn new() -> Self {
        let runner = Self { yard: Yard::with_repository() };
        runner.yard.write("repo/plan/project.md", "---\ntitle: A\n---\n");
        runner.yard.commit("Plan");
        runner.yard.write("temp/here", "");
        runner.program("cargo", "echo \"cargo $*\" >> \"$LOG\"");
        runner.program(
            "planmark",
            "echo \"planmark $*\" >> \"$LOG\"\n\
             for word in \"$@\"; do case \"$word\" in json=*) echo {} > \"${word#json=}\";; markdown=*) echo findings > \"${word#markdown=}\";; esac; done\n\
             case \" $* \" in *' check '*) exit ${CHECK:-0};; *' --gate '*) exit ${GATE:-0};; *' diff '*) printf '%s\\nchanged\\n' \"$SAYS\"; exit ${DIFF:-0};; esac",
        );
        runner.program(
            "gh",
            "echo \"gh $*\" >> \"$LOG\"\n\
             case \"$*\" in *PATCH*|*POST*) exit ${MAY_WRITE:-0};; *pulls/*) echo \"$FACTS\";; *) printf '%s' \"$KNOWN\"; exit ${MAY_READ:-0};; esac",
        );
        runner
    }

    fn program(&self, name: &str, body: &str) {
        let path = format!("bin/{name}");
        self.yard.write(&path, format!("#!/bin/sh\n{body}\n"));
        fs::set_permissions(self.yard.path(&path), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs a script: its exit code, what it said, and which programs it called.
    fn run(&self, script: &str, variables: &[(&str, &str)]) -> (i32, String, String) {
        let _ = fs::remove_file(self.yard.path("log"));
        let mut command = Command::new("bash");
        self.yard.alone(&mut command);
        let path = format!("{}:{}", self.yard.path("bin").display(), std::env::var("PATH").unwrap());
        command.env("PATH", path).env("LOG", self.yard.path("log")).env("RUNNER_TEMP", self.yard.path("temp"));
        for (name, file) in [("GITHUB_PATH", "path"), ("GITHUB_OUTPUT", "output"), ("GITHUB_STEP_SUMMARY", "summary")] {
            command.env(name, self.yard.path(file));
        }
        command.env("GITHUB_REPOSITORY", "client/plan").env("SAYS", MARKER).envs(variables.iter().copied());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/action").join(script);
        let output = command.arg(script).current_dir(self.yard.path("repo")).output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        (output.status.code().unwrap(), told, self.text("log"))
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.yard.path(name)).unwrap_or_default()
    }
}

#[test]
fn planmark_is_built_from_the_checkout_of_the_action() {
    let runner = Runner::new();
    let (code, told, log) = runner.run("build.sh", &[]);
    assert_eq!(code, 0, "{told}");
    let root = env!("CARGO_MANIFEST_DIR");
    assert!(log.contains(&format!("cargo install --quiet --locked --path {root} --root ")), "{log}");
    assert!(runner.text("path").ends_with("/temp/planmark/bin\n"));
}

#[test]
fn the_worst_of_check_and_gate_counts() {
    let runner = Runner::new();
    for (check, diff, gate, expected) in [
        ("0", "0", "0", 0),
        ("1", "0", "0", 1),
        ("0", "0", "1", 1),
        ("0", "1", "0", 0),
        ("2", "0", "1", 2),
        ("0", "2", "0", 2),
    ] {
        let variables = [("CHECK", check), ("DIFF", diff), ("GATE", gate), ("PLANMARK_BASE", "origin/main")];
        let (code, told, log) = runner.run("check.sh", &variables);
        assert_eq!(code, expected, "{variables:?} {told} {log}");
    }
    let (code, ..) =
        runner.run("check.sh", &[("GATE", "1"), ("PLANMARK_BASE", "origin/main"), ("PLANMARK_GATE", "false")]);
    assert_eq!(code, 0);
    let (_, _, log) = runner.run("check.sh", &[]);
    assert!(!log.contains("diff"), "{log}");
}

#[test]
fn the_summary_has_the_comparison_first_and_then_the_findings() {
    let runner = Runner::new();
    runner.run("check.sh", &[("PLANMARK_BASE", "origin/main")]);
    assert_eq!(runner.text("summary"), format!("{MARKER}\nchanged\n\nfindings\n"));
    let output = runner.text("output");
    assert!(output.contains("findings=") && output.contains("comparison="), "{output}");
}

#[test]
fn what_comes_from_outside_is_data() {
    let runner = Runner::new();
    let marker = runner.yard.path("owned");
    let evil = format!("$(touch {0}); `touch {0}` '; touch {0} #", marker.display());
    for name in ["PLANMARK_PATH", "PLANMARK_BASE", "PLANMARK_TODAY"] {
        let (_, _, log) = runner.run("check.sh", &[("PLANMARK_BASE", "main"), (name, &evil)]);
        assert!(log.contains(&evil), "{log}");
    }
    for name in ["PLANMARK_PULL", "PLANMARK_COMPARISON", "GITHUB_REPOSITORY"] {
        runner.run("comment.sh", &[(name, &evil)]);
    }
    assert!(!marker.exists());
    // Inputs stand in no command of the action.
    let action = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("action.yml")).unwrap();
    for line in action.lines().filter(|line| line.trim_start().starts_with("run:")) {
        assert!(!line.contains("${{"), "{line}");
    }
    for file in ["action.yml", ".github/action/github/plan.yml", ".github/action/github/plan-comment.yml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        assert!(!text.contains("pull_request_target"), "{file}");
    }
}

#[test]
fn one_comment_is_made_and_then_kept_up_to_date() {
    let runner = Runner::new();
    runner.yard.write("comparison.md", format!("{MARKER}\nchanged\n"));
    let comparison = runner.yard.path("comparison.md").display().to_string();
    let variables = [("PLANMARK_PULL", "12"), ("PLANMARK_COMPARISON", comparison.as_str())];
    let (code, told, log) = runner.run("comment.sh", &variables);
    assert!(code == 0 && log.contains("POST repos/client/plan/issues/12/comments"), "{told} {log}");
    let (_, _, log) = runner.run("comment.sh", &[&variables[..], &[("KNOWN", "77\n78\n")]].concat());
    assert!(log.contains("PATCH repos/client/plan/issues/comments/77") && !log.contains("POST"), "{log}");
}

#[test]
fn a_token_that_may_only_read_fails_nothing() {
    let runner = Runner::new();
    runner.yard.write("comparison.md", format!("{MARKER}\nchanged\n"));
    let comparison = runner.yard.path("comparison.md").display().to_string();
    let variables = [("PLANMARK_PULL", "12"), ("PLANMARK_COMPARISON", comparison.as_str())];
    for refused in ["MAY_READ", "MAY_WRITE"] {
        let (code, told, _) = runner.run("comment.sh", &[&variables[..], &[(refused, "1")]].concat());
        assert!(code == 0 && told.contains("no comment was written"), "{told}");
    }
    for (pull, text) in
        [("12", "no marker"), ("12", ""), ("twelve", MARKER), ("12", &format!("{MARKER}\n{}", "x".repeat(65_000)))]
    {
        runner.yard.write("comparison.md", text);
        let (code, told, log) = runner.run("comment.sh", &[("PLANMARK_PULL", pull), variables[1]]);
        assert!(code == 0 && log.is_empty() && told.contains("no comment was written"), "{told} {log}");
    }
}

#[test]
fn a_fork_is_believed_nothing_but_a_number_that_fits() {
    let runner = Runner::new();
    let yard = &runner.yard;
    // The forge: a repository with a pull request as a ref.
    yard.git(&["checkout", "-q", "-b", "fork"]);
    yard.write("repo/plan/project.md", "---\ntitle: B\n---\n");
    let head = yard.commit("Fork");
    yard.git(&["checkout", "-q", "main"]);
    fs::create_dir_all(yard.path("forge/client")).unwrap();
    yard.git_in("forge/client", &["clone", "-q", "--bare", "../../repo", "plan"]);
    yard.git_in("forge/client/plan", &["update-ref", "refs/pull/12/head", &head]);
    let server = format!("file://{}", yard.path("forge").display());
    let facts = format!("{head} main");
    let artefact = yard.path("artefact.json").display().to_string();
    let variables = [
        ("PLANMARK_ARTEFACT", artefact.as_str()),
        ("PLANMARK_HEAD", head.as_str()),
        ("PLANMARK_PATH", "plan"),
        ("GITHUB_SERVER_URL", server.as_str()),
        ("FACTS", facts.as_str()),
    ];
    yard.write("artefact.json", "{\"pull\": 12}\n");
    let (code, told, log) = runner.run("comment-fork.sh", &variables);
    assert!(code == 0 && log.contains("POST repos/client/plan/issues/12/comments"), "{told} {log}");
    assert!(
        log.contains("planmark diff --path=plan --output-format markdown -- refs/planmark/base..refs/planmark/head"),
        "{log}"
    );
    assert_eq!(yard.read("repo/plan/project.md"), "---\ntitle: A\n---\n", "nothing of the fork is checked out");

    for wrong in [
        "",
        "{}",
        "{\"pull\": \"12\"}",
        "{\"pull\": 12, \"x\": 1}",
        "{\"pull\": 012}",
        "{\"pull\": 12}\n{\"pull\": 13}",
        &"1".repeat(200),
    ] {
        yard.write("artefact.json", wrong);
        let (code, told, log) = runner.run("comment-fork.sh", &variables);
        assert!(code == 1 && log.is_empty(), "{wrong:?}: {told} {log}");
    }
    yard.write("artefact.json", "{\"pull\": 12}");
    let other = format!("{} main", "0".repeat(40));
    let (code, told, log) = runner.run("comment-fork.sh", &[&variables[..], &[("FACTS", &other)]].concat());
    assert!(code == 0 && told.contains("has moved on") && !log.contains("POST"), "{told} {log}");
}
