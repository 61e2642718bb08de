//! Several projects: which belong together, what comes from elsewhere, and that no client sees another.

use std::collections::BTreeMap;
use std::path::Path;

use planmark::analysis::{Analysis, analyze};
use planmark::audience::{foreign_leaks, redact};
use planmark::config::Config;
use planmark::document::keys::{Audience, Kind};
use planmark::finding::Severity;
use planmark::model::published::ProjectStatus;
use planmark::render;
use planmark::text::SourceSet;
use planmark::value::Date;
use planmark::view::{SiteSettings, project_status};

use crate::folder::sources;
use crate::program::{Sandbox, TODAY};

fn day(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn analysed(texts: &[(&str, &str)]) -> Analysis {
    let sources = SourceSet::of_texts(texts);
    analyze(&sources, &Config::read(&sources).expect("the settings are right"), day(TODAY))
}

/// What is said of the files of a portfolio, rule by rule.
fn findings(analysis: &Analysis, rules: &[&str]) -> Vec<String> {
    let wanted = analysis.findings.iter().filter(|finding| rules.contains(&finding.rule));
    wanted.map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}

fn status_of_the_example() -> ProjectStatus {
    let sources = sources("example-project");
    let analysis = analyze(&sources, &Config::default(), day(TODAY));
    let plan = redact(
        &sources,
        &analysis.portfolio,
        &analysis.portfolio.projects[0],
        Audience::Client,
        analysis.picture(&analysis.portfolio.projects[0]),
        day(TODAY),
    );
    let settings = SiteSettings { base_url: Some("https://status.example.com".to_owned()), ..SiteSettings::default() };
    project_status(&plan, &settings)
}

#[test]
fn what_a_project_publishes_is_read_back_as_it_was() {
    let mut status = status_of_the_example();
    status.sentence = "Quote \" backslash \\ slash / tab \t bidi \u{202e} smile \u{1f600} <b>".to_owned();
    let json = render::status_json(&status);
    let portfolio = "---\ntitle: All\nprojects: [\"published/*.status.json\"]\n---\n";
    let analysis = analysed(&[("portfolio.md", portfolio), ("published/a.status.json", &json)]);
    assert_eq!(
        analysis.read_findings.iter().map(|finding| &finding.message).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    assert_eq!(analysis.portfolio.published.len(), 1);
    assert_eq!(analysis.portfolio.published[0].status, status);
}

#[test]
fn every_key_of_a_status_is_written_and_every_one_written_is_known() {
    let json: serde_json::Value =
        serde_json::from_str(&render::status_json(&status_of_the_example())).expect("it is JSON");
    let written: Vec<&str> = json.as_object().expect("an object").keys().map(String::as_str).collect();
    let known: Vec<&str> = Kind::status().all_keys().map(|key| key.name).collect();
    assert_eq!(written, known);
    assert_eq!((&json["budget_forecast"], &json["margin_days"]), (&"32415.45".into(), &4.into()));
}

#[test]
fn a_hostile_status_costs_itself_and_says_why() {
    let portfolio = "---\ntitle: All\nprojects: [\"in/**\"]\n---\n";
    let head =
        r#""planmark": 1, "id": "a", "title": "A", "stage": "execution", "as_of": "2026-04-24", "light": "green""#;
    let check = |text: &str, expected: &[&str], rows: usize| {
        let analysis = analysed(&[("portfolio.md", portfolio), ("in/status.json", text)]);
        let rules = ["bad-value", "bad-date", "bad-money", "unknown-value", "unknown-field", "missing-field"];
        let found = findings(&analysis, &[&rules[..], &["bad-front-matter", "unreadable-file", "bad-id"]].concat());
        assert_eq!(found.len(), expected.len(), "{text:.80}: {found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found} is not {expected}");
        }
        assert_eq!(analysis.portfolio.published.len(), rows, "{text:.80}");
        assert_eq!(analysis.portfolio.unknown.len(), 1 - rows, "{text:.80}: its row says that nothing is known");
        for finding in &analysis.findings {
            assert_eq!((finding.severity, finding.fix.is_some()), (Severity::Warning, false), "{}", finding.message);
        }
    };
    check(&format!("{{{head}}}"), &[], 1);
    check(&format!("{{{head}, \"futur\": 1}}"), &["has no field `futur`"], 1);
    check(&format!("{{{head}, \"budget_spent\": \"much\"}}"), &["bad-money"], 1);
    check(&format!("{{{head}, \"finish\": \"2026-13-41\"}}"), &["bad-date"], 1);
    check(&format!("{{{}}}", head.replace("green", "blue")), &["unknown-value"], 0);
    check(&format!("{{{}}}", head.replace("\"planmark\": 1", "\"planmark\": 2")), &["has the form 2"], 0);
    check("{\"planmark\": 1}", &["does not say id, title, stage, as_of, light"], 0);
    check(&format!("{{{head}, \"id\": \"b\"}}"), &["`id` stands twice"], 0);
    check(&format!("{{{head}, \"x\": {}}}", "[".repeat(20_000)), &["bad-front-matter"], 0);
    check(&format!("{{{head}, \"sentence\": \"{}\"}}", "x".repeat(1_100_000)), &["more than 1 MB"], 0);
    check(&format!("{{{head}}} # more"), &["this is no JSON: trailing characters"], 0);
    check("planmark: 1\nid: a\ntitle: A\nstage: execution\nas_of: 2026-04-24\nlight: red\n", &["this is no JSON"], 0);
    check(&format!("{{{head}, \"title\""), &["this is no JSON: EOF"], 0);
    check("", &["this is no JSON: EOF"], 0);
    for id in ["../../x", "x?y", "A", "", "a b", &"a".repeat(101)] {
        check(&format!("{{{}}}", head.replace("\"id\": \"a\"", &format!("\"id\": \"{id}\""))), &["bad-id"], 0);
        let outage = format!("{{{head}, \"outages\": [{{\"id\": \"{id}\", \"title\": \"T\"}}]}}");
        check(&outage, &["bad-id"], 1);
        let read = analysed(&[("portfolio.md", portfolio), ("in/status.json", &outage)]);
        assert!(read.portfolio.published[0].status.outages.is_empty(), "{id}: it would lead elsewhere");
    }
    check(&format!("{{{head}, \"outages\": [{{\"title\": \"T\"}}]}}"), &["does not say what it is"], 1);
    for url in [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://",
        "https:///x",
        "https://good.example@evil.example/",
        "https://a.example/ x",
        "https://a.example/\\u0007",
        "../../etc/passwd",
    ] {
        check(&format!("{{{head}, \"url\": \"{url}\"}}"), &["`url` leads to no web site"], 1);
        let text = format!("{{{head}, \"url\": \"{url}\"}}");
        let read = analysed(&[("portfolio.md", portfolio), ("in/status.json", &text)]);
        assert_eq!(read.portfolio.published[0].status.url, None, "{url}");
    }
    for (key, value) in [
        ("id", "[]"),
        ("title", "{}"),
        ("stage", "7"),
        ("as_of", "true"),
        ("light", "null"),
        ("finish", "{}"),
        ("margin_days", "\"x\""),
        ("margin_days", "1e99"),
        ("deliverables", "-1"),
        ("budget_cap", "[1]"),
        ("outages", "\"x\""),
        ("outages", "[1]"),
        ("outages", "[{\"id\": 1, \"start\": \"x\"}]"),
        ("overdue", "[{\"register\": \"risks\"}]"),
        ("next_milestone", "[]"),
        ("is_on_hold", "\"maybe\""),
    ] {
        let rest: Vec<&str> = head.split(", ").filter(|part| !part.starts_with(&format!("\"{key}\""))).collect();
        let text = format!("{{{}, \"{key}\": {value}}}", rest.join(", "));
        let read = analysed(&[("portfolio.md", portfolio), ("in/status.json", &text)]);
        assert!(!read.findings.is_empty(), "{key}: {value} is told");
        assert!(read.failures.is_empty(), "{key}: {value}");
    }
}

#[test]
fn a_portfolio_names_its_projects_by_patterns() {
    let project = |title: &str| format!("---\ntitle: {title}\n---\n");
    let (elm, lake) = (project("Elm"), project("Lake"));
    let read = |projects: &str| {
        let portfolio = format!("---\ntitle: All\nprojects: {projects}\n---\n");
        let analysis =
            analysed(&[("portfolio.md", &portfolio), ("elm/project.md", &elm), ("clients/lake/project.md", &lake)]);
        let ids: Vec<String> = analysis.portfolio.projects.iter().map(|project| project.id.clone()).collect();
        let said = findings(&analysis, &["unknown-file", "bad-value", "dangling-reference"]);
        format!("{} | {}", ids.join(" "), said.join("; "))
    };
    assert_eq!(read("[\"**/\"]"), "lake elm | ");
    let left_out =
        "unknown-file: no entry of `projects` in `portfolio.md` names `clients/lake`, so nobody reads this project";
    assert_eq!(read("[\"*/\"]"), format!("elm | {left_out}"));
    assert_eq!(
        read("[\"**/\", gone/]"),
        "lake elm | dangling-reference: `gone/` names no folder with a `project.md` and no status file"
    );
    assert_eq!(
        read("[\"**/\", ../other/status.json]"),
        "lake elm | bad-value: `../other/status.json` is not below the portfolio's own folder"
    );
}

/// Two clients with two projects each on disk, and one more elsewhere.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::with_example();
    let write = |path: &str, text: &str| {
        let path = sandbox.path("all").join(path);
        std::fs::create_dir_all(path.parent().expect("it has a parent")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write(
        "portfolio.md",
        "---\ntitle: Canary-Portfolio\nprovider: {name: Canary-Provider}\nprojects: [\"*/\", \"in/*.status.json\"]\ncontact: canary@example.com\n---\n",
    );
    for (folder, client, title) in [
        ("elm-wifi", "Elm Street", "New Wi-Fi"),
        ("elm-phones", "Elm Street", "New phones"),
        ("lake", "Lakeside", "Canary-Lake"),
    ] {
        let plan = format!(
            "---\ntitle: {title}\nstage: execution\nclient: {{name: {client}}}\nprovider: {{name: Example IT Partners}}\n\
             target: {{start: 2026-04-01, finish: 2026-06-01}}\ncurrency: EUR\nstakeholders:\n  tom: {{name: Tom Berg, \
             side: provider, roles: [lead]}}\ntasks:\n  swap-{folder}: {{title: Swap at {folder}, duration: 4h, who: \
             tom, window: night}}\nwindows:\n  night: {{title: Night at {folder}, kind: outage, start: \
             2026-05-09T19:00, end: 2026-05-09T23:00, affects: [radio]}}\nupdates:\n  2026-04-20: {{summary: Fine at \
             {folder}.}}\n---\n"
        );
        write(&format!("{folder}/project.md"), &plan);
    }
    write(
        "in/harbour.status.json",
        r#"{"planmark": 1, "id": "harbour", "title": "Canary-Harbour", "client": "Canary-Legal", "stage": "execution", "as_of": "2026-04-24", "light": "red", "last_update": "2026-04-20"}"#,
    );
    sandbox
}

pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(at) = pending.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

#[test]
fn the_providers_site_has_all_projects_with_their_own_sites_below() {
    let sandbox = sandbox();
    sandbox.edit("all/lake/project.md", "stakeholders:\n", "stakeholders:\n  ann: {name: Ann Alone, side: provider}\n");
    sandbox.edit("all/lake/project.md", "tasks:\n", "tasks:\n  test: {title: Test, duration: 3d, who: ann}\n");
    sandbox.exits(&["build", "all", "--audience", "internal", "-o", "public", "--today", TODAY], 0);
    let files = files(&sandbox.path("public"));
    let index = String::from_utf8_lossy(&files["index.html"]).into_owned();
    for word in [
        "Canary-Lake",
        "Canary-Harbour",
        "New Wi-Fi",
        "Elm Street",
        "Two outages at once",
        "Internal. Not for clients.",
    ] {
        assert!(index.contains(word), "{word}");
    }
    assert!(
        files.contains_key("elm-wifi/index.html") || files.contains_key("new-wi-fi/index.html"),
        "{:?}",
        files.keys()
    );
    // First in words, then drawn; nobody who is in one project alone and has the time for it.
    let (said, drawn) = (index.find("Two outages at once"), index.find("class=\"strip\">Tom Berg"));
    assert!(said < drawn && drawn.is_some(), "{index}");
    assert_eq!(index.matches("class=\"strip\"").count(), 1);
    let load = String::from_utf8_lossy(&files["load.csv"]).into_owned();
    assert!(load.contains("\"Tom Berg\",\"0\",\"0\",\"3\",\"0\",\"0\",\"0\""), "{load}");
    let places: Vec<usize> = ["Canary-Harbour", "Canary-Lake"].iter().filter_map(|word| index.find(word)).collect();
    assert!(places.is_sorted(), "the red one comes first");
}

#[test]
fn every_link_of_a_portfolio_leads_to_a_file_of_it() {
    let sandbox = sandbox();
    sandbox.exits(&["build", "all", "--audience", "internal", "-o", "public", "--today", TODAY], 0);
    let files = files(&sandbox.path("public"));
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let folder: Vec<&str> = path.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect();
        for part in String::from_utf8_lossy(bytes).split(" href=\"").skip(1) {
            let url = part.split(['"', '#']).next().unwrap_or_default();
            if url.contains(':') || url.is_empty() {
                continue;
            }
            let mut at = folder.clone();
            for step in url.split('/') {
                if step == ".." {
                    assert!(at.pop().is_some(), "{path}: {url} leads out of the site");
                } else {
                    at.push(step);
                }
            }
            assert!(files.contains_key(&at.join("/")), "{path}: {url}");
        }
    }
}

#[test]
fn a_clients_site_has_that_client_alone_and_must_be_asked_for() {
    let sandbox = sandbox();
    let text = sandbox.exits(&["build", "all", "-o", "public", "--today", TODAY], 2);
    assert!(text.contains("name one with `--client`") && text.contains("Elm Street"), "{text}");
    let text = sandbox.exits(&["build", "all", "--client", "Elm Stret", "--today", TODAY], 2);
    assert!(text.contains("did you mean `Elm Street`?"), "{text}");
    sandbox.exits(&["build", "all", "--client", "Elm Street", "-o", "public", "--today", TODAY], 0);
    let elm = files(&sandbox.path("public"));
    for (path, bytes) in &elm {
        let text = String::from_utf8_lossy(bytes);
        for word in ["Canary", "canary", "Lakeside", "lake", "harbour"] {
            assert!(!text.contains(word) && !path.contains(word), "{path} holds {word}");
        }
    }
    assert!(String::from_utf8_lossy(&elm["index.html"]).contains("2 projects"));
    assert!(!elm.contains_key("load.csv") && !String::from_utf8_lossy(&elm["index.html"]).contains("class=\"strip\""));
    // Whatever happens to the other clients changes no byte.
    sandbox.edit("all/lake/project.md", "title: Canary-Lake", "title: Something else\nbudget_cap: 4711");
    sandbox.edit("all/lake/project.md", "name: Tom Berg", "name: Tomas Bergmann");
    sandbox.edit("all/in/harbour.status.json", "\"red\"", "\"green\"");
    sandbox.edit("all/portfolio.md", "Canary-Portfolio", "Another name");
    sandbox.exits(&["build", "all", "--client", "Elm Street", "-o", "again", "--today", TODAY], 0);
    assert!(files(&sandbox.path("again")) == elm);
}

#[test]
fn a_name_of_another_client_stops_the_build() {
    let sandbox = sandbox();
    sandbox.edit("all/elm-wifi/project.md", "Fine at elm-wifi.", "Fine as at Lakeside.");
    let text = sandbox.exits(&["build", "all", "--client", "Elm Street", "-o", "public", "--today", TODAY], 1);
    assert!(text.contains("`Lakeside` is another client"), "{text}");
    assert!(!sandbox.path("public").exists());
}

#[test]
fn a_name_of_another_client_in_finished_files_is_found_however_it_is_written() {
    let plan = |title: &str, client: &str| format!("---\ntitle: {title}\nclient: {{name: {client}}}\n---\n");
    let (own, other) = (plan("New Wi-Fi", "Elm Street"), plan("Move of Smith & Sons", "Smith & Sons"));
    let analysis = analysed(&[("elm/project.md", &own), ("smith/project.md", &other)]);
    let own = [&analysis.portfolio.projects[0]];
    let found = |text: &str| {
        let files = BTreeMap::from([("index.html".to_owned(), text.as_bytes().to_vec())]);
        foreign_leaks(&analysis.portfolio, &own, &files).into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(found("New Wi-Fi for Elm Street"), Vec::<String>::new());
    assert_eq!(found("as at Smith & Sons"), ["Smith & Sons"]);
    assert_eq!(found("as at Smith &amp; Sons"), ["Smith &amp; Sons"]);
    assert_eq!(found("see move-of-smith-sons"), ["move-of-smith-sons"]);
}

#[test]
fn the_terminal_shows_the_worst_project_first_in_three_formats() {
    let sandbox = sandbox();
    let text = sandbox.exits(&["status", "all", "--today", TODAY], 0);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].starts_with("Canary-Harbour") && lines[1].contains("red"), "{text}");
    assert!(text.contains("4 projects, 0 overdue items"), "{text}");
    let json = sandbox.run(&["status", "all", "--today", TODAY, "--output-format", "json"]).stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["projects"].as_array().map(Vec::len), Some(4));
    let text = sandbox.exits(&["status", "all", "--today", TODAY, "--output-format", "markdown"], 0);
    assert!(text.contains("| Canary-Harbour | red | execution |"), "{text}");
    let text = sandbox.exits(&["status", "plan", "--today", TODAY, "--output-format", "markdown"], 0);
    assert!(text.starts_with("### Firewall replacement at two sites: amber\n"), "{text}");
}

#[test]
fn what_a_proposed_change_brings_rests_on_the_projects_that_its_own_one_names() {
    let other = "---\ntitle: Lines\ntarget: {start: 2026-05-04}\ntasks:\n  lay: {title: Lay, duration: 10d}\n---\n";
    let own = |after: &str| {
        format!(
            "---\ntitle: Walls\nstage: execution\ntarget: {{start: 2026-05-04}}\ntasks:\n  \
             build: {{title: Build, duration: 2d, after: [{after}]}}\nchanges:\n  higher:\n    title: Higher walls\n    \
             status: proposed\n    raised: 2026-04-20\n    delta: {{tasks: {{build: {{duration: 5d}}}}}}\n---\n"
        )
    };
    let finishes = |after: &str| {
        let text = own(after);
        let files =
            [("portfolio.md", "---\ntitle: All\n---\n"), ("lines/project.md", other), ("walls/project.md", &text)];
        let (sources, analysis) = (SourceSet::of_texts(&files), analysed(&files));
        let project = &analysis.portfolio.projects[1];
        let picture = analysis.picture(project);
        let plan = redact(&sources, &analysis.portfolio, project, Audience::Client, picture, day(TODAY));
        let (now, then) = plan.figures.what_ifs["higher"].finish.expect("both sides have a finish");
        format!("{now} becomes {then}")
    };
    assert_eq!(finishes(""), "2026-05-05 becomes 2026-05-08");
    assert_eq!(finishes("lines/tasks/lay"), "2026-05-19 becomes 2026-05-22");
}
