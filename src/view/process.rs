//! The five stages as a checklist that fills itself in, from what the client may see.

use super::Maker;
use super::page::{Block, Check, Page, Section};
use crate::document::keys::Stage;
use crate::document::keys::words::{ChangeStatus, Gate, MeetingKind, MeetingStatus, Role};

impl Maker<'_> {
    pub(super) fn process_page(&self) -> Page {
        let mut page = Page::new("process.html", "process", "Process");
        page.lead = format!("{}. Each stage ends with a check and a signature.", self.stage_words());
        let stages = [
            (
                "1. Identification",
                "Goal, people, rough time and cost.",
                self.identification(),
                Some(Gate::Identification),
            ),
            ("2. Planning", "Dates, money, outages, what is needed from you.", self.planning(), Some(Gate::Planning)),
            ("3. Execution", "The work itself.", self.execution(), Some(Gate::Execution)),
            ("4. Monitoring", "Beside the work, all the time.", self.monitoring(), None),
            ("5. Closing", "Everything verified, handed over, signed.", self.closing(), Some(Gate::Closing)),
        ];
        for (title, note, mut checks, gate) in stages {
            checks.extend(gate.map(|gate| self.gate_check(gate)));
            page.add(Section::new(title, note, vec![Block::Checks { checks }]));
        }
        page
    }

    fn gate_check(&self, gate: Gate) -> Check {
        let signature = self.plan.project.signoffs.iter().find(|(signed, _)| *signed == gate);
        Check {
            text: "Signed off".to_owned(),
            is_done: signature.is_some(),
            note: signature.map(|(_, signature)| self.signed(signature)).unwrap_or_default(),
        }
    }

    fn has_role(&self, role: Role) -> bool {
        self.plan.people.iter().any(|person| person.roles.contains(&role))
    }

    fn held(&self, kind: MeetingKind) -> bool {
        let is_held = |status: Option<MeetingStatus>| status == Some(MeetingStatus::Held);
        self.plan.meetings.iter().any(|meeting| meeting.kind == Some(kind) && is_held(meeting.status))
    }

    fn identification(&self) -> Vec<Check> {
        let (plan, scope) = (self.plan, &self.plan.scope);
        vec![
            check("The objective and its reason are written", !scope.objectives.is_empty() && !scope.why.is_empty()),
            check("What is included and what is not", !scope.included.is_empty() && !scope.excluded.is_empty()),
            check("When it is done is clear", !scope.done_when.is_empty()),
            check("The deliverables are named", !plan.deliverables.is_empty()),
            check("Who decides for you is named", self.has_role(Role::Sponsor) || self.has_role(Role::DecisionMaker)),
            check(
                "Project manager and lead technician are named",
                self.has_role(Role::Pm) && self.has_role(Role::Lead),
            ),
            check("One contact for all questions", plan.project.contact.is_some()),
            check(
                "Rough dates and a limit for the money",
                plan.project.finish.is_some() && plan.project.budget_cap.is_some(),
            ),
        ]
    }

    fn planning(&self) -> Vec<Check> {
        let plan = self.plan;
        let all_accepted =
            !plan.deliverables.is_empty() && plan.deliverables.iter().all(|one| !one.acceptance.is_empty());
        let windows = !plan.windows.is_empty() || plan.none_reason(crate::document::keys::Register::Windows).is_some();
        let asks = !plan.actions.is_empty() || plan.none_reason(crate::document::keys::Register::Actions).is_some();
        vec![
            check("Every deliverable says what it must pass", all_accepted),
            check("The work is planned, with milestones", !plan.tasks.is_empty() && !plan.milestones.is_empty()),
            check("The budget is written", !plan.budget.is_empty()),
            check("Outages are planned, or there are none", windows),
            check("What is needed from you is listed", asks),
            check("How progress is measured is agreed", !plan.kpis.is_empty()),
            check("How often you hear from us is agreed", plan.project.reporting.every.is_some()),
            check("Kick-off with everybody", self.held(MeetingKind::Kickoff)),
        ]
    }

    fn execution(&self) -> Vec<Check> {
        let plan = self.plan;
        let tasks: Vec<_> = plan.tasks.iter().filter(|task| !task.is_summary && task.cancelled.is_none()).collect();
        let done = tasks.iter().filter(|task| task.finished.is_some()).count();
        let mut work = check("All tasks are done", !tasks.is_empty() && done == tasks.len());
        work.note = format!("{done} of {}", tasks.len());
        let (past, reported) = plan.windows.iter().fold((0, 0), |(past, reported), window| {
            let is_past = window.end.is_some_and(|end| end.date < plan.as_of);
            (past + usize::from(is_past), reported + usize::from(is_past && window.result.is_some()))
        });
        let verified = plan.deliverables.iter().filter(|one| one.verified.is_some()).count();
        let mut verification =
            check("Every deliverable is verified", verified == plan.deliverables.len() && verified > 0);
        verification.note = format!("{verified} of {}", plan.deliverables.len());
        vec![
            work,
            check("Every outage so far has its result", past == reported && plan.project.stage >= Stage::Execution),
            verification,
        ]
    }

    fn monitoring(&self) -> Vec<Check> {
        let plan = self.plan;
        let current = self.latest_update().is_some_and(|_| self.standing().0.shape != "dashed");
        let waiting = plan.changes.iter().filter(|change| change.status == ChangeStatus::Proposed).count();
        let mut changes =
            check("No change waits for a decision", waiting == 0 && plan.project.stage >= Stage::Execution);
        if waiting > 0 {
            changes.note = format!("{waiting} waiting");
        }
        vec![
            check("The latest update is current", current),
            check("Check-ins are held", self.held(MeetingKind::CheckIn)),
            changes,
        ]
    }

    fn closing(&self) -> Vec<Check> {
        let plan = self.plan;
        let mut accepted = check(
            "Every deliverable is accepted by you",
            self.accepted_count() == plan.deliverables.len() && !plan.deliverables.is_empty(),
        );
        accepted.note = format!("{} of {}", self.accepted_count(), plan.deliverables.len());
        let documents = plan.deliverables.iter().filter(|one| one.kind.is_some_and(|kind| kind.name() == "document"));
        let documents: Vec<_> = documents.collect();
        let handed = !documents.is_empty() && documents.iter().all(|one| one.link.is_some());
        vec![
            accepted,
            check("The documents are handed over", handed),
            check("Closing meeting", self.held(MeetingKind::Closing)),
            check("You said how satisfied you are", plan.project.satisfaction.is_some()),
            check("Who helps afterwards is named", plan.project.support.is_some()),
        ]
    }
}

fn check(text: &str, is_done: bool) -> Check {
    Check { text: text.to_owned(), is_done, note: String::new() }
}
