//! `broken-link`: a link in prose leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::attachment;
use crate::document::html::is_relative;
use crate::document::keys::Register;
use crate::document::{LinkShape, Prose, ProseLink};
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::{FileId, Guesses};

pub(crate) static RULE: Rule = Rule {
    name: "broken-link",
    group: Group::Document,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "A link, an image or a `[[id]]` in prose leads to a file, a heading or an item that is not there.",
    why: "Documents that are handed over must open; a link that does not is found by the client.",
    fixes: Fixes::Suggested,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a file that is not there, and an id that nobody has",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls}
---

See «[the drawing](attachments/drawing.pdf)» and «[[piant]]».
",
        },
        Example::Fires {
            title: "a heading that is not there",
            plan: "
---
title: Two rooms
---

# Colours

See «[the colours](#colors)».
",
        },
        Example::Quiet {
            title: "links that lead somewhere",
            plan: "
---
title: Two rooms
tasks:
  paint: {title: Paint the walls}
---

# Colours

See [the colours](#colours), [[paint]], [the work](tasks.md), <https://example.com>.
//- tasks.md
---
tasks:
  look: {title: Look at it}
---
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let (places, mut guesses) = (Places::of(scene), Guesses::default());
    let project = scene.project;
    let bodies = [&project.charter.body, &project.scope.body].into_iter().chain(&project.prose);
    for prose in bodies.chain(project.all_bases().map(|base| &base.body)) {
        for link in prose.links() {
            look(scene, &places, prose, link, &mut guesses, report);
        }
    }
}

/// What links can lead to.
struct Places<'a> {
    /// `register/id` of every item.
    items: BTreeSet<String>,
    /// Bare ids.
    ids: BTreeSet<&'a str>,
    /// Anchors by file.
    anchors: BTreeMap<FileId, BTreeSet<&'a str>>,
}

impl<'a> Places<'a> {
    fn of(scene: &'a Scene) -> Self {
        let project = scene.project;
        let mut places = Self { items: BTreeSet::new(), ids: BTreeSet::new(), anchors: BTreeMap::new() };
        for base in project.all_bases() {
            places.items.insert(format!("{}/{}", base.register, base.id()));
            places.ids.insert(base.id());
            places.anchors(&base.body);
        }
        for prose in [&project.charter.body, &project.scope.body].into_iter().chain(&project.prose) {
            places.anchors(prose);
        }
        places
    }

    fn anchors(&mut self, prose: &'a Prose) {
        if prose.text().contains('#') || prose.text().contains("\n=") || prose.text().contains("\n-") {
            let anchors = prose.headings().iter().map(|heading| heading.anchor.as_str());
            self.anchors.entry(prose.extent().file).or_default().extend(anchors);
        }
    }

    fn has_item(&self, id: &str, scene: &Scene) -> bool {
        if self.ids.contains(id) || self.items.contains(id) {
            return true;
        }
        // `project/register/id` leads to another project of the portfolio.
        let mut parts = id.splitn(3, '/');
        let (project, register, id) = (parts.next(), parts.next().and_then(Register::from_name), parts.next());
        let other = scene.portfolio.projects.iter().find(|other| Some(other.id.as_str()) == project);
        other.zip(register).zip(id).is_some_and(|((other, register), id)| other.find(register, id).is_some())
    }
}

fn look(scene: &Scene, places: &Places, prose: &Prose, link: &ProseLink, guesses: &mut Guesses, report: &mut Report) {
    let destination = link.destination.value.as_str();
    let span = link.destination.span;
    match link.shape {
        LinkShape::Wiki => {
            let id = destination.split('#').next().unwrap_or_default();
            if !places.has_item(id, scene) {
                let finding = report.add(span, format!("no item has the id `{id}`"));
                match guesses.nearest(id, places.ids.iter().copied()) {
                    Some(near) => finding.help(format!("did you mean `[[{near}]]`?")),
                    None => finding.help("name an item by its id"),
                };
            }
        }
        LinkShape::Inline | LinkShape::Image if is_relative(destination) => {
            file(scene, places, prose, link, guesses, report)
        }
        _ => {}
    }
}

fn file(scene: &Scene, places: &Places, prose: &Prose, link: &ProseLink, guesses: &mut Guesses, report: &mut Report) {
    let destination = link.destination.value.as_str();
    let span = link.destination.span;
    let (path, anchor) = destination.split_once('#').unwrap_or((destination, ""));
    let path = path.split('?').next().unwrap_or_default();
    let here = prose.extent().file;
    let target = if path.is_empty() { Some(here) } else { resolve(scene, here, path) };
    let Some(target) = target else {
        let is_folder = attachment::resolve(folder_of(scene, here), path)
            .is_some_and(|path| scene.sources.below(path.trim_end_matches('/')).next().is_some());
        if !is_folder {
            report
                .add(span, format!("there is no file `{path}` here"))
                .help("paths are relative to the file that the link stands in; attachments lie in `attachments/`");
        }
        return;
    };
    let known = places.anchors.get(&target);
    let is_item_anchor = places.ids.contains(anchor);
    if !anchor.is_empty() && !is_item_anchor && !known.is_some_and(|known| known.contains(anchor)) {
        let finding = report.add(span, format!("no heading there has the anchor `{anchor}`"));
        let names = known.into_iter().flatten().copied();
        match guesses.nearest(anchor, names) {
            Some(near) => finding.help(format!("did you mean `#{near}`?")),
            None => finding.help("an anchor is the heading in lower case with hyphens for spaces"),
        };
    }
}

/// The file that a path means, seen from another file.
fn resolve(scene: &Scene, from: FileId, path: &str) -> Option<FileId> {
    scene.sources.find(&attachment::resolve(folder_of(scene, from), path)?).map(|(file, _)| file)
}

fn folder_of<'a>(scene: &'a Scene, file: FileId) -> &'a str {
    scene.sources.file(file).path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
