//! Dates, money and colours as the client may see them: computed from the whole plan, named by what is visible.

use std::collections::BTreeMap;

use super::Redactor;
use crate::audience::figures::{PublicCause, PublicDates, PublicDimension, PublicFigures};
use crate::audience::plan::Linked;
use crate::document::keys::Register;
use crate::model::item::{ItemIndex, Target};
use crate::schedule::calendar::WorkTime;
use crate::status::{Dimension, Figures, Freshness, Picture, picture};
use crate::value::Date;

impl Redactor<'_> {
    pub(super) fn figures(&self, today: Date) -> PublicFigures {
        let picture = picture(self.portfolio, self.project, today);
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
        let kpis = picture.kpis.iter().filter_map(|kpi| Some((self.visible(kpi.kpi)?.id, kpi.value.ok()?)));
        PublicFigures {
            overall: status.overall,
            is_stale: status.freshness == Freshness::Stale,
            dimensions: dimensions.into_iter().map(|(name, one)| self.dimension(name, one)).collect(),
            finish: picture.forecast.finish.map(|finish| finish.finish_day()),
            dates: self.dates(&picture),
            estimate: whole.estimate().ok().zip(range).map(|(usual, (low, high))| (usual, low, high)),
            percent: whole.percent_complete().ok(),
            kpis: kpis.collect(),
        }
    }

    fn visible(&self, item: ItemIndex) -> Option<Linked> {
        self.linked_target(Target { project: self.project.place, item })
    }

    fn dates(&self, picture: &Picture) -> BTreeMap<(Register, String), PublicDates> {
        let slots = picture.forecast.slots.iter().filter_map(|slot| {
            let linked = self.visible(slot.item)?;
            let mut dates =
                PublicDates { start: slot.start_day(), finish: slot.finish_day(), decides: slot.is_on_longest_path };
            if slot.item.register == Register::Milestones {
                // One that waits for nothing has the day that the plan says.
                let day = picture.forecast.milestone_day(self.project, slot.item.index as usize)?;
                (dates.start, dates.finish) = (day, day);
            }
            Some(((linked.register, linked.id), dates))
        });
        slots.collect()
    }

    fn dimension(&self, name: &'static str, dimension: &Dimension) -> PublicDimension {
        PublicDimension {
            name,
            light: dimension.light,
            computed: dimension.computed,
            cause: dimension.causes.first().map(|cause| self.cause(&cause.figures)),
            judged: dimension.judged.as_ref().map(|judged| (judged.reason.clone(), judged.until)),
        }
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
