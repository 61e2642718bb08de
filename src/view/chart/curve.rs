//! Money over time: what was planned to be done, what is done, what is spent, and what it will have cost.

use serde::Serialize;

use super::axis::{Axis, Months, Tick, axis};
use super::scale::{Days, Percent, Sums};
use super::{NARROW, WIDE, letters};
use crate::value::{Date, Money};

/// The height of the plot in pixels.
const HEIGHT: i64 = 262;

/// A sum at the end of a day.
pub type Point = (Date, Money);

/// From the status date on.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)]
pub struct Forecast {
    pub low: Money,
    pub usual: Money,
    pub high: Money,
    pub earliest: Date,
    pub latest: Date,
}

/// What is drawn, before it has places.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The first day of the project.
    pub start: Date,
    /// The status date.
    pub as_of: Date,
    /// What was planned to be done by the end of days.
    pub planned: Vec<Point>,
    /// What was done on the days of updates.
    pub done: Vec<Point>,
    /// What was spent up to and with a day, on the days on which something was.
    pub spent: Vec<Point>,
    /// What it will have cost.
    pub forecast: Option<Forecast>,
    /// What it may cost at most.
    pub cap: Option<Money>,
}

/// A name of a line of the scale, or of the cap.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Level {
    /// From the top, in pixels.
    pub px: i64,
    pub text: String,
}

/// The picture. Curves are in units of days across and thousandths of the scale downwards.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Curve {
    pub height: i64,
    pub units: i64,
    pub planned: String,
    pub done: String,
    pub spent: String,
    /// Across, and from the top in pixels.
    pub dots: Vec<(Percent, i64)>,
    /// The grey area of the forecast, and the line in its middle.
    pub range: String,
    pub usual: String,
    /// Where the forecast begins and where it ends.
    pub ends: Vec<(Percent, i64)>,
    /// When it ends, at the right end of the axis; empty where nothing is foretold.
    pub finish_text: String,
    pub today: Percent,
    pub today_text: String,
    /// Whether the name of the status date stands at the right of its line.
    pub is_today_right: bool,
    pub levels: Vec<Level>,
    pub cap: Option<Level>,
    pub ticks: Vec<Tick>,
}

/// The words in the picture.
pub struct Names<'a> {
    /// A sum at its line; the top one has the currency.
    pub level: &'a dyn Fn(Money, bool) -> String,
    /// The cap with its sum.
    pub cap: &'a dyn Fn(Money) -> String,
    /// The status date.
    pub today: String,
    /// When it ends.
    pub finish: String,
    /// Months and years.
    pub months: &'a Months<'a>,
}

/// Places for a plan; None where nothing is planned.
#[must_use]
pub fn curve(plan: &Plan, names: &Names) -> Option<Curve> {
    let last_planned = plan.planned.last().map(|(day, _)| *day)?;
    let last = plan.forecast.map_or(last_planned, |forecast| forecast.latest.max(last_planned)).max(plan.as_of);
    let days = Days { first: plan.start.min(plan.as_of), last };
    let sums = [&plan.planned, &plan.done, &plan.spent].into_iter().flatten().map(|(_, sum)| *sum);
    let forecast = plan.forecast.iter().map(|forecast| forecast.high);
    let scale = Sums::just_over(sums.chain(forecast).chain(plan.cap).max()?);
    let drawing = Drawing { days, scale };
    let spent = plan.spent.last().map_or(Money::ZERO, |(_, sum)| *sum);
    let today = days.end_of(plan.as_of);
    let levels = scale.lines();
    let top = levels.last().copied();
    let level =
        |sum: &Money| Level { px: scale.down(*sum) * HEIGHT / 1000, text: (names.level)(*sum, Some(*sum) == top) };
    let near_cap = |sum: &&Money| plan.cap.is_none_or(|cap| drawing.apart(**sum, cap) >= 18);
    Some(Curve {
        height: HEIGHT,
        units: days.count(),
        planned: drawing.line(&from_nothing(plan.start, &plan.planned)),
        done: drawing.line(&from_nothing(plan.start, &plan.done)),
        dots: plan.done.iter().map(|point| drawing.dot(*point)).collect(),
        spent: drawing.steps(plan.start, &plan.spent, plan.as_of),
        range: plan.forecast.map(|forecast| drawing.range(plan.as_of, spent, &forecast)).unwrap_or_default(),
        usual: plan.forecast.map(|forecast| drawing.usual(plan.as_of, spent, &forecast)).unwrap_or_default(),
        ends: plan
            .forecast
            .map(|forecast| vec![drawing.dot((plan.as_of, spent)), drawing.dot((forecast.earliest, forecast.usual))])
            .unwrap_or_default(),
        is_today_right: today.pixels(NARROW) < letters(&names.today) as i64 * 7 + 60,
        today,
        today_text: names.today.clone(),
        levels: levels.iter().filter(near_cap).map(level).collect(),
        cap: plan.cap.map(|cap| Level { px: scale.down(cap) * HEIGHT / 1000, text: (names.cap)(cap) }),
        ticks: ticks(axis(&days, names.months), &names.finish),
        finish_text: names.finish.clone(),
    })
}

/// One line of names is enough here: months, or what is finer where there are none.
/// Those that would meet the day of the finish have no name.
fn ticks(axis: Axis, finish: &str) -> Vec<Tick> {
    let mut ticks = if axis.upper.is_empty() { axis.lower } else { axis.upper };
    let is_free =
        |tick: &Tick, plot: i64| tick.x.pixels(plot) + (letters(&tick.text) + letters(finish)) as i64 * 7 + 10 <= plot;
    for tick in ticks.iter_mut().filter(|_| !finish.is_empty()) {
        tick.is_wide |= !is_free(tick, NARROW);
        if !is_free(tick, WIDE) {
            tick.text.clear();
        }
    }
    ticks
}

/// A curve begins at nothing, on the morning of the first day.
fn from_nothing(start: Date, points: &[Point]) -> Vec<Point> {
    let is_later = points.first().is_some_and(|(day, _)| *day >= start);
    let first = is_later.then(|| (start.add_days(-1), Money::ZERO));
    first.into_iter().chain(points.iter().copied()).collect()
}

struct Drawing {
    days: Days,
    scale: Sums,
}

impl Drawing {
    /// The end of a day and a sum in units.
    fn at(&self, (day, sum): Point) -> (i64, i64) {
        let day = i64::from(self.days.first.days_until(day)) + 1;
        (day.clamp(0, self.days.count()), self.scale.down(sum))
    }

    fn dot(&self, (day, sum): Point) -> (Percent, i64) {
        (self.days.end_of(day), self.scale.down(sum) * HEIGHT / 1000)
    }

    /// How far two sums are apart in pixels.
    fn apart(&self, one: Money, other: Money) -> i64 {
        (self.scale.down(one) - self.scale.down(other)).abs() * HEIGHT / 1000
    }

    /// The points of a line, without those that change nothing.
    fn line(&self, points: &[Point]) -> String {
        let mut kept: Vec<(i64, i64)> = Vec::new();
        for point in points.iter().map(|point| self.at(*point)) {
            if let [.., a, b] = kept[..]
                && (b.0 - a.0) * (point.1 - b.1) == (point.0 - b.0) * (b.1 - a.1)
            {
                kept.pop();
            }
            if kept.last() != Some(&point) {
                kept.push(point);
            }
        }
        words(&kept)
    }

    /// A line that rises on the days on which money was paid.
    fn steps(&self, start: Date, points: &[Point], until: Date) -> String {
        let mut corners = vec![(self.at((start.add_days(-1), Money::ZERO)).0, 1000)];
        for point in points {
            let (x, y) = self.at(*point);
            let before = corners.last().map_or(1000, |corner| corner.1);
            corners.extend([(x, before), (x, y)]);
        }
        let last = corners.last().map_or(1000, |corner| corner.1);
        corners.push((self.at((until, Money::ZERO)).0, last));
        corners.dedup();
        words(&corners)
    }

    fn range(&self, as_of: Date, spent: Money, forecast: &Forecast) -> String {
        let from = self.at((as_of, spent));
        let (earliest, latest) = (forecast.earliest, forecast.latest.max(forecast.earliest));
        let corners =
            [(earliest, forecast.high), (latest, forecast.high), (latest, forecast.low), (earliest, forecast.low)];
        let corners = corners.map(|corner| self.at(corner));
        words(&[&[from], &corners[..]].concat())
    }

    fn usual(&self, as_of: Date, spent: Money, forecast: &Forecast) -> String {
        words(&[self.at((as_of, spent)), self.at((forecast.earliest, forecast.usual))])
    }
}

fn words(points: &[(i64, i64)]) -> String {
    points.iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Decimal;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn sum(amount: i64) -> Money {
        Money(Decimal::from(amount))
    }

    fn plan() -> Plan {
        Plan {
            start: day("2026-03-02"),
            as_of: day("2026-03-08"),
            planned: vec![(day("2026-03-04"), sum(300)), (day("2026-03-05"), sum(400)), (day("2026-03-11"), sum(1000))],
            done: vec![(day("2026-03-08"), sum(500))],
            spent: vec![(day("2026-03-06"), sum(600))],
            forecast: Some(Forecast {
                low: sum(1000),
                usual: sum(1100),
                high: sum(1200),
                earliest: day("2026-03-11"),
                latest: day("2026-03-15"),
            }),
            cap: Some(sum(1200)),
        }
    }

    fn drawn(plan: &Plan) -> Curve {
        let month = |day: Date| format!("M{}", day.month());
        let names = Names {
            level: &|sum, is_top| format!("{}{}", sum.grouped(), if is_top { " USD" } else { "" }),
            cap: &|sum| format!("Cap {}", sum.grouped()),
            today: "8 March".to_owned(),
            finish: String::new(),
            months: &Months { long: &month, short: &month, quarter: &month },
        };
        curve(plan, &names).expect("something is planned")
    }

    #[test]
    fn money_spent_goes_in_steps_and_a_straight_line_needs_two_points() {
        let curve = drawn(&plan());
        assert_eq!(curve.units, 14);
        assert_eq!(curve.planned, "0,1000 3,758 4,677 10,194", "all rises by a hundred a day but for rounding");
        assert_eq!(curve.spent, "0,1000 5,1000 5,516 7,516");
        assert_eq!(curve.range, "7,516 10,32 14,32 14,194 10,194");
        assert_eq!(curve.dots.len(), 1);
    }

    #[test]
    fn the_scale_is_named_but_where_the_cap_is() {
        let curve = drawn(&plan());
        let levels: Vec<&str> = curve.levels.iter().map(|level| level.text.as_str()).collect();
        assert_eq!(levels, ["500", "1,000 USD"]);
        let high = drawn(&Plan { cap: Some(sum(1010)), ..plan() });
        assert_eq!(high.levels.len(), 1, "the line beside the cap has no name");
    }

    #[test]
    fn every_point_is_inside() {
        let late = Plan { as_of: day("2027-01-01"), start: day("2026-06-01"), ..plan() };
        for curve in [drawn(&plan()), drawn(&late)] {
            for point in [&curve.planned, &curve.done, &curve.spent, &curve.range, &curve.usual]
                .into_iter()
                .flat_map(|line| line.split(' '))
            {
                let (x, y) = point.split_once(',').expect("two figures");
                let (x, y): (i64, i64) = (x.parse().expect("x"), y.parse().expect("y"));
                assert!((0..=curve.units).contains(&x) && (0..=1000).contains(&y), "{point}");
            }
        }
    }
}
