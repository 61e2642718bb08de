//! A comparison for a terminal, in the order in which a reviewer asks: who judges, what is not covered, what is, what
//! follows, and the rest.

use super::effects::{Row, rows};
use super::headline::headline;
use super::words::{self, JUDGE, Phrase, Piece};
use super::{BothPlaces, Compared};
use crate::diff::{Cover, Decided, Difference, Judged, ProjectReview};
use crate::document::keys::Class;
use crate::render::Look;
use crate::render::paint::{Tone, count};
use crate::render::sink::clean;

/// The whole comparison.
#[must_use]
pub fn review_text(compared: &Compared, look: &Look) -> String {
    let mut page = Page { out: String::new(), look, places: BothPlaces::new(compared) };
    for failure in compared.failures {
        page.line(&look.paint(Tone::Bad, &format!("planmark failed: {}", clean(failure))));
    }
    if !compared.review.outer.is_empty() {
        page.heading(Tone::Bold, "Portfolio");
        for difference in &compared.review.outer {
            page.difference(difference);
        }
    }
    for project in &compared.review.projects {
        page.project(project);
    }
    page.out
}

struct Page<'a> {
    out: String,
    look: &'a Look,
    places: BothPlaces<'a>,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn heading(&mut self, tone: Tone, text: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        let text = self.look.paint(tone, text);
        self.line(&text);
    }

    fn project(&mut self, project: &ProjectReview) {
        self.heading(Tone::Bold, &clean(&project.title));
        let line = self.say(&headline(project));
        self.line(&line);
        if project.is_editorial() {
            return;
        }
        let judged = &project.verdict.judged;
        let first: Vec<&Judged> = judged.iter().filter(|one| one.is_first).collect();
        self.section(
            "First: who judges, and by what. Nothing covers this; look at it yourself",
            Tone::Doubtful,
            &first,
        );
        let uncovered: Vec<&Judged> = judged.iter().filter(|one| one.is_uncovered() && !one.is_first).collect();
        self.section("Not covered by an approved change", Tone::Bad, &uncovered);
        self.covered(project);
        if let Some(effect) = &project.effect {
            self.effects(&rows(effect));
        }
        for (class, title) in
            [(Class::Forecast, "Forecast"), (Class::Record, "Record"), (Class::Editorial, "Words only")]
        {
            let of_class = |one: &&Judged| one.difference.class == class && !one.is_first;
            let shown: Vec<&Judged> = judged.iter().filter(of_class).collect();
            self.section(title, Tone::Bold, &shown);
        }
    }

    /// What is covered, by what covers it.
    fn covered(&mut self, project: &ProjectReview) {
        let judged = &project.verdict.judged;
        for decided in &project.verdict.decided {
            let of_change = |one: &&Judged| is_covered_by(one, &decided.change) && !one.is_first;
            let shown: Vec<&Judged> = judged.iter().filter(of_change).collect();
            let title = self.decided(decided);
            let tone = if decided.defect.is_some() { Tone::Doubtful } else { Tone::Good };
            self.out.push('\n');
            let title = self.look.paint(tone, &title);
            self.line(&title);
            self.differences(&shown);
        }
        let is_listed =
            |one: &Judged| project.verdict.decided.iter().any(|decided| is_covered_by(one, &decided.change));
        let is_other =
            |one: &&Judged| matches!(one.cover, Cover::Signature { .. } | Cover::NothingAgreed) && !is_listed(one);
        let mut titles: Vec<Phrase> = judged.iter().filter(is_other).map(|one| words::cover(&one.cover)).collect();
        titles.dedup();
        for title in titles {
            let of_title = |one: &&Judged| is_other(one) && words::cover(&one.cover) == title;
            let shown: Vec<&Judged> = judged.iter().filter(of_title).collect();
            let heading = capital(&self.plain(&title));
            self.section(&heading, Tone::Good, &shown);
        }
    }

    fn decided(&self, decided: &Decided) -> String {
        let mut text = format!("`{}` {}", clean(&decided.change), clean(&decided.title));
        match &decided.defect {
            None => {
                text.push_str(", approved");
                if let Some(by) = &decided.by {
                    text.push_str(&format!(" by {}", clean(by)));
                }
                if let Some(date) = decided.date {
                    text.push_str(&format!(" on {date}"));
                }
            }
            Some(defect) => text.push_str(&format!(": {}", self.plain(&words::defect(defect, JUDGE)))),
        }
        text
    }

    fn section(&mut self, title: &str, tone: Tone, shown: &[&Judged]) {
        if !shown.is_empty() {
            self.heading(tone, title);
            self.differences(shown);
        }
    }

    fn differences(&mut self, shown: &[&Judged]) {
        for judged in shown {
            self.difference(&judged.difference);
            if judged.is_uncovered() {
                let why = self.plain(&words::cover(&judged.cover));
                let why = self.look.paint(Tone::Dim, &format!("      {why}"));
                self.line(&why);
            }
        }
    }

    fn difference(&mut self, difference: &Difference) {
        let text = self.say(&words::difference(difference));
        let tone = match words::sign(difference) {
            "+" => Tone::Good,
            "-" => Tone::Bad,
            _ => Tone::Note,
        };
        let sign = self.look.paint(tone, words::sign(difference));
        let spot = self.places.spot(difference).map(|spot| self.look.paint(Tone::Dim, &format!("  {}", clean(&spot))));
        self.line(&format!("  {sign} {text}{}", spot.unwrap_or_default()));
    }

    fn effects(&mut self, rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        self.heading(Tone::Bold, "What follows");
        let names: Vec<String> = rows.iter().map(|row| self.plain(&row.what)).collect();
        let widest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        let arrow = self.look.either("→", "->");
        let between = |row: &Row| match (row.before.as_str(), row.after.as_str()) {
            ("", "") => String::new(),
            (before, after) if before == after => before.to_owned(),
            (before, after) => format!("{before} {arrow} {after}"),
        };
        let middle = rows.iter().map(|row| between(row).chars().count()).max().unwrap_or(0);
        for (row, name) in rows.iter().zip(&names) {
            self.line(&format!("  {name:widest$}  {:middle$}  {}", between(row), row.change));
        }
    }

    /// A phrase with its colours.
    fn say(&self, phrase: &Phrase) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Ours(text) => self.drawn(text),
            Piece::Name(text) => self.look.paint(Tone::Path, &format!("`{}`", clean(text))),
            Piece::Quote(text) => clean(text),
        };
        phrase.iter().map(piece).collect()
    }

    fn plain(&self, phrase: &Phrase) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Ours(text) => self.drawn(text),
            Piece::Name(text) => format!("`{}`", clean(text)),
            Piece::Quote(text) => clean(text),
        };
        phrase.iter().map(piece).collect()
    }

    fn drawn(&self, text: &str) -> String {
        text.replace("->", self.look.either("→", "->"))
    }
}

/// Whether a change request covers a difference, by what it names or by the signature on itself.
fn is_covered_by(judged: &Judged, change: &str) -> bool {
    match &judged.cover {
        Cover::Change(id) => id == change,
        Cover::Signature { of, .. } => of.strip_suffix(".decided") == Some(change),
        _ => false,
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The last line of a gate: what to do about what is not covered.
#[must_use]
pub fn gate_words(uncovered: usize) -> String {
    let them = if uncovered == 1 { "it" } else { "them" };
    format!(
        "{} not covered by an approved change: let a change request name {them} under `adds`, `modifies` or `removes`, \
         and somebody who may decide sign it: `planmark sign CHANGE.decided --by …`",
        count(uncovered, "difference")
    )
}
