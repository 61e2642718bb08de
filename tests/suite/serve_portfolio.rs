//! What `serve` shows of several projects: all of them to their provider, one client's to that client alone.

use crate::serve::{Events, command, get, started, status};

/// Two clients with a project each, below one folder.
fn portfolio() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the test");
    write(&folder, "portfolio.md", "---\ntitle: All of us\nprojects: [\"*/\"]\n---\n");
    for (project, client) in [("wifi", "Elm Street"), ("phones", "Lakeside")] {
        let text = format!("---\ntitle: New {project}\nclient: {{name: {client}}}\nstage: identification\n---\n");
        write(&folder, &format!("{project}/project.md"), &text);
    }
    folder
}

fn write(folder: &tempfile::TempDir, path: &str, text: &str) {
    let path = folder.path().join(path);
    std::fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
    std::fs::write(path, text).expect("a file");
}

#[test]
fn a_portfolio_is_served_whole_to_its_provider() {
    let folder = portfolio();
    let (_running, port) = started(folder.path(), &["--audience", "internal"]);
    let page = get(port, "/");
    assert!(page.contains("New wifi") && page.contains("New phones") && page.contains("All of us"), "{page}");
    assert!(get(port, "/new-wifi/index.html").contains("New wifi"));
    let mut events = Events::of(port);
    let first = events.next();
    write(
        &folder,
        "phones/project.md",
        "---\ntitle: Old phones\nclient: {name: Lakeside}\nstage: identification\n---\n",
    );
    assert_ne!(events.next()["state"], first["state"]);
    assert!(get(port, "/old-phones/index.html").contains("Old phones"));
    assert_eq!(status(&get(port, "/new-phones/index.html")), "404");
}

#[test]
fn a_client_of_a_portfolio_is_served_alone_and_must_be_named() {
    let folder = portfolio();
    let (_running, port) = started(folder.path(), &["--client", "Elm Street"]);
    assert!(get(port, "/new-wifi/index.html").contains("New wifi"));
    for path in ["/", "/new-wifi/index.html", "/status.json", "/calendar.ics"] {
        assert!(!get(port, path).contains("akeside") && !get(port, path).contains("phones"), "{path}");
    }
    let mut events = Events::of(port);
    let first = events.next();
    assert!(!first["notes"].to_string().contains("phones"), "{first}");
    // What is wrong in another client's plan keeps nobody waiting; what names that client does.
    write(&folder, "phones/project.md", "---\ntitle: [New phones\n---\n");
    events.next();
    assert!(get(port, "/").contains("New wifi"));
    write(
        &folder,
        "wifi/project.md",
        "---\ntitle: Newer wifi\nclient: {name: Elm Stret}\nstage: identification\n---\n",
    );
    let lost = events.next();
    assert_eq!(lost["notes"][0]["is_blocking"], true, "{lost}");
    assert!(lost["notes"][0]["message"].as_str().is_some_and(|text| text.contains("no client `Elm Street`")), "{lost}");
    assert!(get(port, "/").contains("New wifi"), "the last good pages stay");
    for (arguments, words) in
        [(&[][..], "name one with `--client`"), (&["--client", "Elm Sreet"][..], "did you mean `Elm Stret`?")]
    {
        let output = command(folder.path(), arguments).output().expect("the program ends");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
}
