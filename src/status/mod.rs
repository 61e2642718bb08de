//! How it stands: a colour for every dimension with what it is made of, and the figures that planmark reads itself.
//!
//! A colour is computed from figures and agreed tolerances. A person may overrule it with a reason and a last day;
//! both are kept. When nobody has reported for two periods, every colour is grey.

mod colour;
mod freshness;
mod kpi;
mod picture;
mod snapshot;
pub mod trend;

pub use freshness::{Freshness, freshness};
pub use kpi::{KpiNow, OnTime, kpis, milestones_on_time, outage_minutes};
pub use picture::{Picture, picture};
pub use snapshot::{DayFigures, day_figures, progress};

use crate::document::keys::words::{Colour, IssueSeverity};
use crate::model::Project;
use crate::model::control::{Judgement, Update};
use crate::model::item::{ItemIndex, Told};
use crate::money::EarnedValue;
use crate::schedule::Schedule;
use crate::schedule::calendar::WorkTime;
use crate::value::{Date, Decimal, Missing, Money};

/// A colour, from good to bad; what is not known is worse than green and better than amber.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Light {
    /// Within half of the tolerance (or the share of it that was agreed).
    Green,
    /// Not known: nothing to compute from, or nobody reported.
    Grey,
    /// Within the tolerance.
    Amber,
    /// Beyond it.
    Red,
}

impl Light {
    /// The word that goes with the colour, always.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Green => "green",
            Self::Grey => "grey",
            Self::Amber => "amber",
            Self::Red => "red",
        }
    }

    /// The colour as people write it in a plan; None of what is not known.
    #[must_use]
    pub fn colour(self) -> Option<Colour> {
        match self {
            Self::Green => Some(Colour::Green),
            Self::Amber => Some(Colour::Amber),
            Self::Red => Some(Colour::Red),
            Self::Grey => None,
        }
    }
}

impl From<Colour> for Light {
    fn from(colour: Colour) -> Self {
        match colour {
            Colour::Green => Self::Green,
            Colour::Amber => Self::Amber,
            Colour::Red => Self::Red,
        }
    }
}

/// What a colour is made of: a figure and what it is held against.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figures {
    /// The forecast finish, against the agreed one.
    Finish {
        /// Working time after the agreed finish; negative before it.
        late_by: WorkTime,
        /// How late is still fine.
        tolerance: WorkTime,
    },
    /// A milestone, against its target.
    Milestone {
        /// Which one.
        milestone: ItemIndex,
        /// Working time after its target.
        late_by: WorkTime,
        /// How late is still fine.
        tolerance: WorkTime,
    },
    /// The working time before a window.
    Buffer {
        /// Which one.
        window: ItemIndex,
        /// What is left; negative if the window is missed.
        left: WorkTime,
        /// Whether the work comes too late for it.
        is_missed: bool,
    },
    /// Something has no dates.
    NoDates {
        /// How many tasks and milestones.
        count: usize,
    },
    /// The estimate at completion, against the budget.
    Overrun {
        /// In per cent of the budget; negative below it.
        percent: Decimal,
        /// How many per cent are still fine.
        tolerance: Decimal,
    },
    /// The budget with contingency, or the estimate without, is over the cap.
    OverCap {
        /// By how much.
        by: Money,
    },
    /// What was agreed was changed and no approved change says so.
    SilentChanges {
        /// How many differences.
        count: usize,
    },
    /// A change waits for a decision.
    PendingChange {
        /// Which one.
        change: ItemIndex,
    },
    /// An open risk.
    Risk {
        /// Which one.
        risk: ItemIndex,
        /// Probability times impact.
        score: i64,
    },
    /// An open issue.
    Issue {
        /// Which one.
        issue: ItemIndex,
        /// How bad it is.
        severity: IssueSeverity,
    },
    /// An action or a decision of the client that is past its day.
    Ask {
        /// Which one.
        item: ItemIndex,
        /// The day.
        due: Date,
        /// Whether it holds up the finish.
        is_on_longest_path: bool,
    },
    /// A figure cannot be computed.
    Unknown(Missing),
}

/// A figure with the colour that it gives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cause {
    /// The colour.
    pub light: Light,
    /// The figure.
    pub figures: Figures,
}

/// A colour that a person gave.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Judged {
    /// The colour.
    pub light: Light,
    /// Why.
    pub reason: String,
    /// The last day on which it counts.
    pub until: Date,
}

/// The colour of one dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct Dimension {
    /// What is shown: the judged colour while it counts, grey when nobody reported, else the computed one.
    pub light: Light,
    /// What the figures say.
    pub computed: Light,
    /// The figures, the worst first.
    pub causes: Vec<Cause>,
    /// What a person said instead.
    pub judged: Option<Judged>,
}

/// The colours of a project on a day.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Status {
    pub overall: Light,
    pub schedule: Dimension,
    pub budget: Dimension,
    pub scope: Dimension,
    pub risks: Dimension,
    pub asks: Dimension,
    pub freshness: Freshness,
}

/// What a status is computed from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The project.
    pub project: &'a Project,
    /// The schedule of the plan alone.
    pub plan: &'a Schedule,
    /// The schedule as of the status date.
    pub forecast: &'a Schedule,
    /// The client's ledger: no colour may tell of another.
    pub money: &'a EarnedValue,
    /// Today, which freshness and judgements are held against.
    pub today: Date,
    /// How many differences from what was agreed no approved change covers.
    pub silent_changes: usize,
}

/// Computes all colours.
#[must_use]
pub fn status(facts: &Facts) -> Status {
    let freshness = freshness(facts.project, facts.today);
    let update = freshness::newest_update(facts.project, facts.today);
    let judged = |of: fn(&Update) -> &Option<Judgement>| judged(of(update?).as_ref()?, facts.today);
    let dimension = |causes: Vec<Cause>, empty: Light, judged: Option<Judged>| {
        dimension(causes, empty, judged, freshness == Freshness::Stale)
    };
    let schedule = dimension(colour::schedule(facts), Light::Grey, judged(|update| &update.schedule_judgement));
    let budget = dimension(colour::budget(facts), Light::Grey, judged(|update| &update.budget_judgement));
    let scope = dimension(colour::scope(facts), Light::Green, judged(|update| &update.scope_judgement));
    let risks = dimension(colour::risks(facts.project), Light::Green, None);
    let asks = dimension(colour::asks(facts), Light::Green, None);
    let main = schedule.light.max(budget.light).max(scope.light);
    // Risks and open requests are a warning, not yet a deviation.
    let others = risks.light.max(asks.light).min(Light::Amber);
    let overall = if freshness == Freshness::Stale { Light::Grey } else { main.max(others) };
    Status { overall, schedule, budget, scope, risks, asks, freshness }
}

fn dimension(mut causes: Vec<Cause>, empty: Light, judged: Option<Judged>, is_stale: bool) -> Dimension {
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.light));
    let computed = causes.first().map_or(empty, |cause| cause.light);
    let light = match &judged {
        _ if is_stale => Light::Grey,
        Some(judged) => judged.light,
        None => computed,
    };
    Dimension { light, computed, causes, judged }
}

/// A judgement counts with a colour, a reason and a last day that is not past.
fn judged(judgement: &Judgement, today: Date) -> Option<Judged> {
    let light = Light::from(judgement.colour.as_ref()?.value);
    let reason = judgement.reason.as_ref().map(|reason| reason.value.trim()).filter(|reason| !reason.is_empty())?;
    let until = judgement.until.as_ref()?.value;
    (today <= until).then(|| Judged { light, reason: reason.to_owned(), until })
}

/// A day that was written, if it is not after another one.
fn by(date: &Told<Date>, day: Date) -> Option<Date> {
    date.as_ref().map(|date| date.value).filter(|date| *date <= day)
}
