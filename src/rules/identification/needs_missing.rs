//! `needs-missing`: nobody wrote down what the work takes.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "needs-missing",
    group: Group::Identification,
    severity: Severity::Warning,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "`needs` lacks skills, technicians, hardware or software, or what the type of project usually takes.",
    why: "Projects of different types differ in hardware, software, people and skills. What is written down now can be booked in time.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing is said",
            plan: "
---
title: New Wi-Fi
stage: identification
«scope»:
  why: Calls drop.
---
",
        },
        Example::Fires {
            title: "half is said",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  needs: «{skills: [wireless], technicians: 1}»
---
",
        },
        Example::Quiet {
            title: "all is said",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  needs: {skills: [wireless], technicians: 1, hardware: [six access points], software: {none: it comes with the points}}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let scope = &scene.project.scope;
    let place = scope.place.unwrap_or(scene.project.charter.stage_place);
    let Some(needs) = &scope.needs else {
        if !scope.says("needs") {
            report
                .absent(place, "the scope does not say what the work takes")
                .help("write `needs: {skills: […], technicians: 2, hardware: […], software: […]}`");
        }
        return;
    };
    let missing: Vec<String> = ["skills", "technicians", "hardware", "software"]
        .into_iter()
        .filter(|key| !needs.record.says(key))
        .map(|key| format!("`{key}`"))
        .collect();
    if !missing.is_empty() {
        report
            .absent(needs.span, format!("`needs` does not say {}", missing.join(", ")))
            .help("where the answer is nothing, write it: `hardware: {none: \"none is needed\"}`");
    }
    let Some(profile) = scene.profile else { return };
    let lacking: Vec<&str> = profile
        .skills
        .iter()
        .filter(|skill| {
            needs.record.says("skills")
                && !needs.skills.items.iter().any(|told| skill.is_in(&told.value.to_lowercase()))
        })
        .map(|skill| skill.name.as_str())
        .collect();
    if !lacking.is_empty() && needs.skills.none.is_none() {
        report
            .absent(needs.span, format!("projects of this type usually take {}", lacking.join(", ")))
            .help("add it to `skills`, or waive the rule with the reason");
    }
}
