//! Why a date is what it is: what sets it, whose calendar counts, how much time there is, and what would bring it forward.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::super::Look;
use super::super::paint::wrap;
use super::super::sink::clean;
use crate::document::fields::LinkKind;
use crate::document::keys::Register;
use crate::model::item::{ItemIndex, Target};
use crate::model::kinds::WaitsFor;
use crate::model::{Portfolio, Project};
use crate::schedule::calendar::Instant;
use crate::schedule::why::{Absence, Change, Why, why};
use crate::schedule::{Driver, Limit, Progress, Schedule, Slot};
use crate::value::working_days;

/// How many links of a chain are shown before and after what is left out.
const SHOWN: (usize, usize) = (40, 3);
/// How many lines of changes are shown.
const CHANGES: usize = 8;
/// How many changes that come to the same are named.
const ALIKE: usize = 6;

/// Why a task or milestone is when it is, back to the beginning, and what follows from it.
#[must_use]
pub fn explain_dates(
    portfolio: &Portfolio,
    project: &Project,
    schedule: &Schedule,
    item: ItemIndex,
    look: &Look,
) -> String {
    let told = Told { portfolio, project, schedule, look, last_child: last_children(project, schedule) };
    let chain = told.chain(item);
    let mut out = String::new();
    told.print_chain(&mut out, &chain);
    if let Some(slot) = chain.first().copied() {
        let items: Vec<ItemIndex> = chain.iter().map(|slot| slot.item).collect();
        let why = why(portfolio, project, schedule, &items);
        out.push('\n');
        for line in told.days_off(slot, chain.get(1).copied(), &why) {
            let _ = writeln!(out, "days off   {line}");
        }
        told.print(&mut out, "float      ", &told.float(slot));
        told.print_earlier(&mut out, &chain, &why);
    }
    out
}

/// Of each summary the part that is done last.
fn last_children(project: &Project, schedule: &Schedule) -> BTreeMap<ItemIndex, ItemIndex> {
    let mut last: BTreeMap<ItemIndex, &Slot> = BTreeMap::new();
    for (index, task) in project.tasks.iter().enumerate() {
        let parent = task.parent.as_ref().and_then(|parent| parent.index_in(project.place, Register::Tasks));
        let (Some(parent), Some(slot)) = (parent, schedule.task(index)) else { continue };
        let parent = ItemIndex { register: Register::Tasks, index: parent as u32 };
        let known = last.entry(parent).or_insert(slot);
        if slot.finish > known.finish {
            *known = slot;
        }
    }
    last.into_iter().map(|(parent, slot)| (parent, slot.item)).collect()
}

struct Told<'a> {
    portfolio: &'a Portfolio,
    project: &'a Project,
    schedule: &'a Schedule,
    look: &'a Look,
    last_child: BTreeMap<ItemIndex, ItemIndex>,
}

impl<'a> Told<'a> {
    fn id(&self, item: ItemIndex) -> String {
        clean(self.project.base(item).id())
    }

    /// An item of this project by its id, one of another with its address.
    fn name(&self, target: Target) -> String {
        let id = clean(self.portfolio.base(target).id());
        if target.project == self.project.place {
            return id;
        }
        let other = clean(&self.portfolio.projects[target.project as usize].id);
        format!("{other}/{}/{id}", target.item.register)
    }

    /// The item, what drives it, what drives that, and so on.
    fn chain(&self, item: ItemIndex) -> Vec<&'a Slot> {
        let mut chain = Vec::new();
        let mut at = Some(item);
        while let Some(slot) = at.and_then(|item| self.schedule.slot(item))
            && chain.len() < self.schedule.slots.len()
        {
            chain.push(slot);
            at = match slot.driver {
                Driver::Waits(target) => (target.project == self.project.place).then_some(target.item),
                Driver::Children => self.last_child.get(&slot.item).copied(),
                _ => None,
            };
        }
        chain
    }

    fn print_chain(&self, out: &mut String, chain: &[&Slot]) {
        let (first, last) = SHOWN;
        for (place, slot) in chain.iter().enumerate() {
            if place >= first && place + last < chain.len() {
                if place == first {
                    let _ = writeln!(out, "…  {} more before it", chain.len() - first - last);
                }
                continue;
            }
            let head = format!("{} to {}  ", slot.start_day(), slot.finish_day());
            self.print(out, &head, &format!("{}: {}", self.id(slot.item), self.reason(slot)));
        }
    }

    /// What sets a start in words.
    fn reason(&self, slot: &Slot) -> String {
        match slot.driver {
            Driver::ProjectStart => "it begins with the project".to_owned(),
            Driver::Actual => "these are facts".to_owned(),
            Driver::StatusDate => "open work goes on after the status date".to_owned(),
            Driver::NotBefore(date) => format!("not before {date}"),
            Driver::Pin(date) => format!("pinned to {date}"),
            Driver::Due => "its own date".to_owned(),
            Driver::Children => "it lasts as long as its parts".to_owned(),
            Driver::Window(window) => {
                let buffers = &self.schedule.buffers;
                let buffer = buffers.iter().find(|buffer| buffer.task == slot.item && buffer.window == window);
                let spare = buffer.map(|buffer| {
                    let spare = match buffer.length.minutes {
                        0 => "with no working day to spare".to_owned(),
                        _ => format!("{} before", working_days(buffer.length.days())),
                    };
                    format!("; what it waits for is there on {}, {spare}", buffer.ready.finish_day())
                });
                format!("it starts with the window `{}`{}", self.id(window), spare.unwrap_or_default())
            }
            Driver::Waits(target) => {
                let what = if slot.progress == Progress::Running { "its rest waits" } else { "it waits" };
                format!("{what} for `{}`{}", self.name(target), self.link(slot, target))
            }
        }
    }

    /// How two are tied, where that is not one after the other.
    fn link(&self, slot: &Slot, target: Target) -> String {
        let waits: &[WaitsFor] = match slot.item.register {
            Register::Tasks => &self.project.tasks[slot.item.index as usize].after.items,
            Register::Milestones => &self.project.milestones[slot.item.index as usize].after.items,
            _ => &[],
        };
        let of_target = waits.iter().filter(|wait| wait.on.target == Some(target));
        let kinds: Vec<String> = of_target
            .map(|wait| match wait.lag.hundredths {
                0 => wait.kind.name().to_owned(),
                1.. => format!("{}+{}", wait.kind.name(), wait.lag),
                _ => format!("{}{}", wait.kind.name(), wait.lag),
            })
            .collect();
        match &kinds[..] {
            [] => String::new(),
            [one] if one == LinkKind::FinishStart.name() => String::new(),
            _ => format!(" ({})", kinds.join(", ")),
        }
    }

    /// Absences that moved it, and holidays between what it waits for and its finish.
    fn days_off(&self, slot: &Slot, before: Option<&Slot>, why: &Why) -> Vec<String> {
        let mut lines: Vec<String> = why.absences.iter().map(|absence| self.away(absence)).collect();
        let by_clock = slot.window.is_some() || slot.is_moment || slot.progress == Progress::Finished;
        if by_clock {
            return lines;
        }
        let from = before.map_or(slot.resume.start_day(), Slot::finish_day).min(slot.resume.start_day());
        let (to, weekdays) = (slot.finish_day(), self.schedule.calendar.weekdays());
        for (first, last) in self.schedule.calendar.days_off() {
            let (first, last) = (first.max(from), last.min(to));
            let days = (0..=first.days_until(last)).map(|step| first.add_days(step));
            let met = days.filter(|day| weekdays[day.weekday().index()]);
            lines.extend(met.map(|day| format!("{day} is a holiday")));
        }
        lines
    }

    fn away(&self, absence: &Absence) -> String {
        let who = clean(absence.person(self.project).base.id());
        match absence.to {
            Some(last) if last == absence.from => format!("{who} is away on {last}"),
            Some(last) => format!("{who} is away from {} to {last}", absence.from),
            None => format!("{who} is away from {} without an end", absence.from),
        }
    }

    /// How much time there is, and up to what it was measured.
    fn float(&self, slot: &Slot) -> String {
        let Some(days) = slot.float_days() else { return "none: it is finished".to_owned() };
        let lost = if slot.is_critical() { ": a day lost here is lost for good" } else { "" };
        format!("{}, measured to {}{lost}", working_days(days), self.measured_to(slot))
    }

    /// Follows what limits the latest dates to the window, the deadline or the finish behind them.
    fn measured_to(&self, slot: &Slot) -> String {
        let mut at = slot;
        for _ in 0..self.schedule.slots.len() {
            let id = self.id(at.item);
            match at.limit {
                Some(Limit::Window(window)) => return format!("the window `{}`", self.id(window)),
                Some(Limit::Deadline(day)) => return format!("the deadline {day} of `{id}`"),
                Some(Limit::Pin(day)) => return format!("the pin of `{id}` on {day}"),
                Some(Limit::Target) => {
                    let target = self.schedule.target.map(|target| target.finish_day().to_string());
                    return format!("the agreed finish {}", target.unwrap_or_default());
                }
                Some(Limit::Next(next)) => {
                    let own = (next.project == self.project.place).then_some(next.item);
                    match own.and_then(|item| self.schedule.slot(item)) {
                        Some(slot) => at = slot,
                        None => return format!("`{}`", self.name(next)),
                    }
                }
                Some(Limit::Finish) | None => break,
            }
        }
        let finish = self.schedule.finish.map(|finish| finish.finish_day().to_string());
        format!("the finish {}", finish.unwrap_or_default())
    }

    /// What would bring it forward, each change tried alone.
    fn print_earlier(&self, out: &mut String, chain: &[&Slot], why: &Why) {
        let lines = self.earlier(chain, why);
        for (place, line) in lines.iter().take(CHANGES).enumerate() {
            self.print(out, if place == 0 { "earlier    " } else { "           " }, line);
        }
        if lines.len() > CHANGES {
            let _ = writeln!(out, "           and {} more such changes", lines.len() - CHANGES);
        }
    }

    /// A text below its head, in lines of the width that there is.
    fn print(&self, out: &mut String, head: &str, text: &str) {
        let width = self.look.columns().saturating_sub(head.chars().count()).max(30);
        for (place, line) in wrap(text, width).iter().enumerate() {
            let head = if place == 0 { head.to_owned() } else { " ".repeat(head.chars().count()) };
            let _ = writeln!(out, "{head}{line}");
        }
    }

    fn earlier(&self, chain: &[&Slot], why: &Why) -> Vec<String> {
        if chain[0].progress == Progress::Finished {
            return vec!["no more: it is finished".to_owned()];
        }
        if why.gains.is_empty() {
            return vec![self.nothing_alone(chain)];
        }
        // What comes to the same is told in one line.
        let mut grouped: Vec<(Instant, &str, Vec<String>)> = Vec::new();
        for gain in &why.gains {
            let (how, what) = self.change(gain.change);
            match grouped.iter_mut().find(|(finish, known, _)| *finish == gain.finish && *known == how) {
                Some((_, _, all)) => all.push(what),
                None => grouped.push((gain.finish, how, vec![what])),
            }
        }
        let line = |(finish, how, mut what): (Instant, &str, Vec<String>)| {
            let day = finish.finish_day();
            let by = if day == chain[0].finish_day() { finish.time().to_string() } else { day.to_string() };
            let more = what.len().saturating_sub(ALIKE);
            what.truncate(ALIKE);
            let more = if more > 0 { format!(" or {more} more") } else { String::new() };
            format!("{by} {how}{}{more}", what.join(" or "))
        };
        grouped.into_iter().map(line).collect()
    }

    /// A change in words: how, and what of.
    fn change(&self, change: Change) -> (&'static str, String) {
        let quoted = |item: ItemIndex| format!("`{}`", self.id(item));
        match change {
            Change::LessWork(item) => ("with a day less of ", quoted(item)),
            Change::HalfWork(item) => ("with half the work in ", quoted(item)),
            Change::NoDate(item) if self.project.tasks[item.index as usize].pin.is_some() => {
                ("without the `pin` of ", quoted(item))
            }
            Change::NoDate(item) => ("without the `not_before` of ", quoted(item)),
            Change::NoAbsence(absence) => {
                let who = clean(absence.person(self.project).base.id());
                let until = absence.to.map_or_else(|| "on".to_owned(), |to| format!("to {to}"));
                ("if somebody were there: ", format!("{who} from {} {until}", absence.from))
            }
            Change::EarlierAnswer(target) => ("with an answer at once to ", format!("`{}`", self.name(target))),
            Change::EarlierWindow(window) => ("in a window as soon as the work is ready, before ", quoted(window)),
            Change::EarlierStart => ("if the project began a week earlier", String::new()),
        }
    }

    /// Why no single change is enough.
    fn nothing_alone(&self, chain: &[&Slot]) -> String {
        match chain.last().map(|slot| slot.driver) {
            Some(Driver::Window(window)) => {
                format!("only in an earlier window than `{}`, with less work before it", self.id(window))
            }
            Some(Driver::StatusDate | Driver::Actual) => {
                "no single change: it goes on as soon as the status date and what has been allow".to_owned()
            }
            Some(Driver::Waits(target)) => format!("only with `{}`", self.name(target)),
            _ => "no single change is enough: several things hold it at once".to_owned(),
        }
    }
}
