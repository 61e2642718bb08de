//! What was agreed: read from `baseline.yml`, computed from a plan, written, and held against the plan.

use planmark::agreed;
use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::model::baseline::Baseline;
use planmark::schedule::{Mode, schedule};
use planmark::text::SourceSet;
use planmark::value::Date;

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn read(files: &[(&str, &str)]) -> Analysis {
    let sources = SourceSet::of_texts(files);
    let config = Config::read(&sources).expect("settings");
    analyze(&sources, &config, day("2026-04-24"))
}

/// The baseline that a plan would have if it were agreed as it is.
fn computed(analysis: &Analysis) -> Baseline {
    let project = &analysis.portfolio.projects[0];
    let plan = schedule(&analysis.portfolio, project, day("2026-04-24"), Mode::Plan);
    agreed::baseline(project, &plan, day("2026-04-24"))
}

const PLAN: &str = "---
title: New Wi-Fi
stage: planning
currency: EUR
target: {start: 2026-05-04, finish: 2026-05-29}
budget_cap: 9000
tolerance: {schedule: 3d, budget: 7.5%}
scope:
  in: {wifi: \"Access points: both floors\", guests: 'yes'}
  out: [Phones]
  done_when: [\"All 14 rooms\\nmeasured\"]
  objectives: [Calls work in 14 rooms]
  constraints: [{kind: business, text: \"No work before 18:00, and none on Fridays\"}]
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
deliverables:
  coverage: {title: Wi-Fi in every room, kind: service, acceptance: [-65 dBm in all rooms], acceptor: ana, due: live}
tasks:
  survey: {title: Survey, duration: [1d, 2d, 4d]}
  mount: {title: Mount, duration: 3d, after: survey, deliverable: coverage}
milestones:
  live: {title: Live, target: 2026-05-15, after: mount}
budget:
  work: {title: Work, amount: 1000, tasks: [survey, mount]}
  cables: {title: Cables, amount: 0.10, qty: 3, price: 33.333, tasks: mount}
  reserve: {title: Reserve, category: contingency, amount: 500}
  own-time: {title: Own time, amount: 700, audience: internal, tasks: mount}
---
";

#[test]
fn a_baseline_reads_back_as_it_was_written() {
    let plan = read(&[("project.md", PLAN)]);
    let text = agreed::text(&computed(&plan));
    let again = read(&[("project.md", PLAN), ("baseline.yml", &text)]);
    let findings: Vec<&str> = again.read_findings.iter().map(|one| one.message.as_str()).collect();
    let before: Vec<&str> = plan.read_findings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(findings, before, "{text}");
    let project = &again.portfolio.projects[0];
    let agreed = project.agreed().expect("it can be read whole");
    assert_eq!(agreed.is_genuine(), Some(true));
    assert_eq!(agreed::text(agreed), text);
    assert_eq!(agreed.total.map(|total| total.value.to_string()).as_deref(), Some("1500.1"));
    let mount = agreed.task("mount").expect("it is there");
    assert_eq!(mount.start.map(|date| date.value.to_string()).as_deref(), Some("2026-05-06"));
    assert_eq!(mount.value.map(|value| value.value.to_string()).as_deref(), Some("600.1"));
    assert_eq!(agreed.scope.done_when[0].value, "All 14 rooms\nmeasured");
    assert!(agreed.cost("own-time").is_none(), "what the provider spends for itself was agreed with nobody");
    let place = agreed.milestone("live").and_then(|one| one.target).expect("a target").span;
    assert_eq!(&text[place.range()], "2026-05-15");
}

#[test]
fn what_is_wrong_in_a_baseline_is_found_at_its_place_and_nothing_is_held_against_it() {
    let check_all = |text: &str, expected: &str, is_usable: bool| {
        let analysis = read(&[("project.md", PLAN), ("baseline.yml", text)]);
        let of_baseline = |finding: &&planmark::finding::Finding| {
            text.get(finding.span.range()).is_some() && finding.span.file.0 == 0
        };
        let found: Vec<String> = analysis
            .read_findings
            .iter()
            .filter(of_baseline)
            .map(|finding| format!("{} {}: {}", finding.rule, &text[finding.span.range()], finding.message))
            .collect();
        assert_eq!(found.join("\n"), expected, "{text}");
        let project = &analysis.portfolio.projects[0];
        assert!(project.baseline.is_some(), "a bad baseline is there all the same");
        assert_eq!(project.agreed().is_some(), is_usable, "{text}");
    };
    let check = |text: &str, expected: &str| check_all(text, expected, false);
    check("of: new-wi-fi\ndate: 9999-99-99\n", "bad-date 9999-99-99: there is no day `9999-99-99`");
    check("tasks: [a, b]\n", "bad-value [a, b]: `tasks` needs ids with values");
    check("tasks:\n  \"A b\": {}\n", "bad-id \"A b\": `A b` cannot be the id of a line");
    check("budget: {work: 1.000.0}\n", "bad-money 1.000.0: `work` is an amount of digits alone, not `1.000.0`");
    check_all("because: [nobody]\n", "dangling-reference nobody: no change has the id `nobody`", true);
    check_all("dat: 2026-01-01\n", "unknown-field dat: a baseline has no field `dat`", true);
    check("of: x\nof: y\n", "bad-front-matter of: `of` stands twice");
    check("", "");
    check("of: somebody-else\n", "");
    let merge = "<<<<<<< a\ntotal: 1\n=======\ntotal: 2\n>>>>>>> b\n";
    check(merge, "conflict-markers <<<<<<< a: two versions stand here, a merge was not finished");
}
