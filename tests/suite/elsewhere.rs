//! Projects that live in repositories of their own: whatever their `status.json` says, it costs their own row at most,
//! fills no page and reaches no other client.

use std::fs;

use planmark::analysis::{Analysis, analyze};
use planmark::config::Config;
use planmark::document::keys::words::AudienceWord;
use planmark::model::published::{LIST_ENTRIES, TEXT_LETTERS, Why, on_day};
use planmark::render;
use planmark::text::SourceSet;
use planmark::value::Date;

use crate::portfolio::files;
use crate::program::{Sandbox, TODAY};

fn analysed(texts: &[(&str, &str)]) -> Analysis {
    let sources = SourceSet::of_texts(texts);
    let today = Date::parse(TODAY).expect("a date");
    analyze(&sources, &Config::read(&sources).expect("the settings are right"), today)
}

/// What a client's site publishes, with other values for some keys.
pub(crate) fn status(id: &str, client: &str, more: &str) -> String {
    format!(
        r#"{{"planmark": 1, "audience": "client", "id": "{id}", "title": "Project {id}", "client": "{client}", "stage": "execution",
            "as_of": "2026-04-24", "light": "green", "last_update": "2026-04-20"{more}}}"#
    )
}

const HERE: &str = "---\ntitle: New Wi-Fi\nid: wifi\nstage: identification\nclient: {name: Elm Street}\n---\n";

/// A portfolio with one project here, files of projects elsewhere, and more in `portfolio.md`.
pub(crate) fn sandbox(portfolio: &str, statuses: &[(&str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    let mut all = vec![("portfolio.md".to_owned(), format!("---\ntitle: All\n{portfolio}\n---\n"))];
    all.push(("wifi/project.md".to_owned(), HERE.to_owned()));
    all.extend(statuses.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())));
    for (path, text) in all {
        let path = sandbox.path("all").join(path);
        fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    sandbox
}

pub(crate) fn index(sandbox: &Sandbox, output: &str) -> String {
    String::from_utf8(files(&sandbox.path(output)).remove("index.html").expect("a first page")).expect("it is text")
}

/// The provider's first page, built although something is wrong elsewhere, and what `check` says of it.
pub(crate) fn built(portfolio: &str, statuses: &[(&str, &str)], spoil: &dyn Fn(&Sandbox)) -> (String, String) {
    let sandbox = sandbox(portfolio, statuses);
    spoil(&sandbox);
    sandbox.exits(&["build", "all", "--audience", "internal", "-o", "public", "--today", TODAY], 0);
    let said = sandbox.exits(&["check", "all", "--output-format", "concise", "--today", TODAY], 0);
    (index(&sandbox, "public").replace('\u{a0}', " "), said)
}

pub(crate) const ALL: &str = "projects: [\"*/\", \"in/*.status.json\"]";

#[test]
fn one_projects_slip_costs_its_own_row_and_says_why() {
    let fine = status("fine", "Lakeside", "");
    let check = |text: &str, reason: &str, place: &str| {
        let (page, said) = built(ALL, &[("in/fine.status.json", &fine), ("in/odd.status.json", text)], &|_| {});
        assert!(page.contains("Project fine") && page.contains("New Wi-Fi"), "{text:.60}: the others are there");
        assert!(page.contains("Not known") && page.contains(reason), "{text:.60}: {reason} is not in {page}");
        assert!(page.contains("1 could not be read, so its status is not known."), "{text:.60}");
        assert!(said.contains(place), "{text:.60}: {place} is not in {said}");
    };
    check(
        "{\"planmark\": 1,\n \"id\" \"a\"}",
        "The file in/odd.status.json is no status that can be read.",
        "in/odd.status.json:2:7: warning",
    );
    check("[1, 2]", "are missing or wrong: planmark, id", "in/odd.status.json:1:1: warning");
    check(&status("odd", "", "").replace("\"green\"", "7"), "missing or wrong: light.", "in/odd.status.json:2:");
    check(
        &status("odd", "", "").replace("\"planmark\": 1", "\"planmark\": 2"),
        "has the form 2, and only 1 can be read",
        ":1:14: warning",
    );
    check(&status("odd", "", "").replace("\"planmark\": 1, ", ""), "missing or wrong: planmark.", ":1:1: warning");
    check(
        &status("odd", "", "").replace(TODAY, "2031-01-01"),
        "is of Wednesday 1 January 2031, which is still to come",
        "[status-ahead]",
    );
    check(&status("odd", "", "").replace("2026-04-20", "2031-01-01"), "which is still to come", "[status-ahead]");
    check(&status("fine", "", ""), "has the id of another project", "[duplicate-id]");
    check(&status("wifi", "", ""), "has the id of another project", "[duplicate-id]");
    check(
        &format!("{{\"planmark\": 1, \"sentence\": \"{}\"}}", "x".repeat(1_100_000)),
        "cannot be read.",
        "[unreadable-file]",
    );
    check(&"[".repeat(100_000), "no status that can be read", "[bad-front-matter]");
}

#[test]
fn a_rule_that_counts_more_keeps_no_site_back_either() {
    let sandbox =
        sandbox(ALL, &[("in/odd.status.json", "{"), ("planmark.toml", "[rules]\nbad-front-matter = \"error\"\n")]);
    sandbox.exits(&["check", "all", "--today", TODAY], 1);
    sandbox.exits(&["build", "all", "--audience", "internal", "-o", "public", "--today", TODAY], 0);
    assert!(index(&sandbox, "public").contains("Not known"));
}

#[test]
fn a_file_that_is_no_file_costs_its_own_row_too() {
    let portfolio = "projects: [\"*/\", in/odd.status.json, \"later/*.status.json\"]";
    let check = |spoil: &dyn Fn(&Sandbox), reason: &str, place: &str| {
        let (page, said) = built(portfolio, &[("secret.status.json", &status("secret", "", ""))], spoil);
        assert!(page.contains("New Wi-Fi") && page.contains(reason), "{reason} is not in {page}");
        assert!(!page.contains("Project secret"), "no link is followed");
        assert!(said.contains(place), "{place} is missing: {said}");
        assert!(said.contains("`later/*.status.json` names no file that is there"), "{said}");
    };
    let at = |sandbox: &Sandbox| {
        fs::create_dir_all(sandbox.path("all/in")).expect("a folder");
        sandbox.path("all/in/odd.status.json")
    };
    check(&|_| {}, "The file in/odd.status.json is not there.", "portfolio.md:3:18: warning");
    check(&|sandbox| fs::create_dir_all(at(sandbox)).expect("a folder"), "is not there.", "portfolio.md:3:18");
    check(
        &|sandbox| fs::write(at(sandbox), [0x80]).expect("a file"),
        "cannot be read.",
        "in/odd.status.json:1:1: warning",
    );
    #[cfg(unix)]
    check(
        &|sandbox| std::os::unix::fs::symlink("../secret.status.json", at(sandbox)).expect("a link"),
        "cannot be read.",
        "in/odd.status.json:1:1: warning this is a link",
    );
}

#[test]
fn what_a_project_says_is_bounded() {
    let long = "x".repeat(TEXT_LETTERS + 1);
    let outage =
        |number: usize| format!(r#"{{"id": "o{number}", "title": "{long}", "people": ["{long}"], "site": "{long}"}}"#);
    let outages: Vec<String> = (0..=LIST_ENTRIES).map(outage).collect();
    let more = format!(
        r#", "sentence": "{long}", "url": "https://a.example/{long}", "outages": [{}], "next_milestone": {{"id": "m", "title": "{long}"}},
        "overdue": [{{"register": "tasks", "id": "t", "title": "{long}", "owner": "{long}"}}]"#,
        outages.join(",")
    );
    let text = status("long", &long, &more);
    let files = [("portfolio.md", "---\nprojects: in/status.json\n---\n"), ("in/status.json", text.as_str())];
    let analysis = analysed(&files);
    let read = &analysis.portfolio.published[0].status;
    assert_eq!(read.outages.len(), LIST_ENTRIES);
    assert_eq!(read.url, None, "an address without its end would lead elsewhere");
    let written = render::status_json(read);
    let longest = written.split('"').map(|part| part.chars().count()).max();
    assert_eq!(longest, Some(TEXT_LETTERS), "{longest:?}");
    let said = analysis.findings.iter().map(|finding| finding.message.as_str());
    let told: Vec<&str> = said.filter(|message| message.ends_with("the rest is not shown")).collect();
    assert!(told.contains(&"`outages` has more than 200 entries, the rest is not shown"), "{told:?}");
    assert!(told.contains(&"`client` has more than 400 letters, the rest is not shown"), "{told:?}");
    assert_eq!(
        analysed(&[files[0], ("in/status.json", written.as_str())]).findings.len(),
        0,
        "what is cut is read again as it is"
    );
}

#[test]
fn a_file_full_of_slips_does_not_hide_what_is_wrong_here() {
    let odd: String = (0..5_000).map(|number| format!(", \"odd{number}\": 1")).collect();
    let text = status("odd", "", &odd);
    let analysis = analysed(&[("portfolio.md", "---\nprojects: in/status.json\n---\n"), ("in/status.json", &text)]);
    assert_eq!(analysis.findings.len(), 21);
    assert_eq!(analysis.portfolio.published.len(), 1);
    let more = |finding: &planmark::finding::Finding| finding.message == "4980 more slips of this file are not told";
    assert!(analysis.findings.iter().any(more));
}

#[test]
fn days_at_the_end_of_time_are_survived() {
    for (key, value) in [("finish", "\"9999-12-31\""), ("update_every", "\"9999mo\""), ("margin_days", "-99999")] {
        let outage = r#""outages": [{"id": "o", "start": "0001-01-01T00:00", "end": "9999-12-31T23:59"}]"#;
        let text = status("late", "", &format!(", \"{key}\": {value}, {outage}"));
        let (page, _) = built(ALL, &[("in/late.status.json", &text)], &|_| {});
        assert!(page.contains("Project late"), "{key}: {value}");
    }
    let past = status("past", "", ", \"update_every\": \"1w\"")
        .replace(TODAY, "0001-01-01")
        .replace("2026-04-20", "0001-01-01");
    let (page, _) = built(ALL, &[("in/past.status.json", &past)], &|_| {});
    assert!(page.contains("Out of date"), "{page}");
}

#[test]
fn the_terminal_and_programs_learn_of_it_too() {
    let sandbox =
        sandbox(ALL, &[("in/fine.status.json", &status("fine", "Lakeside", "")), ("in/odd.status.json", "{")]);
    let text = sandbox.exits(&["status", "all", "--today", TODAY], 0);
    assert!(text.contains("odd: not known, `in/odd.status.json` is no status that can be read\n"), "{text}");
    assert!(text.contains("3 projects, "), "{text}");
    let json = sandbox.run(&["status", "all", "--today", TODAY, "--output-format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["unknown"][0]["path"], "in/odd.status.json");
    assert_eq!(json["projects"][0]["audience"], "internal", "the provider's people asked");
    let text = sandbox.exits(&["status", "all", "--today", TODAY, "--output-format", "markdown"], 0);
    assert!(text.contains("odd: not known, in/odd.status.json is no status"), "{text}");
}

#[test]
fn whoever_is_ahead_is_unknown_until_the_day_comes() {
    let files = [
        ("portfolio.md", "---\nprojects: in/status.json\n---\n"),
        ("in/status.json", &status("a", "", "").replace(TODAY, "2026-05-01")),
    ];
    let analysis = analysed(&files);
    let on = |day: &str| {
        let (known, unknown) =
            on_day(&analysis.portfolio.published, &analysis.portfolio.unknown, Date::parse(day).expect("a date"));
        (known.len(), unknown.into_iter().map(|one| one.why).collect::<Vec<_>>())
    };
    assert_eq!(on("2026-04-29"), (0, vec![Why::Ahead(Date::parse("2026-05-01").expect("a date"))]));
    assert_eq!(on("2026-04-30"), (1, vec![]));
    assert_eq!(analysis.portfolio.published[0].status.audience, AudienceWord::Client);
}

/// The lines of the README, as somebody copies them.
#[cfg(unix)]
#[test]
fn the_lines_of_the_readme_work_when_copied() {
    let readme = include_str!("../../README.md");
    let part = readme.split("## Several projects").nth(1).expect("the README has this part");
    let lines = part.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("lines to copy");
    let sandbox = Sandbox::new();
    let programs = std::path::Path::new(env!("CARGO_BIN_EXE_planmark")).parent().expect("a folder");
    let path = format!("{}:{}", programs.display(), std::env::var("PATH").expect("a path"));
    let output = std::process::Command::new("sh")
        .args(["-e", "-c", lines])
        .current_dir(sandbox.path(""))
        .env("PATH", path)
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(index(&sandbox, "all-site").contains("1 project"), "{}", index(&sandbox, "all-site"));
    assert!(!index(&sandbox, "all-site").contains("Not known"));
}

/// The cell of the slip in the row of `Project a`, by what is published of its past.
fn slip(history: &str) -> String {
    let text = status(
        "a",
        "Lakeside",
        &format!(", \"finish\": \"2026-06-12\", \"target_finish\": \"2026-06-05\", \"history\": {history}"),
    );
    let (page, _) = built(ALL, &[("in/a.status.json", &text)], &|_| {});
    let row = page.split("<tr>").find(|row| row.contains("Project a")).expect("its row");
    row.split("data-label=\"Slip\"").nth(1).and_then(|rest| rest.split("</td>").next()).expect("the cell").to_owned()
}

#[test]
fn the_slip_of_the_last_updates_is_drawn_from_three_values_on() {
    let day =
        |date: &str, finish: &str| format!(r#"{{"date": "{date}", "finish": "{finish}", "target": "2026-06-05"}}"#);
    let list = |days: &[String]| format!("[{}]", days.join(", "));
    // With the finish of today these are two values, then three.
    let last = day("2026-04-17", "2026-06-08");
    assert_eq!(slip(&list(std::slice::from_ref(&last))), " class=\"nothing\"><bdi>\u{2013}</bdi>");
    let drawn = slip(&list(&[last.clone(), day("2026-04-10", "2026-06-05")]));
    assert!(drawn.contains("points=\"3,12 36,10 69,8\"") && drawn.contains("<small>7 days later</small>"), "{drawn}");
    assert!(drawn.contains("aria-hidden=\"true\""), "the words say it to those who cannot see it");
    // A deadline that moves with the finish is no slip.
    let moved = day("2026-04-10", "2026-06-05").replace("\"target\": \"2026-06-05\"", "\"target\": \"2026-05-29\"");
    assert!(slip(&list(&[moved, last.clone()])).contains("unmoved"));
    // What is told twice, or of a day that is still to come, is no part of the past.
    assert_eq!(
        slip(&list(&[last.clone(), last.clone(), day("2026-05-01", "2026-06-05")])),
        " class=\"nothing\"><bdi>\u{2013}</bdi>"
    );
    let long: Vec<String> = (1..=60)
        .map(|number| day(&format!("2025-{:02}-{:02}", number / 20 + 1, number % 20 + 1), "2026-06-05"))
        .collect();
    assert_eq!(slip(&list(&long)).matches(',').count(), 12, "twelve values at most");
}

#[test]
fn a_project_publishes_what_its_updates_said_of_the_finish() {
    let history = |updates: &str| {
        let project = format!(
            "---\ntitle: A\nid: a\nstage: execution\nas_of: {TODAY}\ncurrency: EUR\ntarget: {{start: 2026-04-01, finish: 2026-06-01}}\n\
             milestones:\n  live: {{title: Live, after: [build]}}\n  secret: {{title: Secret, audience: internal, after: [build]}}\n\
             tasks:\n  build: {{title: Build, started: 2026-04-01, duration: 30d}}\n  tidy: {{title: Tidy up, after: live, duration: 5d}}\n\
             updates:\n{updates}---\n"
        );
        let sandbox = Sandbox::new();
        fs::create_dir_all(sandbox.path("plan")).expect("a folder");
        fs::write(sandbox.path("plan/project.md"), project).expect("a file");
        sandbox.exits(&["build", "plan", "-o", "public", "--today", TODAY], 0);
        let text = fs::read_to_string(sandbox.path("public/status.json")).expect("it is written");
        let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        json["history"].to_string()
    };
    // As the updates say it, where three do.
    let said = |day: u8, finish: u8| {
        format!(
            "  2026-04-{day:02}: {{summary: All well., snapshot: {{finish: 2026-05-{finish:02}, target: 2026-06-01}}}}\n"
        )
    };
    let three = said(3, 18) + &said(10, 19) + &said(17, 20);
    let day = |day: u8, finish: u8| {
        format!(r#"{{"date":"2026-04-{day:02}","finish":"2026-05-{finish:02}","target":"2026-06-01"}}"#)
    };
    let as_said = format!("[{},{},{}]", day(3, 18), day(10, 19), day(17, 20));
    assert_eq!(history(&three), as_said);
    // An internal update, one of today, and one to come are not told.
    let more = "  2026-04-15: {summary: Ours., audience: internal, snapshot: {finish: 2026-09-09}}\n";
    let today = said(24, 21) + &said(30, 22);
    assert_eq!(history(&(three.clone() + more + &today)), as_said);
    // Else the last milestone that the client sees stands for it, with the work that lies behind it now.
    let foretold = |day: u8, live: &str, secret: &str| {
        format!(
            "  2026-04-{day:02}: {{summary: All well., snapshot: {{milestones: [{{milestone: live, date: {live}}}, \
             {{milestone: secret, date: {secret}}}]}}}}\n"
        )
    };
    let by_milestone =
        foretold(3, "2026-05-12", "2026-12-01") + &foretold(10, "2026-05-13", "2026-11-01") + &said(17, 20);
    assert_eq!(
        history(&by_milestone),
        r#"[{"date":"2026-04-03","finish":"2026-05-19"},{"date":"2026-04-10","finish":"2026-05-20"}]"#
    );
}

#[test]
fn a_text_that_runs_the_other_way_moves_nothing_around_it() {
    let outage = r#""outages": [{"id": "o", "title": "T", "start": "2026-05-09T19:00", "end": "2026-05-09T23:00",
        "site": "\u0627\u0644\u0637", "affects": ["VPN", "\u202eliam \u2069\u05d0"], "people": ["Sam \u202dKeller"]}]"#;
    let text = status("a", "\u{5d0}\u{5d1}", &format!(", {outage}"));
    let note = |portfolio: &str, more: &[(&str, &str)]| {
        let files = [&[("in/a.status.json", text.as_str())], more].concat();
        let (page, _) = built(portfolio, &files, &|_| {});
        assert!(page.contains("<bdi>Project a</bdi>") && page.contains("<bdi>\u{5d0}\u{5d1}</bdi>"), "{page}");
        let rest = page.split("Saturday 9 May 2026").nth(1).expect("the outage");
        rest.split("<p>").nth(1).and_then(|rest| rest.split("</p>").next()).expect("its note").to_owned()
    };
    assert_eq!(
        note(ALL, &[]),
        "\u{2068}\u{5d0}\u{5d1}\u{2069}, \u{2068}\u{627}\u{644}\u{637}\u{2069}: VPN and \u{2068}liam \u{5d0}\u{2069}. Sam Keller."
    );
    let arabic = [("planmark.toml", "[site]\nlang = \"ar\"\n"), ("theme/lang/ar.toml", "[lang]\ndir = \"rtl\"\n")];
    assert_eq!(
        note(ALL, &arabic),
        "\u{5d0}\u{5d1}, \u{627}\u{644}\u{637}: \u{2068}VPN\u{2069} and \u{2068}liam \u{5d0}\u{2069}. \u{2068}Sam Keller\u{2069}."
    );
}

#[test]
fn the_lead_counts_every_project() {
    let of = |id: &str, change: (&str, &str)| status(id, "Lakeside", "").replace(change.0, change.1);
    let statuses = [
        ("in/a.status.json", of("a", ("green", "red"))),
        ("in/b.status.json", of("b", ("", ""))),
        ("in/c.status.json", of("c", ("\"execution\"", "\"closed\""))),
        ("in/d.status.json", of("d", (", \"last_update\": \"2026-04-20\"", ""))),
        ("in/e.status.json", of("e", ("\"execution\"", "\"execution\", \"is_on_hold\": true"))),
    ];
    let statuses: Vec<(&str, &str)> = statuses.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let (page, _) = built(ALL, &statuses, &|_| {});
    let lead =
        "1 is off track, 1 is on track, 1 is in preparation, 1 has had no update yet, 1 is on hold and 1 is over.";
    assert!(page.contains(lead), "{page}");
}
