//! A forecast as text, CSV and JSON: the days by which things are done in half, in most, in nearly all runs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::super::Look;
use super::super::csv::line;
use super::super::json::SCHEMA_VERSION;
use super::super::paint::{Tone, count};
use super::super::sink::clean;
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::schedule::Schedule;
use crate::schedule::forecast::{Forecast, Outlook, Share};
use crate::value::{Date, Money};

/// How many items of the longest path are listed.
const LISTED: usize = 12;
/// How many lines the picture of the finish has at most.
const BARS: usize = 14;

/// A day that the plan has beside what the runs say of it.
struct Row<'a> {
    name: String,
    register: &'static str,
    id: &'a str,
    planned: Option<Date>,
    outlook: &'a Outlook,
}

fn rows<'a>(project: &'a Project, schedule: &Schedule, forecast: &'a Forecast) -> Vec<Row<'a>> {
    let finish = forecast.finish.iter().map(|outlook| Row {
        name: "finish".to_owned(),
        register: "project",
        id: &project.id,
        planned: forecast.planned,
        outlook,
    });
    let milestone = |(item, outlook): &'a (ItemIndex, Outlook)| Row {
        name: clean(project.base(*item).id()),
        register: Register::Milestones.name(),
        id: project.base(*item).id(),
        planned: schedule.slot(*item).map(|slot| slot.finish_day()),
        outlook,
    };
    let mut milestones: Vec<Row> = forecast.milestones.iter().map(milestone).collect();
    milestones.sort_by(|a, b| (a.planned, a.id).cmp(&(b.planned, b.id)));
    finish.chain(milestones).collect()
}

/// For people: dates with P50, P80 and P95, windows, the picture of the finish, and what decides it.
#[must_use]
pub fn forecast_table(project: &Project, schedule: &Schedule, forecast: &Forecast, look: &Look) -> String {
    let mut out = String::new();
    let rows = rows(project, schedule, forecast);
    if forecast.is_certain() {
        out.push_str("nothing can vary: no open task has three points (`duration: [2d, 3d, 6d]`), and no open risk\n");
        out.push_str("says which tasks it would delay by how much (`affects`, `days`)\n\n");
    } else {
        let (estimates, risks) = (count(forecast.estimates, "three-point estimate"), count(forecast.risks, "risk"));
        let runs = Money(forecast.runs.into()).grouped();
        let _ = writeln!(out, "{runs} runs over {estimates} and {risks}, as of {}\n", forecast.as_of);
    }
    if rows.is_empty() {
        for line in super::summary(project, schedule) {
            let _ = writeln!(out, "{line}");
        }
        return out;
    }
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(6).clamp(6, 40);
    let head = format!("{:width$}  {:10}  {:10}  {:10}  {:10}  in time", "", "plan", "P50", "P80", "P95");
    let _ = writeln!(out, "{}", look.paint(Tone::Dim, &head));
    for row in &rows {
        let plan = row.planned.map(|day| day.to_string()).unwrap_or_default();
        let [half, most, nearly] = [50, 80, 95].map(|percent| row.outlook.by(percent));
        let kept = row.planned.map(|day| whole(row.outlook.until(day))).unwrap_or_default();
        let _ = writeln!(out, "{:width$}  {plan:10}  {half}  {most}  {nearly}  {kept:>7}", row.name);
    }
    agreed(&mut out, project, forecast);
    windows(&mut out, project, forecast);
    bars(&mut out, forecast, look);
    deciding(&mut out, project, schedule, forecast);
    if !forecast.is_certain() {
        out.push_str("\nP80: done by then in 80 of 100 runs. Single dates are usually too early: where\n");
        out.push_str("paths meet, the last one counts. The same plan gives the same figures everywhere.\n");
    }
    out
}

/// A share in whole percent: 100 and 0 only where that is exact.
fn whole(share: Share) -> String {
    let percent = u64::from(share.hits) * 100 / u64::from(share.runs.max(1));
    match share.hits {
        0 => "0 %".to_owned(),
        _ if percent == 0 => "<1 %".to_owned(),
        hits if hits < share.runs => format!("{percent} %"),
        _ => "100 %".to_owned(),
    }
}

fn agreed(out: &mut String, project: &Project, forecast: &Forecast) {
    if let (Some(target), Some(outlook)) = (&project.charter.finish, &forecast.finish) {
        let kept = whole(outlook.until(target.value));
        let _ = writeln!(out, "\nthe agreed finish, {}, is kept in {kept} of the runs", target.value);
    }
}

fn windows(out: &mut String, project: &Project, forecast: &Forecast) {
    if forecast.windows.is_empty() {
        return;
    }
    out.push('\n');
    for chance in &forecast.windows {
        let id = clean(project.base(chance.window).id());
        let share = whole(chance.share);
        let _ = match chance.is_first_choice {
            true => writeln!(out, "window {id}: the work is ready in {share} of the runs"),
            false => writeln!(out, "window {id}: needed in {share} of the runs"),
        };
    }
}

/// One bar a day on which the project ended in some run; days beyond the lines are told as one.
fn bars(out: &mut String, forecast: &Forecast, look: &Look) {
    let Some(outlook) = forecast.finish.as_ref().filter(|outlook| outlook.days.len() > 1) else { return };
    out.push_str("\nfinish in the runs\n");
    let shown = outlook.days.len().min(BARS);
    let rest: u32 = outlook.days[shown..].iter().map(|(_, count)| count).sum();
    let most = outlook.days.iter().map(|(_, count)| *count).max().unwrap_or(1).max(rest).max(1);
    let width = look.columns().saturating_sub(24).min(60) as u32;
    let mut bar = |name: &str, count: u32| {
        let length = (count * width).div_ceil(most) as usize;
        let share = whole(Share { hits: count, runs: forecast.runs });
        let drawn = look.either("█", "#").repeat(length);
        let _ = writeln!(out, "{name:10}  {} {share}", look.paint(Tone::Path, &drawn));
    };
    for (day, count) in &outlook.days[..shown] {
        bar(&day.to_string(), *count);
    }
    if rest > 0 {
        bar("later", rest);
    }
}

/// What decides the finish: the share of runs in which it is on the longest path.
fn deciding(out: &mut String, project: &Project, schedule: &Schedule, forecast: &Forecast) {
    let is_work = |(item, share): &&(ItemIndex, Share)| share.hits > 0 && item.register == Register::Tasks;
    let mut all: Vec<&(ItemIndex, Share)> = forecast.criticality.iter().filter(is_work).collect();
    let begins = |item: ItemIndex| schedule.slot(item).map(|slot| slot.start);
    all.sort_by_key(|(item, share)| (u32::MAX - share.hits, begins(*item), *item));
    if all.is_empty() || forecast.is_certain() {
        return;
    }
    out.push_str("\non the longest path, in how many of the runs\n");
    for (item, share) in all.iter().take(LISTED) {
        let _ = writeln!(out, "{:>6}  {}", whole(*share), clean(project.base(*item).id()));
    }
    if all.len() > LISTED {
        let _ = writeln!(out, "        and {} more; `--output-format csv` has all", all.len() - LISTED);
    }
}

/// Comma-separated values: dates of the finish and the milestones, shares of windows and of the longest path.
#[must_use]
pub fn forecast_csv(project: &Project, schedule: &Schedule, forecast: &Forecast) -> String {
    let mut out = line(["register", "id", "planned", "p50", "p80", "p95", "percent", "percent_means"]);
    for row in rows(project, schedule, forecast) {
        let planned = row.planned.map(|day| day.to_string()).unwrap_or_default();
        let [half, most, nearly] = [50, 80, 95].map(|percent| row.outlook.by(percent).to_string());
        let kept = row.planned.map(|day| row.outlook.until(day).percent().to_string()).unwrap_or_default();
        let cells = [row.register, row.id, &planned, &half, &most, &nearly, &kept, "planned date kept"];
        out.push_str(&line(cells));
    }
    let mut share = |item: ItemIndex, share: Share, means: &str| {
        let cells =
            [item.register.name(), project.base(item).id(), "", "", "", "", &share.percent().to_string(), means];
        out.push_str(&line(cells));
    };
    for chance in &forecast.windows {
        share(chance.window, chance.share, if chance.is_first_choice { "work is ready" } else { "needed" });
    }
    for (item, hits) in &forecast.criticality {
        share(*item, *hits, "on the longest path");
    }
    out
}

/// JSON with the same facts and the number of runs of each day.
#[must_use]
pub fn forecast_json(project: &Project, schedule: &Schedule, forecast: &Forecast) -> String {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let dates: Vec<Value> = rows(project, schedule, forecast)
        .into_iter()
        .map(|row| {
            let days = row.outlook.days.iter().map(|(day, count)| json!({"day": day.to_string(), "runs": count}));
            json!({
                "register": row.register, "id": row.id, "planned": day(row.planned),
                "planned_kept_percent": row.planned.map(|day| row.outlook.until(day).percent().to_string()),
                "p50": row.outlook.by(50).to_string(), "p80": row.outlook.by(80).to_string(),
                "p95": row.outlook.by(95).to_string(), "days": days.collect::<Vec<_>>(),
            })
        })
        .collect();
    let windows = forecast.windows.iter().map(|chance| {
        let share = if chance.is_first_choice { "ready_percent" } else { "needed_percent" };
        json!({"window": project.base(chance.window).id(), share: chance.share.percent().to_string()})
    });
    let critical = forecast.criticality.iter().map(|(item, share)| {
        let id = project.base(*item).id();
        json!({"register": item.register.name(), "id": id, "percent": share.percent().to_string()})
    });
    super::super::json::write(&json!({
        "schema_version": SCHEMA_VERSION, "project": project.id, "as_of": forecast.as_of.to_string(),
        "runs": forecast.runs, "estimates": forecast.estimates, "risks": forecast.risks,
        "target": project.charter.finish.as_ref().map(|target| target.value.to_string()),
        "dates": dates, "windows": windows.collect::<Vec<_>>(), "longest_path": critical.collect::<Vec<_>>(),
    }))
}
