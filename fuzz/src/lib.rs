//! What is fuzzed, for cargo-fuzz (`fuzz_targets/`) and for the plain driver (`src/bin/driver.rs`).

use std::collections::BTreeMap;

use planmark::analysis::analyze;
use planmark::audience::redact;
use planmark::config::Config;
use planmark::document::keys::Audience;
use planmark::render::html;
use planmark::schedule::{Mode, schedule};
use planmark::text::{FileId, SourceSet, Span, apply};
use planmark::value::Date;
use planmark::view::{self, SiteSettings};

/// Any text is read, and every place lies on character bounds.
pub fn front_matter(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (_, findings) = planmark::document::parse(FileId(0), text);
    for finding in &findings {
        on_bounds(text, finding.span);
        finding.labels.iter().for_each(|label| on_bounds(text, label.span));
        if let Some(fix) = &finding.fix {
            fix.edits.iter().for_each(|edit| on_bounds(text, edit.span));
            let _ = apply(text, &fix.edits);
        }
    }
}

fn on_bounds(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} is no place in a text of {} bytes", text.len());
}

/// Any plan is analysed, scheduled, redacted and made into pages. Files stand behind lines `//- path`; what comes first is `project.md`.
pub fn project(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let mut files: Vec<(&str, String)> = vec![("project.md", String::new())];
    for line in text.split_inclusive('\n') {
        match line.strip_prefix("//- ").map(str::trim) {
            Some(path) if is_path(path) && files.iter().all(|(known, _)| *known != path) => {
                files.push((path, String::new()))
            }
            _ => files.last_mut().expect("there is always one").1.push_str(line),
        }
    }
    let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let sources = SourceSet::of_texts(&texts);
    let Ok(config) = Config::read(&sources) else { return };
    let today = Date::parse("2026-04-24").expect("a date");
    let analysis = analyze(&sources, &config, today);
    assert!(analysis.failures.is_empty(), "{:?}", analysis.failures);
    for project in &analysis.portfolio.projects {
        for mode in [Mode::Plan, Mode::Forecast] {
            let _ = schedule(&analysis.portfolio, project, project.status_date(today), mode);
        }
        for audience in [Audience::Client, Audience::Internal] {
            let plan = redact(&sources, &analysis.portfolio, project, audience, analysis.picture(project), today);
            let settings = SiteSettings { catalogue: config.catalogue(&project.folder), ..SiteSettings::default() };
            let made = view::site(&plan, &sources, &project.folder, &settings, None);
            let files = html::site(&made, &BTreeMap::new(), &|_| None).expect("planmark's own templates are right");
            assert!(files.contains_key("index.html"));
        }
    }
}

fn is_path(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}
