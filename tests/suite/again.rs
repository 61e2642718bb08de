//! A plan that is looked at again and again says what it says when it is read for the first time.

use std::collections::BTreeMap;

use planmark::analysis::{Memory, analyze, analyze_again};
use planmark::config::Config;
use planmark::text::SourceSet;
use planmark::value::Date;

const PORTFOLIO: &str = "---\ntitle: All\ncalendar: {days: mon-fri, holidays: [2026-05-06]}\n---\n";
const ALONE: &str = "---\ntitle: Alone\nstage: planning\nclient: {name: Elm Street Surgery}\ntarget: {start: 2026-05-04}\n\
    tasks:\n  dig: {title: Dig, duration: 3d, who: sam}\n  fill: {title: Fill, duration: 2d, after: dig, who: sam}\n\
    stakeholders:\n  sam: {name: Sam, side: provider, roles: lead}\n---\n\nSee [[dig]].\n";
const ASKED: &str = "---\ntitle: Asked\ntarget: {start: 2026-05-04}\ntasks:\n  lay: {title: Lay, duration: 4d, who: sam}\n\
    stakeholders:\n  sam: {name: Sam, side: provider, roles: lead}\n---\n";
const ASKING: &str = "---\ntitle: Asking\ntarget: {start: 2026-05-04}\ntasks:\n  paint: {title: Paint, duration: 2d, \
    after: asked/tasks/lay}\n---\n";

/// Changes one file after another, and compares all that is known each time.
fn check(steps: &[(&str, Option<&str>)]) {
    let mut files: BTreeMap<&str, &str> = BTreeMap::from([
        ("portfolio.md", PORTFOLIO),
        ("alone/project.md", ALONE),
        ("asked/project.md", ASKED),
        ("asking/project.md", ASKING),
    ]);
    let mut memory = Memory::default();
    let mut taken_over = 0;
    for (path, text) in [("portfolio.md", Some(PORTFOLIO))].iter().chain(steps) {
        match text {
            Some(text) => files.insert(*path, *text),
            None => files.remove(*path),
        };
        let texts: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, *text)).collect();
        let sources = SourceSet::of_texts(&texts);
        let config = Config::read(&sources).expect("there are no settings");
        for day in ["2026-05-05", "2026-05-08", "2026-05-08", "2026-05-05"] {
            let today = Date::parse(day).expect("a date");
            let again = analyze_again(&mut memory, &sources, &config, today);
            let first = analyze(&sources, &config, today);
            let said = |analysis: &planmark::analysis::Analysis| {
                let pictures: Vec<_> =
                    analysis.portfolio.projects.iter().map(|project| analysis.picture(project)).collect();
                format!("{pictures:?}{:?}{:?}{:?}", analysis.portfolio, analysis.findings, analysis.read_findings)
            };
            assert!(said(&again) == said(&first), "after {path}: {text:?} on {day}");
            taken_over += again.traces.iter().filter(|trace| trace.is_same()).count();
            memory.keep(again);
        }
    }
    assert!(taken_over > steps.len() * 4, "projects without a change are taken over, {taken_over} were");
}

#[test]
fn edits_in_one_project_change_those_that_rest_on_it() {
    let longer = ASKED.replace("4d", "9d");
    let renamed = ASKED.replace("lay:", "laying:");
    let broken = ASKED.replace("title: Asked", "title: [Asked");
    let named = ASKED.replace("title: Asked", "id: other\ntitle: Asked");
    check(&[
        ("asked/project.md", Some(&longer)),
        ("asked/project.md", Some(&renamed)),
        ("asked/project.md", Some(&broken)),
        ("asked/project.md", Some(&named)),
        ("asked/project.md", Some(ASKED)),
        ("alone/project.md", Some(&ALONE.replace("3d", "6d"))),
        ("asking/project.md", Some(&ASKING.replace("asked/tasks/lay", "asked/tasks/nothing"))),
    ]);
}

#[test]
fn files_come_and_go() {
    let more = "---\ntasks:\n  more: {title: More, duration: 1d}\n---\n";
    let holidays = PORTFOLIO.replace("2026-05-06", "2026-05-07");
    check(&[
        ("alone/tasks.md", Some(more)),
        ("asked/tasks.md", Some(more)),
        ("asked/tasks.md", None),
        ("portfolio.md", Some(&holidays)),
        ("asked/project.md", None),
        ("asked/project.md", Some(ASKED)),
        ("before/project.md", Some("---\ntitle: Before\n---\n")),
        ("portfolio.md", None),
    ]);
}
