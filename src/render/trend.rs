//! How the dates of milestones moved: drawn for a terminal, and as JSON.

use serde_json::{Value, json};

use super::Look;
use super::json::write;
use super::paint::{Tone, count, wrap};
use super::sink::clean;
use crate::status::trend::{Line, Pace};
use crate::value::{Date, Decimal};

/// The version of the shape of the JSON; it grows only when something is taken away or changes its meaning.
const SCHEMA_VERSION: u32 = 1;
/// How many milestones are drawn; the list below holds all.
const DRAWN: usize = 12;
/// The rows of the drawing.
const ROWS: i64 = 16;
/// The columns of the drawing at most.
const COLUMNS: i64 = 66;

/// What is told of a trend.
#[derive(Clone, Debug)]
pub struct TrendTold<'a> {
    /// The project's id.
    pub project: &'a str,
    /// Where the reports come from: `updates`, `history` or `tags`.
    pub source: &'a str,
    /// How many reports there are.
    pub reports: usize,
    /// How many commits were looked at.
    pub commits: Option<usize>,
    /// A line a milestone.
    pub lines: &'a [Line],
    /// What is not known, and why.
    pub notes: &'a [String],
}

/// The trend for programs.
#[must_use]
pub fn trend_json(told: &TrendTold) -> String {
    let line = |line: &Line| {
        let points: Vec<Value> = line
            .points
            .iter()
            .map(|point| json!({"reported": point.reported.to_string(), "foretold": point.foretold.to_string()}))
            .collect();
        json!({
            "id": line.id,
            "title": line.title,
            "is_planned": line.is_planned,
            "target": line.target.map(|day| day.to_string()),
            "reached": line.reached.map(|day| day.to_string()),
            "slope": line.slope().map(|slope| slope.normalize().to_string()),
            "pace": line.pace().map(pace),
            "arrival": line.arrival().map(|day| day.to_string()),
            "points": points,
        })
    };
    write(&json!({
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "planmark", "version": env!("CARGO_PKG_VERSION")},
        "project": told.project,
        "source": told.source,
        "reports": told.reports,
        "commits": told.commits,
        "complete": told.notes.is_empty(),
        "notes": told.notes,
        "milestones": told.lines.iter().map(line).collect::<Vec<_>>(),
    }))
}

fn pace(pace: Pace) -> &'static str {
    match pace {
        Pace::Steady => "steady",
        Pace::Slipping => "slipping",
        Pace::Receding => "receding",
    }
}

/// The trend for people: a drawing with the reports across and the foretold days upwards, then a line a milestone.
#[must_use]
pub fn trend_drawing(told: &TrendTold, look: &Look) -> String {
    let mut out = String::new();
    let drawn = &told.lines[..told.lines.len().min(DRAWN)];
    if let Some(picture) = Picture::of(drawn, look) {
        out.push_str(&picture.print(drawn, look));
        out.push('\n');
    }
    let width = told.lines.iter().map(|line| clean(&line.id).chars().count()).max().unwrap_or(0).min(32);
    for (index, line) in told.lines.iter().enumerate() {
        let mark = if index < DRAWN { letter(index) } else { ' ' };
        let words = words(line);
        let text = format!("{mark}  {:width$}  {}", clean(&line.id), words);
        let tone = match line.pace().filter(|_| line.reached.is_none() && line.is_planned) {
            Some(Pace::Receding) => Some(Tone::Bad),
            Some(Pace::Slipping) => Some(Tone::Doubtful),
            _ => None,
        };
        out.push_str(&tone.map_or_else(|| text.clone(), |tone| look.paint(tone, &text)));
        out.push('\n');
    }
    let from = told.commits.map_or_else(String::new, |commits| format!(" out of {}", count(commits, "commit")));
    out.push_str(&format!("\n{} from {}{from}\n", count(told.reports, "report"), told.source));
    for note in told.notes {
        for line in wrap(&format!("note: {}", clean(note)), look.columns()) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

fn letter(index: usize) -> char {
    char::from(b'a' + u8::try_from(index).unwrap_or(25).min(25))
}

/// What is to say of a milestone.
fn words(line: &Line) -> String {
    let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else { return String::new() };
    let moved = first.foretold.days_until(last.foretold);
    let move_words = match moved {
        0 => "as at first".to_owned(),
        1.. => format!("{} later than at first", count(moved.unsigned_abs() as usize, "day")),
        _ => format!("{} earlier than at first", count(moved.unsigned_abs() as usize, "day")),
    };
    if !line.is_planned {
        return format!("{}  not in the plan any more", last.foretold);
    }
    if let Some(reached) = line.reached {
        return format!("{reached}  reached, foretold at first for {}", first.foretold);
    }
    let pace_words = match (line.pace(), line.slope()) {
        (Some(Pace::Receding), Some(slope)) => format!("; recedes {} days a day", plain(slope)),
        (Some(Pace::Slipping), Some(slope)) => format!("; slips {} days a day", plain(slope)),
        _ => String::new(),
    };
    let arrival = match line.arrival() {
        Some(arrival) if line.pace() == Some(Pace::Slipping) => format!(", so it may be {arrival}"),
        _ => String::new(),
    };
    format!("{}  {move_words}{pace_words}{arrival}", last.foretold)
}

fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Where days lie in the drawing.
struct Picture {
    first: Date,
    last: Date,
    lowest: Date,
    highest: Date,
    columns: i64,
}

impl Picture {
    /// None under two reports, which say nothing of a movement.
    fn of(lines: &[Line], look: &Look) -> Option<Self> {
        let points = || lines.iter().flat_map(|line| line.points.iter());
        let (first, last) = (points().map(|point| point.reported).min()?, points().map(|point| point.reported).max()?);
        let lowest = points().map(|point| point.foretold).min()?;
        let highest = points().map(|point| point.foretold).max()?;
        let columns = (look.columns() as i64 - 14).clamp(20, COLUMNS);
        (first < last).then_some(Self { first, last, lowest, highest, columns })
    }

    fn column(&self, day: Date) -> i64 {
        let whole = i64::from(self.first.days_until(self.last)).max(1);
        i64::from(self.first.days_until(day)) * (self.columns - 1) / whole
    }

    /// The row from above.
    fn row(&self, day: Date) -> i64 {
        let whole = i64::from(self.lowest.days_until(self.highest)).max(1);
        i64::from(day.days_until(self.highest)) * (ROWS - 1) / whole
    }

    fn print(&self, lines: &[Line], look: &Look) -> String {
        let mut grid = vec![vec![' '; self.columns as usize]; ROWS as usize];
        let mut put = |column: i64, row: i64, mark: char| {
            let cell = grid.get_mut(row as usize).and_then(|row| row.get_mut(column as usize));
            if let Some(cell) = cell {
                *cell = mark;
            }
        };
        let days = self.first.days_until(self.last);
        for day in (0..=days).map(|days| self.first.add_days(days)) {
            if self.lowest <= day && day <= self.highest {
                put(self.column(day), self.row(day), if look.unicode { '·' } else { '.' });
            }
        }
        for (index, line) in lines.iter().enumerate().rev() {
            for point in &line.points {
                put(self.column(point.reported), self.row(point.foretold), letter(index));
            }
        }
        let bar = look.either("│", "|");
        let mut out = String::new();
        for (index, row) in grid.iter().enumerate() {
            let day = match index as i64 {
                0 => self.highest.to_string(),
                row if row == ROWS - 1 => self.lowest.to_string(),
                _ => String::new(),
            };
            let text: String = row.iter().collect();
            out.push_str(format!("{day:10} {bar}{text}").trim_end());
            out.push('\n');
        }
        let line = look.either("─", "-").repeat(self.columns as usize);
        let gap = (self.columns - 20).max(1) as usize;
        out.push_str(&format!("{:10} {}{line}\n", "", look.either("└", "+")));
        out.push_str(&format!("{:12}{}{:gap$}{}\n", "", self.first, "", self.last));
        let meets = if self.lowest <= self.last { "; a milestone is reached on the diagonal" } else { "" };
        out.push_str(&format!("{:12}across: reports; upwards: the day foretold{meets}\n", ""));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::PLAIN;
    use crate::status::trend::Point;

    fn line(id: &str, points: &[(&str, &str)]) -> Line {
        let day = |text: &str| Date::parse(text).unwrap();
        let point = |(reported, foretold): &(&str, &str)| Point { reported: day(reported), foretold: day(foretold) };
        Line {
            id: id.to_owned(),
            title: "Live".to_owned(),
            target: None,
            reached: None,
            is_planned: true,
            points: points.iter().map(point).collect(),
        }
    }

    #[test]
    fn a_trend_is_drawn_and_told() {
        let lines = [
            line("live", &[("2026-04-01", "2026-05-01"), ("2026-04-08", "2026-05-05"), ("2026-04-15", "2026-05-08")]),
            line("done\u{1b}", &[("2026-04-01", "2026-04-20"), ("2026-04-15", "2026-04-20")]),
        ];
        let notes = ["the clone is shallow".to_owned()];
        let told =
            TrendTold { project: "p", source: "updates", reports: 3, commits: None, lines: &lines, notes: &notes };
        let text = trend_drawing(&told, &PLAIN);
        let expected =
            "a  live        2026-05-08  7 days later than at first; slips 0.5 days a day, so it may be 2026-05-31\n";
        assert!(text.contains(expected), "{text}");
        assert!(text.contains("note: the clone is shallow") && !text.contains('\u{1b}'), "{text}");
        let value: Value = serde_json::from_str(&trend_json(&told)).unwrap();
        assert_eq!(value["milestones"][0]["points"][2]["foretold"], "2026-05-08");
        assert_eq!((value["complete"].as_bool(), value["milestones"][0]["slope"].as_str()), (Some(false), Some("0.5")));
    }

    #[test]
    fn one_report_draws_nothing() {
        let lines = [line("live", &[("2026-04-01", "2026-05-01")])];
        let told = TrendTold { project: "p", source: "updates", reports: 1, commits: None, lines: &lines, notes: &[] };
        assert_eq!(trend_drawing(&told, &PLAIN), "a  live  2026-05-01  as at first\n\n1 report from updates\n");
    }
}
