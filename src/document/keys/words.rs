//! The words that a choice allows, as types.

use crate::document::fields::{FromValue, Value};

macro_rules! words {
    ($($(#[$about:meta])* $name:ident { $($variant:ident = $word:literal,)+ })+) => {
        $(
            $(#[$about])*
            #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
            #[allow(missing_docs)]
            pub enum $name { $($variant,)+ }

            impl $name {
                /// The words as plans write them.
                pub const NAMES: &'static [&'static str] = &[$($word,)+];

                /// The word as plans write it.
                #[must_use]
                pub fn name(self) -> &'static str {
                    match self { $(Self::$variant => $word,)+ }
                }
            }

            impl FromValue for $name {
                fn from_value(value: &Value) -> Option<Self> {
                    match value {
                        $(Value::Choice($word) => Some(Self::$variant),)+
                        _ => None,
                    }
                }
            }
        )+
    };
}

words! {
    /// How a project stands, as it says in public.
    ProjectLight { Green = "green", Amber = "amber", Red = "red", Grey = "grey", }
    /// Who may see an item.
    AudienceWord { Client = "client", Internal = "internal", }
    /// What kind of provider does the work.
    ProviderKind { ServiceProvider = "msp", Reseller = "var", InHouse = "internal", Other = "other", }
    /// The gate that a signature opens, named by the stage that ends.
    Gate { Identification = "identification", Planning = "planning", Execution = "execution", Closing = "closing", }
    /// What kind of limit a constraint is.
    ConstraintKind { Date = "date", Budget = "budget", Business = "business", Technical = "technical", Legal = "legal", }
    /// Whose side a stakeholder is on.
    Side { Client = "client", Provider = "provider", Vendor = "vendor", Other = "other", }
    /// What a stakeholder does in the project.
    Role {
        Sponsor = "sponsor", DecisionMaker = "decision-maker", User = "user", Pm = "pm", Lead = "lead",
        Technician = "technician", Vendor = "vendor", Observer = "observer",
    }
    /// What sort of thing a deliverable is.
    DeliverableKind {
        Hardware = "hardware", Software = "software", Config = "config", Service = "service",
        Document = "document", Training = "training",
    }
    /// When the value of a task counts as earned.
    Earn { AtFinish = "0/100", Halves = "50/50", ByPercent = "percent", }
    /// Something is down, or nothing may change.
    WindowKind { Outage = "outage", Freeze = "freeze", }
    /// How bad an outage is.
    Impact { Nothing = "none", Degraded = "degraded", Down = "down", }
    /// What kind of IT change a window is.
    ChangeType { Standard = "standard", Normal = "normal", Emergency = "emergency", }
    /// How a window ended.
    WindowResult { Done = "done", BackedOut = "backed-out", Partial = "partial", }
    /// What a cost line pays for.
    Category {
        Labour = "labour", Hardware = "hardware", Software = "software", Service = "service", Travel = "travel",
        Contingency = "contingency", Other = "other",
    }
    /// Where the figure of a cost line comes from.
    Basis { Quote = "quote", Estimate = "estimate", Fixed = "fixed", }
    /// How often a recurring payment is made.
    Per { Month = "month", Quarter = "quarter", Year = "year", }
    /// What a KPI tells.
    KpiKind { Progress = "progress", Outcome = "outcome", }
    /// Which way of a KPI is good.
    Better { Higher = "higher", Lower = "lower", }
    /// Who reads a KPI: a person, or planmark.
    KpiSource {
        Manual = "manual", PercentComplete = "percent-complete", Spi = "spi", SpiTime = "spi-t", Cpi = "cpi",
        MilestonesOnTime = "milestones-on-time", OutageMinutes = "outage-minutes",
        BusinessOutageMinutes = "outage-minutes-in-business-hours", AsksOverdue = "client-asks-overdue",
    }
    /// What is done about a risk.
    Response {
        Avoid = "avoid", Reduce = "reduce", Transfer = "transfer", Share = "share", Accept = "accept",
        Exploit = "exploit", Enhance = "enhance",
    }
    /// Whether a risk may still happen.
    RiskStatus { Open = "open", Occurred = "occurred", Closed = "closed", }
    /// How bad an issue is; the worst last.
    IssueSeverity { Low = "low", Medium = "medium", High = "high", Critical = "critical", }
    /// Whether an issue is still there.
    IssueStatus { Open = "open", Resolved = "resolved", Closed = "closed", }
    /// What an action asks for.
    ActionKind { Information = "info", Access = "access", Resource = "resource", Decision = "decision", Task = "task", }
    /// Whether a decision was made.
    DecisionStatus { Open = "open", Made = "made", Superseded = "superseded", }
    /// What became of a change request.
    ChangeStatus {
        Proposed = "proposed", Approved = "approved", Rejected = "rejected", Postponed = "postponed", Merged = "merged",
    }
    /// What a meeting is for.
    MeetingKind { Kickoff = "kickoff", CheckIn = "check-in", GateReview = "gate", Closing = "closing", Other = "other", }
    /// Whether a meeting took place.
    MeetingStatus { Planned = "planned", Held = "held", Cancelled = "cancelled", }
    /// The traffic light by judgement.
    Colour { Green = "green", Amber = "amber", Red = "red", }
    /// What to do with a lesson.
    LessonKind { Keep = "keep", Change = "change", }
}
