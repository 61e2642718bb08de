//! `estimate-order`: an estimate that contradicts itself.

use crate::document::keys::Stage;
use crate::finding::Severity;
use crate::model::item::Item;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Edit;

pub(crate) static RULE: Rule = Rule {
    name: "estimate-order",
    group: Group::Schedule,
    severity: Severity::Error,
    from: Some(Stage::Planning),
    since: "0.1.0",
    summary: "The three values of an estimate do not grow from optimistic to pessimistic, or one is not more than nothing.",
    why: "Three-point estimates say how sure you are. Values out of order say nothing, and three equal ones say that nobody thought about it.",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "out of order",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: «[3d, 2d, 6d]»}
---
",
        },
        Example::Fires {
            title: "three times the same",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: «[3d, 3d, 3d]»}
---
",
        },
        Example::Quiet {
            title: "from good to bad",
            plan: "
---
title: Two rooms
stage: planning
tasks:
  paint: {title: Paint, duration: [2d, 3d, 6d]}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let (per_day, per_week) = (project.minutes_per_day(), project.days_per_week());
    for task in &project.tasks {
        let Some(duration) = &task.duration else { continue };
        let estimate = duration.value;
        let [low, likely, high] =
            [estimate.optimistic, estimate.likely, estimate.pessimistic].map(|one| one.minutes(per_day, per_week));
        if low < 0 {
            report
                .add(duration.span, format!("`{}` takes less than no time", task.id()))
                .help("write a length of time")
                .about(task.id());
        } else if low > likely || likely > high {
            let mut sorted = [estimate.optimistic, estimate.likely, estimate.pessimistic];
            sorted.sort_by_key(|one| one.minutes(per_day, per_week));
            let text = format!("[{}, {}, {}]", sorted[0], sorted[1], sorted[2]);
            report
                .add(duration.span, format!("the estimate of `{}` does not grow", task.id()))
                .help("write optimistic, likely, pessimistic, in this order")
                .about(task.id())
                .suggest(format!("write `{text}`"), vec![Edit { span: duration.span, text }]);
        } else if scene.sources.text(duration.span).starts_with('[') && estimate.is_fixed() {
            report
                .add(duration.span, format!("all three values of `{}` are the same", task.id()))
                .help("write one value, or think about what could go well and badly")
                .level(Severity::Info)
                .about(task.id());
        }
    }
}
