//! Pictures as plain figures: places in per cent and pixels, texts, nothing of HTML.
//!
//! A picture is computed once for all widths: across in per cent of the plot, so that it stretches, and downwards in
//! pixels. Figures are whole hundredths of a per cent, computed without floats, so that every machine draws the same.

pub mod axis;
pub mod bars;
pub mod curve;
pub mod flags;
pub mod gantt;
pub mod load;
pub mod matrix;
pub mod scale;
pub mod spark;
pub mod trend;

use serde::Serialize;

use scale::Percent;

/// The narrowest plot that a picture must be readable on, in pixels: a screen of 320 without its margins.
pub const NARROW: i64 = 288;
/// The narrowest plot on a screen that is not a phone's.
pub const WIDE: i64 = 600;

/// A picture, with what it says in a sentence.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// Tells the picture from others on its page.
    pub id: &'static str,
    /// The message, in a sentence.
    pub title: String,
    /// What is drawn, and where the same figures stand as text.
    pub description: String,
    /// What the marks mean, with the value where there is one.
    pub key: Vec<Key>,
    /// What is drawn.
    pub picture: Picture,
}

/// What is drawn.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Picture {
    Gantt(gantt::Gantt),
    Curve(curve::Curve),
    Bars(bars::Bars),
    Trend(trend::Trend),
    Matrix(matrix::Matrix),
    Load(load::Load),
}

/// An entry of a key: a sample, what it means, and the value if it has one.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Key {
    /// `bar`, `line`, `diamond`, `hatch`, `disc` or `text`.
    pub shape: &'static str,
    /// A class of the style sheet; of a text the text.
    pub look: &'static str,
    pub label: String,
    pub value: String,
}

impl Key {
    fn new(shape: &'static str, look: &'static str, label: &str) -> Self {
        Self { shape, look, label: label.to_owned(), value: String::new() }
    }

    /// A bar.
    #[must_use]
    pub fn bar(look: &'static str, label: &str) -> Self {
        Self::new("bar", look, label)
    }

    /// A line.
    #[must_use]
    pub fn line(look: &'static str, label: &str) -> Self {
        Self::new("line", look, label)
    }

    /// A diamond.
    #[must_use]
    pub fn diamond(look: &'static str, label: &str) -> Self {
        Self::new("diamond", look, label)
    }

    /// A hatched field.
    #[must_use]
    pub fn hatch(look: &'static str, label: &str) -> Self {
        Self::new("hatch", look, label)
    }

    /// A disc.
    #[must_use]
    pub fn disc(look: &'static str, label: &str) -> Self {
        Self::new("disc", look, label)
    }

    /// A text that stands for itself.
    #[must_use]
    pub fn text(text: &'static str, label: &str) -> Self {
        Self::new("text", text, label)
    }

    /// With its value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = value.into();
        self
    }
}

/// A stretch from left to right. One that could become narrower than two pixels is drawn two pixels wide as well.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Stretch {
    pub x: Percent,
    pub width: Percent,
    /// Whether two pixels may be more than `width`.
    pub is_thin: bool,
}

impl Stretch {
    /// From one place to another one.
    #[must_use]
    pub fn between(from: Percent, to: Percent) -> Self {
        let width = to.minus(from);
        // Seven tenths of a per cent of the narrowest plot are two pixels.
        Self { x: from, width, is_thin: width < Percent::of(2, NARROW) }
    }
}

/// A text that is shortened where there is little room.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Label {
    /// What is always shown.
    pub head: String,
    /// What follows it where there is room; an ellipsis stands for it elsewhere.
    pub rest: String,
    /// What comes after that, always.
    pub tail: String,
}

impl Label {
    /// `name` and `tail` within about `room` letters, the name cut at a word if it must be.
    #[must_use]
    pub fn within(room: usize, name: &str, tail: &str) -> Self {
        let room = room.saturating_sub(letters(tail)).max(6);
        let name: String = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if letters(&name) <= room {
            return Self { head: name, rest: String::new(), tail: tail.to_owned() };
        }
        let mut end = 0;
        let mut word_end = 0;
        let mut used = 1;
        for (place, letter) in name.char_indices() {
            if letter == ' ' {
                word_end = place;
            }
            used += breadth(letter);
            if used > room {
                break;
            }
            end = place + letter.len_utf8();
        }
        // A long first word is cut inside rather than lost. An ellipsis follows no comma.
        let cut = if word_end * 2 >= end { word_end.min(end) } else { end };
        let cut = name[..cut].trim_end_matches([',', ';', ':']).len();
        let (head, rest) = name.split_at(cut);
        Self { head: head.to_owned(), rest: rest.to_owned(), tail: tail.to_owned() }
    }

    /// How broad it is at most where room is short, in letters.
    #[must_use]
    pub fn letters(&self) -> usize {
        letters(&self.head) + letters(&self.tail) + usize::from(!self.rest.is_empty())
    }
}

/// How broad a text is, in Latin letters.
#[must_use]
pub fn letters(text: &str) -> usize {
    text.chars().map(breadth).sum()
}

/// Letters of Asian scripts and pictographs take twice the room.
fn breadth(letter: char) -> usize {
    if letter >= '\u{1100}' { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(room: usize, name: &str, tail: &str) -> String {
        let label = Label::within(room, name, tail);
        assert_eq!(format!("{}{}", label.head, label.rest), name, "nothing is lost");
        assert!(label.letters() <= room.max(letters(tail) + 6), "{label:?}");
        label.head
    }

    #[test]
    fn a_name_is_cut_at_a_word_where_there_is_one() {
        assert_eq!(cut(40, "Headquarters live", ", 13 May"), "Headquarters live");
        assert_eq!(cut(22, "Hardware ready and design approved", ""), "Hardware ready and");
        assert_eq!(cut(20, "Firewallumstellungsgenehmigung im Haus", ", 13 May"), "Firewallums");
        assert_eq!(cut(10, "防火墙更换工程计划", ""), "防火墙更");
    }

    #[test]
    fn what_could_be_too_thin_says_so() {
        let day = |days: i64| Stretch::between(Percent::of(0, days), Percent::of(1, days));
        assert!(!day(91).is_thin);
        assert!(day(400).is_thin);
    }
}
