//! `stale-signature`: what was signed is no longer what is written.

use crate::document::keys::Register;
use crate::document::keys::words::Gate;
use crate::finding::Severity;
use crate::model::canonical::{item_hash, plan_hash};
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "stale-signature",
    group: Group::Change,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "The content hash in a signature differs from that of the item today.",
    why: "A signature is for a text. When the text changes afterwards, the signer has not agreed to what stands there now.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires { title: "changed after the signature", plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
deliverables:
  guest: {title: Guest network, kind: service, acceptor: ana, accepted: {by: ana, date: 2026-04-21, of: «0123456789abcdef»}}
---
" },
Example::Quiet { title: "typed by hand", plan: "
---
title: New Wi-Fi
stage: execution
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: sponsor}
deliverables:
  guest: {title: Guest network, kind: service, acceptor: ana, accepted: {by: ana, date: 2026-04-21}}
---
" },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    for signed in project.signatures() {
        let Some(of) = &signed.signature.of else { continue };
        let now = match signed.item {
            Some(base) => item_hash(base),
            None if signed.gate == Some(Gate::Closing) => plan_hash(project),
            None => continue,
        };
        if of.value != now {
            let finding = report.add(of.span, format!("what was signed as {} has changed since", signed.what));
            finding
                .help(format!("let it be signed again: `planmark sign {} --by …`, or undo the change", signed.address));
            let rests_on_it =
                signed.gate.is_some() || signed.item.is_some_and(|base| base.register == Register::Windows);
            if rests_on_it {
                finding.level(Severity::Error);
            }
            finding.items.extend(signed.item.map(|base| base.id().to_owned()));
        }
    }
}
