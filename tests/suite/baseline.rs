//! What was agreed: read from `baseline.yml`, computed from a plan, written, and held against the plan.

use planmark::agreed;
use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::lint::Subject;
use planmark::lint::gate::{self, Checkpoint, Standing};
use planmark::model::baseline::Baseline;
use planmark::rules::RULES;
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
  tom: {name: Tom Berg, side: provider, roles: lead}
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

/// The plan, agreed: signed, in execution, with the baseline of the plan as it was.
fn agreed_plan(edit: impl Fn(&str) -> String, changes: &str) -> Analysis {
    let baseline = agreed::text(&computed(&read(&[("project.md", PLAN)])));
    let signed = "stage: execution\nsignoffs: [{gate: planning, by: ana, date: 2026-04-24}]";
    let plan = edit(&PLAN.replace("stage: planning", signed)).replace("\nbudget:\n", &format!("\n{changes}budget:\n"));
    read(&[("project.md", &plan), ("baseline.yml", &baseline)])
}

/// Every difference with what stands behind it, a line each.
fn drift(analysis: &Analysis) -> String {
    let project = &analysis.portfolio.projects[0];
    let plan = schedule(&analysis.portfolio, project, day("2026-04-24"), Mode::Plan);
    let agreed = project.agreed().expect("a baseline");
    let line = |judged: &agreed::Judged| format!("{} {:?}\n", judged.difference.spot, judged.cover);
    agreed::drift(project, &plan, agreed, day("2026-04-24")).iter().map(line).collect()
}

fn rewritten(analysis: &Analysis) -> agreed::Outcome {
    let project = &analysis.portfolio.projects[0];
    let plan = schedule(&analysis.portfolio, project, day("2026-04-24"), Mode::Plan);
    agreed::rewritten(project, &plan, day("2026-05-04"))
}

fn change(fields: &str) -> String {
    format!("changes:\n  more: {{title: More, {fields}}}\n")
}

const SIGNED: &str = "status: approved, decided: {by: ana, date: 2026-04-24}";

#[test]
fn a_difference_is_covered_by_an_approved_change_that_names_it() {
    let check = |from: &str, to: &str, changes: &str, expected: &str| {
        let analysis = agreed_plan(|plan| plan.replacen(from, to, 1), changes);
        assert_eq!(drift(&analysis), expected, "{changes}");
    };
    let (from, to) = ("amount: 1000", "amount: 1300");
    let spot = "budget/work.amount";
    let values = "tasks/mount.value NotNeeded\ntasks/survey.value NotNeeded\n";
    let line = |cover: &str| format!("{values}{spot} {cover}\n");
    check(from, to, "", &line("Nothing"));
    check(from, to, &change(&format!("modifies: budget/work, {SIGNED}")), &line("Change(\"more\")"));
    check(from, to, &change(&format!("modifies: work.amount, {SIGNED}")), &line("Change(\"more\")"));
    check(from, to, &change(&format!("modifies: work.basis, {SIGNED}")), &line("Nothing"));
    let flawed = |defect: &str| line(&format!("Flawed(\"more\", {defect})"));
    check(from, to, &change("modifies: work, status: proposed"), &flawed("NotApproved(Proposed)"));
    check(from, to, &change("modifies: work, status: approved"), &flawed("Unsigned"));
    let by_nobody = "modifies: work, status: approved, decided: {by: nobody, date: 2026-04-24}";
    check(from, to, &change(by_nobody), &flawed("Stranger(\"nobody\")"));
    let by_tom = by_nobody.replace("nobody", "tom");
    check(from, to, &change(&by_tom), &flawed("NotEntitled(\"tom\")"));
    let stale = "modifies: work, status: approved, decided: {by: ana, date: 2026-04-24, of: 0000000000000000}";
    check(from, to, &change(stale), &flawed("Stale"));
    let (from, to) = ("  out: [Phones]\n", "  out: [Fax]\n");
    check(from, to, "", "scope.out.fax Nothing\nscope.out.phones Nothing\n");
    let by_list = change(&format!("modifies: scope.out, {SIGNED}"));
    check(from, to, &by_list, "scope.out.fax Change(\"more\")\nscope.out.phones Change(\"more\")\n");
    let (from, to) = ("acceptance: [-65 dBm in all rooms]", "acceptance: [-75 dBm in all rooms]");
    let both = "deliverables/coverage.acceptance Nothing\n";
    check(from, to, "", &format!("{both}{both}"));
    check("target: 2026-05-15", "target: 2026-05-22", "", "milestones/live.target Nothing\n");
    check(
        "duration: 3d",
        "duration: 4d",
        "",
        "milestones/live.date NotNeeded\ntasks/mount.finish NotNeeded\ntasks/mount.duration NotNeeded\n\
         tasks/mount.value NotNeeded\ntasks/survey.value NotNeeded\n",
    );
    check("budget: 7.5%", "budget: 7.50%", "", "");
    check("title: New Wi-Fi\n", "title: New Wi-Fi\n# a remark\nas_of: 2026-04-24\n", "", "");
}

#[test]
fn something_that_is_gone_is_found_by_its_id_in_the_baseline() {
    let cut =
        |plan: &str| plan.replace("  cables: {title: Cables, amount: 0.10, qty: 3, price: 33.333, tasks: mount}\n", "");
    let removed = change(&format!("removes: cables, {SIGNED}"));
    let text = drift(&agreed_plan(cut, &removed));
    assert!(text.contains("budget/cables Change(\"more\")"), "{text}");
    assert!(drift(&agreed_plan(cut, "")).contains("budget/cables Nothing"));
}

#[test]
fn a_baseline_is_written_anew_only_for_approved_changes_and_hides_no_slip() {
    let edit = |plan: &str| plan.replace("amount: 1000", "amount: 1300").replace("duration: 3d", "duration: 8d");
    let agreed::Outcome::Refused(agreed::Refusal::Open(open)) = rewritten(&agreed_plan(edit, "")) else {
        panic!("nobody approved it")
    };
    assert_eq!(open.len(), 1);
    let dates = |impact: &str| {
        let approved = change(&format!("modifies: work, impact: {{schedule: {impact}, budget: 300}}, {SIGNED}"));
        let agreed::Outcome::New(next) = rewritten(&agreed_plan(edit, &approved)) else { panic!("it is approved") };
        let told = |date: planmark::model::item::Told<Date>| date.expect("a date").value.to_string();
        assert_eq!(next.because.len(), 1);
        let original = next.original.as_ref().expect("the original stays");
        assert_eq!(
            (told(original.date), original.total.expect("a total").value.to_string()),
            ("2026-04-24".to_owned(), "1500.1".to_owned())
        );
        assert_eq!(next.total.expect("a total").value.to_string(), "1800.1");
        (told(next.task("mount").expect("it is there").finish), told(next.milestone("live").expect("it is there").date))
    };
    assert_eq!(dates("0d"), ("2026-05-08".to_owned(), "2026-05-08".to_owned()), "the slip stays visible");
    assert_eq!(dates("2d"), ("2026-05-12".to_owned(), "2026-05-12".to_owned()), "as much as was approved");
    assert_eq!(dates("20d"), ("2026-05-15".to_owned(), "2026-05-15".to_owned()), "and no more than the plan needs");
    let named = change(&format!("modifies: [work, tasks/mount], {SIGNED}"));
    let agreed::Outcome::New(next) = rewritten(&agreed_plan(edit, &named)) else { panic!("it is approved") };
    assert_eq!(next.task("mount").and_then(|task| task.finish).map(|date| date.value), Some(day("2026-05-15")));
    assert!(matches!(
        rewritten(&agreed_plan(|plan| plan.replace("duration: 3d", "duration: 8d"), "")),
        agreed::Outcome::Unchanged
    ));
}

#[test]
fn a_change_counts_once() {
    let approved = change(&format!("modifies: work, {SIGNED}"));
    let agreed::Outcome::New(next) =
        rewritten(&agreed_plan(|plan| plan.replace("amount: 1000", "amount: 1300"), &approved))
    else {
        panic!("it is approved")
    };
    let text = agreed::text(&next);
    let signed = "stage: execution\nsignoffs: [{gate: planning, by: ana, date: 2026-04-24}]";
    let plan = PLAN.replace("stage: planning", signed).replace("amount: 1000", "amount: 1700");
    let plan = plan.replace("\nbudget:\n", &format!("\n{approved}budget:\n"));
    let again = read(&[("project.md", &plan), ("baseline.yml", &text)]);
    assert!(drift(&again).contains("budget/work.amount Flawed(\"more\", Used)"), "{}", drift(&again));
}

#[test]
fn a_baseline_that_was_edited_is_not_written_over_once_it_binds() {
    let genuine = agreed::text(&computed(&read(&[("project.md", PLAN)])));
    let signed =
        PLAN.replace("stage: planning", "stage: execution\nsignoffs: [{gate: planning, by: ana, date: 2026-04-24}]");
    let check = |plan: &str, text: &str, is_refused: bool| {
        let outcome = rewritten(&read(&[("project.md", plan), ("baseline.yml", text)]));
        assert_eq!(matches!(outcome, agreed::Outcome::Refused(_)), is_refused, "{outcome:?}");
    };
    let edited = genuine.replace("total: 1500.1", "total: 1700.1");
    let (bare, _) = genuine.split_once("checksum:").expect("a checksum");
    for text in [edited.as_str(), bare, "of: somebody-else\n", "tasks: [1]\n", ""] {
        check(&signed, text, true);
        check(PLAN, text, false);
    }
    check(&signed, &genuine, false);
}

#[test]
fn a_hostile_baseline_costs_itself_and_nothing_else() {
    let deep = format!("scope: {}\n", "{in: ".repeat(200));
    let many: String =
        (0..30_000).map(|index| format!("  t{index}: {{start: 9999-12-31, finish: 0001-01-01}}\n")).collect();
    let many = format!("of: new-wi-fi\ndate: 2026-01-01\ntasks:\n{many}");
    let odd = "of: new-wi-fi\ndate: 9999-12-31\ntasks:\n  survey: {start: 9999-12-31, finish: 9999-12-31, duration: 999999999w, value: 99999999999999999999}\n";
    for text in [deep.as_str(), &many, odd, "\u{feff}# only a remark\n", "- a\n- b\n", "of: &a [*a]\n", "\u{0}\u{1}"] {
        let signed = PLAN.replace("stage: planning", "stage: execution");
        let analysis = read(&[("project.md", &signed), ("baseline.yml", text)]);
        assert!(analysis.failures.is_empty(), "{:?}", analysis.failures);
        assert_eq!(analysis.portfolio.projects[0].tasks.len(), 2);
        let _ = rewritten(&analysis);
    }
}

#[test]
fn what_cannot_be_measured_is_not_run_and_no_pass() {
    let analysis = read(&[("project.md", &PLAN.replace("stage: planning", "stage: execution"))]);
    let not_run = |rule: &str| analysis.not_run.iter().find(|one| one.rule == rule).map(|one| one.reason.as_str());
    assert_eq!(not_run("bei"), Some("there is no baseline"));
    assert_eq!(not_run("silent-scope-change"), Some("there is no baseline"));
    assert_eq!(not_run("milestone-slipping"), Some("no update keeps the figures of its day"));
    assert_eq!(not_run("tcpi-unrealistic"), Some("only 0 % are complete"));
    assert_eq!(not_run("cpli"), None);
    let sources = SourceSet::of_texts(&[("project.md", &PLAN.replace("stage: planning", "stage: execution"))]);
    let config = Config::default();
    let subject = Subject {
        sources: &sources,
        portfolio: &analysis.portfolio,
        config: &config,
        today: day("2026-04-24"),
        computed: &analysis.computed,
    };
    let project = &analysis.portfolio.projects[0];
    let report = gate::gate(&RULES, subject, project, Checkpoint::Heartbeat, &analysis.read_findings);
    let drift = report.conditions.iter().find(|condition| condition.rule == "budget-drift").expect("it is asked");
    assert_eq!((drift.standing, drift.is_hard), (Standing::NotRun, true));
    assert!(!report.is_met());
}

#[test]
fn percentages_of_many_tasks_weigh_more_than_of_few() {
    let levels = |count: usize, profile: &str| {
        let tasks: String = (0..count)
            .map(|index| {
                format!("  t{index}: {{title: T{index}, duration: 1d, started: 2026-05-04, finished: 2026-05-06}}\n")
            })
            .collect();
        let agreed: String =
            (0..count).map(|index| format!("  t{index}: {{start: 2026-05-04, finish: 2026-05-05}}\n")).collect();
        let plan = format!("---\ntitle: Many\nstage: execution\nas_of: 2026-05-08\ntasks:\n{tasks}---\n");
        let sources = SourceSet::of_texts(&[
            ("project.md", &plan),
            ("baseline.yml", &format!("of: many\ntasks:\n{agreed}")),
            ("planmark.toml", &format!("profile = \"{profile}\"\n")),
        ]);
        let config = Config::read(&sources).expect("settings");
        let analysis = analyze(&sources, &config, day("2026-05-08"));
        let found = analysis.findings.iter().find(|finding| finding.rule == "missed-tasks");
        found.map(|finding| finding.severity.word())
    };
    assert_eq!(levels(19, "dcma"), Some("info"));
    assert_eq!(levels(20, "dcma"), Some("warning"));
    assert_eq!(levels(20, "default"), None, "a day late is no slip");
}
