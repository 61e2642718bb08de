//! What follows from a change, as the rows of a table.

use super::headline::{money, signed, spare};
use super::words::{Phrase, Piece};
use crate::diff::{Effect, Moved};
use crate::value::{Date, Decimal, Money};

/// So many tasks are shown whose float is another one.
const MOST_FLOATS: usize = 5;

/// A figure of both sides.
pub(super) struct Row {
    /// What it is.
    pub(super) what: Phrase,
    /// In the base revision.
    pub(super) before: String,
    /// In the head revision.
    pub(super) after: String,
    /// The difference of the two, where it is a figure.
    pub(super) change: String,
}

/// The rows that say something, the weightiest first.
pub(super) fn rows(effect: &Effect) -> Vec<Row> {
    let mut rows = Vec::new();
    dates(effect, &mut rows);
    figures(effect, &mut rows);
    for (name, before, after) in effect.lights() {
        let what = if name == "overall" { "colour of the whole".to_owned() } else { format!("colour of {name}") };
        rows.push(row(ours(&what), before.name(), after.name(), String::new()));
    }
    let slipped: Vec<&Moved<Decimal>> = effect.floats.iter().collect();
    for moved in slipped.iter().take(MOST_FLOATS) {
        let days =
            |days: Option<Decimal>| days.map_or_else(String::new, |days| format!("{} d", days.round_dp(1).normalize()));
        let change = moved
            .before
            .zip(moved.after)
            .map_or_else(String::new, |(before, after)| format!("{} d", signed(after - before)));
        rows.push(row(about("float", &moved.id), &days(moved.before), &days(moved.after), change));
    }
    if slipped.len() > MOST_FLOATS {
        let what = ours(&format!("float of {} more tasks", slipped.len() - MOST_FLOATS));
        rows.push(row(what, "", "", "changed".to_owned()));
    }
    rows
}

fn dates(effect: &Effect, rows: &mut Vec<Row>) {
    let day = |day: Option<Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
    let shift = |days: Option<Decimal>| days.map_or_else(String::new, |days| format!("{} d", signed(days)));
    let (before, after) = (effect.base.finish, effect.head.finish);
    if (before.is_some() || after.is_some()) && !effect.is_none() {
        rows.push(row(ours("forecast finish"), &day(before), &day(after), shift(effect.finish_days)));
    }
    // Where nothing varies, the forecast says what the schedule says.
    let varies = effect.base.likely_finish != before || effect.head.likely_finish != after;
    let (before, after) = (effect.base.likely_finish, effect.head.likely_finish);
    if varies && before != after {
        let change = shift(effect.likely_finish_days);
        rows.push(row(ours("finish in 8 of 10 cases (P80)"), &day(before), &day(after), change));
    }
    for (moved, days) in &effect.milestones {
        rows.push(row(about("milestone", &moved.id), &day(moved.before), &day(moved.after), shift(*days)));
    }
    for moved in &effect.buffers {
        let told = |one: Option<crate::diff::Spare>| match one {
            Some(one) if one.is_missed => {
                format!("missed by {} d", spare(crate::diff::Spare { days: -one.days, ..one }))
            }
            Some(one) => format!("{} d", spare(one)),
            None => "none".to_owned(),
        };
        let change = moved
            .before
            .zip(moved.after)
            .map_or_else(String::new, |(before, after)| format!("{} d", signed(after.days - before.days)));
        rows.push(row(about("buffer before", &moved.id), &told(moved.before), &told(moved.after), change));
    }
}

fn figures(effect: &Effect, rows: &mut Vec<Row>) {
    let (base, head) = (&effect.base, &effect.head);
    let amount = |amount: Option<Money>| amount.map_or_else(|| "not known".to_owned(), Money::grouped);
    let grown = |before: Option<Money>, after: Option<Money>| {
        before.zip(after).map_or_else(String::new, |(before, after)| money(after - before))
    };
    // An estimate and an average are no more exact than a unit; what is written in the plan is shown as it is.
    let whole = |amount: Money| Money(amount.0.round_dp(0));
    let pairs = [
        ("budget with contingency", Some(base.budget), Some(head.budget)),
        ("forecast cost", base.estimate.map(whole), head.estimate.map(whole)),
        ("free under the cap", base.free_under_cap, head.free_under_cap),
        ("expected cost of open risks", Some(whole(base.exposure)), Some(whole(head.exposure))),
    ];
    for (name, before, after) in pairs {
        if before != after {
            rows.push(row(ours(name), &amount(before), &amount(after), grown(before, after)));
        }
    }
    let (before, after) = (base.risk_scores, head.risk_scores);
    if before != after {
        let change = signed(Decimal::from(after - before));
        rows.push(row(ours("scores of open risks"), &before.to_string(), &after.to_string(), change));
    }
}

fn row(what: Phrase, before: &str, after: &str, change: String) -> Row {
    Row { what, before: before.to_owned(), after: after.to_owned(), change }
}

fn ours(text: &str) -> Phrase {
    vec![Piece::Ours(text.to_owned())]
}

fn about(what: &str, id: &str) -> Phrase {
    vec![Piece::Ours(format!("{what} ")), Piece::Name(id.to_owned())]
}
