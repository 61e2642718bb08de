//! `documents-missing`: a document that is not there.

use crate::document::keys::Stage;
use crate::document::keys::words::DeliverableKind;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "documents-missing",
    group: Group::Closing,
    severity: Severity::Error,
    from: Some(Stage::Closing),
    since: "0.1.0",
    summary: "A deliverable of the kind document has no link, or one that leads nowhere.",
    why: "Documentation that nobody can open was not delivered.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "no link",
            plan: "
---
title: New Wi-Fi
stage: closing
deliverables:
  «handbook»: {title: Handbook, kind: document}
---
",
        },
        Example::Quiet {
            title: "a link",
            plan: "
---
title: New Wi-Fi
stage: closing
deliverables:
  handbook: {title: Handbook, kind: document, link: https://example.com/handbook}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    for deliverable in &scene.project.deliverables {
        let is_document = deliverable.kind.as_ref().is_some_and(|kind| kind.value == DeliverableKind::Document);
        if is_document && deliverable.link.is_none() && !deliverable.base.says("link") {
            report
                .absent(deliverable.base.id.span, format!("the document `{}` is nowhere", deliverable.id()))
                .help("write where it is: `link: attachments/handbook.pdf`, or a web address")
                .about(deliverable.id());
        }
    }
}
