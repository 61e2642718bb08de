//! Dates, money, durations and counts as the site says them.

use crate::value::{Date, DateTime, Decimal, Duration, Money, Unit};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How a site says dates and money: the status date's year is left out, the currency is named once.
#[derive(Clone, Debug)]
pub struct Words {
    /// The year that short dates leave out.
    pub year: i16,
    /// The currency code, such as `USD`.
    pub currency: String,
}

impl Words {
    /// `Wed 13 May`; with the year where it is not the status date's.
    #[must_use]
    pub fn short(&self, date: Date) -> String {
        let day = format!("{} {} {}", &capital(date.weekday().name())[..3], date.day(), month(date));
        if date.year() == self.year { day } else { format!("{day} {}", date.year()) }
    }

    /// `Friday 22 May`; with the year where it is not the status date's.
    #[must_use]
    pub fn long(&self, date: Date) -> String {
        if date.year() == self.year {
            format!("{} {} {}", capital(date.weekday().name()), date.day(), month(date))
        } else {
            full(date)
        }
    }

    /// `USD 32,415`.
    #[must_use]
    pub fn money(&self, amount: Money) -> String {
        format!("{} {}", self.currency, figure(amount))
    }

    /// `Saturday 9 May 2026, 19:00–23:00`, or with both days where it ends on another one.
    #[must_use]
    pub fn hours(&self, start: DateTime, end: Option<DateTime>) -> String {
        match end {
            Some(end) if end.date == start.date => format!("{}, {}–{}", full(start.date), start.clock(), end.clock()),
            Some(end) => {
                format!("{}, {} to {}, {}", full(start.date), start.clock(), full(end.date), end.clock())
            }
            None => format!("{}, from {}", full(start.date), start.clock()),
        }
    }
}

/// `Saturday 9 May 2026`.
#[must_use]
pub fn full(date: Date) -> String {
    format!("{} {} {} {}", capital(date.weekday().name()), date.day(), month(date), date.year())
}

/// `24 April 2026`.
#[must_use]
pub fn plain(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    MONTHS[(date.month().clamp(1, 12) - 1) as usize]
}

/// `8,050`, with a true minus.
#[must_use]
pub fn figure(amount: Money) -> String {
    amount.grouped().replace('-', "\u{2212}")
}

/// A decimal as people write it.
#[must_use]
pub fn number(value: Decimal) -> String {
    value.normalize().to_string().replace('-', "\u{2212}")
}

/// `3 working days`, `4 hours`, `20 minutes`.
#[must_use]
pub fn duration(length: Duration) -> String {
    let text = length.to_string();
    let digits = text.find(|letter: char| letter.is_ascii_alphabetic()).unwrap_or(text.len());
    let (count, _) = text.split_at(digits);
    let count = count.replace('-', "\u{2212}");
    let (one, many) = match length.unit {
        Unit::Minutes => ("minute", "minutes"),
        Unit::Hours => ("hour", "hours"),
        Unit::Days => ("working day", "working days"),
        Unit::Weeks => ("working week", "working weeks"),
        Unit::ElapsedDays => ("day", "days"),
    };
    format!("{count} {}", if count == "1" { one } else { many })
}

/// Minutes as `4 hours`, `90 minutes`, `3 days`.
#[must_use]
pub fn minutes(length: i64) -> String {
    match length {
        0..180 if length % 60 != 0 => format!("{length} minutes"),
        _ if length % 1440 == 0 => plural(length / 1440, "day", "days"),
        _ if length % 60 == 0 => plural(length / 60, "hour", "hours"),
        _ => format!("{} h {:02} min", length / 60, length % 60),
    }
}

/// `1 day`, `3 days`.
#[must_use]
pub fn plural(count: i64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// With a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// With a capital first letter where a sentence begins.
#[must_use]
pub fn capital_if(begins: bool, text: &str) -> String {
    if begins { capital(text) } else { text.to_owned() }
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

    #[test]
    fn dates_lists_and_sentences_read_like_a_letter() {
        let words = Words { year: 2026, currency: "USD".to_owned() };
        let day = Date::parse("2026-05-13").expect("a date");
        assert_eq!(words.short(day), "Wed 13 May");
        assert_eq!(Words { year: 2025, ..words }.long(day), "Wednesday 13 May 2026");
        assert_eq!(list(&["a".to_owned(), "b".to_owned(), "c".to_owned()]), "a, b and c");
        assert_eq!(sentence("All well. More to come.", 110), "All well. More to come.");
        assert_eq!(sentence("All well. More to come.", 12), "All well.");
        assert_eq!(sentence("one two three four", 10), "one two\u{2026}");
        assert_eq!(
            (minutes(90), minutes(240), minutes(4320)),
            ("90 minutes".into(), "4 hours".into(), "3 days".into())
        );
    }
}
