//! The words of a site: texts of the catalogue filled in, dates, money, durations and counts as its language says them.

use std::fmt::{Display, Write};
use std::sync::Arc;

use crate::config::Catalogue;
use crate::document::Prose;
use crate::value::{Date, DateTime, Decimal, Duration, Every, EveryUnit, Money, Unit};

/// Says everything that a site says. The status date's year is left out of short dates, the currency is named once.
#[derive(Clone, Debug, Default)]
pub struct Words {
    catalogue: Arc<Catalogue>,
    /// The year that short dates leave out.
    pub year: i16,
    /// The currency code, such as `USD`.
    pub currency: String,
}

impl Words {
    /// The words of a language, for a status date's year and a currency.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, year: i16, currency: &str) -> Self {
        Self { catalogue, year, currency: currency.to_owned() }
    }

    /// The language, as HTML names it.
    #[must_use]
    pub fn lang(&self) -> &str {
        self.catalogue.lang()
    }

    /// The text of a key, if there is such a key. For templates of somebody's own; the house uses [`Self::say`].
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&str> {
        self.catalogue.find(key)
    }

    /// The text of a key.
    #[must_use]
    pub fn say(&self, key: &str) -> &str {
        let text = self.catalogue.find(key);
        debug_assert!(text.is_some(), "the catalogue has no `{key}`");
        text.expect("a test holds that the catalogue has every key that is asked for")
    }

    /// The text of a key with its `{name}`s filled in: `fill("timeline.lead", &[("date", &date)])`.
    #[must_use]
    pub fn fill(&self, key: &str, values: &[(&str, &dyn Display)]) -> String {
        fill_in(self.say(key), values)
    }

    /// The plural of a key for a count, which fills in `{n}`: `count("duration.days", 3)`.
    #[must_use]
    pub fn count(&self, key: &str, count: i64) -> String {
        self.fill_count(key, count, &[])
    }

    /// The plural of a key for a count, with more to fill in.
    #[must_use]
    pub fn fill_count(&self, key: &str, count: i64, values: &[(&str, &dyn Display)]) -> String {
        let form = self.catalogue.plural(key, count.unsigned_abs());
        let form = form.expect("a test holds that the catalogue has every key that is asked for");
        let count = self.number(count.into());
        let all: Vec<(&str, &dyn Display)> =
            [("n", &count as &dyn Display)].into_iter().chain(values.iter().copied()).collect();
        fill_in(form, &all)
    }

    /// What the site calls a word of the plan's format: `name("category", "labour")`.
    #[must_use]
    pub fn name(&self, table: &str, word: &str) -> &str {
        self.say(&format!("{table}.{word}"))
    }

    /// `a`, `a and b`, `a, b and c`.
    #[must_use]
    pub fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        match items {
            [] => String::new(),
            [one] => one.as_ref().to_owned(),
            [first @ .., last] => {
                let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
                self.fill("list.two", &[("first", &first.join(self.say("list.comma"))), ("last", &last.as_ref())])
            }
        }
    }

    fn date(&self, key: &str, weekdays: &str, date: Date) -> String {
        let weekday = self.name(weekdays, &date.weekday().index().to_string());
        self.fill(
            key,
            &[("weekday", &weekday), ("day", &date.day()), ("month", &self.month(date)), ("year", &date.year())],
        )
    }

    fn with_year(&self, text: String, date: Date) -> String {
        if date.year() == self.year { text } else { format!("{text} {}", date.year()) }
    }

    /// `Wed 13 May`; with the year where it is not the status date's.
    #[must_use]
    pub fn short(&self, date: Date) -> String {
        self.with_year(self.date("date.long", "date.weekdays_short", date), date)
    }

    /// `Friday 22 May`; with the year where it is not the status date's.
    #[must_use]
    pub fn long(&self, date: Date) -> String {
        self.with_year(self.date("date.long", "date.weekdays", date), date)
    }

    /// `Saturday 9 May 2026`.
    #[must_use]
    pub fn full(&self, date: Date) -> String {
        self.date("date.full", "date.weekdays", date)
    }

    /// `24 April 2026`.
    #[must_use]
    pub fn plain(&self, date: Date) -> String {
        self.date("date.plain", "date.weekdays", date)
    }

    /// `9 May`, for dense tables; with the year where it is not the status date's.
    #[must_use]
    pub fn day_month(&self, date: Date) -> String {
        self.with_year(self.date("date.day_month", "date.weekdays", date), date)
    }

    /// `9 May` with three letters of the month, for axes and dense columns; without the year.
    #[must_use]
    pub fn day_short_month(&self, date: Date) -> String {
        self.fill("date.day_month", &[("day", &date.day()), ("month", &self.short_month(date))])
    }

    /// `May`.
    #[must_use]
    pub fn month(&self, date: Date) -> &str {
        self.name("date.months", &(date.month() - 1).to_string())
    }

    /// Three letters of a month: `Sep`.
    #[must_use]
    pub fn short_month(&self, date: Date) -> &str {
        self.name("date.months_short", &(date.month() - 1).to_string())
    }

    /// `Saturday 9 May 2026, 19:00–23:00`, or with both days where it ends on another one.
    #[must_use]
    pub fn hours(&self, start: DateTime, end: Option<DateTime>) -> String {
        let (day, from) = (self.full(start.date), start.clock());
        let Some(end) = end else { return self.fill("date.hours_open", &[("day", &day), ("from", &from)]) };
        let to = end.clock();
        if end.date == start.date {
            return self.fill("date.hours", &[("day", &day), ("from", &from), ("to", &to)]);
        }
        let last_day = self.full(end.date);
        self.fill("date.hours_over_days", &[("day", &day), ("from", &from), ("last_day", &last_day), ("to", &to)])
    }

    /// A time zone as people say it: `New York time`.
    #[must_use]
    pub fn zone(&self, zone: &str) -> String {
        let city = zone.rsplit('/').next().unwrap_or_default().replace('_', " ");
        if city.is_empty() { String::new() } else { self.fill("date.zone", &[("city", &city)]) }
    }

    /// `USD 32,415`.
    #[must_use]
    pub fn money(&self, amount: Money) -> String {
        let amount = self.figure(amount);
        self.fill("number.money", &[("currency", &self.currency), ("amount", &amount)]).trim().to_owned()
    }

    /// `8,050`, with a true minus.
    #[must_use]
    pub fn figure(&self, amount: Money) -> String {
        self.localised(&amount.grouped())
    }

    /// `+1,450`, `−200`, `+0`.
    #[must_use]
    pub fn signed_figure(&self, amount: Money) -> String {
        if amount < Money::ZERO { self.figure(amount) } else { format!("+{}", self.figure(amount)) }
    }

    /// A decimal as people write it.
    #[must_use]
    pub fn number(&self, value: Decimal) -> String {
        self.localised(&value.normalize().to_string())
    }

    /// `0.930`: an index, of so many decimals that those of a column stand below each other.
    #[must_use]
    pub fn index(&self, value: Decimal) -> String {
        self.localised(&format!("{:.3}", value.round_dp(3)))
    }

    /// `4.9 %`, unbroken.
    #[must_use]
    pub fn percent(&self, value: Decimal) -> String {
        self.fill("number.percent", &[("number", &self.number(value))]).replace(' ', "\u{a0}")
    }

    fn localised(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '-' => out.push('\u{2212}'),
                ',' => out.push_str(self.say("number.group")),
                '.' => out.push_str(self.say("number.decimal")),
                _ => out.push(letter),
            }
        }
        out
    }

    /// `3 working days`, `4 hours`, `20 minutes`.
    #[must_use]
    pub fn duration(&self, length: Duration) -> String {
        let key = match length.unit {
            Unit::Minutes => "duration.minutes",
            Unit::Hours => "duration.hours",
            Unit::Days => "duration.working_days",
            Unit::Weeks => "duration.working_weeks",
            Unit::ElapsedDays => "duration.days",
        };
        let exact = Decimal::new(length.hundredths, 2).normalize();
        let form = if exact == Decimal::ONE { "one" } else { "other" };
        self.fill(&format!("{key}.{form}"), &[("n", &self.number(exact))])
    }

    /// Minutes as `4 hours`, `90 minutes`, `3 days`.
    #[must_use]
    pub fn minutes(&self, length: i64) -> String {
        match length {
            0..180 if length % 60 != 0 => self.count("duration.minutes", length),
            _ if length % 1440 == 0 => self.count("duration.days", length / 1440),
            _ if length % 60 == 0 => self.count("duration.hours", length / 60),
            _ => {
                let rest = format!("{:02}", length % 60);
                self.fill("duration.hours_minutes", &[("hours", &(length / 60)), ("minutes", &rest)])
            }
        }
    }

    /// `every week`, `every 2 weeks`.
    #[must_use]
    pub fn every(&self, every: Every) -> String {
        let key = match every.unit {
            EveryUnit::Days => "duration.every_days",
            EveryUnit::Weeks => "duration.every_weeks",
            EveryUnit::Months => "duration.every_months",
        };
        self.count(key, every.count.into())
    }
}

/// A text with its `{name}`s filled in, in one pass, so that a value is never taken for a placeholder.
fn fill_in(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, behind)) = after.split_once('}') else { break };
        let value = values.iter().find(|(known, _)| *known == name);
        debug_assert!(value.is_some(), "nothing fills in `{{{name}}}` of `{text}`");
        if let Some((_, value)) = value {
            write!(out, "{value}").expect("a text takes everything");
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// `1 day`, `3 days`.
#[must_use]
pub fn plural(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// With a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The words of prose without its marks; `title` gives the words for an id.
#[must_use]
pub fn plain_text(prose: &Prose, title: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(prose.text().len());
    for run in prose.runs() {
        let named = if run.is_item { title(run.text.value) } else { None };
        for word in named.as_deref().unwrap_or(run.text.value).split_whitespace() {
            // Marks stood between a word and what follows it.
            if !out.is_empty() && !out.ends_with('(') && !word.starts_with(['.', ',', ';', ':', ')']) {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// The first sentences of a text that fit into `limit` letters; one that is longer alone is cut at a word.
#[must_use]
pub fn sentence(text: &str, limit: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = line
        .match_indices(['.', '!', '?'])
        .map(|(place, _)| place + 1)
        .filter(|end| line[*end..].is_empty() || line[*end..].starts_with(' '));
    let fits = |end: &usize| line[..*end].chars().count() <= limit;
    let ends: Vec<usize> = ends.chain([line.len()]).collect();
    if let Some(end) = ends.iter().copied().filter(fits).max() {
        return line[..end].to_owned();
    }
    let first = &line[..ends[0]];
    let mut short = String::new();
    for word in first.split(' ') {
        if short.chars().count() + word.chars().count() + 2 > limit {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    format!("{short}\u{2026}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lang: &str) -> Words {
        Words::new(Catalogue::built_in(lang).expect("it is embedded"), 2026, "USD")
    }

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    #[test]
    fn dates_lists_and_sentences_read_like_a_letter() {
        let words = words("en");
        assert_eq!(words.short(day("2026-05-13")), "Wed 13\u{a0}May");
        assert_eq!(words.long(day("2025-05-13")), "Tuesday 13\u{a0}May 2025");
        assert_eq!(words.list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(sentence("All well. More to come.", 110), "All well. More to come.");
        assert_eq!(sentence("All well. More to come.", 12), "All well.");
        assert_eq!(sentence("one two three four", 10), "one two\u{2026}");
        let minutes = [90, 240, 4320, 250].map(|length| words.minutes(length));
        assert_eq!(minutes, ["90 minutes", "4 hours", "3 days", "4 h 10 min"]);
    }

    #[test]
    fn german_has_its_own_dates_and_figures() {
        let words = words("de");
        assert_eq!(words.short(day("2026-05-13")), "Mi, 13.\u{a0}Mai");
        assert_eq!(words.full(day("2026-05-09")), "Samstag, 9.\u{a0}Mai 2026");
        let start = DateTime::parse("2026-05-09T19:00").expect("a time");
        assert_eq!(
            words.hours(start, DateTime::parse("2026-05-09T23:00").ok()),
            "Samstag, 9.\u{a0}Mai 2026, 19:00–23:00 Uhr"
        );
        let amount = Money("-32415.5".parse().expect("a number"));
        assert_eq!(words.money(amount), "\u{2212}32.415,50\u{a0}USD");
        assert_eq!(words.duration(Duration::parse("1.5d").expect("a length")), "1,5 Arbeitstage");
        assert_eq!(words.every(Every::parse("1w").expect("a cadence")), "jede Woche");
    }

    #[test]
    fn what_is_filled_in_is_never_a_placeholder_itself() {
        assert_eq!(fill_in("{a} and {b}", &[("a", &"{b}"), ("b", &"{a}")]), "{b} and {a}");
    }
}
