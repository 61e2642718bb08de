//! How the dates of milestones moved: across the dates of updates, upwards the dates that they foretold.
//!
//! Both ways have the same scale, so that a milestone is reached where its line meets the diagonal.

use serde::Serialize;

use super::scale::{Days, Percent};
use super::{Label, NARROW};
use crate::value::Date;

/// The height of the plot in pixels.
const HEIGHT: i64 = 250;
/// The share of the plot that updates take, in per cent; the rest is for names.
const UPDATES: i64 = 44;
/// The updates that are shown.
const MOST_UPDATES: usize = 12;
/// The milestones that are shown.
const MOST_LINES: usize = 8;
/// The least distance of names, in pixels.
const NAME_HEIGHT: i64 = 15;

/// A milestone with what updates foretold.
#[derive(Clone, Debug)]
pub struct Path {
    /// What people call it.
    pub name: String,
    /// What follows the name: its date.
    pub tail: String,
    /// On which day which day was foretold, oldest first.
    pub points: Vec<(Date, Date)>,
    /// When it was reached.
    pub reached: Option<Date>,
}

/// A line with its places.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Line {
    /// `reached` or `to-come`.
    pub look: &'static str,
    /// In days, from the first one across and from the last one downwards.
    pub points: String,
    /// Across, and from the top in pixels.
    pub dots: Vec<(Percent, i64)>,
    pub label: Label,
    pub label_x: Percent,
    pub label_y: i64,
}

/// A date at an axis.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Mark {
    pub at: Percent,
    /// Of a mark at the side from the top, in pixels.
    pub px: i64,
    pub text: String,
    pub is_wide: bool,
}

/// The picture.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Trend {
    pub height: i64,
    pub units: i64,
    pub lines: Vec<Line>,
    pub across: Vec<Mark>,
    pub upwards: Vec<Mark>,
}

/// Places for paths; None under two updates, which say nothing of a movement.
#[must_use]
pub fn trend(paths: &[Path], day_text: &dyn Fn(Date) -> String) -> Option<Trend> {
    let mut updates: Vec<Date> = paths.iter().flat_map(|path| path.points.iter().map(|(day, _)| *day)).collect();
    updates.sort_unstable();
    updates.dedup();
    let updates = &updates[updates.len().saturating_sub(MOST_UPDATES)..];
    let (first, last) = (*updates.first()?, *updates.last()?);
    if updates.len() < 2 {
        return None;
    }
    let paths: Vec<Path> = paths.iter().filter_map(|path| since(path, first)).collect();
    let paths = chosen(paths);
    let days = square(&paths, first, last)?;
    let mut lines: Vec<Line> = paths.iter().map(|path| line(&days, path)).collect();
    part_names(&mut lines);
    let room = days.pixels(i64::from(first.days_until(last)), NARROW) / (updates.len() as i64 - 1).max(1);
    let every = (40 + room - 1) / room.max(1);
    let across = updates.iter().rev().enumerate().map(|(back, day)| Mark {
        at: days.end_of(*day),
        px: 0,
        text: day_text(*day),
        is_wide: back as i64 % every.max(1) != 0,
    });
    Some(Trend {
        height: HEIGHT,
        units: days.count(),
        lines,
        across: across.collect(),
        upwards: upwards(&days, day_text),
    })
}

/// A milestone as the shown updates saw it, if it was not over before them.
fn since(path: &Path, first: Date) -> Option<Path> {
    let is_over = path.reached.is_some_and(|reached| reached < first);
    let points: Vec<(Date, Date)> = path
        .points
        .iter()
        .copied()
        .filter(|(day, _)| *day >= first && path.reached.is_none_or(|reached| *day < reached))
        .collect();
    (!is_over && !points.is_empty()).then(|| Path { points, ..path.clone() })
}

/// Of many those that moved, the next, and the last.
fn chosen(mut paths: Vec<Path>) -> Vec<Path> {
    let foretold = |path: &Path| path.points.last().map(|(_, day)| *day);
    paths.sort_by_key(|path| std::cmp::Reverse(foretold(path)));
    if paths.len() <= MOST_LINES {
        return paths;
    }
    let moved = |path: &Path| path.points.iter().any(|(_, day)| *day != path.points[0].1);
    let next = paths.iter().rposition(|path| path.reached.is_none());
    let mut keep: Vec<usize> = [Some(0), next].into_iter().flatten().collect();
    let by_interest = (0..paths.len()).filter(|index| moved(&paths[*index])).chain((0..paths.len()).rev());
    for index in by_interest {
        if keep.len() < MOST_LINES && !keep.contains(&index) {
            keep.push(index);
        }
    }
    let mut index = 0;
    paths.retain(|_| {
        index += 1;
        keep.contains(&(index - 1))
    });
    paths
}

/// The days of both axes.
fn square(paths: &[Path], first: Date, last: Date) -> Option<Days> {
    let foretold = || paths.iter().flat_map(|path| path.points.iter().map(|(_, day)| *day).chain(path.reached));
    let low = foretold().min()?.min(first);
    let needed = low.days_until(last).max(1);
    let for_names = i32::try_from(i64::from(needed) * 100 / UPDATES).unwrap_or(i32::MAX);
    let high = foretold().max()?.max(low.add_days(for_names));
    Some(Days { first: low.add_days(-1 - needed / 20), last: high.add_days(1 + needed / 20) })
}

fn line(days: &Days, path: &Path) -> Line {
    let reached = path.reached.map(|day| (day, day));
    let points: Vec<(Date, Date)> = path.points.iter().copied().chain(reached).collect();
    let unit = |day: Date| i64::from(days.first.days_until(day)) + 1;
    let words = |(update, day): &(Date, Date)| format!("{},{}", unit(*update), days.count() - unit(*day));
    let place = |(update, day): &(Date, Date)| (days.end_of(*update), days.end_of(*day).rest().pixels(HEIGHT));
    let end = points.last().map(place).unwrap_or_default();
    let room = (end.0.rest().pixels(NARROW) - 8) * 2 / 13;
    Line {
        look: if path.reached.is_some() { "reached" } else { "to-come" },
        points: points.iter().map(words).collect::<Vec<_>>().join(" "),
        dots: points.iter().map(place).collect(),
        label: Label::within(usize::try_from(room).unwrap_or(0), &path.name, &path.tail),
        label_x: end.0,
        label_y: end.1 + 4,
    }
}

/// Moves names apart, from the top down, and back up where they would leave the picture.
fn part_names(lines: &mut [Line]) {
    lines.sort_by_key(|line| line.label_y);
    for index in 1..lines.len() {
        lines[index].label_y = lines[index].label_y.max(lines[index - 1].label_y + NAME_HEIGHT);
    }
    let mut floor = HEIGHT - 4;
    for line in lines.iter_mut().rev() {
        line.label_y = line.label_y.min(floor);
        floor = line.label_y - NAME_HEIGHT;
    }
}

/// First days of months, thinned out so that they have room.
fn upwards(days: &Days, day_text: &dyn Fn(Date) -> String) -> Vec<Mark> {
    let months = (days.count() / 30).max(1);
    let step =
        [1, 2, 3, 6, 12, 24, 60, 120, 600, 1200, 12_000].into_iter().find(|step| months / step <= 7).unwrap_or(12_000);
    let mut marks = Vec::new();
    let mut day = Date::new(days.first.year(), 1, 1).unwrap_or(days.first);
    while day <= days.last && marks.len() < 12 {
        if days.holds(day) {
            let at = days.start_of(day).rest();
            // A name stands on its line; the lowest line would be one with the axis.
            if at.pixels(HEIGHT) < HEIGHT - NAME_HEIGHT {
                marks.push(Mark { at, px: at.pixels(HEIGHT), text: day_text(day), is_wide: false });
            }
        }
        let next = day.add_months(step as i32);
        if next <= day {
            break;
        }
        day = next;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn path(name: &str, points: &[(&str, &str)], reached: Option<&str>) -> Path {
        let points = points.iter().map(|(update, foretold)| (day(update), day(foretold))).collect();
        Path { name: name.to_owned(), tail: String::new(), points, reached: reached.map(day) }
    }

    #[test]
    fn a_milestone_that_was_reached_ends_on_the_diagonal() {
        let points = [("2026-03-20", "2026-04-16"), ("2026-04-17", "2026-04-20"), ("2026-04-24", "2026-04-20")];
        let ahead = [("2026-03-20", "2026-05-22"), ("2026-04-24", "2026-05-22")];
        let paths = [path("ready", &points, Some("2026-04-20")), path("closed", &ahead, None)];
        let trend = trend(&paths, &|day| day.to_string()).expect("three updates");
        let line = trend.lines.iter().find(|line| line.look == "reached").expect("it was reached");
        let (x, y) = line.points.rsplit(' ').next().expect("a point").split_once(',').expect("two figures");
        let (x, y): (i64, i64) = (x.parse().expect("x"), y.parse().expect("y"));
        assert_eq!(x, trend.units - y, "{line:?}");
        assert_eq!(line.dots.len(), 3, "what was said after it was reached does not count");
        assert!(trend.across.last().expect("updates").at.pixels(100) <= UPDATES);
    }

    #[test]
    fn names_keep_apart_even_on_the_same_day() {
        let points = [("2026-03-20", "2026-05-22"), ("2026-04-24", "2026-05-22")];
        let early = [("2026-03-20", "2026-03-22"), ("2026-04-24", "2026-03-22")];
        for foretold in [points, early] {
            let paths: Vec<Path> = (0..12).map(|index| path(&format!("m{index}"), &foretold, None)).collect();
            let trend = trend(&paths, &|day| day.to_string()).expect("two updates");
            assert_eq!(trend.lines.len(), MOST_LINES);
            let heights: Vec<i64> = trend.lines.iter().map(|line| line.label_y).collect();
            assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= NAME_HEIGHT), "{heights:?}");
            assert!(heights.iter().all(|height| (0..=HEIGHT).contains(height)), "{heights:?}");
        }
    }

    #[test]
    fn of_many_those_that_moved_stay() {
        let still = [("2026-03-20", "2026-05-22"), ("2026-04-24", "2026-05-22")];
        let mut paths: Vec<Path> = (0..12).map(|index| path(&format!("m{index}"), &still, None)).collect();
        paths.insert(5, path("moved", &[("2026-03-20", "2026-05-20"), ("2026-04-24", "2026-05-22")], None));
        let trend = trend(&paths, &|day| day.to_string()).expect("two updates");
        assert!(trend.lines.iter().any(|line| line.label.head == "moved"));
    }

    #[test]
    fn one_update_is_no_trend() {
        assert!(trend(&[path("m", &[("2026-03-20", "2026-05-22")], None)], &|day| day.to_string()).is_none());
        assert!(trend(&[], &|day| day.to_string()).is_none());
    }
}
