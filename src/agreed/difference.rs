//! What differs between two baselines: what was agreed, and what the plan says now.

use std::collections::BTreeSet;

use crate::document::keys::{Class, Register};
use crate::model::address::{Spot, Subject};
use crate::model::baseline::{AgreedCost, AgreedDeliverable, AgreedLine, AgreedMilestone, AgreedTask, Baseline};
use crate::model::item::Told;
use crate::text::Spanned;

/// One thing that is not as it was agreed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Difference {
    /// What it means: scope, commitment or forecast.
    pub class: Class,
    /// What is different: a subject as a whole where the path is empty, else a field of it.
    pub spot: Spot,
    /// What was agreed, in words; None if it is new.
    pub agreed: Told<String>,
    /// What the plan says now; None if it is gone.
    pub now: Told<String>,
}

impl Difference {
    /// Whether this is a promise: only an approved change may touch it.
    #[must_use]
    pub fn is_promise(&self) -> bool {
        matches!(self.class, Class::Scope | Class::Commitment)
    }

    /// Whether something as a whole came or went.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.spot.path.is_empty()
    }
}

/// All differences, in the order in which a plan is read.
#[must_use]
pub fn differences(agreed: &Baseline, now: &Baseline) -> Vec<Difference> {
    let mut all = Gathered::default();
    all.project(agreed, now);
    all.scope(agreed, now);
    all.items(&agreed.deliverables, &now.deliverables, DELIVERABLES);
    all.items(&agreed.milestones, &now.milestones, MILESTONES);
    all.items(&agreed.tasks, &now.tasks, TASKS);
    all.items(&agreed.budget, &now.budget, BUDGET);
    all.differences
}

/// How the items of a register are compared.
struct Kind<T> {
    register: Register,
    /// What it means that one comes or goes.
    class: Class,
    id: fn(&T) -> &Spanned<String>,
    /// One in a few words, at its place.
    words: fn(&T) -> String,
    fields: fn(&mut Gathered, &Subject, &T, &T),
}

const DELIVERABLES: Kind<AgreedDeliverable> = Kind {
    register: Register::Deliverables,
    class: Class::Scope,
    id: |one| &one.id,
    words: |one| one.title.as_ref().map_or_else(|| one.id.value.clone(), |title| title.value.clone()),
    fields: deliverable,
};

const MILESTONES: Kind<AgreedMilestone> = Kind {
    register: Register::Milestones,
    class: Class::Commitment,
    id: |one| &one.id,
    words: |one| one.target.or(one.date).map_or_else(|| "no date".to_owned(), |date| date.value.to_string()),
    fields: |all, subject, agreed, now| {
        all.told(Class::Commitment, subject, "target", agreed.target, now.target);
        all.told(Class::Forecast, subject, "date", agreed.date, now.date);
    },
};

const TASKS: Kind<AgreedTask> = Kind {
    register: Register::Tasks,
    class: Class::Forecast,
    id: |one| &one.id,
    words: |one| match (one.start, one.finish) {
        (Some(start), Some(finish)) => format!("{} to {}", start.value, finish.value),
        _ => "no dates".to_owned(),
    },
    fields: |all, subject, agreed, now| {
        all.told(Class::Forecast, subject, "start", agreed.start, now.start);
        all.told(Class::Forecast, subject, "finish", agreed.finish, now.finish);
        all.told(Class::Forecast, subject, "duration", agreed.duration, now.duration);
        all.told(Class::Forecast, subject, "value", agreed.value, now.value);
    },
};

const BUDGET: Kind<AgreedCost> = Kind {
    register: Register::Budget,
    class: Class::Commitment,
    id: |one| &one.id,
    words: |one| one.amount.value.grouped(),
    fields: |all, subject, agreed, now| {
        if agreed.amount.value != now.amount.value {
            let words = |cost: &AgreedCost| Some(Spanned::new(cost.amount.value.grouped(), cost.amount.span));
            all.add(Class::Commitment, subject, "amount", words(agreed), words(now));
        }
    },
};

fn deliverable(all: &mut Gathered, subject: &Subject, agreed: &AgreedDeliverable, now: &AgreedDeliverable) {
    all.told(Class::Scope, subject, "title", agreed.title.clone(), now.title.clone());
    let kind = |one: &AgreedDeliverable| one.kind.map(|kind| kind.map(|kind| kind.name()));
    all.told(Class::Scope, subject, "kind", kind(agreed), kind(now));
    all.texts(subject, "acceptance", &agreed.acceptance, &now.acceptance);
    all.told(Class::Commitment, subject, "due", agreed.due.clone(), now.due.clone());
    all.told(Class::Commitment, subject, "acceptor", agreed.acceptor.clone(), now.acceptor.clone());
}

#[derive(Default)]
struct Gathered {
    differences: Vec<Difference>,
}

impl Gathered {
    fn add(&mut self, class: Class, subject: &Subject, path: &str, agreed: Told<String>, now: Told<String>) {
        let spot = Spot { subject: subject.clone(), path: path.to_owned() };
        self.differences.push(Difference { class, spot, agreed, now });
    }

    /// A value that is there, or is not, on both sides.
    fn told<T: PartialEq + ToString>(
        &mut self,
        class: Class,
        subject: &Subject,
        path: &str,
        agreed: Told<T>,
        now: Told<T>,
    ) {
        if agreed.as_ref().map(|told| &told.value) != now.as_ref().map(|told| &told.value) {
            let words = |told: Spanned<T>| told.map(|value| value.to_string());
            self.add(class, subject, path, agreed.map(words), now.map(words));
        }
    }

    /// Texts without ids: which went, and which came. A text that is worded differently does both.
    fn texts(&mut self, subject: &Subject, path: &str, agreed: &[Spanned<String>], now: &[Spanned<String>]) {
        let without = |some: &[Spanned<String>], others: &[Spanned<String>]| -> Vec<Spanned<String>> {
            let others: BTreeSet<&str> = others.iter().map(|text| text.value.as_str()).collect();
            some.iter().filter(|text| !others.contains(text.value.as_str())).cloned().collect()
        };
        for gone in without(agreed, now) {
            self.add(Class::Scope, subject, path, Some(gone), None);
        }
        for new in without(now, agreed) {
            self.add(Class::Scope, subject, path, None, Some(new));
        }
    }

    fn lines(&mut self, path: &str, agreed: &[AgreedLine], now: &[AgreedLine]) {
        let text = |line: &AgreedLine| line.1.clone();
        for (gone, new) in paired(agreed, now, |line| line.0.value.as_str()) {
            let id = gone.or(new).map_or("", |line| line.0.value.as_str());
            let (agreed, now) = (gone.map(text), new.map(text));
            self.told(Class::Scope, &Subject::Scope, &format!("{path}.{id}"), agreed, now);
        }
    }

    fn project(&mut self, agreed: &Baseline, now: &Baseline) {
        let (before, after) = (&agreed.project, &now.project);
        let percent = |told: &Told<crate::value::Decimal>| told.map(|told| told.map(|value| value.normalize()));
        let class = Class::Commitment;
        self.told(class, &Subject::Project, "target.start", before.start, after.start);
        self.told(class, &Subject::Project, "target.finish", before.finish, after.finish);
        self.told(class, &Subject::Project, "budget_cap", before.budget_cap, after.budget_cap);
        let (before, after) = (&before.tolerance, &after.tolerance);
        self.told(class, &Subject::Project, "tolerance.schedule", before.schedule, after.schedule);
        self.told(class, &Subject::Project, "tolerance.budget", percent(&before.budget), percent(&after.budget));
        self.told(class, &Subject::Project, "tolerance.amber", percent(&before.amber), percent(&after.amber));
    }

    fn scope(&mut self, agreed: &Baseline, now: &Baseline) {
        let (before, after) = (&agreed.scope, &now.scope);
        self.lines("in", &before.included, &after.included);
        self.lines("out", &before.excluded, &after.excluded);
        self.texts(&Subject::Scope, "done_when", &before.done_when, &after.done_when);
        self.texts(&Subject::Scope, "objectives", &before.objectives, &after.objectives);
        self.texts(&Subject::Scope, "constraints", &before.constraints, &after.constraints);
    }

    fn items<T>(&mut self, agreed: &[T], now: &[T], kind: Kind<T>) {
        let words = |one: &T| Some(Spanned::new((kind.words)(one), (kind.id)(one).span));
        for pair in paired(agreed, now, |one| (kind.id)(one).value.as_str()) {
            let subject = |one: &T| Subject::Item(kind.register, (kind.id)(one).value.clone());
            match pair {
                (Some(before), Some(after)) => (kind.fields)(self, &subject(after), before, after),
                (Some(before), None) => self.add(kind.class, &subject(before), "", words(before), None),
                (None, Some(after)) => self.add(kind.class, &subject(after), "", None, words(after)),
                (None, None) => {}
            }
        }
    }
}

/// Two lists sorted by a key, side by side in its order.
fn paired<'a, T>(one: &'a [T], other: &'a [T], key: impl Fn(&T) -> &str) -> Vec<(Option<&'a T>, Option<&'a T>)> {
    let mut pairs = Vec::with_capacity(one.len().max(other.len()));
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (Some(a), Some(b)) => key(a).cmp(key(b)),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return pairs,
        };
        let first = if order.is_le() { left.next() } else { None };
        let second = if order.is_ge() { right.next() } else { None };
        pairs.push((first, second));
    }
}
