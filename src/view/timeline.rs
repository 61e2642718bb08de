//! When things happen: milestones, outages, every task.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Mark, Page, Row, Section};
use super::table::{Cell, Line, Table};
use crate::audience::{PublicTask, PublicWindow};
use crate::document::keys::words::{WindowKind, WindowResult};
use crate::document::keys::{Register, Stage};

impl Maker<'_> {
    pub(super) fn timeline_page(&self) -> Page {
        let mut page = self.nav_page("timeline");
        page.lead = self.timeline_lead();
        page.add(self.milestones_section());
        page.add(self.decides_section());
        page.add(self.section("timeline.outages", self.window_blocks()));
        let tasks = if self.plan.tasks.is_empty() {
            vec![Block::empty(self.comes_in("empty.work", Stage::Planning))]
        } else {
            vec![Block::Table { table: self.task_table() }]
        };
        page.add(self.section("timeline.work", tasks));
        page
    }

    fn timeline_lead(&self) -> String {
        let project = &self.plan.project;
        let dates = match (project.start, project.finish) {
            (Some(start), Some(finish)) => {
                let (start, finish) = (self.words.full(start), self.words.full(finish));
                self.words.fill("timeline.span", &[("start", &start), ("finish", &finish)])
            }
            _ => self.comes_in("empty.dates", Stage::Planning),
        };
        if self.plan.tasks.is_empty() {
            return dates;
        }
        let open = self.open_tasks().count();
        let all = self.plan.tasks.iter().filter(|task| !task.is_summary && task.cancelled.is_none()).count();
        let done = self.words.fill_count("timeline.tasks_done", all as i64, &[("done", &(all - open))]);
        format!("{dates} {done}")
    }

    pub(super) fn open_tasks(&self) -> impl Iterator<Item = &PublicTask> {
        self.plan.tasks.iter().filter(|task| !task.is_summary && task.cancelled.is_none() && task.finished.is_none())
    }

    fn window_blocks(&self) -> Vec<Block> {
        if self.plan.windows.is_empty() {
            let text = match self.plan.none_reason(Register::Windows) {
                Some(reason) => self.words.fill("outage.none", &[("reason", &reason)]),
                None => self.comes_in("empty.outages", Stage::Planning),
            };
            return vec![Block::empty(text)];
        }
        let mut windows: Vec<&PublicWindow> = self.plan.windows.iter().collect();
        windows.sort_by_key(|window| (window.start.is_none(), window.start, &window.base.id));
        vec![Block::Rows { rows: windows.into_iter().map(|window| self.window_row(window)).collect() }]
    }

    pub(super) fn window_row(&self, window: &PublicWindow) -> Row {
        let when = window.start.map(|start| self.words.hours(start, window.end)).unwrap_or_default();
        let what = match window.kind {
            WindowKind::Freeze => self.say("outage.frozen").to_owned(),
            WindowKind::Outage => self.outage_words(window),
        };
        Row::new(&window.base.title)
            .to(Some(item_url(Register::Windows, &window.base.id)))
            .note(format!("{when}. {what}"))
            .mark(self.window_mark(window))
    }

    pub(super) fn task_table(&self) -> Table {
        let heads = ["tasks.name", "tasks.who", "tasks.time", "tasks.state", "tasks.from", "tasks.to"];
        let mut table = self.table(self.year_caption("tasks.caption"), &heads);
        table.is_stacked = false;
        table.csv = Some("tasks.csv".to_owned());
        for task in self.tasks_in_order() {
            let dates = self.dates(Register::Tasks, &task.base.id);
            let length = task.duration.map(|length| Cell::of(self.words.duration(length), length));
            let cells = vec![
                Cell::link(&task.base.title, Some(item_url(Register::Tasks, &task.base.id))),
                Cell::text(self.words.list(&task.who)),
                length.unwrap_or_default(),
                Cell::text(self.task_state(task)),
                dates.map(|dates| self.date_cell(Some(dates.start))).unwrap_or_default(),
                dates.map(|dates| self.date_cell(Some(dates.finish))).unwrap_or_default(),
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
        let names: Vec<&str> =
            self.tasks_in_order().into_iter().filter(decides).map(|task| task.base.title.as_str()).collect();
        let text = self.words.fill("timeline.decides_text", &[("tasks", &self.words.list(&names))]);
        self.section("timeline.decides", if names.is_empty() { Vec::new() } else { vec![Block::text(text)] })
    }

    /// The state of a task in words.
    pub(super) fn task_state(&self, task: &PublicTask) -> String {
        let key = match (task.finished, task.started, task.progress) {
            _ if task.cancelled.is_some() => "tasks.cancelled",
            _ if task.is_summary => "tasks.group",
            (Some(_), _, _) => "tasks.done",
            (None, Some(_), Some(progress)) => {
                return self.words.fill("tasks.running_at", &[("percent", &self.words.percent(progress))]);
            }
            (None, Some(_), None) => "tasks.running",
            (None, None, _) => "tasks.to_do",
        };
        self.say(key).to_owned()
    }

    /// The mark of a task.
    pub(super) fn task_mark(&self, task: &PublicTask) -> Mark {
        let state = self.task_state(task);
        if task.finished.is_some() { Mark::done(&state) } else { Mark::open(&state) }
    }

    /// How a window stands.
    pub(super) fn window_mark(&self, window: &PublicWindow) -> Mark {
        match (window.result, window.kind, &window.approved) {
            (Some(WindowResult::Done), _, _) => Mark::done(self.say("outage.done")),
            (Some(WindowResult::BackedOut), _, _) => Mark::open(self.say("outage.backed_out")),
            (Some(WindowResult::Partial), _, _) => Mark::open(self.say("outage.partial")),
            (None, WindowKind::Freeze, _) => Mark::open(self.say("outage.freeze")),
            (None, _, Some(signature)) if signature.is_stale => Mark::open(self.say("outage.changed")),
            (None, _, Some(_)) => Mark::done(self.say("outage.approved")),
            (None, _, None) => Mark::open(self.say("outage.not_approved_mark")),
        }
    }
}
