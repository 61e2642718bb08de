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
    let texts: Vec<String> =
        registers.iter().flat_map(|register| scene.project.bases(*register)).map(words_of).collect();
    expected.iter().filter(|one| !texts.iter().any(|text| one.is_in(text))).map(|one| one.name.as_str()).collect()
}

/// All words of an item by which it may be recognised.
fn words_of(base: &Base) -> String {
    let mut words = format!("{} {}", base.id().replace('-', " "), base.name());
    for key in ["org", "kind", "cause", "event", "effect", "acceptance"] {
        if let Some(field) = base.record.field(key) {
            words.push(' ');
            words.push_str(&field_text(field));
        }
    }
    words.push(' ');
    words.push_str(base.body.text());
    words.to_lowercase()
}
