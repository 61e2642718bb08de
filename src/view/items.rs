//! Every item's own page: one frame, its facts, what it leads to, its words.

use super::Maker;
use super::links::{item_url, linked_url, register_url};
use super::page::{Block, Check, Mark, NOTHING, Page, Row, Section, Term};
use super::words;
use crate::audience::{
    Linked, PublicBase, PublicCriterion, PublicDeliverable, PublicMilestone, PublicSignature, PublicTask, PublicWindow,
};
use crate::document::html::{is_relative, safe_url};
use crate::document::keys::Register;
use crate::document::keys::words::WindowKind;
use crate::value::Date;

impl Maker<'_> {
    pub(super) fn item_pages(&self) -> Vec<Page> {
        let plan = self.plan;
        let mut pages = Vec::new();
        pages.extend(plan.people.iter().map(|person| self.person_page(person)));
        pages.extend(plan.deliverables.iter().map(|one| self.deliverable_page(one)));
        pages.extend(plan.milestones.iter().map(|one| self.milestone_page(one)));
        pages.extend(plan.tasks.iter().map(|one| self.task_page(one)));
        pages.extend(plan.windows.iter().map(|one| self.window_page(one)));
        pages.extend(plan.budget.iter().map(|one| self.cost_page(one)));
        pages.extend(plan.kpis.iter().map(|one| self.kpi_page(one)));
        pages.extend(plan.risks.iter().map(|one| self.risk_page(one)));
        pages.extend(plan.issues.iter().map(|one| self.issue_page(one)));
        pages.extend(plan.actions.iter().map(|one| self.action_page(one)));
        pages.extend(plan.decisions.iter().map(|one| self.decision_page(one)));
        pages.extend(plan.changes.iter().map(|one| self.change_page(one)));
        pages.extend(plan.meetings.iter().map(|one| self.meeting_page(one)));
        pages.extend(plan.updates.iter().map(|one| self.update_page(one)));
        pages.extend(plan.lessons.iter().map(|one| self.lesson_page(one)));
        pages
    }

    /// The frame of an item's page.
    pub(super) fn item_page(&self, base: &PublicBase) -> Page {
        let key = match base.register {
            Register::Stakeholders => "people",
            Register::Deliverables => "deliverables",
            Register::Milestones | Register::Tasks | Register::Windows => "timeline",
            Register::Budget => "budget",
            Register::Kpis => "overview",
            Register::Risks | Register::Issues => "risks",
            Register::Actions | Register::Decisions => "decisions",
            Register::Changes => "changes",
            Register::Meetings => "meetings",
            Register::Updates => "updates",
            Register::Lessons => "about",
        };
        let name = match base.register {
            Register::Lessons => self.say("lessons.title"),
            _ => self.words.name("nav", key),
        };
        let mut page = Page::new(item_url(base.register, &base.id), key, &base.title);
        page.crumb = Some((name.to_owned(), register_url(base.register).to_owned()));
        page
    }

    /// What all items end with: prose, web links.
    pub(super) fn finish(&self, mut page: Page, base: &PublicBase) -> Page {
        // What is not known has no place among the facts.
        page.facts.retain(|fact| fact.value != NOTHING || !fact.note.is_empty());
        page.add(self.section("items.words", self.prose(base)));
        let rows: Vec<Row> =
            base.links.iter().filter_map(|(title, url)| self.link_row(title, &base.folder, url)).collect();
        page.add(self.rows("items.links", rows));
        page
    }

    pub(super) fn day(&self, date: Option<Date>) -> String {
        self.or_nothing(date.map(|date| self.words.short(date)))
    }

    /// A row for a signature that is there.
    pub(super) fn signature_row(&self, key: &str, signature: Option<&PublicSignature>) -> Option<Row> {
        let signature = signature?;
        let mark = match signature.is_stale {
            true => Mark::open(self.say("signed.changed")),
            false => Mark::done(self.say("signed.signed")),
        };
        Some(Row::new(self.say(key)).note(self.signed(signature)).mark(mark))
    }

    /// Who answers for something and who works on it, each person once.
    fn part_rows(&self, deliverable: &PublicDeliverable) -> Vec<Row> {
        let answers = deliverable.accountable.iter().map(|name| {
            let is_both = deliverable.responsible.contains(name);
            Row::new(name).right(self.say(if is_both { "items.does_both" } else { "items.answers_for_it" }))
        });
        let others = deliverable.responsible.iter().filter(|name| deliverable.accountable.as_ref() != Some(*name));
        answers.chain(others.map(|name| Row::new(name).right(self.say("items.works_on_it")))).collect()
    }

    pub(super) fn linked_section(&self, key: &str, linked: &[Linked]) -> Section {
        self.rows(key, self.linked_rows(linked))
    }

    /// What comes after an item.
    pub(super) fn followers(&self, base: &PublicBase) -> Vec<Row> {
        let (tasks, milestones) = self.web.followers(base);
        let tasks = tasks.iter().map(|task| self.dated_task(task));
        tasks.chain(milestones.iter().map(|one| self.dated_milestone(one))).collect()
    }

    /// A task with its state and its last day.
    pub(super) fn dated_task(&self, task: &PublicTask) -> Row {
        let row = Row::new(&task.base.title).to(Some(item_url(Register::Tasks, &task.base.id)));
        let day = task.finished.or_else(|| self.dates(Register::Tasks, &task.base.id).map(|dates| dates.finish));
        row.mark(self.on_its_day(task.finished.is_some(), day, || self.task_state(task)))
    }

    /// Tasks in the order of the days that their rows show.
    pub(super) fn work_rows(&self, tasks: &[&PublicTask]) -> Vec<Row> {
        let day = |task: &PublicTask| {
            task.finished.or_else(|| self.dates(Register::Tasks, &task.base.id).map(|dates| dates.finish))
        };
        let mut tasks = tasks.to_vec();
        tasks.sort_by_key(|task| (day(task).is_none(), day(task)));
        tasks.into_iter().map(|task| self.dated_task(task)).collect()
    }

    /// A milestone with its state and its day.
    pub(super) fn dated_milestone(&self, milestone: &PublicMilestone) -> Row {
        let row = Row::new(&milestone.base.title).to(Some(item_url(Register::Milestones, &milestone.base.id)));
        let day = milestone.reached.or_else(|| self.expected(milestone)).or(milestone.target);
        let to_come = || self.milestone_mark(milestone).word;
        row.mark(self.on_its_day(milestone.reached.is_some(), day, to_come))
    }

    fn on_its_day(&self, is_done: bool, day: Option<Date>, otherwise: impl Fn() -> String) -> Mark {
        let words = day.map_or_else(otherwise, |day| self.words.day_month(day));
        if is_done { Mark::done(&words) } else { Mark::open(&words) }
    }

    /// Rows of items, with state and day where they have some.
    pub(super) fn dated_rows(&self, linked: &[Linked]) -> Vec<Row> {
        let row = |one: &Linked| {
            let known = match one.register {
                Register::Tasks => self.web.task(&one.id).map(|task| self.dated_task(task)),
                Register::Milestones => self.web.milestone(&one.id).map(|it| self.dated_milestone(it)),
                _ => None,
            };
            known.unwrap_or_else(|| Row::new(&one.title).to(Some(linked_url(one))))
        };
        linked.iter().map(row).collect()
    }

    /// Issues that hold up one of these tasks: what is late, and why.
    fn delays(&self, tasks: &[&str]) -> Section {
        let mut blocks = Vec::new();
        for issue in self.web.issues_holding(tasks) {
            let row = Row::new(&issue.base.title)
                .to(Some(item_url(Register::Issues, &issue.base.id)))
                .note(issue.resolution.clone().unwrap_or_default())
                .mark(self.issue_mark(issue.status));
            blocks.push(Block::Rows { rows: vec![row] });
            blocks.extend(self.prose(&issue.base));
        }
        self.section("items.delay", blocks)
    }

    /// Outages in which work is done, with what they mean.
    fn outage_rows(&self, windows: &[Linked]) -> Vec<Row> {
        let mut named: Vec<&PublicWindow> = windows.iter().filter_map(|linked| self.web.window(&linked.id)).collect();
        named.sort_by_key(|window| (window.start, &window.base.id));
        named.dedup_by_key(|window| &window.base.id);
        named.into_iter().map(|window| self.window_row(window)).collect()
    }

    /// Changes that name an item.
    pub(super) fn changes_of(&self, base: &PublicBase) -> Vec<Row> {
        let touching = self.web.changes_of(base).iter();
        touching
            .map(|change| {
                Row::new(&change.base.title)
                    .to(Some(item_url(Register::Changes, &change.base.id)))
                    .mark(self.change_mark(change.status))
            })
            .collect()
    }

    fn deliverable_page(&self, deliverable: &PublicDeliverable) -> Page {
        let base = &deliverable.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.deliverable_mark(deliverable));
        if deliverable.accepted.is_none() {
            page.lead = self.due_words(deliverable).map(|due| format!("{}.", words::capital(&due))).unwrap_or_default();
        }
        page.facts = self.deliverable_facts(deliverable);
        let check = |criterion: &PublicCriterion| Check {
            text: criterion.text.clone(),
            is_done: criterion.met.is_some() || deliverable.accepted.is_some(),
            note: criterion.met.as_ref().map(|signature| self.signed(signature)).unwrap_or_default(),
        };
        let checks: Vec<Check> = deliverable.acceptance.iter().map(check).collect();
        if !checks.is_empty() {
            page.add(self.section("items.done_when", vec![Block::Checks { checks }]));
        }
        let tasks = self.web.work_for(&base.id);
        page.add(self.rows("items.tasks", self.work_rows(tasks)));
        let windows: Vec<Linked> = tasks.iter().flat_map(|task| task.windows.iter().cloned()).collect();
        page.add(self.rows("items.outage", self.outage_rows(&windows)));
        let ids: Vec<&str> = tasks.iter().map(|task| task.base.id.as_str()).collect();
        page.add(self.delays(&ids));
        let verified = self.signature_row("items.verified", deliverable.verified.as_ref());
        let accepted = self.signature_row("items.accepted", deliverable.accepted.as_ref());
        page.add(self.rows("items.signatures", verified.into_iter().chain(accepted).collect()));
        page.add(self.rows("items.documents", self.documents(deliverable)));
        page.add(self.rows("items.who", self.part_rows(deliverable)));
        page.add(self.rows("items.changes", self.changes_of(base)));
        self.finish(page, base)
    }

    /// The document that a deliverable is, and the proofs of its criteria.
    pub(super) fn documents(&self, deliverable: &PublicDeliverable) -> Vec<Row> {
        let folder = &deliverable.base.folder;
        let document = deliverable.link.iter().filter_map(|path| self.file_row("items.document", folder, path));
        let proofs = deliverable.acceptance.iter().filter_map(|one| one.evidence.as_ref());
        document.chain(proofs.filter_map(|path| self.file_row("items.proof", folder, path))).collect()
    }

    /// A row for a file or an address that a field names.
    fn file_row(&self, key: &str, folder: &str, path: &str) -> Option<Row> {
        self.link_row(self.say(key), folder, path)
    }

    fn link_row(&self, title: &str, folder: &str, path: &str) -> Option<Row> {
        if let Some(url) = safe_url(path) {
            return Some(Row { is_external: true, ..Row::new(title).to(Some(url.clone())).note(url) });
        }
        let url = is_relative(path).then(|| self.links.relative(folder, path)).flatten();
        url.map(|url| Row::new(title).note(path).to(Some(url)))
    }

    fn milestone_page(&self, milestone: &PublicMilestone) -> Page {
        let base = &milestone.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.milestone_mark(milestone));
        if milestone.reached.is_none() {
            page.lead = format!("{}.", self.milestone_words(milestone));
        }
        page.facts = vec![
            self.fact(
                self.agreed_or("milestones.agreed", "milestones.planned"),
                self.day(self.agreed_day(milestone)),
                "",
            ),
            match milestone.reached {
                Some(day) => self.fact("milestones.reached", self.words.short(day), ""),
                None => self.fact("tasks.forecast_day", self.day(self.expected(milestone)), ""),
            },
        ];
        if let Some(amount) = milestone.payment {
            let note = self.say("milestones.when_reached");
            page.facts.push(self.fact("milestones.payment", self.words.money(amount), note));
        }
        page.add(self.rows("items.waits_for", self.dated_rows(&milestone.after)));
        page.add(self.rows("items.waited_for", self.followers(base)));
        let due = self.web.due_with(base).iter().map(|one| self.deliverable_row(one));
        page.add(self.rows("items.due_then", due.collect()));
        self.finish(page, base)
    }

    fn task_page(&self, task: &PublicTask) -> Page {
        let base = &task.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.task_mark(task));
        page.lead = self.task_lead(task);
        let dates = self.dates(Register::Tasks, &base.id);
        let day = |actual: Option<Date>, forecast: Option<Date>| match (actual, forecast) {
            (Some(date), _) => (self.words.short(date), ""),
            (None, Some(date)) => (self.words.short(date), self.say("tasks.forecast")),
            (None, None) => (NOTHING.to_owned(), ""),
        };
        let (from, from_note) = day(task.started, dates.map(|dates| dates.start));
        let (to, to_note) = day(task.finished, dates.map(|dates| dates.finish));
        let moved =
            dates.and_then(|dates| dates.agreed.map(|(_, agreed)| agreed).filter(|agreed| *agreed != dates.finish));
        let agreed = moved.map(|agreed| self.words.fill("tasks.agreed_on", &[("date", &self.words.short(agreed))]));
        let to_note = [to_note.to_owned()].into_iter().filter(|note| !note.is_empty()).chain(agreed);
        let to_note = to_note.collect::<Vec<_>>().join("; ");
        let who = if task.who.is_empty() { NOTHING.to_owned() } else { self.words.list(&task.who) };
        page.facts = vec![
            self.fact("tasks.time", self.or_nothing(task.duration.map(|length| self.words.duration(length))), ""),
            self.fact("tasks.from", from, from_note),
            self.fact("tasks.to", to, to_note),
            self.fact("tasks.who", who, ""),
        ];
        let after = task.after.iter().map(|(linked, how)| {
            let mut row = self.dated_rows(std::slice::from_ref(linked)).remove(0);
            if !how.is_empty() && how != "FS" {
                row.note.clone_from(how);
            }
            row
        });
        page.add(self.rows("items.waits_for", after.collect()));
        page.add(self.rows("items.waited_for", self.followers(base)));
        page.add(self.linked_section("items.brings", &task.deliverables));
        page.add(self.rows("items.outage", self.outage_rows(&task.windows)));
        page.add(self.delays(&[base.id.as_str()]));
        let confirmed = self.signature_row("items.by_vendor", task.confirmed.as_ref());
        page.add(self.rows("items.confirmed", confirmed.into_iter().collect()));
        page.add(self.rows("items.changes", self.changes_of(base)));
        self.finish(page, base)
    }

    /// The next day of a task, in a sentence, and whether it decides the finish.
    fn task_lead(&self, task: &PublicTask) -> String {
        let Some(dates) = self.dates(Register::Tasks, &task.base.id) else { return String::new() };
        if task.finished.is_some() || task.cancelled.is_some() {
            return String::new();
        }
        let (key, day) = match task.started {
            Some(_) => ("tasks.expected", dates.finish),
            None => ("tasks.starts", dates.start),
        };
        let sentence = self.words.fill(key, &[("date", &self.words.long(day))]);
        if dates.decides { format!("{sentence} {}", self.say("tasks.decides_finish")) } else { sentence }
    }

    fn window_page(&self, window: &PublicWindow) -> Page {
        let base = &window.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.window_mark(window));
        let zone = self.zone_words();
        page.lead = match self.window_hours(window) {
            Some(when) if zone.is_empty() => format!("{when}."),
            Some(when) => format!("{when}, {zone}."),
            None => self.say("outage.no_day").to_owned(),
        };
        let what = match window.kind {
            WindowKind::Freeze => self.say("outage.frozen").to_owned(),
            WindowKind::Outage => self.outage_words(window),
        };
        page.add(self.section("outage.means", vec![Block::text(what)]));
        page.add(self.terms("outage.if_it_fails", self.backout_terms(window)));
        if !window.verify.is_empty() {
            page.add(self.section("outage.checked", vec![Block::List { items: window.verify.clone() }]));
        }
        let mut rows: Vec<Row> = self.signature_row("outage.approved", window.approved.as_ref()).into_iter().collect();
        if let Some((to, date)) = &window.notice {
            let key = if date.is_some() { "outage.announced" } else { "outage.to_announce" };
            let date = date.map(|date| self.words.short(date)).unwrap_or_default();
            rows.push(Row::new(self.say(key)).note(words::capital(&self.words.list(to))).right(date));
        }
        page.add(self.rows("outage.agreement", rows));
        if let Some(start) = window.actual_start {
            let hours = self.words.hours(start, window.actual_end);
            let result = self.back_words(window).unwrap_or_default();
            page.add(self.section("outage.how_it_went", vec![Block::text(format!("{hours}. {result}").trim())]));
        }
        page.add(self.rows("outage.tasks", self.dated_rows(&window.tasks)));
        self.finish(page, base)
    }

    fn backout_terms(&self, window: &PublicWindow) -> Vec<Term> {
        let way = window.backout.as_ref().map(|text| self.term("outage.way_back", text));
        let takes = window.backout_takes.map(|takes| self.term("outage.takes", self.words.duration(takes)));
        let decide = window.decide_by.map(|at| {
            let (date, time) = (self.words.long(at.date), at.clock());
            self.term("outage.decided_by", self.words.fill("date.at", &[("date", &date), ("time", &time)]))
        });
        way.into_iter().chain(takes).chain(decide).collect()
    }
}
