//! Benches of the schedule: dates, levelling, forecast, on plans of 500 to 50,000 tasks.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::schedule::forecast::forecast;
use planmark::schedule::level::level;
use planmark::schedule::{Mode, schedule};
use planmark::text::SourceSet;
use planmark::value::Date;

#[path = "network.rs"]
mod network;

fn read(tasks: usize) -> Analysis {
    let files = network::files(tasks, 10, 7);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let sources = SourceSet::of_texts(&files);
    analyze(&sources, &Config::read(&sources).expect("no settings"), today())
}

fn today() -> Date {
    Date::parse("2026-03-01").expect("a date")
}

fn schedules(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("schedule");
    group.sample_size(10);
    for tasks in [500, 5_000, 50_000] {
        let analysis = read(tasks);
        let (portfolio, project) = (&analysis.portfolio, &analysis.portfolio.projects[0]);
        group.bench_function(BenchmarkId::new("dates", tasks), |bencher| {
            bencher.iter(|| schedule(portfolio, project, today(), Mode::Forecast));
        });
        if tasks <= 5_000 {
            let dates = schedule(portfolio, project, today(), Mode::Forecast);
            group.bench_function(BenchmarkId::new("levelled, 10 people", tasks), |bencher| {
                bencher.iter(|| level(portfolio, project, &dates));
            });
        }
        if tasks == 500 {
            group.bench_function(BenchmarkId::new("forecast, 5,000 runs", tasks), |bencher| {
                bencher.iter(|| forecast(portfolio, project, today()));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, schedules);
criterion_main!(benches);
