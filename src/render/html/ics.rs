//! The calendar (RFC 5545): milestones, outages, what is asked of the client.

use crate::value::{Date, DateTime};
use crate::view::{Certainty, Event, Site, When};

/// A calendar needs a component: one that says nothing stands where there is no event yet.
const NOTHING: [&str; 8] = [
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// The calendar of a site. The time stamp is the status date, so that the same plan gives the same bytes.
pub(super) fn calendar(site: &Site) -> String {
    let mut out = String::new();
    let mut line = |text: String| fold(&text, &mut out);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//planmark//status site//EN".to_owned());
    line("CALSCALE:GREGORIAN".to_owned());
    line(format!("NAME:{}", escape(&site.frame.project)));
    line(format!("X-WR-CALNAME:{}", escape(&site.frame.project)));
    line("REFRESH-INTERVAL;VALUE=DURATION:P1D".to_owned());
    if site.events.is_empty() {
        NOTHING.iter().for_each(|text| line((*text).to_owned()));
    }
    let stamp = day(site.as_of);
    // Later sites revise earlier ones: who imported an event takes the one with the higher number.
    let sequence = Date::new(2020, 1, 1).map_or(0, |begin| begin.days_until(site.as_of).max(0));
    for event in &site.events {
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}", escape(&format!("{}@{}.planmark", event.id.replace('/', "."), site.id))));
        line(format!("DTSTAMP:{stamp}T000000Z"));
        line(format!("SEQUENCE:{sequence}"));
        for text in times(event) {
            line(text);
        }
        line(format!("SUMMARY:{}", escape(&event.title)));
        line(format!("DESCRIPTION:{}", escape(&described(event, site))));
        for place in event.place.iter().filter(|place| !place.is_empty()) {
            line(format!("LOCATION:{}", escape(place)));
        }
        if let Some(state) = status(event.certainty) {
            line(format!("STATUS:{state}"));
        }
        if let Some(base) = site.base_url.as_deref() {
            line(format!("URL:{}/{}", base.trim_end_matches('/'), event.path));
        }
        line("TRANSP:TRANSPARENT".to_owned());
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out
}

/// What it is, and the project that it belongs to: in somebody's calendar it stands among everything else.
fn described(event: &Event, site: &Site) -> String {
    if site.frame.is_portfolio {
        event.description.clone()
    } else {
        format!("{}\n{}", event.description, site.frame.project)
    }
}

fn status(certainty: Certainty) -> Option<&'static str> {
    match certainty {
        Certainty::Planned => None,
        Certainty::Agreed => Some("CONFIRMED"),
        Certainty::Open => Some("TENTATIVE"),
        Certainty::Off => Some("CANCELLED"),
    }
}

fn times(event: &Event) -> [String; 2] {
    match &event.when {
        When::Day(date) => {
            [format!("DTSTART;VALUE=DATE:{}", day(*date)), format!("DTEND;VALUE=DATE:{}", day(date.add_days(1)))]
        }
        When::Span(Some((start, end)), _, _) => {
            [format!("DTSTART:{}Z", instant(*start)), format!("DTEND:{}Z", instant(*end))]
        }
        When::Span(None, start, end) => [format!("DTSTART:{}", local(*start)), format!("DTEND:{}", local(*end))],
    }
}

fn day(date: Date) -> String {
    date.to_string().replace('-', "")
}

fn local(at: DateTime) -> String {
    format!("{}T{}00", day(at.date), at.clock().replace(':', ""))
}

fn instant(seconds: i64) -> String {
    local(DateTime::from_minute_number(seconds.div_euclid(60)))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' => out.push_str("\\n"),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

/// Writes a line, folded so that no part has more than 75 bytes, never inside a character. Whatever it holds, it is one
/// line.
fn fold(text: &str, out: &mut String) {
    let mut width = 0;
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if width + letter.len_utf8() > 74 {
            out.push_str("\r\n ");
            width = 1;
        }
        width += letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fold_on_characters_and_texts_cannot_end_them() {
        let mut out = String::new();
        fold(&"ä".repeat(60), &mut out);
        assert!(out.split("\r\n").all(|line| line.len() <= 75), "{out}");
        out.clear();
        fold("URL:https://a.example\r\nEND:VEVENT", &mut out);
        assert_eq!(out, "URL:https://a.exampleEND:VEVENT\r\n");
        assert_eq!(escape("a;b,c\\\r\nEND:VEVENT"), "a\\;b\\,c\\\\\\nEND:VEVENT");
    }
}
