//! `profile-gap`: something that projects of this type usually have is not in the plan.

use crate::config::Expected;
use crate::document::keys::{Register, Stage};
use crate::finding::Severity;
use crate::model::canonical::field_text;
use crate::model::item::Base;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "profile-gap",
    group: Group::Identification,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The type profile expects a vendor, deliverable, risk, task or window that the plan does not have.",
    why: "Past projects of the same type are the best checklist: the ISP that takes 60 days, the analogue line of the lift, the licence that nobody activated.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no window and no vendor",
            plan: r#"
//- project.md
---
title: New firewall
type: «own-type»
stage: planning
---
//- planmark.toml
types = "types"
//- types/own-type.toml
title = "Own type"
vendors = [{name = "internet provider", keywords = ["isp", "fibre"]}]
"#,
        },
        Example::Quiet {
            title: "the vendor is there",
            plan: r#"
//- project.md
---
title: New firewall
type: own-type
stage: planning
stakeholders:
  fiberline: {name: Fiberline fibre, side: vendor, roles: vendor}
---
//- planmark.toml
types = "types"
//- types/own-type.toml
title = "Own type"
vendors = [{name = "internet provider", keywords = ["isp", "fibre"]}]
"#,
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let (project, Some(profile)) = (scene.project, scene.profile) else { return };
    let place = project.charter.record.field("type").map_or(project.charter.opening, |field| field.value.span);
    let mut tell = |kind: &str, missing: Vec<&str>| {
        if !missing.is_empty() {
            report
                .absent(place, format!("projects of this type usually have the {kind}: {}", missing.join(", ")))
                .help("add what applies; where it does not, waive `profile-gap` in `project.md` with the reason");
        }
    };
    tell("vendors", gaps(scene, &profile.vendors, &[Register::Stakeholders]));
    tell("deliverables", gaps(scene, &profile.deliverables, &[Register::Deliverables]));
    tell("tasks", gaps(scene, &profile.tasks, &[Register::Tasks]));
    tell("risks", gaps(scene, &profile.risks, &[Register::Risks]));
    if profile.needs_windows && project.windows.is_empty() && !project.registers[&Register::Windows].is_uncertain {
        tell("windows", vec!["an outage"]);
    }
}

/// What no item of the registers speaks of.
fn gaps<'a>(scene: &Scene, expected: &'a [Expected], registers: &[Register]) -> Vec<&'a str> {
    if registers.iter().any(|register| scene.project.registers[register].is_uncertain) {
        return Vec::new();
    }
    let mut words = String::new();
    for base in registers.iter().flat_map(|register| scene.project.bases(*register)) {
        add_words(base, &mut words);
    }
    let words = words.to_lowercase();
    expected.iter().filter(|one| !one.is_in(&words)).map(|one| one.name.as_str()).collect()
}

/// Adds all words of an item by which it may be recognised, each part on a line of its own.
fn add_words(base: &Base, words: &mut String) {
    words.extend([&base.id().replace('-', " "), " ", base.name(), "\n"]);
    for field in
        ["org", "kind", "cause", "event", "effect", "acceptance"].iter().filter_map(|key| base.record.field(key))
    {
        words.extend([&field_text(field), "\n"]);
    }
    words.extend([base.body.text(), "\n"]);
}
