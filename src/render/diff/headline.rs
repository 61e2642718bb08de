//! The one line that says what a change of the plan comes to.

use super::words::{Phrase, Piece};
use crate::diff::{Difference, Effect, Kind, ProjectReview, Spare};
use crate::document::keys::{Class, Register};
use crate::render::paint::count;
use crate::value::{Decimal, Money};

/// `+1 deliverable, +1,450, finish +0 d, buffer `hq-night` 2 -> 0 d, 1 change approved (`lte-at-branch`), 0 uncovered`.
pub(super) fn headline(project: &ProjectReview) -> Phrase {
    let ours = |text: String| vec![Piece::Ours(text)];
    match project.presence {
        Some(Kind::Added) => return ours("a new project".to_owned()),
        Some(_) => {
            let lost = if project.verdict.uncovered().next().is_some() { ", 1 uncovered" } else { "" };
            return ours(format!("the project is gone{lost}"));
        }
        None if project.is_editorial() => return ours(no_change(project)),
        None => {}
    }
    let mut parts: Vec<Phrase> = counts(project).into_iter().map(ours).collect();
    if let Some(effect) = &project.effect {
        parts.extend(figures(effect));
    }
    let first = project.verdict.judged.iter().filter(|judged| judged.is_first).count();
    if first > 0 {
        parts.push(ours(count(first, "control change")));
    }
    parts.extend(approved(project));
    parts.push(ours(format!("{} uncovered", project.verdict.uncovered().count())));
    let mut phrase = Phrase::new();
    for part in parts {
        if !phrase.is_empty() {
            phrase.push(Piece::Ours(", ".to_owned()));
        }
        phrase.extend(part);
    }
    phrase
}

/// `no change in meaning`, with what there is of other changes.
pub(super) fn no_change(project: &ProjectReview) -> String {
    let editorial: Vec<&Difference> = project.of(Class::Editorial).collect();
    let number = |kind: Kind| editorial.iter().filter(|one| one.kind == kind).count();
    let (moved, renamed) = (number(Kind::Moved), number(Kind::Renamed));
    let worded = editorial.len() - moved - renamed;
    let mut parts = Vec::new();
    if moved > 0 {
        parts.push(format!("{moved} moved"));
    }
    if renamed > 0 {
        parts.push(format!("{renamed} renamed"));
    }
    if worded > 0 {
        parts.push(format!("{worded} reworded"));
    }
    match (parts.is_empty(), project.files) {
        (true, 0) => "no change".to_owned(),
        (true, files) => {
            format!("no change in meaning ({} differ{})", count(files, "file"), if files == 1 { "s" } else { "" })
        }
        (false, _) => format!("no change in meaning ({})", parts.join(", ")),
    }
}

/// Deliverables, milestones and lines of the scope that come and go.
fn counts(project: &ProjectReview) -> Vec<String> {
    let mut parts = Vec::new();
    let mut add = |noun: &str, is_it: &dyn Fn(&Difference) -> bool| {
        let number = |kind: Kind| {
            let judged = project.verdict.judged.iter().map(|judged| &judged.difference);
            judged.filter(|one| one.kind == kind && is_it(one)).count()
        };
        for (kind, sign) in [(Kind::Added, "+"), (Kind::Removed, "-")] {
            if number(kind) > 0 {
                parts.push(format!("{sign}{}", count(number(kind), noun)));
            }
        }
    };
    let is_item = |one: &Difference, register: Register| {
        one.is_whole_item() && one.item().is_some_and(|(found, _)| found == register)
    };
    add("deliverable", &|one| is_item(one, Register::Deliverables));
    add("milestone", &|one| is_item(one, Register::Milestones));
    let is_line = |one: &Difference| one.item().is_none() && one.class == Class::Scope && one.spot().is_some();
    add("scope line", &is_line);
    parts
}

/// Money, finish and buffers.
fn figures(effect: &Effect) -> Vec<Phrase> {
    let mut parts = Vec::new();
    let growth = effect.budget_growth();
    if growth != Money::ZERO {
        parts.push(vec![Piece::Ours(money(growth))]);
    }
    if let Some(days) = effect.finish_days {
        parts.push(vec![Piece::Ours(format!("finish {} d", signed(days)))]);
    }
    for buffer in &effect.buffers {
        let (before, after) = (buffer.before.map(spare), buffer.after.map(spare));
        let text = match (before, after) {
            (Some(before), Some(after)) => format!(" {before} -> {after} d"),
            (None, Some(after)) => format!(" {after} d"),
            _ => continue,
        };
        parts.push(vec![Piece::Ours("buffer ".to_owned()), Piece::Name(buffer.id.clone()), Piece::Ours(text)]);
    }
    parts
}

/// `1 change approved (`lte-at-branch`)`.
fn approved(project: &ProjectReview) -> Option<Phrase> {
    let ids: Vec<&str> =
        project.verdict.decided.iter().filter(|one| one.defect.is_none()).map(|one| one.change.as_str()).collect();
    if ids.is_empty() {
        return None;
    }
    let mut phrase = vec![Piece::Ours(format!("{} approved (", count(ids.len(), "change")))];
    for (index, id) in ids.iter().enumerate() {
        if index > 0 {
            phrase.push(Piece::Ours(", ".to_owned()));
        }
        phrase.push(Piece::Name((*id).to_owned()));
    }
    phrase.push(Piece::Ours(")".to_owned()));
    Some(phrase)
}

/// An amount with its sign.
pub(super) fn money(amount: Money) -> String {
    let plus = if amount < Money::ZERO { "" } else { "+" };
    format!("{plus}{}", amount.grouped())
}

/// Days with their sign.
pub(super) fn signed(days: Decimal) -> String {
    let rounded = days.round_dp(1).normalize();
    // No negative zero.
    let rounded = if rounded.is_zero() { Decimal::ZERO } else { rounded };
    format!("{}{rounded}", if rounded < Decimal::ZERO { "" } else { "+" })
}

/// Days to spare.
pub(super) fn spare(spare: Spare) -> String {
    spare.days.round_dp(1).normalize().to_string()
}
