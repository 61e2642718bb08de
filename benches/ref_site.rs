//! The floor for `build`: as `ref-check`, bodies rendered to HTML, one file a document written. `ref-site FOLDER OUT`.

use std::io;
use std::path::Path;

use granit_parser::{Options, Parser};

fn front_matter(text: &str) -> (&str, &str) {
    let Some(rest) = text.strip_prefix("---\n") else { return ("", text) };
    rest.find("\n---").map_or(("", text), |end| (&rest[..end + 1], rest[end + 4..].trim_start_matches('\n')))
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, out] = &arguments[..] else { return Err(io::Error::other("usage: ref-site FOLDER OUT")) };
    std::fs::create_dir_all(out)?;
    let mut events = 0;
    for (number, entry) in walkdir::WalkDir::new(Path::new(folder)).sort_by_file_name().into_iter().enumerate() {
        let entry = entry.map_err(io::Error::other)?;
        if entry.path().extension().is_none_or(|ending| ending != "md") {
            continue;
        }
        let text = std::fs::read_to_string(entry.path())?;
        let (front, body) = front_matter(&text);
        let mut parser = Parser::new_from_str_with_options(front, Options::default());
        while let Some(Ok(_)) = parser.next_event() {
            events += 1;
        }
        let mut html = String::with_capacity(body.len() * 3 / 2);
        pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(body));
        std::fs::write(Path::new(out).join(format!("{number}.html")), html)?;
    }
    std::fs::write("/dev/null", events.to_string())
}
