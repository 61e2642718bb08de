//! The projects of a portfolio as a table: for a terminal, and as Markdown.

use super::Look;
use super::markdown::text_of;
use super::paint::Tone;
use super::sink::clean;
use crate::model::published::{ProjectStatus, Unknown};
use crate::value::{Date, Money};

const HEADS: [&str; 7] = ["project", "status", "stage", "next milestone", "finish", "money", "update"];
/// How wide a column of words may be in a terminal.
const WIDEST: usize = 36;

/// Worst first: red, grey, amber, green; then the one with the least to spare.
fn sorted(statuses: &[ProjectStatus], today: Date) -> Vec<&ProjectStatus> {
    let weight = |status: &ProjectStatus| match status.light_on(today).name() {
        _ if !status.stage.is_active() => 4,
        "red" => 0,
        "grey" => 1,
        "amber" => 2,
        _ => 3,
    };
    let mut sorted: Vec<&ProjectStatus> = statuses.iter().collect();
    sorted.sort_by_key(|status| (weight(status), status.margin_days.unwrap_or(i64::MAX), &status.title, &status.id));
    sorted
}

fn cells(status: &ProjectStatus, today: Date) -> [String; 7] {
    let dated = |date: Option<Date>, agreed: Option<Date>, word: &str| {
        let agreed = agreed.map(|agreed| format!(" {word} {agreed}")).unwrap_or_default();
        date.map(|date| format!("{date}{agreed}")).unwrap_or_default()
    };
    let milestone = status.next_milestone.as_ref().filter(|_| status.stage.is_active());
    let milestone = milestone.map(|next| {
        format!("{} {}", clean(&next.title), dated(next.date, next.target.filter(|_| next.date != next.target), "of"))
    });
    let whole = |amount: Money| Money(amount.0.round()).grouped();
    let forecast = status.budget_forecast.or(status.budget_agreed);
    let agreed = status.budget_agreed.filter(|_| status.budget_forecast.is_some());
    let agreed = agreed.map(|agreed| format!(" of {}", whole(agreed))).unwrap_or_default();
    let money = forecast.map(|amount| format!("{} {}{agreed}", clean(&status.currency), whole(amount)));
    let age = status.last_update.map(|last| match last.days_until(today) {
        ..=0 => "today".to_owned(),
        1 => "1 day ago".to_owned(),
        days => format!("{days} days ago"),
    });
    let light = if status.is_on_hold { "on hold" } else { status.light_on(today).name() };
    [
        clean(&status.title),
        light.to_owned(),
        status.stage.name().to_owned(),
        milestone.unwrap_or_default().trim().to_owned(),
        dated(status.finish, status.target_finish, "of"),
        money.unwrap_or_default().trim().to_owned(),
        age.unwrap_or_else(|| "never".to_owned()),
    ]
}

/// One line a project, the worst first, and how many there are.
#[must_use]
pub fn portfolio_table(statuses: &[ProjectStatus], unknown: &[Unknown], today: Date, look: &Look) -> String {
    let rows: Vec<[String; 7]> = sorted(statuses, today).into_iter().map(|status| cells(status, today)).collect();
    let widths: Vec<usize> = (0..HEADS.len())
        .map(|column| {
            let all = rows.iter().map(|row| row[column].chars().count()).chain([HEADS[column].len()]);
            all.max().unwrap_or(0).min(WIDEST)
        })
        .collect();
    let line = |cells: &[&str]| {
        let padded: Vec<String> = cells
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{:width$}", shortened(cell, *width, look)))
            .collect();
        format!("{}\n", padded.join("  ").trim_end())
    };
    let mut out = look.paint(Tone::Bold, &line(&HEADS));
    for row in &rows {
        out.push_str(&line(&row.each_ref().map(String::as_str)));
    }
    let late: usize = statuses.iter().map(|status| status.overdue.len()).sum();
    for one in unknown {
        out.push_str(&format!("{}: not known, `{}` {}\n", clean(one.name()), clean(&one.path), one.why));
    }
    let count = statuses.len() + unknown.len();
    out.push_str(&format!("\n{count} projects, {late} overdue items, as of {today}\n"));
    out
}

/// A text that fits; what was cut off shows.
fn shortened(text: &str, width: usize, look: &Look) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let end = if look.unicode { "\u{2026}" } else { "~" };
    text.chars().take(width - 1).collect::<String>() + end
}

/// The same as a Markdown table. Texts of plans cannot end a cell, be a link or call anybody.
#[must_use]
pub fn portfolio_markdown(statuses: &[ProjectStatus], unknown: &[Unknown], today: Date) -> String {
    let mut out = format!("| {} |\n|{}\n", HEADS.join(" | "), " --- |".repeat(HEADS.len()));
    for status in sorted(statuses, today) {
        let cells = cells(status, today).map(|cell| text_of(&cell, true));
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    for one in unknown {
        let (name, path) = (text_of(one.name(), true), text_of(&one.path, true));
        out.push_str(&format!("\n{name}: not known, {path} {}\n", text_of(&one.why.to_string(), true)));
    }
    out
}
