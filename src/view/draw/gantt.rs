//! The timeline: its picture, its table, and a page a phase where the work is too much for one picture.

use super::{Entry, Phase, phases};
use crate::audience::{Linked, PublicTask, PublicWindow};
use crate::document::keys::Register;
use crate::document::keys::words::WindowKind;
use crate::value::Date;
use crate::view::Maker;
use crate::view::chart::flags::MOST;
use crate::view::chart::gantt::{Band, Group, Line, Look, Plan, Work, gantt};
use crate::view::chart::{Chart, Key, Picture};
use crate::view::links::item_url;

/// More bands than this would cover the work: then those with a name are shown alone.
const MOST_BANDS: usize = 24;

impl Maker<'_> {
    /// Whether the timeline shows phases rather than all work.
    pub(in crate::view) fn is_folded(&self, phases: &[Phase]) -> bool {
        phases.len() > 1 && phases.iter().map(|phase| phase.entries.len()).sum::<usize>() >= phases::MOST_ROWS
    }

    pub(in crate::view) fn phases(&self) -> Vec<Phase<'_>> {
        phases::phases(self.plan)
    }

    /// The page of a phase.
    pub(in crate::view) fn phase_url(&self, phase: &Phase) -> String {
        let month = phase.month.map(|day| format!("{:04}-{:02}", day.year(), day.month()));
        match (phase.of.as_ref().map(Entry::id), month) {
            (Some((register, id)), None) => format!("timeline/{register}-{id}.html"),
            // No id has a dot, so that a month of one item never has the address of another one.
            (Some((register, id)), Some(month)) => format!("timeline/{register}-{id}.{month}.html"),
            (None, None) => "timeline/rest.html".to_owned(),
            (None, Some(month)) => format!("timeline/rest.{month}.html"),
        }
    }

    pub(in crate::view) fn phase_title(&self, phase: &Phase) -> String {
        let title = phase.of.map_or_else(|| self.say("timeline.rest").to_owned(), |entry| entry.title().to_owned());
        match phase.month {
            Some(day) => format!("{title}, {} {}", self.words.month(day), day.year()),
            None => title,
        }
    }

    /// The picture of phases, each a row.
    pub(in crate::view) fn folded_chart(&self, phases: &[Phase]) -> Option<Chart> {
        let rows = phases.iter().filter_map(|phase| self.phase_work(phase)).collect();
        self.timeline_chart(vec![Group { rows }])
    }

    /// The picture of all work, in groups.
    pub(in crate::view) fn gantt_chart(&self, phases: &[Phase]) -> Option<Chart> {
        let group = |phase: &Phase| Group { rows: phase.entries.iter().map(|entry| self.work(entry)).collect() };
        self.timeline_chart(phases.iter().map(group).collect())
    }

    fn timeline_chart(&self, groups: Vec<Group>) -> Option<Chart> {
        let lines = self.lines();
        let mut bands = self.bands();
        if bands.len() > MOST_BANDS {
            bands.retain(|band| lines.iter().any(|line| line.day == band.start && line.until.is_some()));
        }
        let plan = Plan { groups, bands, lines, days_off: self.plan.figures.days_off.clone() };
        let key = self.timeline_key(&plan);
        let picture = self.with_months(|months| gantt(&plan, months))?;
        Some(Chart {
            id: "gantt",
            title: self.done_words(self.plan.tasks.iter()),
            description: self.words.say("timeline.picture_text").to_owned(),
            key,
            picture: Picture::Gantt(picture),
        })
    }

    fn timeline_key(&self, plan: &Plan) -> Vec<Key> {
        let rows = || plan.groups.iter().flat_map(|group| &group.rows);
        let bars = || rows().filter(|row| row.look == Look::Bar);
        let diamonds = || rows().filter(|row| row.look == Look::Diamond);
        let is_done = |row: &Work| row.done_until.is_some_and(|day| day >= row.finish);
        let words = |key: &str| self.say(key);
        let entries = [
            (bars().any(|row| row.done_until.is_some()), Key::bar("done", words("timeline.done"))),
            (bars().any(|row| !is_done(row) && !row.decides), Key::bar("todo", words("timeline.todo"))),
            (bars().any(|row| !is_done(row) && row.decides), Key::bar("must", words("timeline.must"))),
            (bars().any(|row| row.agreed.is_some()), Key::line("agreed", words("timeline.agreed"))),
            (diamonds().any(is_done), Key::diamond("reached", words("timeline.reached"))),
            (diamonds().any(|row| !is_done(row)), Key::diamond("ahead", words("timeline.ahead"))),
            (plan.bands.iter().any(|band| band.look == "outage"), Key::hatch("outage", words("timeline.outage"))),
            (plan.bands.iter().any(|band| band.look == "freeze"), Key::hatch("freeze", words("timeline.freeze"))),
            (bars().any(|row| !row.note.is_empty()), Key::text("+2", words("timeline.late"))),
        ];
        entries.into_iter().filter(|(is_there, _)| *is_there).map(|(_, key)| key).collect()
    }

    fn work(&self, entry: &Entry) -> Work {
        let dates = entry.dates();
        let late = dates.late_days.filter(|days| *days > 0);
        let (register, id) = entry.id();
        let (look, done_until, note) = match entry {
            Entry::Task(task, _) => {
                let look = if task.is_summary { Look::Frame } else { Look::Bar };
                (look, self.done_until(task, dates.finish), late.map(|days| format!("+{days}")).unwrap_or_default())
            }
            Entry::Milestone(milestone, _) => {
                let day = self.words.day_month(dates.finish);
                let note = late.map_or(day.clone(), |days| format!("{day}, +{days}"));
                (Look::Diamond, milestone.reached.map(|_| dates.finish), note)
            }
        };
        Work {
            title: entry.title().to_owned(),
            url: Some(item_url(register, id)),
            look,
            start: dates.start,
            finish: dates.finish,
            done_until,
            decides: dates.decides,
            agreed: dates.agreed,
            note,
        }
    }

    /// Finished work is done to its end, running work up to the status date.
    fn done_until(&self, task: &PublicTask, finish: Date) -> Option<Date> {
        match (task.finished, task.started) {
            (Some(_), _) => Some(finish),
            (None, Some(started)) if started <= self.plan.as_of => Some(self.plan.as_of),
            _ => None,
        }
    }

    /// A phase as one bar: from its first day to its last one, done as far as its last finished work.
    fn phase_work(&self, phase: &Phase) -> Option<Work> {
        let works: Vec<Work> = phase.entries.iter().map(|entry| self.work(entry)).collect();
        let dates = phase.dates()?;
        let is_over = |work: &Work| work.done_until.is_some_and(|day| day >= work.finish);
        let begun = works.iter().filter_map(|work| work.done_until).max().map(|day| day.min(self.plan.as_of));
        let late = dates.late_days.filter(|days| *days > 0);
        Some(Work {
            title: self.phase_title(phase),
            url: Some(self.phase_url(phase)),
            look: Look::Bar,
            start: dates.start,
            finish: dates.finish,
            done_until: if works.iter().all(is_over) { Some(dates.finish) } else { begun },
            decides: works.iter().any(|work| work.decides && !is_over(work)),
            agreed: dates.agreed,
            note: late.map(|days| format!("+{days}")).unwrap_or_default(),
        })
    }

    /// Windows that are meant to be used: a reserve is shown once work takes it.
    fn windows_shown(&self) -> impl Iterator<Item = &PublicWindow> {
        let is_wanted = |window: &&PublicWindow, linked: &Linked| {
            let Some(task) = self.web.task(&linked.id) else { return true };
            let is_first = task.windows.first().is_none_or(|first| first.id == window.base.id);
            let start = self.dates(Register::Tasks, &task.base.id).map(|dates| dates.start);
            is_first || (start.is_some() && start == window.start.map(|start| start.date))
        };
        self.plan.windows.iter().filter(move |window| {
            window.result.is_some()
                || window.tasks.is_empty()
                || window.tasks.iter().any(|task| is_wanted(window, task))
        })
    }

    fn bands(&self) -> Vec<Band> {
        let band = |window: &PublicWindow| {
            let start = window.start?.date;
            Some(Band {
                look: if window.kind == WindowKind::Freeze { "freeze" } else { "outage" },
                start,
                finish: window.end.map_or(start, |end| end.date.max(start)),
                is_firm: window.kind == WindowKind::Outage && window.approved.is_some(),
            })
        };
        let mut bands: Vec<Band> = self.windows_shown().filter_map(band).collect();
        bands.sort_by_key(|band| (band.start, band.finish, band.look));
        bands
    }

    /// The days that have a name: all while there are few, else the status date and the outages next to come.
    fn lines(&self) -> Vec<Line> {
        let as_of = self.plan.as_of;
        let status = Line {
            day: as_of,
            is_at_end: true,
            until: None,
            look: "today",
            name: self.words.say("timeline.status_date").to_owned(),
            tail: format!(", {}", self.words.short(as_of)),
        };
        let deadline = self.plan.project.finish.map(|day| Line {
            day,
            is_at_end: true,
            until: None,
            look: "deadline",
            name: self.words.say("timeline.deadline").to_owned(),
            tail: format!(" {}", self.words.short(day)),
        });
        let mut windows: Vec<(&PublicWindow, Line)> =
            self.windows_shown().filter_map(|window| Some((window, self.window_line(window)?))).collect();
        if windows.len() + 1 + usize::from(deadline.is_some()) <= MOST {
            return windows.into_iter().map(|(_, line)| line).chain(deadline).chain([status]).collect();
        }
        windows.retain(|(window, _)| window.kind == WindowKind::Outage);
        // Those to come, the next first, then those that are over, the last first.
        windows.sort_by_key(|(window, line)| (line.day < as_of, as_of.days_until(line.day).abs(), &window.base.id));
        windows.into_iter().map(|(_, line)| line).take(MOST - 1).chain([status]).collect()
    }

    fn window_line(&self, window: &PublicWindow) -> Option<Line> {
        let start = window.start?.date;
        let end = window.end.map_or(start, |end| end.date.max(start));
        let is_freeze = window.kind == WindowKind::Freeze;
        let name = match &window.base.site {
            Some(site) if !is_freeze => self.words.fill("timeline.outage_at", &[("site", site)]),
            _ => window.base.title.clone(),
        };
        let is_open = !is_freeze && window.approved.is_none() && window.result.is_none();
        let tail = if start == end { self.words.short(start) } else { self.days(start, end) };
        Some(Line {
            day: start,
            is_at_end: false,
            until: Some(end),
            look: if is_freeze {
                "freeze"
            } else if is_open {
                "loose"
            } else {
                "firm"
            },
            name: if is_open { format!("{name}, {}", self.words.say("timeline.not_approved")) } else { name },
            tail: format!(", {tail}"),
        })
    }
}
