//! `foreign-client`: a text for one client names another.

use crate::finding::Severity;
use crate::model::clients::client_of;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "foreign-client",
    group: Group::Privacy,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "Another client's name, or the id of another client's project, stands in a text for the client.",
    why: "That a provider works for somebody is that somebody's news to tell. A portfolio must not leak from page to page.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a lesson from another client, told to this one",
            plan: "
//- portfolio.md
---
title: All projects
---
//- elm/project.md
---
title: New Wi-Fi
client: {name: Elm Street Surgery}
updates:
  2026-04-24: {summary: As we did for «Lakeside School» last year}
---
//- lake/project.md
---
title: Phones
client: {name: Lakeside School}
---
",
        },
        Example::Quiet {
            title: "two projects of one client",
            plan: "
//- portfolio.md
---
title: All projects
---
//- elm/project.md
---
title: New Wi-Fi
client: {name: Elm Street Surgery}
updates:
  2026-04-24: {summary: The Elm Street Surgery phones come next}
---
//- phones/project.md
---
title: Phones
client: {name: Elm Street Surgery}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    if scene.portfolio.projects.len() < 2 {
        return;
    }
    let clients = scene.clients();
    let own = client_of(scene.project);
    for (one, name, place) in scene.read_by_client(clients.search()) {
        let named = &clients.names()[name];
        if named.client == own || named.text == own {
            continue;
        }
        let message = match named.is_project {
            true => format!("`{}` is a project of another client", named.text),
            false => format!("`{}` is another client", named.text),
        };
        report
            .add(one.part(place, scene.sources), message)
            .help("say it without the name, or make the item `audience: internal`");
    }
}
