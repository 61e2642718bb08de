//! When everything happens, as bars: rows in groups, bands of outages, lines of days that matter.
//!
//! A row hangs from its lower edge, in per cent of its group's height: the list of names beside the picture decides
//! how high a row is, and a name that wraps or is read in large letters stretches the picture with it.

use serde::Serialize;

use super::axis::{Axis, Months, Unit, axis, unit};
use super::flags::{Flag, Wanted, lanes};
use super::scale::{Days, Percent};
use super::{NARROW, Stretch, letters};
use crate::value::Date;

/// What work is, and so how its bar looks.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Look {
    /// Work.
    Bar,
    /// What lasts as long as the work below it.
    Frame,
    /// A marker of a day.
    Diamond,
}

/// A thing with dates.
#[derive(Clone, Debug)]
pub struct Work {
    /// What people call it.
    pub title: String,
    /// Its page.
    pub url: Option<String>,
    /// How it looks.
    pub look: Look,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub finish: Date,
    /// The last day up to which it is done, if it has begun.
    pub done_until: Option<Date>,
    /// Whether it decides the finish.
    pub decides: bool,
    /// The days that were agreed.
    pub agreed: Option<(Date, Date)>,
    /// What is said beside the bar, such as `+2`; of a diamond its date.
    pub note: String,
}

/// Work that belongs together.
#[derive(Clone, Debug)]
pub struct Group {
    /// The rows, in their order.
    pub rows: Vec<Work>,
}

/// Days on which something does not work, or nothing may change.
#[derive(Clone, Debug)]
pub struct Band {
    /// How it looks.
    pub look: &'static str,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub finish: Date,
    /// Whether it has a solid edge: it was approved.
    pub is_firm: bool,
}

/// A day with a line through all rows; its line stands at the start of the day, or at its end.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Line {
    pub day: Date,
    pub is_at_end: bool,
    /// The last day of the band that begins there.
    pub until: Option<Date>,
    /// How the line looks.
    pub look: &'static str,
    pub name: String,
    pub tail: String,
}

/// What is drawn, before it has places.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Plan {
    pub groups: Vec<Group>,
    pub bands: Vec<Band>,
    pub lines: Vec<Line>,
    /// Days off: the first and the last of each stretch.
    pub days_off: Vec<(Date, Date)>,
}

/// A bar of a row.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Bar {
    pub look: &'static str,
    pub at: Stretch,
}

/// A row with its places.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Row {
    pub title: String,
    pub url: Option<String>,
    /// Where its lower edge is.
    pub y: Percent,
    pub bars: Vec<Bar>,
    /// Where the agreed line is.
    pub agreed: Option<Stretch>,
    /// The day of a diamond.
    pub diamond: Option<Percent>,
    /// Whether a diamond is reached.
    pub is_reached: bool,
    /// Where it was agreed, if it moved.
    pub moved_from: Option<Percent>,
    /// Whether it stands out: a milestone or a frame.
    pub is_strong: bool,
    /// Where the name begins where it stands above its bar, in tenths of the width: over the bar, as far as its letters
    /// leave room.
    pub indent: i64,
    /// What is said beside it.
    pub note: String,
    /// Where that begins, or ends.
    pub note_x: Percent,
    /// Whether it ends there, at the left of the mark.
    pub is_note_left: bool,
}

/// A group with its rows.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Rows {
    pub rows: Vec<Row>,
}

/// A stripe through all rows.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Stripe {
    pub look: &'static str,
    pub at: Stretch,
    pub is_firm: bool,
}

/// The whole picture.
#[derive(Clone, Debug, Serialize)]
#[allow(missing_docs)]
pub struct Gantt {
    pub axis: Axis,
    pub stripes: Vec<Stripe>,
    pub flags: Vec<Flag>,
    pub groups: Vec<Rows>,
    /// The height of axis and flags, in pixels.
    pub head_height: usize,
}

/// A letter of a name above its bar, in pixels.
const NAME_LETTER: i64 = 7;

/// Places for a plan; None if nothing has dates.
#[must_use]
pub fn gantt(plan: &Plan, months: &Months) -> Option<Gantt> {
    let days = span(plan)?;
    let flags = lanes(plan.lines.iter().filter(|line| days.holds(line.day)).map(|line| wanted(&days, line)).collect());
    let groups = plan.groups.iter().filter(|group| !group.rows.is_empty());
    Some(Gantt {
        axis: axis(&days, months),
        stripes: stripes(plan, &days),
        head_height: 40 + 15 * flags.len(),
        flags,
        groups: groups.map(|group| rows(&days, group)).collect(),
    })
}

/// Whole weeks around the work, what was agreed, and the days that have a line.
fn span(plan: &Plan) -> Option<Days> {
    let rows = || plan.groups.iter().flat_map(|group| &group.rows);
    let agreed = || rows().filter_map(|row| row.agreed);
    let lines = || plan.lines.iter().map(|line| line.day);
    let first = rows().map(|row| row.start).chain(agreed().map(|(start, _)| start)).min()?;
    let last = rows().map(|row| row.finish).chain(agreed().map(|(_, finish)| finish)).max()?;
    // A status date or a deadline beyond the work belongs to the picture, unless it would shrink the work to nothing.
    let length = first.days_until(last).max(27);
    let (earliest, latest) = (first.add_days(-length), last.add_days(length));
    let near = lines().filter(|day| earliest <= *day && *day <= latest);
    let (first, last) = near.fold((first, last), |(first, last), day| (first.min(day), last.max(day)));
    Some(Days::of_weeks(first, last))
}

fn wanted(days: &Days, line: &Line) -> Wanted {
    let x = if line.is_at_end { days.end_of(line.day) } else { days.start_of(line.day) };
    let band = line.until.map(|until| Stretch::between(x, days.end_of(until)));
    Wanted { x, band, look: line.look, name: line.name.clone(), tail: line.tail.clone() }
}

fn stripes(plan: &Plan, days: &Days) -> Vec<Stripe> {
    let between = |start: Date, finish: Date| {
        let (start, finish) = (start.max(days.first), finish.min(days.last));
        (start <= finish).then(|| Stretch::between(days.start_of(start), days.end_of(finish)))
    };
    let shows_days_off = matches!(unit(days), Unit::Days | Unit::Weeks);
    let off = plan.days_off.iter().filter(|_| shows_days_off);
    let off = off
        .filter_map(|(start, finish)| Some(Stripe { look: "off-day", at: between(*start, *finish)?, is_firm: false }));
    let bands = plan.bands.iter().filter_map(|band| {
        Some(Stripe { look: band.look, at: between(band.start, band.finish)?, is_firm: band.is_firm })
    });
    off.chain(bands).collect()
}

fn rows(days: &Days, group: &Group) -> Rows {
    let count = group.rows.len() as i64;
    let place = |index: usize| Percent::of(index as i64 + 1, count);
    Rows { rows: group.rows.iter().enumerate().map(|(index, work)| row(days, work, place(index))).collect() }
}

fn row(days: &Days, work: &Work, y: Percent) -> Row {
    let (from, to) = (days.start_of(work.start), days.end_of(work.finish));
    let is_diamond = work.look == Look::Diamond;
    let day = days.middle_of(work.finish);
    let end = if is_diamond { day } else { to };
    let note_pixels = letters(&work.note) as i64 * 7 + 12;
    let moved = work.agreed.map(|(_, agreed)| agreed).filter(|agreed| is_diamond && *agreed != work.finish);
    let moved = moved.map(|agreed| days.middle_of(agreed));
    // The text stands before or behind all that is drawn.
    let leftmost = if is_diamond { moved.map_or(day, |agreed| day.min(agreed)) } else { from };
    let rightmost = moved.map_or(end, |agreed| end.max(agreed));
    let is_note_left = if is_diamond { rightmost.pixels(10) >= 6 } else { end.pixels(NARROW) + note_pixels > NARROW };
    let free = (NARROW - letters(&work.title) as i64 * NAME_LETTER).max(0) * 10 / NARROW;
    Row {
        title: work.title.clone(),
        url: work.url.clone(),
        y,
        bars: if is_diamond { Vec::new() } else { bars(days, work) },
        agreed: work
            .agreed
            .filter(|_| !is_diamond)
            .map(|(start, finish)| Stretch::between(days.start_of(start), days.end_of(finish))),
        diamond: is_diamond.then_some(day),
        is_reached: is_diamond && work.done_until.is_some(),
        moved_from: moved,
        is_strong: work.look != Look::Bar,
        indent: leftmost.pixels(10).min(free),
        note: work.note.clone(),
        note_x: match is_note_left {
            true if leftmost.pixels(NARROW) >= note_pixels => leftmost,
            true => from.min(end),
            false => rightmost,
        },
        is_note_left,
    }
}

fn bars(days: &Days, work: &Work) -> Vec<Bar> {
    let open = match (work.look, work.decides) {
        (Look::Frame, _) => "frame",
        (_, true) => "must",
        (_, false) => "todo",
    };
    let bar = |look: &'static str, start: Date, finish: Date| {
        let at = Stretch::between(days.start_of(start), days.end_of(finish));
        (start <= finish).then_some(Bar { look, at })
    };
    let Some(done) = work.done_until else { return bar(open, work.start, work.finish).into_iter().collect() };
    let done = done.min(work.finish);
    if work.look == Look::Frame {
        return bar("frame", work.start, work.finish).into_iter().collect();
    }
    let rest = done.add_days(1).max(work.start);
    bar("done", work.start, done).into_iter().chain(bar(open, rest, work.finish)).collect()
}
