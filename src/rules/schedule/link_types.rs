//! `link-types`: links that few people read right.

use crate::document::fields::LinkKind;
use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene, Threshold};
use crate::value::Decimal;

pub(crate) static RULE: Rule = Rule {
    name: "link-types",
    group: Group::Schedule,
    severity: Severity::Warning,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "Fewer than 90 % of the links are finish-to-start, or one is start-to-finish.",
    why: "Finish-to-start is what everybody understands. The other kinds are rarely what was meant, and start-to-finish almost never is (DCMA 4; GAO 2).",
    fixes: Fixes::Never,
    thresholds: &[Threshold {
        name: "percent",
        default: "90",
        dcma: "90",
        about: "share of finish-to-start links, in per cent, that is enough",
    }],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a link turned round",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  night-shift: {title: Night shift, duration: 1d}
  day-shift: {title: Day shift, duration: 1d, after: «night-shift SF»}
---
",
        },
        Example::Quiet {
            title: "one after the other",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  plaster: {title: Plaster, duration: 5d}
  paint: {title: Paint, duration: 2d, after: plaster}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let mut total = 0_usize;
    let mut other = Vec::new();
    for (base, wait) in scene.project.links() {
        total += 1;
        if wait.kind == LinkKind::StartFinish {
            report
                .add(wait.span, format!("`{}` ends when `{}` starts", base.id(), wait.on.written.value))
                .help("turn the link round: say what must be finished before")
                .about(base.id());
        }
        if wait.kind != LinkKind::FinishStart {
            other.push(wait.span);
        }
    }
    let plain = total - other.len();
    let is_few = Decimal::from(plain * 100) < report.threshold("percent") * Decimal::from(total);
    if let Some(first) = other.first().filter(|_| total >= 20 && is_few) {
        report
            .add(*first, format!("only {plain} of {total} links are finish-to-start"))
            .help("split work where a part of it is what the next one waits for")
            .measured(format!("{plain} of {total}"), "at least 90 %");
    }
}
