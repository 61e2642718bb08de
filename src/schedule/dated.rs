//! A schedule with other dates: those that were agreed.

use super::calendar::Calendar;
use super::{Schedule, Slot};
use crate::value::Date;

impl Schedule {
    /// This schedule with the days that `days` gives (start and finish); what it gives none for keeps its own. Floats,
    /// the path and the finish stay those of this schedule.
    #[must_use]
    pub fn with_days(&self, days: impl Fn(&Slot) -> Option<(Date, Date)>) -> Self {
        let mut dated = self.clone();
        for slot in &mut dated.slots {
            if let Some((start, finish)) = days(slot) {
                move_to(slot, start, finish, &self.calendar);
            }
        }
        dated
    }

    /// This schedule with only some of its dates.
    #[must_use]
    pub fn only(&self, keep: impl Fn(&Slot) -> bool) -> Self {
        let mut some = Self { slots: Vec::new(), ..self.clone() };
        some.places.iter_mut().for_each(|places| places.fill(None));
        for slot in self.slots.iter().filter(|slot| keep(slot)) {
            let table = super::table(slot.item.register).expect("only what has a table has a slot");
            some.places[table][slot.item.index as usize] = Some(some.slots.len() as u32);
            some.slots.push(slot.clone());
        }
        some
    }
}

/// Whole days, unless they are the slot's own: then its hours stay.
fn move_to(slot: &mut Slot, start: Date, finish: Date, calendar: &Calendar) {
    if slot.start_day() != start {
        slot.start = calendar.opening(start);
        slot.resume = slot.start;
    }
    if slot.finish_day() != finish {
        slot.finish = calendar.closing(finish);
    }
}
