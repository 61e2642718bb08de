//! Every item's own page: one frame, its facts, what it leads to, its words.

use super::Maker;
use super::links::{item_url, linked_url, register_url};
use super::page::{Block, Check, Fact, Mark, Page, Row, Section};
use super::words;
use crate::audience::{Linked, PublicBase, PublicSignature};
use crate::document::keys::Register;
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
        let (key, name) = match base.register {
            Register::Stakeholders => ("people", "People"),
            Register::Deliverables => ("deliverables", "Deliverables"),
            Register::Milestones | Register::Tasks | Register::Windows => ("timeline", "Timeline"),
            Register::Budget => ("budget", "Budget"),
            Register::Kpis => ("overview", "Overview"),
            Register::Risks | Register::Issues => ("risks", "Risks and issues"),
            Register::Actions | Register::Decisions => ("decisions", "Decisions and actions"),
            Register::Changes => ("changes", "Changes"),
            Register::Meetings => ("meetings", "Meetings"),
            Register::Updates => ("updates", "Updates"),
            Register::Lessons => ("about", "Lessons"),
        };
        let mut page = Page::new(item_url(base.register, &base.id), key, &base.title);
        page.crumb = Some((name.to_owned(), register_url(base.register).to_owned()));
        page
    }

    /// What all items end with: prose, web links.
    pub(super) fn finish(&self, mut page: Page, base: &PublicBase) -> Page {
        page.add(Section::new("In words", "", self.prose(base)));
        let rows: Vec<Row> = base
            .links
            .iter()
            .map(|(title, url)| Row { is_external: true, ..Row::new(title).to(Some(url.clone())).note(url.clone()) })
            .collect();
        page.add(rows_section("Links", "", rows));
        page
    }

    pub(super) fn day(&self, date: Option<Date>) -> String {
        date.map_or("\u{2013}".to_owned(), |date| self.words.short(date))
    }

    /// A row for a signature that is there.
    pub(super) fn signature_row(&self, title: &str, signature: Option<&PublicSignature>) -> Option<Row> {
        let signature = signature?;
        let mark = if signature.is_stale { Mark::open("Changed since") } else { Mark::done("Signed") };
        Some(Row::new(title).note(self.signed(signature)).mark(mark))
    }

    pub(super) fn linked_section(&self, title: &str, linked: &[Linked]) -> Section {
        rows_section(title, "", self.linked_rows(linked))
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
                    .mark(super::changes::change_mark(change.status))
            })
            .collect()
    }

    fn deliverable_page(&self, deliverable: &crate::audience::PublicDeliverable) -> Page {
        let base = &deliverable.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.deliverable_mark(deliverable));
        page.lead = self.due_words(deliverable).map(|due| format!("{}.", words::capital(&due))).unwrap_or_default();
        page.facts = self.deliverable_facts(deliverable);
        let check = |criterion: &crate::audience::PublicCriterion| Check {
            text: criterion.text.clone(),
            is_done: criterion.met.is_some() || deliverable.accepted.is_some(),
            note: criterion.met.as_ref().map(|signature| self.signed(signature)).unwrap_or_default(),
        };
        let checks: Vec<Check> = deliverable.acceptance.iter().map(check).collect();
        if !checks.is_empty() {
            page.add(Section::new("Done when", "What it must pass.", vec![Block::Checks { checks }]));
        }
        let tasks = self.plan.tasks.iter().filter(|task| task.deliverables.iter().any(|one| one.id == base.id));
        let rows = tasks.map(|task| {
            Row::new(&task.base.title).to(Some(item_url(Register::Tasks, &task.base.id))).mark(self.task_mark(task))
        });
        page.add(rows_section("Tasks", "The work that brings it.", rows.collect()));
        let mut rows: Vec<Row> = Vec::new();
        rows.extend(self.signature_row("Verified", deliverable.verified.as_ref()));
        rows.extend(self.signature_row("Accepted", deliverable.accepted.as_ref()));
        page.add(rows_section("Signatures", "", rows));
        let mut files: Vec<Row> = Vec::new();
        let proofs = deliverable.acceptance.iter().filter_map(|one| one.evidence.as_ref());
        for (title, path) in
            deliverable.link.iter().map(|path| ("Document", path)).chain(proofs.map(|path| ("Proof", path)))
        {
            files.extend(self.file_row(title, &base.folder, path));
        }
        page.add(rows_section("Documents", "", files));
        let mut people: Vec<Row> = Vec::new();
        people.extend(deliverable.accountable.iter().map(|name| Row::new(name).right("answers for it")));
        people.extend(deliverable.responsible.iter().map(|name| Row::new(name).right("works on it")));
        page.add(rows_section("Who", "", people));
        page.add(rows_section("Changes", "", self.changes_of(base)));
        self.finish(page, base)
    }

    /// A row for a file or an address that a field names.
    fn file_row(&self, title: &str, folder: &str, path: &str) -> Option<Row> {
        if let Some(url) = crate::document::html::safe_url(path) {
            return Some(Row { is_external: true, ..Row::new(title).to(Some(url.clone())).note(url) });
        }
        let url = crate::document::html::is_relative(path).then(|| self.links.relative(folder, path)).flatten();
        url.map(|url| Row::new(title).note(path).to(Some(url)))
    }

    fn milestone_page(&self, milestone: &crate::audience::PublicMilestone) -> Page {
        let base = &milestone.base;
        let mut page = self.item_page(base);
        page.mark = Some(if milestone.reached.is_some() { Mark::done("Reached") } else { Mark::open("To come") });
        page.facts = vec![
            Fact::new("Agreed", self.day(milestone.target), ""),
            Fact::new("Reached", self.day(milestone.reached), ""),
        ];
        if let Some(amount) = milestone.payment {
            page.facts.push(Fact::new("Payment", self.words.money(amount), "when it is reached"));
        }
        page.add(self.linked_section("Waits for", &milestone.after));
        page.add(rows_section("What waits for it", "", self.followers(base)));
        self.finish(page, base)
    }

    fn task_page(&self, task: &crate::audience::PublicTask) -> Page {
        let base = &task.base;
        let mut page = self.item_page(base);
        page.mark = Some(self.task_mark(task));
        page.facts = vec![
            Fact::new("Time", task.duration.map_or("\u{2013}".to_owned(), |length| self.words.duration(length)), ""),
            Fact::new("Started", self.day(task.started), ""),
            Fact::new("Finished", self.day(task.finished), ""),
            Fact::new("Who", if task.who.is_empty() { "\u{2013}".to_owned() } else { self.words.list(&task.who) }, ""),
        ];
        let after = task.after.iter().map(|(linked, how)| {
            let row = Row::new(&linked.title).to(Some(linked_url(linked)));
            if how.is_empty() || how == "FS" { row } else { row.right(how.clone()) }
        });
        page.add(rows_section("Waits for", "", after.collect()));
        page.add(rows_section("What waits for it", "", self.followers(base)));
        page.add(self.linked_section("Brings", &task.deliverables));
        page.add(self.linked_section("Done in the outage", &task.windows));
        page.add(rows_section(
            "Confirmed",
            "",
            self.signature_row("By the vendor", task.confirmed.as_ref()).into_iter().collect(),
        ));
        self.finish(page, base)
    }

    fn window_page(&self, window: &crate::audience::PublicWindow) -> Page {
        let base = &window.base;
        let mut page = self.item_page(base);
        page.mark = Some(super::timeline::window_mark(window));
        let zone = self.zone_words();
        let when = window.start.map(|start| self.words.hours(start, window.end)).unwrap_or_default();
        page.lead = if zone.is_empty() { format!("{when}.") } else { format!("{when}, {zone}.") };
        page.add(Section::new("What it means", "", vec![Block::text(self.outage_words(window))]));
        let mut rows: Vec<Row> = Vec::new();
        rows.extend(window.backout.as_ref().map(|text| Row::new("The way back").note(text.clone())));
        rows.extend(window.backout_takes.map(|takes| Row::new("It takes").note(self.words.duration(takes))));
        let decide = window.decide_by.map(|at| format!("{} at {}", self.words.long(at.date), at.clock()));
        rows.extend(decide.map(|at| Row::new("Decided by").note(at)));
        page.add(rows_section("If it fails", "", rows));
        if !window.verify.is_empty() {
            page.add(Section::new("Checked afterwards", "", vec![Block::List { items: window.verify.clone() }]));
        }
        let mut rows: Vec<Row> = self.signature_row("Approved", window.approved.as_ref()).into_iter().collect();
        if let Some((to, date)) = &window.notice {
            rows.push(
                Row::new("Announced to")
                    .note(self.words.list(to))
                    .right(date.map(|date| self.words.short(date)).unwrap_or_default()),
            );
        }
        page.add(rows_section("Agreement", "", rows));
        if let Some(start) = window.actual_start {
            let hours = self.words.hours(start, window.actual_end);
            page.add(Section::new("How it went", "", vec![Block::text(format!("{hours}."))]));
        }
        page.add(self.linked_section("Work done in it", &window.tasks));
        self.finish(page, base)
    }
}

/// A section of rows; empty where there are none.
pub(super) fn rows_section(title: &str, note: &str, rows: Vec<Row>) -> Section {
    let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
    Section::new(title, note, blocks)
}
