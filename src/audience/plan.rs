//! The plan as the client may see it: the project, its scope, and all items that are for the client.

use super::figures::PublicFigures;
use super::items::{
    PublicAction, PublicChange, PublicCost, PublicDecision, PublicDeliverable, PublicIssue, PublicKpi, PublicLesson,
    PublicMeeting, PublicMilestone, PublicPerson, PublicRisk, PublicTask, PublicUpdate, PublicWindow,
};
use crate::document::Prose;
use crate::document::keys::words::{AudienceWord, Gate};
use crate::document::keys::{Register, Stage};
use crate::value::{Date, Decimal, Duration, Every, Money, Weekday};

/// Another item that the client may see.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Linked {
    /// Its register.
    pub register: Register,
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
}

/// Somebody confirmed something.
#[derive(Clone, Debug)]
pub struct PublicSignature {
    /// Who; a name, never a handle.
    pub by: String,
    /// When.
    pub date: Option<Date>,
    /// What they added.
    pub note: Option<String>,
    /// Whether what was signed has changed since.
    pub is_stale: bool,
}

/// What all items show.
#[derive(Clone, Debug)]
pub struct PublicBase {
    /// The register.
    pub register: Register,
    /// The id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Who looks after it; a name.
    pub owner: Option<String>,
    /// The site it belongs to; its title.
    pub site: Option<String>,
    /// Named web addresses, schemes already decided.
    pub links: Vec<(String, String)>,
    /// Its prose, internal blocks cut, links to hidden items replaced.
    pub body: Prose,
    /// The folder of the file it was written in, for relative links; empty for the project's folder.
    pub folder: String,
}

/// The one person to ask.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Their name.
    pub name: String,
    /// Their position, where the plan says it.
    pub position: Option<String>,
    /// Whether they lead the project.
    pub is_pm: bool,
    /// A work line or mailbox.
    pub channel: Option<String>,
}

/// A place where work is done.
#[derive(Clone, Debug)]
pub struct PublicSite {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
}

/// How and how often the client hears from the provider.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Reporting {
    pub every: Option<Every>,
    pub day: Option<Weekday>,
    pub by: Option<String>,
    pub channels: Vec<String>,
    pub to: Vec<String>,
    pub checkin: Option<Every>,
    pub escalation: Vec<String>,
}

/// The project's facts.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicProject {
    pub id: String,
    pub title: String,
    pub kind: Option<String>,
    pub stage: Stage,
    pub hold: Option<(Option<Date>, String, Option<Date>)>,
    pub client: String,
    pub provider: Option<String>,
    pub contract: Option<String>,
    pub pm: Option<String>,
    pub contact: Option<Contact>,
    pub sites: Vec<PublicSite>,
    pub start: Option<Date>,
    pub finish: Option<Date>,
    pub currency: String,
    pub budget_cap: Option<Money>,
    pub timezone: Option<String>,
    pub reporting: Reporting,
    pub tolerance_schedule: Option<Duration>,
    /// In per cent.
    pub tolerance_budget: Option<Decimal>,
    /// Whether somebody entitled to it has signed the gate of planning: before, nothing is called agreed.
    pub is_agreed: bool,
    pub signoffs: Vec<(Gate, PublicSignature)>,
    pub satisfaction: Option<(i64, String)>,
    pub support: Option<(String, Option<Date>)>,
    pub body: Prose,
}

/// The scope.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct PublicScope {
    pub is_written: bool,
    pub why: Vec<String>,
    pub objectives: Vec<String>,
    pub done_when: Vec<String>,
    pub included: Vec<(String, Option<Linked>)>,
    pub excluded: Vec<String>,
    pub assumptions: Vec<(String, Option<PublicSignature>, Option<String>)>,
    pub constraints: Vec<(Option<&'static str>, String)>,
    pub skills: Vec<String>,
    pub technicians: Option<i64>,
    pub hardware: Vec<String>,
    pub software: Vec<String>,
    pub client_needs: Vec<String>,
    pub order: Option<String>,
    pub body: Prose,
}

/// Everything that the client may see of a project, and nothing else.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct PublicPlan {
    /// Who may see it.
    pub audience: AudienceWord,
    pub project: PublicProject,
    pub scope: PublicScope,
    /// The status date.
    pub as_of: Date,
    /// The day that freshness is measured against.
    pub today: Date,
    pub people: Vec<PublicPerson>,
    pub deliverables: Vec<PublicDeliverable>,
    pub milestones: Vec<PublicMilestone>,
    pub tasks: Vec<PublicTask>,
    pub windows: Vec<PublicWindow>,
    pub budget: Vec<PublicCost>,
    pub kpis: Vec<PublicKpi>,
    pub risks: Vec<PublicRisk>,
    pub issues: Vec<PublicIssue>,
    pub actions: Vec<PublicAction>,
    pub decisions: Vec<PublicDecision>,
    pub changes: Vec<PublicChange>,
    pub meetings: Vec<PublicMeeting>,
    pub updates: Vec<PublicUpdate>,
    pub lessons: Vec<PublicLesson>,
    /// The reasons of registers that were answered with `none`.
    pub none: Vec<(Register, String)>,
    /// What is computed: dates, money, colours.
    pub figures: PublicFigures,
}

impl PublicPlan {
    /// The reason why a register has no items, where it was answered with `none`.
    #[must_use]
    pub fn none_reason(&self, register: Register) -> Option<&str> {
        self.none.iter().find(|(known, _)| *known == register).map(|(_, reason)| reason.as_str())
    }

    /// All items with what they all show, in the order of registers.
    pub fn bases(&self) -> impl Iterator<Item = &PublicBase> {
        let people = self.people.iter().map(|item| &item.base);
        people
            .chain(self.deliverables.iter().map(|item| &item.base))
            .chain(self.milestones.iter().map(|item| &item.base))
            .chain(self.tasks.iter().map(|item| &item.base))
            .chain(self.windows.iter().map(|item| &item.base))
            .chain(self.budget.iter().map(|item| &item.base))
            .chain(self.kpis.iter().map(|item| &item.base))
            .chain(self.risks.iter().map(|item| &item.base))
            .chain(self.issues.iter().map(|item| &item.base))
            .chain(self.actions.iter().map(|item| &item.base))
            .chain(self.decisions.iter().map(|item| &item.base))
            .chain(self.changes.iter().map(|item| &item.base))
            .chain(self.meetings.iter().map(|item| &item.base))
            .chain(self.updates.iter().map(|item| &item.base))
            .chain(self.lessons.iter().map(|item| &item.base))
    }
}

/// A text as it stands in a web address.
pub(super) fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
