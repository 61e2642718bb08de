//! Whether two baselines are one agreement: ids that are called otherwise, and how a file is laid out, change nothing.

use super::text::text;
use crate::document::keys::Register;
use crate::model::baseline::Baseline;
use crate::text::Spanned;

/// Whether a later baseline says what an earlier one said. `renamed` gives the present id of an earlier one. What
/// planmark did not write as it stands is never the same.
#[must_use]
pub fn is_same_agreement(before: &Baseline, after: &Baseline, renamed: &dyn Fn(Register, &str) -> String) -> bool {
    let is_genuine = |baseline: &Baseline| !baseline.is_uncertain && baseline.is_genuine() == Some(true);
    is_genuine(before) && is_genuine(after) && text(&called_as_now(before, renamed)) == text(after)
}

fn called_as_now(before: &Baseline, renamed: &dyn Fn(Register, &str) -> String) -> Baseline {
    let mut now = before.clone();
    let call = |register: Register, id: &mut Spanned<String>| id.value = renamed(register, &id.value);
    for change in &mut now.because {
        call(Register::Changes, &mut change.written);
    }
    for (id, _) in now.original.iter_mut().flat_map(|original| &mut original.milestones) {
        call(Register::Milestones, id);
    }
    for deliverable in &mut now.deliverables {
        call(Register::Deliverables, &mut deliverable.id);
        deliverable.acceptor.iter_mut().for_each(|acceptor| call(Register::Stakeholders, acceptor));
        deliverable.due.iter_mut().for_each(|due| call(Register::Milestones, due));
    }
    now.tasks.iter_mut().for_each(|task| call(Register::Tasks, &mut task.id));
    now.milestones.iter_mut().for_each(|milestone| call(Register::Milestones, &mut milestone.id));
    now.budget.iter_mut().for_each(|cost| call(Register::Budget, &mut cost.id));
    now.because.sort_by(|a, b| a.written.value.cmp(&b.written.value));
    now.original.iter_mut().for_each(|original| original.milestones.sort_by(|a, b| a.0.value.cmp(&b.0.value)));
    now.deliverables.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    now.tasks.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    now.milestones.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    now.budget.sort_by(|a, b| a.id.value.cmp(&b.id.value));
    now
}
