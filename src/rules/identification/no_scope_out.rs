//! `no-scope-out`: nobody wrote down what is not part of the project.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-scope-out",
    group: Group::Identification,
    severity: Severity::Error,
    from: Some(Stage::Identification),
    since: "0.1.0",
    summary: "The scope does not say what is left out, or names the same thing as in and out.",
    why: "What is not excluded is expected. An explicit list of exclusions is the cheapest defence against scope creep, \
          and service providers' statements of work have one for that reason.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "nothing is left out",
            plan: "
---
title: New Wi-Fi
stage: identification
«scope»:
  in: [Access points]
---
",
        },
        Example::Fires {
            title: "the same thing is in and out",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  in: [Access points, Guest network]
  out: [Phones, «guest network»]
---
",
        },
        Example::Quiet {
            title: "the question was asked and the answer is nothing",
            plan: "
---
title: New Wi-Fi
stage: identification
scope:
  in: [Access points]
  out: {none: \"the whole floor is renewed\"}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let scope = &scene.project.scope;
    if scope.excluded.is_silent() && !scope.says("out") {
        let place = scope.place.unwrap_or(scene.project.charter.stage_place);
        report
            .absent(place, "the scope does not say what is left out")
            .help("list what somebody might expect but will not get: `out: [Internet line, Phones]`");
    }
    for line in &scope.excluded.items {
        let Some(text) = &line.text else { continue };
        let same = |other: &str| other.trim().eq_ignore_ascii_case(text.value.trim());
        let twin = scope.included.items.iter().filter_map(|line| line.text.as_ref()).find(|text| same(&text.value));
        if let Some(twin) = twin {
            report
                .add(text.span, format!("`{}` is both in and out of scope", text.value))
                .related(twin.span, "here it is part of the project")
                .help("keep one of the two lines");
        }
    }
}
