//! `personal-data`: a client reads somebody's number, address, birthday or illness.

use std::sync::LazyLock;

use super::phone_at;
use crate::finding::Severity;
use crate::model::said::Said;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Search;

pub(crate) static RULE: Rule = Rule {
    name: "personal-data",
    group: Group::Privacy,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A phone number outside of `channel`, a home address, a birth date or the reason of an absence stands in a text for the client.",
    why: "A status page is read by more people than its writer knows. PM² asks to keep personal data out of project documents.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a mobile number in the prose",
            plan: "
---
title: Wi-Fi
---

On the day, ring Tom on «+44 7700 900123».
",
        },
        Example::Fires {
            title: "why somebody is away",
            plan: "
---
title: Wi-Fi
updates:
  2026-04-24: {summary: Tom is on «sick leave» until May}
---
",
        },
        Example::Quiet {
            title: "a work line in `channel`, and numbers that are no phones",
            plan: "
---
title: Wi-Fi
client: {name: Elm Street Surgery}
target: {start: 2026-06-01, finish: 2026-06-19}
stakeholders:
  tom: {name: Tom Berg, side: provider, roles: [pm], channel: +44 20 7946 0018}
updates:
  2026-04-24: {summary: \"Done on 2026-04-22, 14 of 20 users, USD 12,400 of 33,410, version 10.2.0\"}
---
",
        },
        Example::Quiet {
            title: "in an internal risk",
            plan: "
---
title: Wi-Fi
risks:
  away: {title: Tom is on sick leave}
---
",
        },
    ],
};

/// Words that tell of somebody's private life, and what they tell.
const WORDS: &[(&str, &str)] = &[
    ("sick leave", "why somebody is away"),
    ("maternity leave", "why somebody is away"),
    ("paternity leave", "why somebody is away"),
    ("parental leave", "why somebody is away"),
    ("in hospital", "why somebody is away"),
    ("krankgeschrieben", "why somebody is away"),
    ("im krankenhaus", "why somebody is away"),
    ("elternzeit", "why somebody is away"),
    ("home address", "where somebody lives"),
    ("lives at", "where somebody lives"),
    ("privatadresse", "where somebody lives"),
    ("date of birth", "a birth date"),
    ("birthday", "a birth date"),
    ("geburtsdatum", "a birth date"),
];

/// The words, ready to be looked for.
static SEARCH: LazyLock<Search> = LazyLock::new(|| Search::words(WORDS.iter().map(|(words, _)| words)));

/// How many digits an international number has.
const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

fn check(scene: &Scene, report: &mut Report) {
    let counts = |one: &Said| one.key != "channel" && one.key != "id";
    for one in scene.said().iter().filter(|one| one.shows && counts(one)) {
        phones(one, scene, report);
    }
    for (one, index, place) in scene.read_by_client(&SEARCH).into_iter().filter(|(one, ..)| counts(one)) {
        report
            .add(one.part(place, scene.sources), format!("this tells the client {}", WORDS[index].1))
            .level(Severity::Warning)
            .help("say that the person is away, or leave it out");
    }
}

fn phones(one: &Said, scene: &Scene, report: &mut Report) {
    for (start, _) in one.text().match_indices('+') {
        let Some((digits, place)) = phone_at(one.text(), start) else { continue };
        if DIGITS.contains(&digits.len()) {
            report
                .add(one.part(place, scene.sources), "a phone number in a text that the client reads")
                .help("name the person; their `channel` says how to reach them");
        }
    }
}
