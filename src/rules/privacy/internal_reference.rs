//! `internal-reference`: a text for the client leads to something internal, or an internal block is not closed.

use std::collections::BTreeSet;

use crate::document::html::is_relative;
use crate::document::keys::Register;
use crate::document::{LinkShape, Prose};
use crate::finding::Severity;
use crate::model::Project;
use crate::rule::{Check, Example, Fixes, Group, Report, Rule, Scene};

pub(crate) static RULE: Rule = Rule {
    name: "internal-reference",
    group: Group::Privacy,
    severity: Severity::Warning,
    from: None,
    since: "0.1.0",
    summary: "The prose of something that the client sees refers to an internal item, or an internal block is not closed.",
    why: "The client reads \"(internal)\" in its place and learns that there is something. An open block hides the rest of the text.",
    fixes: Fixes::Never,
    thresholds: &[],
    check: Check::Project(check),
    examples: &[
        Example::Fires {
            title: "a deliverable tells of an internal risk",
            plan: "
---
title: Wi-Fi
risks:
  thick-walls: {title: The walls are thicker than drawn}
deliverables:
  coverage:
    title: Wi-Fi in every room
    body: |
      Measured in all rooms, see «[[thick-walls]]».
---
",
        },
        Example::Fires {
            title: "an internal block without an end",
            plan: "
---
title: Wi-Fi
---

For everybody.

«<!-- internal -->»
Not for everybody.
",
        },
        Example::Quiet {
            title: "within an internal block, and to something that the client sees",
            plan: "
---
title: Wi-Fi
risks:
  thick-walls: {title: The walls are thicker than drawn}
deliverables:
  coverage: {title: Wi-Fi in every room}
---

See [[coverage]].

<!-- internal -->
See [[thick-walls]].
<!-- /internal -->
",
        },
    ],
};

fn check(scene: &Scene, report: &mut Report) {
    let hidden = Hidden::of(scene.project);
    let project = scene.project;
    let bodies = [&project.charter.body, &project.scope.body].into_iter();
    let of_items = project.all_bases().filter(|base| base.is_for_client()).map(|base| &base.body);
    for prose in bodies.chain(of_items) {
        open_blocks(prose, report);
        let visible = prose.without_internal();
        for link in visible.links() {
            if hidden.has(link.shape, &link.destination.value) {
                report
                    .add(link.destination.span, "the client sees this text, but not the item that it refers to")
                    .help("take the reference out, put it between `<!-- internal -->` and `<!-- /internal -->`, or show the item with `audience: client`");
            }
        }
    }
}

fn open_blocks(prose: &Prose, report: &mut Report) {
    const OPENING: &str = "<!-- internal -->";
    for (range, is_closed) in prose.internal_blocks() {
        if !is_closed {
            let length = OPENING.len().min(range.len());
            report
                .add(
                    prose.span(range.start..range.start + length),
                    "this internal block is never closed, so all below is hidden",
                )
                .level(Severity::Error)
                .help("write `<!-- /internal -->` where it ends");
        }
    }
}

/// The items that the client does not see.
struct Hidden<'a> {
    internal: BTreeSet<(Register, &'a str)>,
    visible: BTreeSet<&'a str>,
}

impl<'a> Hidden<'a> {
    fn of(project: &'a Project) -> Self {
        let mut hidden = Self { internal: BTreeSet::new(), visible: BTreeSet::new() };
        for base in project.all_bases() {
            if base.is_for_client() {
                hidden.visible.insert(base.id());
            } else {
                hidden.internal.insert((base.register, base.id()));
            }
        }
        hidden
    }

    fn has(&self, shape: LinkShape, destination: &str) -> bool {
        let path = destination.split(['#', '?']).next().unwrap_or_default();
        let path = match shape {
            LinkShape::Wiki => path,
            LinkShape::Inline | LinkShape::Image if is_relative(path) => match path.strip_suffix(".md") {
                Some(stem) => stem,
                None => return false,
            },
            _ => return false,
        };
        let mut parts = path.rsplit('/');
        let id = parts.next().unwrap_or_default();
        match parts.next().and_then(Register::from_name) {
            Some(register) => self.internal.contains(&(register, id)),
            // A bare id that the client sees somewhere means that one.
            None => {
                !self.visible.contains(id)
                    && Register::ALL.iter().any(|register| self.internal.contains(&(*register, id)))
            }
        }
    }
}
