//! What is computed, as the client may see it: dates, money and colours. Reasons name visible items only.

use std::collections::BTreeMap;

use super::plan::Linked;
use crate::document::keys::Register;
use crate::status::Light;
use crate::value::{Date, Decimal, Money};

/// When something happens, by forecast or in fact.
#[derive(Clone, Copy, Debug)]
pub struct PublicDates {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub finish: Date,
    /// Whether it decides the finish.
    pub decides: bool,
    /// The first and the last day that were agreed; None where nothing was.
    pub agreed: Option<(Date, Date)>,
    /// Working days from the agreed finish to this one; negative if it is earlier.
    pub late_days: Option<i64>,
}

/// Why a dimension has its colour, in figures.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub enum PublicCause {
    Finish { late_days: i64, tolerated_days: i64 },
    Milestone { milestone: Option<Linked>, late_days: i64, tolerated_days: i64 },
    Buffer { window: Option<Linked>, days: i64, is_missed: bool },
    NoDates,
    Overrun { percent: Decimal, tolerated: Decimal },
    OverCap { by: Money },
    SilentChanges,
    PendingChange { change: Option<Linked> },
    Risk { risk: Option<Linked> },
    Issue { issue: Option<Linked> },
    Ask { item: Option<Linked> },
    Unknown,
}

impl PublicCause {
    /// Whether it lacks no name: its item is visible, or it has none.
    #[must_use]
    pub fn is_told_whole(&self) -> bool {
        match self {
            Self::Milestone { milestone: item, .. }
            | Self::Buffer { window: item, .. }
            | Self::PendingChange { change: item }
            | Self::Risk { risk: item }
            | Self::Issue { issue: item }
            | Self::Ask { item } => item.is_some(),
            Self::Finish { .. }
            | Self::NoDates
            | Self::Overrun { .. }
            | Self::OverCap { .. }
            | Self::SilentChanges
            | Self::Unknown => true,
        }
    }
}

/// The colour of one dimension, with the reason that weighs most.
#[derive(Clone, Debug)]
pub struct PublicDimension {
    /// `schedule`, `budget`, `scope`, `risks` or `asks`.
    pub name: &'static str,
    /// What is shown.
    pub light: Light,
    /// What the figures say.
    pub computed: Light,
    /// The reason.
    pub cause: Option<PublicCause>,
    /// What a person said instead, and until when.
    pub judged: Option<(String, Date)>,
}

/// What would follow if a change request that is not decided yet were carried out.
#[derive(Clone, Debug)]
pub struct PublicWhatIf {
    /// The forecast finish, now and then.
    pub finish: Option<(Date, Date)>,
    /// Milestones whose day would be another one, now and then.
    pub milestones: Vec<(Linked, Date, Date)>,
    /// Outages with other working days to spare before them, now and then.
    pub buffers: Vec<(Linked, Decimal, Decimal)>,
    /// The colour of the whole, now and then.
    pub overall: (Light, Light),
}

/// What an update foretold on its day; of visible items alone.
#[derive(Clone, Debug)]
pub struct PublicSnapshot {
    /// The day of the update.
    pub date: Date,
    /// The days of milestones, by id.
    pub milestones: Vec<(String, Date)>,
    /// The value of the work that was done.
    pub earned: Option<Money>,
    /// How much of the work's value was done, in per cent.
    pub percent: Option<Decimal>,
    /// The colour of the whole.
    pub light: Option<Light>,
    /// When the finish was expected.
    pub finish: Option<Date>,
    /// By when it had to finish.
    pub target: Option<Date>,
}

/// What is computed of a project.
#[derive(Clone, Debug)]
pub struct PublicFigures {
    /// The colour of the whole.
    pub overall: Light,
    /// Whether the last letter is too old to know.
    pub is_stale: bool,
    /// The colours it is made of.
    pub dimensions: Vec<PublicDimension>,
    /// The forecast finish.
    pub finish: Option<Date>,
    /// Whole working days from the forecast finish to the agreed one; negative if it is missed.
    pub margin_days: Option<i64>,
    /// Dates of tasks and milestones by register and id.
    pub dates: BTreeMap<(Register, String), PublicDates>,
    /// Days on which nobody works by the project's calendar, as stretches between the first and the last date.
    pub days_off: Vec<(Date, Date)>,
    /// What it will have cost, without contingency: the usual estimate, the lowest and the highest.
    pub estimate: Option<(Money, Money, Money)>,
    /// The value of the work that is planned to be done by the end of days, in the client's prices.
    pub curve: Vec<(Date, Money)>,
    /// The value of the work that is planned to be done by now.
    pub planned: Option<Money>,
    /// The value of the work that is done.
    pub earned: Option<Money>,
    /// The finish, if work goes on at the pace so far.
    pub finish_by_pace: Option<Date>,
    /// The figures of earlier updates that the client sees, oldest first.
    pub snapshots: Vec<PublicSnapshot>,
    /// How much of the work's value is done, in per cent.
    pub percent: Option<Decimal>,
    /// Measures that planmark reads itself, by id.
    pub kpis: BTreeMap<String, Decimal>,
    /// What open change requests would bring, by id; of those that say what they would write.
    pub what_ifs: BTreeMap<String, PublicWhatIf>,
}
