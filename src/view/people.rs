//! Who is who.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Page, Row, Section};
use super::words;
use crate::audience::PublicPerson;
use crate::document::keys::Register;
use crate::document::keys::words::Side;

impl Maker<'_> {
    pub(super) fn people_page(&self) -> Page {
        let mut page = Page::new("people.html", "people", "People");
        let contact = self.plan.project.contact.as_ref();
        page.lead =
            contact.map_or(String::new(), |contact| format!("Your contact for everything is {}.", contact.name));
        let sides = [
            ("Client", Some(Side::Client)),
            ("Provider", Some(Side::Provider)),
            ("Vendors", Some(Side::Vendor)),
            ("Others", Some(Side::Other)),
            ("Others", None),
        ];
        for (title, side) in sides {
            let rows: Vec<Row> = self
                .plan
                .people
                .iter()
                .filter(|person| person.side == side)
                .map(|person| self.person_row(person))
                .collect();
            if !rows.is_empty() {
                page.add(Section::new(title, "", vec![Block::Rows { rows }]));
            }
        }
        page.add(self.reporting_section());
        page
    }

    fn person_row(&self, person: &PublicPerson) -> Row {
        let roles = self.person_roles(person);
        let deputy = person.deputy.as_deref().map(|deputy| format!("{deputy} stands in"));
        let note: Vec<String> = roles.into_iter().chain(person.org.clone()).chain(deputy).collect();
        Row::new(&person.base.title)
            .to(Some(item_url(Register::Stakeholders, &person.base.id)))
            .note(note.join("; "))
            .right(person.channel.clone().unwrap_or_default())
    }

    fn reporting_section(&self) -> Section {
        let reporting = &self.plan.project.reporting;
        let mut rows = Vec::new();
        if let Some(every) = reporting.every {
            let day = reporting.day.map(|day| format!(", on {}", words::capital(day))).unwrap_or_default();
            rows.push(Row::new("Updates").note(format!("every {}{day}", cadence(&every.to_string()))));
        }
        if let Some(every) = reporting.checkin {
            rows.push(Row::new("Check-ins").note(format!("every {}", cadence(&every.to_string()))));
        }
        for (title, items) in [
            ("Written to", &reporting.to),
            ("Where", &reporting.channels),
            ("If it cannot wait", &reporting.escalation),
        ] {
            if !items.is_empty() {
                rows.push(Row::new(title).note(self.words.list(items)));
            }
        }
        if let Some(by) = &reporting.by {
            rows.push(Row::new("Written by").note(by.clone()));
        }
        let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
        Section::new("How we communicate", "", blocks)
    }

    /// A person's position, or roles in words.
    pub(super) fn person_roles(&self, person: &PublicPerson) -> Option<String> {
        let roles: Vec<&str> = person.roles.iter().map(|role| role_words(role.name())).collect();
        person.position.clone().or_else(|| (!roles.is_empty()).then(|| words::capital(&self.words.list(&roles))))
    }
}

fn role_words(role: &str) -> &str {
    match role {
        "pm" => "project manager",
        "lead" => "lead technician",
        "decision-maker" => "decision maker",
        other => other,
    }
}

/// `1w` as `week`, `2w` as `2 weeks`.
pub(super) fn cadence(every: &str) -> String {
    let digits = every.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(0);
    let (count, unit) = every.split_at(digits);
    let unit = match unit {
        "w" => "week",
        "mo" => "month",
        _ => "day",
    };
    if count == "1" { unit.to_owned() } else { format!("{count} {unit}s") }
}

/// Where a channel leads: a mailbox or a number.
pub(super) fn channel_url(channel: &str) -> Option<String> {
    let plain = channel.trim();
    let is_mail = plain.contains('@') && !plain.contains(char::is_whitespace) && !plain.contains(['<', '>', '"']);
    if is_mail && !plain.contains(':') {
        return Some(format!("mailto:{plain}"));
    }
    let digits: String = plain.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
    let is_number = plain.chars().all(|letter| letter.is_ascii_digit() || "+ ()-/.".contains(letter));
    (is_number && digits.len() >= 6).then(|| format!("tel:{digits}"))
}
