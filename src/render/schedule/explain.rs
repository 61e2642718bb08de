//! Why a date is what it is: what sets it, whose calendar counts, how much time there is, and what would bring it forward.

use std::fmt::Write as _;

use super::super::sink::clean;
use crate::document::keys::Register;
use crate::model::item::ItemIndex;
use crate::model::kinds::WaitsFor;
use crate::model::{Portfolio, Project};
use crate::schedule::{Driver, Progress, Schedule, Slot};
use crate::value::Date;

/// Why a task or milestone is when it is, back to the beginning, and what follows from it.
#[must_use]
pub fn explain_dates(portfolio: &Portfolio, project: &Project, schedule: &Schedule, item: ItemIndex) -> String {
    let mut out = String::new();
    let mut at = Some(item);
    let mut chain = Vec::new();
    for _ in 0..=schedule.slots.len() {
        let Some(slot) = at.and_then(|item| schedule.slot(item)) else { break };
        let id = clean(project.base(slot.item).id());
        let (why, next) = reason(portfolio, project, schedule, slot);
        let _ = writeln!(out, "{} to {}  {id}: {why}", slot.start_day(), slot.finish_day());
        chain.push(slot);
        at = next;
    }
    if let Some(slot) = schedule.slot(item) {
        out.push('\n');
        for line in days_off(project, schedule, slot, &chain) {
            let _ = writeln!(out, "days off   {line}");
        }
        let _ = writeln!(out, "float      {}", float(project, schedule, slot));
        let _ = writeln!(out, "earlier    {}", earlier(project, schedule, &chain));
    }
    out
}

/// What sets a start in words, and the item to look at next.
fn reason(portfolio: &Portfolio, project: &Project, schedule: &Schedule, slot: &Slot) -> (String, Option<ItemIndex>) {
    match slot.driver {
        Driver::ProjectStart => ("it begins with the project".to_owned(), None),
        Driver::Actual => ("these are facts".to_owned(), None),
        Driver::StatusDate => ("open work goes on after the status date".to_owned(), None),
        Driver::NotBefore(date) => (format!("not before {date}"), None),
        Driver::Pin(date) => (format!("pinned to {date}"), None),
        Driver::Due => ("its own date".to_owned(), None),
        Driver::Children => ("it lasts as long as its parts".to_owned(), None),
        Driver::Window(window) => {
            let name = clean(project.base(window).id());
            let buffer = schedule.buffers.iter().find(|buffer| buffer.task == slot.item && buffer.window == window);
            let spare = buffer.map(|buffer| {
                let days = buffer.length.days().round_dp(1).normalize();
                format!("; what it waits for is there on {}, {days} working days before", buffer.ready.finish_day())
            });
            (format!("it starts with the window `{name}`{}", spare.unwrap_or_default()), None)
        }
        Driver::Waits(target) => {
            let name = clean(portfolio.base(target).id());
            let next = (target.project == project.place).then_some(target.item);
            (format!("it waits for `{name}`"), next)
        }
    }
}

/// Absences of its people and holidays between what it waits for and its finish.
fn days_off(project: &Project, schedule: &Schedule, slot: &Slot, chain: &[&Slot]) -> Vec<String> {
    let from = chain.get(1).map_or(slot.resume.start_day(), |before| before.finish_day()).min(slot.start_day());
    let to = slot.finish_day();
    let mut lines = Vec::new();
    if slot.item.register == Register::Tasks && slot.progress != Progress::Finished {
        let who = &project.tasks[slot.item.index as usize].who.items;
        for person in who.iter().filter_map(|assigned| project.stakeholder(&assigned.who)) {
            for away in &person.away.items {
                let Some(first) = away.from.as_ref().map(|first| first.value) else { continue };
                let last = away.to.as_ref().map(|last| last.value);
                if first <= to && last.is_none_or(|last| from <= last) {
                    let until = last.map_or_else(|| "without an end".to_owned(), |last| format!("to {last}"));
                    lines.push(format!("{} is away from {first} {until}", clean(person.base.id())));
                }
            }
        }
    }
    let holidays = project.charter.calendar.holidays.iter().map(|day| day.value);
    let met = holidays.filter(|day| from <= *day && *day <= to && !schedule.calendar.is_working(*day));
    lines.extend(met.map(|day| format!("{day} is a holiday")));
    lines
}

/// How much time there is, and up to what it was measured.
fn float(project: &Project, schedule: &Schedule, slot: &Slot) -> String {
    let Some(days) = slot.float_days() else { return "none: it is finished".to_owned() };
    let days = days.round_dp(1).normalize();
    let to = measured_to(project, schedule, slot);
    if slot.is_critical() {
        format!("{days} working days, {to}: a day lost here is lost for good")
    } else {
        format!("{days} working days, {to}")
    }
}

/// Follows the successors with the least float to the window, the deadline or the finish that limits them all.
fn measured_to(project: &Project, schedule: &Schedule, slot: &Slot) -> String {
    let mut at = slot;
    for _ in 0..schedule.slots.len() {
        if let Some(window) = at.window {
            return format!("measured to the window `{}`", clean(project.base(window).id()));
        }
        if let Some(deadline) = deadline(project, at) {
            return format!("measured to the deadline {deadline} of `{}`", clean(project.base(at.item).id()));
        }
        let next = successors(project, at.item).filter_map(|item| schedule.slot(item));
        let open = next.filter(|next| next.total_float.is_some());
        match open.min_by_key(|next| (next.total_float.map(|float| float.minutes), next.item)) {
            Some(next) => at = next,
            None => break,
        }
    }
    match (schedule.target, schedule.finish) {
        (Some(target), Some(finish)) if target < finish => {
            format!("measured to the agreed finish {}", target.finish_day())
        }
        (_, Some(finish)) => format!("measured to the finish {}", finish.finish_day()),
        _ => "measured to the finish".to_owned(),
    }
}

/// The deadline of a task where nothing else is tighter.
fn deadline(project: &Project, slot: &Slot) -> Option<Date> {
    let task = (slot.item.register == Register::Tasks).then(|| &project.tasks[slot.item.index as usize])?;
    let deadline = task.deadline.as_ref()?.value;
    slot.late_days().filter(|(_, late)| *late == deadline).map(|_| deadline)
}

/// Tasks and milestones of this project that wait for an item.
fn successors(project: &Project, item: ItemIndex) -> impl Iterator<Item = ItemIndex> {
    let waits = move |waits: &[WaitsFor]| {
        waits.iter().any(|wait| wait.on.index_in(project.place, item.register) == Some(item.index as usize))
    };
    let tasks = project.tasks.iter().enumerate().filter(move |(_, task)| waits(&task.after.items));
    let tasks = tasks.map(|(index, _)| ItemIndex { register: Register::Tasks, index: index as u32 });
    let milestones = project.milestones.iter().enumerate().filter(move |(_, one)| waits(&one.after.items));
    tasks.chain(milestones.map(|(index, _)| ItemIndex { register: Register::Milestones, index: index as u32 }))
}

/// What would bring it forward: the end of the chain, and the open work in it.
fn earlier(project: &Project, schedule: &Schedule, chain: &[&Slot]) -> String {
    let Some(last) = chain.last() else { return "nothing is known".to_owned() };
    if chain[0].progress == Progress::Finished {
        return "no more: it is finished".to_owned();
    }
    let is_work =
        |slot: &&&Slot| slot.progress != Progress::Finished && slot.item.register == Register::Tasks && !slot.is_moment;
    let ids: Vec<String> =
        chain.iter().filter(is_work).map(|slot| format!("`{}`", clean(project.base(slot.item).id()))).collect();
    let root = match last.driver {
        Driver::Window(window) => {
            let name = clean(project.base(window).id());
            return match schedule.buffers.iter().find(|buffer| buffer.window == window && buffer.task == last.item) {
                Some(buffer) if buffer.length.minutes > 0 => {
                    format!("an earlier window than `{name}`: the work is ready on {}", buffer.ready.finish_day())
                }
                _ => format!("an earlier window than `{name}`, and less work before it"),
            };
        }
        Driver::NotBefore(day) => format!("an earlier `not_before` than {day}"),
        Driver::Pin(day) => format!("an earlier `pin` than {day}"),
        Driver::Due => "an earlier answer".to_owned(),
        Driver::ProjectStart => "an earlier start of the project".to_owned(),
        Driver::StatusDate | Driver::Actual | Driver::Children | Driver::Waits(_) => String::new(),
    };
    match (ids.is_empty(), root.is_empty()) {
        (true, true) => "only with what it waits for".to_owned(),
        (true, false) => root,
        (false, true) => format!("less work in {}", ids.join(", ")),
        (false, false) => format!("{root}, or less work in {}", ids.join(", ")),
    }
}
