//! Who may confirm what. A person's deputy may sign in their place.

use super::Project;
use super::control::Stakeholder;
use super::item::{Item, Reference};
use crate::document::keys::Register;
use crate::document::keys::words::{Gate, Role, Side};

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
    Confirmed(&'a [&'a Reference]),
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
                    || (person.is_on(Side::Vendor) && who.iter().any(|reference| self.is_same(reference, person)))
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
