//! People, deliverables, work, windows, money and measures as the client may see them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Redactor, texts, told};
use crate::audience::items::{
    PublicCost, PublicCriterion, PublicDeliverable, PublicKpi, PublicMilestone, PublicPerson, PublicSpent, PublicTask,
    PublicWindow,
};
use crate::audience::plan::Linked;
use crate::document::keys::Register;
use crate::document::keys::words::WindowKind;
use crate::model::item::Item;
use crate::model::kinds::{Due, Task};

impl Redactor<'_> {
    pub(super) fn people(&self) -> Vec<PublicPerson> {
        self.seen(&self.project.stakeholders)
            .map(|person| PublicPerson {
                base: self.base(&person.base),
                position: told(&person.base.record.get::<String>("title")),
                side: told(&person.side),
                roles: person.roles.items.iter().map(|role| role.value).collect(),
                org: told(&person.org),
                channel: told(&person.channel),
                deputy: person.deputy.as_ref().and_then(|deputy| self.name(deputy)),
            })
            .collect()
    }

    pub(super) fn deliverables(&self) -> Vec<PublicDeliverable> {
        self.seen(&self.project.deliverables)
            .map(|one| {
                let raci = one.raci.as_ref();
                let (due, due_with) = match &one.due {
                    Some(Due::Date(date)) => (Some(date.value), None),
                    Some(Due::Milestone(reference)) => {
                        let milestone = self.project.milestone(reference);
                        (milestone.and_then(|milestone| told(&milestone.target)), self.linked(reference))
                    }
                    None => (None, None),
                };
                PublicDeliverable {
                    base: self.base(&one.base),
                    kind: told(&one.kind),
                    acceptance: one
                        .acceptance
                        .items
                        .iter()
                        .filter_map(|criterion| {
                            Some(PublicCriterion {
                                text: told(&criterion.text)?,
                                met: self.signature(criterion.met.as_ref().or(one.accepted.as_ref()), None),
                                evidence: told(&criterion.evidence).and_then(|path| self.file_or_web(path)),
                            })
                        })
                        .collect(),
                    acceptor: one.acceptor.as_ref().and_then(|acceptor| self.name(acceptor)),
                    accountable: raci.and_then(|raci| self.name(raci.accountable.as_ref()?)),
                    responsible: raci.map(|raci| self.names(&raci.responsible)).unwrap_or_default(),
                    due,
                    due_with,
                    link: told(&one.link).and_then(|path| self.file_or_web(path)),
                    verified: self.signature(one.verified.as_ref(), Some(&one.base)),
                    accepted: self.signature(one.accepted.as_ref(), Some(&one.base)),
                }
            })
            .collect()
    }

    pub(super) fn milestones(&self) -> Vec<PublicMilestone> {
        self.seen(&self.project.milestones)
            .map(|one| PublicMilestone {
                base: self.base(&one.base),
                target: told(&one.target),
                after: self.waits(&one.after.items).into_iter().map(|(linked, _)| linked).collect(),
                gate: told(&one.gate),
                payment: one.payment.as_ref().and_then(|payment| told(&payment.amount)),
                reached: told(&one.reached),
            })
            .collect()
    }

    pub(super) fn tasks(&self) -> Vec<PublicTask> {
        self.seen(&self.project.tasks)
            .map(|one| PublicTask {
                base: self.base(&one.base),
                duration: one.duration.as_ref().map(|duration| duration.value.likely),
                after: self.waits(&one.after.items),
                who: self.names(one.who.items.iter().map(|assigned| &assigned.who)),
                deliverables: self.all_linked(&one.deliverables.items),
                windows: self.all_linked(&one.windows.items),
                parent: one.parent.as_ref().and_then(|parent| self.linked(parent)),
                not_before: told(&one.not_before),
                deadline: told(&one.deadline),
                confirmed: self.signature(one.confirmed.as_ref(), None),
                started: told(&one.started),
                finished: told(&one.finished),
                progress: told(&one.progress),
                cancelled: told(&one.cancelled),
                is_summary: one.is_summary,
            })
            .collect()
    }

    pub(super) fn windows(&self) -> Vec<PublicWindow> {
        let mut bound: BTreeMap<&str, Vec<&Task>> = BTreeMap::new();
        for task in self.project.tasks.iter().filter(|task| self.may_see(&task.base)) {
            let windows = task.windows.items.iter().filter_map(|window| self.project.window(window));
            for id in windows.map(Item::id).collect::<BTreeSet<_>>() {
                bound.entry(id).or_default().push(task);
            }
        }
        let open = self.project.tasks.iter().filter(|task| task.is_open());
        let wanted = open.flat_map(|task| &task.windows.items).filter_map(|window| self.project.window(window));
        let wanted: BTreeSet<&str> = wanted.map(Item::id).collect();
        self.seen(&self.project.windows)
            .map(|one| {
                let bound = bound.get(one.id()).into_iter().flatten();
                let actual = one.actual.as_ref();
                PublicWindow {
                    base: self.base(&one.base),
                    kind: told(&one.kind).unwrap_or(WindowKind::Outage),
                    start: told(&one.start),
                    end: told(&one.end),
                    affects: texts(&one.affects.items),
                    impact: told(&one.impact),
                    backout: one.backout.as_ref().and_then(|backout| told(&backout.text)),
                    backout_takes: one.backout.as_ref().and_then(|backout| told(&backout.takes)),
                    decide_by: one.backout.as_ref().and_then(|backout| told(&backout.decide_by)),
                    verify: texts(&one.verify.items),
                    approved: self.signature(one.approved.as_ref(), Some(&one.base)),
                    notice: one.notice.as_ref().map(|notice| (texts(&notice.to), told(&notice.date))),
                    actual_start: actual.and_then(|actual| told(&actual.start)),
                    actual_end: actual.and_then(|actual| told(&actual.end)),
                    result: actual.and_then(|actual| told(&actual.result)),
                    is_wanted: wanted.contains(one.id()),
                    tasks: bound
                        .map(|task| Linked {
                            register: Register::Tasks,
                            id: task.id().to_owned(),
                            title: task.name().to_owned(),
                        })
                        .collect(),
                }
            })
            .collect()
    }

    pub(super) fn budget(&self) -> Vec<PublicCost> {
        self.seen(&self.project.budget)
            .map(|one| PublicCost {
                base: self.base(&one.base),
                category: told(&one.category),
                amount: one.total(),
                basis: told(&one.basis),
                tasks: self.all_linked(&one.tasks.items),
                deliverable: one.deliverable.as_ref().and_then(|linked| self.linked(linked)),
                spent: one
                    .spent
                    .items
                    .iter()
                    .filter_map(|spent| Some(PublicSpent { date: told(&spent.date), amount: told(&spent.amount)? }))
                    .collect(),
                recurring: one.recurring.as_ref().and_then(|recurring| {
                    Some((
                        told(&recurring.amount)?,
                        told(&recurring.per)?,
                        told(&recurring.from),
                        told(&recurring.until),
                    ))
                }),
            })
            .collect()
    }

    pub(super) fn kpis(&self) -> Vec<PublicKpi> {
        self.seen(&self.project.kpis)
            .map(|one| PublicKpi {
                base: self.base(&one.base),
                kind: told(&one.kind),
                unit: told(&one.unit),
                initial: told(&one.initial),
                target: told(&one.target),
                better: told(&one.better),
                every: told(&one.every),
                source: told(&one.source),
                readings: one
                    .readings
                    .items
                    .iter()
                    .filter_map(|reading| Some((told(&reading.date)?, told(&reading.value)?, told(&reading.note))))
                    .collect(),
            })
            .collect()
    }
}
