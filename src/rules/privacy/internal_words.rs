//! `internal-words`: a text for the client has words that are meant for the team.

use std::sync::LazyLock;

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Search;

pub(crate) static RULE: Rule = Rule {
    name: "internal-words",
    group: Group::Privacy,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "Words in a text for the client sound as if they were written for the team.",
    why: "A remark that slipped into the wrong field is the kind of leak that no field's audience can stop.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a note to oneself, and money of one's own",
            plan: "
---
title: Wi-Fi
updates:
  2026-04-24: {summary: 'All well, but «do not tell» Ana about «our margin» yet'}
---
",
        },
        Example::Quiet {
            title: "an internal network is no secret, and an internal item may say what it likes",
            plan: "
---
title: Wi-Fi
risks:
  money: {title: Our margin is thin}
---

Guests stay out of the internal network.
",
        },
    ],
};

/// In English and German; each as words of their own.
const WORDS: &[&str] = &[
    "do not tell",
    "don't tell",
    "not for the client",
    "internal only",
    "internal note",
    "internal use only",
    "internal cost",
    "internal rate",
    "between us",
    "off the record",
    "keep this quiet",
    "our margin",
    "our markup",
    "our cost",
    "our costs",
    "our own cost",
    "upsell",
    "difficult client",
    "annoying client",
    "stupid client",
    "nur intern",
    "interne notiz",
    "nicht weitersagen",
    "unsere marge",
    "unsere kosten",
    "schwieriger kunde",
    "unter uns gesagt",
];

/// The words, ready to be looked for.
static SEARCH: LazyLock<Search> = LazyLock::new(|| Search::words(WORDS));

fn check(scene: &Scene, report: &mut Report) {
    for (one, index, place) in scene.read_by_client(&SEARCH) {
        report
            .add(one.part(place, scene.sources), format!("the client reads \u{201c}{}\u{201d} here", WORDS[index]))
            .help("say it in an internal item, or between `<!-- internal -->` and `<!-- /internal -->`");
    }
}
