//! Lengths of time as a plan writes them: `45m`, `4h`, `3d`, `2w`, `14ed`, and cadences such as `2w`.

use std::fmt;

use super::{Date, Decimal};

/// What a length is counted in.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Unit {
    /// `m`: working minutes.
    Minutes,
    /// `h`: working hours.
    Hours,
    /// `d`: working days.
    Days,
    /// `w`: working weeks, as many working days as the calendar has in a week.
    Weeks,
    /// `ed`: elapsed days, weekends included.
    ElapsedDays,
}

impl Unit {
    const NAMES: [(Self, &'static str); 5] = [
        // `ed` stands before `d`, because it ends with it.
        (Self::ElapsedDays, "ed"),
        (Self::Minutes, "m"),
        (Self::Hours, "h"),
        (Self::Days, "d"),
        (Self::Weeks, "w"),
    ];

    fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(unit, _)| *unit == self).map_or("", |(_, name)| name)
    }
}

/// A length of time in hundredths of its unit; negative only where a lag is a lead.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Duration {
    /// Hundredths of the unit: `1.5d` is 150 days-hundredths.
    pub hundredths: i64,
    /// What is counted.
    pub unit: Unit,
}

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self { hundredths: 0, unit: Unit::Days };

    /// Reads `3d`, `1.5h`, `14ed`, `-2d`; at most two decimals and a million units.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (unit, number) = Unit::NAMES.iter().find_map(|(unit, name)| Some((*unit, rest.strip_suffix(name)?)))?;
        let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 || whole.len() > 7 {
            return None;
        }
        let part: i64 = format!("{part:0<2}").parse().ok()?;
        let hundredths = whole.parse::<i64>().ok()? * 100 + part;
        (hundredths <= 100_000_000)
            .then_some(Self { hundredths: if negative { -hundredths } else { hundredths }, unit })
    }

    /// Working minutes, for a day of `minutes_per_day` and a week of `days_per_week`. Elapsed days count whole days.
    #[must_use]
    pub fn minutes(self, minutes_per_day: i64, days_per_week: i64) -> i64 {
        let unit_minutes = match self.unit {
            Unit::Minutes => 1,
            Unit::Hours => 60,
            Unit::Days => minutes_per_day,
            Unit::Weeks => minutes_per_day * days_per_week,
            Unit::ElapsedDays => 1440,
        };
        // Half a minute is rounded up, away from zero.
        let exact = self.hundredths * unit_minutes;
        (exact + 50 * exact.signum()) / 100
    }

    /// Whether it lasts no time.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.hundredths == 0
    }
}

/// `1 working day`, `2.5 working days`: rounded to a tenth of a day.
#[must_use]
pub fn working_days(days: Decimal) -> String {
    let days = days.round_dp(1).normalize();
    if days == Decimal::ONE { "1 working day".to_owned() } else { format!("{days} working days") }
}

impl fmt::Display for Duration {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.hundredths < 0 { "-" } else { "" };
        let (whole, part) = (self.hundredths.abs() / 100, self.hundredths.abs() % 100);
        let decimals = format!("{part:02}");
        match decimals.trim_end_matches('0') {
            "" => write!(out, "{sign}{whole}{}", self.unit.name()),
            decimals => write!(out, "{sign}{whole}.{decimals}{}", self.unit.name()),
        }
    }
}

/// How long work takes: one value, or optimistic, likely and pessimistic.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Estimate {
    /// If all goes well.
    pub optimistic: Duration,
    /// What dates are computed with.
    pub likely: Duration,
    /// If much goes wrong.
    pub pessimistic: Duration,
}

impl Estimate {
    /// The same value three times.
    #[must_use]
    pub fn fixed(length: Duration) -> Self {
        Self { optimistic: length, likely: length, pessimistic: length }
    }

    /// Whether only one value was given (or three equal ones).
    #[must_use]
    pub fn is_fixed(&self) -> bool {
        self.optimistic == self.likely && self.likely == self.pessimistic
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_fixed() {
            write!(out, "{}", self.likely)
        } else {
            write!(out, "[{}, {}, {}]", self.optimistic, self.likely, self.pessimistic)
        }
    }
}

/// The unit of a cadence.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[allow(missing_docs)]
pub enum EveryUnit {
    Days,
    Weeks,
    Months,
}

/// How often something happens: `1w`, `2w`, `1mo`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Every {
    /// How many units, at least 1.
    pub count: u16,
    /// The unit.
    pub unit: EveryUnit,
}

impl Every {
    /// Reads `1w`, `10d` or `1mo`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let units = [("mo", EveryUnit::Months), ("w", EveryUnit::Weeks), ("d", EveryUnit::Days)];
        let (unit, number) = units.iter().find_map(|(name, unit)| Some((*unit, text.strip_suffix(name)?)))?;
        let count = number.parse::<u16>().ok().filter(|count| (1..=365).contains(count))?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(Self { count, unit })
    }

    /// The date one period after `date`.
    #[must_use]
    pub fn after(self, date: Date) -> Date {
        self.times_after(date, 1)
    }

    /// The date `times` periods after `date`.
    #[must_use]
    pub fn times_after(self, date: Date, times: i32) -> Date {
        let count = i32::from(self.count) * times;
        match self.unit {
            EveryUnit::Days => date.add_days(count),
            EveryUnit::Weeks => date.add_days(count * 7),
            EveryUnit::Months => date.add_months(count),
        }
    }
}

impl fmt::Display for Every {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            EveryUnit::Days => "d",
            EveryUnit::Weeks => "w",
            EveryUnit::Months => "mo",
        };
        write!(out, "{}{unit}", self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_back_as_written() {
        for text in ["45m", "4h", "3d", "2w", "14ed", "1.5d", "0.25h", "-2d", "0d"] {
            assert_eq!(Duration::parse(text).map(|length| length.to_string()), Some(text.to_owned()));
        }
        for text in ["3", "d", "3 d", "3days", "1.234d", "1,5d", "", "99999999d", "-"] {
            assert_eq!(Duration::parse(text), None, "{text}");
        }
    }

    #[test]
    fn working_units_follow_the_calendar() {
        let minutes = |text| Duration::parse(text).expect("a duration").minutes(480, 5);
        assert_eq!(
            [minutes("1d"), minutes("1w"), minutes("90m"), minutes("1.5h"), minutes("2ed")],
            [480, 2400, 90, 90, 2880]
        );
    }

    #[test]
    fn a_month_after_the_31st_is_the_last_day() {
        let every = Every::parse("1mo").expect("a cadence");
        let date = Date::parse("2026-01-31").expect("a date");
        assert_eq!(every.after(date).to_string(), "2026-02-28");
        assert_eq!(Every::parse("0w"), None);
    }
}
