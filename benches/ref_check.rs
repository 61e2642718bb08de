//! The floor for `check`: walk, read, split, parse the YAML with a place for every value, walk the Markdown events.
//! One thread, no output but a sum. `ref-check FOLDER`.

use std::io;
use std::path::Path;

use granit_parser::{Event, Options, Parser};

/// A value with its place, as the floor keeps it.
#[allow(dead_code)]
struct Scalar {
    text: String,
    start: usize,
    end: usize,
}

fn front_matter(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return ("", text) };
    rest.find("\n---").map_or(("", text), |end| (&rest[..end + 1], rest[end + 4..].trim_start_matches('\n')))
}

fn scalars(yaml: &str) -> Vec<Scalar> {
    let mut parser = Parser::new_from_str_with_options(yaml, Options::default());
    let mut all = Vec::new();
    while let Some(Ok((event, span))) = parser.next_event() {
        if let Event::Scalar(text, ..) = event {
            let place = |offset: Option<usize>| offset.unwrap_or_default();
            all.push(Scalar {
                text: text.into_owned(),
                start: place(span.start.byte_offset()),
                end: place(span.end.byte_offset()),
            });
        }
    }
    all
}

fn main() -> io::Result<()> {
    let folder = std::env::args().nth(1).ok_or_else(|| io::Error::other("usage: ref-check FOLDER"))?;
    let mut sum = 0;
    for entry in walkdir::WalkDir::new(Path::new(&folder)).sort_by_file_name() {
        let entry = entry.map_err(io::Error::other)?;
        if entry.path().extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path())?;
        let (front, body) = front_matter(&text);
        sum += scalars(front).len();
        sum += pulldown_cmark::Parser::new(body).into_offset_iter().count();
    }
    std::fs::write("/dev/null", sum.to_string())
}
