//! Working days of a project, for rules that count them. The schedule has the full calendar.

use std::collections::BTreeSet;

use super::{Portfolio, Project};
use crate::value::Date;

/// How many days are looked through at most: ten years.
const HORIZON_DAYS: i32 = 3660;

/// The days on which a project works.
#[derive(Clone, Debug)]
pub struct Workdays {
    days: [bool; 7],
    holidays: BTreeSet<Date>,
}

impl Workdays {
    /// Whether people work on a day.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        self.days[day.weekday().index()] && !self.holidays.contains(&day)
    }

    /// Working days after `from` up to and with `to`; negative if `to` is earlier, held to ten years.
    #[must_use]
    pub fn between(&self, from: Date, to: Date) -> i64 {
        if to < from {
            return -self.between(to, from);
        }
        let span = from.days_until(to).min(HORIZON_DAYS);
        (1..=span).filter(|day| self.is_working(from.add_days(*day))).count() as i64
    }

    /// The day that many working days later (or earlier, if negative).
    #[must_use]
    pub fn add(&self, from: Date, days: i64) -> Date {
        let step = if days < 0 { -1 } else { 1 };
        let mut left = days.abs();
        let mut day = from;
        for _ in 0..HORIZON_DAYS {
            if left == 0 {
                break;
            }
            day = day.add_days(step);
            left -= i64::from(self.is_working(day));
        }
        day
    }
}

impl Portfolio {
    /// The working days of a project: its own calendar, else the portfolio's, else Monday to Friday.
    #[must_use]
    pub fn workdays(&self, project: &Project) -> Workdays {
        let outer = self.charter.as_ref().map(|charter| &charter.calendar);
        let own = &project.charter.calendar;
        let days = own.days.as_ref().or_else(|| outer?.days.as_ref()).map(|days| days.value);
        let holidays =
            if own.holidays.is_empty() { outer.map_or(&[][..], |outer| &outer.holidays) } else { &own.holidays };
        Workdays {
            days: days.unwrap_or([true, true, true, true, true, false, false]),
            holidays: holidays.iter().map(|day| day.value).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekends_and_holidays_are_left_out() {
        let day = |text: &str| Date::parse(text).expect("a date");
        let workdays = Workdays {
            days: [true, true, true, true, true, false, false],
            holidays: [day("2026-05-25")].into_iter().collect(),
        };
        assert_eq!(workdays.between(day("2026-05-22"), day("2026-05-29")), 4);
        assert_eq!(workdays.between(day("2026-05-29"), day("2026-05-22")), -4);
        assert_eq!(workdays.add(day("2026-05-22"), 1), day("2026-05-26"));
        assert_eq!(workdays.add(day("2026-05-26"), -1), day("2026-05-22"));
    }
}
