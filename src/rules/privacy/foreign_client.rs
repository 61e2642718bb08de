//! `foreign-client`: a text for one client names another.

use crate::finding::Severity;
use crate::model::Project;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::Search;

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

/// A shorter name or id is too common a word to be searched for.
const SHORTEST: usize = 5;

fn check(scene: &Scene, report: &mut Report) {
    if scene.portfolio.projects.len() < 2 {
        return;
    }
    let names = names(scene);
    let search = Search::words(names.iter().map(|(name, _)| name));
    for one in scene.said().iter().filter(|one| one.shows) {
        for (index, place) in search.alone(one.text()) {
            report
                .add(one.part(place, scene.sources), names[index].1.clone())
                .help("say it without the name, or make the item `audience: internal`");
        }
    }
}

/// Names of other clients and ids of their projects, with what is said of them.
fn names(scene: &Scene) -> Vec<(String, String)> {
    let own = client(scene.project);
    let mut names = Vec::new();
    for other in &scene.portfolio.projects {
        let theirs = client(other);
        if other.place == scene.project.place || theirs == own {
            continue;
        }
        names.push((theirs.clone(), format!("`{theirs}` is another client")));
        if other.id.contains('-') {
            names.push((other.id.clone(), format!("`{}` is a project of another client", other.id)));
        }
    }
    names.retain(|(name, _)| name.len() >= SHORTEST);
    names.sort();
    names.dedup();
    names
}

fn client(project: &Project) -> String {
    project.charter.client.as_ref().map(|client| client.value.trim().to_owned()).unwrap_or_default()
}
