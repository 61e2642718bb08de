//! The merge driver, called by git itself.

use super::repository::Yard;

const TASKS: &str = "---\ntasks:\n  survey:\n    title: Survey # both sites\n    duration: 2d\n  cutover:\n    title: Cut over\n    duration: 3h\n---\n\nThe order of work.\n";

/// A repository with the driver, and two branches that each made something of the tasks.
fn merged(ours: &str, theirs: &str) -> (Yard, bool) {
    let yard = Yard::with_repository();
    let driver = format!("'{}' merge-driver %O %A %B %P", env!("CARGO_BIN_EXE_planmark"));
    yard.git(&["config", "merge.planmark.driver", &driver]);
    yard.write("repo/.gitattributes", "plan/**/*.md merge=planmark\n");
    yard.write("repo/plan/project.md", "---\ntitle: A\n---\n");
    yard.write("repo/plan/tasks.md", TASKS);
    yard.commit("Plan");
    yard.git(&["checkout", "-q", "-b", "topic"]);
    yard.write("repo/plan/tasks.md", theirs);
    yard.commit("Theirs");
    yard.git(&["checkout", "-q", "main"]);
    yard.write("repo/plan/tasks.md", ours);
    yard.commit("Ours");
    let is_clean = yard.try_git_in("repo", &["merge", "-q", "--no-edit", "topic"]).status.success();
    (yard, is_clean)
}

fn check(ours: (&str, &str), theirs: (&str, &str), expected: &str, clean: bool) {
    let with = |(from, to): (&str, &str)| {
        assert!(TASKS.contains(from), "{from:?}");
        TASKS.replacen(from, to, 1)
    };
    let (yard, is_clean) = merged(&with(ours), &with(theirs));
    assert_eq!((yard.read("repo/plan/tasks.md"), is_clean), (expected.to_owned(), clean));
}

#[test]
fn two_branches_that_each_add_a_task_do_not_conflict() {
    let end = "    duration: 3h\n";
    let (ours, theirs) = (format!("{end}  train:\n    title: Train\n"), format!("{end}  close:\n    title: Close\n"));
    let both = format!("{ours}  close:\n    title: Close\n");
    check((end, &ours), (end, &theirs), &TASKS.replace(end, &both), true);
}

#[test]
fn two_branches_that_change_fields_of_one_task_do_not_conflict() {
    check(
        ("duration: 2d\n", "duration: 3d\n    who: sam\n"),
        ("title: Survey #", "title: Survey all #"),
        &TASKS.replace("2d\n", "3d\n    who: sam\n").replace("Survey #", "Survey all #"),
        true,
    );
}

#[test]
fn a_real_conflict_stands_in_the_file_and_check_finds_it() {
    let conflict = "<<<<<<< ours\n    duration: 4d\n=======\n    duration: 5d\n>>>>>>> theirs\n";
    let expected = TASKS.replace("    duration: 2d\n", conflict);
    check(("2d", "4d"), ("2d", "5d"), &expected, false);
    let (yard, _) = merged(&TASKS.replace("2d", "4d"), &TASKS.replace("2d", "5d"));
    let (code, told) = yard.planmark("repo", &["check", "plan", "--today", "2026-04-24"]);
    assert!(code == 1 && told.contains("conflict-markers"), "{told}");
    let (_, told) = yard.planmark("repo", &["doctor", "plan"]);
    assert!(told.contains("merge driver") && told.contains("merge-driver %O %A %B %P"), "{told}");
}

#[test]
fn the_doctor_says_how_to_install_the_driver() {
    let yard = Yard::with_repository();
    yard.write("repo/plan/project.md", "---\ntitle: A\n---\n");
    let told = |yard: &Yard| yard.planmark("repo", &["doctor", "plan"]).1;
    assert!(told(&yard).contains("not installed; `planmark merge-driver --help` says how"), "{}", told(&yard));
    yard.git(&["config", "merge.planmark.driver", "planmark merge-driver %O %A %B %P"]);
    assert!(told(&yard).contains("no attribute names it"), "{}", told(&yard));
    yard.write("repo/.gitattributes", "*.md merge=planmark\n");
    let text = told(&yard);
    assert!(text.contains("planmark merge-driver %O %A %B %P") && !text.contains("no attribute"), "{text}");
}

#[test]
fn a_file_that_is_no_text_is_left_to_git() {
    let yard = Yard::new();
    for name in ["base", "ours", "theirs"] {
        yard.write(&format!("plan/{name}.md"), b"\xff\xfe");
    }
    let (code, told) = yard.planmark("plan", &["merge-driver", "base.md", "ours.md", "theirs.md", "tasks.md"]);
    assert!(code == 2 && told.contains("merge it by hand"), "{told}");
}
