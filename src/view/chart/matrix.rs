//! Risks by probability and effect: five by five cells with numbered discs and two lines, from where on to watch and
//! from where on to act.

use serde::Serialize;

use super::scale::Percent;

/// The height of a cell in pixels.
pub const CELL: i64 = 56;
/// Discs that fit side by side in a cell of a phone.
const SIDE_BY_SIDE: usize = 2;
/// Discs in a cell of which the rest is counted.
const MOST: usize = 4;

/// A risk with its levels, each from 1 to 5.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Risk {
    pub probability: i64,
    pub impact: i64,
    pub is_open: bool,
}

/// A numbered disc; without a number it says how many more there are.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Disc {
    pub x: Percent,
    /// From the middle of the cell, in pixels.
    pub dx: i64,
    pub y: i64,
    pub text: String,
    /// `open`, `ahead` for one that is no longer open, or `more`.
    pub look: &'static str,
}

/// A piece of a stair line.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Piece {
    pub look: &'static str,
    pub from: (Percent, i64),
    pub to: (Percent, i64),
}

/// The matrix. Words at the axes are the page's.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Matrix {
    pub height: i64,
    pub discs: Vec<Disc>,
    pub stairs: Vec<Piece>,
    /// Probability: from rare to almost sure, with the middle of each column.
    pub across: Vec<(Percent, String)>,
    /// The worst effect and the slightest.
    pub upwards: (String, String),
}

/// The matrix of risks; the first has number 1.
#[must_use]
pub fn matrix(risks: &[Option<Risk>], across: [String; 5], upwards: (String, String)) -> Matrix {
    let mut discs = Vec::new();
    for probability in 1..=5 {
        for impact in 1..=5 {
            let here: Vec<(usize, &Risk)> = risks
                .iter()
                .enumerate()
                .filter_map(|(index, risk)| Some((index + 1, risk.as_ref()?)))
                .filter(|(_, risk)| risk.probability == probability && risk.impact == impact)
                .collect();
            discs.extend(cell(probability, impact, &here));
        }
    }
    let middles = across.into_iter().enumerate().map(|(index, word)| (Percent::of(2 * index as i64 + 1, 10), word));
    Matrix {
        height: 5 * CELL,
        discs,
        stairs: [stair(8, "deadline"), stair(15, "act")].concat(),
        across: middles.collect(),
        upwards,
    }
}

fn cell(probability: i64, impact: i64, here: &[(usize, &Risk)]) -> Vec<Disc> {
    let shown = if here.len() > MOST { MOST - 1 } else { here.len() };
    let more = here.len() - shown;
    let all = shown + usize::from(more > 0);
    let x = Percent::of(2 * probability - 1, 10);
    let middle = (5 - impact) * CELL + CELL / 2;
    let place = |index: usize| {
        let in_line =
            if all > SIDE_BY_SIDE && index >= SIDE_BY_SIDE { all - SIDE_BY_SIDE } else { all.min(SIDE_BY_SIDE) };
        let dx = (2 * (index % SIDE_BY_SIDE) as i64 + 1 - in_line as i64) * 13;
        let y = if all > SIDE_BY_SIDE { middle - 13 + 26 * (index / SIDE_BY_SIDE) as i64 } else { middle };
        (dx, y)
    };
    let disc = |(index, (number, risk)): (usize, &(usize, &Risk))| {
        let (dx, y) = place(index);
        Disc { x, dx, y, text: number.to_string(), look: if risk.is_open { "open" } else { "ahead" } }
    };
    let mut discs: Vec<Disc> = here.iter().take(shown).enumerate().map(disc).collect();
    if more > 0 {
        let (dx, y) = place(shown);
        discs.push(Disc { x, dx, y, text: format!("+{more}"), look: "more" });
    }
    discs
}

/// The line between cells whose score is below `limit` and the rest.
fn stair(limit: i64, look: &'static str) -> Vec<Piece> {
    let column = |probability: i64| Percent::of(probability, 5);
    // The lowest effect in each column that reaches the limit; above 5 if none does.
    let lowest = |probability: i64| (limit + probability - 1) / probability;
    let height = |impact: i64| (6 - impact.min(6)) * CELL;
    let mut pieces = Vec::new();
    for probability in 1..=5 {
        let y = height(lowest(probability));
        let before = if probability == 1 { 0 } else { height(lowest(probability - 1)) };
        if y > before {
            pieces.push(Piece { look, from: (column(probability - 1), before), to: (column(probability - 1), y) });
        }
        if y > 0 {
            pieces.push(Piece { look, from: (column(probability - 1), y), to: (column(probability), y) });
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(risks: &[(i64, i64, bool)]) -> Matrix {
        let risk = |(probability, impact, is_open): &(i64, i64, bool)| {
            Some(Risk { probability: *probability, impact: *impact, is_open: *is_open })
        };
        let risks: Vec<Option<Risk>> = risks.iter().map(risk).collect();
        matrix(&risks, ["a", "b", "c", "d", "e"].map(str::to_owned), (String::new(), String::new()))
    }

    #[test]
    fn a_disc_is_in_its_cell() {
        let matrix = drawn(&[(4, 3, false), (3, 4, true)]);
        let at: Vec<_> =
            matrix.discs.iter().map(|disc| (disc.x.to_string(), disc.y, disc.text.as_str(), disc.look)).collect();
        assert_eq!(at, [("50%".to_owned(), 84, "2", "open"), ("70%".to_owned(), 140, "1", "ahead")]);
    }

    #[test]
    fn many_in_a_cell_do_not_meet_and_the_rest_is_counted() {
        for count in 1..9 {
            let matrix = drawn(&vec![(5, 5, true); count]);
            assert!(matrix.discs.len() <= MOST);
            for (index, disc) in matrix.discs.iter().enumerate() {
                assert!(disc.dx.abs() <= 14 && (14..=CELL - 14).contains(&disc.y), "{disc:?} leaves its cell");
                for other in &matrix.discs[..index] {
                    assert!((disc.dx - other.dx).abs() >= 24 || (disc.y - other.y).abs() >= 24, "{disc:?} {other:?}");
                }
            }
        }
        assert_eq!(drawn(&[(5, 5, true); 9]).discs.last().map(|disc| disc.text.as_str()), Some("+6"));
    }

    #[test]
    fn the_stairs_part_the_scores() {
        let watch: Vec<_> =
            stair(8, "watch").into_iter().map(|piece| (piece.to.0.to_string(), piece.to.1 / CELL)).collect();
        // 1x8 no; 2x4, 3x3, 4x2, 5x2.
        assert_eq!(
            watch,
            [("20%", 2), ("40%", 2), ("40%", 3), ("60%", 3), ("60%", 4), ("80%", 4), ("100%", 4)]
                .map(|(x, y)| (x.to_owned(), y))
        );
        let act: Vec<_> =
            stair(15, "act").into_iter().map(|piece| (piece.to.0.to_string(), piece.to.1 / CELL)).collect();
        assert_eq!(
            act,
            [("40%", 1), ("60%", 1), ("60%", 2), ("80%", 2), ("80%", 3), ("100%", 3)].map(|(x, y)| (x.to_owned(), y))
        );
    }

    #[test]
    fn levels_outside_of_the_matrix_are_not_drawn() {
        assert!(drawn(&[(0, 3, true), (6, 1, true), (i64::MAX, i64::MIN, true)]).discs.is_empty());
    }
}
