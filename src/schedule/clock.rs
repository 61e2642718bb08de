//! A calendar as a table of days, for passes that ask it millions of times.

use super::calendar::{Calendar, DAY_MINUTES, Instant};

/// How many days all tables of a network may hold together; beyond them the calendar is asked.
const DAYS: i64 = 3_000_000;
/// How many days one table may hold.
const MOST_DAYS: i64 = 100_000;

/// The days of a calendar between two moments, counted; it answers as the calendar does.
#[derive(Clone, Debug)]
pub(super) struct Clock {
    calendar: Calendar,
    first_day: i64,
    opens: i64,
    minutes: i64,
    /// Working minutes before each day, since the first; one more than there are days.
    before: Vec<u32>,
    /// The day of each working day, since the first.
    days: Vec<u32>,
    /// Working minutes before the first day.
    base: i64,
}

impl Clock {
    /// The table of one of `among` calendars.
    pub(super) fn new(calendar: &Calendar, from: Instant, to: Instant, among: usize) -> Self {
        let first_day = (from.0 - Instant::MIN.0) / DAY_MINUTES;
        let most = (DAYS / among.max(1) as i64).min(MOST_DAYS);
        let count = ((to.0 - from.0) / DAY_MINUTES + 1).clamp(0, most);
        let start = |day: i64| Instant(Instant::MIN.0 + (first_day + day) * DAY_MINUTES);
        let base = calendar.offset(start(0));
        let minutes = calendar.minutes_per_day();
        let (mut before, mut days) = (Vec::with_capacity(count as usize + 1), Vec::new());
        for day in 0..=count {
            before.push((calendar.offset(start(day)) - base) as u32);
            if day > 0 && before[day as usize] > before[day as usize - 1] {
                days.push(day as u32 - 1);
            }
        }
        let opens = calendar.opening(from.start_day()).0 - Instant::start_of(from.start_day()).0;
        Self { calendar: calendar.clone(), first_day, opens, minutes, before, days, base }
    }

    /// [`Calendar::offset`].
    pub(super) fn offset(&self, moment: Instant) -> i64 {
        let since = moment.0 - Instant::MIN.0;
        let day = since / DAY_MINUTES - self.first_day;
        if day < 0 || day as usize + 1 >= self.before.len() {
            return self.calendar.offset(moment);
        }
        let (before, after) = (i64::from(self.before[day as usize]), i64::from(self.before[day as usize + 1]));
        self.base + (before + (since % DAY_MINUTES - self.opens).max(0)).min(after)
    }

    /// [`Calendar::start_at`].
    pub(super) fn start_at(&self, offset: i64) -> Option<Instant> {
        let since = offset - self.base;
        if since < 0 || since > i64::from(u32::MAX) || self.minutes == 0 {
            return self.calendar.start_at(offset);
        }
        let (since, minutes) = (since as u32, self.minutes as u32);
        match self.days.get((since / minutes) as usize) {
            Some(day) => {
                let day = self.first_day + i64::from(*day);
                Some(Instant(Instant::MIN.0 + day * DAY_MINUTES + self.opens + i64::from(since % minutes)))
            }
            None => self.calendar.start_at(offset),
        }
    }

    /// [`Calendar::finish_at`].
    pub(super) fn finish_at(&self, offset: i64) -> Option<Instant> {
        if offset <= 0 {
            return Some(Instant::MIN);
        }
        Some(self.start_at(offset - 1)?.plus(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Date;

    #[test]
    fn it_answers_as_the_calendar_does() {
        let day = |text: &str| Date::parse(text).expect("a date");
        let week = [true, false, true, true, true, true, false];
        let away = vec![(day("2026-03-10"), Some(day("2026-03-12"))), (day("2026-04-01"), None)];
        for calendar in [Calendar::new(week, (540, 1020)), Calendar::new(week, (0, 1440)).without(away)] {
            let clock =
                Clock::new(&calendar, Instant::start_of(day("2026-03-02")), Instant::start_of(day("2026-04-20")), 1);
            for step in -4000..30_000 {
                let moment = Instant::start_of(day("2026-03-02")).plus(step * 7);
                assert_eq!(clock.offset(moment), calendar.offset(moment), "{moment:?}");
                let offset = calendar.offset(moment);
                assert_eq!(clock.start_at(offset), calendar.start_at(offset), "{offset}");
                assert_eq!(clock.finish_at(offset + step), calendar.finish_at(offset + step), "{offset}");
            }
        }
    }
}
