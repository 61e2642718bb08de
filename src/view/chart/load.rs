//! Days of work that people are asked for by week, against those that they have: for the provider's own pages.

use serde::Serialize;

use super::scale::Percent;
use super::{NARROW, letters};
use crate::value::Decimal;

/// The height of a full week in pixels.
const FULL: i64 = 26;
/// The height of the largest bar; what is beyond is cut, and its figure tells.
const HIGHEST: i64 = 3 * FULL;

/// A week of a person, in days of work.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Week {
    pub booked: Decimal,
    /// How much of that is more than there is on its day.
    pub over: Decimal,
    pub has: Decimal,
    /// The days asked for in words.
    pub text: String,
}

/// A bar of a week. Heights are in pixels, from the base upwards.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Bar {
    pub x: Percent,
    pub width: Percent,
    pub within: i64,
    pub over: i64,
    /// Where the days that the person has end; None in a week without any.
    pub has: Option<i64>,
    /// The whole week.
    pub from: Percent,
    pub to: Percent,
    pub middle: Percent,
    pub text: String,
    pub is_over: bool,
    /// Whether a narrow screen leaves the figure out.
    pub is_wide: bool,
}

/// The strip of a person.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Strip {
    pub name: String,
    pub height: i64,
    pub bars: Vec<Bar>,
}

/// All strips, with the days on which weeks begin.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Load {
    pub weeks: Vec<(Percent, String, bool)>,
    pub strips: Vec<Strip>,
}

/// Strips of people. Each is drawn to its own scale, so that a team and half a person read alike.
#[must_use]
pub fn load(weeks: &[String], people: &[(String, Vec<Week>)]) -> Load {
    let count = weeks.len() as i64;
    let every = |pixels: i64| ((pixels * count + NARROW - 1) / NARROW).max(1);
    let longest = weeks.iter().map(|week| letters(week)).max().unwrap_or(0) as i64;
    let every_week = every(longest * 7 + 6);
    let middle = |index: usize| Percent::of(2 * index as i64 + 1, 2 * count);
    let names = weeks.iter().enumerate();
    let strips = people.iter().map(|(name, weeks)| strip(name, weeks, count));
    Load {
        weeks: names.map(|(index, week)| (middle(index), week.clone(), index as i64 % every_week != 0)).collect(),
        strips: strips.collect(),
    }
}

fn strip(name: &str, weeks: &[Week], count: i64) -> Strip {
    let most = |days: fn(&Week) -> Decimal| weeks.iter().map(days).max().unwrap_or(Decimal::ZERO);
    let has = most(|week| week.has);
    // Who does not say how many people there are is drawn as one of them, with a week of five days.
    let full = if has.is_zero() { most(|week| week.booked).max(Decimal::from(5)) } else { has };
    let pixels = |days: Decimal| {
        let share = days.max(Decimal::ZERO).checked_div(full).unwrap_or(Decimal::ZERO).min(Decimal::from(3));
        i64::try_from((share * Decimal::from(FULL)).round()).unwrap_or(0)
    };
    let longest = weeks.iter().map(|week| letters(&week.text)).max().unwrap_or(0) as i64;
    let is_crowded = (longest * 7 + 4) * count > NARROW;
    let bars = weeks.iter().enumerate().map(|(index, week)| {
        let index = index as i64;
        let (booked, within) = (pixels(week.booked), pixels(week.booked - week.over));
        let is_over = week.over > Decimal::ZERO;
        Bar {
            // A tenth of the week stays free at both sides.
            x: Percent::of(10 * index + 1, 10 * count),
            width: Percent::of(8, 10 * count),
            within,
            // What is over is seen, be it ever so little.
            over: if is_over { (booked - within).max(2) } else { 0 },
            has: (week.has > Decimal::ZERO).then(|| pixels(week.has)),
            from: Percent::of(index, count),
            to: Percent::of(index + 1, count),
            middle: Percent::of(2 * index + 1, 2 * count),
            text: week.text.clone(),
            is_over,
            is_wide: is_crowded && !is_over && index % 2 == 1,
        }
    });
    let bars: Vec<Bar> = bars.collect();
    let tallest = bars.iter().map(|bar| bar.within + bar.over).max().unwrap_or(0).clamp(FULL, HIGHEST + 2);
    Strip { name: name.to_owned(), height: tallest + 4, bars }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn week(booked: i64, over: i64, has: i64) -> Week {
        let days = |days: i64| Decimal::from(days);
        Week { booked: days(booked), over: days(over), has: days(has), text: booked.to_string() }
    }

    #[test]
    fn what_is_over_the_days_is_apart() {
        let weeks = ["27 Apr".to_owned(), "4 May".to_owned(), "11 May".to_owned()];
        let people = [("Sam".to_owned(), vec![week(4, 0, 5), week(3, 1, 5), week(1, 1, 0)])];
        let load = load(&weeks, &people);
        let bars: Vec<_> = load.strips[0].bars.iter().map(|bar| (bar.within, bar.over, bar.has)).collect();
        assert_eq!(bars, [(21, 0, Some(26)), (10, 6, Some(26)), (0, 5, None)]);
        assert_eq!(load.strips[0].height, 30);
    }

    #[test]
    fn a_team_is_drawn_to_its_own_scale() {
        let load = load(&[String::new()], &[("Riggers".to_owned(), vec![week(20, 0, 20)])]);
        assert_eq!(load.strips[0].bars[0].within, FULL);
    }

    #[test]
    fn days_without_end_stay_in_the_strip() {
        let huge = Week { booked: Decimal::MAX, over: Decimal::MAX, has: Decimal::ONE, text: String::new() };
        let load = load(&[String::new()], &[(String::new(), vec![huge])]);
        assert!(load.strips[0].height <= HIGHEST + 6);
    }
}
