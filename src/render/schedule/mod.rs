//! A schedule as a table, CSV or JSON; why one task is when it is.

mod explain;
mod gantt;
mod levelled;
mod outlook;

pub use explain::explain_dates;
pub use gantt::{gantt, gantt_levelled};
pub use levelled::{levelled_csv, levelled_json, levelled_table};
pub use outlook::{forecast_csv, forecast_json, forecast_table};

use serde_json::{Value, json};

use super::Look;
use super::csv::line;
use super::json::SCHEMA_VERSION;
use super::paint::Tone;
use super::sink::clean;
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::schedule::{Progress, Schedule, Slot, Unscheduled};
use crate::value::working_days;

/// The tasks and milestones of a schedule in the order of time.
fn rows<'a>(project: &'a Project, schedule: &'a Schedule) -> Vec<(&'a Slot, &'a str, &'a str)> {
    let shown = |slot: &&Slot| matches!(slot.item.register, Register::Tasks | Register::Milestones);
    let mut slots: Vec<&Slot> = schedule.slots.iter().filter(shown).collect();
    slots.sort_by_key(|slot| (slot.start, slot.finish, slot.is_moment, slot.item));
    let row = |slot: &'a Slot| {
        let base = project.base(slot.item);
        (slot, base.id(), base.name())
    };
    slots.into_iter().map(row).collect()
}

fn float(slot: &Slot) -> String {
    slot.float_days().map(|days| days.round_dp(1).normalize().to_string()).unwrap_or_default()
}

fn state(slot: &Slot) -> &'static str {
    match slot.progress {
        Progress::Open => "open",
        Progress::Running => "running",
        Progress::Finished => "finished",
    }
}

/// A table for people: dates, float in working days, `*` on the longest path, and what follows for the whole.
#[must_use]
pub fn schedule_table(project: &Project, schedule: &Schedule, look: &Look) -> String {
    let rows = rows(project, schedule);
    let width = rows.iter().map(|(_, id, _)| id.chars().count()).max().unwrap_or(4).clamp(4, 40);
    let mut out = String::new();
    if !rows.is_empty() {
        let head = format!("  {:width$}  {:10}  {:10}  {:>6}  state", "id", "from", "to", "float");
        out = format!("{}\n", look.paint(Tone::Dim, &head));
    }
    for (slot, id, _) in &rows {
        let mark = if slot.is_on_longest_path { "*" } else { " " };
        let kind = if slot.item.register == Register::Milestones { "milestone" } else { state(slot) };
        let line = format!(
            "{mark} {:width$}  {}  {}  {:>6}  {kind}",
            clean(id),
            slot.start_day(),
            slot.finish_day(),
            float(slot)
        );
        let line = if slot.is_on_longest_path { look.paint(Tone::Bold, &line) } else { line };
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if !rows.is_empty() {
        out.push_str("\n* on the longest path: a day lost there is a day lost at the end\n");
        out.push_str("float: working days that can be lost before a window, the deadline or the finish\n\n");
    }
    for line in summary(project, schedule) {
        out.push_str(&line);
        out.push('\n');
    }
    out
}

/// Finish, margin, buffers before windows, and what has no dates.
fn summary(project: &Project, schedule: &Schedule) -> Vec<String> {
    let mut lines = vec![format!("as of   {}", schedule.as_of)];
    match schedule.finish {
        Some(finish) => lines.push(format!("finish  {}", finish.finish_day())),
        None if schedule.unscheduled.is_empty() => lines.push("finish  nothing is planned yet".to_owned()),
        None => lines.push("finish  not known: nothing has dates".to_owned()),
    }
    if let (Some(margin), Some(target)) = (schedule.margin(), schedule.target) {
        lines.push(format!("margin  {} to {}", working_days(margin.days()), target.finish_day()));
    }
    for (window, buffer) in schedule.buffers_by_window() {
        let id = clean(project.base(window).id());
        lines.push(match buffer.is_missed {
            true => format!("buffer  none: the work comes too late for {id}"),
            false => format!("buffer  {} before {id}", working_days(buffer.length.days())),
        });
    }
    lines.extend(all_without_dates(project, &schedule.unscheduled));
    lines
}

/// How many items without dates are named.
const NAMED: usize = 20;

/// What has no dates, and why; of very many the first.
fn all_without_dates(project: &Project, unscheduled: &[(ItemIndex, Unscheduled)]) -> Vec<String> {
    let named = unscheduled.iter().take(NAMED).map(|(item, reason)| no_dates(project, *item, *reason));
    let more = unscheduled.len().saturating_sub(NAMED);
    named.chain((more > 0).then(|| format!("no dates for {more} more"))).collect()
}

/// Why something has no dates.
fn no_dates(project: &Project, item: ItemIndex, reason: Unscheduled) -> String {
    let why = match reason {
        Unscheduled::InCycle => "it waits for itself",
        Unscheduled::Behind => "what it waits for has no dates",
        Unscheduled::NoWorkingTime => "nobody ever works long enough",
        Unscheduled::Empty => "all its parts were cancelled",
    };
    format!("no dates for {}: {why}", clean(project.base(item).id()))
}

/// Comma-separated values.
#[must_use]
pub fn schedule_csv(project: &Project, schedule: &Schedule) -> String {
    let heads = ["register", "id", "start", "finish", "float_days", "free_float_days", "longest_path", "state"];
    let mut out = line(heads);
    for (slot, id, _) in rows(project, schedule) {
        let free = slot.free_float.map(|free| free.days().round_dp(2).normalize().to_string());
        out.push_str(&line([
            slot.item.register.name(),
            id,
            &slot.start_day().to_string(),
            &slot.finish_day().to_string(),
            &float(slot),
            &free.unwrap_or_default(),
            if slot.is_on_longest_path { "true" } else { "false" },
            state(slot),
        ]));
    }
    out
}

/// JSON with the same facts, buffers and what has no dates.
#[must_use]
pub fn schedule_json(project: &Project, schedule: &Schedule) -> String {
    let tasks: Vec<Value> = rows(project, schedule)
        .into_iter()
        .map(|(slot, id, title)| {
            json!({
                "register": slot.item.register.name(), "id": id, "title": title,
                "start": slot.start_day().to_string(), "finish": slot.finish_day().to_string(),
                "late_start": slot.late_days().map(|(start, _)| start.to_string()),
                "late_finish": slot.late_days().map(|(_, finish)| finish.to_string()),
                "float_days": slot.float_days().map(|days| days.normalize().to_string()),
                "free_float_days": slot.free_float.map(|free| free.days().normalize().to_string()),
                "longest_path": slot.is_on_longest_path, "critical": slot.is_critical(), "state": state(slot),
            })
        })
        .collect();
    let buffers: Vec<Value> = schedule
        .buffers_by_window()
        .into_iter()
        .map(|(window, buffer)| {
            json!({
                "window": project.base(window).id(), "task": project.base(buffer.task).id(),
                "days": buffer.length.days().normalize().to_string(), "missed": buffer.is_missed,
            })
        })
        .collect();
    let unscheduled: Vec<&str> = schedule.unscheduled.iter().map(|(item, _)| project.base(*item).id()).collect();
    let whole = json!({
        "schema_version": SCHEMA_VERSION, "project": project.id, "as_of": schedule.as_of.to_string(),
        "finish": schedule.finish.map(|finish| finish.finish_day().to_string()),
        "target": schedule.target.map(|target| target.finish_day().to_string()),
        "items": tasks, "buffers": buffers, "unscheduled": unscheduled,
    });
    super::json::write(&whole)
}
