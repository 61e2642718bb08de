//! The schema of what `diff --output-format json` prints.

use serde_json::{Value, json};

use super::findings::{list, number, or_null, record, text, text_or_null, truth};
use super::{DRAFT, reference};
use crate::render::diff::SCHEMA_VERSION;
use crate::render::json::write;

/// The report of a comparison. Keys are only ever added while `schema_version` stays the same.
#[must_use]
pub fn diff() -> String {
    let mut root = record(&[
        ("schema_version", json!({"const": SCHEMA_VERSION})),
        ("tool", record(&[("name", json!({"const": "planmark"})), ("version", text("The version of planmark."))])),
        ("base", text("The revision that judges, in words.")),
        ("head", text("The revision that is judged, in words.")),
        ("uncovered", number("How many changes of scope or commitment nothing covers, in all projects.")),
        ("editorial", truth("Whether nothing changed in meaning.")),
        ("portfolio", list(reference("change"), "What differs in `portfolio.md`.")),
        ("projects", list(reference("project"), "The projects, by folder.")),
        ("failures", list(text("One failure."), "What planmark could not do; never clean.")),
    ]);
    root["$schema"] = json!(DRAFT);
    root["title"] = json!("Comparison of planmark diff");
    root["$defs"] = json!({
        "project": project(),
        "change": change(),
        "judged": judged(),
        "said": said(),
        "decided": decided(),
        "effect": effect(),
        "standing": standing(),
        "spare": record(&[("days", decimal()), ("missed", truth("Whether the work comes too late for the window."))]),
    });
    write(&root)
}

fn project() -> Value {
    record(&[
        ("id", text("The project's id.")),
        ("title", text("Its title.")),
        ("folder", text("Its folder, empty for the root.")),
        ("presence", json!({"enum": ["both", "added", "removed"]})),
        ("headline", text("What it comes to, in one line.")),
        ("editorial", truth("Whether nothing changed in meaning.")),
        ("uncovered", number("How many changes of scope or commitment nothing covers.")),
        ("changes", list(reference("judged"), "Every change, in the order of the plan.")),
        ("decided", list(reference("decided"), "Change requests that were decided here, or cover something.")),
        ("effect", or_null(reference("effect"))),
    ])
}

fn entries() -> Vec<(&'static str, Value)> {
    let classes = ["control", "scope", "commitment", "forecast", "record", "editorial"];
    let kinds = ["added", "removed", "renamed", "moved", "changed", "reordered"];
    vec![
        ("class", json!({"enum": classes, "description": "What the change means to a reviewer."})),
        ("kind", json!({"enum": kinds, "description": "How it differs."})),
        ("register", text_or_null("The register of the item.")),
        ("id", text_or_null("The id of the item.")),
        ("title", text_or_null("What people call the item.")),
        ("field", text_or_null("The field, with dots between its parts; null for a whole item.")),
        ("address", text_or_null("How a change request would name it.")),
        ("former_address", text_or_null("The same in the base revision, if it had another name.")),
        ("entry", text_or_null("The entry of a list that the field belongs to.")),
        ("before", or_null(reference("said"))),
        ("after", or_null(reference("said"))),
        ("strength", json!({"enum": ["weaker", "stronger", null]})),
        ("words", text("The change in one sentence.")),
    ]
}

fn change() -> Value {
    record(&entries())
}

fn judged() -> Value {
    let covers = ["not-needed", "nothing-agreed", "change", "signature", "uncovered"];
    let mut entries = entries();
    entries.extend([
        ("cover", json!({"enum": covers, "description": "What covers it."})),
        ("covered_by", text_or_null("The change request, or who signed.")),
        ("why", text_or_null("What covers it, or why nothing does, in words.")),
        ("first", truth("Whether it changes who judges and by what, or takes an agreement back.")),
    ]);
    record(&entries)
}

fn said() -> Value {
    let place = record(&[
        ("path", text("The file.")),
        ("line", number("The line, from 1.")),
        ("column", number("The column in characters, from 1.")),
    ]);
    record(&[("text", text("As a plan writes it, on one line.")), ("place", or_null(place))])
}

fn decided() -> Value {
    record(&[
        ("change", text("The id of the change request.")),
        ("title", text("Its title.")),
        ("by", text_or_null("Who signed.")),
        ("date", text_or_null("When.")),
        ("fresh", truth("Whether it was decided in this change of the plan.")),
        ("counts", truth("Whether it is approved so that it covers what it names.")),
        ("why_not", text_or_null("Why it does not count.")),
    ])
}

fn decimal() -> Value {
    exact("An exact decimal number.")
}

fn exact(about: &str) -> Value {
    json!({"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$", "description": about})
}

fn effect() -> Value {
    let milestone = record(&[
        ("id", text("The milestone.")),
        ("before", text_or_null("Its day before.")),
        ("after", text_or_null("Its day after.")),
        ("days", or_null(decimal())),
    ]);
    let buffer = record(&[
        ("window", text("The window.")),
        ("before", or_null(reference("spare"))),
        ("after", or_null(reference("spare"))),
    ]);
    let float = record(&[("task", text("The task.")), ("before", or_null(decimal())), ("after", or_null(decimal()))]);
    record(&[
        ("currency", text_or_null("What amounts are counted in.")),
        ("before", reference("standing")),
        ("after", reference("standing")),
        ("finish_days", or_null(exact("Working days that the forecast finish moves."))),
        ("likely_finish_days", or_null(exact("Working days that the day of P80 moves."))),
        ("budget_growth", decimal()),
        ("milestones", list(milestone, "Milestones whose day moves; days are working days.")),
        ("buffers", list(buffer, "Windows with other days to spare.")),
        ("floats", list(float, "Tasks with another float, in working days.")),
    ])
}

fn standing() -> Value {
    let lights = json!({
        "type": "object",
        "additionalProperties": {"enum": ["green", "grey", "amber", "red"]},
        "description": "The colour of the whole and of every dimension.",
    });
    record(&[
        ("as_of", text("The status date.")),
        ("finish", text_or_null("The forecast finish.")),
        ("likely_finish", text_or_null("The day by which the finish lies in 80 of 100 runs of the forecast (P80).")),
        ("budget", decimal()),
        ("estimate", or_null(decimal())),
        ("free_under_cap", or_null(decimal())),
        (
            "exposure",
            exact("What the open risks cost on average, all together: the money of each times its likelihood."),
        ),
        ("risk_scores", json!({"type": "integer", "description": "The scores of all open risks together."})),
        ("lights", lights),
    ])
}
