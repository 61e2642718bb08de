//! Where a project stands, on one screen.

use super::Look;
use super::markdown::text_of;
use super::paint::Tone;
use super::sink::clean;
use crate::document::keys::Register;
use crate::model::Project;
use crate::model::item::ItemIndex;
use crate::status::{Dimension, Figures, Light, Picture, Status};
use crate::value::{Date, Decimal, Figure, Money, working_days};

/// Colours with reasons, next milestone, dates, money, what is asked of the client, the next outage.
#[must_use]
pub fn standing(project: &Project, picture: &Picture, look: &Look) -> String {
    let title = project.charter.title.as_ref().map_or(project.id.as_str(), |title| title.value.as_str());
    let status = &picture.status;
    let mut out = format!("{}\n", look.paint(Tone::Bold, &clean(title)));
    out.push_str(&format!("{}, as of {}\n\n", project.stage(), picture.forecast.as_of));
    out.push_str(&format!("overall   {}\n", status.overall.name()));
    for (name, dimension) in dimensions(status) {
        let line = format!("{name:9} {:6} {}", dimension.light.name(), why(project, dimension));
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out.push('\n');
    for (name, text) in facts(project, picture) {
        out.push_str(&format!("{name:15} {text}\n"));
    }
    out
}

/// The same as Markdown, for a comment or a letter.
#[must_use]
pub fn standing_markdown(project: &Project, picture: &Picture) -> String {
    let title = project.charter.title.as_ref().map_or(project.id.as_str(), |title| title.value.as_str());
    let status = &picture.status;
    let mut out = format!("### {}: {}\n\n", text_of(title, false), status.overall.name());
    out.push_str(&format!("{}, as of {}\n\n", project.stage(), picture.forecast.as_of));
    out.push_str("| | colour | why |\n| --- | --- | --- |\n");
    for (name, dimension) in dimensions(status) {
        out.push_str(&format!(
            "| {name} | {} | {} |\n",
            dimension.light.name(),
            text_of(&why(project, dimension), true)
        ));
    }
    out.push('\n');
    for (name, text) in facts(project, picture) {
        out.push_str(&format!("- {name}: {}\n", text_of(&text, false)));
    }
    out
}

fn dimensions(status: &Status) -> [(&'static str, &Dimension); 5] {
    [
        ("schedule", &status.schedule),
        ("budget", &status.budget),
        ("scope", &status.scope),
        ("risks", &status.risks),
        ("asks", &status.asks),
    ]
}

fn why(project: &Project, dimension: &Dimension) -> String {
    let reason = dimension.causes.first().map(|cause| words(project, &cause.figures)).unwrap_or_default();
    match &dimension.judged {
        Some(judged) => {
            let computed = dimension.computed.name();
            format!("by judgement until {}: {} (computed: {computed}, {reason})", judged.until, clean(&judged.reason))
        }
        None if dimension.light == Light::Grey && dimension.computed != Light::Grey => {
            format!("the last update is too old (computed: {}, {reason})", dimension.computed.name())
        }
        None => reason,
    }
}

fn words(project: &Project, figures: &Figures) -> String {
    let id = |item: &ItemIndex| clean(project.base(*item).id());
    match figures {
        Figures::Finish { late_by, tolerance } => {
            let late = working_days(late_by.whole_days().into());
            format!("finish {late} after the agreed one, {} tolerated", tolerance.whole_days())
        }
        Figures::Milestone { milestone, late_by, tolerance } => {
            let late = working_days(late_by.whole_days().into());
            format!("{} {late} late, {} tolerated", id(milestone), tolerance.whole_days())
        }
        Figures::Buffer { window, is_missed: true, .. } => format!("the work comes too late for {}", id(window)),
        Figures::Buffer { window, left, .. } => match left.whole_days() {
            0 => format!("no working day to spare before {}", id(window)),
            days => format!("{} to spare before {}", working_days(days.into()), id(window)),
        },
        Figures::NoDates { count } => format!("{count} items have no dates"),
        Figures::Overrun { percent, tolerance } => {
            format!(
                "forecast {} % over the budget, {} % tolerated",
                percent.round_dp(1).normalize(),
                tolerance.normalize()
            )
        }
        Figures::OverCap { by } => format!("{} over the cap", by.grouped()),
        Figures::SilentChanges { count } => format!("{count} differences from what was agreed"),
        Figures::PendingChange { change } => format!("{} waits for a decision", id(change)),
        Figures::Risk { risk, score } => format!("{} scores {score} of 25", id(risk)),
        Figures::Issue { issue, severity } => format!("{} is open, {}", id(issue), severity.name()),
        Figures::Ask { item, due, .. } => format!("{} was due {due}", id(item)),
        Figures::Unknown(missing) => missing.to_string(),
    }
}

/// How a day stands to the one that was agreed.
fn agreed(target: Option<Date>, day: Date) -> String {
    match target {
        Some(target) if target == day => ", as agreed".to_owned(),
        Some(target) => format!(", agreed {target}"),
        None => String::new(),
    }
}

fn facts(project: &Project, picture: &Picture) -> Vec<(&'static str, String)> {
    let forecast = &picture.forecast;
    let mut facts = Vec::new();
    let open = project.milestones.iter().enumerate().filter(|(_, milestone)| milestone.reached.is_none());
    let next = open
        .filter_map(|(index, milestone)| Some((forecast.milestone_day(project, index)?, milestone)))
        .min_by_key(|(day, one)| (*day, one.base.id()));
    if let Some((day, milestone)) = next {
        let agreed = agreed(milestone.target.as_ref().map(|target| target.value), day);
        facts.push(("next milestone", format!("{}, {day}{agreed}", clean(milestone.base.name()))));
    }
    if let Some(finish) = forecast.finish {
        let agreed = agreed(project.charter.finish.as_ref().map(|target| target.value), finish.finish_day());
        facts.push(("finish", format!("{}{agreed}", finish.finish_day())));
    }
    let whole = &picture.money.whole;
    let shown = |figure: Figure<Money>| {
        figure.map_or_else(|missing| missing.to_string(), |money| Money(money.0.round_dp(0)).grouped())
    };
    facts.push(("budget", format!("{} with contingency", picture.money.total.grouped())));
    let range = whole.estimate_range().ok().filter(|(least, most)| least != most);
    let range = range.map(|(least, most)| format!(", from {} to {}", shown(Ok(least)), shown(Ok(most))));
    facts.push(("forecast cost", format!("{}{}", shown(whole.estimate()), range.unwrap_or_default())));
    facts.push(("spent", shown(whole.spent)));
    let index = |figure: Figure<Decimal>| {
        figure.map_or_else(|missing| missing.to_string(), |value| value.round_dp(3).to_string())
    };
    if let Ok(complete) = whole.percent_complete() {
        facts.push(("complete", format!("{} % of the value", complete.round_dp(0).normalize())));
    }
    let needed = whole.needed_index().map(|needed| format!("; the rest needs {}", needed.round_dp(3)));
    facts.push(("cost index", format!("{}{}", index(whole.cost_index()), needed.unwrap_or_default())));
    let in_time =
        picture.money.earned_schedule.map(|earned| format!(" by value, {} by time", earned.index.round_dp(2)));
    facts.push(("schedule index", format!("{}{}", index(whole.schedule_index()), in_time.unwrap_or_default())));
    let asks = project.actions.iter().filter(|action| {
        action.done.is_none() && action.base.owner.as_ref().is_some_and(|owner| project.is_clients(owner))
    });
    let decisions = project
        .decisions
        .iter()
        .filter(|one| one.is_open() && one.base.owner.as_ref().is_some_and(|owner| project.is_clients(owner)));
    facts.push(("asks", format!("{} open with the client", asks.count() + decisions.count())));
    let outage = project.windows.iter().filter(|window| window.is_outage() && window.actual.is_none());
    let outage = outage
        .filter_map(|window| Some((window.start.as_ref()?.value, window)))
        .filter(|(start, _)| start.date >= forecast.as_of);
    let outage = outage.min_by_key(|(start, window)| (*start, window.base.id()));
    if let Some((start, window)) = outage {
        let state = if window.approved.is_some() { "approved" } else { "not approved" };
        facts.push(("next outage", format!("{} {} {}, {state}", clean(window.base.id()), start.date, start.clock())));
    }
    for (window, buffer) in forecast.buffers_by_window() {
        let id = project.base(ItemIndex { register: Register::Windows, index: window.index }).id();
        facts.push(("buffer", format!("{} before {}", working_days(buffer.length.days()), clean(id))));
    }
    facts
}
