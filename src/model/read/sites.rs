//! Sites that items name and the project does not have.

use std::collections::BTreeSet;

use crate::finding::{Finding, Severity};
use crate::model::Project;
use crate::text::{Edit, nearest};

/// Tells every name of a site that the project does not list. A project that lists none leaves its items free.
pub(super) fn check(project: &Project, findings: &mut Vec<Finding>) {
    let known: Vec<&str> =
        project.charter.sites.iter().filter_map(|site| site.id.as_ref()).map(|id| id.value.as_str()).collect();
    if known.is_empty() {
        return;
    }
    // What stands once, beside a register or in a parent, is told once.
    let mut told = BTreeSet::new();
    for base in project.all_bases() {
        let Some(site) = base.site.as_ref().filter(|site| !known.contains(&site.value.as_str())) else { continue };
        if !told.insert(site.span) {
            continue;
        }
        let message = format!("the project has no site `{}`", site.value);
        let mut finding = Finding::new("dangling-reference", Severity::Error, site.span, message);
        match nearest(&site.value, known.iter().copied()).map(str::to_owned) {
            Some(near) => {
                finding.help(format!("did you mean `{near}`?"));
                finding.suggest(format!("write `{near}`"), vec![Edit { span: site.span, text: near }]);
            }
            None => {
                finding.help("add it to `sites` in `project.md`, or name one that is there");
            }
        }
        finding.about(base.id());
        findings.push(finding);
    }
}
