//! From the plan to pictures: which figures are drawn, and the sentence that each picture says.

mod gantt;
mod money;
mod phases;
mod trend;

use super::Maker;
use super::chart::axis::Months;
use crate::value::Date;

pub(super) use phases::{Entry, Phase};

impl Maker<'_> {
    fn quarter(&self, day: Date) -> String {
        self.words.fill("chart.quarter", &[("n", &((day.month() + 2) / 3))])
    }

    /// `27 to 28 April`, or one day.
    fn days(&self, from: Date, to: Date) -> String {
        let last = self.words.day_month(to);
        if from == to {
            last
        } else if (from.year(), from.month()) == (to.year(), to.month()) {
            self.words.fill("timeline.days_of_month", &[("from", &from.day()), ("to", &last)])
        } else {
            self.words.fill("timeline.days", &[("from", &self.words.day_month(from)), ("to", &last)])
        }
    }

    /// Calls `draw` with the names of months.
    fn with_months<T>(&self, draw: impl FnOnce(&Months) -> T) -> T {
        let long = |day: Date| self.words.month(day).to_owned();
        let short = |day: Date| self.words.short_month(day).to_owned();
        let quarter = |day: Date| self.quarter(day);
        draw(&Months { long: &long, short: &short, quarter: &quarter })
    }
}
