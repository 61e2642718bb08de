//! Draws for the forecast: the same for the same run and item, on every machine.
//!
//! A draw is a hash of the run's number and the item's name, so that two revisions of a plan draw the same for what
//! they share. Durations follow the beta-PERT distribution by a table of its quantiles. The table is made of square
//! roots and the four basic operations alone, which IEEE 754 rounds the same everywhere; what is drawn is whole minutes.

use std::collections::BTreeMap;

/// Steps of the most likely value between the best and the worst.
const MODES: u64 = 256;
/// Cells in which the density is summed up, and steps of the quantiles.
const CELLS: usize = 1024;

/// A source of draws that belongs to one item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source(u64);

impl Source {
    /// The source of an item, by the names that tell it from all others (FNV-1a).
    pub(super) fn of(names: [&str; 3]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for byte in names.into_iter().flat_map(|name| name.bytes().chain([0])) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        Self(hash)
    }

    /// The draw of a run: 64 bits that look random (the mixing of SplitMix64).
    pub(super) fn draw(self, run: u64) -> u64 {
        mixed(self.0.wrapping_add(run.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    /// Whether something of that many percent happens in a run.
    pub(super) fn happens(self, run: u64, percent: u64) -> bool {
        (self.draw(run) >> 32) * 100 < percent << 32
    }
}

/// Spreads a number over all 64 bits.
pub(super) fn mixed(number: u64) -> u64 {
    let mixed = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// A length that is not known: best, most likely and worst, in minutes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Spread {
    best: i64,
    worst: i64,
    /// The place of its table.
    mode: u64,
}

impl Spread {
    /// The worst length.
    pub(super) fn worst(self) -> i64 {
        self.worst
    }
}

/// Quantiles of beta-PERT distributions, one table for each place of the most likely value.
#[derive(Debug)]
pub(super) struct Tables {
    /// The 64th roots of the grid from 0 to 1.
    roots: Vec<f64>,
    by_mode: BTreeMap<u64, Vec<u32>>,
}

impl Tables {
    pub(super) fn new() -> Self {
        let root = |step: usize| (0..6).fold(step as f64 / CELLS as f64, |value, _| value.sqrt());
        Self { roots: (0..=CELLS).map(root).collect(), by_mode: BTreeMap::new() }
    }

    /// A spread with its table made. None if all three are the same.
    pub(super) fn spread(&mut self, best: i64, likely: i64, worst: i64) -> Option<Spread> {
        let (best, worst) = (best.min(likely), worst.max(likely));
        if best == worst {
            return None;
        }
        let mode = (i128::from(likely - best) * i128::from(MODES) / i128::from(worst - best)) as u64;
        let roots = &self.roots;
        self.by_mode.entry(mode).or_insert_with(|| quantiles(roots, mode));
        Some(Spread { best, worst, mode })
    }

    /// The length that a draw stands for.
    pub(super) fn length(&self, spread: Spread, draw: u64) -> i64 {
        let table = &self.by_mode[&spread.mode];
        let (cell, rest) = ((draw >> 54) as usize, (draw >> 22) & 0xffff_ffff);
        let (from, to) = (u64::from(table[cell]), u64::from(table[cell + 1]));
        let share = from + (((to - from) * rest) >> 32);
        let whole = i128::from(spread.worst - spread.best) * i128::from(share);
        spread.best + ((whole + (1 << 31)) >> 32) as i64
    }
}

/// Where the distribution reaches each 1024th, in parts of 2^32 of the way from best to worst.
///
/// With `mode` as part of 256, the density is `x^(mode/64) * (1-x)^((256-mode)/64)`: alpha = 1 + 4(m-o)/(p-o) and
/// beta = 1 + 4(p-m)/(p-o).
fn quantiles(roots: &[f64], mode: u64) -> Vec<u32> {
    let density = |step: usize| power(roots[step], mode) * power(roots[CELLS - step], MODES - mode);
    let mut sums = vec![0.0_f64];
    for cell in 0..CELLS {
        sums.push(sums[cell] + (density(cell) + density(cell + 1)) / 2.0);
    }
    let mut cell = 0;
    let place = |step: usize| {
        let wanted = sums[CELLS] * step as f64 / CELLS as f64;
        while cell + 1 < CELLS && sums[cell + 1] < wanted {
            cell += 1;
        }
        let part = (wanted - sums[cell]) / (sums[cell + 1] - sums[cell]);
        let share = (cell as f64 + part.clamp(0.0, 1.0)) / CELLS as f64;
        (share * 4_294_967_296.0) as u32
    };
    (0..=CELLS).map(place).collect()
}

/// A whole power, by squaring.
fn power(base: f64, exponent: u64) -> f64 {
    let (mut result, mut square, mut left) = (1.0, base, exponent);
    while left > 0 {
        if left & 1 == 1 {
            result *= square;
        }
        square *= square;
        left >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_the_same_on_every_machine() {
        let source = Source::of(["northgate", "tasks", "pilot"]);
        assert_eq!(source.draw(0), 15_047_570_049_363_004_332);
        let mut tables = Tables::new();
        let spread = tables.spread(960, 1440, 2880).expect("it varies");
        let lengths: Vec<i64> = (0..6).map(|run| tables.length(spread, source.draw(run))).collect();
        // An exact integration of the density gives the same to the minute.
        assert_eq!(lengths, [1925, 1131, 1374, 1961, 2134, 1924]);
    }

    #[test]
    fn the_mean_is_that_of_pert_and_all_lies_between_best_and_worst() {
        let mut tables = Tables::new();
        for (best, likely, worst) in
            [(0, 600, 6000), (1000, 1000, 5000), (0, 4000, 4000), (2, 3, 100), (480, 960, 1440)]
        {
            let spread = tables.spread(best, likely, worst).expect("it varies");
            let source = Source::of(["a", "tasks", "b"]);
            let drawn: Vec<i64> = (0..20_000).map(|run| tables.length(spread, source.draw(run))).collect();
            assert!(drawn.iter().all(|length| (best..=worst).contains(length)));
            let mean = drawn.iter().sum::<i64>() as f64 / 20_000.0;
            let expected = (best + 4 * likely + worst) as f64 / 6.0;
            assert!((mean - expected).abs() < (worst - best) as f64 / 100.0, "{best} {likely} {worst}: {mean}");
        }
        assert_eq!(tables.spread(5, 5, 5), None);
        assert!(tables.spread(9, 5, 1).is_none(), "a senseless estimate counts as its likely value");
    }

    #[test]
    fn what_is_likely_happens_often() {
        let source = Source::of(["a", "risks", "late"]);
        let count = |percent| (0..10_000).filter(|run| source.happens(*run, percent)).count();
        assert!((2_850..3_150).contains(&count(30)) && count(0) == 0 && count(100) == 10_000);
    }
}
