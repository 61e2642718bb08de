//! The names of days that matter: each with a line that goes down, in lanes, so that no line crosses a name.
//!
//! Where a name has room at the left of its line it stands there, the latest in the lane at the top: a line then only
//! passes names that end before it. The earliest names have no room at their left; they stand at the right of their
//! lines, in lanes above all others, so that later lines begin below them. Computed for the narrowest plot: where a
//! plot is wider, names only move away from the lines of others.

use serde::Serialize;

use super::scale::Percent;
use super::{Label, NARROW, Stretch};

/// The pixels between a line and its name.
const GAP: i64 = 5;
/// The pixels of a letter of the size in pictures, rounded up; half a pixel more where it is bold.
const LETTER_HALVES: i64 = 13;
/// How many lines have names.
pub const MOST: usize = 6;

/// A day with a name, before it has a lane.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Where its line is.
    pub x: Percent,
    /// The band that begins there.
    pub band: Option<Stretch>,
    /// How the line looks; a class of the style sheet.
    pub look: &'static str,
    /// What it is called, which may be shortened.
    pub name: String,
    /// What follows the name always, such as its date.
    pub tail: String,
}

/// A name in its lane.
#[derive(Clone, Debug, Serialize)]
pub struct Flag {
    /// Where its line is.
    pub x: Percent,
    /// The band that begins there.
    pub band: Option<Stretch>,
    /// How the line looks.
    pub look: &'static str,
    /// The lane, from the top.
    pub lane: usize,
    /// Whether the name stands at the right of its line.
    pub is_right: bool,
    /// The name.
    pub label: Label,
}

/// Gives each name a lane of its own; the result is in the order of lanes.
#[must_use]
pub fn lanes(mut wanted: Vec<Wanted>) -> Vec<Flag> {
    wanted.sort_by_key(|flag| flag.x);
    wanted.truncate(MOST);
    let count_right = count_right(&wanted);
    let (right, left) = wanted.split_at(count_right);
    let line_before = right.last().map_or(0, |flag| flag.x.pixels(NARROW) + 2);
    let ordered = right.iter().map(|flag| (flag, true)).chain(left.iter().rev().map(|flag| (flag, false)));
    let flags = ordered.enumerate().map(|(lane, (flag, is_right))| Flag {
        x: flag.x,
        band: flag.band,
        look: flag.look,
        lane,
        is_right,
        label: Label::within(room(flag, is_right, line_before), &flag.name, &flag.tail),
    });
    flags.collect()
}

/// How many of the earliest stand at the right of their lines.
fn count_right(flags: &[Wanted]) -> usize {
    let mut count = 0_usize;
    for (index, flag) in flags.iter().enumerate() {
        let start = flag.x.pixels(NARROW) - GAP - width(&Label::within(usize::MAX, &flag.name, &flag.tail));
        let line_before = count.checked_sub(1).map_or(0, |last| flags[last].x.pixels(NARROW) + 2);
        // One that is wider than both sides stands where there is more room.
        if start < line_before && flag.x.pixels(NARROW) * 2 < NARROW + line_before {
            count = index + 1;
        }
    }
    count
}

/// The letters that fit at a side; `line_before` is where the last line begins whose name stands at the right.
fn room(flag: &Wanted, is_right: bool, line_before: i64) -> usize {
    let x = flag.x.pixels(NARROW);
    let pixels = if is_right { NARROW - x } else { x - line_before } - GAP;
    usize::try_from(pixels * 2 / LETTER_HALVES).unwrap_or(0)
}

/// The pixels of a text.
fn width(label: &Label) -> i64 {
    i64::try_from(label.letters()).unwrap_or(i64::MAX / LETTER_HALVES) * LETTER_HALVES / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Draws lanes for places in per cent and names of so many letters, and holds that no line meets a name.
    fn check(wanted: &[(i64, usize)]) -> Vec<Flag> {
        let flags = wanted.iter().map(|(x, length)| Wanted {
            x: Percent::of(*x, 100),
            band: None,
            look: "line",
            name: "n".repeat(*length),
            tail: String::new(),
        });
        let flags = lanes(flags.collect());
        for plot in [NARROW, 328, 600, 1000] {
            for flag in &flags {
                let (x, wide) = (flag.x.pixels(plot), width(&flag.label));
                let (from, to) = if flag.is_right { (x + GAP, x + GAP + wide) } else { (x - GAP - wide, x - GAP) };
                assert!(from >= -GAP && to <= plot + GAP, "{flag:?} leaves the plot of {plot}: {from} to {to}");
                for other in flags.iter().filter(|other| other.lane < flag.lane) {
                    let line = other.x.pixels(plot);
                    assert!(line < from || line > to, "{other:?} crosses {flag:?} at {plot}");
                }
            }
        }
        flags
    }

    #[test]
    fn the_latest_is_on_top_and_all_names_stand_left_of_their_lines() {
        let flags = check(&[(99, 19), (59, 24), (81, 26), (70, 28)]);
        assert!(flags.iter().all(|flag| !flag.is_right));
        assert_eq!(flags.iter().map(|flag| flag.x.pixels(100)).collect::<Vec<_>>(), [99, 81, 70, 59]);
    }

    #[test]
    fn a_name_without_room_at_the_left_stands_right_and_above() {
        let flags = check(&[(2, 20), (90, 20)]);
        assert_eq!((flags[0].x.pixels(100), flags[0].is_right, flags[1].is_right), (2, true, false));
    }

    #[test]
    fn no_line_ever_crosses_a_name() {
        let places = [0, 1, 2, 10, 33, 40, 49, 50, 51, 60, 77, 98, 100];
        for a in places {
            for b in places {
                for c in places {
                    for length in [3, 12, 20, 31, 60] {
                        check(&[(a, length), (b, 24), (c, 40 - length / 2)]);
                    }
                }
            }
        }
        check(&[(50, 20); 9]);
    }
}
