//! From the whole plan to what the client may see.

use super::items::{
    PublicAction, PublicChange, PublicCost, PublicCriterion, PublicDecision, PublicDeliverable, PublicIssue, PublicKpi,
    PublicLesson, PublicMeeting, PublicMilestone, PublicNote, PublicPerson, PublicRisk, PublicSpent, PublicTask,
    PublicUpdate, PublicWindow,
};
use super::plan::{
    Contact, Linked, PublicBase, PublicPlan, PublicProject, PublicScope, PublicSignature, PublicSite, Reporting,
};
use crate::document::html::{is_relative, safe_url};
use crate::document::keys::words::{DecisionStatus, IssueStatus, RiskStatus, Role, WindowKind};
use crate::document::keys::{Audience, Register};
use crate::document::{LinkShape, Prose};
use crate::model::canonical::item_hash;
use crate::model::control::{Address, Note, Place};
use crate::model::item::{Base, Item, Reference, Signature, Target, Told};
use crate::model::kinds::{Due, WaitsFor};
use crate::model::{Portfolio, Project};
use crate::text::{SourceSet, Spanned};
use crate::value::{Date, Weekday};

/// What a reader of the client's audience sees where something is hidden.
const HIDDEN: &str = "(internal)";

/// The plan of one project as an audience may see it. For the client all that is internal is left out;
/// for the provider's people items that are internal stay, with the same fields.
#[must_use]
pub fn redact(
    sources: &SourceSet,
    portfolio: &Portfolio,
    project: &Project,
    audience: Audience,
    today: Date,
) -> PublicPlan {
    let redactor = Redactor { sources, portfolio, project, audience };
    PublicPlan {
        project: redactor.project(),
        scope: redactor.scope(),
        as_of: project.status_date(today),
        today,
        people: redactor.people(),
        deliverables: redactor.deliverables(),
        milestones: redactor.milestones(),
        tasks: redactor.tasks(),
        windows: redactor.windows(),
        budget: redactor.budget(),
        kpis: redactor.kpis(),
        risks: redactor.risks(),
        issues: redactor.issues(),
        actions: redactor.actions(),
        decisions: redactor.decisions(),
        changes: redactor.changes(),
        meetings: redactor.meetings(),
        updates: redactor.updates(),
        lessons: redactor.lessons(),
        none: redactor.none(),
    }
}

struct Redactor<'a> {
    sources: &'a SourceSet,
    portfolio: &'a Portfolio,
    project: &'a Project,
    audience: Audience,
}

fn told<T: Clone>(value: &Told<T>) -> Option<T> {
    value.as_ref().map(|told| told.value.clone())
}

fn texts(values: &[Spanned<String>]) -> Vec<String> {
    values.iter().map(|told| told.value.clone()).collect()
}

impl Redactor<'_> {
    fn may_see(&self, base: &Base) -> bool {
        self.audience == Audience::Internal || base.is_for_client()
    }

    fn seen<'b, T: Item>(&self, items: &'b [T]) -> impl Iterator<Item = &'b T> {
        let audience = self.audience;
        items.iter().filter(move |item| audience == Audience::Internal || item.base().is_for_client())
    }

    fn base(&self, base: &Base) -> PublicBase {
        let path = &self.sources.file(base.id.span.file).path;
        let inner = path.strip_prefix(self.project.folder.as_str()).unwrap_or(path).trim_start_matches('/');
        PublicBase {
            register: base.register,
            id: base.id().to_owned(),
            title: base.name().to_owned(),
            owner: base.owner.as_ref().and_then(|owner| self.name(owner)),
            site: base.site.as_ref().map(|site| self.site(&site.value)),
            links: base
                .links
                .iter()
                .filter_map(|link| {
                    let url = safe_url(&link.url.as_ref()?.value)?;
                    let title = link.title.as_ref().map_or(url.clone(), |title| title.value.clone());
                    Some((title, url))
                })
                .collect(),
            body: self.prose(&base.body),
            folder: inner.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned()),
        }
    }

    fn site(&self, id: &str) -> String {
        let known = self.project.charter.sites.iter().find(|site| site.id.as_ref().is_some_and(|own| own.value == id));
        known.and_then(|site| site.title.as_ref()).map_or(id.to_owned(), |title| title.value.clone())
    }

    /// Prose without its internal blocks; links to what is hidden are words.
    fn prose(&self, prose: &Prose) -> Prose {
        if self.audience == Audience::Internal {
            return prose.clone();
        }
        let visible = prose.without_internal();
        visible.with_links_replaced(&|shape, destination| {
            let id = match shape {
                LinkShape::Wiki => destination.to_owned(),
                LinkShape::Inline | LinkShape::Image if is_relative(destination) => {
                    let path = destination.split(['#', '?']).next().unwrap_or_default();
                    let mut parts = path.strip_suffix(".md")?.rsplit('/');
                    let id = parts.next()?;
                    // A link to a file beside this one names no register; its id alone decides.
                    match parts.next().and_then(Register::from_name) {
                        Some(register) => format!("{register}/{id}"),
                        None => id.to_owned(),
                    }
                }
                _ => return None,
            };
            self.is_hidden(&id).then(|| HIDDEN.to_owned())
        })
    }

    /// Whether an id means something, and nothing that may be seen.
    fn is_hidden(&self, id: &str) -> bool {
        let (registers, id) = match id.rsplit_once('/') {
            Some((register, id)) => (Register::from_name(register).into_iter().collect::<Vec<_>>(), id),
            None => (Register::ALL.to_vec(), id),
        };
        let found: Vec<&Base> = registers
            .into_iter()
            .filter_map(|register| self.project.find(register, id))
            .map(|item| self.project.base(item))
            .collect();
        !found.is_empty() && !found.iter().any(|base| self.may_see(base))
    }

    /// The name of a person who may be seen.
    fn name(&self, reference: &Reference) -> Option<String> {
        let person = self.project.stakeholder(reference)?;
        self.may_see(&person.base).then(|| person.name().to_owned())
    }

    fn names<'b>(&self, references: impl IntoIterator<Item = &'b Reference>) -> Vec<String> {
        references.into_iter().filter_map(|reference| self.name(reference)).collect()
    }

    fn linked_target(&self, target: Target) -> Option<Linked> {
        // Another project's items are not this client's business.
        if target.project != self.project.place && self.audience == Audience::Client {
            return None;
        }
        let base = self.portfolio.base(target);
        (self.may_see(base) && target.project == self.project.place).then(|| Linked {
            register: base.register,
            id: base.id().to_owned(),
            title: base.name().to_owned(),
        })
    }

    fn linked(&self, reference: &Reference) -> Option<Linked> {
        self.linked_target(reference.target?)
    }

    fn all_linked<'b>(&self, references: impl IntoIterator<Item = &'b Reference>) -> Vec<Linked> {
        references.into_iter().filter_map(|reference| self.linked(reference)).collect()
    }

    fn waits(&self, waits: &[WaitsFor]) -> Vec<(Linked, String)> {
        waits
            .iter()
            .filter_map(|wait| {
                let is_plain = wait.kind.name() == "FS" && wait.lag.is_zero();
                let lag = if wait.lag.is_zero() { String::new() } else { format!(" {}", wait.lag) };
                let words = if is_plain { String::new() } else { format!("{}{lag}", wait.kind.name()) };
                Some((self.linked(&wait.on)?, words))
            })
            .collect()
    }

    fn signature(&self, signature: Option<&Signature>, base: Option<&Base>) -> Option<PublicSignature> {
        let signature = signature?;
        let hash = base.map(item_hash);
        Some(PublicSignature {
            by: signature.by.as_ref().and_then(|by| self.name(by)).unwrap_or_default(),
            date: told(&signature.date),
            note: told(&signature.note),
            is_stale: signature.of.as_ref().is_some_and(|of| hash.is_some_and(|hash| hash != of.value)),
        })
    }

    fn project(&self) -> PublicProject {
        let charter = &self.project.charter;
        let provider = charter.provider.as_ref();
        let hold = charter
            .hold
            .as_ref()
            .map(|hold| (told(&hold.since), told(&hold.reason).unwrap_or_default(), told(&hold.until)));
        PublicProject {
            id: self.project.id.clone(),
            title: told(&charter.title).unwrap_or_else(|| self.project.id.clone()),
            kind: told(&charter.kind),
            stage: charter.stage(),
            hold,
            client: told(&charter.client).unwrap_or_default(),
            provider: provider.and_then(|provider| told(&provider.name)),
            contract: provider.and_then(|provider| told(&provider.contract)),
            pm: charter.pm.as_ref().and_then(|pm| self.name(pm)),
            contact: self.contact(),
            sites: charter
                .sites
                .iter()
                .filter_map(|site| {
                    let id = told(&site.id)?;
                    Some(PublicSite { title: told(&site.title).unwrap_or_else(|| id.clone()), id })
                })
                .collect(),
            start: told(&charter.start),
            finish: told(&charter.finish),
            currency: told(&charter.currency).unwrap_or_default(),
            budget_cap: told(&charter.budget_cap),
            timezone: told(&charter.calendar.timezone),
            reporting: self.reporting(),
            tolerance_schedule: told(&charter.tolerance.schedule),
            tolerance_budget: told(&charter.tolerance.budget).map(|percent| format!("{} %", percent.normalize())),
            signoffs: charter
                .signoffs
                .iter()
                .filter_map(|signoff| Some((told(&signoff.gate)?, self.signature(Some(&signoff.signature), None)?)))
                .collect(),
            satisfaction: charter.satisfaction.as_ref().and_then(|satisfaction| {
                let by = satisfaction.by.as_ref().and_then(|by| self.name(by)).unwrap_or_default();
                Some((told(&satisfaction.score)?, by))
            }),
            support: charter.support.as_ref().and_then(|support| Some((told(&support.contact)?, told(&support.until)))),
            body: self.prose(&charter.body),
        }
    }

    fn contact(&self) -> Option<Contact> {
        let person = self.project.contact()?;
        if !self.may_see(&person.base) {
            return None;
        }
        let role = if person.has(Role::Pm) { "project manager" } else { "contact" };
        Some(Contact {
            name: person.name().to_owned(),
            role: told(&person.base.record.get::<String>("title")).unwrap_or_else(|| role.to_owned()),
            channel: told(&person.channel),
        })
    }

    fn reporting(&self) -> Reporting {
        let Some(reporting) = &self.project.charter.reporting else { return Reporting::default() };
        let day = reporting.day.as_ref().and_then(|days| days.value.iter().position(|is_set| *is_set));
        Reporting {
            every: told(&reporting.every),
            day: day.map(|index| Weekday::ALL[index].name()),
            by: reporting.by.as_ref().and_then(|by| self.name(by)),
            channels: texts(&reporting.channels),
            to: self.names(&reporting.to),
            checkin: told(&reporting.checkin),
            escalation: self.names(&reporting.escalation),
        }
    }

    fn scope(&self) -> PublicScope {
        let scope = &self.project.scope;
        let needs = scope.needs.as_ref();
        PublicScope {
            is_written: scope.place.is_some(),
            why: texts(&scope.why.items),
            objectives: scope.objectives.items.iter().filter_map(|one| told(&one.text)).collect(),
            done_when: texts(&scope.done_when.items),
            included: scope
                .included
                .items
                .iter()
                .filter_map(|line| {
                    Some((told(&line.text)?, line.deliverable.as_ref().and_then(|one| self.linked(one))))
                })
                .collect(),
            excluded: scope.excluded.items.iter().filter_map(|line| told(&line.text)).collect(),
            assumptions: scope
                .assumptions
                .items
                .iter()
                .filter_map(|one| {
                    Some((told(&one.text)?, self.signature(one.checked.as_ref(), None), told(&one.if_false)))
                })
                .collect(),
            constraints: scope
                .constraints
                .items
                .iter()
                .filter_map(|one| Some((one.kind.as_ref().map(|kind| kind.value.name()), told(&one.text)?)))
                .collect(),
            skills: needs.map(|needs| texts(&needs.skills.items)).unwrap_or_default(),
            technicians: needs.and_then(|needs| told(&needs.technicians)),
            hardware: needs.map(|needs| texts(&needs.hardware.items)).unwrap_or_default(),
            software: needs.map(|needs| texts(&needs.software.items)).unwrap_or_default(),
            client_needs: needs.map(|needs| texts(&needs.client.items)).unwrap_or_default(),
            order: told(&scope.order),
            body: self.prose(&scope.body),
        }
    }

    fn people(&self) -> Vec<PublicPerson> {
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

    fn deliverables(&self) -> Vec<PublicDeliverable> {
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
                                evidence: told(&criterion.evidence),
                            })
                        })
                        .collect(),
                    acceptor: one.acceptor.as_ref().and_then(|acceptor| self.name(acceptor)),
                    accountable: raci.and_then(|raci| self.name(raci.accountable.as_ref()?)),
                    responsible: raci.map(|raci| self.names(&raci.responsible)).unwrap_or_default(),
                    due,
                    due_with,
                    link: told(&one.link),
                    verified: self.signature(one.verified.as_ref(), Some(&one.base)),
                    accepted: self.signature(one.accepted.as_ref(), Some(&one.base)),
                }
            })
            .collect()
    }

    fn milestones(&self) -> Vec<PublicMilestone> {
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

    fn tasks(&self) -> Vec<PublicTask> {
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

    fn windows(&self) -> Vec<PublicWindow> {
        self.seen(&self.project.windows)
            .map(|one| {
                let bound = self.project.tasks.iter().filter(|task| {
                    self.may_see(&task.base)
                        && task
                            .windows
                            .items
                            .iter()
                            .any(|window| self.project.window(window).is_some_and(|window| window.id() == one.id()))
                });
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

    fn budget(&self) -> Vec<PublicCost> {
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

    fn kpis(&self) -> Vec<PublicKpi> {
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

    fn risks(&self) -> Vec<PublicRisk> {
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

    fn issues(&self) -> Vec<PublicIssue> {
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

    fn actions(&self) -> Vec<PublicAction> {
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

    fn decisions(&self) -> Vec<PublicDecision> {
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

    fn addresses(&self, addresses: &[Address]) -> Vec<Linked> {
        addresses
            .iter()
            .filter_map(|address| match &address.place {
                Some(Place::Item(target, _)) => self.linked_target(*target),
                _ => None,
            })
            .collect()
    }

    fn changes(&self) -> Vec<PublicChange> {
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

    fn meetings(&self) -> Vec<PublicMeeting> {
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

    fn notes(&self, notes: &[Note]) -> Vec<PublicNote> {
        notes
            .iter()
            .filter_map(|note| match note {
                Note::Text(text) => Some(PublicNote::Text(text.value.clone())),
                Note::Item(reference) => self.linked(reference).map(PublicNote::Item),
            })
            .collect()
    }

    fn updates(&self) -> Vec<PublicUpdate> {
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

    fn lessons(&self) -> Vec<PublicLesson> {
        self.seen(&self.project.lessons)
            .map(|one| PublicLesson {
                base: self.base(&one.base),
                kind: told(&one.kind),
                area: told(&one.area),
                action: told(&one.action),
            })
            .collect()
    }

    /// Reasons of empty registers; those of registers that are the provider's own stay with the provider.
    fn none(&self) -> Vec<(Register, String)> {
        Register::ALL
            .into_iter()
            .filter(|register| self.audience == Audience::Internal || register.kind().audience == Audience::Client)
            .filter_map(|register| Some((register, told(&self.project.registers[&register].none)?)))
            .collect()
    }
}
