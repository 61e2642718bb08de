//! Pages of the remaining kinds, and the page about the site itself.

use super::Maker;
use super::items::rows_section;
use super::page::{Block, Cell, Fact, Line, Mark, Page, Row, Section, Table};
use super::words;
use crate::audience::{
    PublicAction, PublicChange, PublicCost, PublicDecision, PublicIssue, PublicKpi, PublicLesson, PublicMeeting,
    PublicNote, PublicPerson, PublicRisk, PublicUpdate,
};

impl Maker<'_> {
    pub(super) fn person_page(&self, person: &PublicPerson) -> Page {
        let mut page = self.item_page(&person.base);
        page.lead = self.person_roles(person).unwrap_or_default();
        let mut rows = Vec::new();
        rows.extend(person.org.as_ref().map(|org| Row::new("Works at").note(org.clone())));
        rows.extend(person.deputy.as_ref().map(|deputy| Row::new("Stands in").note(deputy.clone())));
        if let Some(channel) = &person.channel {
            let url = super::people::channel_url(channel);
            rows.push(Row { is_external: url.is_some(), ..Row::new(channel).to(url).right("Reach them here") });
        }
        page.add(rows_section("Facts", "", rows));
        let tasks = self.plan.tasks.iter().filter(|task| task.who.contains(&person.base.title));
        let rows = tasks.map(|task| {
            let url = super::links::item_url(task.base.register, &task.base.id);
            Row::new(&task.base.title).to(Some(url)).mark(self.task_mark(task))
        });
        page.add(rows_section("Work", "", rows.collect()));
        self.finish(page, &person.base)
    }

    pub(super) fn cost_page(&self, line: &PublicCost) -> Page {
        let mut page = self.item_page(&line.base);
        let spent = self.line_spent(line);
        page.facts = vec![
            Fact::new("Agreed", line.amount.map_or("\u{2013}".to_owned(), |amount| self.words.money(amount)), ""),
            Fact::new("Spent", self.words.money(spent), ""),
            Fact::new("Category", line.category.map(|one| words::capital(one.name())).unwrap_or_default(), ""),
            Fact::new("Basis", line.basis.map(|one| words::capital(one.name())).unwrap_or_default(), ""),
        ];
        if !line.spent.is_empty() {
            let mut table = Table::new(format!("Charged, {}", self.words.currency), &["Day", "#Amount"]);
            for spent in &line.spent {
                let day = Cell::text(spent.date.map(|date| self.words.plain(date)).unwrap_or_default());
                table.rows.push(Line::new(vec![day, Cell::text(self.words.figure(spent.amount))]));
            }
            page.add(Section::new("Charged", "", vec![Block::Table { table }]));
        }
        page.add(self.linked_section("Pays for", &line.tasks));
        page.add(rows_section("Deliverable", "", self.linked_rows(line.deliverable.as_slice())));
        page.add(rows_section("Changes", "", self.changes_of(&line.base)));
        self.finish(page, &line.base)
    }

    pub(super) fn kpi_page(&self, kpi: &PublicKpi) -> Page {
        let mut page = self.item_page(&kpi.base);
        page.facts = vec![self.kpi_fact(kpi)];
        if let Some(initial) = kpi.initial {
            page.facts.push(Fact::new(
                "At the start",
                self.words.number(initial),
                kpi.unit.clone().unwrap_or_default(),
            ));
        }
        if !kpi.readings.is_empty() {
            let unit = kpi.unit.as_deref().map(|unit| format!(", {unit}")).unwrap_or_default();
            let mut table = Table::new(format!("Readings{unit}"), &["Day", "#Value", "Note"]);
            for (date, value, note) in &kpi.readings {
                let cells = vec![
                    Cell::text(self.words.plain(*date)),
                    Cell::text(self.words.number(*value)),
                    Cell::text(note.clone().unwrap_or_default()),
                ];
                table.rows.push(Line::new(cells));
            }
            page.add(Section::new("Readings", "", vec![Block::Table { table }]));
        }
        self.finish(page, &kpi.base)
    }

    pub(super) fn risk_page(&self, risk: &PublicRisk) -> Page {
        let mut page = self.item_page(&risk.base);
        page.mark = Some(Mark::open(&words::capital(risk.status.name())));
        let level = |level: Option<i64>| level.map_or("\u{2013}".to_owned(), |level| format!("{level} of 5"));
        page.facts = vec![
            Fact::new("Probability", level(risk.probability), ""),
            Fact::new("Effect", level(risk.impact), ""),
            Fact::new("Answer", risk.response.map_or("\u{2013}".to_owned(), |one| words::capital(one.name())), ""),
            Fact::new("Looked at", self.day(risk.reviewed), ""),
        ];
        let mut rows = Vec::new();
        for (title, text) in [("Because", &risk.cause), ("It may happen that", &risk.event), ("Then", &risk.effect)] {
            rows.extend(text.as_ref().map(|text| Row::new(title).note(text.clone())));
        }
        page.add(rows_section("What it is", "", rows));
        page.add(self.linked_section("What is done about it", &risk.plan));
        page.add(self.linked_section("What it touches", &risk.affects));
        self.finish(page, &risk.base)
    }

    pub(super) fn issue_page(&self, issue: &PublicIssue) -> Page {
        let mut page = self.item_page(&issue.base);
        let is_open = issue.status.name() == "open";
        page.mark = Some(if is_open { Mark::open("Open") } else { Mark::done("Resolved") });
        page.facts = vec![
            Fact::new("How bad", issue.severity.map_or("\u{2013}".to_owned(), |one| words::capital(one.name())), ""),
            Fact::new("Due", self.day(issue.due), ""),
            Fact::new("Who", issue.base.owner.clone().unwrap_or_else(|| "\u{2013}".to_owned()), ""),
        ];
        if let Some(text) = &issue.resolution {
            page.add(Section::new("How it was resolved", "", vec![Block::text(text)]));
        }
        page.add(self.linked_section("What it holds up", &issue.blocks));
        page.add(rows_section("It was known as", "", self.linked_rows(issue.from.as_slice())));
        self.finish(page, &issue.base)
    }

    pub(super) fn action_page(&self, action: &PublicAction) -> Page {
        let mut page = self.item_page(&action.base);
        page.mark = Some(if action.done.is_some() { Mark::done("Done") } else { Mark::open("To do") });
        page.facts = vec![
            Fact::new("Due", self.day(action.due), ""),
            Fact::new("Done", self.day(action.done), ""),
            Fact::new("Who", action.base.owner.clone().unwrap_or_else(|| "\u{2013}".to_owned()), ""),
        ];
        let mut rows = self.linked_rows(&action.waiting);
        rows.extend(self.followers(&action.base));
        page.add(rows_section("What waits for it", "", rows));
        page.add(rows_section("It comes from", "", self.linked_rows(action.from.as_slice())));
        self.finish(page, &action.base)
    }

    pub(super) fn decision_page(&self, decision: &PublicDecision) -> Page {
        let mut page = self.item_page(&decision.base);
        page.mark = Some(if decision.made.is_some() { Mark::done("Decided") } else { Mark::open("To decide") });
        page.lead = decision.choice.clone().unwrap_or_default();
        page.facts = vec![
            Fact::new("Needed by", self.day(decision.needed_by), ""),
            Fact::new("Who", decision.base.owner.clone().unwrap_or_else(|| "\u{2013}".to_owned()), ""),
        ];
        if !decision.options.is_empty() {
            page.add(Section::new("Choices", "", vec![Block::List { items: decision.options.clone() }]));
        }
        page.add(rows_section("Decided", "", self.signature_row("By", decision.made.as_ref()).into_iter().collect()));
        page.add(self.linked_section("What it touches", &decision.affects));
        page.add(rows_section("What waits for it", "", self.followers(&decision.base)));
        self.finish(page, &decision.base)
    }

    pub(super) fn change_page(&self, change: &PublicChange) -> Page {
        let mut page = self.item_page(&change.base);
        page.mark = Some(super::changes::change_mark(change.status));
        page.lead = self.change_state(change);
        page.add(rows_section("What and why", "", self.change_rows(change)));
        let mut rows = Vec::new();
        rows.extend(self.signature_row("Asked for", change.raised.as_ref()));
        rows.extend(self.signature_row("Decided", change.decided.as_ref()));
        rows.extend(change.implemented.map(|date| Row::new("Done").right(self.words.short(date))));
        page.add(rows_section("Course", "", rows));
        self.finish(page, &change.base)
    }

    pub(super) fn meeting_page(&self, meeting: &PublicMeeting) -> Page {
        let mut page = self.item_page(&meeting.base);
        let date = meeting.at.map(|at| at.date).or(meeting.date);
        let at = meeting.at.map(|at| format!(", {}", at.clock())).unwrap_or_default();
        page.lead = date.map(|date| format!("{}{at}.", self.words.full(date))).unwrap_or_default();
        page.mark = meeting.status.map(|status| match status.name() {
            "held" => Mark::done("Held"),
            other => Mark::open(&words::capital(other)),
        });
        if let Some(summary) = &meeting.summary {
            page.add(Section::new("In short", "", vec![Block::text(summary)]));
        }
        for (title, people) in [("Invited", &meeting.invited), ("There", &meeting.attended)] {
            if !people.is_empty() {
                page.add(Section::new(title, "", vec![Block::text(self.words.list(people))]));
            }
        }
        self.finish(page, &meeting.base)
    }

    pub(super) fn update_page(&self, update: &PublicUpdate) -> Page {
        let mut page = self.item_page(&update.base);
        page.title = self.update_title(update);
        page.lead = update.summary.clone().unwrap_or_default();
        let notes = |notes: &[PublicNote]| notes.iter().map(|note| self.note_row(note)).collect::<Vec<_>>();
        page.add(rows_section("Done", "", notes(&update.done)));
        page.add(rows_section("Next", "", notes(&update.next)));
        page.add(rows_section("What we need from you", "", notes(&update.needs)));
        let judged = update.judgements.iter().map(|(what, colour, reason, _)| {
            Row::new(words::capital(what)).note(reason.clone()).mark(super::overview::colour_mark(*colour))
        });
        page.add(rows_section("By judgement", "", judged.collect()));
        let by = update.by.as_ref().map(|by| Block::empty(format!("Written by {by}.")));
        let mut page = self.finish(page, &update.base);
        page.add(Section::new("From", "", by.into_iter().collect()));
        page
    }

    pub(super) fn lesson_page(&self, lesson: &PublicLesson) -> Page {
        let mut page = self.item_page(&lesson.base);
        page.lead = lesson.action.clone().unwrap_or_default();
        self.finish(page, &lesson.base)
    }

    pub(super) fn about_page(&self) -> Page {
        let mut page = Page::new("about.html", "about", "About this page");
        page.lead = format!("The state of {}.", self.words.full(self.plan.as_of));
        let mut facts = vec![
            Row::new("As of")
                .note("The end of this day; later facts are not in it.")
                .right(self.words.plain(self.plan.as_of)),
            Row::new("Made from").note(format!("content hash {}", self.source_hash)),
        ];
        facts.extend(self.settings.commit.as_ref().map(|commit| Row::new("Commit").note(commit.clone())));
        page.add(rows_section("What this shows", "", facts));
        let figures = [
            (
                "Money agreed",
                "The sum of all lines of the budget, contingency included, changes that were approved included.",
            ),
            ("Spent", "What was charged by the day above."),
            ("Deliverables accepted", "Those that the person named for it has signed."),
            (
                "Status",
                "The worst of schedule, budget and scope, held against what was agreed to be tolerated; out of date when the last update is older than twice the agreed time between updates.",
            ),
            (
                "Forecast dates",
                "The critical path: every task after what it waits for, on working days, open work after the status date; work that is bound to an outage starts with it.",
            ),
            (
                "Money forecast",
                "Budget at completion divided by the cost index (earned value over actual cost), contingency not counted.",
            ),
            ("Next update", "The last update and the agreed time between updates."),
        ];
        page.add(rows_section(
            "How figures are computed",
            "",
            figures.iter().map(|(title, note)| Row::new(*title).note(*note)).collect(),
        ));
        let files = [
            ("Calendar", "calendar.ics", "Milestones, outages and what we need from you"),
            ("Feed", "feed.xml", "Updates, for a feed reader"),
            ("Status", "status.json", "The first page, for programs"),
            ("Tasks", "tasks.csv", "For a spreadsheet"),
            ("Budget", "budget.csv", "For a spreadsheet"),
            ("Milestones", "milestones.csv", "For a spreadsheet"),
        ];
        let rows = files.iter().map(|(title, url, note)| Row::new(*title).to(Some((*url).to_owned())).note(*note));
        page.add(rows_section("Files", "", rows.collect()));
        page
    }
}
