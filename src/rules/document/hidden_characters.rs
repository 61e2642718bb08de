//! `hidden-characters`: a text is not what it looks like.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "hidden-characters",
    group: Group::Document,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A text has characters that cannot be seen or that turn the writing round; in an id or a name, letters that look like others.",
    why: "What a reviewer sees is not what is there (CVE-2021-42574): an approval could be for something else.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "writing turned round in a title",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: «Paint \u{202e}sllaw»}
---
",
        },
        Example::Fires {
            title: "a letter of another alphabet in a name",
            plan: "
---
title: Two rooms
stakeholders:
  dana: {name: «D\u{430}na Okafor», side: client, roles: sponsor}
---
",
        },
        Example::Quiet {
            title: "other languages, and signs that people use",
            plan: "
---
title: Two rooms
stakeholders:
  jose: {name: José Müller-Đặng, side: client, roles: user}
tasks:
  look: {title: Ansehen – prüfen ✓ 👩‍💻}
---
",
        },
    ],
};

/// Keys whose values name somebody or something.
const NAMES: &[&str] = &["id", "name", "org", "by"];

fn check(scene: &Scene, report: &mut Report) {
    for said in scene.said() {
        let text = said.text();
        if text.is_ascii() {
            continue;
        }
        let is_name = NAMES.contains(&said.key);
        let level = if is_name { Severity::Error } else { Severity::Warning };
        if let Some(letter) = hidden(text) {
            report
                .add(said.span, format!("this text has the hidden character U+{:04X}", letter as u32))
                .level(level)
                .help("write the text anew by hand; copied texts bring such characters along");
        } else if is_name && mixes_alphabets(text) {
            report
                .add(said.span, "this name mixes letters of alphabets that look alike")
                .level(level)
                .help("write the name anew with the letters of one alphabet");
        }
    }
}

/// The first character that cannot be seen or turns the writing round. A joiner between signs is part of them.
fn hidden(text: &str) -> Option<char> {
    let mut before = None;
    for letter in text.chars() {
        let turns =
            matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}');
        let is_unseen =
            matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{180e}' | '\u{e0000}'..='\u{e007f}');
        let is_joiner =
            matches!(letter, '\u{200c}' | '\u{200d}') && before.is_none_or(|before: char| before.is_ascii());
        if turns || is_unseen || is_joiner {
            return Some(letter);
        }
        before = Some(letter);
    }
    None
}

/// Whether one word has Latin letters and such of Cyrillic or Greek.
fn mixes_alphabets(text: &str) -> bool {
    text.split(|letter: char| !letter.is_alphabetic()).any(|word| {
        let is_latin = word.chars().any(|letter| letter.is_ascii_alphabetic());
        let is_other = word.chars().any(|letter| matches!(letter, '\u{370}'..='\u{3ff}' | '\u{400}'..='\u{52f}'));
        is_latin && is_other
    })
}
