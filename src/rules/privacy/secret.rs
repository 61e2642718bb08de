//! `secret`: a password, key or token in a file of the plan.

use std::ops::Range;
use std::sync::LazyLock;

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::{Content, Search, Span};

pub(crate) static RULE: Rule = Rule {
    name: "secret",
    group: Group::Privacy,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A password, a private key, a pre-shared key or a token is written in the plan or in an attachment.",
    why: "A plan is in git for ever and its pages are public sooner than meant. What opens a door is handed over in a vault.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a password in the notes",
            plan: "
---
title: Wi-Fi
---

Admin password: «Tr0ub4dor&3»
",
        },
        Example::Fires {
            title: "a pre-shared key in a field, a private key in the prose",
            plan: "
---
title: VPN
scope:
  constraints: [{kind: technical, text: \"psk=«x9!kkpQ2»\"}]
---

«-----BEGIN RSA PRIVATE KEY-----»
",
        },
        Example::Quiet {
            title: "it says where the secret is",
            plan: "
---
title: Wi-Fi
---

Admin password: in the client's vault. The password policy asks for 12 letters. Token: see vault.
",
        },
    ],
};

/// What is followed by a secret, in lower case.
const NAMES: &[&str] = &[
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "passwort",
    "kennwort",
    "psk",
    "pre-shared key",
    "preshared key",
    "secret key",
    "api key",
    "api_key",
    "apikey",
    "access token",
    "access_token",
    "auth token",
    "recovery code",
    "client_secret",
];

/// How tokens of well-known services begin, and how many letters follow at least.
const TOKENS: &[(&str, usize)] =
    &[("AKIA", 16), ("ghp_", 36), ("github_pat_", 22), ("glpat-", 20), ("xoxb-", 20), ("xoxp-", 20), ("sk_live_", 20)];

/// Binary files are searched so far, where their beginning could be text.
const SEARCHED_BYTES: usize = 1_000_000;

fn check(scene: &Scene, report: &mut Report) {
    for (file, source) in scene.sources.below(&scene.project.folder) {
        let text = match &source.content {
            Content::Text(text) => text.as_ref(),
            Content::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) if text.len() <= SEARCHED_BYTES => text,
                _ => continue,
            },
            Content::Unreadable(_) => continue,
        };
        for (range, what) in secrets(text) {
            let is_attachment = matches!(source.content, Content::Bytes(_));
            let span = if is_attachment { Span::new(file, 0, 0) } else { Span::new(file, range.start, range.end) };
            report
                .add(span, format!("this is {what}"))
                .help("change it now, because git keeps it; then write where it is kept instead");
        }
    }
}

/// What private keys begin with, the names of secrets, and the beginnings of tokens, in this order.
static SEARCH: LazyLock<Search> = LazyLock::new(|| {
    let tokens = TOKENS.iter().map(|(prefix, _)| *prefix);
    Search::words([KEY].into_iter().chain(NAMES.iter().copied()).chain(tokens))
});

/// What a block with a private key begins with.
const KEY: &str = "-----BEGIN ";

/// The secrets of a text with their places.
fn secrets(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    if SEARCH.sift(&text.to_ascii_lowercase(), 0).is_none() {
        return found;
    }
    for (index, place) in SEARCH.all(text.as_bytes()) {
        found.extend(match index.checked_sub(1) {
            None => private_key(text, place.start).map(|range| (range, "a private key")),
            Some(name) if name < NAMES.len() => value_after(text, place.end).map(|range| (range, "a password or key")),
            Some(token) => token_at(text, &place, TOKENS[token - NAMES.len()]).map(|range| (range, "an access token")),
        });
    }
    found.sort_by_key(|(range, _)| (range.start, range.end));
    found.dedup_by(|next, kept| next.0.start < kept.0.end);
    found
}

fn private_key(text: &str, start: usize) -> Option<Range<usize>> {
    let line = text[start..].lines().next().unwrap_or_default().trim_end();
    line.contains("PRIVATE KEY-----").then(|| start..start + line.len())
}

fn token_at(text: &str, place: &Range<usize>, (prefix, letters): (&str, usize)) -> Option<Range<usize>> {
    let rest = &text[place.end..];
    let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    (length >= letters && text[place.clone()] == *prefix).then(|| place.start..place.end + length)
}

/// The value after a name and `:` or `=`, if it looks like a secret and not like a word.
fn value_after(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let sign = rest.trim_start_matches([' ', '"', '\'', '`', '*']);
    let value = sign.strip_prefix([':', '='])?.trim_start_matches([' ', '"', '\'', '`', '*']);
    let start = text.len() - value.len();
    let end = value.find(|letter: char| letter.is_whitespace() || "\"'`,;}])".contains(letter)).unwrap_or(value.len());
    let value = value[..end].trim_end_matches(['.', '*']);
    let has = |test: fn(char) -> bool| value.chars().any(test);
    let is_mixed = has(|letter| letter.is_ascii_alphabetic())
        && (has(|letter| letter.is_ascii_digit()) || has(|letter| "!@#$%^&*+?".contains(letter)));
    let is_placeholder = value.contains(['<', '>', '{']) || value.contains("***") || value.contains("://");
    (value.len() >= 6 && is_mixed && !is_placeholder).then(|| start..start + value.len())
}
