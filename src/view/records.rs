//! Pages of people, cost lines, measures, risks, issues, actions, decisions, changes, meetings, updates and lessons.

use super::Maker;
use super::page::{Block, Mark, Page, Row};
use super::table::{Cell, Line};
use super::words;
use crate::audience::{
    PublicAction, PublicChange, PublicCost, PublicDecision, PublicIssue, PublicKpi, PublicLesson, PublicMeeting,
    PublicNote, PublicPerson, PublicRisk, PublicUpdate,
};
use crate::document::keys::Stage;
use crate::document::keys::words::KpiSource;

impl Maker<'_> {
    pub(super) fn person_page(&self, person: &PublicPerson) -> Page {
        let mut page = self.item_page(&person.base);
        page.lead = self.person_roles(person).unwrap_or_default();
        page.facts.extend(person.org.as_ref().map(|org| self.fact("people.works_at", org, "")));
        page.facts.extend(person.deputy.as_ref().map(|one| self.fact("people.deputy", one, "")));
        let channel = person.channel.as_ref().map(|channel| {
            let url = super::people::channel_url(channel);
            Row { is_external: url.is_some(), ..Row::new(channel).to(url) }
        });
        page.add(self.rows("people.reach", channel.into_iter().collect()));
        page.add(self.rows("people.work", self.work_rows(self.web.work_of(&person.base.title))));
        self.finish(page, &person.base)
    }

    pub(super) fn cost_page(&self, line: &PublicCost) -> Page {
        let mut page = self.item_page(&line.base);
        let category = line.category.map(|one| self.words.name("category", one.name()).to_owned());
        let basis = line.basis.map(|one| self.words.name("basis", one.name()).to_owned());
        let unknown = self.comes_in("empty.amount", Stage::Planning);
        page.facts = vec![
            self.fact(
                self.agreed_or("budget.agreed", "budget.planned"),
                self.or_nothing(line.amount.map(|amount| self.words.money(amount))),
                if line.amount.is_none() && line.recurring.is_none() { unknown } else { String::new() },
            ),
            self.fact("budget.spent", self.words.money(self.line_spent(line)), ""),
            self.fact("budget.category", self.or_nothing(category), ""),
            self.fact("budget.basis", self.or_nothing(basis), ""),
        ];
        if !line.spent.is_empty() {
            let heads = ["budget.day", "#budget.amount"];
            let mut table = self.table(self.money_caption("budget.charged_caption"), &heads);
            for spent in &line.spent {
                let day = spent.date.map(|date| Cell::of(self.words.plain(date), date)).unwrap_or_default();
                table.rows.push(Line::new(vec![day, self.money_cell(Some(spent.amount))]));
            }
            page.add(self.section("budget.charged", vec![Block::Table { table }]));
        }
        page.add(self.linked_section("budget.pays_for", &line.tasks));
        page.add(self.linked_section("budget.deliverable", line.deliverable.as_slice()));
        page.add(self.rows("items.changes", self.changes_of(&line.base)));
        self.finish(page, &line.base)
    }

    pub(super) fn kpi_page(&self, kpi: &PublicKpi) -> Page {
        let mut page = self.item_page(&kpi.base);
        let mut now = self.kpi_fact(kpi);
        self.say("kpis.now").clone_into(&mut now.label);
        page.facts = vec![now];
        if let Some(initial) = kpi.initial {
            page.facts.push(self.fact("kpis.at_start", self.with_unit(kpi, initial), ""));
        }
        if let Some(every) = kpi.every {
            page.facts.push(self.fact("kpis.every", words::capital(&self.words.every(every)), ""));
        }
        if kpi.source.is_some_and(|source| source != KpiSource::Manual) {
            self.say("kpis.computed").clone_into(&mut page.lead);
        }
        let readings = self.kpi_readings(kpi);
        if !readings.is_empty() {
            let mut caption = self.say("kpis.readings").to_owned();
            caption.extend(kpi.unit.iter().map(|unit| format!(", {unit}")));
            let has_notes = readings.iter().any(|(_, _, note)| note.is_some());
            let heads = ["kpis.day", "#kpis.value", "kpis.note"];
            let mut table = self.table(caption, &heads[..if has_notes { 3 } else { 2 }]);
            for (date, value, note) in readings {
                let value = value.round_dp(1);
                let mut cells = vec![Cell::of(self.words.plain(date), date), Cell::of(self.words.number(value), value)];
                if has_notes {
                    cells.push(Cell::text(note.unwrap_or_default()));
                }
                table.rows.push(Line::new(cells));
            }
            page.add(self.section("kpis.readings", vec![Block::Table { table }]));
        }
        self.finish(page, &kpi.base)
    }

    pub(super) fn risk_page(&self, risk: &PublicRisk) -> Page {
        let mut page = self.item_page(&risk.base);
        page.mark = Some(self.risk_mark(risk.status));
        let level = |level: Option<i64>| {
            self.or_nothing(level.map(|level| self.words.fill("number.of", &[("some", &level), ("all", &5)])))
        };
        let response = risk.response.map(|one| words::capital(self.words.name("response", one.name())));
        page.facts = vec![
            self.fact("risks.probability", level(risk.probability), ""),
            self.fact("risks.impact", level(risk.impact), ""),
            self.fact("risks.response", self.or_nothing(response), ""),
            self.fact("risks.reviewed", self.day(risk.reviewed), ""),
        ];
        let parts = [("risks.cause", &risk.cause), ("risks.event", &risk.event), ("risks.effect", &risk.effect)];
        let terms = parts.into_iter().filter_map(|(key, text)| Some(self.term(key, words::capital(text.as_ref()?))));
        page.add(self.terms("risks.what", terms.collect()));
        page.add(self.linked_section("risks.plan", &risk.plan));
        page.add(self.linked_section("items.touches", &risk.affects));
        self.finish(page, &risk.base)
    }

    pub(super) fn issue_page(&self, issue: &PublicIssue) -> Page {
        let mut page = self.item_page(&issue.base);
        page.mark = Some(self.issue_mark(issue.status));
        let severity = issue.severity.map(|one| self.words.name("severity", one.name()).to_owned());
        page.facts = vec![
            self.fact("risks.severity", self.or_nothing(severity), ""),
            self.fact("items.due", self.day(issue.due), ""),
            self.fact("items.owner", self.or_nothing(issue.base.owner.clone()), ""),
        ];
        if let Some(text) = &issue.resolution {
            page.add(self.section("risks.resolution", vec![Block::text(text)]));
        }
        page.add(self.linked_section("risks.blocks", &issue.blocks));
        page.add(self.linked_section("risks.was", issue.from.as_slice()));
        self.finish(page, &issue.base)
    }

    pub(super) fn action_page(&self, action: &PublicAction) -> Page {
        let mut page = self.item_page(&action.base);
        page.mark = Some(match action.done {
            Some(_) => Mark::done(self.say("tasks.done")),
            None => Mark::open(self.say("tasks.to_do")),
        });
        if action.done.is_none() {
            page.lead = self.held_sentence(&action.base, &action.waiting);
        }
        page.facts = vec![self.fact("items.due", self.day(action.due), "")];
        page.facts.extend(action.done.map(|done| self.fact("tasks.done", self.words.short(done), "")));
        page.facts.push(self.fact("items.owner", self.or_nothing(action.base.owner.clone()), ""));
        let mut rows = self.linked_rows(&action.waiting);
        rows.extend(self.followers(&action.base));
        page.add(self.rows("items.waited_for", rows));
        page.add(self.linked_section("items.from", action.from.as_slice()));
        self.finish(page, &action.base)
    }

    pub(super) fn decision_page(&self, decision: &PublicDecision) -> Page {
        let mut page = self.item_page(&decision.base);
        page.mark = Some(match decision.made {
            Some(_) => Mark::done(self.say("decisions.decided")),
            None => Mark::open(self.say("decisions.to_decide")),
        });
        page.lead = match &decision.choice {
            Some(choice) => words::capital(choice),
            None => self.held_sentence(&decision.base, &decision.affects),
        };
        page.facts = vec![
            self.fact("decisions.needed_by", self.day(decision.needed_by), ""),
            self.fact("items.owner", self.or_nothing(decision.base.owner.clone()), ""),
        ];
        if !decision.options.is_empty() {
            page.add(self.section("changes.choices", vec![Block::List { items: decision.options.clone() }]));
        }
        let made = decision.made.as_ref().map(|signature| Row::new(self.signed(signature)));
        page.add(self.rows("decisions.decided", made.into_iter().collect()));
        page.add(self.linked_section("items.touches", &decision.affects));
        page.add(self.rows("items.waited_for", self.followers(&decision.base)));
        self.finish(page, &decision.base)
    }

    pub(super) fn change_page(&self, change: &PublicChange) -> Page {
        let mut page = self.item_page(&change.base);
        page.mark = Some(self.change_mark(change.status));
        page.lead = self.change_state(change);
        page.add(self.section("changes.what", vec![Block::Terms { terms: self.change_terms(change) }]));
        self.finish(page, &change.base)
    }

    pub(super) fn meeting_page(&self, meeting: &PublicMeeting) -> Page {
        let mut page = self.item_page(&meeting.base);
        page.lead = match (meeting.at, meeting.date) {
            (Some(at), _) => {
                let (date, time) = (self.words.full(at.date), at.clock());
                format!("{}.", self.words.fill("date.at", &[("date", &date), ("time", &time)]))
            }
            (None, Some(date)) => format!("{}.", self.words.full(date)),
            (None, None) => String::new(),
        };
        page.mark = meeting.status.map(|status| self.meeting_mark(status));
        if let Some(summary) = &meeting.summary {
            page.add(self.section("meetings.summary", vec![Block::text(summary)]));
        }
        let groups = [("meetings.invited", &meeting.invited), ("meetings.attended", &meeting.attended)];
        let terms = groups.into_iter().filter(|(_, people)| !people.is_empty());
        let terms = terms.map(|(key, people)| self.term(key, self.words.list(people)));
        page.add(self.terms("meetings.people", terms.collect()));
        self.finish(page, &meeting.base)
    }

    pub(super) fn update_page(&self, update: &PublicUpdate) -> Page {
        let mut page = self.item_page(&update.base);
        page.title = self.update_title(update);
        page.lead = update.summary.clone().unwrap_or_default();
        let before = update.date.and_then(|date| self.update_before(date));
        page.mark = update.date.and_then(|date| self.light_then(date));
        page.facts = update.date.map(|date| self.figures_then(date, before)).unwrap_or_default();
        let notes = |notes: &[PublicNote]| notes.iter().map(|note| self.note_row(note)).collect::<Vec<_>>();
        page.add(self.rows("updates.done", notes(&update.done)));
        page.add(self.rows("updates.next", notes(&update.next)));
        page.add(self.rows("updates.needs", notes(&update.needs)));
        let judged = update.judgements.iter().map(|(what, colour, reason, _)| {
            Row::new(self.words.name("dimension", what)).note(reason.clone()).mark(self.colour_mark(*colour))
        });
        page.add(self.rows("updates.judged", judged.collect()));
        if let Some(date) = update.date {
            let mut rows = self.happened(before, date);
            rows.splice(0..0, before.and_then(|before| self.light_row(before, date)));
            page.add(self.since(before, rows));
        }
        let by = update.by.as_ref().map(|by| Block::empty(self.words.fill("updates.by", &[("name", by)])));
        let mut page = self.finish(page, &update.base);
        page.add(self.section("updates.from", by.into_iter().collect()));
        page
    }

    pub(super) fn lesson_page(&self, lesson: &PublicLesson) -> Page {
        let mut page = self.item_page(&lesson.base);
        page.lead = lesson.action.clone().unwrap_or_default();
        self.finish(page, &lesson.base)
    }
}
