//! Whole plans and what is found in them, line by line: the example with its honest imperfections, a broken copy,
//! small plans of every stage. `SNAPSHOTS=overwrite` writes what is found; read the difference before you keep it.

use std::path::Path;

use planmark::analysis::analyze;
use planmark::config::Config;
use planmark::text::{LineIndex, SourceSet};
use planmark::value::Date;

use crate::folder::{check_generated, sources};

/// `path:line severity rule` of every finding.
fn found(sources: &SourceSet, today: &str) -> String {
    let config = Config::read(sources).expect("the settings are right");
    let analysis = analyze(sources, &config, Date::parse(today).expect("a date"));
    assert!(analysis.failures.is_empty(), "{:?}", analysis.failures);
    let line = |finding: &planmark::finding::Finding| {
        let file = sources.file(finding.span.file);
        let place = LineIndex::new(file.text()).position(finding.span.start as usize, file.text());
        format!("{}:{} {} {}\n", file.path, place.line_number, finding.severity.word(), finding.rule)
    };
    analysis.findings.iter().map(line).collect()
}

fn check(name: &str, today: &str) {
    let folder = format!("tests/fixtures/projects/{name}");
    let text = found(&sources(&folder), today);
    check_generated(&format!("{folder}/expected.txt"), &text);
}

#[test]
fn the_example_shows_its_honest_imperfections_and_nothing_else() {
    let text = found(&sources("example-project"), "2026-04-24");
    let expected = "budget.md:2 warning eac-over\n\
                    budget.md:2 warning tcpi-unrealistic\n\
                    project.md:14 info finish-after-target\n\
                    tasks.md:2 info bei\n\
                    tasks.md:2 info missed-tasks\n\
                    tasks.md:49 info redundant-link\n\
                    tasks.md:110 info skill-gap\n\
                    tasks.md:129 info skill-gap\n\
                    tasks.md:160 info redundant-link\n\
                    tasks.md:187 warning over-allocated\n\
                    tasks.md:194 info lag\n\
                    windows.md:3 warning window-buffer\n\
                    windows.md:31 warning window-unapproved-or-unannounced\n";
    assert_eq!(text, expected);
}

#[test]
fn the_broken_copy_says_each_thing_once_at_its_place() {
    check("broken", "2026-04-24");
}

#[test]
fn every_slip_of_a_file_is_told_once_and_hides_no_other() {
    check("slips", "2026-04-24");
}

#[test]
fn a_plan_of_each_stage_lacks_what_its_stage_asks_for() {
    check("identification", "2026-04-24");
    check("planning", "2026-06-05");
    check("closing", "2026-06-18");
    check("closed", "2026-06-19");
    check("cancelled", "2026-04-24");
}

#[test]
fn a_portfolio_is_read_as_a_whole() {
    check("portfolio", "2026-05-18");
}

#[test]
fn what_the_tour_breaks_is_found_where_it_was_broken() {
    let without = |path: &str, from: &str, to: &str| {
        let all = sources("example-project");
        let files = all.files().map(|(_, file)| {
            let mut file = file.clone();
            if file.path == path {
                let text = file.text();
                assert!(text.contains(from), "{path} has {from:?}");
                file.content = planmark::text::Content::Text(text.replacen(from, to, 1).into());
            }
            file
        });
        found(&SourceSet::new(files.collect()), "2026-04-24")
    };
    let scope = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project/scope.md"));
    let scope = scope.expect("the example has a scope");
    let start = scope.find("\n  out:").expect("the scope says what is out") + 1;
    let end = start + scope[start..].find("\n  assumptions:").expect("assumptions follow") + 1;
    assert!(without("scope.md", &scope[start..end], "").contains(" error no-scope-out"));
    let deliverable = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("example-project/deliverables/branch-firewall.md"),
    );
    let deliverable = deliverable.expect("the example has deliverables");
    let start = deliverable.find("acceptance:").expect("it has criteria");
    let end = start + deliverable[start..].find("\nacceptor:").expect("an acceptor follows") + 1;
    let text = without("deliverables/branch-firewall.md", &deliverable[start..end], "");
    assert!(text.contains("deliverables/branch-firewall.md:1 error no-acceptance-criteria"), "{text}");
}
