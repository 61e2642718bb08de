//! Hostile repositories: whatever their settings, hooks, attributes and trees say, nothing runs and nothing is written.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails like a test")]
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use planmark::workspace::git::Repository;

use super::repository::{Yard, told};

/// Settings of a repository that make one command of git or another run a program.
const TRAPS: [&str; 24] = [
    "core.fsmonitor",
    "core.pager",
    "core.editor",
    "core.sshCommand",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "credential.helper",
    "diff.external",
    "diff.trap.command",
    "diff.trap.textconv",
    "filter.trap.clean",
    "filter.trap.smudge",
    "filter.trap.process",
    "gpg.program",
    "gpg.ssh.program",
    "interactive.diffFilter",
    "merge.trap.driver",
    "pager.rev-parse",
    "pager.ls-files",
    "pager.cat-file",
    "sequence.editor",
    "uploadpack.packObjectsHook",
    "trap.unused",
];

/// A repository that is full of traps; each that runs leaves a file.
fn trapped() -> Yard {
    let yard = Yard::with_repository();
    yard.write("repo/plan/project.md", "---\ntitle: A\n---\n");
    yard.write("repo/plan/attachments/a.bin", "a");
    yard.commit("One");
    yard.write("repo/plan/project.md", "---\ntitle: B\n---\n");
    yard.commit("Two");
    let script = yard.path("trap.sh");
    let marker = yard.path("marker");
    fs::write(&script, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\n", marker.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    let command = script.display().to_string();
    for trap in TRAPS {
        yard.git(&["config", trap, &command]);
    }
    for alias in ["rev-parse", "merge-base", "rev-list", "cat-file", "ls-files", "config", "check-attr"] {
        yard.git(&["config", &format!("alias.{alias}"), &format!("!{command}")]);
    }
    yard.git(&["config", "core.hooksPath", &yard.path("hooks").display().to_string()]);
    fs::create_dir(yard.path("hooks")).unwrap();
    for folder in [yard.path("hooks"), yard.path("repo/.git/hooks")] {
        for hook in ["post-index-change", "fsmonitor-watchman", "reference-transaction", "post-checkout", "pre-commit"]
        {
            fs::copy(&script, folder.join(hook)).unwrap();
        }
    }
    yard.write("repo/.git/info/attributes", "* filter=trap diff=trap merge=trap\n");
    yard.write("repo/plan/.gitattributes", "* filter=trap diff=trap merge=trap\n");
    yard.write("repo/plan/git", format!("#!/bin/sh\nexec '{command}' git\n"));
    fs::set_permissions(yard.path("repo/plan/git"), fs::Permissions::from_mode(0o755)).unwrap();
    // The file looks changed, so that a program which refreshes the index reads it through the filter.
    yard.write("repo/plan/project.md", "---\ntitle: C\n---\n");
    yard
}

/// Every file below a folder with its time and bytes.
fn state(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let about = path.symlink_metadata().unwrap();
        let time = format!("{:?} {} ", about.modified().unwrap(), about.len());
        if about.is_dir() {
            files.extend(state(&path));
        }
        files.insert(
            path.clone(),
            if about.is_file() { [time.as_bytes(), &fs::read(&path).unwrap()].concat() } else { time.into() },
        );
    }
    files
}

/// Asks everything that planmark asks of a repository.
fn ask_everything(repository: &Repository) {
    let head = repository.resolve("HEAD").unwrap();
    let before = repository.resolve("HEAD~1").unwrap();
    repository.resolve("no-such").unwrap_err();
    repository.merge_base(&before, &head).unwrap();
    for revision in [&head, &before] {
        assert!(told(&repository.read(revision).unwrap()).contains("project.md"));
    }
    repository.index().unwrap();
    repository.driver().unwrap();
}

#[test]
fn nothing_in_a_repository_runs_or_is_written() {
    let yard = trapped();
    let before = state(&yard.path("repo"));
    ask_everything(&yard.repository("repo/plan"));
    assert!(!yard.path("marker").exists(), "ran: {}", yard.read("marker"));
    assert!(state(&yard.path("repo")) == before, "something in the repository was written");
    // The traps do work: an ordinary look at the repository springs some.
    yard.try_git_in("repo", &["status"]);
    assert!(yard.path("marker").exists());
}

#[test]
fn a_clone_that_lacks_objects_fetches_none() {
    let yard = trapped();
    let blob = yard.git_in("repo", &["-c", "core.fsmonitor=", "rev-parse", "HEAD:plan/project.md"]);
    let command = yard.path("trap.sh").display().to_string();
    for (name, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", &format!("ext::{command} %S")),
        ("remote.origin.uploadpack", &command),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
    ] {
        yard.git(&["config", name, value]);
    }
    fs::remove_file(yard.path(&format!("repo/.git/objects/{}/{}", &blob[..2], &blob[2..]))).unwrap();
    let _ = fs::remove_file(yard.path("marker"));
    let repository = yard.repository("repo/plan");
    let head = repository.resolve("HEAD").unwrap();
    assert!(told(&repository.read(&head).unwrap()).contains("the object is not in this clone"));
    assert!(!yard.path("marker").exists(), "ran: {}", yard.read("marker"));
    yard.try_git_in("repo", &["cat-file", "-p", &blob]);
    assert!(yard.path("marker").exists(), "an ordinary look would have fetched");
}

#[test]
fn a_tree_cannot_name_what_lies_outside() {
    let yard = Yard::with_repository();
    let blob = |text: &str| {
        yard.write("text", text);
        yard.git(&["hash-object", "-w", "../text"])
    };
    let (plan, evil) = (blob("plan"), blob("evil"));
    let bytes = |hash: &str| -> Vec<u8> {
        (0..hash.len()).step_by(2).map(|at| u8::from_str_radix(&hash[at..at + 2], 16).unwrap()).collect()
    };
    let mut tree = Vec::new();
    let names: [(&str, &str, &str); 8] = [
        ("100644", "../../outside.md", &evil),
        ("100644", "..", &evil),
        ("120000", "link.md", &evil),
        ("100644", "new\nline.md", &evil),
        ("100644", "\u{1b}[2Jred.md", &evil),
        ("100644", "project.md", &plan),
        ("100644", "project.md", &evil),
        ("40000", "tasks", &evil),
    ];
    for (mode, name, hash) in names {
        tree.extend(format!("{mode} {name}\0").bytes());
        tree.extend(bytes(hash));
    }
    yard.write("tree", tree);
    let tree = yard.git(&["hash-object", "-w", "-t", "tree", "--literally", "../tree"]);
    let commit = yard.git(&["commit-tree", &tree, "-m", "Evil"]);
    let repository = yard.repository("repo");
    let revision = repository.resolve(&commit).unwrap();
    let outcome = repository.read(&revision).map(|sources| told(&sources));
    assert!(outcome.is_err(), "a folder that is a file cannot be read: {outcome:?}");

    let mut tree = fs::read(yard.path("tree")).unwrap();
    tree.truncate(tree.len() - "40000 tasks\0".len() - 20);
    yard.write("tree", tree);
    let tree = yard.git(&["hash-object", "-w", "-t", "tree", "--literally", "../tree"]);
    let commit = yard.git(&["commit-tree", &tree, "-m", "Evil"]);
    let revision = repository.resolve(&commit).unwrap();
    assert_eq!(
        told(&repository.read(&revision).unwrap()),
        "\\u{1b}[2Jred.md: BadName\nlink.md: Link\nnew\\u{a}line.md: BadName\nproject.md: plan"
    );
}

#[test]
fn a_tree_that_unfolds_without_end_is_refused() {
    let yard = Yard::with_repository();
    yard.write("repo/file.md", "x");
    let mut tree = yard.git(&["hash-object", "-w", "file.md"]);
    let mut kind = "100644 blob";
    for _ in 0..10 {
        let lines: String = (0..12).map(|number| format!("{kind} {tree}\tn{number}.md\n")).collect();
        yard.write("lines", lines);
        let output = std::process::Command::new("git")
            .args(["mktree"])
            .current_dir(yard.path("repo"))
            .stdin(fs::File::open(yard.path("lines")).unwrap())
            .output()
            .unwrap();
        tree = String::from_utf8(output.stdout).unwrap().trim().to_owned();
        kind = "040000 tree";
    }
    let commit = yard.git(&["commit-tree", &tree, "-m", "Bomb"]);
    let repository = yard.repository("repo");
    let revision = repository.resolve(&commit).unwrap();
    let told = repository.read(&revision).unwrap_err().to_string();
    assert!(told.starts_with("git gave more than planmark reads"), "{told}");
}
