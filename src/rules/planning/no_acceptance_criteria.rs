//! `no-acceptance-criteria`: nobody can tell when a deliverable is good enough.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "no-acceptance-criteria",
    group: Group::Planning,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A deliverable has no acceptance criteria, or only words that nobody can check.",
    why: "Without criteria \"done\" is a matter of taste, and the argument comes at the end, when it is most expensive. PM² asks for an acceptance plan, PRINCE2 for a product description with criteria.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no criteria at all",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  «guest»: {title: Guest network, kind: service}
---
",
        },
        Example::Fires {
            title: "a criterion that nobody can check",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  guest: {title: Guest network, kind: service, acceptance: [«Wi-Fi works properly»]}
---
",
        },
        Example::Quiet {
            title: "a criterion with a figure",
            plan: "
---
title: New Wi-Fi
stage: planning
deliverables:
  guest: {title: Guest network, kind: service, acceptance: [-65 dBm or better in all 14 rooms]}
---
",
        },
    ],
};

/// Words that promise everything and can be checked by nobody.
const WEASELS: [&str; 14] = [
    "works",
    "properly",
    "correctly",
    "user friendly",
    "user-friendly",
    "good",
    "fine",
    "ok",
    "as expected",
    "stable",
    "fast",
    "easy",
    "appropriate",
    "satisfactory",
];

fn check(scene: &Scene, report: &mut Report) {
    for deliverable in &scene.project.deliverables {
        let base = &deliverable.base;
        if deliverable.acceptance.is_silent() && !base.says("acceptance") {
            report
                .absent(base.id.span, format!("`{}` has no acceptance criteria", base.id()))
                .help("say what must be measured or shown: `acceptance: [\"Failover in under 10 seconds\"]`")
                .about(base.id());
        }
        for text in deliverable.acceptance.items.iter().filter_map(|criterion| criterion.text.as_ref()) {
            if is_weasel(&text.value) {
                report
                    .add(text.span, format!("nobody can check `{}`", text.value.trim()))
                    .help("say what is measured, and the value that is good enough")
                    .level(Severity::Warning)
                    .about(base.id());
            }
        }
    }
}

/// Whether a criterion is short, has no figure, and says nothing but a word that means "good".
fn is_weasel(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let words = lower.split_whitespace().count();
    let has_figure = lower.bytes().any(|byte| byte.is_ascii_digit());
    !has_figure && words <= 4 && WEASELS.iter().any(|weasel| lower.ends_with(weasel))
}
