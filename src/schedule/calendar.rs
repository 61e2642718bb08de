//! Working time: when people work, and counting forward and backward in working minutes.
//!
//! Every question is answered by arithmetic over the week and a search in the sorted days off, so that no calendar,
//! however odd, makes a loop long. What never comes (a calendar without working days) is `None`.

use crate::model::control::Stakeholder;
use crate::model::{Portfolio, Project};
use crate::value::{Date, DateTime, Decimal};

/// Minutes of a calendar day.
pub const DAY_MINUTES: i64 = 1440;
/// How many days planmark can name.
const DAYS: i64 = 3_652_059;
/// The first day that planmark can name, a Monday, as days since 1 January 1970.
const FIRST_DAY: i64 = -719_162;

/// A moment in minutes since the start of 1 January 1970, local to the project.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Instant(pub i64);

impl Instant {
    /// The first moment there is.
    pub const MIN: Self = Self(FIRST_DAY * DAY_MINUTES);
    /// The moment after the last one there is.
    pub const MAX: Self = Self((FIRST_DAY + DAYS) * DAY_MINUTES);

    /// The first moment of a day.
    #[must_use]
    pub fn start_of(day: Date) -> Self {
        Self(i64::from(day.day_number()) * DAY_MINUTES)
    }

    /// The moment at which a day ends.
    #[must_use]
    pub fn end_of(day: Date) -> Self {
        Self((i64::from(day.day_number()) + 1) * DAY_MINUTES)
    }

    /// A local time.
    #[must_use]
    pub fn at(time: DateTime) -> Self {
        Self(time.minute_number())
    }

    /// That many minutes later by the clock, held inside what there is.
    #[must_use]
    pub fn plus(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes)).clamp(Self::MIN, Self::MAX)
    }

    /// The local time.
    #[must_use]
    pub fn time(self) -> DateTime {
        DateTime::from_minute_number(self.0)
    }

    /// The day of a start.
    #[must_use]
    pub fn start_day(self) -> Date {
        self.time().date
    }

    /// The day of a finish: what ends at midnight ends on the day before.
    #[must_use]
    pub fn finish_day(self) -> Date {
        Self(self.0 - 1).time().date
    }
}

/// A length of working time; negative where something is too late.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct WorkTime {
    /// Working minutes.
    pub minutes: i64,
    /// How many working minutes a day has.
    pub day_minutes: i64,
}

impl WorkTime {
    /// In working days, exact to two decimals; 0 where nobody ever works.
    #[must_use]
    pub fn days(self) -> Decimal {
        if self.day_minutes == 0 {
            return Decimal::ZERO;
        }
        (Decimal::from(self.minutes) / Decimal::from(self.day_minutes)).round_dp(2).normalize()
    }

    /// Whole working days, rounded down.
    #[must_use]
    pub fn whole_days(self) -> i64 {
        if self.day_minutes == 0 { 0 } else { self.minutes.div_euclid(self.day_minutes) }
    }
}

/// Days without work, `to` excluded. Days are counted from the first there is.
#[derive(Clone, Debug)]
struct Off {
    from: i64,
    to: i64,
    /// Working days of the week's pattern that fell away before `from`.
    removed_before: i64,
    /// Working days left before `from`.
    worked_before: i64,
}

/// The working hours of a project or of a group of people: one span of hours on some days of the week, and days off.
#[derive(Clone, Debug)]
pub struct Calendar {
    /// Working days of the week before each weekday; the last is the whole week.
    week: [i64; 8],
    opens: i64,
    minutes: i64,
    off: Vec<Off>,
}

impl Calendar {
    /// A calendar of weekdays (Monday first) and hours in minutes since midnight.
    #[must_use]
    pub fn new(days: [bool; 7], hours: (u16, u16)) -> Self {
        let mut week = [0; 8];
        for (index, works) in days.into_iter().enumerate() {
            week[index + 1] = week[index] + i64::from(works);
        }
        let (opens, closes) = (i64::from(hours.0), i64::from(hours.1).min(DAY_MINUTES));
        Self { week, opens, minutes: (closes - opens).max(0), off: Vec::new() }
    }

    /// The calendar of a project: its own, else the portfolio's, else Monday to Friday, 09:00 to 17:00.
    #[must_use]
    pub fn of(portfolio: &Portfolio, project: &Project) -> Self {
        let own = &project.charter.calendar;
        let outer = portfolio.charter.as_ref().map(|charter| &charter.calendar);
        let days = own.days.as_ref().or_else(|| outer?.days.as_ref()).map(|days| days.value);
        let hours = own.hours.as_ref().or_else(|| outer?.hours.as_ref()).map(|hours| hours.value);
        let holidays =
            if own.holidays.is_empty() { outer.map_or(&[][..], |outer| &outer.holidays) } else { &own.holidays };
        let days = days.unwrap_or([true, true, true, true, true, false, false]);
        Self::new(days, hours.unwrap_or((540, 1020)))
            .without(holidays.iter().map(|day| (day.value, Some(day.value))).collect())
    }

    /// This calendar on the days on which all of these people work.
    #[must_use]
    pub fn shared_by(&self, people: &[&Stakeholder]) -> Self {
        let away = people.iter().flat_map(|person| &person.away.items);
        self.without(
            away.filter_map(|away| Some((away.from.as_ref()?.value, away.to.as_ref().map(|to| to.value)))).collect(),
        )
    }

    /// This calendar without some days, from first to last; without a last one they have no end.
    #[must_use]
    pub fn without(&self, ranges: Vec<(Date, Option<Date>)>) -> Self {
        let days = |(from, to): (Date, Option<Date>)| (day_index(from), to.map_or(DAYS, |to| day_index(to) + 1));
        let mut all: Vec<(i64, i64)> = ranges.into_iter().map(days).filter(|(from, to)| from < to).collect();
        all.extend(self.off.iter().map(|off| (off.from, off.to)));
        all.sort_unstable();
        let mut merged: Vec<(i64, i64)> = Vec::with_capacity(all.len());
        for (from, to) in all {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        let mut calendar = Self { off: Vec::with_capacity(merged.len()), ..self.clone() };
        let mut removed_before = 0;
        for (from, to) in merged {
            let worked_before = calendar.weekly_before(from) - removed_before;
            calendar.off.push(Off { from, to, removed_before, worked_before });
            removed_before += calendar.weekly_before(to) - calendar.weekly_before(from);
        }
        calendar
    }

    /// Working minutes of a working day.
    #[must_use]
    pub fn minutes_per_day(&self) -> i64 {
        self.minutes
    }

    /// Working days of a week without days off.
    #[must_use]
    pub fn days_per_week(&self) -> i64 {
        self.week[7]
    }

    /// The days of the week on which there is work, Monday first.
    #[must_use]
    pub fn weekdays(&self) -> [bool; 7] {
        std::array::from_fn(|day| self.week[day] < self.week[day + 1])
    }

    /// When the hours begin and end, in minutes since midnight.
    #[must_use]
    pub fn hours(&self) -> (i64, i64) {
        (self.opens, self.opens + self.minutes)
    }

    /// The days off in order, each range with its first and its last day.
    pub fn days_off(&self) -> impl Iterator<Item = (Date, Date)> {
        let date = |day: i64| Date::from_day_number((FIRST_DAY + day) as i32);
        self.off.iter().map(move |off| (date(off.from), date(off.to - 1)))
    }

    /// Whether there is work on a day.
    #[must_use]
    pub fn is_working(&self, day: Date) -> bool {
        self.minutes > 0 && self.works(day_index(day))
    }

    /// The moment of a day at which the hours begin, be it a working day or not.
    #[must_use]
    pub fn opening(&self, day: Date) -> Instant {
        Instant::start_of(day).plus(self.opens)
    }

    /// The moment of a day at which the hours are over, be it a working day or not.
    #[must_use]
    pub fn closing(&self, day: Date) -> Instant {
        Instant::start_of(day).plus(self.opens + self.minutes)
    }

    /// Working minutes before a moment, counted from the first day there is.
    #[must_use]
    pub fn offset(&self, moment: Instant) -> i64 {
        let since = (moment.clamp(Instant::MIN, Instant::MAX)).0 - Instant::MIN.0;
        let (day, minute) = (since / DAY_MINUTES, since % DAY_MINUTES);
        let today = if self.works(day) { (minute - self.opens).clamp(0, self.minutes) } else { 0 };
        self.worked_before(day) * self.minutes + today
    }

    /// The moment at which the working minute after `offset` begins: a start. None if it never comes.
    #[must_use]
    pub fn start_at(&self, offset: i64) -> Option<Instant> {
        let offset = offset.max(0);
        let day = self.nth_day(offset.checked_div(self.minutes)?)?;
        Some(Instant(Instant::MIN.0 + day * DAY_MINUTES + self.opens + offset % self.minutes))
    }

    /// The moment at which `offset` working minutes are over: a finish. None if it never comes.
    #[must_use]
    pub fn finish_at(&self, offset: i64) -> Option<Instant> {
        if offset <= 0 {
            return Some(Instant::MIN);
        }
        Some(self.start_at(offset - 1)?.plus(1))
    }

    /// Working time from one moment to another; negative if the other is earlier.
    #[must_use]
    pub fn between(&self, from: Instant, to: Instant) -> WorkTime {
        WorkTime { minutes: self.offset(to) - self.offset(from), day_minutes: self.minutes }
    }

    /// Working days up to and with a day, counted from the first there is: the number of a period.
    #[must_use]
    pub fn day_count(&self, day: Date) -> i64 {
        self.worked_before(day_index(day) + 1)
    }

    /// The working day of a number that [`Self::day_count`] gave. None if it never comes.
    #[must_use]
    pub fn day_of_count(&self, count: i64) -> Option<Date> {
        let day = self.nth_day(count - 1)?;
        Some(Date::from_day_number((FIRST_DAY + day) as i32))
    }

    fn weekly_before(&self, day: i64) -> i64 {
        day.div_euclid(7) * self.week[7] + self.week[day.rem_euclid(7) as usize]
    }

    fn worked_before(&self, day: i64) -> i64 {
        let before = self.off.partition_point(|off| off.from < day);
        let removed = before.checked_sub(1).map_or(0, |last| {
            let off = &self.off[last];
            off.removed_before + self.weekly_before(day.min(off.to)) - self.weekly_before(off.from)
        });
        self.weekly_before(day) - removed
    }

    fn works(&self, day: i64) -> bool {
        let weekday = day.rem_euclid(7) as usize;
        let before = self.off.partition_point(|off| off.from <= day);
        let is_off = before.checked_sub(1).is_some_and(|last| day < self.off[last].to);
        self.week[weekday] < self.week[weekday + 1] && !is_off
    }

    /// The working day of a place in the order of all working days, from 0.
    fn nth_day(&self, place: i64) -> Option<i64> {
        let passed = self.off.partition_point(|off| off.worked_before <= place);
        let removed = passed.checked_sub(1).map_or(0, |last| {
            let off = &self.off[last];
            off.removed_before + self.weekly_before(off.to) - self.weekly_before(off.from)
        });
        let weekly = place + removed;
        let weeks = weekly.checked_div(self.week[7])?;
        let rest = weekly % self.week[7];
        let weekday = (0..7).find(|day| self.week[*day] <= rest && rest < self.week[*day + 1])?;
        let day = weeks * 7 + weekday as i64;
        (0..DAYS).contains(&day).then_some(day)
    }
}

/// Days since the first there is.
fn day_index(day: Date) -> i64 {
    i64::from(day.day_number()) - FIRST_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEKDAYS: [bool; 7] = [true, true, true, true, true, false, false];

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn at(text: &str) -> Instant {
        Instant::at(DateTime::parse(text).expect("a time"))
    }

    fn calendar() -> Calendar {
        Calendar::new(WEEKDAYS, (540, 1020)).without(vec![(day("2026-05-25"), Some(day("2026-05-25")))])
    }

    fn later(calendar: &Calendar, from: &str, minutes: i64) -> String {
        let finish = calendar.finish_at(calendar.offset(at(from)) + minutes);
        finish.map_or_else(|| "never".to_owned(), |finish| finish.time().to_string())
    }

    #[test]
    fn working_time_skips_nights_weekends_and_holidays() {
        let calendar = calendar();
        assert_eq!(later(&calendar, "2026-05-16T21:00", 2 * 480), "2026-05-19T17:00");
        assert_eq!(later(&calendar, "2026-05-22T09:00", 2 * 480), "2026-05-26T17:00");
        assert_eq!(later(&calendar, "2026-05-22T16:00", 90), "2026-05-26T09:30");
        let start = calendar.start_at(calendar.offset(at("2026-05-22T17:00")));
        assert_eq!(start, Some(at("2026-05-26T09:00")));
        assert_eq!(calendar.between(at("2026-05-22T17:00"), Instant::end_of(day("2026-05-29"))).whole_days(), 4);
        assert_eq!(calendar.between(Instant::end_of(day("2026-05-29")), at("2026-05-22T17:00")).whole_days(), -4);
    }

    #[test]
    fn counting_agrees_with_a_walk_over_the_days() {
        let away = vec![(day("2026-06-03"), Some(day("2026-06-09"))), (day("2026-06-08"), Some(day("2026-06-14")))];
        let calendar = calendar().without(away);
        let mut count = calendar.day_count(day("2026-05-01"));
        for step in 1..90 {
            let date = day("2026-05-01").add_days(step);
            count += i64::from(calendar.is_working(date));
            assert_eq!(calendar.day_count(date), count, "{date}");
            if calendar.is_working(date) {
                assert_eq!(calendar.day_of_count(count), Some(date));
            }
        }
    }

    #[test]
    fn what_never_comes_is_none() {
        let endless = calendar().without(vec![(day("2026-06-01"), None)]);
        assert_eq!(later(&endless, "2026-05-28T17:00", 480), "2026-05-29T17:00");
        assert_eq!(later(&endless, "2026-05-28T17:00", 481), "never");
        let empty = Calendar::new([false; 7], (540, 1020));
        assert_eq!(later(&empty, "2026-05-28T17:00", 1), "never");
        let closed = Calendar::new(WEEKDAYS, (540, 540));
        assert_eq!(closed.start_at(closed.offset(at("2026-05-28T17:00"))), None);
        assert_eq!(later(&calendar(), "9999-12-31T09:00", 481), "never");
    }

    #[test]
    fn a_finish_at_midnight_shows_the_day_before() {
        assert_eq!(Instant::end_of(day("2026-05-22")).finish_day(), day("2026-05-22"));
        assert_eq!(at("2026-05-22T17:00").finish_day(), day("2026-05-22"));
    }
}
