//! When things happen: milestones, outages, every task.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Cell, Line, Mark, Page, Row, Section, Table};
use super::words;
use crate::audience::{PublicTask, PublicWindow};
use crate::document::keys::words::WindowKind;
use crate::document::keys::{Register, Stage};
use crate::value::Date;

impl Maker<'_> {
    pub(super) fn timeline_page(&self) -> Page {
        let mut page = Page::new("timeline.html", "timeline", "Timeline");
        page.lead = self.timeline_lead();
        let milestones = if self.plan.milestones.is_empty() {
            vec![Block::empty(self.comes_in("Milestones come", Stage::Planning))]
        } else {
            vec![Block::Table { table: self.milestone_table() }]
        };
        page.add(Section::new("Milestones", "Agreed dates, and what was reached.", milestones));
        page.add(self.decides_section());
        page.add(Section::new("Outages", "When something does not work, or nothing may change.", self.window_blocks()));
        let tasks = if self.plan.tasks.is_empty() {
            vec![Block::empty(self.comes_in("The work comes", Stage::Planning))]
        } else {
            vec![Block::Table { table: self.task_table() }]
        };
        page.add(Section::new("Work", "In the order of time; forecast dates, and actual ones of what is done.", tasks));
        page
    }

    fn timeline_lead(&self) -> String {
        let project = &self.plan.project;
        let dates = match (project.start, project.finish) {
            (Some(start), Some(finish)) => format!("From {} to {}.", self.words.full(start), self.words.full(finish)),
            _ => self.comes_in("The dates come", Stage::Planning),
        };
        let open: Vec<&PublicTask> = self.open_tasks().collect();
        if self.plan.tasks.is_empty() {
            return dates;
        }
        let all = self.plan.tasks.iter().filter(|task| !task.is_summary && task.cancelled.is_none()).count();
        format!("{dates} {} of {} are done.", all - open.len(), words::plural(all as i64, "task", "tasks"))
    }

    pub(super) fn open_tasks(&self) -> impl Iterator<Item = &PublicTask> {
        self.plan.tasks.iter().filter(|task| !task.is_summary && task.cancelled.is_none() && task.finished.is_none())
    }

    fn window_blocks(&self) -> Vec<Block> {
        if self.plan.windows.is_empty() {
            let text = match self.plan.none_reason(Register::Windows) {
                Some(reason) => format!("No outage: {reason}."),
                None => self.comes_in("Planned outages come", Stage::Planning),
            };
            return vec![Block::empty(text)];
        }
        let mut windows: Vec<&PublicWindow> = self.plan.windows.iter().collect();
        windows.sort_by_key(|window| (window.start.is_none(), window.start, &window.base.id));
        vec![Block::Rows { rows: windows.into_iter().map(|window| self.window_row(window)).collect() }]
    }

    pub(super) fn window_row(&self, window: &PublicWindow) -> Row {
        let when = window.start.map(|start| self.words.hours(start, window.end)).unwrap_or_default();
        let what = if window.kind == WindowKind::Freeze {
            "Nothing is changed.".to_owned()
        } else {
            self.outage_words(window)
        };
        Row::new(&window.base.title)
            .to(Some(item_url(Register::Windows, &window.base.id)))
            .note(format!("{when}. {what}"))
            .mark(window_mark(window))
    }

    pub(super) fn task_table(&self) -> Table {
        let caption = format!("Tasks, dates of {}", self.words.year);
        let mut table = Table::new(caption, &["Task", "Who", "Time", "State", "From", "To"]);
        table.is_stacked = false;
        table.csv = Some("tasks.csv".to_owned());
        for task in self.tasks_in_order() {
            let date = |date: Option<Date>| date.map_or(String::new(), |date| self.words.short(date));
            let cells = vec![
                Cell::link(&task.base.title, Some(item_url(Register::Tasks, &task.base.id))),
                Cell::text(self.words.list(&task.who)),
                Cell::text(task.duration.map(|length| self.words.duration(length)).unwrap_or_default()),
                Cell::text(self.task_state(task)),
                Cell::text(date(self.dates(Register::Tasks, &task.base.id).map(|dates| dates.start))),
                Cell::text(date(self.dates(Register::Tasks, &task.base.id).map(|dates| dates.finish))),
            ];
            table.rows.push(Line { cells, is_sum: task.is_summary, is_soft: task.cancelled.is_some() });
        }
        table
    }

    fn tasks_in_order(&self) -> Vec<&PublicTask> {
        let mut tasks: Vec<&PublicTask> = self.plan.tasks.iter().collect();
        tasks.sort_by_key(|task| {
            let dates = self.dates(Register::Tasks, &task.base.id).map(|dates| (dates.start, dates.finish));
            (dates.is_none(), dates, &task.base.id)
        });
        tasks
    }

    /// What decides the finish, from now on.
    fn decides_section(&self) -> Section {
        let decides = |task: &&PublicTask| {
            task.finished.is_none() && self.dates(Register::Tasks, &task.base.id).is_some_and(|dates| dates.decides)
        };
        let names: Vec<String> =
            self.tasks_in_order().into_iter().filter(decides).map(|task| task.base.title.clone()).collect();
        let blocks = if names.is_empty() {
            Vec::new()
        } else {
            vec![Block::text(format!(
                "A day lost in one of these is a day lost at the end: {}.",
                self.words.list(&names)
            ))]
        };
        Section::new("What decides the finish", "The longest chain of work that waits for each other.", blocks)
    }

    /// The state of a task in words.
    pub(super) fn task_state(&self, task: &PublicTask) -> String {
        if task.cancelled.is_some() {
            return "Cancelled".to_owned();
        }
        if task.is_summary {
            return "Group".to_owned();
        }
        match (task.finished, task.started, task.progress) {
            (Some(_), _, _) => "Done".to_owned(),
            (None, Some(_), Some(progress)) => format!("Running, {}\u{a0}% done", self.words.number(progress)),
            (None, Some(_), None) => "Running".to_owned(),
            (None, None, _) => "To do".to_owned(),
        }
    }

    /// The mark of a task.
    pub(super) fn task_mark(&self, task: &PublicTask) -> Mark {
        if task.finished.is_some() { Mark::done("Done") } else { Mark::open(&self.task_state(task)) }
    }
}

/// How a window stands.
pub(super) fn window_mark(window: &PublicWindow) -> Mark {
    match (window.result.map(|result| result.name()), window.kind, &window.approved) {
        (Some("done"), _, _) => Mark::done("Done"),
        (Some("backed-out"), _, _) => Mark::open("Backed out"),
        (Some(_), _, _) => Mark::open("Partly done"),
        (None, WindowKind::Freeze, _) => Mark::open("Freeze"),
        (None, _, Some(signature)) if signature.is_stale => Mark::open("Changed since approval"),
        (None, _, Some(_)) => Mark::done("Approved"),
        (None, _, None) => Mark::open("Not yet approved"),
    }
}
