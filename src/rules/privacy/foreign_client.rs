//! `foreign-client`: a text for one client names another.

use std::collections::BTreeMap;

use super::places;
use crate::finding::Severity;
use crate::model::Project;
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

/// A shorter name or id is too common a word to be searched for.
const SHORTEST: usize = 5;

fn check(scene: &Scene, report: &mut Report) {
    if scene.portfolio.projects.len() < 2 {
        return;
    }
    let names = names(scene);
    for one in scene.said().iter().filter(|one| one.shows) {
        // Words first: a name is only looked for where its first word stands.
        let mut near: Vec<&(String, String)> =
            words(one.text()).filter_map(|word| names.get(&word)).flatten().collect();
        near.sort();
        near.dedup();
        for (name, message) in near {
            for place in places(one.text(), &name.to_ascii_lowercase()) {
                report
                    .add(one.part(place, scene.sources), message.clone())
                    .help("say it without the name, or make the item `audience: internal`");
            }
        }
    }
}

/// Names of other clients and ids of their projects with what is said of them, by first word.
fn names(scene: &Scene) -> BTreeMap<String, Vec<(String, String)>> {
    let own = client(scene.project);
    let mut names: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut add = |name: String, message: String| {
        let first = words(&name).next().filter(|_| name.len() >= SHORTEST);
        if let Some(first) = first {
            names.entry(first).or_default().push((name, message));
        }
    };
    for other in &scene.portfolio.projects {
        let theirs = client(other);
        if other.place == scene.project.place || theirs == own {
            continue;
        }
        add(theirs.clone(), format!("`{theirs}` is another client"));
        if other.id.contains('-') {
            add(other.id.clone(), format!("`{}` is a project of another client", other.id));
        }
    }
    names
}

/// The words of a text in lower case.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase)
}

fn client(project: &Project) -> String {
    project.charter.client.as_ref().map(|client| client.value.trim().to_owned()).unwrap_or_default()
}
