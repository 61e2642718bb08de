//! The five stages as a checklist that fills itself in, from what the client may see.

use super::Maker;
use super::page::{Block, Check, FlowStep, Mark, Page};
use crate::audience::PublicTask;
use crate::document::keys::words::{ChangeStatus, Gate, MeetingKind, MeetingStatus, Role, WindowKind};
use crate::document::keys::{Register, Stage};

impl Maker<'_> {
    pub(super) fn process_page(&self) -> Page {
        let mut page = self.nav_page("process");
        page.lead = self.words.fill("process.lead", &[("stage", &self.stage_words())]);
        let stages = [
            ("process.identification", self.identification(), Some(Gate::Identification)),
            ("process.planning", self.planning(), Some(Gate::Planning)),
            ("process.execution", self.execution(), Some(Gate::Execution)),
            ("process.monitoring", self.monitoring(), None),
            ("process.closing_stage", self.closing(), Some(Gate::Closing)),
        ];
        page.add(self.section("process.flow", vec![Block::Flow { steps: self.flow() }]));
        for (key, mut checks, gate) in stages {
            checks.extend(gate.map(|gate| self.gate_check(gate)));
            page.add(self.section(key, vec![Block::Checks { checks }]));
        }
        page
    }

    /// The stages one after the other, each with the signature that ends it.
    fn flow(&self) -> Vec<FlowStep> {
        let stages = [
            ("process.identification", Gate::Identification),
            ("process.planning", Gate::Planning),
            ("process.execution_and_monitoring", Gate::Execution),
            ("process.closing_stage", Gate::Closing),
        ];
        let now = Stage::WITH_GATE.iter().position(|stage| *stage == self.plan.project.stage);
        let step = |(place, (key, gate)): (usize, (&str, Gate))| {
            let signature = self.plan.project.signoffs.iter().find(|(signed, _)| *signed == gate);
            let mark = match signature {
                Some((_, signature)) => Mark::done(&self.signed(signature)),
                None if now == Some(place) => Mark::open(self.say("process.now")),
                None => Mark::open(self.say("process.not_signed")),
            };
            let note = self.words.find(&format!("{key}_note")).unwrap_or_default().to_owned();
            FlowStep { name: self.say(key).to_owned(), note, mark, is_now: now == Some(place) }
        };
        stages.into_iter().enumerate().map(step).collect()
    }

    fn gate_check(&self, gate: Gate) -> Check {
        let signature = self.plan.project.signoffs.iter().find(|(signed, _)| *signed == gate);
        let note = signature.map(|(_, signature)| self.signed(signature)).unwrap_or_default();
        Check { note, ..self.check("process.signed", signature.is_some()) }
    }

    fn check(&self, key: &str, is_done: bool) -> Check {
        Check { text: self.say(key).to_owned(), is_done, note: String::new() }
    }

    /// How many of how many, where there are any.
    fn some_of(&self, some: usize, all: usize) -> String {
        if all == 0 { String::new() } else { self.of(some, all) }
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
            self.check("process.objective", !scope.objectives.is_empty() && !scope.why.is_empty()),
            self.check("process.in_and_out", !scope.included.is_empty() && !scope.excluded.is_empty()),
            self.check("process.done_when", !scope.done_when.is_empty()),
            self.check("process.deliverables", !plan.deliverables.is_empty()),
            self.check("process.decider", self.has_role(Role::Sponsor) || self.has_role(Role::DecisionMaker)),
            self.check("process.leaders", self.has_role(Role::Pm) && self.has_role(Role::Lead)),
            self.check("process.contact", plan.project.contact.is_some()),
            self.check("process.rough", plan.project.finish.is_some() && plan.project.budget_cap.is_some()),
        ]
    }

    fn planning(&self) -> Vec<Check> {
        let plan = self.plan;
        let all_accepted =
            !plan.deliverables.is_empty() && plan.deliverables.iter().all(|one| !one.acceptance.is_empty());
        let is_answered = |register: Register| plan.none_reason(register).is_some();
        let windows = match plan.windows.is_empty() {
            true => is_answered(Register::Windows),
            false => plan.windows.iter().all(|window| window.start.is_some() && window.end.is_some()),
        };
        let is_dated = |task: &PublicTask| {
            task.cancelled.is_some() || task.finished.is_some() || self.dates(Register::Tasks, &task.base.id).is_some()
        };
        let work = !plan.tasks.is_empty() && !plan.milestones.is_empty() && plan.tasks.iter().all(is_dated);
        let budget = match plan.budget.is_empty() {
            true => is_answered(Register::Budget),
            false => plan.budget.iter().all(|line| line.amount.is_some() || line.recurring.is_some()),
        };
        let asks = !plan.actions.is_empty() || is_answered(Register::Actions);
        vec![
            self.check("process.acceptance", all_accepted),
            self.check("process.work", work),
            self.check("process.budget", budget),
            self.check("process.outages", windows),
            self.check("process.asks", asks),
            self.check("process.measures", !plan.kpis.is_empty() || is_answered(Register::Kpis)),
            self.check("process.reporting", plan.project.reporting.every.is_some()),
            self.check("process.kickoff", self.held(MeetingKind::Kickoff)),
        ]
    }

    fn execution(&self) -> Vec<Check> {
        let plan = self.plan;
        let tasks: Vec<_> = plan.tasks.iter().filter(|task| !task.is_summary && task.cancelled.is_none()).collect();
        let done = tasks.iter().filter(|task| task.finished.is_some()).count();
        let mut work = self.check("process.tasks", !tasks.is_empty() && done == tasks.len());
        work.note = self.some_of(done, tasks.len());
        let (past, reported) = plan.windows.iter().fold((0, 0), |(past, reported), window| {
            let is_past = window.kind == WindowKind::Outage
                && !self.is_needless(window)
                && window.end.is_some_and(|end| end.date < plan.as_of);
            (past + usize::from(is_past), reported + usize::from(is_past && window.result.is_some()))
        });
        let verified = plan.deliverables.iter().filter(|one| one.verified.is_some()).count();
        let mut verification = self.check("process.verified", verified == plan.deliverables.len() && verified > 0);
        verification.note = self.some_of(verified, plan.deliverables.len());
        vec![
            work,
            self.check("process.results", past == reported && plan.project.stage >= Stage::Execution),
            verification,
        ]
    }

    fn monitoring(&self) -> Vec<Check> {
        let plan = self.plan;
        let current = self.latest_update().is_some_and(|_| self.standing().0.shape != "dashed");
        let waiting = plan.changes.iter().filter(|change| change.status == ChangeStatus::Proposed).count();
        let mut changes = self.check("process.no_change", waiting == 0 && plan.project.stage >= Stage::Execution);
        if waiting > 0 {
            changes.note = self.words.count("process.waiting", waiting as i64);
        }
        vec![
            self.check("process.current", current),
            self.check("process.check_ins", self.held(MeetingKind::CheckIn)),
            changes,
        ]
    }

    fn closing(&self) -> Vec<Check> {
        let plan = self.plan;
        let mut accepted = self.check(
            "process.accepted",
            self.accepted_count() == plan.deliverables.len() && !plan.deliverables.is_empty(),
        );
        accepted.note = self.some_of(self.accepted_count(), plan.deliverables.len());
        let documents = plan.deliverables.iter().filter(|one| one.kind.is_some_and(|kind| kind.name() == "document"));
        let documents: Vec<_> = documents.collect();
        let handed = !documents.is_empty() && documents.iter().all(|one| one.link.is_some());
        vec![
            accepted,
            self.check("process.documents", handed),
            self.check("process.closing", self.held(MeetingKind::Closing)),
            self.check("process.satisfied", plan.project.satisfaction.is_some()),
            self.check("process.support", plan.project.support.is_some()),
        ]
    }
}
