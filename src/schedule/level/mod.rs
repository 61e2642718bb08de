//! Dates that everybody can keep: no person or team is asked for more than there is of them.
//!
//! Levelling never moves what is under way, pinned or bound to a window, and it never goes before what the links, the
//! calendars and the status date allow. Its dates stand beside the plan's; they are never written back.
//! [`search`] finds an order of work in whole numbers; [`place`] gives it exact dates by the rules of the schedule.

mod bound;
mod generate;
mod place;
mod problem;
mod profile;
mod search;
mod setup;

use super::calendar::{Instant, WorkTime};
use super::forward::{Placed, forward};
use super::{Progress, Schedule, Unscheduled, backward, build, order};
use crate::document::keys::Register;
use crate::model::item::ItemIndex;
use crate::model::{Portfolio, Project};
use crate::value::Date;
use place::Stock;
use search::search;
use setup::Setup;

/// How much the search may look at: about a tenth of a second. Counted, not timed, so that all machines find the same.
const BUDGET: u64 = 6_000_000;

/// A task or milestone with its levelled dates.
#[derive(Clone, Debug)]
pub struct LevelledSlot {
    /// What it is.
    pub item: ItemIndex,
    /// Whether it is a moment.
    pub is_moment: bool,
    /// The start, or the actual one.
    pub start: Instant,
    /// Where the rest of running work begins; else the start.
    pub resume: Instant,
    /// The finish.
    pub finish: Instant,
    /// The window that it takes.
    pub window: Option<ItemIndex>,
    /// How much later it is done than without levelling; negative where others make room.
    pub delay: WorkTime,
    /// The handle of the one that it had to wait for, because they were busy.
    pub waits_for: Option<String>,
}

impl LevelledSlot {
    /// The day of the start.
    #[must_use]
    pub fn start_day(&self) -> Date {
        let takes_no_time = self.is_moment || self.start >= self.finish;
        if takes_no_time { self.finish_day() } else { self.start.start_day() }
    }

    /// The day of the finish.
    #[must_use]
    pub fn finish_day(&self) -> Date {
        self.finish.finish_day()
    }
}

/// A plan that everybody can keep.
#[derive(Clone, Debug)]
pub struct Levelled {
    /// Tasks and milestones that are not finished, in the order of time.
    pub slots: Vec<LevelledSlot>,
    /// When the last task or milestone is done.
    pub finish: Option<Instant>,
    /// Whether no plan with these people can end earlier.
    pub is_best: bool,
    /// How many schedules were tried.
    pub tried: u32,
    /// Tasks that ask for more of somebody than there ever is, with the handle; they get what there is.
    pub beyond: Vec<(ItemIndex, String)>,
    /// What could not be placed, and why.
    pub unscheduled: Vec<(ItemIndex, Unscheduled)>,
}

impl Levelled {
    /// The levelled dates of an item.
    #[must_use]
    pub fn slot(&self, item: ItemIndex) -> Option<&LevelledSlot> {
        self.slots.iter().find(|slot| slot.item == item)
    }
}

/// Levels a project: its own work around that of the other projects of the portfolio, which keep their dates.
///
/// `schedule` is the project's own schedule, of the same mode. The problem is NP-hard, so this is a good plan and not
/// always the best; the same plan always gives the same one.
#[must_use]
pub fn level(portfolio: &Portfolio, project: &Project, schedule: &Schedule) -> Levelled {
    let network = build::build(portfolio, project, schedule.as_of, schedule.mode);
    let order = order::order(&network);
    let placed = forward(&network, &order);
    let setup = Setup::new(portfolio, &network, &order, &placed);
    let problem = setup.problem(&network, &placed);
    let found = search(&problem, BUDGET);
    let order = setup.order(&order, &problem, &found.timetable.starts);
    let mut stock = Stock::new(&setup, &problem, network.nodes.len());
    let levelled = stock.place(&network, &order, &placed);
    let finish = backward::ends(&network, &levelled)[0].finish;
    let end = finish.map_or(0, |finish| schedule.calendar.offset(finish) - setup.base);
    let mut result = Levelled {
        slots: Vec::new(),
        finish,
        is_best: finish == schedule.finish || end <= found.bound,
        tried: found.tried,
        beyond: setup.beyond.clone(),
        unscheduled: Vec::new(),
    };
    for (index, outcome) in levelled.iter().enumerate() {
        let item = network.nodes[index].item.item;
        let is_own = network.nodes[index].member == 0;
        let is_shown = is_own && matches!(item.register, Register::Tasks | Register::Milestones);
        match outcome {
            Ok(dates) if is_shown => result.slots.extend(slot(schedule, item, dates, stock.held_by(index))),
            Err(reason) if is_own => result.unscheduled.push((item, *reason)),
            _ => {}
        }
    }
    result.slots.sort_by_key(|slot| (slot.start, slot.finish, slot.is_moment, slot.item));
    result
}

fn slot(schedule: &Schedule, item: ItemIndex, dates: &Placed, held_by: Option<String>) -> Option<LevelledSlot> {
    let usual = schedule.slot(item).filter(|usual| usual.progress != Progress::Finished)?;
    Some(LevelledSlot {
        item,
        is_moment: usual.is_moment,
        start: dates.start,
        resume: dates.resume,
        finish: dates.finish,
        window: dates.window,
        delay: schedule.calendar.between(usual.finish, dates.finish),
        waits_for: held_by,
    })
}
