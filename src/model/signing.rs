//! Who may confirm what. A person's deputy may sign in their place.

use super::Project;
use super::charter::Signoff;
use super::control::Stakeholder;
use super::item::{Base, Item, Reference, Signature};
use super::kinds::{Assigned, Milestone, Task};
use crate::document::keys::Register;
use crate::document::keys::words::{Gate, Role, Side};
use crate::value::Date;

/// Something that a signature confirms.
#[derive(Clone, Copy, Debug)]
pub enum Act<'a> {
    /// A stage is over.
    Gate(Gate),
    /// The provider says that a deliverable is complete.
    Verified,
    /// The client says that a deliverable is complete; its acceptor, if one is named.
    Accepted(Option<&'a Reference>),
    /// A criterion of acceptance is true; the deliverable's acceptor, if one is named.
    Met(Option<&'a Reference>),
    /// The client agrees to a window, or accepts a risk.
    Approved,
    /// A change was decided.
    Decided,
    /// A decision was made.
    Made,
    /// A vendor will do a piece of work; those who do it.
    Confirmed(&'a [Assigned]),
    /// A statement that anybody may make: an assumption checked, an issue raised or escalated.
    Said,
}

impl Project {
    /// Whether somebody is entitled to an act, by their own roles or as somebody's deputy.
    #[must_use]
    pub fn may_sign(&self, act: Act, by: &Reference) -> bool {
        let Some(signer) = self.stakeholder(by) else { return false };
        self.is_entitled(act, signer) || self.deputised_by(signer).any(|person| self.is_entitled(act, person))
    }

    /// Those who may sign, deputies included, by handle.
    pub fn entitled<'a>(&'a self, act: Act<'a>) -> impl Iterator<Item = &'a Stakeholder> {
        self.stakeholders.iter().filter(move |person| {
            self.is_entitled(act, person) || self.deputised_by(person).any(|other| self.is_entitled(act, other))
        })
    }

    /// Those in whose place somebody may sign.
    fn deputised_by<'a>(&'a self, signer: &'a Stakeholder) -> impl Iterator<Item = &'a Stakeholder> {
        self.stakeholders.iter().filter(move |person| {
            let deputy = person.deputy.as_ref().and_then(|deputy| self.stakeholder(deputy));
            deputy.is_some_and(|deputy| deputy.id() == signer.id())
        })
    }

    fn is_entitled(&self, act: Act, person: &Stakeholder) -> bool {
        match act {
            Act::Gate(Gate::Execution) => self.leads(person),
            Act::Gate(_) | Act::Approved | Act::Decided => person.decides_for_client(),
            Act::Verified => self.leads(person),
            Act::Accepted(acceptor) => self.accepts(acceptor, person),
            Act::Met(acceptor) => self.accepts(acceptor, person) || self.leads(person),
            Act::Made => person.has(Role::DecisionMaker) || person.has(Role::Sponsor),
            Act::Confirmed(who) => {
                self.is_pm(person)
                    || (person.is_on(Side::Vendor) && who.iter().any(|assigned| self.is_same(&assigned.who, person)))
            }
            Act::Said => true,
        }
    }

    /// Whether somebody is the provider's project manager or lead.
    fn leads(&self, person: &Stakeholder) -> bool {
        self.is_pm(person) || (person.is_on(Side::Provider) && (person.has(Role::Lead) || person.has(Role::Pm)))
    }

    fn is_pm(&self, person: &Stakeholder) -> bool {
        self.charter.pm.as_ref().is_some_and(|pm| self.is_same(pm, person))
    }

    fn accepts(&self, acceptor: Option<&Reference>, person: &Stakeholder) -> bool {
        acceptor.is_some_and(|acceptor| self.is_same(acceptor, person))
    }

    fn is_same(&self, reference: &Reference, person: &Stakeholder) -> bool {
        self.stakeholder(reference).is_some_and(|other| other.id() == person.id())
    }

    /// Those who may decide for the client, by id, deputies not included.
    pub fn deciders(&self) -> impl Iterator<Item = &Stakeholder> {
        self.stakeholders.iter().filter(|person| person.decides_for_client())
    }

    /// Whether a gate was signed by somebody entitled to it.
    #[must_use]
    pub fn is_signed(&self, gate: Gate) -> bool {
        self.charter.signoffs.iter().any(|signoff| {
            signoff.gate.as_ref().is_some_and(|told| told.value == gate)
                && signoff.signature.by.as_ref().is_some_and(|by| self.may_sign(Act::Gate(gate), by))
        })
    }

    /// Whether a stakeholder is on the client's side.
    #[must_use]
    pub fn is_clients(&self, reference: &Reference) -> bool {
        self.stakeholder(reference).is_some_and(|person| person.is_on(Side::Client))
    }

    /// Whether a reference to a person could be looked up: what could not has been reported.
    #[must_use]
    pub fn is_known_person(&self, reference: &Reference) -> bool {
        reference.index_in(self.place, Register::Stakeholders).is_some()
    }
}

/// A signature with what it is for.
pub struct Signed<'a> {
    /// The signature.
    pub signature: &'a Signature,
    /// The item that it is on; None for a gate.
    pub item: Option<&'a Base>,
    /// The gate that it opens.
    pub gate: Option<Gate>,
    /// What it confirms.
    pub act: Act<'a>,
    /// What was signed, in words.
    pub what: String,
    /// How it is named: `hq-firewall.accepted`, or `planning`.
    pub address: String,
}

impl Project {
    /// Every signature of the plan whose act planmark knows.
    #[must_use]
    pub fn signatures(&self) -> Vec<Signed<'_>> {
        let mut all = Vec::new();
        for signoff in &self.charter.signoffs {
            let Some(gate) = signoff.gate.as_ref().map(|gate| gate.value) else { continue };
            all.push(Signed {
                signature: &signoff.signature,
                item: None,
                gate: Some(gate),
                act: Act::Gate(gate),
                what: format!("the gate of {}", gate.name()),
                address: gate.name().to_owned(),
            });
        }
        for deliverable in &self.deliverables {
            let acceptor = deliverable.acceptor.as_ref();
            on_item(&mut all, &deliverable.base, "verified", deliverable.verified.as_ref(), Act::Verified);
            on_item(&mut all, &deliverable.base, "accepted", deliverable.accepted.as_ref(), Act::Accepted(acceptor));
            for criterion in &deliverable.acceptance.items {
                on_item(&mut all, &deliverable.base, "acceptance", criterion.met.as_ref(), Act::Met(acceptor));
            }
        }
        for window in &self.windows {
            on_item(&mut all, &window.base, "approved", window.approved.as_ref(), Act::Approved);
        }
        for change in &self.changes {
            on_item(&mut all, &change.base, "decided", change.decided.as_ref(), Act::Decided);
        }
        for decision in &self.decisions {
            on_item(&mut all, &decision.base, "made", decision.made.as_ref(), Act::Made);
        }
        for task in &self.tasks {
            on_item(&mut all, &task.base, "confirmed", task.confirmed.as_ref(), Act::Confirmed(&task.who.items));
        }
        for risk in &self.risks {
            on_item(&mut all, &risk.base, "approved", risk.approved.as_ref(), Act::Approved);
        }
        all
    }

    /// The day on which a gate was first signed by somebody entitled to it.
    #[must_use]
    pub fn signed_on(&self, gate: Gate) -> Option<Date> {
        self.days_signed(gate).min()
    }

    /// The day on which a gate was last signed by somebody entitled to it.
    #[must_use]
    pub fn last_signed_on(&self, gate: Gate) -> Option<Date> {
        self.days_signed(gate).max()
    }

    fn days_signed(&self, gate: Gate) -> impl Iterator<Item = Date> {
        let signed = move |signoff: &&Signoff| {
            signoff.gate.as_ref().is_some_and(|told| told.value == gate)
                && signoff.signature.by.as_ref().is_some_and(|by| self.may_sign(Act::Gate(gate), by))
        };
        self.charter.signoffs.iter().filter(signed).filter_map(|signoff| Some(signoff.signature.date?.value))
    }

    /// The stage that a task belongs to: that of the gate milestone it leads to first, else execution.
    #[must_use]
    pub fn stage_of(&self, task: &Task) -> Option<Gate> {
        let index = self.tasks.iter().position(|other| other.id() == task.id())?;
        let mut gates: Vec<&Milestone> = self.milestones.iter().filter(|one| one.gate.is_some()).collect();
        gates.sort_by_key(|milestone| milestone.gate.as_ref().map(|gate| gate.value));
        let first = gates.into_iter().find(|milestone| self.leads_to(index, milestone));
        first.and_then(|milestone| milestone.gate.as_ref()).map(|gate| gate.value).or(Some(Gate::Execution))
    }

    /// Whether a milestone comes after a task, at any distance.
    fn leads_to(&self, task: usize, milestone: &Milestone) -> bool {
        let mut seen = std::collections::BTreeSet::new();
        let mut pending: Vec<&Reference> = milestone.after.items.iter().map(|wait| &wait.on).collect();
        while let Some(reference) = pending.pop() {
            if let Some(index) = reference.index_in(self.place, Register::Tasks) {
                if index == task {
                    return true;
                }
                if seen.insert((Register::Tasks, index)) {
                    pending.extend(self.tasks[index].after.items.iter().map(|wait| &wait.on));
                }
            } else if let Some(index) = reference.index_in(self.place, Register::Milestones)
                && seen.insert((Register::Milestones, index))
            {
                pending.extend(self.milestones[index].after.items.iter().map(|wait| &wait.on));
            }
        }
        false
    }
}

fn on_item<'a>(all: &mut Vec<Signed<'a>>, base: &'a Base, key: &str, signature: Option<&'a Signature>, act: Act<'a>) {
    let Some(signature) = signature else { return };
    let address = format!("{}.{key}", base.id());
    all.push(Signed { signature, item: Some(base), gate: None, act, what: format!("`{address}`"), address });
}
