//! Risks, issues, actions, decisions, changes, meetings, updates and lessons as the client may see them.

use super::{Redactor, texts, told};
use crate::audience::items::{
    PublicAction, PublicChange, PublicDecision, PublicIssue, PublicLesson, PublicMeeting, PublicNote, PublicRisk,
    PublicUpdate,
};
use crate::audience::plan::Linked;
use crate::document::Prose;
use crate::document::keys::Audience;
use crate::document::keys::words::{DecisionStatus, IssueStatus, RiskStatus};
use crate::model::control::{Address, Note, Place};

impl Redactor<'_> {
    pub(super) fn risks(&self) -> Vec<PublicRisk> {
        self.seen(&self.project.risks)
            .map(|one| PublicRisk {
                base: self.base(&one.base),
                cause: told(&one.cause),
                event: told(&one.event),
                effect: told(&one.effect),
                probability: told(&one.probability),
                impact: told(&one.impact),
                response: told(&one.response),
                plan: self.all_linked(&one.plan.items),
                due: told(&one.due),
                reviewed: told(&one.reviewed),
                affects: self.all_linked(&one.affects.items),
                status: told(&one.status).unwrap_or(RiskStatus::Open),
            })
            .collect()
    }

    pub(super) fn issues(&self) -> Vec<PublicIssue> {
        self.seen(&self.project.issues)
            .map(|one| PublicIssue {
                base: self.base(&one.base),
                severity: told(&one.severity),
                raised: self.signature(one.raised.as_ref(), None),
                due: told(&one.due),
                blocks: self.all_linked(&one.blocks.items),
                from: one.from.as_ref().and_then(|from| self.linked(from)),
                status: told(&one.status).unwrap_or(IssueStatus::Open),
                resolution: told(&one.resolution),
            })
            .collect()
    }

    pub(super) fn actions(&self) -> Vec<PublicAction> {
        self.seen(&self.project.actions)
            .map(|one| PublicAction {
                base: self.base(&one.base),
                due: told(&one.due),
                kind: told(&one.kind),
                waiting: self.all_linked(&one.waiting.items),
                from: one.from.as_ref().and_then(|from| self.linked(from)),
                done: told(&one.done),
                is_clients: one.base.owner.as_ref().is_some_and(|owner| self.project.is_clients(owner)),
            })
            .collect()
    }

    pub(super) fn decisions(&self) -> Vec<PublicDecision> {
        self.seen(&self.project.decisions)
            .map(|one| PublicDecision {
                base: self.base(&one.base),
                status: told(&one.status).unwrap_or(DecisionStatus::Open),
                needed_by: told(&one.needed_by),
                options: texts(&one.options.items),
                choice: told(&one.choice),
                made: self.signature(one.made.as_ref(), Some(&one.base)),
                affects: self.all_linked(&one.affects.items),
                is_clients: one.base.owner.as_ref().is_some_and(|owner| self.project.is_clients(owner)),
            })
            .collect()
    }

    pub(super) fn addresses(&self, addresses: &[Address]) -> Vec<Linked> {
        addresses
            .iter()
            .filter_map(|address| match &address.place {
                Some(Place::Item(target, _)) => self.linked_target(*target),
                _ => None,
            })
            .collect()
    }

    pub(super) fn changes(&self) -> Vec<PublicChange> {
        self.seen(&self.project.changes)
            .map(|one| {
                let impact = one.impact.as_ref();
                PublicChange {
                    base: self.base(&one.base),
                    raised: self.signature(one.raised.as_ref(), None),
                    reason: told(&one.reason),
                    schedule: impact.and_then(|impact| told(&impact.schedule)),
                    budget: impact.and_then(|impact| told(&impact.budget)),
                    scope: impact.and_then(|impact| told(&impact.scope)),
                    risk: impact.and_then(|impact| told(&impact.risk)),
                    downtime: impact.and_then(|impact| told(&impact.downtime)),
                    adds: self.addresses(&one.adds.items),
                    modifies: self.addresses(&one.modifies.items),
                    removes: Vec::new(),
                    options: texts(&one.options.items),
                    needed_by: told(&one.needed_by),
                    status: one.state(),
                    decided: self.signature(one.decided.as_ref(), Some(&one.base)),
                    implemented: told(&one.implemented),
                }
            })
            .collect()
    }

    pub(super) fn meetings(&self) -> Vec<PublicMeeting> {
        self.seen(&self.project.meetings)
            .map(|one| {
                let mut base = self.base(&one.base);
                // Minutes are for the client only where the item says so itself.
                let says_client =
                    one.base.record.get::<&'static str>("audience").is_some_and(|word| word.value == "client");
                if self.audience == Audience::Client && !says_client {
                    base.body = Prose::default();
                }
                PublicMeeting {
                    base,
                    kind: told(&one.kind),
                    date: one.date,
                    at: told(&one.at),
                    status: told(&one.status),
                    invited: self.names(&one.invited.items),
                    attended: self.names(&one.attended.items),
                    summary: told(&one.summary),
                }
            })
            .collect()
    }

    pub(super) fn notes(&self, notes: &[Note]) -> Vec<PublicNote> {
        notes
            .iter()
            .filter_map(|note| match note {
                Note::Text(text) => Some(PublicNote::Text(text.value.clone())),
                Note::Item(reference) => self.linked(reference).map(PublicNote::Item),
            })
            .collect()
    }

    pub(super) fn updates(&self) -> Vec<PublicUpdate> {
        self.seen(&self.project.updates)
            .map(|one| {
                let judgements = [
                    ("schedule", &one.schedule_judgement),
                    ("budget", &one.budget_judgement),
                    ("scope", &one.scope_judgement),
                ];
                PublicUpdate {
                    base: self.base(&one.base),
                    date: one.date,
                    by: one.by.as_ref().and_then(|by| self.name(by)),
                    summary: told(&one.summary),
                    needs: self.notes(&one.needs.items),
                    done: self.notes(&one.done.items),
                    next: self.notes(&one.next.items),
                    judgements: judgements
                        .into_iter()
                        .filter_map(|(of, judgement)| {
                            let judgement = judgement.as_ref()?;
                            let reason = told(&judgement.reason).unwrap_or_default();
                            Some((of, told(&judgement.colour)?, reason, told(&judgement.until)))
                        })
                        .collect(),
                }
            })
            .collect()
    }

    pub(super) fn lessons(&self) -> Vec<PublicLesson> {
        self.seen(&self.project.lessons)
            .map(|one| PublicLesson {
                base: self.base(&one.base),
                kind: told(&one.kind),
                area: told(&one.area),
                action: told(&one.action),
            })
            .collect()
    }
}
