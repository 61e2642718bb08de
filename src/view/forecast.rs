//! What is computed, in words: forecast dates, money, the reasons of colours.

use super::Maker;
use super::page::Fact;
use super::words;
use crate::audience::{Linked, PublicCause, PublicDates, PublicMilestone};
use crate::document::keys::{Register, Stage};
use crate::value::{Date, Money};

impl Maker<'_> {
    /// The forecast dates of an item.
    pub(super) fn dates(&self, register: Register, id: &str) -> Option<&PublicDates> {
        self.plan.figures.dates.get(&(register, id.to_owned()))
    }

    /// The forecast day of a milestone that is still to come.
    pub(super) fn expected(&self, milestone: &PublicMilestone) -> Option<Date> {
        self.dates(Register::Milestones, &milestone.base.id).map(|dates| dates.finish)
    }

    /// `Wed 13 May, as agreed`, or how it moved.
    pub(super) fn milestone_words(&self, milestone: &PublicMilestone) -> String {
        match (self.expected(milestone), milestone.target) {
            (Some(expected), Some(target)) if expected == target => format!("{}, as agreed", self.words.short(target)),
            (Some(expected), Some(target)) => {
                format!("{}; agreed was {}", self.words.short(expected), self.words.short(target))
            }
            (expected, target) => expected.or(target).map(|date| self.words.short(date)).unwrap_or_default(),
        }
    }

    /// The finish, forecast against agreed.
    pub(super) fn finish_fact(&self) -> Fact {
        let target = self.plan.project.finish;
        let forecast = self.plan.figures.finish.filter(|_| !self.plan.tasks.is_empty());
        let is_planned = self.plan.project.stage >= Stage::Planning;
        match (forecast.filter(|_| is_planned), target) {
            (Some(finish), Some(target)) if finish <= target => {
                Fact::new("Finish, forecast", self.words.long(finish), format!("deadline {}", self.words.short(target)))
            }
            (Some(finish), Some(target)) => {
                let note = format!("after the deadline {}", self.words.short(target));
                Fact::new("Finish, forecast", self.words.long(finish), note)
            }
            (Some(finish), None) => Fact::new("Finish, forecast", self.words.long(finish), ""),
            (None, Some(target)) => Fact::new("Finish, as agreed", self.words.long(target), ""),
            (None, None) => Fact::new("Finish", "\u{2013}", self.comes_in("The date comes", Stage::Planning)),
        }
    }

    /// The money, forecast first where work has begun.
    pub(super) fn money_fact(&self, total: Money) -> Fact {
        let spent = self.words.figure(self.spent());
        match self.plan.figures.estimate.filter(|_| self.plan.project.stage >= Stage::Execution) {
            Some((usual, _, _)) => {
                let note = format!("of {}; spent {spent}", self.words.figure(total));
                Fact::new("Money forecast", self.words.money(whole(usual)), note)
            }
            None => Fact::new("Money agreed", self.words.money(total), format!("spent {spent}")),
        }
    }

    /// A reason in words.
    pub(super) fn cause_words(&self, cause: &PublicCause) -> String {
        let days = |count: i64| words::plural(count, "working day", "working days");
        match cause {
            PublicCause::Finish { late_days, .. } if *late_days <= 0 => "The agreed finish holds.".to_owned(),
            PublicCause::Finish { late_days, tolerated_days } => {
                format!("The finish comes {} late; {} are tolerated.", days(*late_days), days(*tolerated_days))
            }
            PublicCause::Milestone { milestone, late_days, tolerated_days } => {
                let name = named(milestone, "A milestone");
                format!("{name} comes {} late; {} are tolerated.", days(*late_days), days(*tolerated_days))
            }
            PublicCause::Buffer { window, is_missed: true, .. } => {
                format!("The work comes too late for {}.", named(window, "an outage"))
            }
            PublicCause::Buffer { window, days: 0, .. } => {
                format!("No spare day is left before {}.", named(window, "an outage"))
            }
            PublicCause::Buffer { window, days: left, .. } => {
                format!("{} to spare before {}.", days(*left), named(window, "an outage"))
            }
            PublicCause::NoDates => "Some dates cannot be computed.".to_owned(),
            PublicCause::Overrun { percent, tolerated } if percent.is_sign_positive() && !percent.is_zero() => format!(
                "The forecast is {}\u{a0}% over planned work; up to {}\u{a0}% is tolerated.",
                self.words.number(*percent),
                self.words.number(*tolerated)
            ),
            PublicCause::Overrun { .. } => "The forecast is within the budget.".to_owned(),
            PublicCause::OverCap { by } => format!("{} over the cap.", self.words.money(*by)),
            PublicCause::SilentChanges => "Something differs from what was agreed.".to_owned(),
            PublicCause::PendingChange { change } => {
                format!("A change waits for a decision{}.", after(change))
            }
            PublicCause::Risk { risk } => format!("A risk is watched{}.", after(risk)),
            PublicCause::Issue { issue } => format!("An issue is open{}.", after(issue)),
            PublicCause::Ask { item } => format!("{} is late.", named(item, "Something")),
            PublicCause::Unknown => "Not known yet.".to_owned(),
        }
    }
}

/// Forecasts are no invoices: they are shown without cents.
pub(super) fn whole(amount: Money) -> Money {
    Money(amount.0.round_dp(0))
}

fn named(item: &Option<Linked>, otherwise: &str) -> String {
    item.as_ref().map_or(otherwise.to_owned(), |item| format!("\u{201c}{}\u{201d}", item.title))
}

fn after(item: &Option<Linked>) -> String {
    item.as_ref().map_or(String::new(), |item| format!(": {}", item.title))
}
