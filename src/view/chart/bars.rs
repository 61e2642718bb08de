//! Money as bars from 0 on one scale: what was agreed, what changes added or took away, what is proposed, what is
//! spent.

use serde::Serialize;

use super::scale::{Percent, Sums};
use super::{NARROW, Stretch, WIDE, letters};
use crate::value::Money;

/// The height of a row with its name, in pixels.
const ROW: i64 = 48;
/// Where the bar of a row begins, below the row's upper edge.
const BAR_TOP: i64 = 20;
/// The height of a bar in a row.
const BAR: i64 = 18;
/// The height of the bar that stands alone.
const ONE: i64 = 26;
/// What spending takes of a bar's height, in per cent.
const SPENT_SHARE: i64 = 40;

/// The sums of a bar; none is negative.
#[derive(Clone, Copy, Debug, Default)]
pub struct Amounts {
    /// What was agreed at the start.
    pub agreed: Money,
    /// What approved changes added.
    pub added: Money,
    /// What approved changes took away.
    pub removed: Money,
    /// What proposed changes would add.
    pub proposed: Money,
    /// What is spent.
    pub spent: Money,
}

impl Amounts {
    /// What is agreed now.
    #[must_use]
    pub fn now(&self) -> Money {
        self.agreed + self.added - self.removed
    }

    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self {
            agreed: self.agreed + other.agreed,
            added: self.added + other.added,
            removed: self.removed + other.removed,
            proposed: self.proposed + other.proposed,
            spent: self.spent + other.spent,
        }
    }

    /// Whether there is nothing to draw.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.largest() == Money::ZERO
    }

    fn largest(&self) -> Money {
        (self.agreed + self.added + self.proposed).max(self.spent)
    }
}

/// A piece of a bar, with its place in pixels from the top of the picture.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Piece {
    /// `base`, `added`, `removed`, `proposed` or `spent`.
    pub look: &'static str,
    pub at: Stretch,
    pub y: i64,
    pub height: i64,
}

/// A text at a place.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Note {
    pub x: Percent,
    pub y: i64,
    pub strong: String,
    pub text: String,
    /// Whether it ends at its place rather than to begin there.
    pub is_end: bool,
    /// `wide` or `narrow`, if it is for such screens alone.
    pub only: &'static str,
}

/// Bars with their scale.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Bars {
    pub height: i64,
    /// The height of the scale's lines.
    pub plot: i64,
    pub pieces: Vec<Piece>,
    pub notes: Vec<Note>,
    /// Where the scale has lines.
    pub lines: Vec<Percent>,
    /// Where the cap is, from one height to another one.
    pub cap: Option<(Percent, i64, i64)>,
}

/// One bar a row; `figure` writes a sum at the scale.
#[must_use]
pub fn rows(rows: &[(String, String, Amounts)], figure: &dyn Fn(Money) -> String) -> Bars {
    let largest = rows.iter().map(|(_, _, amounts)| amounts.largest()).max().unwrap_or_default();
    let scale = Sums::to_line(largest);
    let plot = rows.len() as i64 * ROW - 6;
    let mut bars =
        Bars { height: plot + 22, plot, pieces: Vec::new(), notes: Vec::new(), lines: Vec::new(), cap: None };
    for (index, (name, words, amounts)) in rows.iter().enumerate() {
        let top = index as i64 * ROW;
        bars.pieces.extend(pieces(amounts, &scale, top + BAR_TOP, BAR));
        bars.notes.push(Note { strong: name.clone(), ..note(Percent::default(), top + 14, words.clone()) });
    }
    bars.lines.push(Percent::default());
    bars.notes.push(note(Percent::default(), plot + 18, "0".to_owned()));
    let lines = scale.lines();
    let longest = lines.iter().map(|sum| letters(&figure(*sum))).max().unwrap_or(0) as i64;
    let is_crowded = scale.at(scale.step).pixels(NARROW) < longest * 7 + 8;
    for (index, sum) in lines.iter().enumerate() {
        bars.lines.push(scale.at(*sum));
        let only = if is_crowded && (lines.len() - 1 - index) % 2 == 1 { "wide" } else { "" };
        bars.notes.push(Note { is_end: true, only, ..note(scale.at(*sum), plot + 18, figure(*sum)) });
    }
    bars
}

/// The words of the bar that stands alone.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Names {
    pub spent: String,
    pub agreed: String,
    pub cap: String,
}

/// All sums in one bar, with the cap.
#[must_use]
pub fn one(amounts: &Amounts, cap: Option<Money>, names: Names) -> Bars {
    let largest = amounts.largest().max(cap.unwrap_or_default());
    let scale = Sums { top: largest.max(Money(crate::value::Decimal::ONE)), step: largest };
    let top = if cap.is_some() { 20 } else { 2 };
    let bottom = top + ONE;
    let mut bars = Bars {
        height: bottom + 20,
        plot: 0,
        pieces: pieces(amounts, &scale, top, ONE),
        notes: Vec::new(),
        lines: Vec::new(),
        cap: cap.map(|cap| (scale.at(cap), top - 4, bottom + 5)),
    };
    if let Some(cap) = cap {
        bars.notes.push(ending(scale.at(cap), 12, names.cap));
    }
    let spent = ending(scale.at(amounts.spent), bottom + 16, names.spent);
    let mut agreed = ending(scale.at(amounts.now()), bottom + 16, names.agreed);
    if meet(&spent, &agreed, WIDE) {
        agreed.y += 17;
        bars.height += 17;
        bars.notes.push(spent);
    } else if meet(&spent, &agreed, NARROW) {
        bars.notes.push(Note { x: Percent::default(), is_end: false, only: "narrow", ..spent.clone() });
        bars.notes.push(Note { only: "wide", ..spent });
    } else {
        bars.notes.push(spent);
    }
    agreed.text = std::mem::take(&mut agreed.strong);
    bars.notes.push(agreed);
    bars
}

fn note(x: Percent, y: i64, text: String) -> Note {
    Note { x, y, strong: String::new(), text, is_end: false, only: "" }
}

/// A text that ends at a place, or begins at the left edge where it has no room.
fn ending(x: Percent, y: i64, strong: String) -> Note {
    let width = letters(&strong) as i64 * 7;
    let is_end = x.pixels(NARROW) >= width;
    Note { x: if is_end { x } else { Percent::default() }, y, strong, text: String::new(), is_end, only: "" }
}

/// Whether two texts in a line come too near in a plot of so many pixels.
fn meet(one: &Note, other: &Note, plot: i64) -> bool {
    let edges = |note: &Note| {
        let (x, width) = (note.x.pixels(plot), letters(&note.strong) as i64 * 7);
        if note.is_end { (x - width, x) } else { (x, x + width) }
    };
    let (one, other) = (edges(one), edges(other));
    other.0 < one.1 + 8 && one.0 < other.1 + 8
}

fn pieces(amounts: &Amounts, scale: &Sums, y: i64, height: i64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut add = |look, from: Money, to: Money, y: i64, height: i64| {
        if to > from {
            pieces.push(Piece { look, at: Stretch::between(scale.at(from), scale.at(to)), y, height });
        }
    };
    let all = amounts.agreed + amounts.added;
    add("base", Money::ZERO, amounts.agreed, y, height);
    add("added", amounts.agreed, all, y, height);
    add("removed", amounts.now().max(Money::ZERO), all, y, height);
    add("proposed", all, all + amounts.proposed, y, height);
    let thick = height * SPENT_SHARE / 100;
    add("spent", Money::ZERO, amounts.spent, y + (height - thick) / 2, thick);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Decimal;

    fn amounts(sums: [i64; 5]) -> Amounts {
        let [agreed, added, removed, proposed, spent] = sums.map(|sum| Money(Decimal::from(sum)));
        Amounts { agreed, added, removed, proposed, spent }
    }

    fn drawn(bars: &Bars) -> String {
        let piece = |piece: &Piece| format!("{} {}+{}", piece.look, piece.at.x, piece.at.width);
        bars.pieces.iter().map(piece).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_line_that_ran_over_enters_the_part_of_the_change() {
        let row = ("Hardware".to_owned(), String::new(), amounts([7_800, 1_450, 0, 2_300, 8_050]));
        let labour = ("Labour".to_owned(), String::new(), amounts([14_160, 0, 0, 0, 7_920]));
        let bars = rows(&[row, labour], &|sum| sum.grouped());
        assert_eq!(
            drawn(&bars),
            "base 0%+52%, added 52%+9.67%, proposed 61.67%+15.33%, spent 0%+53.67%, base 0%+94.4%, spent 0%+52.8%"
        );
        assert_eq!(bars.lines.len(), 4, "from 0 to 15,000");
    }

    #[test]
    fn one_bar_names_its_ends_without_collision() {
        let names = || Names { spent: "Spent 23,470".into(), agreed: "Agreed 33,410".into(), cap: "Cap 34,000".into() };
        let cap = Some(Money(Decimal::from(34_000)));
        let notes = |spent: i64| {
            let bars = one(&amounts([31_960, 1_450, 0, 2_300, spent]), cap, names());
            bars.notes.iter().map(|note| format!("{}{}", note.y, note.only)).collect::<Vec<_>>()
        };
        assert_eq!(notes(15_000), ["12", "62", "62"]);
        assert_eq!(notes(23_470), ["12", "62narrow", "62wide", "62"], "a phone shows it at the left");
        assert_eq!(notes(32_000), ["12", "62", "79"], "no width has room for both in a line");
        let bars = one(&amounts([0, 0, 0, 0, 0]), None, names());
        assert!(bars.pieces.is_empty() && bars.notes.iter().all(|note| !note.is_end));
    }

    #[test]
    fn what_was_taken_away_is_inside_the_bar() {
        let bars = one(&amounts([100, 0, 30, 0, 10]), None, Names::default());
        assert_eq!(drawn(&bars), "base 0%+100%, removed 70%+30%, spent 0%+10%");
    }
}
