//! The outline of an exchanged plan: every dated item with its lengths, actual dates and constraints.

use std::collections::BTreeMap;

use super::links::Links;
use super::{Agreed, Hold, Length, Maker, Node, NodeKind, Person, Wait};
use crate::document::keys::Register;
use crate::model::item::ItemIndex;
use crate::model::kinds::Task;
use crate::schedule::calendar::{Calendar, Instant};
use crate::schedule::{Driver, Progress, Slot};
use crate::value::{Date, Decimal, Duration, Unit};

impl Maker<'_> {
    /// All nodes, each summary before its parts, otherwise by start.
    pub(super) fn nodes(&mut self, links: &Links, people: &[Person]) -> Vec<Node> {
        let schedule = self.schedule;
        let is_shown = |slot: &&Slot| match slot.item.register {
            Register::Tasks | Register::Milestones => true,
            _ => links.is_awaited(slot.item),
        };
        let mut items: Vec<ItemIndex> = schedule.slots.iter().filter(is_shown).map(|slot| slot.item).collect();
        items.sort_unstable();
        let numbers: BTreeMap<ItemIndex, usize> = items.iter().enumerate().map(|(at, item)| (*item, at + 1)).collect();
        let outline = self.outline(&items);
        outline
            .into_iter()
            .filter_map(|(item, level)| {
                let slot = schedule.slot(item)?;
                let waits = self.waits(links, item, &numbers);
                Some(self.node(slot, numbers[&item], level, waits, people))
            })
            .collect()
    }

    /// Items with their depth, parents before children, by start; walked without recursion.
    fn outline(&self, items: &[ItemIndex]) -> Vec<(ItemIndex, usize)> {
        let mut children: BTreeMap<Option<ItemIndex>, Vec<ItemIndex>> = BTreeMap::new();
        for item in items {
            children.entry(self.parent(*item)).or_default().push(*item);
        }
        // The last comes first, because they are taken from the end.
        let order = |item: &ItemIndex| {
            let slot = self.schedule.slot(*item);
            std::cmp::Reverse((slot.map(|slot| (slot.start, slot.finish, slot.is_moment)), *item))
        };
        for siblings in children.values_mut() {
            siblings.sort_by_key(order);
        }
        let mut pending: Vec<(ItemIndex, usize)> =
            children.remove(&None).unwrap_or_default().into_iter().map(|item| (item, 1)).collect();
        let mut outline = Vec::with_capacity(items.len());
        while let Some((item, level)) = pending.pop() {
            outline.push((item, level));
            let below = children.remove(&Some(item)).unwrap_or_default();
            pending.extend(below.into_iter().map(|child| (child, level + 1)));
        }
        outline
    }

    fn parent(&self, item: ItemIndex) -> Option<ItemIndex> {
        let task = self.task(item)?;
        let index = task.parent.as_ref()?.index_in(self.project.place, Register::Tasks)?;
        let parent = ItemIndex { register: Register::Tasks, index: index as u32 };
        self.schedule.slot(parent).filter(|slot| slot.is_summary).map(|slot| slot.item)
    }

    fn task(&self, item: ItemIndex) -> Option<&Task> {
        (item.register == Register::Tasks).then(|| &self.project.tasks[item.index as usize])
    }

    fn waits(&self, links: &Links, item: ItemIndex, numbers: &BTreeMap<ItemIndex, usize>) -> Vec<Wait> {
        let links = links.before(item).iter();
        links
            .filter_map(|link| {
                Some(Wait { on: *numbers.get(&link.from)?, kind: link.kind, lag: self.length(link.lag) })
            })
            .collect()
    }

    fn node(&mut self, slot: &Slot, number: usize, level: usize, waits: Vec<Wait>, people: &[Person]) -> Node {
        let base = self.project.base(slot.item);
        let (address, title) = (format!("{}/{}", slot.item.register, base.id()), base.name().to_owned());
        let (place, calendar) = self.calendar_of(slot);
        let times = Times::of(self, slot, &calendar);
        let deadline = self.deadline(slot.item);
        let hold = self.hold(slot, !waits.is_empty());
        Node {
            number,
            address,
            title,
            kind: match (slot.is_summary, slot.is_moment) {
                (true, _) => NodeKind::Summary,
                (false, true) => NodeKind::Milestone,
                (false, false) => NodeKind::Task,
            },
            level,
            start: times.start.time(),
            finish: times.finish.time(),
            done: times.done,
            left: times.left,
            resume: (slot.progress == Progress::Running).then(|| slot.resume.time()),
            progress: self.task(slot.item).and_then(|task| task.progress.as_ref()).map(|progress| progress.value),
            actual_start: (slot.progress != Progress::Open).then(|| times.start.time()),
            actual_finish: (slot.progress == Progress::Finished).then(|| times.finish.time()),
            calendar: place,
            hold,
            deadline: deadline.map(Instant::time),
            agreed: self.agreed(slot.item),
            late: slot.late.map(|late| (late.start.time(), late.finish.time())),
            total_float: slot.total_float.map(|float| float.minutes),
            free_float: slot.free_float.map(|float| float.minutes),
            is_critical: slot.is_critical(),
            waits,
            who: self.who(slot.item, people),
        }
    }

    /// The calendar that a node runs by: in a window the clock, else the days of its people.
    fn calendar_of(&mut self, slot: &Slot) -> (Option<usize>, Calendar) {
        let project = self.project;
        let Some(task) = (slot.item.register == Register::Tasks).then(|| &project.tasks[slot.item.index as usize])
        else {
            return (None, self.schedule.calendar.clone());
        };
        if slot.window.is_some() {
            return (Some(self.calendars.clock()), self.schedule.calendar.clone());
        }
        let people = self.places_of(task);
        self.calendars.of_people(people)
    }

    fn who(&self, item: ItemIndex, people: &[Person]) -> Vec<(usize, Decimal)> {
        let Some(task) = self.task(item).filter(|task| !task.is_summary) else { return Vec::new() };
        let mut who: BTreeMap<usize, Decimal> = BTreeMap::new();
        for assigned in &task.who.items {
            let Some(person) = self.project.stakeholder(&assigned.who) else { continue };
            let Some(place) = people.iter().position(|known| known.handle == person.base.id()) else { continue };
            let has = people[place].capacity;
            let units = assigned.units.as_ref().map_or(Decimal::ONE.min(has), |units| units.value);
            *who.entry(place).or_default() += units;
        }
        who.into_iter().collect()
    }

    /// What the baseline says of a task or milestone, from the opening of its first day to the closing of its last.
    fn agreed(&self, item: ItemIndex) -> Option<Agreed> {
        let (baseline, id) = (self.project.agreed()?, self.project.base(item).id());
        let calendar = &self.schedule.calendar;
        let moment = |day: Date| calendar.closing(day).time();
        if item.register == Register::Milestones {
            let day = moment(baseline.milestone(id)?.date.as_ref()?.value);
            let length = Length { minutes: 0, is_elapsed: false };
            return Some(Agreed { start: day, finish: day, length, value: None });
        }
        let task = (item.register == Register::Tasks).then(|| baseline.task(id)).flatten()?;
        let duration = task.duration.as_ref().map_or(Duration::ZERO, |duration| duration.value);
        Some(Agreed {
            start: calendar.opening(task.start.as_ref()?.value).time(),
            finish: moment(task.finish.as_ref()?.value),
            length: self.length(duration),
            value: task.value.as_ref().map(|value| value.value),
        })
    }

    fn length(&self, length: Duration) -> Length {
        let calendar = &self.schedule.calendar;
        Length {
            minutes: length.minutes(calendar.minutes_per_day(), calendar.days_per_week()),
            is_elapsed: length.unit == Unit::ElapsedDays,
        }
    }

    fn deadline(&self, item: ItemIndex) -> Option<Instant> {
        let day = match item.register {
            Register::Tasks => self.task(item)?.deadline.as_ref()?.value,
            Register::Milestones => self.project.milestones[item.index as usize].target.as_ref()?.value,
            _ => return None,
        };
        Some(self.schedule.calendar.closing(day))
    }

    /// What an open node is held to beside its links.
    fn hold(&self, slot: &Slot, has_links: bool) -> Option<Hold> {
        if slot.progress != Progress::Open || slot.is_summary {
            return None;
        }
        let task = self.task(slot.item);
        let pinned = task.and_then(|task| task.pin.as_ref()?.date.as_ref());
        if slot.window.is_some() || pinned.is_some() {
            return Some(Hold::StartsOn(slot.start.time()));
        }
        let not_before = task.and_then(|task| task.not_before.as_ref());
        let opening = not_before.map(|day| self.schedule.calendar.opening(day.value));
        let is_pushed = matches!(slot.driver, Driver::StatusDate | Driver::Due);
        let pushed = is_pushed.then_some(slot.start);
        let alone = (slot.is_moment && !has_links).then(|| self.untied(slot));
        [opening, pushed, alone].into_iter().flatten().max().map(|at| Hold::StartsAfter(at.time()))
    }

    /// When a moment is that waits for nothing: a milestone on the day that the plan says.
    fn untied(&self, slot: &Slot) -> Instant {
        let is_milestone = slot.item.register == Register::Milestones;
        let day = is_milestone.then(|| self.schedule.milestone_day(self.project, slot.item.index as usize)).flatten();
        day.map_or(slot.finish, |day| self.schedule.calendar.closing(day))
    }
}

/// Start, finish and lengths of a node.
struct Times {
    start: Instant,
    finish: Instant,
    done: Length,
    left: Length,
}

impl Times {
    fn of(maker: &Maker, slot: &Slot, calendar: &Calendar) -> Self {
        let is_untied = slot.is_moment && slot.progress == Progress::Open && slot.driver == Driver::ProjectStart;
        let finish = if is_untied { maker.untied(slot) } else { slot.finish };
        let start = if slot.is_moment { finish } else { slot.start };
        let estimate = maker.task(slot.item).and_then(|task| task.duration.as_ref());
        let is_elapsed = estimate.is_some_and(|estimate| estimate.value.likely.unit == Unit::ElapsedDays);
        let by_clock = is_elapsed || slot.window.is_some();
        let minutes = |from: Instant, to: Instant| {
            let minutes = if by_clock { to.0 - from.0 } else { calendar.between(from, to).minutes };
            Length { minutes: minutes.max(0), is_elapsed }
        };
        // A wait has no working hours to stop with: by the clock it goes on up to the moment that its rest begins.
        let stop = if by_clock { slot.resume } else { slot.resume.min(Instant::end_of(maker.schedule.as_of)) };
        let none = Length { minutes: 0, is_elapsed };
        let (done, left) = match slot.progress {
            Progress::Open => (none, minutes(start, finish)),
            Progress::Finished => (minutes(start, finish), none),
            Progress::Running => (minutes(start, stop), minutes(slot.resume, finish)),
        };
        Self { start, finish, done, left }
    }
}
