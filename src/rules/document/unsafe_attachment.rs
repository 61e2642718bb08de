//! `unsafe-attachment`: a link leads to a file that would run where the site shows it.

use crate::document::LinkShape;
use crate::document::attachment::{danger, is_plan_file, resolve};
use crate::document::html::is_relative;
use crate::finding::Severity;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};
use crate::text::{Span, Spanned};

pub(crate) static RULE: Rule = Rule {
    name: "unsafe-attachment",
    group: Group::Document,
    severity: Severity::Error,
    from: None,
    since: "0.1.0",
    summary: "A link leads to a file that a browser or a web server would run: a page, a script, a drawing with code.",
    why: "Whoever opens it trusts the site around it; what runs there can show anything in the provider's name.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a page, and a drawing that holds a script",
            plan: "
---
title: Two rooms
---

See «[the report](attachments/report.html)» and «![the drawing](attachments/rooms.svg)».
//- attachments/report.html
<p>All is well.</p>
//- attachments/rooms.svg
<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>
",
        },
        Example::Quiet {
            title: "a table, and a drawing of shapes alone",
            plan: "
---
title: Two rooms
---

See [the figures](attachments/figures.csv) and ![the drawing](attachments/rooms.svg).
//- attachments/figures.csv
room,area
//- attachments/rooms.svg
<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"4\" height=\"3\"/></svg>
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let project = scene.project;
    let bodies = [&project.charter.body, &project.scope.body].into_iter().chain(&project.prose);
    for prose in bodies.chain(project.all_bases().map(|base| &base.body)) {
        let files = prose.links().iter().filter(|link| matches!(link.shape, LinkShape::Inline | LinkShape::Image));
        files.for_each(|link| look(scene, &link.destination, report));
    }
    for base in project.all_bases() {
        base.links.iter().filter_map(|link| link.url.as_ref()).for_each(|url| look(scene, url, report));
    }
    for deliverable in &project.deliverables {
        let proofs = deliverable.acceptance.items.iter().filter_map(|criterion| criterion.evidence.as_ref());
        deliverable.link.iter().chain(proofs).for_each(|path| look(scene, path, report));
    }
}

fn look(scene: &Scene, address: &Spanned<String>, report: &mut Report) {
    if !is_relative(&address.value) {
        return;
    }
    let Some((path, why)) = dangerous(scene, address.span, &address.value) else { return };
    report
        .add(address.span, format!("`{path}` may not stand on a site: {why}"))
        .help("link a PDF, a PNG picture or a zip of it instead");
}

/// The file that an address means, and what is wrong with it.
fn dangerous<'a>(scene: &'a Scene, from: Span, address: &str) -> Option<(&'a str, &'static str)> {
    let folder = scene.sources.file(from.file).path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = resolve(folder, address).filter(|path| !is_plan_file(path))?;
    let (_, source) = scene.sources.find(&path)?;
    Some((source.path.as_str(), danger(&source.path, source.bytes()?)?))
}
