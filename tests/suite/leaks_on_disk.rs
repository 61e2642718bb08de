//! The leak tests once more from a folder on the disk, with every sort of file that planmark reads or passes by.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::leaks::{MARK, canaries, claim_no_canary};
use crate::portfolio::files;
use crate::program::{Sandbox, TODAY};

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// The plan with a canary in every internal value, and canaries in files that never reach a site.
fn plan_on_disk() -> (Sandbox, u32) {
    let (sources, count) = canaries(|_| None);
    let sandbox = Sandbox::new();
    for (_, file) in sources.files() {
        let text = String::from_utf8(file.bytes().expect("it was made").to_vec()).expect("it is text");
        write(&sandbox.path("all"), &file.path, &text);
    }
    let plan = sandbox.path("all/plan");
    let project = fs::read_to_string(plan.join("project.md")).expect("the project");
    let end = project.find("x-task: ").expect("there is an internal task") + "x-task".len();
    let kept = project[..end].rsplit(' ').next().expect("its id");
    // What was agreed of an internal task, and what an update of the client's remembers of it.
    write(
        &plan,
        "baseline.yml",
        &format!(
            "planmark: 1\nof: every-key\ndate: 2026-04-08\nproject: {{budget_cap: 5000}}\ndeliverables:\n  {kept}-gone: {{title: \"{MARK} was agreed once\"}}\n\
             tasks:\n  {kept}: {{start: 2026-04-01, finish: 2026-04-02, duration: 2d, value: 7100001}}\n\
             milestones: {{{kept}-gone: 2026-05-01}}\nbudget: {{{kept}-gone: 7100002}}\ntotal: 5000\nchecksum: {MARK}00\n"
        ),
    );
    write(
        &plan,
        "updates/2026-04-22.md",
        &format!(
            "---\nsummary: All is well.\nsnapshot:\n  tasks: [{{task: {kept}, progress: 40%}}]\n  pv: 100\n---\n\nAll is well. <!-- {MARK} in a comment -->\n\n<!--\n{MARK} over lines\n-->\n"
        ),
    );
    write(
        &plan,
        "planmark.toml",
        &format!(
            "# {MARK}\ntypes = \"our-types\"\n[rules]\nlong-task = \"off\" # {MARK}\n[site]\nfooter = \"Ours\" # {MARK}\n"
        ),
    );
    write(
        &plan,
        "our-types/ours.toml",
        &format!(
            "# {MARK}\ntitle = \"{MARK} type\"\nskills = [\"{MARK}\"]\ntasks = [\"{MARK} task\"]\nrisks = [\"{MARK} risk\"]\n"
        ),
    );
    write(&plan, "theme/rows.html", &format!("{{# {MARK} #}}{}", include_str!("../../templates/site/rows.html")));
    write(&plan, "theme/lang/en.toml", &format!("# {MARK}\n[nav]\noverview = \"Overview\"\n"));
    write(&plan, "theme/lang/de.toml", &format!("# {MARK}\n"));
    write(&plan, "theme/notes.txt", MARK);
    for (path, text) in [
        ("README.md", MARK),
        ("CHANGELOG.md", MARK),
        (".hidden.md", MARK),
        ("attachments/not-linked.csv", MARK),
        (&format!("attachments/{MARK}.txt"), "x"),
        (&format!("{MARK}/notes.txt"), MARK),
        (".gitignore", &format!("{MARK}-ignored.md\n")),
        (&format!("{MARK}-ignored.md"), MARK),
    ] {
        write(&plan, path, text);
    }
    let project = project.replacen("---\n", &format!("---\n# {MARK} in a comment of YAML\n"), 1);
    write(&plan, "project.md", &format!("{project}\n<!-- {MARK} -->\n\n[//]: # ({MARK} that no reader sees)\n"));
    (sandbox, count)
}

#[test]
fn no_file_that_planmark_reads_or_passes_by_brings_a_canary_into_the_clients_site() {
    let (sandbox, count) = plan_on_disk();
    let client = client_of(&sandbox);
    for (arguments, output) in [
        (vec!["build", "all/plan", "-o", "one"], "one"),
        (vec!["build", "all", "--client", &client, "-o", "several"], "several"),
    ] {
        sandbox.exits(&[&arguments[..], &["--today", TODAY]].concat(), 0);
        let files = files(&sandbox.path(output));
        assert!(files.keys().any(|path| path.contains("seen-task")), "{output}: the client's items are there");
        claim_no_canary(&files, count);
    }
    for format in ["ics", "csv", "json"] {
        let arguments = ["export", format, "all/plan", "--audience", "client", "--today", TODAY];
        let output = sandbox.run(&arguments);
        if output.status.success() {
            claim_no_canary(&BTreeMap::from([(format.to_owned(), output.stdout)]), count);
        }
    }
}

fn client_of(sandbox: &Sandbox) -> String {
    let text = sandbox.run(&["build", "all", "--today", TODAY]);
    let said = String::from_utf8_lossy(&text.stderr).into_owned();
    let names = said.split("there are ").nth(1).expect("it names the clients").trim();
    // `portfolio.md` names one too, a canary.
    names.rsplit(", ").next().expect("the project's own comes last").trim_matches('`').to_owned()
}

#[test]
fn the_providers_site_has_them() {
    let (sandbox, _) = plan_on_disk();
    sandbox.exits(&["build", "all/plan", "--audience", "internal", "-o", "ours", "--today", TODAY], 0);
    let files = files(&sandbox.path("ours"));
    let found = files.values().filter(|bytes| String::from_utf8_lossy(bytes).contains(MARK)).count();
    assert!(found > 50, "{found} files of the internal site hold a canary, so the canaries are read");
}

#[test]
fn comments_change_no_byte_of_a_site() {
    let sandbox = Sandbox::with_example();
    sandbox.exits(&["build", "plan", "-o", "before", "--today", TODAY], 0);
    for path in ["scope.md", "tasks.md", "project.md", "updates/2026-04-24.md"] {
        let path = sandbox.path("plan").join(path);
        let text = fs::read_to_string(&path).expect("the file is there");
        let text = text.replacen("---\n", "---\n# A comment.\n", 1);
        fs::write(&path, format!("{text}\n<!-- A comment. -->\n\n<!--\nA longer\n\none.\n-->\n")).expect("a file");
    }
    for audience in ["client", "internal"] {
        sandbox.exits(&["build", "plan", "-o", audience, "--audience", audience, "--today", TODAY], 0);
    }
    let (before, after) = (files(&sandbox.path("before")), files(&sandbox.path("client")));
    let differ: Vec<&String> =
        before.iter().filter(|(path, bytes)| after.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert!(differ.is_empty() && before.len() == after.len(), "{differ:?}");
}
