//! Every item's own page: one frame, its facts, what it leads to, its words.

use super::Maker;
use super::links::{item_url, linked_url, register_url};
use super::page::{Block, Check, Mark, NOTHING, Page, Row, Section};
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
        page.add(self.section("items.words", self.prose(base)));
        let rows: Vec<Row> = base
            .links
            .iter()
            .map(|(title, url)| Row { is_external: true, ..Row::new(title).to(Some(url.clone())).note(url.clone()) })
            .collect();
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

    pub(super) fn linked_section(&self, key: &str, linked: &[Linked]) -> Section {
        self.rows(key, self.linked_rows(linked))
    }

    /// What comes after an item.
    pub(super) fn followers(&self, base: &PublicBase) -> Vec<Row> {
        let is_it = |linked: &Linked| linked.register == base.register && linked.id == base.id;
        let tasks = self.plan.tasks.iter().filter(|task| task.after.iter().any(|(linked, _)| is_it(linked)));
        let milestones = self.plan.milestones.iter().filter(|one| one.after.iter().any(is_it));
        let row = |base: &PublicBase| Row::new(&base.title).to(Some(item_url(base.register, &base.id)));
        tasks.map(|task| row(&task.base)).chain(milestones.map(|one| row(&one.base))).collect()
    }

    /// Changes that name an item.
    pub(super) fn changes_of(&self, base: &PublicBase) -> Vec<Row> {
        let is_it = |linked: &Linked| linked.register == base.register && linked.id == base.id;
        let touching = self.plan.changes.iter().filter(|change| change.adds.iter().chain(&change.modifies).any(is_it));
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
        page.lead = self.due_words(deliverable).map(|due| format!("{}.", words::capital(&due))).unwrap_or_default();
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
        let tasks = self.plan.tasks.iter().filter(|task| task.deliverables.iter().any(|one| one.id == base.id));
        let rows = tasks.map(|task| {
            Row::new(&task.base.title).to(Some(item_url(Register::Tasks, &task.base.id))).mark(self.task_mark(task))
        });
        page.add(self.rows("items.tasks", rows.collect()));
        let verified = self.signature_row("items.verified", deliverable.verified.as_ref());
        let accepted = self.signature_row("items.accepted", deliverable.accepted.as_ref());
        page.add(self.rows("items.signatures", verified.into_iter().chain(accepted).collect()));
        page.add(self.rows("items.documents", self.documents(deliverable)));
        let accountable = deliverable.accountable.iter();
        let mut people: Vec<Row> =
            accountable.map(|name| Row::new(name).right(self.say("items.answers_for_it"))).collect();
        people.extend(deliverable.responsible.iter().map(|name| Row::new(name).right(self.say("items.works_on_it"))));
        page.add(self.rows("items.who", people));
        page.add(self.rows("items.changes", self.changes_of(base)));
        self.finish(page, base)
    }

    /// The document that a deliverable is, and the proofs of its criteria.
    fn documents(&self, deliverable: &PublicDeliverable) -> Vec<Row> {
        let folder = &deliverable.base.folder;
        let document = deliverable.link.iter().filter_map(|path| self.file_row("items.document", folder, path));
        let proofs = deliverable.acceptance.iter().filter_map(|one| one.evidence.as_ref());
        document.chain(proofs.filter_map(|path| self.file_row("items.proof", folder, path))).collect()
    }

    /// A row for a file or an address that a field names.
    fn file_row(&self, key: &str, folder: &str, path: &str) -> Option<Row> {
        let title = self.say(key);
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
        page.facts = vec![
            self.fact("milestones.agreed", self.day(milestone.target), ""),
            self.fact("milestones.now", self.day(milestone.reached.or_else(|| self.expected(milestone))), ""),
        ];
        if let Some(amount) = milestone.payment {
            let note = self.say("milestones.when_reached");
            page.facts.push(self.fact("milestones.payment", self.words.money(amount), note));
        }
        page.add(self.linked_section("items.waits_for", &milestone.after));
        page.add(self.rows("items.waited_for", self.followers(base)));
        self.finish(page, base)
    }

    fn task_page(&self, task: &PublicTask) -> Page {
        let base = &task.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.task_mark(task));
        let who = if task.who.is_empty() { NOTHING.to_owned() } else { self.words.list(&task.who) };
        page.facts = vec![
            self.fact("tasks.time", self.or_nothing(task.duration.map(|length| self.words.duration(length))), ""),
            self.fact("tasks.started", self.day(task.started), ""),
            self.fact("tasks.finished", self.day(task.finished), ""),
            self.fact("tasks.who", who, ""),
        ];
        let after = task.after.iter().map(|(linked, how)| {
            let row = Row::new(&linked.title).to(Some(linked_url(linked)));
            if how.is_empty() || how == "FS" { row } else { row.right(how.clone()) }
        });
        page.add(self.rows("items.waits_for", after.collect()));
        page.add(self.rows("items.waited_for", self.followers(base)));
        page.add(self.linked_section("items.brings", &task.deliverables));
        page.add(self.linked_section("items.in_outage", &task.windows));
        let confirmed = self.signature_row("items.by_vendor", task.confirmed.as_ref());
        page.add(self.rows("items.confirmed", confirmed.into_iter().collect()));
        self.finish(page, base)
    }

    fn window_page(&self, window: &PublicWindow) -> Page {
        let base = &window.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.window_mark(window));
        let zone = self.zone_words();
        let when = window.start.map(|start| self.words.hours(start, window.end)).unwrap_or_default();
        page.lead = if zone.is_empty() { format!("{when}.") } else { format!("{when}, {zone}.") };
        let what = match window.kind {
            WindowKind::Freeze => self.say("outage.frozen").to_owned(),
            WindowKind::Outage => self.outage_words(window),
        };
        page.add(self.section("outage.means", vec![Block::text(what)]));
        page.add(self.rows("outage.if_it_fails", self.backout_rows(window)));
        if !window.verify.is_empty() {
            page.add(self.section("outage.checked", vec![Block::List { items: window.verify.clone() }]));
        }
        let mut rows: Vec<Row> = self.signature_row("outage.approved", window.approved.as_ref()).into_iter().collect();
        if let Some((to, date)) = &window.notice {
            let date = date.map(|date| self.words.short(date)).unwrap_or_default();
            let to = words::capital(&self.words.list(to));
            rows.push(Row::new(self.say("outage.announced")).note(to).right(date));
        }
        page.add(self.rows("outage.agreement", rows));
        if let Some(start) = window.actual_start {
            let hours = self.words.hours(start, window.actual_end);
            page.add(self.section("outage.how_it_went", vec![Block::text(format!("{hours}."))]));
        }
        page.add(self.linked_section("outage.tasks", &window.tasks));
        self.finish(page, base)
    }

    fn backout_rows(&self, window: &PublicWindow) -> Vec<Row> {
        let way = window.backout.as_ref().map(|text| Row::new(self.say("outage.way_back")).note(text.clone()));
        let takes = window.backout_takes.map(|takes| self.words.duration(takes));
        let takes = takes.map(|takes| Row::new(self.say("outage.takes")).note(takes));
        let decide = window.decide_by.map(|at| {
            let (date, time) = (self.words.long(at.date), at.clock());
            let when = self.words.fill("date.at", &[("date", &date), ("time", &time)]);
            Row::new(self.say("outage.decided_by")).note(when)
        });
        way.into_iter().chain(takes).chain(decide).collect()
    }
}
