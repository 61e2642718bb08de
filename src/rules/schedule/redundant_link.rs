//! `redundant-link`: a link that others already say.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::network::Network;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::list_removal;

pub(crate) static RULE: Rule = Rule {
    name: "redundant-link",
    group: Group::Schedule,
    severity: Severity::Info,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "A link is implied by other links, or stands twice.",
    why: "Each needless link is one more to keep right when the plan changes, and hides those that matter.",
    fixes: Fixes::Safe,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "by way of another",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  clear: {title: Clear, duration: 1d}
  plaster: {title: Plaster, duration: 5d, after: clear}
  paint: {title: Paint, duration: 2d, after: [plaster, «clear»]}
---
",
        },
        Example::Fires {
            title: "twice the same",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  paint: {title: Paint, duration: 2d, after: [plaster, «plaster»]}
---
",
        },
        Example::Quiet {
            title: "each says something",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  clear: {title: Clear, duration: 1d}
  plaster: {title: Plaster, duration: 5d, after: clear}
  paint: {title: Paint, duration: 2d, after: plaster}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for redundant in Network::of(scene.project).redundant() {
        let finding = report.add(redundant.span, redundant.message);
        finding.help("take it out").about(redundant.id);
        if redundant.is_duplicate {
            finding.level(Severity::Warning);
        }
        if let Some(edit) = list_removal(scene.sources, redundant.span) {
            finding.fix("take the link out", vec![edit]);
        }
    }
}
