//! What a plan means where it says nothing, so that writing it out is no difference.

use super::form::Reading;
use crate::document::keys::{Audience, Register};
use crate::model::address::Subject;
use crate::model::canonical::quoted;
use crate::model::item::Base;

impl Reading<'_> {
    /// The text that an absent field stands for, in the form that is compared.
    pub(super) fn implied(&self, subject: &Subject, path: &str) -> Option<String> {
        let text = match (subject, path) {
            (Subject::Project, "id") => self.project.id.clone(),
            (Subject::Project, "planmark") => "1".to_owned(),
            (Subject::Project, "stage") => "identification".to_owned(),
            (Subject::Project, "tolerance.amber") => "50".to_owned(),
            (Subject::Project, "contact") => {
                let pm = self.project.charter.pm.as_ref()?;
                self.reference(&pm.written.value, &[Register::Stakeholders])
            }
            (Subject::Item(Register::Stakeholders, _), "capacity") => "1".to_owned(),
            (Subject::Item(Register::Tasks, _), "earn") => "percent".to_owned(),
            (Subject::Item(Register::Windows, _), "kind") => "outage".to_owned(),
            (Subject::Item(Register::Risks | Register::Issues | Register::Decisions, _), "status") => "open".to_owned(),
            (Subject::Item(Register::Changes, _), "status") => "proposed".to_owned(),
            _ => return None,
        };
        Some(quoted(&text))
    }
}

/// Who sees an item, as a plan writes it.
pub(super) fn audience(base: &Base) -> &'static str {
    match base.audience {
        Audience::Client => "client",
        Audience::Internal => "internal",
    }
}
