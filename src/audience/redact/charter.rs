//! The project and its scope as the client may see them.

use super::{Redactor, texts, told};
use crate::audience::plan::{Contact, PublicProject, PublicScope, PublicSite, Reporting};
use crate::document::keys::words::{Gate, Role};
use crate::model::item::Item;
use crate::value::Weekday;

impl Redactor<'_> {
    pub(super) fn project(&self) -> PublicProject {
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
            tolerance_budget: told(&charter.tolerance.budget),
            is_agreed: self.project.is_signed(Gate::Planning),
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

    pub(super) fn contact(&self) -> Option<Contact> {
        let person = self.project.contact()?;
        if !self.may_see(&person.base) {
            return None;
        }
        Some(Contact {
            name: person.name().to_owned(),
            position: told(&person.base.record.get::<String>("title")),
            is_pm: person.has(Role::Pm),
            channel: told(&person.channel),
        })
    }

    pub(super) fn reporting(&self) -> Reporting {
        let Some(reporting) = &self.project.charter.reporting else { return Reporting::default() };
        let day = reporting.day.as_ref().and_then(|days| days.value.iter().position(|is_set| *is_set));
        Reporting {
            every: told(&reporting.every),
            day: day.map(|index| Weekday::ALL[index]),
            by: reporting.by.as_ref().and_then(|by| self.name(by)),
            channels: texts(&reporting.channels),
            to: self.names(&reporting.to),
            checkin: told(&reporting.checkin),
            escalation: self.names(&reporting.escalation),
        }
    }

    pub(super) fn scope(&self) -> PublicScope {
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
}
