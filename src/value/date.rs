//! Civil dates and local times. No time zone, no clock.

use std::fmt;

/// A day of the calendar, from year 1 to 9999.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Date(jiff::civil::Date);

/// A day of the week, Monday first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
#[allow(missing_docs)]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// The whole week, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];
    const SHORT: [&'static str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const LONG: [&'static str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// The day by its English name or its first three letters, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let found =
            (0..7).find(|&index| Self::SHORT[index] == lower || Self::LONG[index].eq_ignore_ascii_case(&lower))?;
        Some(Self::ALL[found])
    }

    /// The place in the week, Monday is 0.
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }

    /// The English name, such as `Monday`.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::LONG[self.index()]
    }

    /// The first three letters in lower case, as plans write them.
    #[must_use]
    pub fn short_name(self) -> &'static str {
        Self::SHORT[self.index()]
    }
}

/// Why a text is no date, with the readings that are possible.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DateProblem {
    /// It does not look like a date at all.
    NotADate,
    /// It is written like a date, but the calendar has no such day.
    NoSuchDay,
    /// It is a date in another notation; the possible readings in ISO form, none or several if ambiguous.
    OtherNotation(Vec<Date>),
}

impl Date {
    /// The first day that planmark can name.
    pub const MIN: Self = Self(jiff::civil::date(1, 1, 1));
    /// The last day that planmark can name.
    pub const MAX: Self = Self(jiff::civil::date(9999, 12, 31));

    /// The day, if the calendar has it and the year lies in 1 to 9999.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        if year < 1 {
            return None;
        }
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The machine's present day. For the doors alone: everything else gets its date as an argument.
    #[must_use]
    pub fn of_the_machine() -> Self {
        Self(jiff::ZonedDateTime::now().date())
    }

    /// Reads `2026-05-09`, and says what else a text could mean.
    ///
    /// # Errors
    /// A [`DateProblem`] if the text is anything but an ISO date that exists.
    pub fn parse(text: &str) -> Result<Self, DateProblem> {
        let bytes = text.as_bytes();
        let is_iso = bytes.len() == 10
            && bytes.iter().enumerate().all(|(index, byte)| match index {
                4 | 7 => *byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if is_iso {
            let number = |range: std::ops::Range<usize>| text[range].parse::<i16>().unwrap_or(0);
            let (year, month, day) = (number(0..4), number(5..7), number(8..10));
            return Self::new(year, month as i8, day as i8).ok_or_else(|| {
                match Self::new(year, day as i8, month as i8) {
                    // 2026-24-04: day and month swapped has just one reading.
                    Some(swapped) if month > 12 => DateProblem::OtherNotation(vec![swapped]),
                    _ => DateProblem::NoSuchDay,
                }
            });
        }
        Self::other_notation(text)
    }

    fn other_notation(text: &str) -> Result<Self, DateProblem> {
        let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
        let numeric = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        if parts.len() != 3 || !parts.iter().all(numeric) {
            return Err(DateProblem::NotADate);
        }
        let numbers: Vec<i16> = parts.iter().map(|part| part.parse().unwrap_or(0)).collect();
        let [first, second, third] = [numbers[0], numbers[1], numbers[2]];
        // Each order is year, month, day.
        let orders: &[(i16, i16, i16)] = if parts[0].len() == 4 {
            &[(first, second, third), (first, third, second)]
        } else if parts[2].len() == 4 {
            &[(third, second, first), (third, first, second)]
        } else {
            // A two-digit year could stand at either end: never just one reading.
            &[(third, second, first), (third, first, second), (first, second, third)]
        };
        let mut readings = Vec::new();
        for &(year, month, day) in orders {
            let year = if year < 100 { year + 2000 } else { year };
            let month_first_only = parts[0].len() == 4 && !readings.is_empty();
            if let Some(date) = Self::new(year, month as i8, day as i8)
                && !readings.contains(&date)
                && !month_first_only
            {
                readings.push(date);
            }
        }
        if readings.is_empty() { Err(DateProblem::NoSuchDay) } else { Err(DateProblem::OtherNotation(readings)) }
    }

    /// The year, such as 2026.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[self.0.weekday().to_monday_zero_offset() as usize]
    }

    /// Days since 1 January 1970; negative before.
    #[must_use]
    pub fn day_number(self) -> i32 {
        jiff::civil::date(1970, 1, 1).until(self.0).map_or(0, |span| span.get_days())
    }

    /// The day that many days after 1 January 1970, held inside the range that planmark can name.
    #[must_use]
    pub fn from_day_number(days: i32) -> Self {
        Self(jiff::civil::date(1970, 1, 1)).add_days(days)
    }

    /// That many days later (or earlier, if negative), held inside the range that planmark can name.
    #[must_use]
    pub fn add_days(self, days: i32) -> Self {
        let moved = jiff::Span::new().try_days(days).ok().and_then(|span| self.0.checked_add(span).ok());
        match moved {
            Some(date) => Self(date).clamp(Self::MIN, Self::MAX),
            None if days < 0 => Self::MIN,
            None => Self::MAX,
        }
    }

    /// That many months later, on the last day of the month where the day does not exist there.
    #[must_use]
    pub fn add_months(self, months: i32) -> Self {
        let moved = jiff::Span::new().try_months(months).ok().and_then(|span| self.0.checked_add(span).ok());
        match moved {
            Some(date) => Self(date).clamp(Self::MIN, Self::MAX),
            None if months < 0 => Self::MIN,
            None => Self::MAX,
        }
    }

    /// Calendar days from this day to `later`; negative if that is earlier.
    #[must_use]
    pub fn days_until(self, later: Self) -> i32 {
        later.day_number() - self.day_number()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

/// A minute of a day, local to the project's time zone.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct DateTime {
    /// The day.
    pub date: Date,
    /// Minutes since midnight, below 1440.
    pub minute: u16,
}

impl DateTime {
    /// Reads `2026-05-09T20:00`, with a space or seconds `:00` also allowed.
    ///
    /// # Errors
    /// A [`DateProblem`] if the text is anything else.
    pub fn parse(text: &str) -> Result<Self, DateProblem> {
        let (date, time) = text.split_once(['T', ' ']).ok_or(DateProblem::NotADate)?;
        let date = Date::parse(date)?;
        let minute = minute_of_day(time.strip_suffix(":00").filter(|rest| rest.contains(':')).unwrap_or(time))
            .ok_or(DateProblem::NotADate)?;
        Ok(Self { date, minute })
    }

    /// Minutes since the start of 1 January 1970, local.
    #[must_use]
    pub fn minute_number(self) -> i64 {
        i64::from(self.date.day_number()) * 1440 + i64::from(self.minute)
    }

    /// The local time that many minutes after the start of 1 January 1970.
    #[must_use]
    pub fn from_minute_number(minutes: i64) -> Self {
        let days = i32::try_from(minutes.div_euclid(1440)).unwrap_or(if minutes < 0 { i32::MIN } else { i32::MAX });
        Self { date: Date::from_day_number(days), minute: minutes.rem_euclid(1440) as u16 }
    }

    /// The time as `19:00`.
    #[must_use]
    pub fn clock(self) -> String {
        format!("{:02}:{:02}", self.minute / 60, self.minute % 60)
    }

    /// This local time in the zone named (such as `America/New_York`) as seconds since the epoch in UTC.
    /// None if the zone is unknown.
    #[must_use]
    pub fn to_utc_second(self, zone: &str) -> Option<i64> {
        let zone = jiff::tz::TimeZone::get(zone).ok()?;
        let local = self.date.0.at((self.minute / 60) as i8, (self.minute % 60) as i8, 0, 0);
        zone.to_ambiguous_zoned_datetime(local).compatible().ok().map(|zoned| zoned.timestamp().as_second())
    }

    /// Whether planmark knows a time zone of this name.
    #[must_use]
    pub fn is_zone(name: &str) -> bool {
        jiff::tz::TimeZone::get(name).is_ok()
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}T{}", self.date, self.clock())
    }
}

/// Reads `09:00` as minutes since midnight; `24:00` is the end of the day.
pub(crate) fn minute_of_day(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) || minute.len() != 2 {
        return None;
    }
    let (hour, minute) = (hour.parse::<u16>().ok()?, minute.parse::<u16>().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let found = match Date::parse(text) {
            Ok(date) => Ok(date.to_string()),
            Err(DateProblem::NotADate) => Err("no date".to_owned()),
            Err(DateProblem::NoSuchDay) => Err("no such day".to_owned()),
            Err(DateProblem::OtherNotation(dates)) => {
                Err(dates.iter().map(ToString::to_string).collect::<Vec<_>>().join(" or "))
            }
        };
        assert_eq!(found, expected.map(str::to_owned).map_err(str::to_owned), "{text}");
    }

    #[test]
    fn only_iso_dates_that_exist_are_dates() {
        check("2026-05-09", Ok("2026-05-09"));
        check("2024-02-29", Ok("2024-02-29"));
        check("2026-02-30", Err("no such day"));
        check("2026-24-04", Err("2026-04-24"));
        check("2026-8-3", Err("2026-08-03"));
        check("24.04.2026", Err("2026-04-24"));
        check("03/04/2026", Err("2026-04-03 or 2026-03-04"));
        check("03/04/26", Err("2026-04-03 or 2026-03-04 or 2003-04-26"));
        check("soon", Err("no date"));
        check("2026-05-09T10:00", Err("no date"));
    }

    #[test]
    fn day_numbers_go_both_ways() {
        for days in [-719_162, -1, 0, 1, 20_567, 2_932_896] {
            assert_eq!(Date::from_day_number(days).day_number(), days);
        }
        assert_eq!(Date::MAX.add_days(i32::MAX), Date::MAX);
        assert_eq!(Date::MIN.add_days(i32::MIN), Date::MIN);
    }

    #[test]
    fn a_local_time_is_read_and_placed_in_its_zone() {
        let time = DateTime::parse("2026-05-09T19:00").expect("an ISO time");
        assert_eq!(time.to_string(), "2026-05-09T19:00");
        assert_eq!(time.to_utc_second("America/New_York"), Some(1_778_367_600));
        assert_eq!(DateTime::from_minute_number(time.minute_number()), time);
        assert!(DateTime::parse("2026-05-09T25:00").is_err());
    }
}
