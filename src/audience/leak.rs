//! The second line of defence: the finished site is searched for everything that the client must not see.
//!
//! Searched are texts of eight letters or more and amounts of four digits or more, in every form in which a writer
//! puts them. What the client may see anyway is no leak, nor is a short plain word that the site says itself.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::{AhoCorasick, MatchKind};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::plan::percent_encoded;
use crate::document::Prose;
use crate::document::fields::{Record, Value};
use crate::document::html::escape;
use crate::document::keys::{Audience, Register};
use crate::model::Project;
use crate::model::item::Base;
use crate::text::Span;
use crate::value::Money;

/// The shortest text that is searched for, in letters.
const TEXT_LETTERS: usize = 8;
/// Up to this length a text of letters alone is a plain word, which the site may say itself.
const WORD_LETTERS: usize = 12;
/// The smallest amount that is searched for.
const SMALLEST_AMOUNT: i64 = 1000;

/// Something internal, and where the plan says it.
#[derive(Clone, Debug)]
pub struct Secret {
    /// As it would stand in a file.
    pub text: String,
    /// Where the plan says it.
    pub span: Span,
    /// Whether it is a figure: then it must stand alone to be found.
    is_figure: bool,
}

/// Something internal in a finished file.
#[derive(Clone, Debug)]
pub struct Leak {
    /// The file of the site.
    pub path: String,
    /// What was found there.
    pub secret: Secret,
}

/// Searches finished files for what is internal in a project.
#[must_use]
pub fn leaks(project: &Project, files: &BTreeMap<String, Vec<u8>>) -> Vec<Leak> {
    let mut walk = Walk::default();
    walk.project(project);
    let secrets = walk.secrets_not_shown();
    let mut forms: Vec<(String, usize)> = Vec::new();
    for (index, secret) in secrets.iter().enumerate() {
        let written = [
            secret.text.clone(),
            escape(&secret.text),
            percent_encoded(&secret.text),
            serde_json::to_string(&secret.text).unwrap_or_default().trim_matches('"').to_owned(),
            secret.text.replace(',', "\\,").replace(';', "\\;"),
        ];
        forms.extend(written.into_iter().collect::<BTreeSet<_>>().into_iter().map(|form| (form, index)));
    }
    let Some(search) = searcher(forms.iter().map(|(form, _)| form.as_str())) else { return Vec::new() };
    let found: Vec<Leak> = files
        .par_iter()
        .flat_map_iter(|(path, bytes)| {
            let mut seen = BTreeSet::new();
            for hit in search.find_overlapping_iter(bytes) {
                let secret = &secrets[forms[hit.pattern().as_usize()].1];
                if !secret.is_figure || stands_alone(bytes, hit.start(), hit.end()) {
                    seen.insert(forms[hit.pattern().as_usize()].1);
                }
            }
            seen.into_iter()
                .map(|index| Leak { path: path.clone(), secret: secrets[index].clone() })
                .collect::<Vec<_>>()
        })
        .collect();
    found
}

fn searcher<'a>(texts: impl Iterator<Item = &'a str>) -> Option<AhoCorasick> {
    let texts: Vec<&str> = texts.collect();
    if texts.is_empty() {
        return None;
    }
    AhoCorasick::builder().match_kind(MatchKind::Standard).build(texts).ok()
}

/// Whether no digit or letter touches a figure, so that it is not a part of another one.
fn stands_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    let touches = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_#&".contains(byte));
    let goes_on = |bytes: &[u8]| matches!(bytes, [b'.' | b',', next, ..] if next.is_ascii_digit());
    let comes_from = start >= 2 && matches!(bytes[start - 1], b'.' | b',') && bytes[start - 2].is_ascii_digit();
    !touches(start.checked_sub(1).and_then(|before| bytes.get(before)))
        && !touches(bytes.get(end))
        && !goes_on(&bytes[end..])
        && !comes_from
}

/// What a walk over a project gathers.
#[derive(Default)]
struct Walk {
    secrets: Vec<Secret>,
    shown: String,
}

impl Walk {
    fn project(&mut self, project: &Project) {
        self.record(&project.charter.record, true);
        self.record(&project.scope.record, true);
        self.prose(&project.charter.body, true);
        self.prose(&project.scope.body, true);
        for base in project.all_bases() {
            self.item(base);
        }
    }

    fn item(&mut self, base: &Base) {
        let shows = base.is_for_client();
        self.text(base.id(), base.id.span, shows);
        if let Some(title) = &base.title {
            self.text(&title.value, title.span, shows);
        }
        self.record(&base.record, shows);
        // Minutes are for the client only where the meeting itself says so.
        let shows_body = shows && (base.register != Register::Meetings || base.record.says("audience"));
        self.prose(&base.body, shows_body);
    }

    fn record(&mut self, record: &Record, shows: bool) {
        for field in &record.fields {
            // The figures of a snapshot are computed from the plan, and charts show them.
            if field.key.name != "snapshot" {
                self.value(&field.value.value, field.value.span, shows && field.key.audience == Audience::Client);
            }
        }
    }

    fn value(&mut self, value: &Value, span: Span, shows: bool) {
        match value {
            Value::Text(text) | Value::Reference(text) => self.text(text, span, shows),
            Value::None(text) => self.text(text, span, shows),
            Value::Choice(word) => self.shown_if(word, shows),
            Value::Money(amount) => self.figure(*amount, span, shows),
            Value::Number(number) => self.figure(Money(*number), span, shows),
            Value::Integer(number) => self.figure(Money((*number).into()), span, shows),
            Value::List(values) => values.iter().for_each(|value| self.value(&value.value, value.span, shows)),
            Value::Record(record) => self.record(record, shows),
            Value::Lines(lines) => lines.iter().for_each(|line| {
                self.text(&line.id.value, line.id.span, shows);
                self.record(&line.record, shows);
            }),
            Value::Waivers(waivers) => {
                waivers.iter().for_each(|(_, reason)| self.text(&reason.value, reason.span, shows));
            }
            _ => {}
        }
    }

    fn prose(&mut self, prose: &Prose, shows: bool) {
        for run in prose.without_internal().runs() {
            self.text(&run.text.value, run.text.span, shows);
        }
        for text in prose.internal_texts() {
            for line in text.lines() {
                self.text(line.trim_matches(['-', '*', '#', '>', ' ', '\t']), prose.extent(), false);
            }
        }
    }

    fn shown_if(&mut self, text: &str, shows: bool) {
        if shows {
            self.shown.push_str(text);
            self.shown.push('\n');
        }
    }

    fn text(&mut self, text: &str, span: Span, shows: bool) {
        let text = text.trim();
        self.shown_if(text, shows);
        let letters = text.chars().count();
        let is_word = text.chars().all(char::is_alphabetic) && letters < WORD_LETTERS;
        if !shows && letters >= TEXT_LETTERS && !is_word {
            self.secrets.push(Secret { text: text.to_owned(), span, is_figure: false });
        }
    }

    fn figure(&mut self, amount: Money, span: Span, shows: bool) {
        if amount < Money(SMALLEST_AMOUNT.into()) {
            return;
        }
        for text in [amount.to_string(), amount.grouped()] {
            self.shown_if(&text, shows);
            if !shows {
                self.secrets.push(Secret { text, span, is_figure: true });
            }
        }
    }

    /// The secrets that do not also stand in what the client may see.
    fn secrets_not_shown(self) -> Vec<Secret> {
        let Some(search) = searcher(self.secrets.iter().map(|secret| secret.text.as_str())) else { return Vec::new() };
        let shown: BTreeSet<usize> =
            search.find_overlapping_iter(self.shown.as_bytes()).map(|hit| hit.pattern().as_usize()).collect();
        let kept = self.secrets.into_iter().enumerate().filter(|(index, _)| !shown.contains(index));
        kept.map(|(_, secret)| secret).collect()
    }
}
