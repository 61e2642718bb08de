//! Who is who, and how people hear from each other.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Mark, Page, Row, Section};
use super::words;
use crate::audience::{Contact, PublicPerson};
use crate::document::keys::words::Side;
use crate::document::keys::{Register, Stage};

impl Maker<'_> {
    pub(super) fn people_page(&self) -> Page {
        let mut page = self.nav_page("people");
        let contact = self.plan.project.contact.as_ref();
        page.lead = contact.map_or(String::new(), |contact| self.words.fill("people.lead", &[("name", &contact.name)]));
        for side in [Side::Client, Side::Provider, Side::Vendor, Side::Other] {
            let people = self.plan.people.iter().filter(|person| person.side.unwrap_or(Side::Other) == side);
            let rows: Vec<Row> = people.map(|person| self.person_row(person)).collect();
            if !rows.is_empty() {
                let title = self.words.name("side", side.name());
                page.add(Section::new(side.name(), title, vec![Block::Rows { rows }]));
            }
        }
        if page.sections.is_empty() {
            page.lead = self.comes_in("empty.people", Stage::Identification);
        }
        page.add(self.reporting_section());
        page.add(self.agreement_section());
        page.add(self.signoff_section());
        page
    }

    fn person_row(&self, person: &PublicPerson) -> Row {
        let roles = self.person_roles(person);
        let deputy = person.deputy.as_deref().map(|deputy| self.words.fill("people.stands_in", &[("name", &deputy)]));
        let note: Vec<String> = roles.into_iter().chain(person.org.clone()).chain(deputy).collect();
        Row::new(&person.base.title)
            .to(Some(item_url(Register::Stakeholders, &person.base.id)))
            .note(note.join("; "))
            .right(person.channel.clone().unwrap_or_default())
    }

    fn reporting_section(&self) -> Section {
        let reporting = &self.plan.project.reporting;
        let mut terms = Vec::new();
        if let Some(every) = reporting.every {
            let every = self.words.every(every);
            let note = match reporting.day {
                Some(day) => {
                    let day = self.words.name("date.weekdays", &day.index().to_string());
                    self.words.fill("people.every_on", &[("every", &every), ("day", &day)])
                }
                None => every,
            };
            terms.push(self.term("people.updates", words::capital(&note)));
        }
        if let Some(every) = reporting.checkin {
            terms.push(self.term("people.check_ins", words::capital(&self.words.every(every))));
        }
        for (key, items) in [
            ("people.written_to", &reporting.to),
            ("people.channels", &reporting.channels),
            ("people.escalation", &reporting.escalation),
        ] {
            if !items.is_empty() {
                terms.push(self.term(key, words::capital(&self.words.list(items))));
            }
        }
        terms.extend(reporting.by.as_ref().map(|by| self.term("people.written_by", by)));
        self.terms("people.reporting", terms)
    }

    /// Who works for whom on what terms, and how much may slip before somebody is asked.
    fn agreement_section(&self) -> Section {
        let project = &self.plan.project;
        let money = |percent| self.words.fill("people.may_cost", &[("percent", &self.words.percent(percent))]);
        let time = |length| self.words.fill("people.may_slip", &[("time", &self.words.duration(length))]);
        let (time, money) = (project.tolerance_schedule.map(time), project.tolerance_budget.map(money));
        let tolerance: Vec<String> = time.into_iter().chain(money).collect();
        let facts = [
            ("people.client", Some(project.client.clone())),
            ("people.provider", project.provider.clone()),
            ("people.contract", project.contract.clone()),
            ("people.pm", project.pm.clone()),
            ("people.tolerance", (!tolerance.is_empty()).then(|| words::capital(&self.words.list(&tolerance)))),
        ];
        let told = facts.into_iter().filter_map(|(key, value)| Some((key, value.filter(|value| !value.is_empty())?)));
        self.terms("people.agreement", told.map(|(key, value)| self.term(key, value)).collect())
    }

    /// Signatures of the gates, and what the client said at the end.
    fn signoff_section(&self) -> Section {
        let project = &self.plan.project;
        let gates = project.signoffs.iter().map(|(gate, signature)| {
            let mark = if signature.is_stale { self.say("signed.changed") } else { self.say("signed.signed") };
            let row = Row::new(self.words.name("stage", gate.name())).note(self.signed(signature));
            row.mark(if signature.is_stale { Mark::open(mark) } else { Mark::done(mark) })
        });
        let score = project.satisfaction.as_ref().map(|(score, by)| {
            Row::new(self.say("people.satisfaction"))
                .note(if by.is_empty() { self.say("signed.somebody") } else { by })
                .right(self.words.fill("number.of", &[("some", score), ("all", &5)]))
        });
        let support = project.support.as_ref().map(|(contact, until)| {
            let until = until.map(|date| self.words.fill("people.until", &[("date", &self.words.long(date))]));
            Row::new(self.say("people.support")).note(contact.clone()).right(until.unwrap_or_default())
        });
        self.rows("people.signoffs", gates.chain(score).chain(support).collect())
    }

    /// A person's position, or roles in words.
    pub(super) fn person_roles(&self, person: &PublicPerson) -> Option<String> {
        let roles: Vec<&str> = person.roles.iter().map(|role| self.words.name("role", role.name())).collect();
        person.position.clone().or_else(|| (!roles.is_empty()).then(|| words::capital(&self.words.list(&roles))))
    }

    /// What the contact is in the project.
    pub(super) fn contact_role(&self, contact: &Contact) -> String {
        let role = if contact.is_pm { self.words.name("role", "pm") } else { self.say("people.contact") };
        contact.position.clone().unwrap_or_else(|| role.to_owned())
    }
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
