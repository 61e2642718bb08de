//! The axis of time: which days, weeks, months, quarters or years get a tick and a name.

use serde::Serialize;

use super::scale::{Days, Percent};
use super::{NARROW, WIDE, letters};
use crate::value::Date;

/// How months are called; years and days are figures everywhere.
pub struct Months<'a> {
    /// `September`.
    pub long: &'a dyn Fn(Date) -> String,
    /// `Sep`.
    pub short: &'a dyn Fn(Date) -> String,
    /// `Q3` of the quarter that a day lies in.
    pub quarter: &'a dyn Fn(Date) -> String,
}

/// An axis of time in two lines: what is coarse above, what is fine below.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Axis {
    pub upper: Vec<Tick>,
    pub lower: Vec<Tick>,
}

/// A place on the axis with its name.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Tick {
    pub x: Percent,
    /// Empty where there is no room for a name.
    pub text: String,
    /// Whether a narrow screen leaves the name out.
    pub is_wide: bool,
}

/// What the fine line of an axis counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Unit {
    /// Days, for up to five weeks.
    Days,
    /// Weeks, for up to twenty.
    Weeks,
    /// Months, for up to sixty weeks.
    Months,
    /// Quarters, for up to five years.
    Quarters,
    /// So many years, for anything longer.
    Years(i16),
}

/// What fits a span.
#[must_use]
pub fn unit(days: &Days) -> Unit {
    match days.count() {
        ..36 => Unit::Days,
        36..=140 => Unit::Weeks,
        141..=420 => Unit::Months,
        421..=1830 => Unit::Quarters,
        count => {
            let years = count / 365;
            let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].into_iter().find(|step| years / step <= 8);
            Unit::Years(step.unwrap_or(2000) as i16)
        }
    }
}

/// The axis of some days.
#[must_use]
pub fn axis(days: &Days, months: &Months) -> Axis {
    let unit = unit(days);
    let fine = |day: Date| match unit {
        Unit::Days | Unit::Weeks => day.day().to_string(),
        Unit::Months => (months.short)(day),
        Unit::Quarters => (months.quarter)(day),
        Unit::Years(_) => day.year().to_string(),
    };
    // The pixels that a name of the fine line takes, and the days that it stands for.
    let (pixels, length) = match unit {
        Unit::Days => (22, 1),
        Unit::Weeks => (22, 7),
        Unit::Months => (32, 30),
        Unit::Quarters => (26, 91),
        Unit::Years(step) => (36, 365 * i64::from(step)),
    };
    let every = |plot: i64| {
        let room = days.pixels(length * 100, plot).max(1);
        (pixels * 100 + room - 1) / room
    };
    let (every_narrow, every_wide) = (every(NARROW), every(WIDE).max(1));
    let lower = starts(days, unit).into_iter().enumerate().map(|(index, day)| {
        let index = index as i64;
        let (x, text) = (days.start_of(day), fine(day));
        // The last name ends inside the picture, or is left out.
        let fits = |plot: i64| x.rest().pixels(plot) >= letters(&text) as i64 * 7 + 3;
        let is_narrow = is_named(unit, day, index, every_narrow) && fits(NARROW);
        let is_named = is_narrow || is_named(unit, day, index, every_wide) && fits(WIDE);
        Tick { x, text: if is_named { text } else { String::new() }, is_wide: !is_narrow }
    });
    Axis { lower: lower.collect(), upper: upper(days, unit, months) }
}

/// Days without room for all names are named by Monday, Wednesday and Friday, or by Monday; all else by every so many.
fn is_named(unit: Unit, day: Date, index: i64, every: i64) -> bool {
    match unit {
        Unit::Days if every == 2 => matches!(day.weekday().index(), 0 | 2 | 4),
        Unit::Days if every > 2 => day.weekday().index() == 0,
        _ => index % every.max(1) == 0,
    }
}

fn starts(days: &Days, unit: Unit) -> Vec<Date> {
    let first = days.first;
    let of_month = |months: i32| {
        let begin = Date::new(first.year(), ((first.month() - 1) / months as i8) * months as i8 + 1, 1);
        (begin.unwrap_or(first), months)
    };
    let (begin, months) = match unit {
        Unit::Days | Unit::Weeks => {
            let step = if unit == Unit::Days { 1 } else { 7 };
            return (0..days.count() as i32).step_by(step).map(|offset| first.add_days(offset)).collect();
        }
        Unit::Months => of_month(1),
        Unit::Quarters => of_month(3),
        Unit::Years(step) => {
            let years = (first.year()..=days.last.year()).filter(|year| year % step == 0);
            return years.filter_map(|year| Date::new(year, 1, 1)).filter(|day| days.holds(*day)).collect();
        }
    };
    let mut found = Vec::new();
    let mut day = begin;
    while day <= days.last && found.len() < 100 {
        if days.holds(day) {
            found.push(day);
        }
        let next = day.add_months(months);
        if next <= day {
            break;
        }
        day = next;
    }
    found
}

fn upper(days: &Days, unit: Unit, months: &Months) -> Vec<Tick> {
    let is_by_month = matches!(unit, Unit::Days | Unit::Weeks);
    let starts = match unit {
        Unit::Years(_) => return Vec::new(),
        Unit::Days | Unit::Weeks => starts(days, Unit::Months),
        Unit::Months | Unit::Quarters => starts(days, Unit::Years(1)),
    };
    let mut starts = starts;
    // The first, cut one is named only where its name ends before the next one begins.
    let needed = if is_by_month { 64 } else { 40 };
    let room = |until: Date| days.pixels(i64::from(days.first.days_until(until)), NARROW);
    if starts.first().is_none_or(|next| *next != days.first && room(*next) >= needed) {
        starts.insert(0, days.first);
    }
    let is_long = days.pixels(30, NARROW) >= 70;
    let name = |day: Date| {
        if !is_by_month {
            return day.year().to_string();
        }
        let name = if is_long { (months.long)(day) } else { (months.short)(day) };
        if day.month() == 1 { format!("{name} {}", day.year()) } else { name }
    };
    let tick = |day: Date| {
        let (x, text) = (days.start_of(day), name(day));
        let needed = letters(&text) as i64 * 8 + 5;
        let fits = |plot: i64| x.rest().pixels(plot) >= needed;
        Tick { x, is_wide: !fits(NARROW), text: if fits(WIDE) { text } else { String::new() } }
    };
    starts.into_iter().map(tick).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names above and below, those of wide screens in brackets, ticks without a name as a dot.
    fn check(first: &str, last: &str, expected: &str) {
        let day = |text: &str| Date::parse(text).expect("a date");
        let days = Days::of_weeks(day(first), day(last));
        let month = |day: Date| format!("M{}", day.month());
        let quarter = |day: Date| format!("Q{}", (day.month() + 2) / 3);
        let axis = axis(&days, &Months { long: &month, short: &month, quarter: &quarter });
        let text = |tick: &Tick| match (tick.text.is_empty(), tick.is_wide) {
            (true, _) => ".".to_owned(),
            (false, true) => format!("({})", tick.text),
            (false, false) => tick.text.clone(),
        };
        let line = |ticks: &[Tick]| ticks.iter().map(text).collect::<Vec<_>>().join(" ");
        assert_eq!(format!("{} | {}", line(&axis.upper), line(&axis.lower)), expected, "{first} {last}");
    }

    #[test]
    fn days_then_weeks_then_months_then_quarters_then_years() {
        check("2026-03-02", "2026-03-15", "M3 | 2 (3) 4 (5) 6 (7) (8) 9 (10) 11 (12) 13 (14) (15)");
        check(
            "2026-04-06",
            "2026-05-03",
            "M4 M5 | 6 . (8) . (10) . . 13 . (15) . (17) . . 20 . (22) . (24) . . 27 . (29) . (1) . .",
        );
        check("2026-03-02", "2026-05-29", "M3 M4 M5 | 2 9 16 23 30 6 13 20 27 4 11 18 25");
        check("2026-12-07", "2027-01-20", "M12 M1 2027 | 7 14 21 28 4 11 18");
        check(
            "2026-03-30",
            "2026-08-02",
            "M4 M5 M6 M7 . | 30 (6) 13 (20) 27 (4) 11 (18) 25 (1) 8 (15) 22 (29) 6 (13) 20 (27)",
        );
        check("2026-03-30", "2027-02-07", "2026 (2027) | M4 (M5) M6 (M7) M8 (M9) M10 (M11) M12 (M1) .");
        check("2026-01-01", "2028-12-31", "2026 2027 2028 | Q1 (Q2) Q3 (Q4) Q1 (Q2) Q3 (Q4) Q1 (Q2) Q3 (Q4)");
        check("2026-01-01", "2056-12-31", " | 2030 2035 2040 2045 2050 (2055)");
        check("0001-01-01", "9999-12-31", " | 2000 4000 6000 8000");
    }
}
