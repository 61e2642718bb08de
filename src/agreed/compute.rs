//! From a plan to what would be agreed if it were agreed as it is.

use crate::document::keys::Register;
use crate::model::Project;
use crate::model::baseline::{
    AgreedCost, AgreedDeliverable, AgreedLine, AgreedMilestone, AgreedProject, AgreedScope, AgreedTask, Baseline,
    Original,
};
use crate::model::charter::ScopeLine;
use crate::model::item::{Listed, Reference, Told};
use crate::model::kinds::{Cost, Deliverable, Due, Milestone, Task};
use crate::money::{Ledger, task_values};
use crate::schedule::Schedule;
use crate::text::Spanned;
use crate::value::{Date, Money};

/// The baseline of a plan on a day, as if nothing had been agreed before. `plan` is the schedule of
/// [`crate::schedule::Mode::Plan`]. Every value has the place in the plan that it comes from.
#[must_use]
pub fn baseline(project: &Project, plan: &Schedule, date: Date) -> Baseline {
    let charter = &project.charter;
    let place = charter.opening;
    let mut whole = Baseline {
        place,
        of: Some(Spanned::new(project.id.clone(), place)),
        date: Some(Spanned::new(date, place)),
        because: Vec::new(),
        original: None,
        project: AgreedProject {
            start: charter.start,
            finish: charter.finish,
            budget_cap: charter.budget_cap,
            tolerance: charter.tolerance.clone(),
        },
        scope: scope(project),
        deliverables: project.deliverables.iter().map(|one| deliverable(project, one)).collect(),
        tasks: tasks(project, plan),
        milestones: milestones(project, plan),
        budget: budget(project),
        total: None,
        checksum: None,
        content_hash: String::new(),
        is_uncertain: !plan.is_complete(),
    };
    sort(&mut whole);
    let total: Money = whole.budget.iter().map(|cost| cost.amount.value).sum();
    let budget_place = project.registers[&Register::Budget].place.unwrap_or(charter.stage_place);
    whole.total = Some(Spanned::new(total, budget_place));
    whole.original = Some(original(&whole));
    whole
}

fn sort(whole: &mut Baseline) {
    whole.deliverables.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    whole.tasks.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    whole.milestones.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    whole.budget.sort_by(|a, b| a.id.value.cmp(&b.id.value));
}

/// What a first baseline keeps for ever.
fn original(whole: &Baseline) -> Original {
    let day = |milestone: &AgreedMilestone| Some((milestone.id.clone(), milestone.date?));
    Original {
        date: whole.date,
        finish: whole.finish().map(|finish| Spanned::new(finish, whole.place)),
        milestones: whole.milestones.iter().filter_map(day).collect(),
        total: whole.total,
    }
}

fn scope(project: &Project) -> AgreedScope {
    let scope = &project.scope;
    let objectives = scope.objectives.items.iter().filter_map(|objective| objective.text.clone());
    let constraints = scope.constraints.items.iter().filter_map(|constraint| constraint.text.clone());
    AgreedScope {
        included: lines(&scope.included),
        excluded: lines(&scope.excluded),
        done_when: scope.done_when.items.clone(),
        objectives: objectives.collect(),
        constraints: constraints.collect(),
    }
}

fn lines(listed: &Listed<ScopeLine>) -> Vec<AgreedLine> {
    let mut lines: Vec<AgreedLine> =
        listed.items.iter().filter_map(|line| Some((line.id.clone(), line.text.clone()?))).collect();
    lines.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
    lines
}

fn deliverable(project: &Project, one: &Deliverable) -> AgreedDeliverable {
    let id = |reference: &Reference| {
        let known = reference.target.filter(|target| target.project == project.place);
        let id = known.map_or_else(|| reference.written.value.clone(), |at| project.base(at.item).id().to_owned());
        Spanned::new(id, reference.written.span)
    };
    AgreedDeliverable {
        id: one.base.id.clone(),
        title: one.base.title.clone(),
        kind: one.kind,
        acceptance: one.acceptance.items.iter().filter_map(|criterion| criterion.text.clone()).collect(),
        due: one.due.as_ref().map(|due| match due {
            Due::Date(date) => date.map(|date| date.to_string()),
            Due::Milestone(milestone) => id(milestone),
        }),
        acceptor: one.acceptor.as_ref().map(id),
    }
}

fn tasks(project: &Project, plan: &Schedule) -> Vec<AgreedTask> {
    let values = task_values(project, plan, Ledger::Client);
    let decimals = Money::decimals_of(project.charter.currency.as_ref().map_or("", |code| &code.value));
    let task = |(index, task): (usize, &Task)| {
        let slot = plan.task(index)?;
        let place = task.base.id.span;
        let dated = |date: Date| -> Told<Date> { Some(Spanned::new(date, place)) };
        Some(AgreedTask {
            id: task.base.id.clone(),
            start: dated(slot.start_day()),
            finish: dated(slot.finish_day()),
            duration: task.duration.as_ref().map(|duration| duration.map(|estimate| estimate.likely)),
            value: values.get(&index).map(|value| Spanned::new(Money(value.0.round_dp(decimals)), place)),
        })
    };
    project.tasks.iter().enumerate().filter_map(task).collect()
}

fn milestones(project: &Project, plan: &Schedule) -> Vec<AgreedMilestone> {
    let milestone = |(index, milestone): (usize, &Milestone)| AgreedMilestone {
        id: milestone.base.id.clone(),
        date: plan.milestone_day(project, index).map(|day| Spanned::new(day, milestone.base.id.span)),
        target: milestone.target,
    };
    project.milestones.iter().enumerate().map(milestone).collect()
}

/// The lines of the client's ledger; what the provider spends for itself was agreed with nobody.
fn budget(project: &Project) -> Vec<AgreedCost> {
    let amount = |cost: &Cost| {
        let place = cost.base.value_place(if cost.amount.is_some() { "amount" } else { "price" });
        Some(AgreedCost { id: cost.base.id.clone(), amount: Spanned::new(cost.total()?, place) })
    };
    project.budget.iter().filter(|cost| cost.base.is_for_client()).filter_map(amount).collect()
}
