//! Writes a repository with a long history for measuring `planmark trend --history`, and what its days foretell.
//!
//! `cargo run --release --example long-history -- DIR COMMITS`, then
//! `planmark trend DIR/plan --history --output-format json`; `DIR.expected` has a line a report: its day, the day foretold.
#![allow(clippy::unwrap_used, reason = "a tool for measuring fails loudly")]

#[path = "../tests/suite/long_history.rs"]
mod long_history;

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, commits] = arguments.as_slice() else {
        std::io::stderr().write_all(b"long-history DIR COMMITS\n").unwrap();
        return;
    };
    let history = long_history::long_history(commits.parse().unwrap());
    let git =
        |arguments: &[&str]| Command::new("git").args(["-C", folder]).args(arguments).stdin(Stdio::piped()).spawn();
    std::fs::create_dir(folder).unwrap();
    assert!(git(&["init", "-q", "-b", "main"]).unwrap().wait().unwrap().success());
    let mut import = git(&["fast-import", "--quiet", "--done"]).unwrap();
    import.stdin.take().unwrap().write_all(history.stream.as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
    assert!(git(&["checkout", "-q", "main"]).unwrap().wait().unwrap().success());
    let mut expected = String::new();
    for (reported, foretold) in &history.expected {
        writeln!(expected, "{reported} {foretold}").unwrap();
    }
    std::fs::write(format!("{folder}.expected"), expected).unwrap();
}
