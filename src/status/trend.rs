//! Milestone trend analysis: how the date that is foretold for a milestone moved from report to report.
//!
//! A milestone that slips as fast as time passes has a slope of 1 and is never reached; one that is stable has 0.

use std::collections::BTreeMap;

use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::Item;
use crate::schedule::Schedule;
use crate::value::{Date, Decimal};

/// The reports that a slope is measured over: the last ones.
const MOST_REPORTS: usize = 5;
/// The fewest that say something.
const FEWEST_REPORTS: usize = 3;

/// On a day, a day was foretold.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Point {
    /// The day of the report.
    pub reported: Date,
    /// The day that was foretold, or on which it was reached.
    pub foretold: Date,
}

/// How fast a milestone slips.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Pace {
    /// Less than half a day a day.
    Steady,
    /// Half a day a day or more.
    Slipping,
    /// A day a day or more: it recedes as fast as time passes.
    Receding,
}

/// A milestone over the reports.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// What people call it now; its id if it is gone.
    pub title: String,
    /// What was agreed or planned for it last.
    pub target: Option<Date>,
    /// When it was reached.
    pub reached: Option<Date>,
    /// Whether the plan has it still.
    pub is_planned: bool,
    /// One point a day, oldest first.
    pub points: Vec<Point>,
}

impl Line {
    /// Days of slip a day of report, by least squares over the last three to five reports before it was reached; to
    /// two decimals. None under three.
    #[must_use]
    pub fn slope(&self) -> Option<Decimal> {
        let (rise, run) = slope(self.recent()?)?;
        (Decimal::from(rise).checked_div(Decimal::from(run))).map(|slope| slope.round_dp(2))
    }

    /// How fast it slips.
    #[must_use]
    pub fn pace(&self) -> Option<Pace> {
        let (rise, run) = slope(self.recent()?)?;
        Some(match (rise >= run, 2 * rise >= run) {
            (true, _) => Pace::Receding,
            (false, true) => Pace::Slipping,
            (false, false) => Pace::Steady,
        })
    }

    /// When it would be reached if it went on slipping like this: where the line through the last point meets the
    /// diagonal, `(f - b u) / (1 - b)`. None if it is reached, or never would be.
    #[must_use]
    pub fn arrival(&self) -> Option<Date> {
        let (rise, run) = slope(self.recent()?)?;
        let last = self.points.last()?;
        if self.reached.is_some() || rise >= run {
            return None;
        }
        let (reported, foretold) = (i64::from(last.reported.day_number()), i64::from(last.foretold.day_number()));
        // From the report on, the distance to the foretold day shrinks by `1 - b` a day.
        let distance = (foretold - reported) * run;
        let days = distance.div_euclid(run - rise) + i64::from(distance.rem_euclid(run - rise) > 0);
        let days = i32::try_from(days).ok().filter(|days| *days < 36_525)?;
        Some(last.reported.add_days(days))
    }

    fn recent(&self) -> Option<&[Point]> {
        let open = self.points.partition_point(|point| self.reached.is_none_or(|reached| point.reported < reached));
        let start = open.saturating_sub(MOST_REPORTS);
        Some(&self.points[start..open]).filter(|points| points.len() >= FEWEST_REPORTS)
    }
}

/// The slope as a fraction, its lower part positive.
fn slope(points: &[Point]) -> Option<(i64, i64)> {
    let first = points.first()?;
    let number = points.len() as i64;
    let days = |point: &Point| {
        let across = i64::from(first.reported.days_until(point.reported));
        let up = i64::from(first.foretold.days_until(point.foretold));
        (across, up)
    };
    let (mut across, mut up, mut both, mut square) = (0, 0, 0, 0);
    for (x, y) in points.iter().map(days) {
        across += x;
        up += y;
        both += x * y;
        square += x * x;
    }
    let run = number * square - across * across;
    (run > 0).then_some((number * both - across * up, run))
}

/// What one report says of all milestones: id and day.
pub type Report = BTreeMap<String, Date>;

/// The days that a schedule foretells for the milestones of a project.
#[must_use]
pub fn report(project: &Project, forecast: &Schedule) -> Report {
    let day = |(index, milestone): (usize, &crate::model::kinds::Milestone)| {
        Some((milestone.id().to_owned(), forecast.milestone_day(project, index)?))
    };
    project.milestones.iter().enumerate().filter_map(day).collect()
}

/// What the updates of a project foretold, by their day.
#[must_use]
pub fn of_updates(project: &Project) -> BTreeMap<Date, Report> {
    let mut reports = BTreeMap::new();
    for update in &project.updates {
        let (Some(day), Some(snapshot)) = (update.date, &update.snapshot) else { continue };
        let pair = |(milestone, date): &(crate::model::item::Reference, crate::model::item::Told<Date>)| {
            let written = milestone.written.value.rsplit('/').next().unwrap_or_default();
            Some((written.to_owned(), date.as_ref()?.value))
        };
        let report: Report = snapshot.milestones.iter().filter_map(pair).collect();
        if !report.is_empty() {
            reports.insert(day, report);
        }
    }
    reports
}

/// A line a milestone, those of the plan in the order of their last foretold day, then those that are gone.
#[must_use]
pub fn lines(project: &Project, reports: &BTreeMap<Date, Report>) -> Vec<Line> {
    let mut points: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
    for (reported, report) in reports {
        for (id, foretold) in report {
            points.entry(id).or_default().push(Point { reported: *reported, foretold: *foretold });
        }
    }
    let line = |(id, points): (&str, Vec<Point>)| {
        let milestone =
            project.find(Register::Milestones, id).and_then(|item| project.milestones.get(item.index as usize));
        let title = milestone.and_then(|milestone| milestone.base.title.as_ref());
        Line {
            id: id.to_owned(),
            title: title.map_or(id, |title| title.value.as_str()).to_owned(),
            target: milestone.and_then(|milestone| milestone.target.as_ref()).map(|target| target.value),
            reached: milestone.and_then(|milestone| milestone.reached.as_ref()).map(|reached| reached.value),
            is_planned: milestone.is_some(),
            points,
        }
    };
    let mut lines: Vec<Line> = points.into_iter().map(line).collect();
    lines.sort_by_key(|line| (!line.is_planned, line.points.last().map(|point| point.foretold)));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Points as `report day:foretold day`, in days of April 2026.
    fn line(points: &str, reached: Option<i32>) -> Line {
        let first = Date::new(2026, 4, 1).unwrap();
        let day = |text: &str| first.add_days(text.parse::<i32>().unwrap() - 1);
        let point = |pair: &str| {
            let (reported, foretold) = pair.split_once(':').unwrap();
            Point { reported: day(reported), foretold: day(foretold) }
        };
        Line {
            id: "live".to_owned(),
            title: "Live".to_owned(),
            target: None,
            reached: reached.map(|day| first.add_days(day - 1)),
            is_planned: true,
            points: points.split_whitespace().map(point).collect(),
        }
    }

    fn check(points: &str, reached: Option<i32>, slope: Option<&str>, pace: Option<Pace>, arrival: Option<&str>) {
        let line = line(points, reached);
        assert_eq!(line.slope().map(|slope| slope.normalize().to_string()).as_deref(), slope, "{points}");
        assert_eq!(line.pace(), pace, "{points}");
        assert_eq!(line.arrival().map(|day| day.to_string()).as_deref(), arrival, "{points}");
    }

    #[test]
    fn a_slope_is_days_of_slip_a_day() {
        check("1:20 8:20 15:20", None, Some("0"), Some(Pace::Steady), Some("2026-04-20"));
        check("1:20 8:23 15:27", None, Some("0.5"), Some(Pace::Slipping), Some("2026-05-09"));
        check("1:20 8:27 15:34", None, Some("1"), Some(Pace::Receding), None);
        check("1:20 8:34 15:48", None, Some("2"), Some(Pace::Receding), None);
        check("1:30 8:27 15:24", None, Some("-0.43"), Some(Pace::Steady), Some("2026-04-22"));
    }

    #[test]
    fn two_reports_say_nothing_and_only_the_last_five_count() {
        check("1:20 8:23", None, None, None, None);
        check("1:20 1:20 1:20", None, None, None, None);
        check("1:90 2:20 3:20 4:20 5:20 6:20", None, Some("0"), Some(Pace::Steady), Some("2026-04-20"));
    }

    #[test]
    fn reports_after_it_was_reached_do_not_count() {
        check("1:10 3:11 5:12 12:12 13:12 14:12", Some(12), Some("0.5"), Some(Pace::Slipping), None);
    }
}
