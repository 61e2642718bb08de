//! What `serve` answers: to its own pages everything, to everybody else nothing; and that it sees a change.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use planmark::serve::{Note, Pages, Server};

/// Long enough for a busy machine; a test that waits this long has failed.
const PATIENCE: Duration = Duration::from_secs(30);

fn pages(texts: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    texts.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

fn server() -> Server {
    let files = pages(&[
        ("index.html", "<html><body>overview</body></html>"),
        ("tasks/a.html", "<html><body>a task</body></html>"),
        ("files/a b.csv", "1,2"),
        ("style.css", "p{}"),
    ]);
    Server::start(Some(0), Pages { files, notes: Vec::new() }).expect("a port is free")
}

fn connect(port: u16) -> TcpStream {
    let stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time limit can be set");
    stream
}

/// Sends bytes as they are, and reads until the server closes.
fn raw(port: u16, request: &str) -> String {
    let mut stream = connect(port);
    stream.write_all(request.as_bytes()).expect("the request is sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("the answer ends");
    String::from_utf8_lossy(&answer).into_owned()
}

fn ask(port: u16, method: &str, path: &str, headers: &str) -> String {
    raw(port, &format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n"))
}

pub(crate) fn get(port: u16, path: &str) -> String {
    ask(port, "GET", path, &format!("Host: localhost:{port}\r\n"))
}

pub(crate) fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or("none")
}

#[test]
fn a_page_comes_with_the_script_and_every_answer_with_the_headers() {
    let server = server();
    let port = server.address().port();
    assert!(server.address().ip().is_loopback());
    for path in ["/", "/index.html", "/index.html?x=1", "/tasks/a.html"] {
        let answer = get(port, path);
        assert_eq!(status(&answer), "200", "{answer}");
        assert!(answer.contains("<script src=\"/.planmark/live.js\" data-state=\"1\" defer></script>"), "{answer}");
    }
    assert!(get(port, "/files/a%20b.csv").ends_with("1,2"));
    assert!(get(port, "/style.css").ends_with("p{}"));
    for path in ["/", "/nothing.html", "/style.css", "/.planmark/live.js"] {
        let answer = get(port, path);
        for header in [
            "content-security-policy: default-src 'none'; connect-src 'self'",
            "x-content-type-options: nosniff",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(answer.contains(header), "{path}: {header}\n{answer}");
        }
    }
    let head = ask(port, "HEAD", "/", &format!("Host: localhost:{port}\r\n"));
    assert_eq!(status(&head), "200");
    assert!(!head.contains("overview"), "{head}");
}

#[test]
fn only_its_own_names_are_answered() {
    let server = server();
    let port = server.address().port();
    let foreign = [
        String::new(),
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        "Host: 127.0.0.1\r\n".to_owned(),
        format!("Host: localhost:{}\r\n", port ^ 1),
        format!("Host: localhost.evil.example:{port}\r\n"),
        format!("Host: localhost:{port}.evil.example\r\n"),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: [::1]:{port}\r\n"),
        format!("Host: 127.0.0.2:{port}\r\n"),
        format!("Host: localhost:{port}\r\nHost: evil.example\r\n"),
        format!("Host: evil@localhost:{port}\r\n"),
    ];
    for headers in foreign {
        let answer = ask(port, "GET", "/", &headers);
        assert!(["421", "400"].contains(&status(&answer)), "{headers:?}\n{answer}");
        assert!(!answer.contains("overview"), "{headers:?}");
    }
    let answer =
        raw(port, &format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert_eq!(status(&answer), "421", "{answer}");
    for host in [format!("localhost:{port}"), format!("LocalHost:{port}"), format!("127.0.0.1:{port}")] {
        assert_eq!(status(&ask(port, "GET", "/", &format!("Host: {host}\r\n"))), "200", "{host}");
    }
}

#[test]
fn only_get_and_head_are_answered() {
    let server = server();
    let port = server.address().port();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let answer = ask(port, method, "/", &format!("Host: localhost:{port}\r\nContent-Length: 0\r\n"));
        assert!(["405", "400", "421"].contains(&status(&answer)), "{method}: {answer}");
        assert!(!answer.contains("overview"), "{method}");
    }
}

#[test]
fn no_path_leads_out_of_the_pages() {
    let server = server();
    let port = server.address().port();
    let up = ["..", "%2e%2e", "%2E.", ".%2e", "%252e%252e", "..%c0%af", "..;", "....", "..%00", "%c0%ae%c0%ae"];
    let slash = ["/", "%2f", "\\", "%5c", "//", "%252f"];
    let target = ["etc/passwd", "Cargo.toml", "index.html"];
    for up in up {
        for slash in slash {
            for target in target {
                let path = format!("/{up}{slash}{up}{slash}{target}");
                let answer = get(port, &path);
                assert!(["404", "400"].contains(&status(&answer)), "{path}: {answer}");
                assert!(!answer.contains("root:") && !answer.contains("[package]"), "{path}");
            }
        }
    }
    let others = [
        "/etc/passwd",
        "//etc/passwd",
        "/C:/Windows/win.ini",
        "/tasks/",
        "/tasks",
        "/tasks//a.html",
        "/%",
        "/%zz",
        "/%ff",
        "/./index.html",
        "/.planmark/",
        "/.git/config",
    ];
    for path in others {
        assert!(["404", "400"].contains(&status(&get(port, path))), "{path}");
    }
}

#[test]
fn broken_requests_end_and_the_server_goes_on() {
    let server = server();
    let port = server.address().port();
    let long = "a".repeat(1_000_000);
    let broken = [
        "\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "\u{0}\u{1}\u{2}\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: localhost:{port}\r\nX: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\nHost localhost:{port}\n\n"),
        format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: -1\r\n\r\n"),
    ];
    for request in broken {
        let mut stream = connect(port);
        // The server may have had enough before it has read all of it.
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(!answer.contains("overview"), "{:?}", &request[..request.len().min(40)]);
    }
    let idle: Vec<TcpStream> = (0..200).map(|_| connect(port)).collect();
    assert_eq!(status(&get(port, "/")), "200");
    drop(idle);
}

#[test]
fn events_are_for_its_own_pages_alone() {
    let server = server();
    let port = server.address().port();
    let foreign = [
        "Origin: http://evil.example\r\n".to_owned(),
        "Origin: null\r\n".to_owned(),
        format!("Origin: https://localhost:{port}\r\n"),
        format!("Origin: http://localhost:{}\r\n", port ^ 1),
        "Sec-Fetch-Site: cross-site\r\n".to_owned(),
        "Sec-Fetch-Site: same-site\r\n".to_owned(),
        format!("Origin: http://localhost:{port}\r\nOrigin: http://evil.example\r\n"),
    ];
    for headers in foreign {
        let answer = ask(port, "GET", "/.planmark/events", &format!("Host: localhost:{port}\r\n{headers}"));
        assert_eq!(status(&answer), "403", "{headers:?}\n{answer}");
    }
}

/// Reads the stream of events of a server, line by line.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    pub(crate) fn of(port: u16) -> Self {
        let mut stream = connect(port);
        let request = format!(
            "GET /.planmark/events HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n\
             Sec-Fetch-Site: same-origin\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).expect("the request is sent");
        Self(BufReader::new(stream))
    }

    pub(crate) fn next(&mut self) -> serde_json::Value {
        let mut line = String::new();
        let began = Instant::now();
        loop {
            assert!(began.elapsed() < PATIENCE, "no event comes");
            line.clear();
            let read = self.0.read_line(&mut line).expect("the stream goes on");
            assert!(read > 0, "the stream ended");
            if let Some(text) = line.strip_prefix("data: ") {
                return serde_json::from_str(text).expect("an event is JSON");
            }
        }
    }
}

#[test]
fn an_open_page_is_told_of_every_new_state_and_of_notes() {
    let server = server();
    let port = server.address().port();
    let mut events = Events::of(port);
    assert_eq!(events.next()["state"], 1);
    let note = Note {
        severity: "error",
        place: "tasks.md:3".to_owned(),
        message: "</script><img src=x onerror=alert(1)>\n\ndata: forged".to_owned(),
        help: String::new(),
        is_blocking: true,
    };
    assert_eq!(server.show(None, vec![note]), 0);
    let event = events.next();
    assert_eq!(event["state"], 1, "the pages stay");
    assert_eq!(event["notes"][0]["place"], "tasks.md:3");
    assert!(event["notes"][0]["message"].as_str().is_some_and(|text| text.ends_with("data: forged")));
    assert!(get(port, "/tasks/a.html").contains("a task"), "the last good pages stay");
    // A folder that is kept needs no files anew; what has only its name in front is another one.
    let other = || pages(&[("index.html", "<body>other</body>")]);
    let kept = ["tasks".to_owned(), "style".to_owned()];
    assert_eq!(server.show(Some((other(), kept.into())), Vec::new()), 3);
    assert_eq!(events.next()["state"], 2);
    assert!(get(port, "/").contains("other"));
    assert!(get(port, "/tasks/a.html").contains("a task"));
    assert_eq!(status(&get(port, "/style.css")), "404");
    assert_eq!(server.show(Some((other(), [].into())), Vec::new()), 1);
    assert_eq!(status(&get(port, "/tasks/a.html")), "404");
}

#[test]
fn a_port_that_was_asked_for_must_be_free() {
    let server = server();
    let port = server.address().port();
    let error = Server::start(Some(port), Pages::default()).err().expect("the port is taken");
    assert_eq!(error.message, format!("cannot listen on port {port}: it is taken"));
}

/// The program, until the test ends.
pub(crate) struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub(crate) fn command(plan: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planmark"));
    command.args(["serve", "--port", "0", "--today", "2026-04-24"]).args(arguments).arg(plan).stdout(Stdio::null());
    command
}

/// Starts `planmark serve` for a plan and gives its port.
pub(crate) fn started(plan: &Path, arguments: &[&str]) -> (Running, u16) {
    let child = command(plan, arguments).stderr(Stdio::piped()).spawn();
    let mut running = Running(child.expect("the program starts"));
    let stderr = running.0.stderr.take().expect("its words are read");
    let mut lines = BufReader::new(stderr).lines();
    let port = lines.find_map(|line| {
        let line = line.expect("its words are text");
        line.split_once("http://localhost:")?.1.split('/').next()?.parse().ok()
    });
    // What it says further is read and dropped, so that it never waits for a reader.
    std::thread::spawn(move || lines.for_each(drop));
    (running, port.expect("it says where it is"))
}

#[test]
fn a_change_of_the_plan_is_shown_and_an_error_keeps_the_last_good_pages() {
    for arguments in [&[][..], &["--poll=50"][..]] {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let file = folder.path().join("project.md");
        let write = |title: &str, currency: &str| {
            let text = format!(
                "---\ntitle: {title}\nclient: {{name: Elm}}\nstage: identification\ntype: x\ncurrency: {currency}\nbudget_cap: 100\n---\n"
            );
            std::fs::write(&file, text).expect("the plan can be written");
        };
        write("First title", "EUR");
        let (_running, port) = started(folder.path(), arguments);
        assert!(get(port, "/").contains("First title"));
        let mut events = Events::of(port);
        let first = events.next();
        write("Second title", "EUR");
        let second = events.next();
        assert_ne!(first["state"], second["state"]);
        assert!(get(port, "/").contains("Second title"));
        std::fs::write(&file, "---\ntitle: [never closed\n---\n").expect("the plan can be written");
        let broken = events.next();
        assert_eq!(broken["state"], second["state"], "the pages stay");
        let note = &broken["notes"][0];
        assert_eq!(note["is_blocking"], true, "{note}");
        assert!(note["place"].as_str().is_some_and(|place| place.starts_with("project.md:")), "{note}");
        assert!(get(port, "/").contains("Second title"));
        write("Third title", "EUR");
        assert_ne!(events.next()["state"], second["state"]);
        assert!(get(port, "/").contains("Third title"));
        assert!(!folder.path().join("site").exists(), "nothing is written");
    }
}
