//! The calendar over a project's life: what moves keeps its name, what falls away says so.

use planmark::text::SourceSet;

use crate::site::client_site;

const PLAN: &str = "---
title: Wi-Fi, two floors
stage: STAGE
calendar: {timezone: Europe/Berlin}
sites: [{id: home, title: Elm Street}]
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: [sponsor]}
  tom: {name: Tom Berg, side: provider, roles: [pm]}
signoffs: [{gate: planning, by: ana, date: 2026-04-20}]
tasks:
  build: {title: Build it, duration: 2h, who: tom, window: [night, other-night]DONE}
milestones: {live: {title: All live, target: 2026-10-30, after: build}}
windows:
  night: {title: Change over, kind: outage, site: home, start: 2026-10-24T19:00, end: 2026-10-24T23:00, affects: [Wi-Fi]}
  other-night: {title: Second night, kind: outage, start: 2026-10-31T19:00, end: 2026-10-31T23:00, affects: [Wi-Fi], approved: {by: ana, date: 2026-04-21}}
actions: {list: {title: Send the list, owner: ana, due: 2026-10-08}}
---
";

/// The events of a plan's calendar by their names, each as its lines.
fn events(stage: &str, done: &str, today: &str) -> Vec<(String, String)> {
    let plan = PLAN.replace("STAGE", stage).replace("DONE", done);
    let site = client_site(&SourceSet::of_texts(&[("project.md", &plan)]), today);
    let text = String::from_utf8(site["calendar.ics"].clone()).expect("a calendar is text").replace("\r\n ", "");
    let event = |text: &str| {
        let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("DTSTAMP")).collect();
        let uid = lines.iter().find_map(|line| line.strip_prefix("UID:")).expect("an event has a name");
        (uid.split('@').next().unwrap_or_default().to_owned(), lines.join("\n"))
    };
    text.split("BEGIN:VEVENT").skip(1).map(event).collect()
}

fn event<'a>(events: &'a [(String, String)], name: &str) -> &'a str {
    &events.iter().find(|(uid, _)| uid == name).expect("the event is there").1
}

#[test]
fn an_outage_says_where_how_sure_and_whose_it_is_in_its_own_zone() {
    let events = events("execution", "", "2026-10-01");
    let night = event(&events, "windows.night");
    // Berlin is two hours ahead in summer and one in winter; the clocks change between these two nights.
    for line in ["DTSTART:20261024T170000Z", "STATUS:TENTATIVE", "LOCATION:Elm Street"] {
        assert!(night.contains(line), "{night}");
    }
    assert!(night.contains("Not yet approved.\\nWi-Fi\\, two floors"), "{night}");
    let other = event(&events, "windows.other-night");
    assert!(other.contains("DTSTART:20261031T180000Z") && other.contains("STATUS:CONFIRMED"), "{other}");
    assert!(event(&events, "actions.list").contains("We need this from you."));
}

#[test]
fn a_later_calendar_revises_an_earlier_one_and_what_falls_away_is_cancelled() {
    let revision = |event: &str| -> u32 {
        let line = event.lines().find_map(|line| line.strip_prefix("SEQUENCE:")).expect("a revision");
        line.parse().expect("a number")
    };
    let before = events("execution", "", "2026-10-01");
    let done = ", started: 2026-10-24, finished: 2026-10-24";
    let after = events("execution", done, "2026-10-26");
    let (was, is) = (event(&before, "windows.other-night"), event(&after, "windows.other-night"));
    assert!(revision(is) > revision(was));
    assert!(is.contains("STATUS:CANCELLED") && is.contains("It will not take place."), "{is}");
    let cancelled = events("cancelled", "", "2026-10-02");
    for name in ["windows.night", "milestones.live"] {
        assert!(event(&cancelled, name).contains("STATUS:CANCELLED"), "{cancelled:?}");
    }
    assert!(cancelled.iter().all(|(uid, _)| uid != "actions.list"), "nothing is asked any more");
}

#[test]
fn a_calendar_without_events_still_has_a_component() {
    let site = client_site(&SourceSet::of_texts(&[("project.md", "---\ntitle: Wi-Fi\n---\n")]), "2026-10-01");
    let text = String::from_utf8_lossy(&site["calendar.ics"]).into_owned();
    assert!(!text.contains("VEVENT") && text.contains("BEGIN:VTIMEZONE"), "{text}");
}
