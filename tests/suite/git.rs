//! Revisions: read as the disk is read, from repositories that are odd, broken or hostile.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails like a test")]

use std::fs;

use planmark::workspace;
use planmark::workspace::git::{Problem, Repository};

use super::repository::{Yard, told};

/// What planmark says that a repository cannot do.
fn problem<T>(outcome: Result<T, Problem>) -> String {
    match outcome {
        Ok(_) => "no problem".to_owned(),
        Err(problem) => problem.to_string(),
    }
}

#[test]
fn a_revision_and_the_index_are_read_like_the_disk() {
    let yard = Yard::with_repository();
    yard.write("repo/.gitignore", "*.log\n");
    let plan = "repo/clients/plan";
    for (path, text) in [
        ("project.md", "---\ntitle: A\n---\n"),
        ("tasks.md", "tasks\r\n"),
        (".gitignore", "/out/\nlater.md\n"),
        ("a-b/x.md", "1"),
        ("a/x.md", "2"),
        ("a.md", "3"),
        ("changes/.gitignore", "!later.md\n*.tmp\n"),
        ("changes/later.md", "4"),
        ("changes/x.tmp", "5"),
        ("later.md", "6"),
        ("out/x.md", "7"),
        (".hidden/x.md", "8"),
        ("attachments/plan.pdf", "%PDF"),
        ("site/.planmark-site.json", "{\n  \"planmark_site\": 1,\n  \"files\": {}\n}\n"),
        ("site/index.md", "9"),
        ("1/2/3/4/5/6/7/8/9/10/11/12/fine.md", "10"),
        ("1/2/3/4/5/6/7/8/9/10/11/12/13/deep.md", "11"),
    ] {
        yard.write(&format!("{plan}/{path}"), text);
    }
    yard.write(&format!("{plan}/latin.md"), b"abc\xe9");
    fs::File::create(yard.path(&format!("{plan}/large.md"))).unwrap().set_len(8_000_001).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        std::os::unix::fs::symlink("/etc/passwd", yard.path(&format!("{plan}/link.md"))).unwrap();
        let odd = std::ffi::OsStr::from_bytes(b"new\nline\x1b[31m\xff.md");
        fs::write(yard.path(plan).join(odd), "").unwrap();
    }
    yard.git(&["add", "--all", "--force"]);
    yard.git(&["commit", "-q", "-m", "All"]);
    let disk = told(&workspace::read(&yard.located(plan)).unwrap());
    assert!(disk.contains("changes/later.md: 4") && disk.contains("13: TooDeep(12)"), "{disk}");
    let repository = yard.repository(plan);
    let head = repository.resolve("HEAD").unwrap();
    assert_eq!(told(&repository.read(&head).unwrap()), disk);
    assert_eq!(told(&repository.index().unwrap()), disk);

    yard.write(&format!("{plan}/tasks.md"), "staged");
    yard.git(&["add", "--all"]);
    yard.write(&format!("{plan}/tasks.md"), "on disk");
    assert!(told(&repository.index().unwrap()).contains("tasks.md: staged"));
    assert!(told(&repository.read(&head).unwrap()).contains("tasks.md: tasks\r\n"));
}

#[test]
fn a_revision_is_named_by_branch_tag_hash_or_way() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    let first = yard.commit("One");
    yard.git(&["tag", "-a", "v1", "-m", "Agreed"]);
    yard.write("repo/project.md", "two");
    let second = yard.commit("Two");
    let repository = yard.repository("repo");
    for (name, commit) in [
        ("HEAD", &second),
        ("main", &second),
        ("v1", &first),
        ("HEAD~1", &first),
        (&first[..8], &first),
        ("@", &second),
    ] {
        assert_eq!(repository.resolve(name).unwrap().commit.to_string(), *commit, "{name}");
    }
}

#[test]
fn a_name_that_could_be_an_option_never_reaches_git() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    yard.commit("One");
    let repository = yard.repository("repo");
    let long = "x".repeat(301);
    for name in ["", "--output=owned", "-x", "a\nb", "a\0b", "\u{1b}[31m", &long] {
        let told = problem(repository.resolve(name));
        assert!(told.contains("cannot be the name of a revision"), "{name:?}: {told}");
        assert!(!told.contains('\u{1b}'), "{told:?}");
    }
    for name in ["HEAD:project.md", "main..main", "^main", "nowhere", "@{-1}", "HEAD^{tree}", ":/^{/x}", "mian"] {
        let told = problem(repository.resolve(name));
        assert!(told.starts_with("there is no revision"), "{name:?}: {told}");
    }
    assert!(problem(repository.resolve("mian")).contains("did you mean `main`?"));
    assert!(!yard.path("repo/owned").exists());
}

#[test]
fn revisions_are_compared_from_where_they_parted() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    let parted = yard.commit("One");
    yard.git(&["checkout", "-q", "-b", "topic"]);
    yard.write("repo/topic.md", "topic");
    yard.commit("Topic");
    yard.git(&["checkout", "-q", "main"]);
    yard.write("repo/main.md", "main");
    yard.commit("Main");
    yard.git(&["checkout", "-q", "--orphan", "island"]);
    yard.commit("Island");
    let repository = yard.repository("repo");
    let [main, topic, island] = ["main", "topic", "island"].map(|name| repository.resolve(name).unwrap());
    let base = repository.merge_base(&main, &topic).unwrap();
    assert_eq!((base.name.as_str(), base.commit.to_string()), ("main", parted));
    let told = problem(repository.merge_base(&main, &island));
    assert_eq!(
        told,
        "`main` and `island` have no commit in common\n  help: compare the two as they are with `--two-dot`"
    );
}

#[test]
fn a_plan_whose_folder_moved_is_found() {
    let yard = Yard::with_repository();
    yard.write("repo/old/name/project.md", "one");
    yard.commit("One");
    fs::create_dir_all(yard.path("repo/plans")).unwrap();
    yard.git(&["mv", "old/name", "plans/new"]);
    yard.commit("Two");
    let repository = yard.repository("repo/plans/new");
    let before = repository.resolve("HEAD~1").unwrap();
    assert_eq!(told(&repository.read(&before).unwrap()), "project.md: one");

    yard.git(&["mv", "plans/new/project.md", "project.md"]);
    yard.write("repo/notes.txt", "");
    yard.commit("Three");
    let repository = yard.repository("repo");
    assert_eq!(told(&repository.read(&before).unwrap()), "project.md: one");
}

#[test]
fn a_plan_that_was_not_there_yet_is_empty() {
    let yard = Yard::with_repository();
    yard.write("repo/code.rs", "");
    yard.commit("Code");
    yard.write("repo/plan/project.md", "one");
    yard.commit("Plan");
    let repository = yard.repository("repo/plan");
    let before = repository.resolve("HEAD~1").unwrap();
    assert!(repository.read(&before).unwrap().is_empty());
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    yard.commit("One");
    yard.git(&["checkout", "-q", "-b", "topic"]);
    for number in 0..3 {
        yard.write("repo/topic.md", format!("{number}"));
        yard.commit("Topic");
    }
    yard.git(&["checkout", "-q", "main"]);
    yard.write("repo/main.md", "main");
    yard.commit("Main");
    let url = format!("file://{}", yard.path("repo").display());
    yard.git_in("home", &["clone", "-q", "--depth", "1", "--no-single-branch", &url, "../shallow"]);
    let repository = yard.repository("shallow");
    assert!(repository.is_shallow());
    let [main, topic] = ["origin/main", "origin/topic"].map(|name| repository.resolve(name).unwrap());
    for outcome in [problem(repository.merge_base(&main, &topic)), problem(repository.resolve("main~3"))] {
        assert!(outcome.contains("fetch-depth: 0") && outcome.contains("git fetch --unshallow"), "{outcome}");
    }
    let text = told(&repository.read(&topic).unwrap());
    assert_eq!(text, "project.md: one\ntopic.md: 2");
}

#[test]
fn a_cut_history_never_gives_an_older_base() {
    // The true base is `newer`, but the clone's cut hides that `main` holds it; only `older` is left in common.
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "older");
    yard.commit("Older");
    yard.git(&["branch", "side"]);
    yard.write("repo/project.md", "newer");
    let newer = yard.commit("Newer");
    yard.git(&["branch", "topic"]);
    yard.git(&["checkout", "-q", "side"]);
    yard.write("repo/side.md", "");
    yard.commit("Side");
    yard.git(&["checkout", "-q", "main"]);
    yard.write("repo/main.md", "");
    let cut = yard.commit("Cut");
    yard.git(&["merge", "-q", "--no-edit", "side"]);
    let base = || {
        let repository = yard.repository("repo");
        let [main, topic] = ["main", "topic"].map(|name| repository.resolve(name).unwrap());
        repository.merge_base(&main, &topic)
    };
    assert_eq!(base().unwrap().commit.to_string(), newer);
    yard.write("repo/.git/shallow", format!("{cut}\n"));
    let told = problem(base());
    assert!(told.contains("fetch-depth: 0"), "{told}");
}

#[test]
fn a_repository_without_commits_says_so() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    let repository = yard.repository("repo");
    assert_eq!(problem(repository.resolve("HEAD")), "the repository has no commit yet\n  help: commit the plan first");
    yard.git(&["add", "--all"]);
    assert_eq!(told(&repository.index().unwrap()), "project.md: one");
}

#[test]
fn a_folder_without_repository_says_so() {
    let yard = Yard::new();
    yard.write("plan/project.md", "one");
    let told = problem(Repository::around(&yard.located("plan")));
    assert!(told.contains("is in no git repository") && told.contains("planmark diff OLD NEW"), "{told}");
}

#[test]
fn worktrees_and_submodules_are_repositories_too() {
    let yard = Yard::with_repository();
    yard.write("repo/plan/project.md", "one");
    yard.commit("One");
    yard.git(&["worktree", "add", "-q", "../tree", "-b", "topic"]);
    yard.write("tree/plan/project.md", "two");
    yard.git_in("tree", &["commit", "-q", "-a", "-m", "Two"]);
    let repository = yard.repository("tree/plan");
    let read = |name: &str| told(&repository.read(&repository.resolve(name).unwrap()).unwrap());
    assert_eq!((read("HEAD"), read("main")), ("project.md: two".to_owned(), "project.md: one".to_owned()));

    let url = yard.path("repo").display().to_string();
    fs::create_dir(yard.path("outer")).unwrap();
    yard.git_in("outer", &["init", "-q"]);
    yard.write("outer/project.md", "outer");
    yard.git_in("outer", &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "inner"]);
    yard.git_in("outer", &["add", "--all"]);
    yard.git_in("outer", &["commit", "-q", "-m", "Outer"]);
    let inner = yard.repository("outer/inner/plan");
    let head = inner.resolve("HEAD").unwrap();
    assert_eq!(told(&inner.read(&head).unwrap()), "project.md: one");
    let outer = yard.repository("outer");
    let head = outer.resolve("HEAD").unwrap();
    assert_eq!(told(&outer.read(&head).unwrap()), "inner: Submodule\nproject.md: outer");
    assert_eq!(told(&outer.index().unwrap()), "inner: Submodule\nproject.md: outer");
}

#[test]
fn a_sha256_repository_is_read() {
    let yard = Yard::new();
    fs::create_dir(yard.path("repo")).unwrap();
    yard.git(&["init", "-q", "--object-format=sha256"]);
    yard.write("repo/plan/project.md", "one");
    let commit = yard.commit("One");
    assert_eq!(commit.len(), 64);
    let repository = yard.repository("repo/plan");
    let head = repository.resolve(&commit).unwrap();
    assert_eq!(told(&repository.read(&head).unwrap()), "project.md: one");
    assert_eq!(told(&repository.index().unwrap()), "project.md: one");
}

#[test]
fn a_merge_in_progress_says_which_file() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    yard.commit("One");
    yard.git(&["checkout", "-q", "-b", "topic"]);
    yard.write("repo/project.md", "two");
    yard.commit("Two");
    yard.git(&["checkout", "-q", "main"]);
    yard.write("repo/project.md", "three");
    yard.commit("Three");
    assert!(!yard.try_git_in("repo", &["merge", "topic"]).status.success());
    let told = problem(yard.repository("repo").index());
    assert!(told.starts_with("`project.md` is in conflict"), "{told}");
}

#[test]
fn a_repository_that_hides_in_a_plan_is_never_used() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    yard.commit("One");
    yard.git_in("home", &["clone", "-q", "--bare", "../repo", "../bare"]);
    yard.write("bare/project.md", "two");
    let told = problem(Repository::around(&yard.located("bare")));
    assert!(told.contains("without a working tree") && told.contains("clone the repository"), "{told}");
}

#[cfg(unix)]
#[test]
fn somebody_elses_repository_says_how_to_trust_it() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    yard.commit("One");
    let path = yard.path("repo");
    // Only who may give files away can try this; elsewhere the folder stays ours and is read.
    let given =
        [path.clone(), path.join(".git")].iter().all(|one| std::os::unix::fs::chown(one, Some(12_345), None).is_ok());
    let told = problem(Repository::around(&yard.located("repo")));
    if given {
        let line = format!("git config --global --add safe.directory {}", path.display());
        assert!(told.contains("dubious ownership") && told.contains(&line), "{told}");
    } else {
        assert_eq!(told, "no problem");
    }
}

#[test]
fn an_object_that_is_not_there_is_a_finding_of_its_file() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "one");
    yard.write("repo/tasks.md", "two");
    yard.commit("One");
    let blob = yard.git(&["rev-parse", "HEAD:tasks.md"]);
    fs::remove_file(yard.path(&format!("repo/.git/objects/{}/{}", &blob[..2], &blob[2..]))).unwrap();
    let repository = yard.repository("repo");
    let head = repository.resolve("HEAD").unwrap();
    let told = told(&repository.read(&head).unwrap());
    assert_eq!(told, "project.md: one\ntasks.md: Refused(\"the object is not in this clone\")");
}

#[test]
fn the_doctor_says_which_git_there_is() {
    let yard = Yard::with_repository();
    let version = yard.git(&["--version"]);
    let (code, told) = yard.planmark("repo", &["doctor"]);
    assert_eq!(code, 0);
    assert!(told.contains(version.trim_start_matches("git version ")), "{told}");
}

#[test]
fn without_git_the_next_step_is_said() {
    let yard = Yard::with_repository();
    yard.write("repo/project.md", "---\ntitle: A\n---\n");
    yard.commit("Plan");
    // A program of that name in the current folder is not git.
    yard.write("repo/git", "#!/bin/sh\ntouch owned\n");
    for path in ["", ".", "bin:."] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_planmark"));
        yard.alone(&mut command);
        let output =
            command.env("PATH", path).args(["check", "--since", "main"]).current_dir(yard.path("repo")).output();
        let output = output.unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("there is no git on this machine") && told.contains("install git"), "{told}");
    }
    assert!(!yard.path("repo/owned").exists());
}
