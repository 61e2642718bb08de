//! When things happen: milestones, outages, every task.

use super::Maker;
use super::chart::Chart;
use super::draw::{Entry, Phase};
use super::links::item_url;
use super::page::{Block, Mark, Page, Row, Section};
use super::table::{Cell, Line, Table};
use crate::audience::{PublicDates, PublicTask, PublicWindow};
use crate::document::keys::words::{WindowKind, WindowResult};
use crate::document::keys::{Register, Stage};
use crate::value::Date;

/// The names in a sentence; the table marks all.
const MOST_NAMES: usize = 12;

impl Maker<'_> {
    pub(super) fn timeline_page(&self) -> Page {
        let mut page = self.nav_page("timeline");
        page.lead = self.timeline_lead();
        let phases = self.phases();
        let is_folded = self.is_folded(&phases);
        let chart = if is_folded { self.folded_chart(&phases) } else { self.gantt_chart(&phases) };
        page.add(self.chart_section("timeline.picture", chart));
        page.add(self.decides_section());
        page.add(self.milestones_section());
        if let (Some(chart), Some(table)) = (self.trend_chart(), self.trend_table()) {
            let blocks = Block::told_chart(chart).into_iter().chain([Block::Table { table }]);
            page.add(self.section("trend.title", blocks.collect()));
        }
        page.add(self.section("timeline.outages", self.window_blocks()));
        let mut tasks = self.plan.tasks.iter();
        let is_undated =
            !self.plan.tasks.is_empty() && tasks.all(|task| self.dates(Register::Tasks, &task.base.id).is_none());
        let tasks = match is_folded {
            _ if self.plan.tasks.is_empty() => Block::empty(self.comes_in("empty.work", Stage::Planning)),
            _ if is_undated => Block::Rows { rows: self.undated_rows() },
            true => Block::Table { table: self.phase_table(&phases) },
            false => Block::Table { table: self.task_table() },
        };
        page.add(self.section(if is_undated { "timeline.order" } else { "timeline.work" }, vec![tasks]));
        page
    }

    /// The pages of phases, where the timeline shows phases alone.
    pub(super) fn phase_pages(&self) -> Vec<Page> {
        let phases = self.phases();
        let shown = phases.iter().filter(|_| self.is_folded(&phases));
        shown.map(|phase| self.phase_page(phase)).collect()
    }

    fn phase_page(&self, phase: &Phase) -> Page {
        let mut page = Page::new(self.phase_url(phase), "timeline", self.phase_title(phase));
        page.crumb = Some((self.words.name("nav", "timeline").to_owned(), "timeline.html".to_owned()));
        page.lead = self.phase_state(phase);
        let phases = std::slice::from_ref(phase);
        page.add(self.chart_section("timeline.picture", self.gantt_chart(phases)));
        let mut table = self.work_table(phases);
        table.csv = Some(page.path.replace(".html", ".csv"));
        page.add(self.section("timeline.work", vec![Block::Table { table }]));
        page
    }

    /// Work without any dates: what is to be done, in its order.
    fn undated_rows(&self) -> Vec<Row> {
        self.web.tasks_in_order().iter().map(|task| self.dated_task(task)).collect()
    }

    /// A picture over the whole width, if there is one.
    fn chart_section(&self, key: &str, chart: Option<Chart>) -> Section {
        self.section(key, chart.into_iter().map(Block::chart).collect()).wide()
    }

    fn timeline_lead(&self) -> String {
        let project = &self.plan.project;
        if self.plan.tasks.is_empty() {
            let Some((start, finish)) = project.start.zip(project.finish) else {
                return self.comes_in("empty.dates", Stage::Planning);
            };
            let (start, finish) = (self.words.full(start), self.words.full(finish));
            return self.words.fill("timeline.span", &[("start", &start), ("finish", &finish)]);
        }
        let done = self.done_words(self.plan.tasks.iter());
        if project.stage == Stage::Cancelled {
            return format!("{} {done}", self.say("status.cancelled_words"));
        }
        let Some(finish) = self.plan.figures.finish else {
            let first = match project.stage {
                Stage::Identification => self.comes_in("empty.dates", Stage::Planning),
                _ => self.say("timeline.not_estimated").to_owned(),
            };
            return format!("{first} {done}");
        };
        let date = self.words.full(finish);
        let target = project.finish.map(|target| self.words.long(target));
        let first = match target {
            _ if project.stage == Stage::Closed => self.words.fill("timeline.finished", &[("date", &date)]),
            Some(target) if project.finish.is_some_and(|day| finish > day) => {
                self.words.fill("timeline.finish_late", &[("date", &date), ("target", &target)])
            }
            Some(target) => self.words.fill("timeline.finish_kept", &[("date", &date), ("target", &target)]),
            None => self.words.fill("timeline.finish", &[("date", &date)]),
        };
        format!("{first} {done}")
    }

    /// `11 of 26 tasks are done.`
    pub(super) fn done_words<'b>(&self, tasks: impl Iterator<Item = &'b PublicTask>) -> String {
        let counted: Vec<&PublicTask> = tasks.filter(|task| !task.is_summary && task.cancelled.is_none()).collect();
        let done = counted.iter().filter(|task| task.finished.is_some()).count();
        self.words.fill_count("timeline.tasks_done", counted.len() as i64, &[("done", &done)])
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
        let when = self.window_hours(window).map_or(self.say("outage.no_day").to_owned(), |when| format!("{when}."));
        let what = match window.kind {
            WindowKind::Freeze => self.say("outage.frozen").to_owned(),
            WindowKind::Outage => self.back_words(window).unwrap_or_else(|| self.outage_words(window)),
        };
        Row::new(&window.base.title)
            .to(Some(item_url(Register::Windows, &window.base.id)))
            .note(format!("{when} {what}"))
            .mark(self.window_mark(window))
    }

    /// All work, with what has no dates at the end.
    pub(super) fn task_table(&self) -> Table {
        let phases = self.phases();
        let mut table = self.work_table(&phases);
        let is_shown = |task: &&PublicTask| {
            phases.iter().flat_map(|phase| &phase.entries).any(|entry| entry.id() == (Register::Tasks, &task.base.id))
        };
        for task in self.web.tasks_in_order().iter().copied().filter(|task| !is_shown(task)) {
            let name = Cell::link(&task.base.title, Some(item_url(Register::Tasks, &task.base.id)));
            let mut cells = vec![name];
            cells.resize_with(table.heads.len() - 1, Cell::nothing);
            cells.push(Cell::text(self.task_state(task)));
            table.rows.push(Line { cells, is_sum: false, is_soft: true });
        }
        table
    }

    /// All that the picture shows, as text.
    fn work_table(&self, phases: &[Phase]) -> Table {
        let mut table = self.timeline_table("tasks.name");
        for entry in phases.iter().flat_map(|phase| &phase.entries) {
            let dates = entry.dates();
            let (register, id) = entry.id();
            let mut name = Cell::link(entry.title(), Some(item_url(register, id)));
            let (state, is_strong) = match entry {
                Entry::Task(task, _) => (self.state_words(task, dates), task.is_summary),
                Entry::Milestone(milestone, _) => {
                    let mark = self.milestone_mark(milestone);
                    name.mark = Some(mark.clone());
                    (mark.word, true)
                }
            };
            table.rows.push(self.timeline_line(name, dates, state, is_strong));
        }
        table
    }

    /// The phases, where the timeline shows phases alone.
    fn phase_table(&self, phases: &[Phase]) -> Table {
        let mut table = self.timeline_table("timeline.phase");
        table.csv = Some("phases.csv".to_owned());
        for phase in phases {
            let Some(dates) = phase.dates() else { continue };
            let name = Cell::link(self.phase_title(phase), Some(self.phase_url(phase)));
            table.rows.push(self.timeline_line(name, &dates, self.phase_state(phase), false));
        }
        table
    }

    fn phase_state(&self, phase: &Phase) -> String {
        self.done_words(phase.tasks())
    }

    fn timeline_table(&self, first: &str) -> Table {
        let mut heads = vec![first, "tasks.from", "tasks.to", "tasks.agreed", "#tasks.late", "tasks.state"];
        if !self.is_agreed() {
            heads.drain(3..5);
        }
        let caption = self.agreed_or("tasks.caption", "tasks.caption_planned");
        let mut table = self.table(self.year_caption(caption), &heads);
        table.is_stacked = false;
        table.csv = Some("tasks.csv".to_owned());
        table
    }

    fn timeline_line(&self, name: Cell, dates: &PublicDates, state: String, is_strong: bool) -> Line {
        let day = |day: Option<Date>| day.map_or_else(Cell::nothing, |day| Cell::of(self.words.day_month(day), day));
        let late = |days: i64| match days {
            1.. => Cell::of(format!("+{days}"), days),
            _ => Cell::of(self.words.number(days.into()), days),
        };
        let mut cells = vec![name, day(Some(dates.start)), day(Some(dates.finish))];
        if self.is_agreed() {
            cells.push(day(dates.agreed.map(|(_, finish)| finish)));
            cells.push(dates.late_days.map_or_else(Cell::nothing, late));
        }
        cells.push(Cell::text(state));
        Line { cells, is_sum: is_strong, is_soft: false }
    }

    /// The state of work, and whether it decides the finish.
    fn state_words(&self, task: &PublicTask, dates: &PublicDates) -> String {
        let state = self.task_state(task);
        if dates.decides && task.finished.is_none() && !task.is_summary {
            return self.words.fill("tasks.decides", &[("state", &state)]);
        }
        state
    }

    /// What decides the finish, from now on.
    fn decides_section(&self) -> Section {
        let decides = |task: &&PublicTask| {
            self.plan.project.stage.is_active()
                && task.finished.is_none()
                && self.dates(Register::Tasks, &task.base.id).is_some_and(|dates| dates.decides)
        };
        let mut steps: Vec<Row> =
            self.web.tasks_in_order().iter().copied().filter(decides).map(|task| self.step(task)).collect();
        if steps.len() > MOST_NAMES {
            let more = steps.split_off(MOST_NAMES).len();
            steps.push(Row::new(self.words.count("timeline.more", more as i64)));
        }
        let blocks = match steps.is_empty() {
            true => Vec::new(),
            false => vec![Block::text(self.say("timeline.decides_text")), Block::Path { steps }],
        };
        self.section("timeline.decides", blocks)
    }

    fn step(&self, task: &PublicTask) -> Row {
        let day = self.dates(Register::Tasks, &task.base.id).map(|dates| self.words.day_month(dates.finish));
        let url = item_url(Register::Tasks, &task.base.id);
        Row::new(&task.base.title).to(Some(url)).right(day.unwrap_or_default())
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
            _ if self.is_needless(window) => Mark::open(self.say("outage.not_needed")),
            (None, WindowKind::Freeze, _) => Mark::open(self.say("outage.freeze")),
            (None, _, Some(signature)) if signature.is_stale => Mark::open(self.say("outage.changed")),
            (None, _, Some(_)) => Mark::done(self.say("outage.approved")),
            (None, _, None) => Mark::open(self.say("outage.not_approved_mark")),
        }
    }
}
