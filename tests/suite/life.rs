//! What the client reads over a project's whole life: nothing is empty, called agreed too early, or a nought for what
//! nobody knows.

use std::collections::BTreeMap;

use planmark::text::SourceSet;

use crate::site::client_site;

type Site = BTreeMap<String, Vec<u8>>;

/// The site of a plan that begins like this one, in a language.
fn site(lang: &str, today: &str, stage: &str, rest: &str) -> Site {
    let plan = format!(
        "---\ntitle: Wi-Fi\nstage: {stage}\ncurrency: EUR\nbudget_cap: 2000\npm: tom\n\
         target: {{start: 2026-05-04, finish: 2026-06-30}}\nreporting: {{every: 1w}}\nstakeholders:\n  \
         ana: {{name: Ana Ruiz, side: client, roles: [sponsor]}}\n  \
         tom: {{name: Tom Berg, side: provider, roles: [pm, lead], channel: tom@example.com}}\n{rest}---\n"
    );
    let settings = format!("[site]\nlang = \"{lang}\"\n");
    client_site(&SourceSet::of_texts(&[("project.md", &plan), ("planmark.toml", &settings)]), today)
}

/// A page's words, without its marks.
fn words(site: &Site, path: &str) -> String {
    let html = std::str::from_utf8(&site[path]).expect("a page is text");
    let main =
        html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a page has a main part");
    let mut out = String::new();
    for part in main.split('<') {
        out.push_str(part.split_once('>').map_or("", |(_, text)| text));
        out.push(' ');
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a page says and what it does not say.
fn check(site: &Site, path: &str, says: &[&str], never: &[&str]) {
    let text = words(site, path);
    for word in says {
        assert!(text.contains(word), "{path} does not say {word:?}: {text}");
    }
    for word in never {
        assert!(!text.contains(word), "{path} says {word:?}: {text}");
    }
}

const SKETCH: &str = "tasks:
  zero: {title: Look around}
  build: {title: Build it, after: zero, window: night}
milestones:
  planned: {title: Plan agreed, target: 2026-05-15, gate: planning}
  live: {title: All live, target: 2026-06-26, after: build}
windows: {night: {title: Change over, kind: outage}}
deliverables: {coverage: {title: Wi-Fi everywhere}}
budget: {kit: {title: Kit, category: hardware}}
";

#[test]
fn a_sketch_says_in_which_stage_the_rest_comes_and_foretells_nothing() {
    let english = site("en", "2026-04-01", "identification", SKETCH);
    let never = &["agreed was", "Money agreed", "0 of 0", "EUR 0", "N/A", "Spent 0"][..];
    check(&english, "index.html", &["In preparation", "Fri 15 May, aimed at", "Finish, aimed at", "Aimed at"], never);
    let money = "The budget comes in planning, by Friday 15 May, from Tom Berg.";
    check(&english, "index.html", &[money, "1 outage is planned; its day is not set yet."], never);
    check(&english, "budget.html", &[money, "Kit"], &["Spent", "Sum"]);
    check(&english, "timeline.html", &["The dates come in planning", "Look around To do Build it To do"], &["Agreed "]);
    check(&english, "timeline.html", &["The day is not set yet. What will not work is still to be said."], &["down"]);
    check(&english, "deliverables/coverage.html", &["The criteria come in planning"], &["0 of 0", "Not yet"]);
    check(&english, "decisions.html", &["No decision is waiting"], &["0 decisions"]);
    check(&english, "milestones/live.html", &["Fri 26 June, aimed at", "Aimed at"], &["agreed", "Forecast"]);
    let german = site("de", "2026-04-01", "identification", SKETCH);
    let money = "Das Budget kommt in der Planung, bis Freitag, 15. Mai, von Tom Berg.";
    check(&german, "index.html", &["In Vorbereitung", money, "der Tag steht noch nicht fest"], &["ereinbart war"]);
    check(&german, "process.html", &["Identifikation, Phase 1 von 5"], &["0 von 0"]);
}

const PLANNED: &str = "tasks:
  look: {title: Look around, duration: 2d, who: tom}
  build: {title: Build it, duration: 1d, after: look, who: tom}
milestones: {live: {title: All live, target: 2026-05-06, after: build}}
budget:
  kit: {title: Kit, category: hardware, amount: 900, tasks: build}
  more: {title: Antennas, category: hardware}
windows: {none: it is done while people work}
";

#[test]
fn a_plan_that_nobody_signed_is_planned_and_one_that_somebody_signed_is_agreed() {
    let planned = site("en", "2026-04-20", "planning", PLANNED);
    check(&planned, "index.html", &["None of it is agreed yet", "Money planned", "At most 2,000"], &["Agreed "]);
    check(&planned, "budget.html", &["EUR 900 planned", "1 line has no amount yet."], &["agreed", "Agreed"]);
    check(&planned, "timeline.html", &["planned and not agreed", "Aimed at"], &["Late", "Agreed "]);
    check(&planned, "budget/kit.html", &["Planned EUR 900"], &["Agreed"]);
    check(&planned, "about.html", &["Money planned"], &["Money agreed"]);
    let german = site("de", "2026-04-20", "planning", PLANNED);
    check(&german, "budget.html", &["900 EUR geplant, davon 0 ausgegeben."], &["ereinbart"]);
    let signed = format!("{PLANNED}signoffs: [{{gate: planning, by: ana, date: 2026-04-20}}]\n");
    let agreed = site("en", "2026-04-20", "planning", &signed);
    check(&agreed, "index.html", &["The plan is agreed. The work comes next.", "Money agreed"], &["Money planned"]);
    check(&agreed, "budget.html", &["EUR 900 agreed", "Agreed at first"], &["planned, of"]);
    // A signature of somebody who may not sign agrees to nothing.
    let provider = signed.replace("by: ana", "by: tom");
    check(&site("en", "2026-04-20", "planning", &provider), "index.html", &["Money planned"], &["Money agreed"]);
}

const RUNNING: &str = "signoffs: [{gate: planning, by: ana, date: 2026-04-20}]
tasks:
  look: {title: Look around, duration: 2d, who: tom, started: 2026-05-04, finished: 2026-05-05}
  build: {title: Build it, duration: 1d, after: look, who: tom, window: [night, other-night]}
milestones: {live: {title: All live, target: 2026-05-29, after: build}}
windows:
  night: {title: Change over, kind: outage, start: 2026-05-16T19:00, end: 2026-05-16T23:00, affects: [Wi-Fi]}
  other-night: {title: Second night, kind: outage, start: 2026-05-23T19:00, end: 2026-05-23T23:00, affects: [Wi-Fi]}
budget: {kit: {title: Kit, category: hardware, amount: 900, tasks: build}}
actions: {list: {title: Send the list, owner: ana, due: 2026-05-08}}
updates: {2026-05-06: {by: tom, summary: All is well.}}
";

#[test]
fn what_is_late_on_hold_or_cancelled_says_so_once() {
    let late = site("en", "2026-06-03", "execution", RUNNING);
    check(
        &late,
        "index.html",
        &["Out of date", "the next update was due on Wednesday 13 May"],
        &["next update Wed", "Why "],
    );
    check(&late, "updates.html", &["the next one was due on Wednesday 13 May"], &["comes on"]);
    let hold = format!("{RUNNING}hold: {{since: 2026-05-06, reason: the house is closed, until: 2026-05-18}}\n");
    let told = site("en", "2026-05-07", "execution", &hold);
    check(&told, "index.html", &["On hold Until Monday 18 May: the house is closed."], &["On hold until", "Why "]);
    let told = site("de", "2026-05-07", "execution", &hold.replace(", until: 2026-05-18", ""));
    check(&told, "index.html", &["Angehalten The house is closed."], &["Angehalten:"]);
    let cancelled = site("en", "2026-05-07", "cancelled", RUNNING);
    let says =
        ["The project was cancelled.", "Nothing at the moment.", "No outage is planned.", "Money spent", "0 of 1"];
    check(&cancelled, "index.html", &says, &["next update", "Money forecast", "Send the list"]);
    assert_eq!(words(&cancelled, "index.html").matches("The project was cancelled.").count(), 1);
}

#[test]
fn a_night_that_is_not_needed_any_more_is_no_outage_to_come() {
    let done =
        RUNNING.replace("after: look, who: tom", "after: look, who: tom, started: 2026-05-16, finished: 2026-05-16");
    let done = done.replace(
        "affects: [Wi-Fi]}\n  other",
        "affects: [Wi-Fi], actual: {start: 2026-05-16T19:00, end: 2026-05-16T20:00, result: done}}\n  other",
    );
    let site = site("en", "2026-05-18", "execution", &done);
    check(&site, "index.html", &["No outage is planned."], &["Saturday 23 May"]);
    check(&site, "windows/other-night.html", &["Not needed any more"], &["Not yet approved"]);
    check(&site, "windows/night.html", &["Everything was back at 20:00, 3 hours early."], &[]);
    check(&site, "index.html", &["Done. Everything was back at 20:00, 3 hours early."], &[]);
    // Work that the reader does not see may still need it.
    let hidden = "  more: {title: More of it, duration: 1h, window: other-night, audience: internal}\nmilestones:";
    let hidden = self::site("en", "2026-05-18", "execution", &done.replace("milestones:", hidden));
    check(&hidden, "windows/other-night.html", &["Not yet approved"], &["Not needed any more", "More of it"]);
    let status = std::str::from_utf8(&site["status.json"]).expect("JSON is text");
    assert!(status.contains("\"outages\": []"), "{status}");
}

#[test]
fn a_closed_project_says_what_was_accepted_who_signed_and_what_it_cost() {
    let closed = "signoffs:
  - {gate: planning, by: ana, date: 2026-04-20}
  - {gate: closing, by: ana, date: 2026-05-22}
deliverables: {coverage: {title: Wi-Fi everywhere, verified: {by: tom, date: 2026-05-20}, accepted: {by: ana, date: 2026-05-21}}}
tasks: {look: {title: Look around, duration: 2d, who: tom, started: 2026-05-18, finished: 2026-05-19}}
milestones: {live: {title: All live, target: 2026-05-19, after: look, reached: 2026-05-19}}
budget: {kit: {title: Kit, category: hardware, amount: 900, tasks: look, spent: [{date: 2026-05-19, amount: 800}]}}
windows: {none: it is done while people work}
";
    let english = site("en", "2026-05-25", "closed", closed);
    let says = ["Accepted: 1 of 1. Signed off by Ana Ruiz on Friday 22 May.", "All reached", "EUR 800 of 900 agreed"];
    check(&english, "index.html", &says, &["forecast", "Forecast: "]);
    check(&english, "deliverables.html", &["accepted by Ana Ruiz on Thursday 21 May"], &["Ana Ruiz accepts", "due"]);
    check(&english, "timeline.html", &["Finished on Tuesday 19 May 2026. 1 of 1 task done."], &["by forecast"]);
    let german = site("de", "2026-05-25", "closed", closed);
    let says = ["Abgenommen: 1 von 1. Unterschrieben von Ana Ruiz am Freitag, 22. Mai.", "800 EUR von 900 vereinbart"];
    check(&german, "index.html", &says, &["Prognose:"]);
}

#[test]
fn work_and_people_that_are_hidden_leave_no_gap_in_a_sentence_and_hide_no_outage() {
    let rest = "  gus: {name: Gustav Hidden, side: provider, roles: [lead], audience: internal}
signoffs: [{gate: identification, by: gus, date: 2026-04-17}, {gate: planning, by: ana, date: 2026-04-20}]
tasks:
  build: {title: Hidden work, duration: 1d, who: gus, window: night, audience: internal}
  check: {title: Look at it, duration: 1d, after: build, who: tom, window: later}
windows:
  night: {title: Change over, kind: outage, start: 2026-05-16T19:00, end: 2026-05-16T23:00, affects: [Wi-Fi], approved: {by: gus, date: 2026-05-06}}
  later: {title: Second night, kind: outage, start: 2026-05-23T19:00, end: 2026-05-23T23:00, affects: [Wi-Fi]}
updates: {2026-05-06: {by: gus, summary: All is well.}}
";
    for (lang, says) in [("en", "Approved by somebody of the team."), ("de", "Genehmigt von jemand aus dem Team.")] {
        let site = site(lang, "2026-05-07", "execution", rest);
        check(&site, "index.html", &["16", says], &["Gustav", "by .", "von ."]);
        check(&site, "people.html", &["17"], &["Gustav"]);
        check(&site, "windows/night.html", &[], &["Hidden work", "Gustav"]);
    }
}

#[test]
fn what_was_done_and_not_charged_yet_makes_no_forecast_of_nought() {
    let rest = "signoffs: [{gate: planning, by: ana, date: 2026-04-20}]
tasks: {look: {title: Look around, duration: 2d, who: tom, started: 2026-05-04, finished: 2026-05-05}}
milestones: {live: {title: All live, target: 2026-05-29, after: look}}
budget: {kit: {title: Kit, category: hardware, amount: 900, tasks: look}}
updates: {2026-05-06: {by: tom, summary: All is well.}}
";
    let site = site("en", "2026-05-06", "execution", rest);
    check(&site, "index.html", &["Money agreed EUR 900 Spent 0"], &["Money forecast", "\u{2212}"]);
}

#[test]
fn the_finish_that_holds_is_called_agreed_once_it_is() {
    let running = "tasks: {build: {title: Build it, duration: 5d, started: 2026-05-04}, watch: {title: Watch it, duration: 2d, after: build}}\n\
                   updates: {2026-05-08: {by: tom, summary: All is well.}}\n";
    let unsigned = site("en", "2026-05-08", "execution", running);
    check(&unsigned, "index.html", &["The finish aimed at holds."], &["The agreed finish"]);
    let signed = format!("{running}signoffs: [{{gate: planning, by: ana, date: 2026-04-20}}]\n");
    check(&site("en", "2026-05-08", "execution", &signed), "index.html", &["The agreed finish holds."], &["aimed at"]);
}
