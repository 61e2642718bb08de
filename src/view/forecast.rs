//! What is computed, in words: forecast dates, money, the reasons of colours.

use super::Maker;
use super::page::{Fact, NOTHING};
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

    /// The day that was agreed for a milestone: in the baseline, else its target.
    pub(super) fn agreed_day(&self, milestone: &PublicMilestone) -> Option<Date> {
        let agreed = self.dates(Register::Milestones, &milestone.base.id).and_then(|dates| dates.agreed);
        agreed.map(|(_, finish)| finish).or(milestone.target)
    }

    /// The finish that was agreed, where a baseline says it for everything that the reader sees.
    fn agreed_finish(&self) -> Option<Date> {
        let is_work = |register: Register| matches!(register, Register::Tasks | Register::Milestones);
        let work = self.plan.figures.dates.iter().filter(|((register, _), _)| is_work(*register));
        let finishes: Option<Vec<Date>> = work.map(|(_, dates)| dates.agreed.map(|(_, finish)| finish)).collect();
        finishes?.into_iter().max()
    }

    /// `Wed 13 May, as agreed`, or how it moved.
    pub(super) fn milestone_words(&self, milestone: &PublicMilestone) -> String {
        match (self.expected(milestone), self.agreed_day(milestone)) {
            (Some(expected), Some(target)) if expected == target && self.is_agreed() => {
                self.words.fill("milestones.as_agreed", &[("date", &self.words.short(expected))])
            }
            (Some(expected), Some(target)) if expected != target => {
                let key = self.agreed_or("milestones.moved", "milestones.off_aim");
                let (date, agreed) = (self.words.short(expected), self.words.short(target));
                self.words.fill(key, &[("date", &date), ("agreed", &agreed)])
            }
            (_, Some(target)) => {
                let key = self.agreed_or("tasks.agreed_on", "milestones.aim");
                self.words.fill(key, &[("date", &self.words.short(target))])
            }
            (Some(expected), None) => self.words.short(expected),
            (None, None) => self.say("milestones.no_date").to_owned(),
        }
    }

    /// The finish, forecast against agreed.
    pub(super) fn finish_fact(&self) -> Fact {
        let target = self.plan.project.finish;
        let forecast = self.plan.figures.finish.filter(|_| !self.plan.tasks.is_empty());
        let is_planned = self.plan.project.stage >= Stage::Planning;
        match self.plan.project.stage {
            Stage::Closed => return self.finished_fact(),
            Stage::Cancelled => return self.fact("finish.title", NOTHING, self.say("finish.not_any_more")),
            _ => {}
        }
        match (forecast.filter(|_| is_planned), target) {
            (Some(finish), Some(target)) => {
                let key = if finish <= target { "finish.deadline" } else { "finish.after_deadline" };
                let note = self.words.fill(key, &[("date", &self.words.short(target))]);
                let is_agreed = self.agreed_finish() == Some(finish);
                let label = if is_agreed { "finish.agreed" } else { "finish.forecast" };
                self.fact(label, self.words.long(finish), note)
            }
            (Some(finish), None) => self.fact("finish.forecast", self.words.long(finish), ""),
            (None, Some(target)) => self.fact("finish.target", self.words.long(target), ""),
            (None, None) => self.fact("finish.title", NOTHING, self.comes_in("empty.finish", Stage::Planning)),
        }
    }

    /// When a closed project finished, against what was agreed.
    fn finished_fact(&self) -> Fact {
        let finish = self.plan.figures.finish;
        let note = match (self.agreed_finish(), finish) {
            (Some(agreed), Some(finish)) if agreed == finish => self.say("finish.kept").to_owned(),
            (Some(agreed), _) => self.words.fill("finish.was", &[("date", &self.words.short(agreed))]),
            (None, _) => String::new(),
        };
        let finish = self.or_nothing(finish.map(|finish| self.words.long(finish)));
        self.fact("finish.done", finish, note)
    }

    /// The money, forecast first while work goes on.
    pub(super) fn money_fact(&self, total: Money) -> Fact {
        let spent = self.words.figure(self.spent());
        if !self.plan.project.stage.is_active() {
            let key = self.agreed_or("money.of_agreed", "money.of_planned");
            let note = self.words.fill(key, &[("amount", &self.words.figure(total))]);
            return self.fact("money.spent_in_all", self.words.money(self.spent()), note);
        }
        match self.plan.figures.estimate.filter(|_| self.is_judged()) {
            Some((usual, _, _)) => {
                let note = self.words.fill("money.of", &[("agreed", &self.words.figure(total)), ("spent", &spent)]);
                self.fact("money.forecast", self.words.money(whole(usual)), note)
            }
            None => {
                let note = match (self.spent() == Money::ZERO && !self.is_judged(), self.plan.project.budget_cap) {
                    (false, _) => self.words.fill("money.spent", &[("spent", &spent)]),
                    (true, Some(cap)) => self.words.fill("money.cap", &[("amount", &self.words.figure(cap))]),
                    (true, None) => self.say("money.nothing_spent").to_owned(),
                };
                self.fact(self.agreed_or("money.agreed", "money.planned"), self.words.money(total), note)
            }
        }
    }

    /// A reason in words.
    pub(super) fn cause_words(&self, cause: &PublicCause) -> String {
        match cause {
            PublicCause::Finish { late_days, .. } if *late_days <= 0 => {
                self.say(self.agreed_or("cause.finish_holds", "cause.target_holds")).to_owned()
            }
            PublicCause::Finish { late_days, tolerated_days } => {
                self.late_words("cause.late", self.say("cause.finish"), *late_days, *tolerated_days)
            }
            PublicCause::Milestone { late_days, .. } if *late_days <= 0 => self.say("cause.milestones_hold").to_owned(),
            PublicCause::Milestone { milestone, late_days, tolerated_days } => {
                let known = milestone.as_ref().and_then(|it| self.web.milestone(&it.id));
                let is_reached = known.is_some_and(|one| one.reached.is_some());
                let key = if is_reached { "cause.was_late" } else { "cause.late" };
                self.late_words(key, &self.named(milestone, "cause.a_milestone"), *late_days, *tolerated_days)
            }
            PublicCause::Buffer { window, days, is_missed } => {
                let window = self.named(window, "cause.an_outage");
                match (is_missed, days) {
                    (true, _) => self.words.fill("cause.window_missed", &[("window", &window)]),
                    (false, 0) => self.words.fill("cause.no_spare_day", &[("window", &window)]),
                    (false, days) => self.words.fill_count("cause.spare_days", *days, &[("window", &window)]),
                }
            }
            PublicCause::NoDates => self.say("cause.no_dates").to_owned(),
            PublicCause::Overrun { percent, tolerated } if percent.is_sign_positive() && !percent.is_zero() => {
                let (percent, tolerated) = (self.words.percent(*percent), self.words.percent(*tolerated));
                self.words.fill("cause.overrun", &[("percent", &percent), ("tolerated", &tolerated)])
            }
            PublicCause::Overrun { .. } => self.say("cause.within_budget").to_owned(),
            PublicCause::OverCap { by } => self.words.fill("cause.over_cap", &[("amount", &self.words.money(*by))]),
            PublicCause::SilentChanges => self.say("cause.silent_changes").to_owned(),
            PublicCause::PendingChange { change } => self.about("cause.pending_change", change),
            PublicCause::Risk { risk } => self.about("cause.risk", risk),
            PublicCause::Issue { issue } => self.about("cause.issue", issue),
            PublicCause::Ask { item } => {
                self.words.fill("cause.ask", &[("item", &self.named(item, "cause.something"))])
            }
            PublicCause::Unknown => self.say("cause.unknown").to_owned(),
        }
    }

    fn late_words(&self, key: &str, what: &str, late_days: i64, tolerated_days: i64) -> String {
        let (late, tolerated) = (
            self.words.count("duration.working_days", late_days),
            self.words.count("duration.working_days", tolerated_days),
        );
        self.words.fill(key, &[("what", &what), ("late", &late), ("tolerated", &tolerated)])
    }

    /// The item in quotes, or in general words where it is not for the reader.
    fn named(&self, item: &Option<Linked>, otherwise: &str) -> String {
        match item {
            Some(item) => self.words.fill("cause.quoted", &[("title", &item.title)]),
            None => self.say(otherwise).to_owned(),
        }
    }

    /// A sentence, with the item behind it where it is for the reader.
    fn about(&self, key: &str, item: &Option<Linked>) -> String {
        let sentence = self.say(key);
        match item {
            Some(item) => self.words.fill("cause.about", &[("what", &sentence), ("title", &item.title)]),
            None => format!("{sentence}."),
        }
    }
}

/// Forecasts are no invoices: they are shown without cents.
pub(super) fn whole(amount: Money) -> Money {
    Money(amount.0.round_dp(0))
}
