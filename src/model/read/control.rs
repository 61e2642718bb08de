//! Reads people, risks, issues, actions, decisions, changes, meetings, updates and lessons.

use super::fill::date_of;
use crate::document::fields::{Record, Value};
use crate::document::keys::{Kind, Register};
use crate::model::control::{
    Action, Address, Away, Change, ChangeImpact, Decision, Issue, Judgement, Lesson, Meeting, Note, Place, Risk,
    Snapshot, Stakeholder, Update,
};
use crate::model::item::{Base, ItemIndex, Listed, Reference, Target, Told};
use crate::model::resolve::{Resolver, inner, texts};
use crate::text::Spanned;

pub(super) fn stakeholder(base: Base, resolver: &mut Resolver) -> Stakeholder {
    let record = &base.record;
    let away = |_: &mut Resolver, value: &Spanned<Value>| {
        let Value::Record(record) = &value.value else { return None };
        Some(Away { from: record.get("from"), to: record.get("to"), span: value.span })
    };
    let roles = Listed {
        items: record.list("roles"),
        none: record.none("roles"),
        span: record.field("roles").map(|field| field.value.span),
    };
    Stakeholder {
        side: record.get("side"),
        roles,
        org: record.get("org"),
        channel: record.get("channel"),
        deputy: resolver.one(record, "deputy"),
        email: record.get("email"),
        phone: record.get("phone"),
        rate: record.get("rate"),
        skills: texts(record, "skills"),
        capacity: record.get("capacity"),
        away: resolver.listed(record, "away", away),
        influence: record.get("influence"),
        interest: record.get("interest"),
        base,
    }
}

pub(super) fn risk(base: Base, resolver: &mut Resolver) -> Risk {
    let record = &base.record;
    let residual = inner(record, "residual").map(|left| (left.value.get("p"), left.value.get("i")));
    Risk {
        cause: record.get("cause"),
        event: record.get("event"),
        effect: record.get("effect"),
        probability: record.get("probability"),
        impact: record.get("impact"),
        response: record.get("response"),
        plan: resolver.many(record, "plan"),
        due: record.get("due"),
        reviewed: record.get("reviewed"),
        days: record.get("days"),
        money: record.get("money"),
        residual,
        affects: resolver.many(record, "affects"),
        status: record.get("status"),
        approved: resolver.signature(record, "approved"),
        base,
    }
}

pub(super) fn issue(base: Base, resolver: &mut Resolver) -> Issue {
    let record = &base.record;
    Issue {
        severity: record.get("severity"),
        raised: resolver.signature(record, "raised"),
        due: record.get("due"),
        blocks: resolver.many(record, "blocks"),
        from: resolver.one(record, "from"),
        escalated: resolver.signature(record, "escalated"),
        status: record.get("status"),
        resolution: record.get("resolution"),
        base,
    }
}

pub(super) fn action(base: Base, resolver: &mut Resolver) -> Action {
    let record = &base.record;
    Action {
        due: record.get("due"),
        kind: record.get("kind"),
        waiting: resolver.many(record, "for"),
        from: resolver.one(record, "from"),
        done: record.get("done"),
        base,
    }
}

pub(super) fn decision(base: Base, resolver: &mut Resolver) -> Decision {
    let record = &base.record;
    Decision {
        status: record.get("status"),
        needed_by: record.get("needed_by"),
        options: texts(record, "options"),
        choice: record.get("choice"),
        made: resolver.signature(record, "made"),
        from: resolver.one(record, "from"),
        affects: resolver.many(record, "affects"),
        base,
    }
}

pub(super) fn change(base: Base, resolver: &mut Resolver) -> Change {
    let record = &base.record;
    Change {
        raised: resolver.signature(record, "raised"),
        reason: record.get("reason"),
        impact: inner(record, "impact").map(|value| impact(&value)),
        adds: addresses(record, "adds", resolver),
        modifies: addresses(record, "modifies", resolver),
        removes: addresses(record, "removes", resolver),
        delta: record.get("delta"),
        options: texts(record, "options"),
        needed_by: record.get("needed_by"),
        status: record.get("status"),
        decided: resolver.signature(record, "decided"),
        implemented: record.get("implemented"),
        base,
    }
}

fn impact(impact: &Spanned<Record>) -> ChangeImpact {
    let record = &impact.value;
    ChangeImpact {
        schedule: record.get("schedule"),
        budget: record.get("budget"),
        scope: record.get("scope"),
        risk: record.get("risk"),
        downtime: record.get("downtime"),
        span: impact.span,
        spoiled: record.spoiled.clone(),
    }
}

fn addresses(record: &Record, key: &str, resolver: &mut Resolver) -> Listed<Address> {
    resolver.listed(record, key, |resolver, value| {
        let Value::Text(text) = &value.value else { return None };
        Some(Address { written: Spanned::new(text.clone(), value.span), place: place(text, resolver) })
    })
}

/// What an address means: `project.target`, `scope.in.wifi`, `hq-firewall`, `deliverables/hq-firewall.accepted`.
fn place(text: &str, resolver: &Resolver) -> Option<Place> {
    let (head, rest) = text.split_once('.').map_or((text, None), |(head, rest)| (head, Some(rest)));
    match (head, rest) {
        ("project", Some(field)) => {
            let name = field.split('.').next()?;
            Kind::project().key(name).map(|_| Place::Project(field.to_owned()))
        }
        ("scope", Some(field)) => {
            let (name, line) = field.split_once('.').map_or((field, None), |(name, line)| (name, Some(line)));
            Kind::scope().key(name).map(|_| Place::Scope(name.to_owned(), line.map(str::to_owned)))
        }
        _ => {
            let target = resolver.quietly(head)?;
            if let Some(field) = rest {
                target.item.register.kind().key(field.split('.').next()?)?;
            }
            Some(Place::Item(target, rest.map(str::to_owned)))
        }
    }
}

impl Resolver<'_> {
    /// The item of an id, perhaps with its register before it, without a word if there is none or more than one.
    fn quietly(&self, text: &str) -> Option<Target> {
        let (registers, id) = match text.split_once('/') {
            Some((name, id)) => (vec![Register::from_name(name)?], id),
            None => (Register::ALL.to_vec(), text),
        };
        let ids = &self.projects[self.project as usize].items;
        let lower = id.to_ascii_lowercase();
        let mut found = registers.into_iter().filter_map(|register| {
            let index = *ids.get(&register)?.get(&lower)?;
            Some(Target { project: self.project, item: ItemIndex { register, index } })
        });
        found.next().filter(|_| found.next().is_none())
    }
}

pub(super) fn meeting(base: Base, resolver: &mut Resolver) -> Meeting {
    let record = &base.record;
    Meeting {
        kind: record.get("kind"),
        at: record.get("at"),
        status: record.get("status"),
        invited: resolver.many(record, "invited"),
        attended: resolver.many(record, "attended"),
        summary: record.get("summary"),
        date: date_of(&base.id.value),
        base,
    }
}

pub(super) fn update(base: Base, resolver: &mut Resolver) -> Update {
    let record = &base.record;
    let rag = inner(record, "rag");
    let judged = |key: &str| judgement(&rag, key);
    Update {
        by: resolver.one(record, "by"),
        summary: record.get("summary"),
        needs: resolver.listed(record, "needs", note),
        done: resolver.listed(record, "done", note),
        next: resolver.listed(record, "next", note),
        schedule_judgement: judged("schedule"),
        budget_judgement: judged("budget"),
        scope_judgement: judged("scope"),
        snapshot: inner(record, "snapshot").map(|value| snapshot(&value, resolver)),
        date: date_of(&base.id.value),
        base,
    }
}

/// A text that is an id of something means that; all else is words.
fn note(resolver: &mut Resolver, value: &Spanned<Value>) -> Option<Note> {
    let Value::Text(text) = &value.value else { return None };
    let written = Spanned::new(text.clone(), value.span);
    match resolver.quietly(text) {
        Some(target) => Some(Note::Item(Reference { written, target: Some(target) })),
        None => Some(Note::Text(written)),
    }
}

fn judgement(rag: &Told<Record>, key: &str) -> Option<Judgement> {
    let told: Spanned<Record> = rag.as_ref()?.value.get(key)?;
    Some(Judgement {
        colour: told.value.get("colour"),
        reason: told.value.get("reason"),
        until: told.value.get("until"),
        span: told.span,
    })
}

fn snapshot(snapshot: &Spanned<Record>, resolver: &mut Resolver) -> Snapshot {
    let record = &snapshot.value;
    let pairs = |key: &str| record.list::<Record>(key);
    Snapshot {
        milestones: pairs("milestones")
            .into_iter()
            .filter_map(|pair| Some((resolver.one(&pair.value, "milestone")?, pair.value.get("date"))))
            .collect(),
        buffers: pairs("buffers")
            .into_iter()
            .filter_map(|pair| Some((resolver.one(&pair.value, "window")?, pair.value.get("days"))))
            .collect(),
        planned_value: record.get("pv"),
        earned_value: record.get("ev"),
        actual_cost: record.get("ac"),
        percent: record.get("percent"),
        progress: pairs("tasks")
            .into_iter()
            .filter_map(|pair| Some((resolver.one(&pair.value, "task")?, pair.value.get("progress"))))
            .collect(),
        light: record.get("light"),
        finish: record.get("finish"),
        target: record.get("target"),
        span: snapshot.span,
    }
}

pub(super) fn lesson(base: Base, _: &mut Resolver) -> Lesson {
    let record = &base.record;
    Lesson { kind: record.get("kind"), area: record.get("area"), action: record.get("action"), base }
}
