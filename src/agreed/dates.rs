//! The agreed dates as a schedule, for all that is held against what was agreed.

use crate::document::keys::Register;
use crate::model::Project;
use crate::model::baseline::Baseline;
use crate::model::item::ItemIndex;
use crate::schedule::{Schedule, Slot};
use crate::value::Date;

/// The plan's schedule with the agreed dates of tasks and milestones; work that was not agreed keeps the plan's.
#[must_use]
pub fn agreed_dates(project: &Project, plan: &Schedule, agreed: &Baseline) -> Schedule {
    plan.with_days(|slot| days(project, agreed, slot.item))
}

/// The agreed dates alone.
#[must_use]
pub fn only_agreed(project: &Project, dates: &Schedule, agreed: &Baseline) -> Schedule {
    dates.only(|slot: &Slot| days(project, agreed, slot.item).is_some())
}

fn days(project: &Project, agreed: &Baseline, item: ItemIndex) -> Option<(Date, Date)> {
    let id = project.base(item).id();
    match item.register {
        Register::Tasks => {
            let task = agreed.task(id)?;
            Some((task.start?.value, task.finish?.value)).filter(|(start, finish)| start <= finish)
        }
        Register::Milestones => agreed.milestone(id)?.date.map(|date| (date.value, date.value)),
        _ => None,
    }
}
