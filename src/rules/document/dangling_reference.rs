//! `dangling-reference`: an id that nobody has, or that means something of another kind.

use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Rule};

pub(crate) static RULE: Rule = Rule {
    name: "dangling-reference",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A reference names an item that does not exist, or one of the wrong kind.",
    why: "What the reference should say is silently lost: a dependency, a responsibility, a cost. A plan must be \
          traceable from one item to the next (GAO 5).",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Reading,
    examples: &[
        Example::Fires {
            title: "a typing slip",
            plan: "
---
title: Two rooms
tasks:
  plaster: {title: Plaster the walls, duration: 5d}
  paint: {title: Paint the walls, duration: 2d, after: «plastr»}
---
",
        },
        Example::Fires {
            title: "a person where work is needed",
            plan: "
---
title: Two rooms
stakeholders:
  ana: {name: Ana Ruiz, side: client, roles: user}
tasks:
  paint: {title: Paint the walls, duration: 2d, after: «ana»}
---
",
        },
        Example::Fires {
            title: "a site that the project does not list",
            plan: "
---
title: Two rooms
sites: [{id: hq, title: Headquarters}, {id: branch, title: Branch}]
tasks:
  paint: {title: Paint the walls, duration: 2d, site: «brnach»}
---
",
        },
        Example::Quiet {
            title: "the task is there",
            plan: "
---
title: Two rooms
tasks:
  plaster: {title: Plaster the walls, duration: 5d}
  paint: {title: Paint the walls, duration: 2d, after: plaster}
---
",
        },
    ],
};
