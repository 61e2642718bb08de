//! The parts of planmark, measured alone: `cargo bench`.

use std::collections::BTreeMap;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use planmark::analysis::analyze;
use planmark::audience::redact;
use planmark::config::Config;
use planmark::document::keys::Audience;
use planmark::render::html;
use planmark::text::{Content, FileId, SourceFile, SourceSet};
use planmark::value::Date;
use planmark::view::{self, SiteSettings};

fn example() -> SourceSet {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/example-project");
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root).into_iter().flatten().filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(root).expect("below the root").to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path()).expect("the example can be read");
        let content = match (path.ends_with(".md"), String::from_utf8(bytes)) {
            (true, Ok(text)) => Content::Text(Arc::from(text)),
            (_, Ok(text)) => Content::Bytes(Arc::from(text.into_bytes())),
            (_, Err(error)) => Content::Bytes(Arc::from(error.into_bytes())),
        };
        files.push(SourceFile { path, content });
    }
    SourceSet::new(files)
}

fn parts(criterion: &mut Criterion) {
    let sources = example();
    let today = Date::parse("2026-04-24").expect("a date");
    let config = Config::read(&sources).expect("the settings are right");
    let tasks = sources.find("tasks.md").expect("the example has tasks").1.text().to_owned();
    criterion.bench_function("read one document (tasks.md)", |bencher| {
        bencher.iter(|| planmark::document::parse(FileId(0), &tasks));
    });
    criterion.bench_function("analyze the example", |bencher| {
        bencher.iter(|| analyze(&sources, &config, today));
    });
    let analysis = analyze(&sources, &config, today);
    let project = &analysis.portfolio.projects[0];
    criterion.bench_function("redact and lay out the client's site", |bencher| {
        bencher.iter(|| {
            let plan =
                redact(&sources, &analysis.portfolio, project, Audience::Client, analysis.picture(project), today);
            view::site(&plan, &sources, "", &SiteSettings::default(), None)
        });
    });
    let plan = redact(&sources, &analysis.portfolio, project, Audience::Client, analysis.picture(project), today);
    let site = view::site(&plan, &sources, "", &SiteSettings::default(), None);
    criterion.bench_function("render the client's site", |bencher| {
        bencher.iter(|| html::site(&site, &BTreeMap::new(), &|_| None));
    });
}

criterion_group!(benches, parts);
criterion_main!(benches);
