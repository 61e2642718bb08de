//! The calendar (RFC 5545): milestones, outages, what is asked of the client.

use crate::value::{Date, DateTime};
use crate::view::Site;
use crate::view::{Event, When};

/// The calendar of a site. The time stamp is the status date, so that the same plan gives the same bytes.
pub(super) fn calendar(site: &Site) -> String {
    let mut out = String::new();
    let mut line = |text: String| fold(&text, &mut out);
    line("BEGIN:VCALENDAR".to_owned());
    line("VERSION:2.0".to_owned());
    line("PRODID:-//planmark//status site//EN".to_owned());
    line("CALSCALE:GREGORIAN".to_owned());
    line(format!("X-WR-CALNAME:{}", escape(&site.frame.project)));
    let stamp = day(site.as_of);
    for event in &site.events {
        line("BEGIN:VEVENT".to_owned());
        line(format!("UID:{}", escape(&format!("{}@{}.planmark", event.id.replace('/', "."), site.id))));
        line(format!("DTSTAMP:{stamp}T000000Z"));
        for text in times(event) {
            line(text);
        }
        line(format!("SUMMARY:{}", escape(&event.title)));
        line(format!("DESCRIPTION:{}", escape(&event.description)));
        if let Some(base) = site.base_url.as_deref() {
            line(format!("URL:{}/{}", base.trim_end_matches('/'), event.path));
        }
        line("TRANSP:TRANSPARENT".to_owned());
        line("END:VEVENT".to_owned());
    }
    line("END:VCALENDAR".to_owned());
    out
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
