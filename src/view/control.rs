//! Risks, issues, decisions, actions and lessons, as far as the reader may see them.

use std::cmp::Reverse;

use super::Maker;
use super::links::item_url;
use super::page::{Block, Mark, Page, Row};
use super::words;
use crate::audience::{PublicAction, PublicDecision, PublicIssue, PublicRisk};
use crate::document::keys::Register;
use crate::document::keys::words::{DecisionStatus, IssueStatus, RiskStatus};

impl Maker<'_> {
    pub(super) fn risks_page(&self) -> Page {
        let mut page = self.nav_page("risks");
        let (risks, issues) = (&self.plan.risks, &self.plan.issues);
        let open_risks = risks.iter().filter(|risk| risk.status == RiskStatus::Open).count();
        let open_issues = issues.iter().filter(|issue| issue.status == IssueStatus::Open).count();
        let open = self.counted(&[("risks.open", open_risks), ("risks.issues_open", open_issues)]);
        page.lead = match open.as_slice() {
            [] => self.say("risks.none_open").to_owned(),
            open => self.words.fill("risks.lead", &[("open", &self.words.list(open))]),
        };
        let dimension = self.plan.figures.dimensions.iter().find(|one| one.name == "risks");
        page.mark = dimension.filter(|_| self.is_told()).map(|one| self.light_mark(one.light));
        let mut sorted: Vec<&PublicIssue> = issues.iter().collect();
        sorted.sort_by_key(|issue| (issue.status != IssueStatus::Open, Reverse(issue.severity), &issue.base.id));
        let issue_rows = self.rows("risks.issues", sorted.into_iter().map(|issue| self.issue_row(issue)).collect());
        let mut sorted: Vec<&PublicRisk> = risks.iter().collect();
        sorted.sort_by_key(|risk| (risk.status != RiskStatus::Open, Reverse(score(risk)), &risk.base.id));
        if let Some((first, score)) = sorted.first().and_then(|risk| Some((risk, score(risk)?)))
            && first.status == RiskStatus::Open
        {
            let highest = self.words.fill("risks.highest", &[("score", &score), ("risk", &first.base.title)]);
            page.lead = format!("{highest} {}", page.lead);
        }
        let rows: Vec<Row> = (1..).zip(&sorted).map(|(number, risk)| self.risk_row(number, risk)).collect();
        let list = (!rows.is_empty()).then_some(Block::Rows { rows });
        let blocks = self.risk_chart(&sorted).map(Block::chart).into_iter().chain(list).collect();
        page.add(self.section("risks.risks", blocks));
        page.add(issue_rows);
        if page.sections.is_empty() {
            let ask = self.plan.project.contact.as_ref().map(|_| self.say("risks.ask"));
            page.lead = [self.say("risks.none")].into_iter().chain(ask).collect::<Vec<_>>().join(" ");
        }
        page
    }

    /// Counts in words, without those of nothing.
    fn counted(&self, counts: &[(&str, usize)]) -> Vec<String> {
        let some = counts.iter().filter(|(_, count)| *count > 0);
        some.map(|(key, count)| self.words.count(key, *count as i64)).collect()
    }

    fn risk_row(&self, number: usize, risk: &PublicRisk) -> Row {
        let levels = risk.probability.zip(risk.impact);
        let levels = levels.map(|(probability, impact)| {
            self.words.fill("risks.levels", &[("probability", &probability), ("impact", &impact)])
        });
        let score = score(risk).map(|score| self.words.fill("risks.score", &[("score", &score)]));
        let owner = risk.base.owner.as_deref().map(|owner| self.words.fill("risks.watches", &[("name", &owner)]));
        let response = risk.response.map(|response| {
            let response = self.words.name("response", response.name());
            self.words.fill("risks.answer", &[("response", &response)])
        });
        let note: Vec<String> = levels.into_iter().chain(response).chain(owner).collect();
        let row = Row::new(format!("{number}. {}", risk.base.title))
            .to(Some(item_url(Register::Risks, &risk.base.id)))
            .note(words::capital(&note.join("; ")));
        match score.filter(|_| risk.status == RiskStatus::Open) {
            Some(score) => row.right(score),
            None => row.mark(self.risk_mark(risk.status)),
        }
    }

    pub(super) fn risk_mark(&self, status: RiskStatus) -> Mark {
        let word = self.words.name("risk_status", status.name());
        if status == RiskStatus::Closed { Mark::done(word) } else { Mark::open(word) }
    }

    fn issue_row(&self, issue: &PublicIssue) -> Row {
        let severity = issue.severity.map(|severity| self.words.name("severity", severity.name()).to_owned());
        let owner = issue.base.owner.as_deref().map(|owner| self.words.fill("risks.deals", &[("name", &owner)]));
        let due = issue.due.filter(|_| issue.status == IssueStatus::Open);
        let due = due.map(|due| self.words.fill("risks.by", &[("date", &self.words.short(due))]));
        let resolution = issue.resolution.as_deref().map(|text| words::sentence(text, 110));
        let note: Vec<String> = severity.into_iter().chain(owner).chain(due).chain(resolution).collect();
        Row::new(&issue.base.title)
            .to(Some(item_url(Register::Issues, &issue.base.id)))
            .note(note.join("; "))
            .mark(self.issue_mark(issue.status))
    }

    pub(super) fn issue_mark(&self, status: IssueStatus) -> Mark {
        let word = self.words.name("issue_status", status.name());
        if status == IssueStatus::Open { Mark::open(word) } else { Mark::done(word) }
    }

    pub(super) fn decisions_page(&self) -> Page {
        let mut page = self.nav_page("decisions");
        page.title = self.say("decisions.title").to_owned();
        let open: Vec<&PublicDecision> =
            self.plan.decisions.iter().filter(|one| one.status == DecisionStatus::Open).collect();
        let mut actions: Vec<&PublicAction> = self.plan.actions.iter().filter(|one| one.done.is_none()).collect();
        let counted = self.counted(&[("decisions.to_make", open.len()), ("decisions.to_do_count", actions.len())]);
        page.lead = match counted.as_slice() {
            [] => self.say("decisions.none").to_owned(),
            counted => format!("{}.", words::capital(&self.words.list(counted))),
        };
        actions.sort_by_key(|one| (one.due.is_none(), one.due, &one.base.id));
        page.add(self.rows("decisions.open", open.into_iter().map(|one| self.decision_row(one)).collect()));
        page.add(self.rows("decisions.to_do", actions.into_iter().map(|one| self.action_row(one)).collect()));
        let made = self.plan.decisions.iter().filter(|one| one.status != DecisionStatus::Open);
        page.add(self.rows("decisions.made", made.map(|one| self.decision_row(one)).collect()));
        let done = self.plan.actions.iter().filter(|one| one.done.is_some());
        page.add(self.rows("decisions.done", done.map(|one| self.action_row(one)).collect()));
        page
    }

    fn decision_row(&self, decision: &PublicDecision) -> Row {
        let row = Row::new(&decision.base.title).to(Some(item_url(Register::Decisions, &decision.base.id)));
        match (&decision.choice, &decision.made) {
            (Some(choice), Some(signature)) => {
                let note = format!("{}. {}", words::capital(choice), self.signed(signature));
                row.note(note).mark(Mark::done(self.say("decisions.decided")))
            }
            _ => {
                let owner = decision.base.owner.as_deref();
                let owner = owner.map(|owner| self.words.fill("asks.decides", &[("name", &owner)]));
                self.dated(row.note(owner.unwrap_or_default()), decision.needed_by)
            }
        }
    }

    fn action_row(&self, action: &PublicAction) -> Row {
        let row = Row::new(&action.base.title)
            .to(Some(item_url(Register::Actions, &action.base.id)))
            .note(action.base.owner.clone().unwrap_or_default());
        match action.done {
            Some(done) => row.mark(Mark::done(&self.words.day_month(done))),
            None => self.dated(row, action.due),
        }
    }

    pub(super) fn lessons_page(&self) -> Page {
        let mut page = Page::new("lessons.html", "about", self.say("lessons.title"));
        page.lead = self.say("lessons.lead").to_owned();
        let rows = self.plan.lessons.iter().map(|lesson| {
            let word = lesson.kind.map_or(self.say("lessons.word"), |kind| self.words.name("lesson_kind", kind.name()));
            Row::new(&lesson.base.title)
                .to(Some(item_url(Register::Lessons, &lesson.base.id)))
                .note(lesson.action.clone().unwrap_or_default())
                .mark(Mark::open(word))
        });
        page.add(self.rows("lessons.all", rows.collect()));
        page
    }
}

/// Probability times impact.
fn score(risk: &PublicRisk) -> Option<i64> {
    Some(risk.probability?.saturating_mul(risk.impact?))
}
