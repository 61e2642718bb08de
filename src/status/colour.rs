//! From figures and tolerances to colours, one dimension at a time.

use super::{Cause, Facts, Figures, Light, by};
use crate::document::keys::Register;
use crate::document::keys::words::{ChangeStatus, IssueSeverity, Side};
use crate::model::Project;
use crate::model::item::{Base, ItemIndex};
use crate::schedule::Buffer;
use crate::schedule::calendar::{Instant, WorkTime};
use crate::value::{Date, Decimal, Missing, Money};

/// A score from which on an open risk is red, and amber.
const RED_SCORE: i64 = 15;
const AMBER_SCORE: i64 = 8;

/// The colour of a deviation: green up to a share of the tolerance, amber up to all of it, red beyond.
fn held_against(deviation: Decimal, tolerance: Decimal, project: &Project) -> Light {
    let half = Decimal::from(50);
    let share = project.charter.tolerance.amber.as_ref().map_or(half, |share| share.value);
    let green = tolerance.saturating_mul(share) / Decimal::ONE_HUNDRED;
    match deviation {
        deviation if deviation <= Decimal::ZERO || deviation <= green => Light::Green,
        deviation if deviation <= tolerance => Light::Amber,
        _ => Light::Red,
    }
}

fn item(register: Register, index: usize) -> ItemIndex {
    ItemIndex { register, index: index as u32 }
}

/// The finish, every milestone and every window that open work wants.
pub(super) fn schedule(facts: &Facts) -> Vec<Cause> {
    let Facts { project, forecast, .. } = *facts;
    let calendar = &forecast.calendar;
    let tolerance = project.charter.tolerance.schedule.as_ref();
    let minutes = |length: crate::value::Duration| length.minutes(calendar.minutes_per_day(), calendar.days_per_week());
    let tolerance = WorkTime {
        minutes: tolerance.map_or(0, |tolerance| minutes(tolerance.value)),
        day_minutes: calendar.minutes_per_day(),
    };
    let light =
        |late_by: WorkTime| held_against(Decimal::from(late_by.minutes), Decimal::from(tolerance.minutes), project);
    let mut causes = Vec::new();
    if !forecast.is_complete() {
        causes.push(Cause { light: Light::Grey, figures: Figures::NoDates { count: forecast.unscheduled.len() } });
    }
    if let (Some(finish), Some(target)) = (forecast.finish, forecast.target) {
        let late_by = calendar.between(target, finish);
        causes.push(Cause { light: light(late_by), figures: Figures::Finish { late_by, tolerance } });
    }
    for (index, milestone) in project.milestones.iter().enumerate() {
        let Some(target) = &milestone.target else { continue };
        let Some(day) = forecast.milestone_day(project, index) else { continue };
        let late_by = calendar.between(Instant::end_of(target.value), Instant::end_of(day));
        let milestone = item(Register::Milestones, index);
        causes.push(Cause { light: light(late_by), figures: Figures::Milestone { milestone, late_by, tolerance } });
    }
    let lateness = |cause: &Cause| match cause.figures {
        Figures::Finish { late_by, .. } | Figures::Milestone { late_by, .. } => -late_by.minutes,
        _ => i64::MIN,
    };
    causes.sort_by_key(lateness);
    causes.extend(buffers(facts));
    causes
}

/// No buffer is amber: the next slip costs the window. A missed window is red.
fn buffers(facts: &Facts) -> Vec<Cause> {
    let cause = |(window, buffer): (ItemIndex, &Buffer)| {
        let light = match buffer.length.whole_days() {
            _ if buffer.is_missed => Light::Red,
            0 => Light::Amber,
            _ => Light::Green,
        };
        Cause { light, figures: Figures::Buffer { window, left: buffer.length, is_missed: buffer.is_missed } }
    };
    facts.forecast.buffers_by_window().into_iter().map(cause).collect()
}

/// The estimate at completion against the budget, and everything against the cap.
pub(super) fn budget(facts: &Facts) -> Vec<Cause> {
    let money = facts.money;
    let tolerance = facts.project.charter.tolerance.budget.as_ref().map_or(Decimal::ZERO, |budget| budget.value);
    let overrun = match money.whole.overrun_percent() {
        Ok(percent) => Cause {
            light: held_against(percent, tolerance, facts.project),
            figures: Figures::Overrun { percent, tolerance },
        },
        Err(missing) => unknown(missing),
    };
    let mut causes = vec![overrun];
    if let Some(cap) = money.cap {
        let highest = money.whole.estimate().unwrap_or(Money::ZERO).max(money.total);
        if highest > cap {
            causes.push(Cause { light: Light::Red, figures: Figures::OverCap { by: highest - cap } });
        }
    }
    causes
}

fn unknown(missing: Missing) -> Cause {
    Cause { light: Light::Grey, figures: Figures::Unknown(missing) }
}

/// Silent changes are red; changes that the client has before it are amber.
pub(super) fn scope(facts: &Facts) -> Vec<Cause> {
    let mut causes = Vec::new();
    if facts.silent_changes > 0 {
        let figures = Figures::SilentChanges { count: facts.silent_changes };
        causes.push(Cause { light: Light::Red, figures });
    }
    for (index, change) in facts.project.changes.iter().enumerate() {
        // One that is still in preparation is internal.
        if change.state() == ChangeStatus::Proposed && change.base.is_for_client() {
            let figures = Figures::PendingChange { change: item(Register::Changes, index) };
            causes.push(Cause { light: Light::Amber, figures });
        }
    }
    causes
}

/// Open risks by score and open issues by severity.
pub(super) fn risks(project: &Project) -> Vec<Cause> {
    let mut causes = Vec::new();
    for (index, risk) in project.risks.iter().enumerate().filter(|(_, risk)| risk.is_open()) {
        let Some(score) = risk.score().filter(|_| !risk.is_chance()) else { continue };
        let light = match score {
            RED_SCORE.. => Light::Red,
            AMBER_SCORE.. => Light::Amber,
            _ => Light::Green,
        };
        causes.push(Cause { light, figures: Figures::Risk { risk: item(Register::Risks, index), score } });
    }
    // The worst comes first, also among those of one colour.
    causes.sort_by_key(|cause| match cause.figures {
        Figures::Risk { score, .. } => -score,
        _ => 0,
    });
    for (index, issue) in project.issues.iter().enumerate().filter(|(_, issue)| issue.is_open()) {
        let Some(severity) = issue.severity.as_ref().map(|severity| severity.value) else { continue };
        let light = match severity {
            IssueSeverity::Critical => Light::Red,
            IssueSeverity::High => Light::Amber,
            IssueSeverity::Low | IssueSeverity::Medium => Light::Green,
        };
        causes.push(Cause { light, figures: Figures::Issue { issue: item(Register::Issues, index), severity } });
    }
    causes
}

/// What the client owes and is late with.
pub(super) fn asks(facts: &Facts) -> Vec<Cause> {
    let as_of = facts.forecast.as_of;
    let cause = |(item, due): (ItemIndex, Date)| {
        let is_on_longest_path = facts.forecast.slot(item).is_some_and(|slot| slot.is_on_longest_path);
        let light = if is_on_longest_path { Light::Red } else { Light::Amber };
        Cause { light, figures: Figures::Ask { item, due, is_on_longest_path } }
    };
    overdue_asks(facts.project, as_of).into_iter().map(cause).collect()
}

/// Actions and decisions of the client's side that were due before a day and are still open at its end.
pub(super) fn overdue_asks(project: &Project, as_of: Date) -> Vec<(ItemIndex, Date)> {
    let is_of_client = |base: &Base| {
        let owner = base.owner.as_ref().and_then(|owner| project.stakeholder(owner));
        owner.is_some_and(|owner| owner.is_on(Side::Client))
    };
    let mut overdue = Vec::new();
    for (index, action) in project.actions.iter().enumerate() {
        let is_open = by(&action.done, as_of).is_none();
        if let Some(due) = &action.due
            && is_open
            && due.value < as_of
            && is_of_client(&action.base)
        {
            overdue.push((item(Register::Actions, index), due.value));
        }
    }
    for (index, decision) in project.decisions.iter().enumerate() {
        if let Some(due) = &decision.needed_by
            && decision.is_open()
            && due.value < as_of
            && is_of_client(&decision.base)
        {
            overdue.push((item(Register::Decisions, index), due.value));
        }
    }
    overdue
}
