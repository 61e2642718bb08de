//! A generated history of a plan, as a stream for `git fast-import`, and what each of its days foretells.
//!
//! The plan is one task of so many days, every day a working day, and a milestone behind it. While nothing is begun,
//! work begins on the day after the status date, so each day's forecast is known without a schedule.
#![allow(clippy::unwrap_used, reason = "a helper of a test fails like a test")]

use std::collections::BTreeMap;
use std::fmt::Write;

use planmark::value::Date;

/// The day of the first commit.
const FIRST: (i16, i8, i8) = (2019, 1, 1);
/// The first day on which the plan may begin.
const START: (i16, i8, i8) = (2019, 6, 1);
/// So many commits there are on a day, about.
const A_DAY: usize = 12;

/// A stream of commits, and the day foretold on each day with a commit.
pub(crate) struct LongHistory {
    /// For `git fast-import`.
    pub(crate) stream: String,
    /// Report day to foretold day.
    pub(crate) expected: BTreeMap<Date, Date>,
}

struct Writer {
    stream: String,
    mark: usize,
}

impl Writer {
    /// Starts a commit on a branch and gives its mark.
    fn commit(&mut self, branch: &str, day: Date, message: &str, parents: &[usize]) -> usize {
        self.mark += 1;
        let seconds = i64::from(day.day_number()) * 86_400 + 43_200;
        let person = format!("Pat <pat@example.com> {seconds} +0000");
        write!(self.stream, "commit refs/heads/{branch}\nmark :{}\ncommitter {person}\n", self.mark).unwrap();
        self.data(message);
        for (index, parent) in parents.iter().enumerate() {
            writeln!(self.stream, "{} :{parent}", if index == 0 { "from" } else { "merge" }).unwrap();
        }
        self.mark
    }

    fn data(&mut self, text: &str) {
        write!(self.stream, "data {}\n{text}\n", text.len()).unwrap();
    }

    fn file(&mut self, path: &str, text: &str) {
        writeln!(self.stream, "M 100644 inline {path}").unwrap();
        self.data(text);
    }
}

/// How the plan is laid out; later commits use a later one.
#[derive(Clone, Copy, PartialEq)]
enum Layout {
    OneFile,
    Register,
    Moved,
    Folder,
}

impl Layout {
    fn at(index: usize, commits: usize) -> Self {
        match index * 10 / commits {
            0..2 => Self::OneFile,
            2..4 => Self::Register,
            4..7 => Self::Moved,
            _ => Self::Folder,
        }
    }

    fn folder(self) -> &'static str {
        if matches!(self, Self::OneFile | Self::Register) { "old/place" } else { "plan" }
    }
}

fn project(tasks: &str) -> String {
    format!(
        "---\nid: long\ntitle: Long\nstage: planning\ntarget: {{start: 2019-06-01, finish: 2030-01-01}}\n\
         calendar: {{days: [mon, tue, wed, thu, fri, sat, sun]}}\n{tasks}---\n"
    )
}

fn task(layout: Layout, days: usize) -> (String, String) {
    let folder = layout.folder();
    match layout {
        Layout::OneFile => {
            let tasks = format!(
                "tasks:\n  build: {{title: Build, duration: {days}d}}\nmilestones:\n  live: {{title: Live, after: build}}\n"
            );
            (format!("{folder}/project.md"), project(&tasks))
        }
        Layout::Register | Layout::Moved => (
            format!("{folder}/tasks.md"),
            format!("---\ntasks:\n  build:\n    title: Build\n    duration: {days}d\n---\n\nWords on {days}.\n"),
        ),
        Layout::Folder => {
            (format!("{folder}/tasks/build.md"), format!("---\ntitle: Build\nduration: {days}d\n---\n\nWords.\n"))
        }
    }
}

/// Makes a history of so many commits on its main line, and branches beside it.
pub(crate) fn long_history(commits: usize) -> LongHistory {
    let day_of = |(year, month, day)| Date::new(year, month, day).expect("a date");
    let (first, start) = (day_of(FIRST), day_of(START));
    let mut writer = Writer { stream: String::new(), mark: 0 };
    let mut expected = BTreeMap::new();
    let (mut layout, mut days, mut last) = (Layout::OneFile, 10, 0);
    let mut day = first;
    let milestones = "---\nmilestones:\n  live: {title: Live, after: build}\n---\n";
    for index in 0..commits {
        // A fixed course that looks like chance.
        let chance = index * 7919 % 101;
        if index % A_DAY == 0 && index > 0 {
            day = day.add_days(1 + (chance % 3) as i32);
        }
        // One commit stands for two months of squashed work.
        if index == commits / 2 {
            day = day.add_days(60);
        }
        let next = Layout::at(index, commits);
        let parents: Vec<usize> = if last == 0 { Vec::new() } else { vec![last] };
        if index % 50 == 49 {
            // A branch says something else until it is merged; what it said then was never the plan.
            let mut side = last;
            for step in 1..4 {
                side = writer.commit("side", day, "Side", &[side]);
                let (path, text) = task(layout, 500 + step);
                writer.file(&path, &text);
            }
            last = writer.commit("main", day, "Merge", &[last, side]);
        } else {
            last = writer.commit("main", day, "Change", &parents);
        }
        if chance % 5 == 4 && next == layout && index > 0 && index % 50 != 49 {
            writer.file("README.md", &format!("Number {index}\n"));
        } else {
            days = 10 + chance;
            if next != layout {
                rearrange(&mut writer, next, milestones);
            }
            layout = next;
            let (path, text) = task(layout, days);
            writer.file(&path, &text);
        }
        let begin = start.max(day.add_days(1));
        expected.insert(day, begin.add_days(days as i32 - 1));
    }
    writeln!(writer.stream, "done").expect("a text can be written to");
    LongHistory { stream: writer.stream, expected }
}

/// What one commit moves when the layout changes.
fn rearrange(writer: &mut Writer, next: Layout, milestones: &str) {
    let folder = next.folder();
    match next {
        Layout::OneFile => {}
        Layout::Register => {
            writer.file(&format!("{folder}/project.md"), &project(""));
            writer.file(&format!("{folder}/milestones.md"), milestones);
        }
        Layout::Moved => writer.stream.push_str("R old/place plan\n"),
        Layout::Folder => writer.stream.push_str("D plan/tasks.md\n"),
    }
}
