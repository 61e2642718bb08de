//! From days and money to places in a picture, in whole hundredths of a per cent.

use serde::{Serialize, Serializer};

use crate::value::{Date, Decimal, Money};

/// A sum that no scale goes beyond.
const LARGEST: i64 = 1_000_000_000_000_000_000;

/// A place or a length in a plot, in hundredths of a per cent, from 0 to 100 %.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct Percent(i32);

impl Percent {
    /// All of it.
    pub const WHOLE: Self = Self(10_000);

    /// A part of a whole, rounded, held between 0 and 100 %. Of nothing it is 0.
    #[must_use]
    pub fn of(part: i64, whole: i64) -> Self {
        if whole <= 0 {
            return Self(0);
        }
        let (part, whole) = (i128::from(part.clamp(0, whole)), i128::from(whole));
        Self(((part * 20_000 + whole) / (whole * 2)) as i32)
    }

    /// A sum of money as a part of another one.
    #[must_use]
    pub fn of_money(part: Money, whole: Money) -> Self {
        Self::of(millionths(part, whole), 1000 * 1000)
    }

    /// What is left after `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }

    /// The rest of the whole.
    #[must_use]
    pub fn rest(self) -> Self {
        Self(10_000 - self.0)
    }

    /// The place in a plot of that many pixels, rounded down.
    #[must_use]
    pub fn pixels(self, plot: i64) -> i64 {
        i64::from(self.0) * plot / 10_000
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, part) = (self.0 / 100, self.0 % 100);
        match part {
            0 => write!(out, "{whole}%"),
            _ if part % 10 == 0 => write!(out, "{whole}.{}%", part / 10),
            _ => write!(out, "{whole}.{part:02}%"),
        }
    }
}

impl Serialize for Percent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A part of a whole in millionths, from none to all of it.
fn millionths(part: Money, whole: Money) -> i64 {
    let share = part.0.checked_div(whole.0).unwrap_or(Decimal::ZERO).clamp(Decimal::ZERO, Decimal::ONE);
    i64::try_from((share * Decimal::from(1_000_000)).round()).unwrap_or(0)
}

/// The days that a picture shows, from the first to the last one.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day; never before the first.
    pub last: Date,
}

impl Days {
    /// Whole weeks, Monday to Sunday, around both days.
    #[must_use]
    pub fn of_weeks(first: Date, last: Date) -> Self {
        let last = last.max(first);
        let days_before = first.weekday().index() as i32;
        let days_after = 6 - last.weekday().index() as i32;
        Self { first: first.add_days(-days_before), last: last.add_days(days_after) }
    }

    /// How many days there are.
    #[must_use]
    pub fn count(&self) -> i64 {
        i64::from(self.first.days_until(self.last)) + 1
    }

    /// Where a day begins.
    #[must_use]
    pub fn start_of(&self, day: Date) -> Percent {
        Percent::of(i64::from(self.first.days_until(day)), self.count())
    }

    /// Where a day ends.
    #[must_use]
    pub fn end_of(&self, day: Date) -> Percent {
        Percent::of(i64::from(self.first.days_until(day)) + 1, self.count())
    }

    /// Where a day has its noon: the place of a mark that means the day.
    #[must_use]
    pub fn middle_of(&self, day: Date) -> Percent {
        Percent::of(2 * i64::from(self.first.days_until(day)) + 1, 2 * self.count())
    }

    /// Whether a day is among them.
    #[must_use]
    pub fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The pixels that so many days take in a plot.
    #[must_use]
    pub fn pixels(&self, days: i64, plot: i64) -> i64 {
        days * plot / self.count()
    }
}

/// Money from 0 upwards, with lines at round sums.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sums {
    /// The end of the scale.
    pub top: Money,
    /// From one line to the next: 1, 2 or 5 times a power of ten.
    pub step: Money,
}

impl Sums {
    /// A scale for sums up to `largest` with three to five lines that ends at a line.
    #[must_use]
    pub fn to_line(largest: Money) -> Self {
        let scale = Self::just_over(largest);
        let mut top = scale.step;
        while top < largest && top < scale.top {
            top += scale.step;
        }
        Self { top, ..scale }
    }

    /// A scale with three to five lines that ends just over `largest`.
    #[must_use]
    pub fn just_over(largest: Money) -> Self {
        // No plan of people costs more than that, and the sums below stay inside what a decimal holds.
        let largest = largest.0.clamp(Decimal::ONE, Decimal::from(LARGEST));
        let top = largest + largest / Decimal::from(30);
        let mut power = Decimal::new(1, 1);
        while power * Decimal::TEN <= largest {
            power *= Decimal::TEN;
        }
        let steps = [(2, 1), (5, 1), (1, 0), (2, 0)].map(|(digit, scale)| power * Decimal::new(digit, scale));
        let fits = |step: &Decimal| top / *step < Decimal::from(6);
        Self { top: Money(top), step: Money(steps.into_iter().find(fits).unwrap_or(power)) }
    }

    /// Where a sum is, from 0.
    #[must_use]
    pub fn at(&self, sum: Money) -> Percent {
        Percent::of_money(sum, self.top)
    }

    /// Where a sum is on a scale of a thousand units, counted from the top.
    #[must_use]
    pub fn down(&self, sum: Money) -> i64 {
        1000 - (millionths(sum, self.top) + 500) / 1000
    }

    /// The round sums with a line, without 0.
    #[must_use]
    pub fn lines(&self) -> Vec<Money> {
        let mut lines = Vec::new();
        let mut sum = self.step;
        while sum <= self.top && lines.len() < 20 {
            lines.push(sum);
            sum += self.step;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn shares_are_written_short_and_held_inside() {
        let text = |part, whole| Percent::of(part, whole).to_string();
        assert_eq!((text(1, 3), text(1, 2), text(1, 8)), ("33.33%".into(), "50%".into(), "12.5%".into()));
        assert_eq!((text(-4, 3), text(9, 3), text(1, 0)), ("0%".into(), "100%".into(), "0%".into()));
        assert_eq!(text(i64::MAX, i64::MAX), "100%");
    }

    #[test]
    fn days_are_whole_weeks() {
        let days = Days::of_weeks(day("2026-03-03"), day("2026-05-29"));
        assert_eq!((days.first, days.last, days.count()), (day("2026-03-02"), day("2026-05-31"), 91));
        assert_eq!(days.start_of(day("2026-03-02")), Percent::of(0, 1));
        assert_eq!(days.end_of(day("2026-05-31")), Percent::WHOLE);
        assert_eq!(days.end_of(day("2026-03-08")), Percent::of(1, 13));
        let whole = Days::of_weeks(Date::MIN, Date::MAX);
        assert_eq!(whole.end_of(Date::MAX), Percent::WHOLE);
        assert_eq!(Days::of_weeks(day("2026-03-03"), day("2025-03-03")).count(), 7);
    }

    #[test]
    fn money_has_three_to_five_round_lines() {
        for (largest, step, lines) in
            [(34_000, 10_000, 3), (14_160, 5_000, 2), (10_000, 2_000, 5), (999, 200, 5), (1, 0, 5), (5_900, 2_000, 3)]
        {
            let scale = Sums::just_over(Money(Decimal::from(largest)));
            assert!(step == 0 || scale.step == Money(Decimal::from(step)), "{largest}: {:?}", scale.step);
            assert_eq!(scale.lines().len(), lines, "{largest}");
            assert!(scale.top.0 > Decimal::from(largest));
            assert_eq!((scale.down(Money::ZERO), scale.down(scale.top)), (1000, 0));
        }
        assert_eq!(Sums::to_line(Money(Decimal::from(14_160))).top, Money(Decimal::from(15_000)));
        assert!(Sums::to_line(Money(Decimal::MAX)).lines().len() <= 10);
        assert_eq!(Sums::to_line(Money::ZERO).down(Money::ZERO), 1000);
    }
}
