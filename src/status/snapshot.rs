//! The figures of a day that an update keeps, so that trends do not depend on the history of files.

use super::{Picture, trend};
use crate::document::keys::Register;
use crate::document::keys::words::Colour;
use crate::model::Project;
use crate::model::item::Item;
use crate::model::kinds::Task;
use crate::schedule::calendar::Calendar;
use crate::value::{Date, Decimal, Money};

/// The figures of a day. Ids are in the order of their registers.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DayFigures {
    /// When each milestone is expected, or was reached.
    pub milestones: Vec<(String, Date)>,
    /// Working days to spare before windows that open work wants, to one decimal.
    pub buffers: Vec<(String, Decimal)>,
    /// Planned value.
    pub planned: Option<Money>,
    /// Earned value; None without a budget.
    pub earned: Option<Money>,
    /// Actual cost.
    pub spent: Option<Money>,
    /// Earned value of the budget, in whole per cent.
    pub percent: Option<Decimal>,
    /// How far running tasks are, in per cent, where that is told.
    pub progress: Vec<(String, Decimal)>,
    /// The colour of the whole; None where it is not known.
    pub light: Option<Colour>,
    /// When the finish is expected.
    pub finish: Option<Date>,
    /// By when it has to finish.
    pub target: Option<Date>,
}

/// The figures of a project on its status date.
#[must_use]
pub fn day_figures(project: &Project, picture: &Picture) -> DayFigures {
    let forecast = &picture.forecast;
    let whole = &picture.money.whole;
    let decimals = Money::decimals_of(project.charter.currency.as_ref().map_or("", |code| &code.value));
    let rounded = |money: Money| Money(money.0.round_dp(decimals).normalize());
    let buffers = forecast.buffers_by_window().into_iter().filter(|(_, buffer)| buffer.is_taken || buffer.is_missed);
    let running = project.tasks.iter().filter(|task| is_running(task, forecast.as_of));
    DayFigures {
        milestones: trend::report(project, forecast).into_iter().collect(),
        buffers: buffers
            .map(|(window, buffer)| {
                let id = project.windows[window.index as usize].id().to_owned();
                (id, buffer.length.days().round_dp(1).normalize())
            })
            .collect(),
        planned: whole.at_completion.and(whole.planned).ok().map(rounded),
        earned: whole.at_completion.ok().map(|_| rounded(whole.earned)),
        spent: whole.spent.ok().map(rounded),
        percent: whole.percent_complete().ok().map(|percent| percent.round()),
        progress: running
            .filter_map(|task| Some((task.id().to_owned(), progress(task, &forecast.calendar)?)))
            .collect(),
        light: picture.status.overall.colour(),
        finish: forecast.finish.map(|finish| finish.finish_day()),
        target: project.charter.finish.as_ref().map(|target| target.value),
    }
}

fn is_running(task: &Task, as_of: Date) -> bool {
    let has_begun = task.started.is_some_and(|started| started.value <= as_of);
    let is_over = task.finished.is_some_and(|finished| finished.value <= as_of);
    has_begun && !is_over && task.cancelled.is_none() && !task.is_summary
}

/// How far a task is: as told, else what is left of its length.
#[must_use]
pub fn progress(task: &Task, calendar: &Calendar) -> Option<Decimal> {
    if let Some(progress) = task.progress {
        return Some(progress.value);
    }
    let minutes = |length: crate::value::Duration| {
        Decimal::from(length.minutes(calendar.minutes_per_day(), calendar.days_per_week()))
    };
    let (left, whole) = (minutes(task.remaining?.value), minutes(task.duration?.value.likely));
    let done = Decimal::ONE - left.checked_div(whole)?;
    Some((done.clamp(Decimal::ZERO, Decimal::ONE) * Decimal::ONE_HUNDRED).round())
}

impl DayFigures {
    /// As the lines of an update, without the key itself; empty if nothing is computed.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        let mut group = |key: &str, of: Register, value: &str, all: Vec<(&String, String)>| {
            if !all.is_empty() {
                lines.push(format!("{key}:"));
                let kind = of.kind().name;
                lines.extend(all.into_iter().map(|(id, told)| format!("  - {{{kind}: {id}, {value}: {told}}}")));
            }
        };
        let dates = self.milestones.iter().map(|(id, date)| (id, date.to_string())).collect();
        group("milestones", Register::Milestones, "date", dates);
        let days = self.buffers.iter().map(|(id, days)| (id, days.to_string())).collect();
        group("buffers", Register::Windows, "days", days);
        let progress = self.progress.iter().map(|(id, percent)| (id, format!("{}%", percent.normalize()))).collect();
        group("tasks", Register::Tasks, "progress", progress);
        for (key, amount) in [("pv", self.planned), ("ev", self.earned), ("ac", self.spent)] {
            lines.extend(amount.map(|amount| format!("{key}: {amount}")));
        }
        lines.extend(self.percent.map(|percent| format!("percent: {percent}%")));
        lines.extend(self.light.map(|light| format!("light: {}", light.name())));
        lines.extend(self.finish.map(|finish| format!("finish: {finish}")));
        lines.extend(self.target.map(|target| format!("target: {target}")));
        lines
    }
}
