//! `planmark rename`: an id moves with everything that names it.

use std::path::Path;

use super::repository::{Yard, copy};

const TODAY: &str = "2026-04-24";

fn example() -> Yard {
    let yard = Yard::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project"), &yard.path("plan"));
    yard
}

fn check(yard: &Yard) -> String {
    let (_, told) = yard.planmark("plan", &["check", "--today", TODAY, "--output-format", "concise"]);
    told
}

/// All texts of the plan, one after the other.
fn whole(yard: &Yard) -> String {
    let sources = planmark::workspace::read(&yard.located("plan")).expect("the plan can be read");
    sources.files().map(|(_, file)| format!("{}\n{}\n", file.path, file.text())).collect()
}

fn rename(yard: &Yard, arguments: &[&str]) -> (i32, String) {
    yard.planmark("plan", &[&["rename", "--today", TODAY], arguments].concat())
}

/// Renames there and back: nothing is lost on the way, and nothing names the old id in between.
fn there_and_back(old: &str, new: &str, register: &str) {
    let yard = example();
    let (before, found) = (whole(&yard), check(&yard));
    let (code, told) = rename(&yard, &[&format!("{register}/{old}"), new]);
    assert_eq!(code, 0, "{old}: {told}");
    let between = check(&yard);
    assert_eq!(between.replace(new, old).lines().count(), found.lines().count(), "{between}");
    assert!(!between.contains("stale-signature") && !between.contains("baseline"), "{between}");
    let (code, told) = rename(&yard, &[&format!("{register}/{new}"), old]);
    assert_eq!(code, 0, "{new}: {told}");
    assert!(whole(&yard) == before, "{old} there and back");
}

#[test]
fn every_item_of_the_example_can_be_renamed_and_back() {
    for (register, old) in [
        ("tasks", "hq-cutover"),
        ("milestones", "hq-live"),
        ("deliverables", "hq-firewall"),
        ("stakeholders", "dana"),
        ("windows", "hq-night"),
    ] {
        there_and_back(old, "zz-renamed-item", register);
    }
}

#[test]
fn references_addresses_links_and_files_follow() {
    let yard = Yard::new();
    let files = [
        (
            "project.md",
            "---\ntitle: A\nstakeholders:\n  ana: {name: Ana, side: client, roles: sponsor}\n---\n\nSee [[build]], [[tasks/build]] and [it](deliverables/box.md#why).\n",
        ),
        (
            "tasks.md",
            "---\ntasks:\n  build: {title: Build the build} # build\n  test:\n    title: Test\n    after: [build SS+1d, \"build\"]\n    deliverable: box\n---\n\nThe [build](#build).\n",
        ),
        (
            "deliverables/box.md",
            "---\ntitle: Box\nkind: thing\nacceptance: [It is there]\n---\n\n# Why\n\nBecause. [Up](../deliverables/box.md), [tasks](../tasks.md#build).\n",
        ),
        (
            "changes/more.md",
            "---\ntitle: More\nadds: deliverables/box.acceptance\nmodifies: [build, box]\ndelta:\n  tasks:\n    build: {duration: 3d}\n    extra: {title: Extra, after: build, deliverable: box}\n---\n",
        ),
    ];
    for (path, text) in files {
        yard.write(&format!("plan/{path}"), text);
    }
    let (code, told) = rename(&yard, &["build", "make", "--diff"]);
    assert!(code == 0 && told.contains("+  make: {title: Build the build} # build"), "{told}");
    assert_eq!(yard.read("plan/tasks.md"), files[1].1);
    let (code, told) = rename(&yard, &["build", "make"]);
    assert!(code == 0 && told.contains("in 10 places"), "{told}");
    assert_eq!(
        yard.read("plan/tasks.md"),
        "---\ntasks:\n  make: {title: Build the build} # build\n  test:\n    title: Test\n    after: [make SS+1d, \"make\"]\n    deliverable: box\n---\n\nThe [build](#make).\n"
    );
    assert!(yard.read("plan/project.md").contains("See [[make]], [[tasks/make]] and"));
    let (code, told) = rename(&yard, &["box", "crate"]);
    assert_eq!(code, 0, "{told}");
    assert!(!yard.path("plan/deliverables/box.md").exists());
    assert!(
        yard.read("plan/deliverables/crate.md").contains("[Up](../deliverables/crate.md), [tasks](../tasks.md#make)")
    );
    assert!(yard.read("plan/project.md").contains("[it](deliverables/crate.md#why)"));
    let change = yard.read("plan/changes/more.md");
    assert_eq!(
        change,
        "---\ntitle: More\nadds: deliverables/crate.acceptance\nmodifies: [make, crate]\ndelta:\n  tasks:\n    make: {duration: 3d}\n    extra: {title: Extra, after: make, deliverable: crate}\n---\n"
    );
}

#[test]
fn what_would_mean_two_things_is_refused() {
    let yard = example();
    let before = whole(&yard);
    for (arguments, expected) in [
        (["survey", "hq-cutover"], "`tasks/hq-cutover` is there already"),
        (["survey", "hq-live"], "`milestones/hq-live` is there already"),
        (["survey", "Survey all"], "such as `survey-all`"),
        (["survy", "x"], "did you mean `survey`?"),
        (["survey", "survey"], "it is `survey` already"),
    ] {
        let (code, told) = rename(&yard, &arguments);
        assert!(code == 2 && told.contains(expected), "{arguments:?}: {told}");
    }
    assert!(whole(&yard) == before);
}

#[test]
fn a_baseline_edited_by_hand_is_not_made_right() {
    let yard = example();
    let text = yard.read("plan/baseline.yml");
    yard.write("plan/baseline.yml", text.replacen("finish: 2026", "finish: 2027", 1));
    let (code, told) = rename(&yard, &["survey", "look"]);
    assert!(code == 2 && told.contains("baseline.yml") && told.contains("nothing was changed"), "{told}");
}
