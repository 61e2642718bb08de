//! A comparison for programs. The shape is stable: `schema diff` prints its schema.

use serde_json::{Value, json};

use super::headline::headline;
use super::words::{self, JUDGE, plain};
use super::{BothPlaces, Compared};
use crate::diff::{Cover, Difference, Effect, Judged, Kind, ProjectReview, Said, Spare, Standing, Strength};
use crate::render::json::write;
use crate::render::places::Places;

/// The version of the shape; it grows only when something is taken away or changes its meaning.
pub(in crate::render) const SCHEMA_VERSION: u32 = 1;

/// The whole comparison.
#[must_use]
pub fn review_json(compared: &Compared) -> String {
    let places = BothPlaces::new(compared);
    let outer: Vec<Value> = compared.review.outer.iter().map(|one| difference(one, &places)).collect();
    let projects: Vec<Value> = compared.review.projects.iter().map(|one| project(one, &places)).collect();
    write(&json!({
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "planmark", "version": env!("CARGO_PKG_VERSION")},
        "base": compared.base.name,
        "head": compared.head.name,
        "uncovered": compared.review.uncovered(),
        "editorial": compared.review.is_editorial(),
        "portfolio": outer,
        "projects": projects,
        "failures": compared.failures,
    }))
}

fn project(project: &ProjectReview, places: &BothPlaces) -> Value {
    let changes: Vec<Value> = project.verdict.judged.iter().map(|one| judged(one, places)).collect();
    let decided = project.verdict.decided.iter().map(|decided| {
        json!({
            "change": decided.change,
            "title": decided.title,
            "by": decided.by,
            "date": decided.date.map(|date| date.to_string()),
            "fresh": decided.is_fresh,
            "counts": decided.defect.is_none(),
            "why_not": decided.defect.as_ref().map(|defect| plain(&words::defect(defect, JUDGE))),
        })
    });
    json!({
        "id": project.id,
        "title": project.title,
        "folder": project.folder,
        "presence": match project.presence {
            None => "both",
            Some(Kind::Added) => "added",
            Some(_) => "removed",
        },
        "headline": plain(&headline(project)),
        "editorial": project.is_editorial(),
        "uncovered": project.verdict.uncovered().count(),
        "changes": changes,
        "decided": decided.collect::<Vec<_>>(),
        "effect": project.effect.as_ref().map(|found| effect(found, &project.currency)),
    })
}

fn judged(judged: &Judged, places: &BothPlaces) -> Value {
    let mut value = difference(&judged.difference, places);
    let (word, by) = match &judged.cover {
        Cover::NotNeeded => ("not-needed", None),
        Cover::NothingAgreed => ("nothing-agreed", None),
        Cover::Change(change) => ("change", Some(change.clone())),
        Cover::Signature { by, .. } => ("signature", Some(by.clone())),
        Cover::Nothing(_) => ("uncovered", None),
    };
    value["cover"] = json!(word);
    value["covered_by"] = json!(by);
    value["why"] = json!(Some(plain(&words::cover(&judged.cover))).filter(|why| !why.is_empty()));
    value["first"] = json!(judged.is_first);
    value
}

fn difference(difference: &Difference, places: &BothPlaces) -> Value {
    json!({
        "class": words::class_word(difference.class),
        "kind": match difference.kind {
            Kind::Added => "added",
            Kind::Removed => "removed",
            Kind::Renamed => "renamed",
            Kind::Moved => "moved",
            Kind::Changed => "changed",
            Kind::Reordered => "reordered",
        },
        "register": difference.item().map(|(register, _)| register.name()),
        "id": difference.item().map(|(_, id)| id),
        "title": Some(&difference.title).filter(|title| !title.is_empty()),
        "field": Some(&difference.path).filter(|path| !path.is_empty()),
        "address": difference.spot().map(|spot| spot.to_string()),
        "former_address": difference.former_spot().map(|spot| spot.to_string()),
        "entry": difference.entry,
        "before": side(&difference.before, &places.base),
        "after": side(&difference.after, &places.head),
        "strength": difference.strength.map(|strength| match strength {
            Strength::Weaker => "weaker",
            Strength::Stronger => "stronger",
        }),
        "words": plain(&words::difference(difference)),
    })
}

fn side(said: &Option<Said>, places: &Places) -> Value {
    let Some(said) = said else { return Value::Null };
    let place = said.span.map(|span| {
        let start = places.start(span);
        json!({"path": places.path(span.file), "line": start.line_number, "column": start.column_number})
    });
    json!({"text": said.text, "place": place})
}

fn effect(effect: &Effect, currency: &str) -> Value {
    let spare = |spare: Option<Spare>| spare.map(|spare| json!({"days": spare.days, "missed": spare.is_missed}));
    let milestones = effect.milestones.iter().map(|(moved, days)| {
        json!({
            "id": moved.id,
            "before": moved.before.map(|day| day.to_string()),
            "after": moved.after.map(|day| day.to_string()),
            "days": days,
        })
    });
    let buffers = effect
        .buffers
        .iter()
        .map(|moved| json!({"window": moved.id, "before": spare(moved.before), "after": spare(moved.after)}));
    let floats =
        effect.floats.iter().map(|moved| json!({"task": moved.id, "before": moved.before, "after": moved.after}));
    json!({
        "currency": Some(currency).filter(|currency| !currency.is_empty()),
        "before": standing(&effect.base),
        "after": standing(&effect.head),
        "finish_days": effect.finish_days,
        "likely_finish_days": effect.likely_finish_days,
        "budget_growth": effect.budget_growth().0,
        "milestones": milestones.collect::<Vec<_>>(),
        "buffers": buffers.collect::<Vec<_>>(),
        "floats": floats.collect::<Vec<_>>(),
    })
}

fn standing(standing: &Standing) -> Value {
    let lights = standing.lights.iter().map(|(name, light)| ((*name).to_owned(), json!(light.name())));
    json!({
        "as_of": standing.as_of.to_string(),
        "finish": standing.finish.map(|day| day.to_string()),
        "likely_finish": standing.likely_finish.map(|day| day.to_string()),
        "budget": standing.budget.0,
        "estimate": standing.estimate.map(|amount| amount.0.round_dp(2)),
        "free_under_cap": standing.free_under_cap.map(|amount| amount.0),
        "exposure": standing.exposure.0.normalize(),
        "risk_scores": standing.risk_scores,
        "lights": Value::Object(lights.collect()),
    })
}
