//! What follows from a change: dates, money and colours computed on both sides.

use std::collections::BTreeMap;

use crate::document::keys::Register;
use crate::model::item::{Item, ItemIndex};
use crate::model::{Portfolio, Project};
use crate::money;
use crate::schedule::calendar::{Calendar, Instant};
use crate::schedule::{self, Progress};
use crate::status::{Light, Picture, picture};
use crate::value::{Date, Decimal, Money};

/// The days to spare before a window.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Spare {
    /// Working days; negative if the work comes too late.
    pub days: Decimal,
    /// Whether the window is missed.
    pub is_missed: bool,
}

/// Where one revision of a project stands.
#[derive(Debug)]
pub struct Standing {
    /// The status date.
    pub as_of: Date,
    /// The forecast finish.
    pub finish: Option<Date>,
    /// The day by which the finish lies in 80 of 100 runs of the forecast (P80); the finish itself where nothing varies.
    pub likely_finish: Option<Date>,
    /// Milestones by id, with the day that they are expected or were reached.
    pub milestones: BTreeMap<String, (String, Option<Date>)>,
    /// Open tasks by id, with their float in working days.
    pub floats: BTreeMap<String, Decimal>,
    /// Windows by id that open work is bound to.
    pub buffers: BTreeMap<String, Spare>,
    /// All lines of the client's ledger with contingency.
    pub budget: Money,
    /// What the work will have cost, if that can be computed.
    pub estimate: Option<Money>,
    /// What is left below the cap.
    pub free_under_cap: Option<Money>,
    /// What the open risks cost on average, all together.
    pub exposure: Money,
    /// The scores of all open risks together, those that would be welcome left out.
    pub risk_scores: i64,
    /// The colour of the whole, and of each dimension by name.
    pub lights: Vec<(&'static str, Light)>,
    calendar: Calendar,
    end: Option<Instant>,
}

/// A figure of both revisions, where it is another one.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Moved<T> {
    /// The id of the milestone, window or task.
    pub id: String,
    /// Before; None if there was none.
    pub before: Option<T>,
    /// After.
    pub after: Option<T>,
}

/// What follows from the differences between two revisions.
#[derive(Debug)]
pub struct Effect {
    /// The base revision.
    pub base: Standing,
    /// The head revision.
    pub head: Standing,
    /// Working days that the finish moves; negative if it comes sooner. None if one side has no finish.
    pub finish_days: Option<Decimal>,
    /// The same of the likely finish.
    pub likely_finish_days: Option<Decimal>,
    /// Milestones whose day moves, with the working days.
    pub milestones: Vec<(Moved<Date>, Option<Decimal>)>,
    /// Windows whose buffer is another one.
    pub buffers: Vec<Moved<Spare>>,
    /// Tasks whose float is another one, the smallest first.
    pub floats: Vec<Moved<Decimal>>,
}

impl Standing {
    /// Computes where a project stands.
    #[must_use]
    pub fn of(portfolio: &Portfolio, project: &Project, today: Date) -> Self {
        let picture = picture(portfolio, project, today);
        let forecast = &picture.forecast;
        let milestone = |(index, one): (usize, &crate::model::kinds::Milestone)| {
            (one.id().to_owned(), (one.name().to_owned(), forecast.milestone_day(project, index)))
        };
        let floats = forecast.slots.iter().filter(|slot| {
            slot.item.register == Register::Tasks && slot.progress != Progress::Finished && !slot.is_summary
        });
        let id = |item: ItemIndex| project.base(item).id().to_owned();
        let threats = project.risks.iter().filter(|risk| risk.is_open() && !risk.is_chance());
        let buffers = forecast.buffers_by_window().into_iter().map(|(window, buffer)| {
            let spare = Spare { days: buffer.length.days(), is_missed: buffer.is_missed };
            (id(window), spare)
        });
        Self {
            as_of: forecast.as_of,
            finish: forecast.finish.map(Instant::finish_day),
            likely_finish: schedule::forecast::finish(portfolio, project, forecast.as_of).map(|runs| runs.by(80)),
            milestones: project.milestones.iter().enumerate().map(milestone).collect(),
            floats: floats.filter_map(|slot| Some((id(slot.item), slot.float_days()?))).collect(),
            buffers: buffers.collect(),
            budget: picture.money.total,
            estimate: picture.money.whole.estimate().ok(),
            free_under_cap: picture.money.free_under_cap(),
            exposure: money::exposure(project),
            risk_scores: threats.filter_map(|risk| risk.score()).sum(),
            lights: lights(&picture),
            calendar: forecast.calendar.clone(),
            end: forecast.finish,
        }
    }
}

impl Standing {
    /// The colour of the whole.
    #[must_use]
    pub fn overall(&self) -> Light {
        self.lights.iter().find(|(name, _)| *name == "overall").map_or(Light::Grey, |(_, light)| *light)
    }
}

fn lights(picture: &Picture) -> Vec<(&'static str, Light)> {
    let status = &picture.status;
    vec![
        ("overall", status.overall),
        ("schedule", status.schedule.light),
        ("budget", status.budget.light),
        ("scope", status.scope.light),
        ("risks", status.risks.light),
        ("asks", status.asks.light),
    ]
}

impl Effect {
    /// Holds two standings against each other. `renamed` gives the new id of an old one.
    #[must_use]
    pub fn between(base: Standing, head: Standing, renamed: &dyn Fn(Register, &str) -> String) -> Self {
        let days = |before: Instant, after: Instant| head.calendar.between(before, after).days();
        let finish_days = base.end.zip(head.end).map(|(before, after)| days(before, after));
        let day_shift =
            |before: Option<Date>, after: Option<Date>| Some(days(Instant::end_of(before?), Instant::end_of(after?)));
        let likely_finish_days = day_shift(base.likely_finish, head.likely_finish);
        let named = |register: Register, id: &String| renamed(register, id);
        let old = base.milestones.iter().map(|(id, (_, day))| (named(Register::Milestones, id), *day));
        let new = head.milestones.iter().map(|(id, (_, day))| (id.clone(), *day));
        let with_days = |moved: Moved<Date>| {
            let shift = day_shift(moved.before, moved.after);
            (moved, shift)
        };
        let milestones = moved(flat(old), flat(new)).into_iter().map(with_days).collect();
        let old = base.buffers.iter().map(|(id, spare)| (named(Register::Windows, id), *spare));
        let buffers = moved(old.collect(), head.buffers.clone());
        let old = base.floats.iter().map(|(id, float)| (named(Register::Tasks, id), *float));
        let mut floats = moved(old.collect(), head.floats.clone());
        floats.retain(|moved| moved.before.is_some() && moved.after.is_some());
        floats.sort_by(|a, b| (a.after, &a.id).cmp(&(b.after, &b.id)));
        Self { finish_days, likely_finish_days, milestones, buffers, floats, base, head }
    }

    /// What the budget grows by; negative if it shrinks.
    #[must_use]
    pub fn budget_growth(&self) -> Money {
        self.head.budget - self.base.budget
    }

    /// The colours that are another one: the dimension, before, after.
    #[must_use]
    pub fn lights(&self) -> Vec<(&'static str, Light, Light)> {
        let pairs = self.base.lights.iter().zip(&self.head.lights);
        pairs
            .filter(|((_, before), (_, after))| before != after)
            .map(|((name, before), (_, after))| (*name, *before, *after))
            .collect()
    }

    /// Whether no figure is another one.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.finish_days.is_none_or(|days| days.is_zero())
            && self.base.finish == self.head.finish
            && self.base.likely_finish == self.head.likely_finish
            && self.milestones.is_empty()
            && self.buffers.is_empty()
            && self.floats.is_empty()
            && self.budget_growth() == Money::ZERO
            && self.base.estimate == self.head.estimate
            && self.base.free_under_cap == self.head.free_under_cap
            && self.base.exposure == self.head.exposure
            && self.base.risk_scores == self.head.risk_scores
            && self.lights().is_empty()
    }
}

/// Only what has a value.
fn flat<T>(values: impl Iterator<Item = (String, Option<T>)>) -> BTreeMap<String, T> {
    values.filter_map(|(id, value)| Some((id, value?))).collect()
}

/// What is another one on the two sides, by id.
fn moved<T: Copy + PartialEq>(old: BTreeMap<String, T>, new: BTreeMap<String, T>) -> Vec<Moved<T>> {
    let mut ids: Vec<&String> = old.keys().chain(new.keys()).collect();
    ids.sort();
    ids.dedup();
    let moved =
        ids.into_iter().map(|id| Moved { id: id.clone(), before: old.get(id).copied(), after: new.get(id).copied() });
    moved.filter(|moved| moved.before != moved.after).collect()
}
