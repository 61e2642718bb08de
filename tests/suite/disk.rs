//! The disk as it can be: links, pipes, strange names, other people's files, two builds at once, and kills.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails like a test")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use planmark::text::{Content, SourceFile};
use planmark::workspace::{self, Located, SafeRel};

type Files = BTreeMap<SafeRel, Vec<u8>>;

/// One line a file: its path and what was read.
fn read(root: &Path) -> String {
    let located = Located { root: root.to_owned(), focus: Vec::new() };
    let set = workspace::read(&located).unwrap();
    let line = |(_, file): (_, &SourceFile)| match &file.content {
        Content::Text(text) => format!("{}: {text}", file.path),
        Content::Bytes(bytes) => format!("{}: {} bytes", file.path, bytes.len()),
        Content::Unreadable(problem) => format!("{}: {problem:?}", file.path),
    };
    set.files().map(line).collect::<Vec<_>>().join("\n")
}

fn site(texts: &[(&str, &str)]) -> Files {
    texts.iter().map(|(path, text)| (SafeRel::new(path).unwrap(), text.as_bytes().to_vec())).collect()
}

/// All files below a folder with what they hold, the manifest left out.
fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            files.extend(files_below(&entry.path()).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else if name != ".planmark-site.json" {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
    files
}

fn holds(folder: &Path, files: &Files) -> bool {
    files_below(folder).into_iter().eq(files.iter().map(|(path, bytes)| (path.as_str().to_owned(), bytes.clone())))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_built_site_is_not_read_as_a_plan() {
    let plan = tempfile::tempdir().unwrap();
    fs::write(plan.path().join("project.md"), "x").unwrap();
    workspace::publish(&plan.path().join("site"), &site(&[("notes.md", "y")])).unwrap();
    fs::create_dir(plan.path().join("attachments")).unwrap();
    fs::write(plan.path().join("attachments/.planmark-site.json"), "{}").unwrap();
    fs::write(plan.path().join("attachments/a.txt"), "abc").unwrap();
    assert_eq!(read(plan.path()), "attachments/a.txt: 3 bytes\nproject.md: x");
}

#[test]
fn too_large_files_are_findings() {
    let plan = tempfile::tempdir().unwrap();
    fs::File::create(plan.path().join("tasks.md")).unwrap().set_len(1_000_000_000).unwrap();
    fs::File::create(plan.path().join("disk.img")).unwrap().set_len(100_000_000_000).unwrap();
    assert_eq!(read(plan.path()), "disk.img: TooLarge(20000000)\ntasks.md: TooLarge(8000000)");
}

#[test]
fn the_same_site_is_published_once() {
    let top = tempfile::tempdir().unwrap();
    let output = top.path().join("out/site");
    let first = site(&[("index.html", "one"), ("tasks/a.html", "two"), ("gone.html", "three")]);
    let published = workspace::publish(&output, &first).unwrap();
    assert_eq!((published.written, published.kept, published.removed, published.is_new), (3, 0, 0, true));
    let manifest = fs::read(output.join(".planmark-site.json")).unwrap();
    let time = fs::metadata(&output).unwrap().modified().unwrap();

    let published = workspace::publish(&output, &first).unwrap();
    assert_eq!((published.written, published.kept, published.removed, published.is_new), (0, 3, 0, false));
    assert_eq!(fs::metadata(&output).unwrap().modified().unwrap(), time);

    let second = site(&[("index.html", "new"), ("tasks/a.html", "two")]);
    let published = workspace::publish(&output, &second).unwrap();
    assert_eq!((published.written, published.kept, published.removed, published.is_new), (1, 1, 1, false));
    assert!(holds(&output, &second));
    workspace::publish(&output, &first).unwrap();
    assert_eq!(fs::read(output.join(".planmark-site.json")).unwrap(), manifest);
    assert_eq!(names(output.parent().unwrap()), ["site"]);
}

#[test]
fn a_file_that_was_taken_away_comes_back() {
    let top = tempfile::tempdir().unwrap();
    let files = site(&[("a.html", "one"), ("b.html", "two")]);
    workspace::publish(top.path(), &files).unwrap();
    fs::remove_file(top.path().join("a.html")).unwrap();
    let published = workspace::publish(top.path(), &files).unwrap();
    assert_eq!((published.written, published.kept), (1, 1));
    assert!(holds(top.path(), &files));
}

#[test]
fn a_folder_with_anything_foreign_is_left_as_it_is() {
    let check = |prepare: &dyn Fn(&Path), expected: &str| {
        let top = tempfile::tempdir().unwrap();
        let output = top.path().join("site");
        prepare(&output);
        let before = files_below(top.path());
        let error = workspace::publish(&output, &site(&[("index.html", "new")])).unwrap_err();
        let place = output.canonicalize().unwrap().display().to_string();
        assert_eq!(error.message.replace(&place, "SITE"), expected);
        assert_eq!(files_below(top.path()), before);
        assert_eq!(names(top.path()), ["site"]);
    };
    let built = |output: &Path| {
        workspace::publish(output, &site(&[("index.html", "old"), ("tasks/a.html", "a")])).unwrap();
    };
    check(&|output| fs::write(output, "x").unwrap(), "`SITE` is not a folder");
    let plan = |output: &Path| {
        fs::create_dir(output).unwrap();
        fs::write(output.join("project.md"), "x").unwrap();
    };
    check(&plan, "`SITE` holds `project.md`, which planmark did not make");
    let added = |output: &Path| {
        built(output);
        fs::write(output.join("tasks/mine.html"), "x").unwrap();
    };
    check(&added, "`SITE` holds `tasks/mine.html`, which planmark did not make");
    let folder = |output: &Path| {
        built(output);
        fs::create_dir(output.join(".git")).unwrap();
    };
    check(&folder, "`SITE` holds `.git`, which planmark did not make");
    let changed = |output: &Path| {
        built(output);
        fs::write(output.join("tasks/a.html"), "b").unwrap();
    };
    check(&changed, "`tasks/a.html` in `SITE` was changed since planmark wrote it");
    let broken = |output: &Path| {
        built(output);
        fs::write(output.join(".planmark-site.json"), "{}").unwrap();
    };
    check(&broken, "`SITE` holds `.planmark-site.json`, which planmark did not make");
    let outside = |output: &Path| {
        built(output);
        let text = fs::read_to_string(output.join(".planmark-site.json")).unwrap();
        fs::write(output.join(".planmark-site.json"), text.replace("tasks/a.html", "../../a.html")).unwrap();
    };
    check(&outside, "`SITE` holds `.planmark-site.json`, which planmark did not make");
}

#[test]
fn two_builds_at_once_leave_one_whole_site() {
    let top = tempfile::tempdir().unwrap();
    let output = top.path().join("site");
    let [one, two] = versions();
    std::thread::scope(|scope| {
        for files in [&one, &two, &one, &two] {
            let output = &output;
            scope.spawn(move || {
                for _ in 0..10 {
                    workspace::publish(output, files).unwrap();
                }
            });
        }
    });
    assert!(holds(&output, &one) || holds(&output, &two));
    assert_eq!(names(top.path()), ["site"]);
}

/// Two sites that share half of their files.
fn versions() -> [Files; 2] {
    ["one", "two"].map(|version| {
        let page = |number: u32| {
            let text = if number.is_multiple_of(2) { "shared" } else { version };
            let path = SafeRel::new(&format!("pages-{}/{number}.html", number % 3)).unwrap();
            (path, text.repeat(2_000).into_bytes())
        };
        (0..16).map(page).chain([(SafeRel::new(&format!("{version}.html")).unwrap(), Vec::new())]).collect()
    })
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::io::{BufRead, BufReader, Write};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::*;

    /// Set for the child of the kill test: the folder that it publishes into.
    const KILLED_OUTPUT: &str = "PLANMARK_TEST_PUBLISH_UNTIL_KILLED";

    #[test]
    fn links_and_special_files_are_never_opened() {
        let plan = tempfile::tempdir().unwrap();
        fs::write(plan.path().join("project.md"), "x").unwrap();
        symlink("/etc/passwd", plan.path().join("tasks.md")).unwrap();
        symlink("/etc", plan.path().join("changes")).unwrap();
        symlink(plan.path(), plan.path().join("loop")).unwrap();
        let status = Command::new("mkfifo").arg(plan.path().join("risks.md")).status().unwrap();
        assert!(status.success());
        let _socket = UnixListener::bind(plan.path().join("socket")).unwrap();
        assert_eq!(
            read(plan.path()),
            "changes: Link\nloop: Link\nproject.md: x\nrisks.md: SpecialFile\nsocket: SpecialFile\ntasks.md: Link"
        );
    }

    #[test]
    fn bad_names_are_told_in_plain_letters() {
        let plan = tempfile::tempdir().unwrap();
        for name in [&b"a\nb.md"[..], b"\xff.md", b"\x1b[31m.md", "r\u{202e}dm.md".as_bytes(), b"a\\b.md"] {
            fs::write(plan.path().join(OsStr::from_bytes(name)), "x").unwrap();
        }
        fs::create_dir(plan.path().join(OsStr::from_bytes(b"\xc3"))).unwrap();
        let expected = [
            r"\u{1b}[31m.md: BadName",
            r"\xc3: BadName",
            r"\xff.md: BadName",
            r"a\\b.md: BadName",
            r"a\u{a}b.md: BadName",
            r"r\u{202e}dm.md: BadName",
        ];
        assert_eq!(read(plan.path()), expected.join("\n"));
    }

    #[test]
    fn what_may_not_be_read_is_said() {
        let plan = tempfile::tempdir().unwrap();
        fs::create_dir(plan.path().join("changes")).unwrap();
        fs::write(plan.path().join("tasks.md"), "x").unwrap();
        for name in ["changes", "tasks.md"] {
            fs::set_permissions(plan.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
        }
        // The superuser may read everything.
        let is_superuser = fs::read(plan.path().join("tasks.md")).is_ok();
        let expected = if is_superuser {
            "tasks.md: x"
        } else {
            "changes: Refused(\"permission denied\")\ntasks.md: Refused(\"permission denied\")"
        };
        assert_eq!(read(plan.path()), expected);
        fs::set_permissions(plan.path().join("changes"), fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn files_that_did_not_change_are_the_same_files() {
        let top = tempfile::tempdir().unwrap();
        let output = top.path().join("site");
        workspace::publish(&output, &site(&[("a/kept.html", "one"), ("new.html", "two")])).unwrap();
        fs::set_permissions(&output, fs::Permissions::from_mode(0o711)).unwrap();
        let before = fs::metadata(output.join("a/kept.html")).unwrap();
        workspace::publish(&output, &site(&[("a/kept.html", "one"), ("new.html", "three")])).unwrap();
        let after = fs::metadata(output.join("a/kept.html")).unwrap();
        assert_eq!((before.ino(), before.modified().unwrap()), (after.ino(), after.modified().unwrap()));
        assert_eq!(after.nlink(), 1);
        assert_eq!(fs::metadata(&output).unwrap().permissions().mode() & 0o777, 0o711);
    }

    #[test]
    fn links_in_the_output_lead_nowhere() {
        let top = tempfile::tempdir().unwrap();
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("a.html"), "a").unwrap();
        let output = top.path().join("site");
        symlink(home.path(), &output).unwrap();
        let files = site(&[("tasks/a.html", "a")]);
        assert!(workspace::publish(&output, &files).unwrap_err().message.ends_with("is a link"));
        fs::remove_file(&output).unwrap();

        workspace::publish(&output, &files).unwrap();
        fs::remove_file(output.join("tasks/a.html")).unwrap();
        symlink(home.path().join("a.html"), output.join("tasks/a.html")).unwrap();
        assert!(workspace::publish(&output, &files).unwrap_err().message.contains("holds `tasks/a.html`"));
        fs::remove_dir_all(output.join("tasks")).unwrap();
        symlink(home.path(), output.join("tasks")).unwrap();
        assert!(workspace::publish(&output, &site(&[])).unwrap_err().message.contains("holds `tasks`"));
        assert_eq!(fs::read_to_string(home.path().join("a.html")).unwrap(), "a");
    }

    #[test]
    fn a_kill_at_any_moment_leaves_a_whole_site() {
        let top = tempfile::tempdir().unwrap();
        let output = top.path().join("site");
        let [one, two] = versions();
        workspace::publish(&output, &one).unwrap();
        let mut kills_within = 0;
        for kill in 0..60 {
            publish_until_killed(&output, kill);
            assert!(holds(&output, &one) || holds(&output, &two), "kill {kill} tore the site");
            kills_within += usize::from(names(top.path()).len() > 1);
            workspace::publish(&output, if holds(&output, &one) { &one } else { &two }).unwrap();
            assert_eq!(names(top.path()), ["site"], "kill {kill} left something behind");
        }
        println!("{kills_within} of 60 kills met a build in the middle");
        assert!(kills_within > 0, "no kill met a build in the middle");
    }

    #[test]
    fn a_kill_of_the_first_build_leaves_nothing_or_a_whole_site() {
        let [one, two] = versions();
        for kill in 0..20 {
            let top = tempfile::tempdir().unwrap();
            let output = top.path().join("site");
            publish_until_killed(&output, kill);
            assert!(!output.exists() || holds(&output, &one) || holds(&output, &two), "kill {kill} tore the site");
            workspace::publish(&output, &two).unwrap();
            assert!(holds(&output, &two));
            assert_eq!(names(top.path()), ["site"]);
        }
    }

    /// Starts this test program again to publish two sites in turn, and kills it at a moment that differs every time.
    fn publish_until_killed(output: &Path, kill: u64) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "disk::unix::publishing_goes_on_until_it_is_killed"])
            .env(KILLED_OUTPUT, output)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let wanted = if kill.is_multiple_of(3) { "starting" } else { "published" };
        assert!(lines.by_ref().map(Result::unwrap).any(|line| line.contains(wanted)), "the child never got to work");
        let moment = Instant::now() + Duration::from_micros(kill * 97 % 4_000);
        while Instant::now() < moment {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// Not a test of its own: what the kill tests kill.
    #[test]
    fn publishing_goes_on_until_it_is_killed() {
        let Some(output) = std::env::var_os(KILLED_OUTPUT) else { return };
        let mut told = std::io::stdout();
        writeln!(told, "starting").unwrap();
        told.flush().unwrap();
        for files in versions().iter().rev().cycle() {
            workspace::publish(Path::new(&output), files).unwrap();
            if writeln!(told, "published").is_err() {
                return;
            }
        }
    }
}
