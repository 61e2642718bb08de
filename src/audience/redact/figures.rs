//! Dates, money and colours as the client may see them: computed from the whole plan, named by what is visible.

use std::collections::{BTreeMap, BTreeSet};

use super::{Redactor, told};
use crate::audience::figures::{PublicCause, PublicDates, PublicDimension, PublicFigures, PublicSnapshot};
use crate::audience::plan::Linked;
use crate::document::keys::Register;
use crate::document::keys::words::Gate;
use crate::model::item::{ItemIndex, Target};
use crate::money::{Ledger, planned_curve};
use crate::schedule::calendar::{Calendar, WorkTime};
use crate::schedule::unestimated;
use crate::status::{Dimension, Figures, Freshness, Light, Picture};
use crate::value::{Date, Money};

/// A plan longer than this is shown without its days off; a picture shows less than that around a shorter one.
const MOST_DAYS: i32 = 140;

impl Redactor<'_> {
    pub(super) fn figures(&self, picture: &Picture, today: Date) -> PublicFigures {
        let status = &picture.status;
        let dimensions = [
            ("schedule", &status.schedule),
            ("budget", &status.budget),
            ("scope", &status.scope),
            ("risks", &status.risks),
            ("asks", &status.asks),
        ];
        let whole = &picture.money.whole;
        let range = whole.estimate_range().ok();
        let unestimated = unestimated(self.project);
        let dates = self.dates(picture, &unestimated);
        let is_forecast = unestimated.is_empty();
        let kpis = picture.kpis.iter().filter_map(|kpi| Some((self.visible(kpi.kpi)?.id, kpi.value.ok()?)));
        PublicFigures {
            overall: status.overall,
            is_stale: status.freshness == Freshness::Stale,
            dimensions: dimensions.into_iter().map(|(name, one)| self.dimension(name, one)).collect(),
            finish: picture.forecast.finish.filter(|_| is_forecast).map(|finish| finish.finish_day()),
            margin_days: picture.forecast.margin().filter(|_| is_forecast).map(WorkTime::whole_days),
            days_off: days_off(&dates, &picture.forecast.calendar),
            dates,
            estimate: whole
                .estimate()
                .ok()
                .zip(range)
                // Work that is done and not charged yet would make it too low.
                .filter(|_| whole.earned == Money::ZERO || whole.spent.is_ok_and(|spent| spent > Money::ZERO))
                .map(|(usual, (low, high))| (usual, low, high)),
            curve: planned_curve(self.project, picture.promised(), Ledger::Client)
                .ok()
                .filter(|_| is_forecast)
                .unwrap_or_default(),
            planned: whole.planned.ok().filter(|_| is_forecast && whole.at_completion.is_ok()),
            earned: whole.at_completion.ok().map(|_| whole.earned),
            finish_by_pace: picture.money.earned_schedule.ok().and_then(|pace| pace.finish),
            snapshots: self.snapshots(),
            percent: whole.percent_complete().ok(),
            kpis: kpis.collect(),
            what_ifs: self.what_ifs(today),
        }
    }

    pub(super) fn visible(&self, item: ItemIndex) -> Option<Linked> {
        self.linked_target(Target { project: self.project.place, item })
    }

    /// Dates of what is visible, but for those that rest on work that nobody has estimated.
    fn dates(&self, picture: &Picture, unestimated: &BTreeSet<ItemIndex>) -> BTreeMap<(Register, String), PublicDates> {
        let calendar = &picture.forecast.calendar;
        let slots = picture.forecast.slots.iter().filter(|slot| !unestimated.contains(&slot.item));
        let slots = slots.filter_map(|slot| {
            let linked = self.visible(slot.item)?;
            // A milestone that waits for nothing has the day that the plan says.
            let (start, finish) = match slot.item.register {
                Register::Milestones => {
                    let day = picture.forecast.milestone_day(self.project, slot.item.index as usize)?;
                    (day, day)
                }
                _ => (slot.start_day(), slot.finish_day()),
            };
            let agreed = self.agreed(slot.item);
            let late = |(_, agreed): (Date, Date)| calendar.day_count(finish) - calendar.day_count(agreed);
            let dates =
                PublicDates { start, finish, decides: slot.is_on_longest_path, agreed, late_days: agreed.map(late) };
            Some(((linked.register, linked.id), dates))
        });
        slots.collect()
    }

    /// What earlier updates foretold, as far as the client sees update and milestone.
    fn snapshots(&self) -> Vec<PublicSnapshot> {
        let updates = self.seen(&self.project.updates);
        let mut snapshots: Vec<PublicSnapshot> = updates
            .filter_map(|update| {
                let snapshot = update.snapshot.as_ref()?;
                let milestones = snapshot.milestones.iter().filter_map(|(reference, day)| {
                    let linked = self.linked(reference).filter(|linked| linked.register == Register::Milestones)?;
                    Some((linked.id, day.as_ref()?.value))
                });
                Some(PublicSnapshot {
                    date: update.date?,
                    milestones: milestones.collect(),
                    earned: told(&snapshot.earned_value),
                    percent: told(&snapshot.percent),
                    light: told(&snapshot.light).map(Light::from),
                    finish: told(&snapshot.finish),
                    target: told(&snapshot.target),
                })
            })
            .collect();
        snapshots.sort_by_key(|snapshot| snapshot.date);
        snapshots
    }

    /// The days that were agreed for an item: those of the baseline, of a milestone else the day that was promised.
    /// None before somebody signed the plan.
    fn agreed(&self, item: ItemIndex) -> Option<(Date, Date)> {
        let baseline = self.project.agreed();
        if !self.project.is_signed(Gate::Planning) {
            return None;
        }
        if item.register == Register::Milestones {
            let milestone = &self.project.milestones[item.index as usize];
            let known = baseline.and_then(|baseline| baseline.milestone(milestone.base.id()));
            let day = known.and_then(|known| told(&known.target).or(told(&known.date))).or(told(&milestone.target))?;
            return Some((day, day));
        }
        let task = self.project.tasks.get(item.index as usize).filter(|_| item.register == Register::Tasks)?;
        let known = baseline?.task(task.base.id())?;
        told(&known.start).zip(told(&known.finish))
    }

    fn dimension(&self, name: &'static str, dimension: &Dimension) -> PublicDimension {
        PublicDimension {
            name,
            light: dimension.light,
            computed: dimension.computed,
            cause: self.reason(dimension),
            judged: dimension.judged.as_ref().map(|judged| (judged.reason.clone(), judged.until)),
        }
    }

    /// Of the reasons for the worst colour the first that the client may know by name, so that neither name nor id of
    /// what is internal decides which one is told; else the first.
    fn reason(&self, dimension: &Dimension) -> Option<PublicCause> {
        let first = dimension.causes.first()?;
        let worst = dimension.causes.iter().filter(|cause| cause.light == first.light);
        let mut told = worst.map(|cause| self.cause(&cause.figures));
        told.find(PublicCause::is_told_whole).or_else(|| Some(self.cause(&first.figures)))
    }

    fn cause(&self, figures: &Figures) -> PublicCause {
        let days = |time: &WorkTime| time.whole_days();
        match figures {
            Figures::Finish { late_by, tolerance } => {
                PublicCause::Finish { late_days: days(late_by), tolerated_days: days(tolerance) }
            }
            Figures::Milestone { milestone, late_by, tolerance } => PublicCause::Milestone {
                milestone: self.visible(*milestone),
                late_days: days(late_by),
                tolerated_days: days(tolerance),
            },
            Figures::Buffer { window, left, is_missed } => {
                PublicCause::Buffer { window: self.visible(*window), days: days(left), is_missed: *is_missed }
            }
            Figures::NoDates { .. } => PublicCause::NoDates,
            Figures::Overrun { percent, tolerance } => {
                PublicCause::Overrun { percent: percent.round_dp(1), tolerated: *tolerance }
            }
            Figures::OverCap { by } => PublicCause::OverCap { by: *by },
            Figures::SilentChanges { .. } => PublicCause::SilentChanges,
            Figures::PendingChange { change } => PublicCause::PendingChange { change: self.visible(*change) },
            Figures::Risk { risk, .. } => PublicCause::Risk { risk: self.visible(*risk) },
            Figures::Issue { issue, .. } => PublicCause::Issue { issue: self.visible(*issue) },
            Figures::Ask { item, .. } => PublicCause::Ask { item: self.visible(*item) },
            Figures::Unknown(_) => PublicCause::Unknown,
        }
    }
}

/// The days off around the dates that are shown, while these are near enough to show them.
fn days_off(dates: &BTreeMap<(Register, String), PublicDates>, calendar: &Calendar) -> Vec<(Date, Date)> {
    let first = dates.values().map(|dates| dates.start).min();
    let last = dates.values().map(|dates| dates.finish).max();
    let Some((first, last)) = first.zip(last).filter(|(first, last)| first.days_until(*last) <= MOST_DAYS) else {
        return Vec::new();
    };
    let mut stretches: Vec<(Date, Date)> = Vec::new();
    for offset in -MOST_DAYS..=first.days_until(last) + MOST_DAYS {
        let day = first.add_days(offset);
        if calendar.is_working(day) {
            continue;
        }
        match stretches.last_mut() {
            Some((_, end)) if end.add_days(1) == day => *end = day,
            _ => stretches.push((day, day)),
        }
    }
    stretches
}
