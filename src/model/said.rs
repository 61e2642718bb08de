//! Everything that a project says, with who may see it: one walk for the rules of privacy and the leak check.

use std::borrow::Cow;
use std::ops::Range;

use super::Project;
use super::item::Base;
use crate::document::Prose;
use crate::document::fields::{Record, Value};
use crate::document::keys::{Audience, Register};
use crate::text::{Search, SourceSet, Span};
use crate::value::Money;

/// What was said.
#[derive(Clone, Debug)]
pub enum Words<'a> {
    /// A text.
    Text(Cow<'a, str>),
    /// A number or an amount.
    Figure(Money),
}

/// Something that the plan says.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    /// What.
    pub words: Words<'a>,
    /// Where.
    pub span: Span,
    /// The item, if it is said of one.
    pub item: Option<&'a Base>,
    /// The key, `body` for prose, `id` for the id.
    pub key: &'static str,
    /// Whether the client sees it.
    pub shows: bool,
}

impl Said<'_> {
    /// The text; empty for a figure.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.words {
            Words::Text(text) => text,
            Words::Figure(_) => "",
        }
    }

    /// The place of a part of the text: exact where the file says it letter by letter, else the whole value.
    #[must_use]
    pub fn part(&self, range: Range<usize>, sources: &SourceSet) -> Span {
        let written = sources.text(self.span);
        let Some(offset) = written.find(self.text()).filter(|_| !self.text().is_empty()) else { return self.span };
        let start = self.span.start as usize + offset;
        Span::new(self.span.file, start + range.start, start + range.end)
    }
}

/// What the client reads of a project, ready to be searched for words.
#[derive(Debug)]
pub struct Shown {
    /// All texts in ASCII lower case, an end of line after each.
    lower: String,
    /// Where each ends in `lower`, and its place in all that is said.
    parts: Vec<(usize, usize)>,
}

impl Shown {
    /// The texts that the client reads.
    #[must_use]
    pub fn of(said: &[Said]) -> Self {
        let mut shown = Self { lower: String::new(), parts: Vec::new() };
        let is_shown = |(_, one): &(usize, &Said)| one.shows && !one.text().is_empty();
        for (place, one) in said.iter().enumerate().filter(is_shown) {
            shown.lower.push_str(one.text());
            shown.lower.push('\n');
            shown.parts.push((shown.lower.len(), place));
        }
        shown.lower.make_ascii_lowercase();
        shown
    }

    /// Every place where a word stands on its own: what says it, which word, and where in its text. `said` is what this
    /// was made of.
    #[must_use]
    pub fn find<'a, 's>(&self, said: &'s [Said<'a>], search: &Search) -> Vec<(&'s Said<'a>, usize, Range<usize>)> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(hit) = search.sift(&self.lower, from).filter(|hit| hit.start < self.lower.len()) {
            let first = self.parts.partition_point(|(end, _)| *end <= hit.start);
            from = self.lower.len();
            // A word with an end of line in it can seem to stand in two texts; then both are looked at.
            for (end, place) in &self.parts[first..] {
                let one = &said[*place];
                found.extend(search.alone(one.text()).map(|(word, range)| (one, word, range)));
                from = *end;
                if *end >= hit.end {
                    break;
                }
            }
        }
        found
    }
}

impl Project {
    /// Everything that the project says, in the order of registers and items.
    #[must_use]
    pub fn said(&self) -> Vec<Said<'_>> {
        let mut walk = Walk { all: Vec::new(), item: None };
        walk.record(&self.charter.record, true);
        walk.record(&self.scope.record, true);
        walk.prose(&self.charter.body, true);
        walk.prose(&self.scope.body, true);
        for base in self.all_bases() {
            walk.of_item(base);
        }
        walk.item = None;
        for prose in &self.prose {
            walk.prose(prose, false);
        }
        walk.all
    }
}

struct Walk<'a> {
    all: Vec<Said<'a>>,
    item: Option<&'a Base>,
}

impl<'a> Walk<'a> {
    fn add(&mut self, words: Words<'a>, span: Span, key: &'static str, shows: bool) {
        self.all.push(Said { words, span, item: self.item, key, shows });
    }

    fn text(&mut self, text: &'a str, span: Span, key: &'static str, shows: bool) {
        self.add(Words::Text(Cow::Borrowed(text)), span, key, shows);
    }

    fn of_item(&mut self, base: &'a Base) {
        let shows = base.is_for_client();
        self.item = Some(base);
        self.text(base.id(), base.id.span, "id", shows);
        self.record(&base.record, shows);
        // Minutes are for the client only where the meeting itself says so.
        let shows_body = shows && (base.register != Register::Meetings || base.record.says("audience"));
        self.prose(&base.body, shows_body);
    }

    fn record(&mut self, record: &'a Record, shows: bool) {
        for field in &record.fields {
            // The figures of a snapshot are computed from the plan, and charts show them.
            if field.key.name != "snapshot" {
                let shows = shows && field.key.audience == Audience::Client;
                self.value(&field.value.value, field.value.span, field.key.name, shows);
            }
        }
    }

    fn value(&mut self, value: &'a Value, span: Span, key: &'static str, shows: bool) {
        match value {
            Value::Text(text) | Value::Reference(text) | Value::None(text) => self.text(text, span, key, shows),
            Value::Choice(word) => self.text(word, span, key, shows),
            Value::Money(amount) => self.add(Words::Figure(*amount), span, key, shows),
            Value::Number(number) => self.add(Words::Figure(Money(*number)), span, key, shows),
            Value::Integer(number) => self.add(Words::Figure(Money((*number).into())), span, key, shows),
            Value::List(values) => values.iter().for_each(|value| self.value(&value.value, value.span, key, shows)),
            Value::Record(record) => self.record(record, shows),
            Value::Lines(lines) => lines.iter().for_each(|line| {
                self.text(&line.id.value, line.id.span, key, shows);
                self.record(&line.record, shows);
            }),
            Value::ById(values) => {
                values.iter().for_each(|(_, value)| self.value(&value.value, value.span, key, shows))
            }
            Value::Waivers(waivers) => {
                waivers.iter().for_each(|(_, reason)| self.text(&reason.value, reason.span, key, shows));
            }
            _ => {}
        }
    }

    fn prose(&mut self, prose: &'a Prose, shows: bool) {
        if !prose.has_internal() {
            for run in prose.runs() {
                self.text(run.text.value, run.text.span, "body", shows && !run.is_comment);
            }
            return;
        }
        for run in prose.without_internal().runs() {
            let words = Words::Text(Cow::Owned(run.text.value.to_owned()));
            self.add(words, run.text.span, "body", shows && !run.is_comment);
        }
        for text in prose.internal_texts() {
            for line in text.lines() {
                let line = line.trim_matches(['-', '*', '#', '>', ' ', '\t']);
                self.add(Words::Text(Cow::Borrowed(line)), prose.extent(), "body", false);
            }
        }
    }
}
