//! Levelled dates beside those of the plan: as a table, CSV and JSON.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::Look;
use super::super::csv::line;
use super::super::json::{SCHEMA_VERSION, write};
use super::super::paint::{Tone, count};
use super::super::sink::clean;
use super::all_without_dates;
use crate::model::Project;
use crate::schedule::Schedule;
use crate::schedule::level::{Levelled, LevelledSlot};
use crate::value::{Date, Money};

/// For people: what moves and for whom, and what that does to the finish.
#[must_use]
pub fn levelled_table(project: &Project, schedule: &Schedule, levelled: &Levelled, look: &Look) -> String {
    let name = |slot: &LevelledSlot| clean(project.base(slot.item).id());
    let width = levelled.slots.iter().map(|slot| name(slot).chars().count()).max().unwrap_or(4).clamp(4, 40);
    let mut out = String::new();
    if levelled.slots.is_empty() {
        return summary(project, schedule, levelled).iter().map(|line| format!("{line}\n")).collect();
    }
    let head = format!("  {:width$}  {:10}  {:10}  {:10}  {:>5}  waits for", "id", "plan", "from", "to", "later");
    let _ = writeln!(out, "{}", look.paint(Tone::Dim, &head));
    for slot in &levelled.slots {
        let planned = schedule.slot(slot.item).map(|usual| usual.finish_day().to_string()).unwrap_or_default();
        let later = if slot.delay.minutes == 0 { String::new() } else { days(slot) };
        let mark = if slot.delay.minutes > 0 { ">" } else { " " };
        let who = slot.waits_for.as_deref().map(clean).unwrap_or_default();
        let (from, to) = (slot.start_day(), slot.finish_day());
        let text = format!("{mark} {:width$}  {planned:10}  {from}  {to}  {later:>5}  {who}", name(slot));
        let text = text.trim_end();
        let _ =
            writeln!(out, "{}", if slot.delay.minutes > 0 { look.paint(Tone::Bold, text) } else { text.to_owned() });
    }
    out.push_str("\nplan: the finish without levelling; from, to: the levelled start and finish\n");
    out.push_str("later: in working days; waits for: who was busy with something else\n\n");
    for line in summary(project, schedule, levelled) {
        let _ = writeln!(out, "{line}");
    }
    out
}

fn days(slot: &LevelledSlot) -> String {
    slot.delay.days().round_dp(1).normalize().to_string()
}

fn summary(project: &Project, schedule: &Schedule, levelled: &Levelled) -> Vec<String> {
    let day = |day: Option<Date>| day.map_or_else(|| "nothing is planned".to_owned(), |day| day.to_string());
    let planned = day(schedule.finish.map(|finish| finish.finish_day()));
    let finish = day(levelled.finish.map(|finish| finish.finish_day()));
    let moved = levelled.slots.iter().filter(|slot| slot.delay.minutes > 0).count();
    if levelled.finish.is_none() {
        let mut lines = super::summary(project, schedule);
        lines.retain(|line| !line.starts_with("buffer"));
        return lines;
    }
    let mut lines = vec![
        format!("finish  {finish} (without levelling {planned}); {} moved", count(moved, "item")),
        match levelled.is_best {
            true => "        nothing can end earlier with these people".to_owned(),
            false => {
                let tried = Money(levelled.tried.into()).grouped();
                format!("        the best of {tried} schedules; whether a better one exists is not known")
            }
        },
    ];
    for (task, handle) in &levelled.beyond {
        let id = clean(project.base(*task).id());
        lines.push(format!("{id} asks for more of {} than there is; it gets what there is", clean(handle)));
    }
    lines.extend(all_without_dates(project, &levelled.unscheduled));
    lines.push("        the plan stays as it is: a link or somebody else on a task makes it so".to_owned());
    lines
}

/// Comma-separated values with both dates.
#[must_use]
pub fn levelled_csv(project: &Project, schedule: &Schedule, levelled: &Levelled) -> String {
    let heads = ["register", "id", "planned_start", "planned_finish", "start", "finish", "later_days", "waits_for"];
    let mut out = line(heads);
    for slot in &levelled.slots {
        let usual = schedule.slot(slot.item);
        let start = usual.map(|usual| usual.start_day().to_string()).unwrap_or_default();
        let finish = usual.map(|usual| usual.finish_day().to_string()).unwrap_or_default();
        out.push_str(&line([
            slot.item.register.name(),
            project.base(slot.item).id(),
            &start,
            &finish,
            &slot.start_day().to_string(),
            &slot.finish_day().to_string(),
            &slot.delay.days().normalize().to_string(),
            slot.waits_for.as_deref().unwrap_or_default(),
        ]));
    }
    out
}

/// JSON with the same facts.
#[must_use]
pub fn levelled_json(project: &Project, schedule: &Schedule, levelled: &Levelled) -> String {
    let items: Vec<Value> = levelled
        .slots
        .iter()
        .map(|slot| {
            let usual = schedule.slot(slot.item);
            json!({
                "register": slot.item.register.name(), "id": project.base(slot.item).id(),
                "planned_start": usual.map(|usual| usual.start_day().to_string()),
                "planned_finish": usual.map(|usual| usual.finish_day().to_string()),
                "start": slot.start_day().to_string(), "finish": slot.finish_day().to_string(),
                "later_days": slot.delay.days().normalize().to_string(), "waits_for": slot.waits_for,
                "window": slot.window.map(|window| project.base(window).id()),
            })
        })
        .collect();
    let beyond =
        levelled.beyond.iter().map(|(task, handle)| json!({"task": project.base(*task).id(), "person": handle}));
    let unscheduled: Vec<&str> = levelled.unscheduled.iter().map(|(item, _)| project.base(*item).id()).collect();
    write(&json!({
        "schema_version": SCHEMA_VERSION, "project": project.id, "as_of": schedule.as_of.to_string(),
        "planned_finish": schedule.finish.map(|finish| finish.finish_day().to_string()),
        "finish": levelled.finish.map(|finish| finish.finish_day().to_string()),
        "proven_best": levelled.is_best, "schedules_tried": levelled.tried,
        "items": items, "asks_for_too_much": beyond.collect::<Vec<_>>(), "unscheduled": unscheduled,
    }))
}
