//! Risks, issues, decisions, actions and lessons, as far as the reader may see them.

use super::Maker;
use super::links::item_url;
use super::page::{Block, Mark, Page, Row, Section};
use super::words;
use crate::audience::{PublicAction, PublicDecision, PublicIssue, PublicRisk};
use crate::document::keys::Register;
use crate::document::keys::words::{DecisionStatus, IssueStatus, RiskStatus};

impl Maker<'_> {
    pub(super) fn risks_page(&self) -> Page {
        let mut page = Page::new("risks.html", "risks", "Risks and issues");
        let (risks, issues) = (&self.plan.risks, &self.plan.issues);
        let open_risks = risks.iter().filter(|risk| risk.status == RiskStatus::Open).count();
        let open_issues = issues.iter().filter(|issue| issue.status == IssueStatus::Open).count();
        page.lead = format!(
            "{} and {} are open.",
            words::plural(open_risks as i64, "risk", "risks"),
            words::plural(open_issues as i64, "issue", "issues")
        );
        let mut sorted: Vec<&PublicIssue> = issues.iter().collect();
        sorted.sort_by_key(|issue| {
            (issue.status != IssueStatus::Open, std::cmp::Reverse(issue.severity), &issue.base.id)
        });
        page.add(section(
            "Issues",
            "What did happen.",
            sorted.into_iter().map(|issue| self.issue_row(issue)).collect(),
        ));
        let mut sorted: Vec<&PublicRisk> = risks.iter().collect();
        sorted.sort_by_key(|risk| (risk.status != RiskStatus::Open, std::cmp::Reverse(score(risk)), &risk.base.id));
        page.add(section(
            "Risks",
            "What may happen, the largest first.",
            sorted.into_iter().map(|risk| self.risk_row(risk)).collect(),
        ));
        if page.sections.is_empty() {
            page.lead = "No risk or issue is shared on this page. Ask your contact about the rest.".to_owned();
        }
        page
    }

    fn risk_row(&self, risk: &PublicRisk) -> Row {
        let score = score(risk).map(|score| format!("score {score} of 25"));
        let owner = risk.base.owner.as_deref().map(|owner| format!("{owner} watches it"));
        let response = risk.response.map(|response| format!("answer: {}", response.name()));
        let note: Vec<String> = score.into_iter().chain(response).chain(owner).collect();
        let mark = match risk.status {
            RiskStatus::Open => Mark::open("Open"),
            RiskStatus::Occurred => Mark::open("Happened"),
            RiskStatus::Closed => Mark::done("Closed"),
        };
        Row::new(&risk.base.title).to(Some(item_url(Register::Risks, &risk.base.id))).note(note.join("; ")).mark(mark)
    }

    fn issue_row(&self, issue: &PublicIssue) -> Row {
        let severity = issue.severity.map(|severity| words::capital(severity.name()));
        let owner = issue.base.owner.as_deref().map(|owner| format!("{owner} deals with it"));
        let due =
            issue.due.filter(|_| issue.status == IssueStatus::Open).map(|due| format!("by {}", self.words.short(due)));
        let resolution = issue.resolution.as_deref().map(|text| words::sentence(text, 110));
        let note: Vec<String> = severity.into_iter().chain(owner).chain(due).chain(resolution).collect();
        let mark = if issue.status == IssueStatus::Open { Mark::open("Open") } else { Mark::done("Resolved") };
        Row::new(&issue.base.title)
            .to(Some(item_url(Register::Issues, &issue.base.id)))
            .note(note.join("; "))
            .mark(mark)
    }

    pub(super) fn decisions_page(&self) -> Page {
        let mut page = Page::new("decisions.html", "decisions", "Decisions and actions");
        let open: Vec<&PublicDecision> =
            self.plan.decisions.iter().filter(|one| one.status == DecisionStatus::Open).collect();
        let actions: Vec<&PublicAction> = self.plan.actions.iter().filter(|one| one.done.is_none()).collect();
        page.lead = format!(
            "{} to make, {} to do.",
            words::plural(open.len() as i64, "decision is", "decisions are"),
            words::plural(actions.len() as i64, "action is", "actions are")
        );
        let mut sorted = actions;
        sorted.sort_by_key(|one| (one.due.is_none(), one.due, &one.base.id));
        page.add(section("To decide", "", open.into_iter().map(|one| self.decision_row(one)).collect()));
        page.add(section("To do", "Nearest first.", sorted.into_iter().map(|one| self.action_row(one)).collect()));
        let made = self.plan.decisions.iter().filter(|one| one.status != DecisionStatus::Open);
        page.add(section("Decided", "", made.map(|one| self.decision_row(one)).collect()));
        let done = self.plan.actions.iter().filter(|one| one.done.is_some());
        page.add(section("Done", "", done.map(|one| self.action_row(one)).collect()));
        page
    }

    fn decision_row(&self, decision: &PublicDecision) -> Row {
        let row = Row::new(&decision.base.title).to(Some(item_url(Register::Decisions, &decision.base.id)));
        match (&decision.choice, &decision.made) {
            (Some(choice), Some(signature)) => {
                row.note(format!("{choice}. {}", self.signed(signature))).mark(Mark::done("Decided"))
            }
            _ => {
                let owner = decision.base.owner.as_deref().map(|owner| format!("{owner} decides"));
                self.dated(row.note(owner.unwrap_or_default()), decision.needed_by)
            }
        }
    }

    fn action_row(&self, action: &PublicAction) -> Row {
        let row = Row::new(&action.base.title)
            .to(Some(item_url(Register::Actions, &action.base.id)))
            .note(action.base.owner.clone().unwrap_or_default());
        match action.done {
            Some(done) => row.mark(Mark::done(&format!("Done {}", self.words.short(done)))),
            None => self.dated(row, action.due),
        }
    }

    pub(super) fn lessons_page(&self) -> Page {
        let mut page = Page::new("lessons.html", "about", "Lessons");
        page.lead = "What to keep, and what to do differently.".to_owned();
        let rows = self.plan.lessons.iter().map(|lesson| {
            let mark = lesson.kind.map_or(Mark::open("Lesson"), |kind| Mark::open(&words::capital(kind.name())));
            Row::new(&lesson.base.title)
                .to(Some(item_url(Register::Lessons, &lesson.base.id)))
                .note(lesson.action.clone().unwrap_or_default())
                .mark(mark)
        });
        page.add(section("All", "", rows.collect()));
        page
    }
}

/// Probability times impact.
fn score(risk: &PublicRisk) -> Option<i64> {
    Some(risk.probability? * risk.impact?)
}

fn section(title: &str, note: &str, rows: Vec<Row>) -> Section {
    let blocks = if rows.is_empty() { Vec::new() } else { vec![Block::Rows { rows }] };
    Section::new(title, note, blocks)
}
