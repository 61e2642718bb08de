//! How the project stands: the word and the sentence of the status block, and the reasons behind the word.

use super::Maker;
use super::page::{Block, Mark, Row, Section};
use super::words;
use crate::audience::{PublicDimension, PublicUpdate};
use crate::document::keys::Stage;
use crate::document::keys::words::{Colour, Gate};
use crate::status::Light;

impl Maker<'_> {
    /// The word and the sentence of the status block.
    pub(super) fn standing(&self) -> (Mark, String) {
        let project = &self.plan.project;
        match project.stage {
            Stage::Closed => return (Mark::done(self.say("status.closed")), self.closing_words()),
            Stage::Cancelled => {
                return (Mark::open(self.say("status.cancelled")), self.say("status.cancelled_words").to_owned());
            }
            _ => {}
        }
        if project.hold.is_some() {
            return (Mark::open(self.say("status.hold")), self.hold_words());
        }
        let Some(update) = self.latest_update() else {
            let (word, sentence) = match project.stage {
                Stage::Identification => ("status.preparing", "status.identification"),
                Stage::Planning if self.is_agreed() => ("status.preparing", "status.planned"),
                Stage::Planning => ("status.preparing", "status.planning"),
                _ => ("light.grey", "status.no_update"),
            };
            return (Mark::open(self.say(word)), self.say(sentence).to_owned());
        };
        if self.is_stale(update) {
            let date = update.date.map(|date| self.words.full(date)).unwrap_or_default();
            return (Mark::stale(self.say("status.stale")), self.words.fill("status.stale_words", &[("date", &date)]));
        }
        let sentence = update.summary.as_deref().map(|text| words::sentence(text, 110)).unwrap_or_default();
        let light = self.plan.figures.overall;
        let is_early = project.stage < Stage::Execution && light == Light::Grey;
        (if is_early { Mark::open(self.say("status.preparing")) } else { self.light_mark(light) }, sentence)
    }

    /// Why the work rests, and until when.
    fn hold_words(&self) -> String {
        let Some((_, reason, until)) = &self.plan.project.hold else { return String::new() };
        let reason = if reason.trim().is_empty() { self.say("status.hold_words") } else { reason.trim() };
        let reason =
            if reason.ends_with(['.', '!', '?', '\u{2026}']) { reason.to_owned() } else { format!("{reason}.") };
        match until {
            Some(until) => {
                self.words.fill("status.hold_until", &[("date", &self.words.long(*until)), ("reason", &reason)])
            }
            None => words::capital(&reason),
        }
    }

    /// What was accepted, and who signed the end.
    fn closing_words(&self) -> String {
        let count = self.of(self.accepted_count(), self.plan.deliverables.len());
        let accepted = self.words.fill("deliverables.lead", &[("count", &count)]);
        let signed = self.plan.project.signoffs.iter().find(|(gate, _)| *gate == Gate::Closing);
        let signed = match signed {
            Some((_, signature)) => self.words.fill("status.closed_by", &[("who", &self.signed_by(signature))]),
            None => self.say("status.not_signed").to_owned(),
        };
        if self.plan.deliverables.is_empty() { signed } else { format!("{accepted} {signed}") }
    }

    /// Whether the last letter is older than twice the cadence.
    fn is_stale(&self, update: &PublicUpdate) -> bool {
        let every = self.plan.project.reporting.every;
        let limit = every.zip(update.date).map(|(every, date)| every.times_after(date, 2));
        limit.is_some_and(|limit| limit < self.plan.today)
    }

    /// The colours that the status is made of, with their reasons; nothing while the status is no colour.
    pub(super) fn why_section(&self) -> Section {
        let shown = self.plan.figures.dimensions.iter().filter(|_| self.is_told());
        let rows = shown.map(|dimension| {
            let reason = match &dimension.cause {
                Some(cause) => self.cause_words(cause),
                None => self.fine_words(dimension),
            };
            let note = match &dimension.judged {
                Some((why, until)) => {
                    let computed = self.words.name("light", dimension.computed.name());
                    let until = self.words.long(*until);
                    self.words.fill("status.judged", &[("date", &until), ("reason", why), ("computed", &computed)])
                }
                None => reason,
            };
            Row::new(self.words.name("dimension", dimension.name)).note(note).mark(self.light_mark(dimension.light))
        });
        let mut section = Section::new("why", self.words.name("why", self.plan.figures.overall.name()), Vec::new());
        let rows: Vec<Row> = rows.collect();
        if !rows.is_empty() {
            section.blocks.push(Block::Rows { rows });
        }
        section.note(self.say("overview.watched"))
    }

    /// What is well where nothing is wrong.
    fn fine_words(&self, dimension: &PublicDimension) -> String {
        let asks = self.asks().len() as i64;
        match dimension.name {
            _ if dimension.light != Light::Green => String::new(),
            "asks" if asks > 0 => self.words.count("asks.on_time", asks),
            name @ ("scope" | "risks" | "asks") => self.words.name("fine", name).to_owned(),
            _ => String::new(),
        }
    }

    /// Whether the status is a colour: in work, not on hold, with an update that is young enough to know.
    pub(super) fn is_told(&self) -> bool {
        let is_current = self.latest_update().is_some_and(|update| !self.is_stale(update));
        self.is_judged() && self.plan.project.hold.is_none() && is_current
    }

    /// Whether the stage is one in which colours and forecasts mean something.
    pub(super) fn is_judged(&self) -> bool {
        (Stage::Execution..=Stage::Closing).contains(&self.plan.project.stage)
    }

    /// Whether somebody entitled to it has agreed to the plan.
    pub(super) fn is_agreed(&self) -> bool {
        self.plan.project.is_agreed
    }

    /// One of two words: what was agreed, or what is planned while nobody has agreed to it.
    pub(super) fn agreed_or<'k>(&self, agreed: &'k str, planned: &'k str) -> &'k str {
        if self.is_agreed() { agreed } else { planned }
    }

    /// The mark of a colour.
    pub(super) fn light_mark(&self, light: Light) -> Mark {
        let word = self.words.name("light", light.name());
        match light {
            Light::Green => Mark::on(word),
            Light::Amber => Mark::risk(word),
            Light::Red => Mark::off(word),
            Light::Grey => Mark::open(word),
        }
    }

    /// The mark of a colour by judgement.
    pub(super) fn colour_mark(&self, colour: Colour) -> Mark {
        self.light_mark(Light::from(colour))
    }
}
