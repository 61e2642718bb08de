//! A schedule drawn for a terminal: a line of time for each task, milestone and window.
//!
//! Every mark has a shape of its own, so that nothing depends on colour; without Unicode all marks are ASCII.

use std::fmt::Write as _;

use super::super::Look;
use super::super::paint::{Tone, wrap};
use super::super::sink::clean;
use super::rows;
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::schedule::level::Levelled;
use crate::schedule::{Progress, Schedule, Slot};
use crate::value::Date;

/// The widest name, at a width of up to 100 columns and beyond.
const NAMES: (usize, usize) = (22, 34);
/// How many columns a day has at most.
const DAY_COLUMNS: i32 = 3;

/// What a cell shows.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Mark {
    Done,
    Work,
    Critical,
    Float,
    Reached,
    Milestone,
    Window,
    Spare,
    Today,
    Target,
}

impl Mark {
    /// The shape, in Unicode and in ASCII.
    fn shape(self) -> (&'static str, &'static str) {
        match self {
            Self::Done => ("░", "-"),
            Self::Work => ("▒", "="),
            Self::Critical => ("█", "#"),
            Self::Float => ("·", "."),
            Self::Reached => ("◇", "o"),
            Self::Milestone => ("◆", "*"),
            Self::Window => ("▼", "V"),
            Self::Spare => ("▽", "v"),
            Self::Today => ("│", "|"),
            Self::Target => ("┊", ":"),
        }
    }

    fn tone(self) -> Option<Tone> {
        match self {
            Self::Done | Self::Float | Self::Reached | Self::Target => Some(Tone::Dim),
            Self::Work => Some(Tone::Path),
            Self::Critical => Some(Tone::Doubtful),
            Self::Milestone | Self::Window => Some(Tone::Bold),
            Self::Today => Some(Tone::Note),
            Self::Spare => None,
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Work => "planned",
            Self::Critical => "on the longest path",
            Self::Float => "float",
            Self::Reached => "milestone reached",
            Self::Milestone => "milestone",
            Self::Window => "window",
            Self::Spare => "window not needed",
            Self::Today => "status date",
            Self::Target => "agreed finish",
        }
    }
}

const ALL: [Mark; 10] = [
    Mark::Done,
    Mark::Work,
    Mark::Critical,
    Mark::Float,
    Mark::Reached,
    Mark::Milestone,
    Mark::Window,
    Mark::Spare,
    Mark::Today,
    Mark::Target,
];

/// A line of the picture.
struct Line {
    name: String,
    /// What orders lines: the begin, then the end.
    from: Date,
    to: Date,
    /// Stretches of days, the later ones over the earlier.
    parts: Vec<(Date, Date, Mark)>,
}

/// The schedule as a picture.
#[must_use]
pub fn gantt(project: &Project, schedule: &Schedule, look: &Look) -> String {
    let items = rows(project, schedule).into_iter().map(|(slot, id, _)| task_line(id, slot, schedule.as_of));
    let mut lines: Vec<Line> = items.collect();
    let takes = |window: ItemIndex| schedule.slots.iter().any(|slot| slot.window == Some(window));
    lines.extend(window_lines(project, takes));
    draw(project, schedule, lines, look)
}

/// The levelled schedule as a picture: nothing is critical by float there, so that only the plan's path is marked.
#[must_use]
pub fn gantt_levelled(project: &Project, schedule: &Schedule, levelled: &Levelled, look: &Look) -> String {
    let line = |(slot, id, _): (&Slot, &str, &str)| match levelled.slot(slot.item) {
        Some(moved) => {
            let (start, resume, finish) = (moved.start, moved.resume, moved.finish);
            let moved = Slot { start, resume, finish, late: None, ..slot.clone() };
            task_line(id, &moved, schedule.as_of)
        }
        None => task_line(id, slot, schedule.as_of),
    };
    let mut lines: Vec<Line> = rows(project, schedule).into_iter().map(line).collect();
    let takes = |window: ItemIndex| {
        let is_past =
            schedule.slots.iter().any(|slot| slot.window == Some(window) && slot.progress == Progress::Finished);
        is_past || levelled.slots.iter().any(|slot| slot.window == Some(window))
    };
    lines.extend(window_lines(project, takes));
    draw(project, schedule, lines, look)
}

fn task_line(id: &str, slot: &Slot, as_of: Date) -> Line {
    let (from, to) = (slot.start_day(), slot.finish_day());
    let mut parts = Vec::new();
    if let Some((_, late)) = slot.late_days().filter(|(_, late)| *late > to) {
        parts.push((to, late, Mark::Float));
    }
    let open = if slot.is_on_longest_path { Mark::Critical } else { Mark::Work };
    match (slot.is_moment, slot.progress) {
        (true, Progress::Finished) => parts.push((to, to, Mark::Reached)),
        (true, _) => parts.push((to, to, Mark::Milestone)),
        (false, Progress::Finished) => parts.push((from, to, Mark::Done)),
        (false, Progress::Running) => {
            parts.push((from, as_of.min(to), Mark::Done));
            parts.push((as_of.add_days(1).min(to), to, open));
        }
        (false, Progress::Open) => parts.push((from, to, open)),
    }
    Line { name: id.to_owned(), from, to, parts }
}

fn window_lines(project: &Project, takes: impl Fn(ItemIndex) -> bool) -> Vec<Line> {
    let line = |(index, window): (usize, &crate::model::kinds::Window)| {
        let item = ItemIndex { register: Register::Windows, index: index as u32 };
        let from = window.start.as_ref().filter(|_| window.is_outage())?.value.date;
        let mark = if takes(item) { Mark::Window } else { Mark::Spare };
        Some(Line { name: window.base.id().to_owned(), from, to: from, parts: vec![(from, from, mark)] })
    };
    project.windows.iter().enumerate().filter_map(line).collect()
}

/// Days as columns: some columns a day, or some days a column.
struct Scale {
    first: Date,
    columns_per_day: i32,
    days_per_column: i32,
    width: usize,
}

impl Scale {
    fn new(first: Date, last: Date, width: usize) -> Self {
        let days = first.days_until(last).max(0) + 1;
        let columns_per_day = (width as i32 / days).clamp(1, DAY_COLUMNS);
        let days_per_column = (days + width as i32 - 1) / width as i32;
        let width = ((days * columns_per_day + days_per_column - 1) / days_per_column) as usize;
        Self { first, columns_per_day, days_per_column: days_per_column.max(1), width }
    }

    /// The first column of a day.
    fn column(&self, day: Date) -> usize {
        let days = self.first.days_until(day).max(0);
        ((days * self.columns_per_day / self.days_per_column) as usize).min(self.width - 1)
    }

    /// The last column of a day.
    fn end(&self, day: Date) -> usize {
        (self.column(day) + self.columns_per_day as usize - 1).min(self.width - 1)
    }

    fn words(&self) -> String {
        match (self.columns_per_day, self.days_per_column) {
            (1, 1) => "one column a day".to_owned(),
            (1, days) => format!("one column is {days} days"),
            (columns, _) => format!("{columns} columns a day"),
        }
    }
}

fn draw(project: &Project, schedule: &Schedule, mut lines: Vec<Line>, look: &Look) -> String {
    let target = project.charter.finish.as_ref().map(|target| target.value);
    let Some(first) = lines.iter().map(|line| line.from).min() else { return "nothing is planned yet\n".to_owned() };
    let last = lines.iter().flat_map(|line| line.parts.iter().map(|(_, to, _)| *to)).chain(target).max();
    let last = last.unwrap_or(first);
    lines.sort_by(|a, b| (a.from, a.to, &a.name).cmp(&(b.from, b.to, &b.name)));
    let columns = look.columns();
    let most = if columns > 100 { NAMES.1 } else { NAMES.0 };
    let names = lines.iter().map(|line| line.name.chars().count()).max().unwrap_or(4).min(most);
    let scale = Scale::new(first, last, columns.saturating_sub(names + 9).max(10));
    let pad = " ".repeat(names + 9);
    let mut out = format!("as of {}, {}; dates are those of the finish\n\n", schedule.as_of, scale.words());
    for head in heads(&scale, last) {
        let _ = writeln!(out, "{}", look.paint(Tone::Dim, format!("{pad}{head}").trim_end()));
    }
    let mut used = Vec::new();
    for line in &lines {
        let name = shortened(&clean(&line.name), names, look);
        let day = line.to.to_string();
        let cells = cells(line, &scale, schedule.as_of, target);
        used.extend(cells.iter().flatten().copied());
        let picture = painted(&cells, look);
        let _ = writeln!(out, "{name:names$}  {}  {picture}", &day[day.len() - 5..]);
    }
    out.push('\n');
    legend(&mut out, &used, look);
    out
}

fn shortened(name: &str, width: usize, look: &Look) -> String {
    if name.chars().count() <= width {
        return name.to_owned();
    }
    let end = look.either("…", "~");
    name.chars().take(width - 1).chain(end.chars()).collect()
}

fn cells(line: &Line, scale: &Scale, today: Date, target: Option<Date>) -> Vec<Option<Mark>> {
    let mut cells = vec![None; scale.width];
    if let Some(target) = target {
        cells[scale.end(target)] = Some(Mark::Target);
    }
    if today >= scale.first {
        cells[scale.end(today)] = Some(Mark::Today);
    }
    for (from, to, mark) in &line.parts {
        let last = if from == to && !matches!(mark, Mark::Done | Mark::Work | Mark::Critical) {
            scale.column(*from)
        } else {
            scale.end(*to)
        };
        cells[scale.column(*from)..=last].fill(Some(*mark));
    }
    cells
}

/// Cells of one kind in a row are painted together.
fn painted(cells: &[Option<Mark>], look: &Look) -> String {
    let end = cells.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let mut out = String::new();
    for run in cells[..end].chunk_by(|one, other| one == other) {
        match run[0] {
            None => out.push_str(&" ".repeat(run.len())),
            Some(mark) => {
                let (unicode, ascii) = mark.shape();
                let text = look.either(unicode, ascii).repeat(run.len());
                out.push_str(&mark.tone().map_or(text.clone(), |tone| look.paint(tone, &text)));
            }
        }
    }
    out
}

/// Months, and the days of Mondays where there is room for them.
fn heads(scale: &Scale, last: Date) -> [String; 2] {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut heads = [String::new(), String::new()];
    let mut month = 0;
    for step in 0..=scale.first.days_until(last) {
        let day = scale.first.add_days(step);
        let text = day.to_string();
        let number: usize = text[text.len() - 5..text.len() - 3].parse().unwrap_or(1);
        let column = scale.column(day);
        if number != month && put(&mut heads[0], column, &head_of_month(MONTHS[number - 1], &text, number, step)) {
            month = number;
        }
        if day.weekday().index() == 0 {
            put(&mut heads[1], column, text[text.len() - 2..].trim_start_matches('0'));
        }
    }
    heads
}

/// January and the first month say the year too.
fn head_of_month(name: &str, text: &str, number: usize, step: i32) -> String {
    if number == 1 || step == 0 { format!("{name} {}", &text[..4]) } else { name.to_owned() }
}

/// Writes a text at a column if nothing stands there yet.
fn put(line: &mut String, column: usize, text: &str) -> bool {
    let used = line.chars().count();
    if used > column || (used == column && used > 0) {
        return false;
    }
    line.push_str(&" ".repeat(column - used));
    line.push_str(text);
    true
}

/// The marks that were used, with their meaning.
fn legend(out: &mut String, used: &[Mark], look: &Look) {
    let shown = ALL.into_iter().filter(|mark| used.contains(mark));
    // The spaces of an entry must not be broken: they are put back after the lines are made.
    let entry = |mark: Mark| {
        let (unicode, ascii) = mark.shape();
        format!("{}\u{1}{}", look.either(unicode, ascii), mark.meaning().replace(' ', "\u{1}"))
    };
    let all: Vec<String> = shown.map(entry).collect();
    for line in wrap(&all.join(" "), look.columns() - 20) {
        let _ = writeln!(out, "{}", line.replace(' ', "   ").replace('\u{1}', " "));
    }
}
