//! The pictures of the site: laws on any plan, their weight, and one small picture as it is written.

use std::collections::BTreeMap;
use std::fmt::Write;

use planmark::text::SourceSet;
use proptest::prelude::*;

use crate::folder::{check_generated, sources};
use crate::site::client_site;

const TODAY: &str = "2026-03-20";
const HEAD: &str = "---\ntitle: Move\nstage: execution\nas_of: 2026-03-20\nclient: {name: Client}\ncurrency: EUR\n";

fn site_of(plan: &str) -> BTreeMap<String, Vec<u8>> {
    client_site(&SourceSet::of_texts(&[("project.md", plan)]), TODAY)
}

fn page<'a>(files: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(&files[path]).expect("pages are text")
}

/// A plan of so many tasks in a row, each a day after the one before.
fn long_plan(count: usize, more: &str) -> String {
    let mut plan = format!("{HEAD}target: {{start: 2026-03-02}}\ntasks:\n");
    for place in 0..count {
        let after = if place == 0 { String::new() } else { format!(", after: t{}", place - 1) };
        writeln!(plan, "  t{place}: {{title: \"Prepare the cabinet number {place}\", duration: 1d{after}}}")
            .expect("memory");
    }
    format!("{plan}{more}---\n")
}

/// All places and lengths of a page's pictures in per cent.
fn percentages(html: &str) -> Vec<&str> {
    let attributes =
        [" x=\"", " x1=\"", " x2=\"", " y=\"", " y1=\"", " y2=\"", " cx=\"", " cy=\"", " width=\"", " height=\""];
    let values = attributes.into_iter().flat_map(|attribute| html.split(attribute).skip(1));
    let values = values.map(|rest| rest.split('"').next().unwrap_or_default());
    values.filter(|value| value.ends_with('%')).collect()
}

fn claim_pictures_are_sound(files: &BTreeMap<String, Vec<u8>>) {
    for path in files.keys().filter(|path| path.ends_with(".html")) {
        let html = page(files, path);
        for value in percentages(html) {
            let number = value.trim_end_matches('%');
            let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
            let whole: Option<u32> = number.split('.').next().and_then(|whole| whole.parse().ok());
            let is_inside = whole.is_some_and(|whole| whole < 100) || number == "100";
            assert!(is_plain && is_inside, "{path}: {value}");
        }
        assert!(!html.contains("NaN") && !html.contains("=\"-inf"), "{path}");
        let marks = |what: &str| html.matches(what).count();
        let charts = marks("<div class=\"chart ");
        let shapes =
            ["height=\"12\"", "viewBox=\"0 0 12 12\""].map(|size| marks(&format!("{size} role=\"img\"><title>")));
        let told = marks("role=\"img\"><title>") - shapes.iter().sum::<usize>();
        assert_eq!((told, marks("</title><desc>")), (charts, charts), "{path}: every picture says what it shows");
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: std::collections::BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{path}: an id stands twice: {ids:?}");
    }
}

#[test]
fn the_pictures_of_the_example_are_sound() {
    let files = client_site(&sources("example-project"), "2026-04-24");
    claim_pictures_are_sound(&files);
    for (path, kinds) in [
        ("index.html", &["bars"][..]),
        ("timeline.html", &["gantt", "trend"]),
        ("budget.html", &["bars", "curve"]),
        ("changes.html", &["bars"]),
        ("risks.html", &["matrix"]),
    ] {
        for kind in kinds {
            assert!(page(&files, path).contains(&format!("class=\"chart {kind}\"")), "{path} has no picture {kind}");
        }
    }
}

#[test]
fn a_small_timeline_looks_like_this() {
    let plan = format!(
        "{HEAD}target: {{start: 2026-03-02, finish: 2026-04-03}}
stakeholders: {{ana: {{name: Ana Ruiz, side: client, roles: [sponsor]}}}}
signoffs: [{{gate: planning, by: ana, date: 2026-02-27}}]
tasks:
  survey: {{title: Survey, duration: 3d, started: 2026-03-02, finished: 2026-03-06}}
  move: {{title: Move & <test>, duration: 5d, after: survey, started: 2026-03-17, window: night}}
  tidy: {{title: Tidy up, duration: 2d, after: survey}}
milestones:
  moved: {{title: Moved, target: 2026-03-20, after: move}}
windows:
  night: {{title: Night, kind: outage, start: 2026-03-28T19:00, end: 2026-03-28T23:00, impact: down}}
---
"
    );
    let files = site_of(&plan);
    claim_pictures_are_sound(&files);
    let html = page(&files, "timeline.html");
    let start = html.find("<div class=\"chart gantt\">").expect("there is a picture");
    let end = html[start..].find("</section>").expect("the section ends");
    check_generated("tests/generated/timeline-picture.html", &format!("{}\n", html[start..start + end].trim_end()));
}

fn is_phase(path: &str) -> bool {
    path.starts_with("timeline/") && path.ends_with(".html")
}

#[test]
fn much_work_is_folded_into_phases_with_pages_of_their_own() {
    let flat = site_of(&long_plan(200, ""));
    let months: Vec<&String> = flat.keys().filter(|path| is_phase(path)).collect();
    assert_eq!(months.first().map(|path| path.as_str()), Some("timeline/rest.2026-03.html"));
    let milestones = "milestones:\n  half: {title: Half, after: t99}\n  whole: {title: Whole, after: t199}\n";
    let folded = site_of(&long_plan(200, milestones));
    let phases: Vec<&String> = folded.keys().filter(|path| is_phase(path)).collect();
    assert_eq!(phases, ["timeline/milestones-half.html", "timeline/milestones-whole.html"]);
    for files in [&flat, &folded] {
        claim_pictures_are_sound(files);
        for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("timeline") && path.ends_with(".html")) {
            assert!(bytes.len() < 150_000, "{path} has {} bytes", bytes.len());
        }
        let shown: usize = files
            .keys()
            .filter(|path| is_phase(path))
            .map(|path| page(files, path).matches("<a href=\"../tasks/t").count())
            .sum();
        assert_eq!(shown, 400, "every task is beside a picture and in a table");
    }
    let whole = site_of(&long_plan(149, ""));
    assert!(!whole.keys().any(|path| is_phase(path)));
    assert!(whole["timeline.html"].len() < 150_000, "{} bytes", whole["timeline.html"].len());
}

fn any_row() -> impl Strategy<Value = String> {
    let day = |offset: i32| planmark::value::Date::parse("2026-01-01").expect("a date").add_days(offset).to_string();
    let length = prop::sample::select(vec!["0d", "1h", "1d", "9d", "400d"]);
    (length, -9_000..9_000_i32, 0..40_i32, any::<bool>(), any::<bool>(), "[a-zß<&\"'{}% ]{0,40}").prop_map(
        move |(length, offset, days, has_begun, is_done, title)| {
            let started = if has_begun { format!(", started: {}", day(offset)) } else { String::new() };
            let finished =
                if has_begun && is_done { format!(", finished: {}", day(offset + days)) } else { String::new() };
            let title = title.replace('\\', "").replace('"', "\\\"");
            format!("{{title: \"{title}\", duration: {length}{started}{finished}, not_before: {}}}", day(offset / 3))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_plan_has_sound_pictures(rows in prop::collection::vec(any_row(), 0..9), target in -9_000..9_000_i32, money in 0_u64..u64::MAX) {
        let day = planmark::value::Date::parse("2026-01-01").expect("a date").add_days(target);
        let mut plan = format!("{HEAD}target: {{start: 2026-01-05, finish: {day}}}\ntasks:\n");
        for (place, row) in rows.iter().enumerate() {
            writeln!(plan, "  t{place}: {row}").expect("memory");
        }
        write!(plan, "milestones:\n  end: {{title: End, target: {day}, after: t0}}\n").expect("memory");
        write!(plan, "windows:\n  w: {{title: Night, kind: outage, start: {day}T19:00, end: {day}T23:00, impact: down}}\n").expect("memory");
        write!(plan, "budget:\n  a: {{title: Work, amount: {money}, tasks: t0, spent: [{{date: {day}, amount: {money}}}]}}\n---\n").expect("memory");
        let files = site_of(&plan);
        claim_pictures_are_sound(&files);
        prop_assert!(files == site_of(&plan), "the same plan gives the same bytes");
    }
}
